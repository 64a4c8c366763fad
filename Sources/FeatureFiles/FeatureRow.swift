public import GeometryCore

/// What one row of a source turned out to be.
///
/// Every row of the source is accounted for by one of these.
public enum FeatureRow: Sendable {
    /// A row that was read; its geometry may still be missing or broken, see ``GeometryCore/Feature/geometry``.
    case feature(Feature)
    /// A row that could not be read. The rows after it can.
    case bad(BadRow)

    /// The row's place in the source, counted from 1.
    public var row: Int {
        switch self {
        case .feature(let feature): feature.row
        case .bad(let bad): bad.row
        }
    }
}

/// A row that could not be read, and why.
public struct BadRow: Hashable, Sendable {
    /// Its place in the source, counted from 1; a header line does not count.
    public let row: Int
    /// The field at fault; nil when it is the row as a whole.
    public let field: String?
    /// What is wrong.
    public let problem: RowProblem
    /// The row's attribute values when these could be read and only its coordinates could not; otherwise empty.
    public let values: [FieldValue]

    init(row: Int, field: String?, problem: RowProblem, values: [FieldValue] = []) {
        self.row = row
        self.field = field
        self.problem = problem
        self.values = values
    }
}

/// Why a row could not be read.
public enum RowProblem: Hashable, Sendable {
    /// The bytes of a text are not valid in the encoding of the file.
    case text(encoding: String)
    /// The bytes of a text are UTF-8 in a file of another encoding.
    case mixedEncoding(encoding: String)
    /// A coordinate is not a number.
    case notNumber
    /// The row of a CSV has too few values, or values beyond the last column.
    case columnCount(found: Int, expected: Int)
    /// The value of a geometry column is not well-known text.
    case notWKT
    /// The record is not a GeoJSON feature. Records of this kind that the reader skips without a word are reported
    /// after the last row.
    case notFeature
    /// GDAL could not read the row.
    case unreadable(reason: String)
}
