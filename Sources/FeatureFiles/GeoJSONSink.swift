internal import GeometryCore

/// Writes GeoJSON (RFC 7946): a FeatureCollection, or a text sequence with one feature a line.
final class GeoJSONSink: FeatureSink {
    private let file: OutputFile
    private let keys: [String]
    private let isSequence: Bool
    private var isFirst = true

    init(path: String, fields: [FieldDefinition], isSequence: Bool) throws {
        file = try OutputFile(path: path)
        self.isSequence = isSequence
        keys = fields.map { JSONText.quoted($0.name) + ":" }
        if !isSequence { try file.write("{\"type\":\"FeatureCollection\",\"features\":[\n") }
    }

    func write(_ values: [FieldValue], _ geometry: Geometry?, row: Int) throws {
        var text = isSequence || isFirst ? "" : ",\n"
        isFirst = false
        text += "{\"type\":\"Feature\",\"properties\":{"
        for (index, value) in values.enumerated() {
            if index > 0 { text += "," }
            text += keys[index]
            text += JSONText.value(value)
        }
        text += "},\"geometry\":"
        text += geometry.map { GeoJSON.encode($0) } ?? "null"
        text += isSequence ? "}\n" : "}"
        try file.write(text)
    }

    func finish() throws {
        if !isSequence { try file.write("\n]}\n") }
        try file.flush()
    }
}

/// Values as JSON (RFC 8259).
enum JSONText {
    static func value(_ value: FieldValue) -> String {
        switch value {
        case .null: "null"
        case .integer(let number): String(number)
        case .real(let number): number.isFinite ? number.description : "null"
        case .text(let text): quoted(text)
        }
    }

    /// A string with the escapes that JSON demands and no others.
    static func quoted(_ text: String) -> String {
        let needsEscape = text.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        guard needsEscape else { return "\"\(text)\"" }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
