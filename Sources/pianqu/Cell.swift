import Foundation
import GeometryCore
import Phrasebook

/// One value of a result row.
enum Cell {
    case null
    case text(String)
    /// A word with a fixed spelling for programs, and words for people.
    case term(String, Words)
    case integer(Int)
    /// A number printed with this many decimals.
    case number(Double, decimals: Int)
    /// A number printed so that it reads back equal.
    case exact(Double)
    case boolean(Bool)
    /// Several texts: an array in JSON, joined by `;` elsewhere.
    case list([String])

    /// A value of an input file, as it is.
    init(_ value: FieldValue) {
        switch value {
        case .null: self = .null
        case .integer(let number): self = .integer(Int(number))
        case .real(let number): self = .exact(number)
        case .text(let text): self = .text(text)
        }
    }

    init(_ text: String?) { self = text.map(Cell.text) ?? .null }

    init(_ number: Double?, decimals: Int) { self = number.map { .number($0, decimals: decimals) } ?? .null }

    /// The value for people, in a table.
    var shown: String {
        if case .term(_, let words) = self { return words[Console.language] }
        let text = plain
        // What steers a terminal would tear the table, or worse.
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
        )
    }

    /// The value as text for CSV; empty for null.
    var plain: String {
        switch self {
        case .null: ""
        case .term(let name, _): name
        case .text(let text): text
        case .integer(let value): String(value)
        case .number(let value, let decimals): value.isFinite ? String(format: "%.\(decimals)f", value) : ""
        case .exact(let value): FieldValue.real(value).text ?? ""
        case .boolean(let value): value ? "true" : "false"
        case .list(let texts): texts.joined(separator: ";")
        }
    }

    /// The value as an attribute of a feature file.
    var field: FieldValue {
        switch self {
        case .null: .null
        case .integer(let value): .integer(Int64(value))
        case .number(let value, _), .exact(let value): value.isFinite ? .real(value) : .null
        case .text, .term, .boolean, .list: .text(plain)
        }
    }

    /// The value in JSON.
    var json: String {
        switch self {
        case .null: "null"
        case .integer, .boolean: plain
        case .number(let value, _), .exact(let value): value.isFinite ? plain : "null"
        case .text(let text), .term(let text, _): JSONText.quoted(text)
        case .list(let texts): "[" + texts.map(JSONText.quoted).joined(separator: ",") + "]"
        }
    }
}

/// A column of a result: its name, and the type of its values in files that have types.
struct Column: ExpressibleByStringLiteral {
    let name: String
    let kind: FieldDefinition.Kind
    /// What people read in Chinese, where the name means something else than elsewhere.
    let zh: String?

    init(_ name: String, _ kind: FieldDefinition.Kind, zh: String? = nil) {
        self.name = name
        self.kind = kind
        self.zh = zh
    }

    init(stringLiteral name: String) { self.init(name, .text) }

    static func integer(_ name: String) -> Column { Column(name, .integer) }

    static func real(_ name: String) -> Column { Column(name, .real) }
}
