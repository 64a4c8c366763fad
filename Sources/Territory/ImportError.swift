public import GeometryCore
public import Phrasebook

/// Why one row of an import is refused.
public enum RowProblem: Error, Hashable, Sendable {
    /// A required field has no value.
    case missing(field: String)
    /// A value has more characters than may be kept.
    case tooLong(field: String, limit: Int)
    /// A value holds a control character.
    case controlCharacter(field: String)
    /// A value is not one of those the field may take.
    case notAllowed(field: String, allowed: [String])
    /// A value is no calendar day.
    case notADay(field: String)
    /// The source could not deliver the row; it says why, and in which field if it knows.
    case unreadable(field: String?, reason: Words)
    /// The row has no geometry, or no coordinates to make one of.
    case noGeometry(expected: LayerShape)
    /// The geometry breaks a rule.
    case geometry(GeometryError)
    /// The geometry is of a kind the layer does not hold.
    case wrongGeometry(expected: LayerShape, found: GeometryKind)
    /// A coordinate lies outside ±180° of longitude or ±90° of latitude.
    case outOfWorld
    /// A coordinate has no place in WGS 84 under the stated CRS.
    case untransformable
    /// The same code came in an earlier row.
    case duplicate(firstRow: Int)
    /// The layer's own domain refuses the row, and says why without repeating its values.
    case unfit(field: String?, reason: Words)

    /// The field that is at fault; nil when it is the geometry or the row.
    public var field: String? {
        switch self {
        case .missing(let field), .tooLong(let field, _), .controlCharacter(let field), .notAllowed(let field, _),
            .notADay(let field):
            field
        case .unreadable(let field, _), .unfit(let field, _): field
        case .duplicate: "code"
        case .noGeometry, .geometry, .wrongGeometry, .outOfWorld, .untransformable: nil
        }
    }
}

/// Why an import as a whole cannot be done.
public enum ImportError: Error, Hashable, Sendable {
    /// No column of the file can be the required field.
    case missingColumn(field: String, aliases: [String], available: [String])
    /// Rows were refused, so nothing was written.
    case rowsRefused(count: Int, of: Int)
    /// The file has no rows.
    case empty
}
