import FeatureFiles
import GeometryCore
import Projection
import Territory

/// The file that an import reads: once in part for the coordinate doctor, once whole.
struct ImportInput {
    let path: String
    let options: FeatureSourceOptions
    let layer: Layer

    func open() throws -> FeatureReader { try FeatureReader(path: path, options: options) }

    /// Where each of the layer's fields is in the file, by `--map` or by name.
    func columns(map: String?) throws -> [String: Int] {
        let reader = try open()
        // A GeoJSON of no features has no columns either, which would be blamed first.
        guard try !reader.fields.isEmpty || reader.next() != nil else { throw ImportError.empty }
        let mapping = try map.map { try AttributeMapping(parsing: $0) } ?? .byName
        let aliases = Dictionary(uniqueKeysWithValues: layer.fields.map { ($0.name, $0.aliases) })
        return try mapping.resolve(ours: layer.fields.map(\.name), aliases: aliases, in: reader.fields)
    }

    /// Geometries as they are in the file, from its beginning: enough of them to judge its coordinates.
    func specimens(codeColumn: Int?) throws -> [CoordinateSpecimen] {
        let (mostFeatures, mostPoints) = (2000, 50_000)
        let reader = try open()
        var specimens: [CoordinateSpecimen] = []
        var points = 0
        while specimens.count < mostFeatures, points < mostPoints, let row = try reader.next() {
            guard case .feature(let feature) = row, let geometry = try? feature.geometry?.get() else { continue }
            let code = codeColumn.flatMap { feature.fields[$0].text }
            specimens.append(CoordinateSpecimen(code: code, geometry: geometry))
            points += geometry.pointCount
        }
        return specimens
    }
}
