/// One attribute value of a feature.
public enum FieldValue: Hashable, Sendable {
    /// No value.
    case null
    /// A whole number.
    case integer(Int64)
    /// A number.
    case real(Double)
    /// Text; dates and times are text in RFC 3339 order.
    case text(String)

    /// The value as text; nil for null.
    ///
    /// Reals that are whole numbers within 64 bits print without a decimal part, others in the fewest digits that read
    /// back equal.
    public var text: String? {
        switch self {
        case .null: nil
        case .integer(let value): String(value)
        case .real(let value):
            Int64(exactly: value).map(String.init) ?? String(value)
        case .text(let value): value
        }
    }

    /// The value as a finite number; nil when it is none.
    ///
    /// Text is read in the C locale, white space around it apart.
    public var number: Double? {
        switch self {
        case .null: nil
        case .integer(let value): Double(value)
        case .real(let value): value.isFinite ? value : nil
        case .text(let value): Self.number(in: value)
        }
    }

    private static func number(in text: String) -> Double? {
        let head = text.drop(while: \.isWhitespace)
        guard let last = head.lastIndex(where: { !$0.isWhitespace }), let value = Double(head[...last]) else {
            return nil
        }
        return value.isFinite ? value : nil
    }
}

/// A thing with a shape and attributes, as OGC and ISO 19101 use the word.
public struct Feature: Sendable {
    /// Its place in the source, counted from 1.
    public var row: Int
    /// The attribute values, in the order of the source's fields.
    public var fields: [FieldValue]
    /// The geometry; nil when the source gives none, a failure when what it gives is no geometry.
    public var geometry: Result<Geometry, GeometryError>?

    /// Creates a feature.
    public init(row: Int, fields: [FieldValue], geometry: Result<Geometry, GeometryError>?) {
        self.row = row
        self.fields = fields
        self.geometry = geometry
    }
}

/// The name and type of an attribute.
public struct FieldDefinition: Hashable, Sendable {
    /// The types of ``FieldValue``.
    public enum Kind: Hashable, Sendable {
        /// Whole numbers.
        case integer
        /// Numbers.
        case real
        /// Text.
        case text
    }

    /// The name in the source.
    public var name: String
    /// The type of its values.
    public var kind: Kind

    /// Creates a field definition.
    public init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}
