internal import GeometryCore

/// Writes CSV (RFC 4180) in UTF-8, with line feeds; geometry as `lon` and `lat`, or as `wkt`.
final class CSVSink: FeatureSink {
    private let file: OutputFile
    private let isPoints: Bool
    /// The columns that repeat a field; the others follow after the fields.
    private let geometryColumns: [Int]
    private let columnCount: Int

    init(path: String, fields: [FieldDefinition], isPoints: Bool) throws {
        file = try OutputFile(path: path)
        self.isPoints = isPoints
        var names = fields.map(\.name)
        geometryColumns = (isPoints ? ["lon", "lat"] : ["wkt"]).map { name in
            if let index = names.firstIndex(where: { $0.lowercased() == name }) { return index }
            names.append(name)
            return names.count - 1
        }
        columnCount = names.count
        try file.write(names.map(Self.quoted).joined(separator: ",") + "\n")
    }

    func write(_ values: [FieldValue], _ geometry: Geometry?, row: Int) throws {
        var cells = values.map(Self.cell)
        cells.append(contentsOf: repeatElement("", count: columnCount - cells.count))
        for column in geometryColumns { cells[column] = "" }
        if let geometry {
            if isPoints, case .point(let point) = geometry {
                cells[geometryColumns[0]] = point.x.description
                cells[geometryColumns[1]] = point.y.description
            } else {
                cells[geometryColumns[0]] = Self.quoted(WellKnownText.encode(geometry))
            }
        }
        // A line with nothing on it would be no row.
        try file.write(columnCount == 1 && cells[0].isEmpty ? "\"\"\n" : cells.joined(separator: ",") + "\n")
    }

    func finish() throws { try file.flush() }

    private static func cell(_ value: FieldValue) -> String {
        if case .text(let text) = value { return text.isEmpty ? "\"\"" : quoted(text) }
        return value.text ?? ""
    }

    private static func quoted(_ text: String) -> String {
        let special: Set<UInt8> = [UInt8(ascii: ","), UInt8(ascii: "\""), 0x0a, 0x0d]
        let isPlain = !text.utf8.contains { special.contains($0) } && text.first != " " && text.last != " "
        guard !isPlain else { return text }
        var result = "\""
        for character in text.unicodeScalars {
            if character == "\"" { result += "\"\"" } else { result.unicodeScalars.append(character) }
        }
        return result + "\""
    }
}
