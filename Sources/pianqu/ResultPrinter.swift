import FeatureFiles
import Foundation
import GeometryCore

/// The forms in which results are printed.
enum OutputFormat: String, CaseIterable {
    case table, card, json, ndjson, csv, geojson
}

/// Prints rows of a result as they come: on standard output in the chosen form, or into a file of features.
struct ResultPrinter {
    private let format: OutputFormat
    private let columns: [Column]
    private let writer: FeatureWriter?
    private var buffer = ""
    private var count = 0
    /// A table needs all its rows to know how wide its columns are.
    private var table: [[String]] = []

    /// Starts a result.
    ///
    /// - Parameters:
    ///   - options: The form, and the file if there is to be one.
    ///   - kept: The store and the input, which that file must not replace.
    ///   - usual: The form when none is asked for.
    ///   - columns: What every row holds.
    /// - Throws: What keeps the file of `--output` from being written; ``FeatureWriteError/duplicateField(name:)`` for
    ///   two columns of one name in a form that reads a row by names.
    init(_ options: FormatOptions, keeping kept: [String], usual: OutputFormat = .table, columns: [Column]) throws {
        self.format = options.format ?? usual
        self.columns = columns
        writer = try options.output.map { path in
            try OutputPath.check(path, besides: kept)
            guard let format = FeatureFileFormat(path: path) else { throw CommandError.notAResultFile(path) }
            let fields = columns.map { FieldDefinition(name: $0.name, kind: $0.kind) }
            return try FeatureWriter(path: path, format: format, fields: fields)
        }
        guard writer == nil else { return }
        if [.json, .ndjson, .geojson].contains(format) { try Self.checkNames(columns) }
        switch format {
        case .csv: buffer = columns.map { CSVText.quoted($0.name) }.joined(separator: ",") + "\n"
        case .json: buffer = "["
        case .geojson: buffer = "{\"type\":\"FeatureCollection\",\"features\":["
        case .table, .card, .ndjson: break
        }
    }

    private static func checkNames(_ columns: [Column]) throws {
        var seen: Set<String> = []
        for column in columns where !seen.insert(column.name).inserted {
            throw FeatureWriteError.duplicateField(name: column.name)
        }
    }

    mutating func print(_ cells: [Cell], geometry: @autoclosure () -> Geometry? = nil) throws {
        count += 1
        if let writer {
            let shape = geometry().map(Result<Geometry, GeometryError>.success)
            return try writer.write(Feature(row: count, fields: cells.map(\.field), geometry: shape))
        }
        switch format {
        case .table, .card: table.append(cells.map(\.shown))
        case .csv: buffer += cells.map { CSVText.quoted($0.plain) }.joined(separator: ",") + "\n"
        case .ndjson: buffer += object(cells) + "\n"
        case .json: buffer += (count > 1 ? ",\n" : "\n") + object(cells)
        case .geojson:
            let shape = geometry().map { GeoJSON.encode($0, digits: 9) } ?? "null"
            buffer += count > 1 ? ",\n" : "\n"
            buffer += "{\"type\":\"Feature\",\"geometry\":\(shape),\"properties\":\(object(cells))}"
        }
        if buffer.utf8.count > 1 << 16 { try flush() }
    }

    mutating func finish() throws {
        if let writer { return try writer.finish() }
        switch format {
        case .table: buffer += TableText.lay(out: [columns.map(\.heading)] + table)
        case .card: buffer += TableText.cards(columns.map(\.heading), table)
        case .json: buffer += "\n]\n"
        case .geojson: buffer += "\n]}\n"
        case .csv, .ndjson: break
        }
        try flush()
    }

    private func object(_ cells: [Cell]) -> String {
        "{" + zip(columns, cells).map { JSONText.quoted($0.name) + ":" + $1.json }.joined(separator: ",") + "}"
    }

    private mutating func flush() throws {
        try Console.print(buffer)
        buffer = ""
    }
}
