import GeometryCore

extension CoordinateDoctor {
    /// The readings left after looking at extents, and what is wrong if they are right.
    struct Choice {
        var readings: [CoordinateReading] = []
        var findings: [CoordinateFinding] = []
        var share = 1.0
        var magnitude = 0.0
    }

    /// China's outline in degrees, roughly: the extent when none is given.
    private static let china = Box(minX: 73.4, minY: 3.4, maxX: 135.1, maxY: 53.6)

    /// Chooses between the declared reading and its alternatives.
    func choose(for raw: RawSample) throws -> Choice {
        let baseline = try fit(baselineReading, raw)
        let fitsSwapped = raw.magnitude <= 360 && looksSwapped(raw, baseline)
        if let baseline, baseline.isAccepted, !fitsSwapped { return Choice(readings: [baseline.reading]) }
        let fits = try alternatives(for: raw)
        guard let best = fits.first else { return Choice(findings: [nowhere(raw, baseline)]) }
        let readings = fits.filter { $0.share >= best.share / 5 }.map(\.reading)
        return choice(of: readings, share: best.share, magnitude: raw.magnitude)
    }

    /// What follows from some readings, best first.
    func choice(of readings: [CoordinateReading], share: Double, magnitude: Double) -> Choice {
        // A register's area of use, or China's outline, is a weak witness against a CRS that somebody declared: grids
        // are used abroad. Only an extent that was stated or stored lets feet or swapped degrees be more than possible.
        let isWitnessed = expected != nil || declared == nil
        return Choice(readings, share: share, declared: declared, magnitude: magnitude, isWitnessed: isWitnessed)
    }

    /// What is assumed unless the numbers speak against it.
    private var baselineReading: CoordinateReading {
        if let declared { return CoordinateReading(kind: .declared, crs: declared) }
        return CoordinateReading(kind: .degrees, crs: Self.degrees)
    }

    /// What to suggest for degrees: in China nothing else is lawful.
    private static let degrees = CoordinateReference(
        name: "CGCS2000",
        authorityCode: "EPSG:4490",
        areaOfUse: nil,
        definition: "EPSG:4490",
        basis: .degrees
    )

    /// Whether degrees lie in China only after swapping; asked only when no extent is given.
    private func looksSwapped(_ raw: RawSample, _ baseline: ReadingFit?) -> Bool {
        guard expected == nil, declared?.isGeographic ?? true else { return false }
        let swapped = Box(minX: raw.box.minY, minY: raw.box.minX, maxX: raw.box.maxY, maxY: raw.box.maxX)
        return swapped.intersects(Self.china) && !raw.box.intersects(Self.china)
    }

    /// The readings that bring the sample home, best first; feet only when nothing in metres does.
    private func alternatives(for raw: RawSample) throws -> [ReadingFit] {
        for isFeet in [false, true] {
            var fits: [ReadingFit] = []
            for swapsAxes in [false, true] {
                for reading in try readings(for: raw, swapsAxes: swapsAxes, isFeet: isFeet) {
                    if let fit = try fit(reading, raw), fit.isAccepted { fits.append(fit) }
                }
            }
            guard fits.isEmpty else { return fits.sorted { ($0.share, -$0.metres) > ($1.share, -$1.metres) } }
        }
        return []
    }

    /// The readings worth trying for numbers of this size.
    private func readings(for raw: RawSample, swapsAxes: Bool, isFeet: Bool) throws -> [CoordinateReading] {
        let isDegrees = raw.magnitude <= 360
        guard !(isDegrees && isFeet) else { return [] }
        var readings: [CoordinateReading] = []
        if let declared, swapsAxes || isFeet, isDegrees == declared.isGeographic, !isFeet || declared.metresPerUnit == 1
        {
            readings.append(CoordinateReading(kind: .declared, crs: declared))
        } else if isDegrees, declared?.isProjected ?? swapsAxes {
            readings.append(CoordinateReading(kind: .degrees, crs: Self.degrees))
        }
        if !isDegrees { readings += try gridReadings(for: raw, swapsAxes: swapsAxes, isFeet: isFeet) }
        return readings.map { reading in
            var reading = reading
            reading.swapsAxes = swapsAxes
            reading.isFeet = isFeet
            return reading
        }
    }

    /// Grids in which an easting and a northing of this size occur.
    private func gridReadings(for raw: RawSample, swapsAxes: Bool, isFeet: Bool) throws -> [CoordinateReading] {
        let factor = isFeet ? 0.3048 : 1
        let easting = (swapsAxes ? raw.box.centre.y : raw.box.centre.x) * factor
        let northing = (swapsAxes ? raw.box.centre.x : raw.box.centre.y) * factor
        guard 3e5...1e7 ~= northing, 0...5e7 ~= easting else { return [] }
        let family = GaussKruger.onDatum(of: declared)
        var readings: [CoordinateReading] = []
        func add(_ kind: CoordinateReading.Kind, _ code: String) throws {
            guard declared?.authorityCode != code else { return }
            readings.append(CoordinateReading(kind: kind, crs: try CoordinateReference(code)))
        }
        if let zone = family.zone(Int(easting / 1e6)) {
            try add(.zone(Int(easting / 1e6), width: zone.width, meridian: zone.meridian), zone.code)
        }
        if 8e6...1.6e7 ~= easting { try add(.webMercator, "EPSG:3857") }
        guard 1e5...9e5 ~= easting, northing <= 6e6, let middle = expected?.centre.x else { return readings }
        for meridian in GaussKruger.meridians where abs(Double(meridian) - middle) < 8 {
            let isWide = abs(Double(meridian) - middle) > 1.8 && GaussKruger.isSixDegree(meridian)
            try add(.meridian(meridian), family.meridian(meridian, width: isWide ? 6 : 3))
            // UTM has the same meridians, scaled by 0.9996: about a kilometre away, so extents cannot tell.
            guard GaussKruger.isSixDegree(meridian) else { continue }
            try add(.universal(meridian: meridian), "EPSG:\(32643 + (meridian - 75) / 6)")
        }
        return readings
    }

    /// Where a reading puts the sample; nil when a fifth of it cannot be placed at all.
    private func fit(_ reading: CoordinateReading, _ raw: RawSample) throws -> ReadingFit? {
        let transform = try CoordinateTransform(from: reading.crs, to: .wgs84, area: expected)
        let placed = reading.place(raw.points, with: transform).filter(\.isFinite)
        guard placed.count * 5 >= raw.points.count * 4 else { return nil }
        let extent = extent(for: reading)
        let box = Box(middleOf: placed)
        let inside = placed.count { extent.contains($0) }
        return ReadingFit(
            reading: reading,
            isAccepted: box.intersects(extent),
            share: Double(inside) / Double(placed.count),
            centre: box.centre,
            metres: Geodesic.grs80.distance(box.centre, extent.centre)
        )
    }

    /// Where the sample should be if it is to be read so: generous, for a wrong reading is wrong by hundreds of km.
    private func extent(for reading: CoordinateReading) -> Box {
        if let expected {
            return expected.expanded(dx: max(0.2, expected.width / 2), dy: max(0.2, expected.height / 2))
        }
        if reading.kind == .declared, !reading.swapsAxes, !reading.isFeet || reading.crs.isProjected {
            let world = Box(minX: -180, minY: -90, maxX: 180, maxY: 90)
            // Grids are used a good deal beyond the area their register entry gives.
            return reading.crs.isGeographic ? world : (reading.crs.areaOfUse ?? world).expanded(dx: 2, dy: 2)
        }
        if reading.kind == .degrees, !reading.swapsAxes, declared == nil {
            return Box(minX: -180, minY: -90, maxX: 180, maxY: 90)
        }
        guard let reach = reading.reach else { return Self.china }
        return Box(
            minX: reach.meridian - reach.degrees,
            minY: Self.china.minY,
            maxX: reach.meridian + reach.degrees,
            maxY: Self.china.maxY
        )
    }

    /// What to say when no reading fits.
    private func nowhere(_ raw: RawSample, _ baseline: ReadingFit?) -> CoordinateFinding {
        if raw.magnitude > 360, declared?.isGeographic ?? true {
            // Eastings of a usual size that only lack the place they belong to.
            let isZoneless = expected == nil && 1e5...9e5 ~= raw.box.centre.x && 3e5...6e6 ~= raw.box.centre.y
            if isZoneless { return CoordinateFinding(.zonelessEasting(meridians: []), .possible) }
            guard let declared, raw.magnitude < 1e8 else {
                return CoordinateFinding(.outOfWorld(raw: raw.box), .certain)
            }
            return CoordinateFinding(.metresAsDegrees(declared: declared.shortName, magnitude: raw.magnitude), .certain)
        }
        guard let baseline else { return CoordinateFinding(.outOfWorld(raw: raw.box), .certain) }
        let kilometres = expected.map { Geodesic.grs80.distance(baseline.centre, $0.centre) / 1000 }
        return CoordinateFinding(.outsideExtent(centre: baseline.centre, kilometres: kilometres), .certain)
    }
}

extension CoordinateDoctor.Choice {
    /// The findings that follow when `readings`, best first, are what the file means.
    init(
        _ readings: [CoordinateReading],
        share: Double,
        declared: CoordinateReference?,
        magnitude: Double,
        isWitnessed: Bool
    ) {
        self.init(readings: readings, share: share, magnitude: magnitude)
        guard let best = readings.first else { return }
        let cures = readings.flatMap(\.cures)
        let isDegrees = magnitude <= 360
        let isWeak = !isWitnessed && (best.isFeet || best.swapsAxes)
        let confidence: CoordinateFinding.Confidence =
            readings.count > 1 || isWeak ? .possible : share > 0.9 ? .certain : .likely
        func add(_ problem: CoordinateProblem) { findings.append(CoordinateFinding(problem, confidence, cures)) }

        if let declared, declared.isGeographic != isDegrees {
            add(
                isDegrees
                    ? .degreesAsMetres(declared: declared.shortName)
                    : .metresAsDegrees(declared: declared.shortName, magnitude: magnitude)
            )
        }
        if best.isFeet { add(.feet) }
        if best.swapsAxes { add(.swappedAxes(areDegrees: isDegrees, share: share)) }
        switch best.kind {
        case .declared, .degrees: break
        case .webMercator: add(.webMercator)
        case .zone(let zone, let width, let meridian):
            add(.zonePrefixedEasting(zone: zone, width: width, meridian: meridian))
        case .meridian, .universal:
            var meridians: [Int] = []
            for case .meridian(let meridian) in readings.map(\.kind) { meridians.append(meridian) }
            for case .universal(let meridian) in readings.map(\.kind) where !meridians.contains(meridian) {
                meridians.append(meridian)
            }
            add(.zonelessEasting(meridians: meridians))
        }
    }
}

extension CoordinateReference {
    /// The code if there is one: short enough for a sentence.
    var shortName: String { authorityCode ?? name }
}
