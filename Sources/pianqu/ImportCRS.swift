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

    /// - Throws: ``CommandError`` when the file has no CRS and none is stated, or the doctor objects to the one it has.
    func settle(for source: ImportInput, codeColumn: Int?, store: GeoPackageStore) throws -> Settled {
        let reader = try source.open()
        let declared = try (stated ?? reader.crs).map { try CoordinateReference($0) }
        let specimens = try source.specimens(codeColumn: codeColumn)
        let findings = try examine(specimens, source.layer, declared, store)
        for finding in findings { Console.say(finding.advice) }
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
    private func area(of specimens: [CoordinateSpecimen], _ declared: CoordinateReference) throws -> Box? {
        let rough = try CoordinateTransform(from: declared, to: .wgs84)
        let boxes = specimens.compactMap { try? rough.apply($0.geometry).box }
        let box = boxes.reduce(into: Box.empty) { $0.extend(to: $1) }
        return box.isEmpty ? nil : box
    }

    private func examine(
        _ given: [CoordinateSpecimen],
        _ layer: Layer,
        _ declared: CoordinateReference?,
        _ store: GeoPackageStore
    ) throws -> [CoordinateFinding] {
        var specimens = given
        if swapsAxes {
            specimens = try specimens.map { specimen in
                let swapped = try specimen.geometry.mapPoints { $0 = $0.map { Point(x: $0.y, y: $0.x) } }
                return CoordinateSpecimen(code: specimen.code, geometry: swapped)
            }
        }
        let references = try self.references(for: specimens, layer, store)
        return try CoordinateDoctor(declared: declared, expected: extent, references: references).examine(specimens)
    }

    /// What the store already holds: the same-coded records of the layer, and the districts' borders.
    private func references(
        for specimens: [CoordinateSpecimen],
        _ layer: Layer,
        _ store: GeoPackageStore
    ) throws -> [CoordinateSpecimen] {
        var references: [CoordinateSpecimen] = []
        if layer != .districts {
            for code in Set(specimens.compactMap(\.code)) {
                guard let known = try store.record(in: layer, code: code)?.geometry else { continue }
                references.append(CoordinateSpecimen(code: code, geometry: known))
            }
        }
        guard let newest = try store.districtVersions().last else { return references }
        let isKeyed = layer == .districts
        try store.forEachRecord(in: .districts, version: newest.isDraft ? nil : newest.number) { record in
            guard let geometry = record.geometry else { return }
            references.append(CoordinateSpecimen(code: isKeyed ? record.code : nil, geometry: geometry))
        }
        return references
    }
}

extension CoordinateFinding {
    /// The finding and how to act on it, in one line.
    var advice: Words {
        Words(zh: "坐标诊断：\(words.zh)", en: "coordinate doctor: \(words.en)")
    }
}
