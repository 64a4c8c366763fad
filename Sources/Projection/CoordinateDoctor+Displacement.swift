import GeometryCore

extension CoordinateDoctor {
    /// What the stored data say about the import: a Chinese offset, a constant displacement, or nothing.
    func displacement(of sample: [CoordinateSpecimen], read reading: CoordinateReading) throws -> CoordinateFinding? {
        let study = try DisplacementStudy(of: sample, read: reading, against: references, in: expected)
        for measure in study.measures {
            if let finding = offset(in: study, by: measure, read: reading) { return finding }
        }
        return study.constantDisplacement.map { CoordinateFinding($0, .possible) }
    }

    /// The offset that explains the distance, if one does.
    private func offset(
        in study: DisplacementStudy,
        by measure: DisplacementStudy.Measure,
        read reading: CoordinateReading
    ) -> CoordinateFinding? {
        let asDeclared = study.distance(by: measure)
        let scores = Self.shifts(from: reading.crs.basis).map { hypothesis, shift in
            (hypothesis: hypothesis, shift: shift, metres: study.distance(by: measure, after: shift))
        }
        guard let best = scores.min(by: { $0.metres < $1.metres }) else { return nil }
        // A vertex is never far from some border of a dense net, so there a smaller distance counts if it vanishes.
        // Middles lie far apart for other reasons too, so of them more is asked.
        let share: Double = measure == .middles ? 1 / 3 : 1 / 2
        let isClear =
            asDeclared > 100 && best.metres < asDeclared * share || asDeclared > 30 && best.metres < asDeclared / 5
        guard isClear else { return nil }
        let isKeyed = study.isKeyed || measure == .middles
        let centre = study.centre(by: measure)
        let home = best.shift.there(centre)
        let evidence = OffsetEvidence(
            hypothesis: best.hypothesis,
            comparisons: study.comparisons(by: measure),
            isKeyed: isKeyed,
            declaredMetres: asDeclared,
            remainingMetres: best.metres,
            predictedMetres: Geodesic.grs80.distance(home, centre),
            predictedAzimuthDegrees: Geodesic.grs80.azimuthDegrees(from: home, to: centre)
        )
        let isCertain = isKeyed && best.metres < asDeclared / 5
        return CoordinateFinding(
            .chineseOffset(evidence),
            isCertain ? .certain : .likely,
            Self.cures(best.hypothesis, read: reading)
        )
    }

    /// What takes the import, as declared, to where the stored data have it under each hypothesis.
    private static func shifts(
        from basis: CoordinateReference.Basis
    ) -> [(hypothesis: OffsetHypothesis, shift: DisplacementStudy.Shift)] {
        typealias Shift = DisplacementStudy.Shift
        let gcj02 = ChineseOffset.gcj02(fromWGS84:)
        let bd09 = ChineseOffset.bd09(fromWGS84:)
        let fromGCJ02 = ChineseOffset.wgs84(fromGCJ02:)
        let fromBD09 = ChineseOffset.wgs84(fromBD09:)
        let toGCJ02 = Shift(there: gcj02, back: fromGCJ02)
        let toBD09 = Shift(there: bd09, back: fromBD09)
        switch basis {
        case .gcj02:
            // Undeclared WGS 84 and a store in GCJ-02 look the same here; the file is the likelier culprit.
            let mistaken = Shift(there: { fromBD09(gcj02($0)) }, back: { fromGCJ02(bd09($0)) })
            return [(.importIsWGS84, toGCJ02), (.importIsBD09, mistaken), (.storeIsBD09, toBD09)]
        case .bd09:
            let mistaken = Shift(there: { fromGCJ02(bd09($0)) }, back: { fromBD09(gcj02($0)) })
            return [(.importIsWGS84, toBD09), (.importIsGCJ02, mistaken), (.storeIsGCJ02, toGCJ02)]
        case .degrees, .projection, .otherDatum:
            return [
                (.importIsGCJ02, Shift(there: fromGCJ02, back: gcj02)), (.storeIsGCJ02, toGCJ02),
                (.importIsBD09, Shift(there: fromBD09, back: bd09)), (.storeIsBD09, toBD09),
            ]
        }
    }

    /// No `crs` undoes a wrong store, nor an offset below a projection.
    private static func cures(_ hypothesis: OffsetHypothesis, read reading: CoordinateReading) -> [CoordinateCure] {
        guard reading.crs.isGeographic else { return [] }
        let crs: String
        switch hypothesis {
        case .importIsGCJ02: crs = "gcj02"
        case .importIsBD09: crs = "bd09"
        case .importIsWGS84: crs = "EPSG:4490"
        case .storeIsGCJ02, .storeIsBD09: return []
        }
        return [CoordinateCure(crs: crs, swapsAxes: reading.swapsAxes)]
    }
}
