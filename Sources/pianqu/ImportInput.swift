import FeatureFiles
import GeometryCore
import Projection
import Response
import Territory

/// The file that an import reads: once in part for the coordinate doctor, once whole.
struct ImportInput {
    let path: String
    let options: FeatureSourceOptions
    /// The layer that the file is for; nil for tracks, which no layer holds.
    let layer: Layer?

    /// Whether the file is an iCalendar, by its ending.
    var isCalendar: Bool { path.lowercased().hasSuffix(".ics") }

    func open() throws -> FeatureReader { try FeatureReader(path: path, options: options) }

    /// The names of the file's columns.
    func columnNames() throws -> [String] { try isCalendar ? [] : open().fields.map(\.name) }

    /// Where each of the layer's fields is in the file, by `--map` or by name.
    func columns(map: String?) throws -> [String: Int] {
        if isCalendar { return ICalendarRota.columns }
        return try columns(map: map, of: layer?.fields.map { ($0.name, $0.aliases) } ?? [])
    }

    /// Where each of these fields is in the file, by `--map` or by name or alias.
    func columns(map: String?, of fields: [(name: String, aliases: [String])]) throws -> [String: Int] {
        let reader = try open()
        // A GeoJSON of no features has no columns either, which would be blamed first.
        guard try !reader.fields.isEmpty || reader.next() != nil else { throw ImportError.empty }
        let mapping = try map.map { try AttributeMapping(parsing: $0) } ?? .byName
        let aliases = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.aliases) })
        return try mapping.resolve(ours: fields.map(\.name), aliases: aliases, in: reader.fields)
    }

    /// The file's rows, an iCalendar's by a clock.
    func rows(clock: DutyClock) throws -> ImportRows {
        try isCalendar ? ImportRows(calendar: path, clock: clock) : ImportRows(open())
    }

    /// A geometry as it is in the file, with the transformer that its row names.
    struct Specimen {
        var shape: CoordinateSpecimen
        let transformer: String?
    }

    /// Geometries from the beginning of the file, enough of them to judge its coordinates; `columns` says where the
    /// layer's fields are.
    func specimens(columns: [String: Int]) throws -> [Specimen] {
        let (mostFeatures, mostPoints) = (2000, 50_000)
        let reader = try open()
        var specimens: [Specimen] = []
        var points = 0
        while specimens.count < mostFeatures, points < mostPoints, let row = try reader.next() {
            guard case .feature(let feature) = row, let geometry = try? feature.geometry?.get() else { continue }
            let code = columns["code"].flatMap { feature.fields[$0].text }
            let transformer = columns["transformer"].flatMap { feature.fields[$0].text }
            let shape = CoordinateSpecimen(code: code, geometry: geometry)
            specimens.append(Specimen(shape: shape, transformer: transformer))
            points += geometry.pointCount
        }
        return specimens
    }
}
