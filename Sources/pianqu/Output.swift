import Foundation
import GeometryCore
import Phrasebook

/// One value of a result row.
enum Cell {
    case null
    case text(String)
    case integer(Int)
    /// A number printed with this many decimals.
    case number(Double, decimals: Int)
    case boolean(Bool)
    /// Several texts: an array in JSON, joined by `;` elsewhere.
    case list([String])

    init(_ text: String?) { self = text.map(Cell.text) ?? .null }

    init(_ number: Double?, decimals: Int) { self = number.map { .number($0, decimals: decimals) } ?? .null }

    /// The value as text for tables and CSV; empty for null.
    var plain: String {
        switch self {
        case .null: ""
        case .text(let text): text
        case .integer(let value): String(value)
        case .number(let value, let decimals): value.isFinite ? String(format: "%.\(decimals)f", value) : ""
        case .boolean(let value): value ? "true" : "false"
        case .list(let texts): texts.joined(separator: ";")
        }
    }

    /// The value in JSON.
    var json: String {
        switch self {
        case .null: "null"
        case .integer, .boolean: plain
        case .number(let value, _): value.isFinite ? plain : "null"
        case .text(let text): JSONText.quoted(text)
        case .list(let texts): "[" + texts.map(JSONText.quoted).joined(separator: ",") + "]"
        }
    }
}

/// Text inside JSON.
enum JSONText {
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20: quoted += String(format: "\\u%04x", scalar.value)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

/// Text inside CSV, as RFC 4180 has it.
enum CSVText {
    static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\"") && $0 != 10 && $0 != 13
        }
        return isPlain ? text : "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}

/// The forms in which results are printed.
enum OutputFormat: String, CaseIterable {
    case table, json, ndjson, csv, geojson
}

/// Prints rows of a result on standard output as they come, in the chosen form.
struct ResultPrinter {
    private let format: OutputFormat
    private let columns: [String]
    private var buffer = ""
    private var count = 0
    /// A table needs all its rows to know how wide its columns are.
    private var table: [[String]] = []

    init(_ format: OutputFormat, columns: [String]) {
        self.format = format
        self.columns = columns
        switch format {
        case .csv: buffer = columns.map(CSVText.quoted).joined(separator: ",") + "\n"
        case .json: buffer = "["
        case .geojson: buffer = "{\"type\":\"FeatureCollection\",\"features\":["
        case .table, .ndjson: break
        }
    }

    mutating func print(_ cells: [Cell], geometry: @autoclosure () -> Geometry? = nil) {
        switch format {
        case .table: table.append(cells.map(\.plain))
        case .csv: buffer += cells.map { CSVText.quoted($0.plain) }.joined(separator: ",") + "\n"
        case .ndjson: buffer += object(cells) + "\n"
        case .json: buffer += (count > 0 ? ",\n" : "\n") + object(cells)
        case .geojson:
            let shape = geometry().map { GeoJSON.encode($0, digits: 9) } ?? "null"
            buffer +=
                (count > 0 ? ",\n" : "\n")
                + "{\"type\":\"Feature\",\"geometry\":\(shape),\"properties\":\(object(cells))}"
        }
        count += 1
        if buffer.utf8.count > 1 << 16 { flush() }
    }

    mutating func finish() {
        switch format {
        case .table: buffer += TableText.lay(out: [columns] + table)
        case .json: buffer += "\n]\n"
        case .geojson: buffer += "\n]}\n"
        case .csv, .ndjson: break
        }
        flush()
    }

    private func object(_ cells: [Cell]) -> String {
        "{" + zip(columns, cells).map { JSONText.quoted($0) + ":" + $1.json }.joined(separator: ",") + "}"
    }

    private mutating func flush() {
        Console.write(buffer, to: .standardOutput)
        buffer = ""
    }
}

/// Columns laid out for a terminal, in which a Chinese character is two places wide.
enum TableText {
    static func lay(out rows: [[String]]) -> String {
        let widths = (0..<(rows.first?.count ?? 0)).map { column in rows.map { width($0[column]) }.max() ?? 0 }
        return rows.map { row in
            let line = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - width($0)) }.joined(
                separator: "  "
            )
            return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }.joined()
    }

    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
