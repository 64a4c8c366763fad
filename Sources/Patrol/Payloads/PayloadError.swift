/// How much a payload may hold.
public struct PayloadLimits: Hashable, Sendable {
    /// The most bytes.
    public var bytes: Int
    /// How deep arrays and objects may lie within one another.
    public var depth: Int
    /// The most records.
    public var records: Int

    /// Creates limits.
    public init(bytes: Int, depth: Int = 32, records: Int) {
        self.bytes = bytes
        self.depth = depth
        self.records = records
    }

    /// What one request of a telephone may hold: 4 MiB and 10,000 records, some fourteen hours at one in five seconds.
    public static let request = PayloadLimits(bytes: 4 << 20, records: 10_000)

    /// What a file that is one payload may hold: 32 MiB and 100,000 records.
    public static let file = PayloadLimits(bytes: 32 << 20, records: 100_000)
}

/// Why a payload as a whole cannot be read.
public enum PayloadError: Error, Hashable, Sendable {
    /// There are no bytes but white space.
    case empty
    /// It has more bytes than are taken.
    case tooLarge(limitBytes: Int)
    /// Arrays and objects lie within one another deeper than is taken.
    case tooDeep(limit: Int)
    /// It has more records than are taken.
    case tooManyRecords(limit: Int)
    /// It is no JSON in UTF-8 from that byte on.
    case notJSON(offset: Int)
    /// It is JSON without the records of its protocol; `field` is what should hold them, empty for the document itself.
    case noRecords(field: String)
    /// It is no text of `name=value` pairs in UTF-8.
    case notPairs
}

/// Why one record of a payload is no position.
///
/// No value of the record is told.
public struct PayloadProblem: Hashable, Sendable {
    /// What is wrong with a field.
    public enum Kind: Hashable, CaseIterable, Sendable {
        /// It is not there, or empty.
        case missing
        /// It is there more than once.
        case repeated
        /// It should be a finite number.
        case notANumber
        /// It should be an instant: seconds or milliseconds since 1970, or RFC 3339 with an offset.
        case notAnInstant
        /// It should be an object.
        case notAnObject
        /// It should be a GeoJSON point.
        case notAPoint
        /// It should be text of 1 to 100 letters, none of them a control character.
        case notAName
    }

    /// The record's place in the payload, counted from 1.
    public let record: Int
    /// The field, by the name that the protocol gives it; empty for the record itself.
    public let field: String
    /// What is wrong with it.
    public let kind: Kind
    /// What is lacking for a position.
    public let refusal: FixRefusal

    /// Creates a problem.
    public init(record: Int, field: String, kind: Kind, refusal: FixRefusal) {
        self.record = record
        self.field = field
        self.kind = kind
        self.refusal = refusal
    }
}

/// A ``PayloadProblem`` before its record's number is known.
struct RecordFault: Error {
    let field: String
    let kind: PayloadProblem.Kind
    let refusal: FixRefusal

    init(_ field: String, _ kind: PayloadProblem.Kind, _ refusal: FixRefusal) {
        self.field = field
        self.kind = kind
        self.refusal = refusal
    }
}
