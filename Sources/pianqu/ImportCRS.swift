import FeatureFiles
import Foundation
import GeometryCore
import Phrasebook
import Projection
import Storage
import Territory

/// Settles in which coordinate system a file is read, with the coordinate doctor's advice.
struct ImportCRS {
    /// What `--crs` says.
    let stated: String?
    /// Whether the doctor's objections are overruled.
    let isTrusted: Bool
    /// Whether the two coordinates of every point change places.
    let swapsAxes: Bool
    /// Where the data should lie; nil asks the store.
    let extent: Box?

    /// What was settled.
    struct Settled {
        let name: String
        let transform: RowReader.Transform?
    }

    /// A layer without geometry needs no CRS, and the doctor is not asked.
    ///
    /// - Throws: ``CommandError`` when the file has no CRS and none is stated, or the doctor objects to the one it has.
    func settle(for source: ImportInput, columns: [String: Int], store: GeoPackageStore) throws -> Settled {
        if let layer = source.layer, layer.shape == LayerShape.none {
            return Settled(name: "", transform: nil)
        }
        let reader = try source.open()
        let declared = try (stated ?? reader.crs).map { try CoordinateReference($0) }
        let specimens = try source.specimens(columns: columns)
        let findings = try examine(specimens, source.layer, declared, store)
        for finding in findings { Console.say(finding.advice) }
        if swapsAxes, findings.contains(where: { if case .swappedAxes = $0.problem { true } else { false } }) {
            Console.say(Words(zh: "坐标诊断：请去掉 --swap-axes", en: "coordinate doctor: leave --swap-axes out"))
        }
        guard let declared else { throw CommandError.missingCRS(isLocal: reader.hasLocalCRS) }
        let objections = findings.filter { $0.confidence != .possible }
        guard objections.isEmpty || isTrusted else { throw CommandError.coordinatesDoubted }
        let transform = try CoordinateTransform(from: declared, to: .wgs84, area: area(of: specimens, declared))
        for caveat in transform.caveats { Console.say(caveat.words) }
        return Settled(name: declared.authorityCode ?? declared.name, transform: closure(transform))
    }

    private func closure(_ transform: CoordinateTransform) -> RowReader.Transform? {
        guard !transform.isIdentity || swapsAxes else { return nil }
        return { [swapsAxes] points in
            if swapsAxes { points = points.map { Point(x: $0.y, y: $0.x) } }
            try transform.apply(&points)
        }
    }

    /// Where the data lie, near enough to choose among the operations published for parts of a datum's area.
    private func area(of specimens: [ImportInput.Specimen], _ declared: CoordinateReference) throws -> Box? {
        let rough = try CoordinateTransform(from: declared, to: .wgs84)
        let boxes = specimens.compactMap { try? rough.apply($0.shape.geometry).box }
        let box = boxes.reduce(into: Box.empty) { $0.extend(to: $1) }
        return box.isEmpty ? nil : box
    }

    private func examine(
        _ given: [ImportInput.Specimen],
        _ layer: Layer?,
        _ declared: CoordinateReference?,
        _ store: GeoPackageStore
    ) throws -> [CoordinateFinding] {
        var specimens = given
        if swapsAxes {
            for index in specimens.indices {
                specimens[index].shape.geometry = try specimens[index].shape.geometry.mapPoints { points in
                    points = points.map { Point(x: $0.y, y: $0.x) }
                }
            }
        }
        let references = try known(layer, specimens, store) + borders(keyed: layer == .districts, store)
        let doctor = CoordinateDoctor(declared: declared, expected: extent, references: references)
        return try doctor.examine(specimens.map(\.shape))
    }

    /// Where the store has the things that the file shows: by their own record, or a customer by its transformer.
    private func known(
        _ layer: Layer?,
        _ specimens: [ImportInput.Specimen],
        _ store: GeoPackageStore
    ) throws -> [CoordinateSpecimen] {
        guard let layer, layer != .districts else { return [] }
        var references: [CoordinateSpecimen] = []
        var sites: [String: Geometry] = [:]
        for specimen in specimens {
            guard let code = specimen.shape.code else { continue }
            if let own = try store.record(in: layer, code: code)?.geometry {
                references.append(CoordinateSpecimen(code: code, geometry: own))
            } else if layer == .customers, let transformer = specimen.transformer {
                let site = try sites[transformer] ?? store.record(in: .transformers, code: transformer)?.geometry
                guard let site else { continue }
                sites[transformer] = site
                references.append(CoordinateSpecimen(code: code, geometry: site))
            }
        }
        // Around one or two transformers customers may all stand on the same side.
        return !sites.isEmpty && sites.count < 5 ? [] : references
    }

    private func borders(keyed isKeyed: Bool, _ store: GeoPackageStore) throws -> [CoordinateSpecimen] {
        guard let newest = try store.districtVersions().last else { return [] }
        var borders: [CoordinateSpecimen] = []
        try store.forEachRecord(in: .districts, version: newest.isDraft ? nil : newest.number) { record in
            guard let geometry = record.geometry else { return }
            borders.append(CoordinateSpecimen(code: isKeyed ? record.code : nil, geometry: geometry))
        }
        return borders
    }
}

extension CoordinateFinding {
    /// The finding and how to act on it, in one line.
    var advice: Words {
        Words(zh: "坐标诊断：\(words.zh)", en: "coordinate doctor: \(words.en)")
    }
}
