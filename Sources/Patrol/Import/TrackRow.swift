public import Phrasebook

/// What a file has to say of one position.
public struct TrackRow: Sendable {
    /// What became of it so far.
    public enum Content: Sendable {
        /// A position, not yet judged.
        case fix(RawFix)
        /// A row that lacks what a position must have; `field` is at fault, nil for the row.
        case refused(FixRefusal, field: String?, reason: Words)
        /// A row that cannot be read at all.
        case unreadable(field: String?, reason: Words)
        /// A row that is no position and is not meant to be one.
        case passedOver(reason: Words)
    }

    /// The row of the file, counted from 1; several positions may be in one.
    public let row: Int
    /// The position, or why there is none.
    public let content: Content

    /// Creates a row.
    public init(row: Int, _ content: Content) {
        self.row = row
        self.content = content
    }

    /// A record of a payload.
    ///
    /// - Parameters:
    ///   - row: The row of the payload.
    ///   - record: The record.
    ///   - staff: The code of who carried the device; nil when that is for the device's record to say.
    public init(row: Int, _ record: DecodedPayload.Record, staff: String?) {
        self.row = row
        switch record {
        case .fix(var fix):
            fix.staff = staff
            content = .fix(fix)
        case .refused(let problem):
            content = .refused(
                problem.refusal,
                field: problem.field.isEmpty ? nil : problem.field,
                reason: problem.words
            )
        case .passedOver(let why): content = .passedOver(reason: why.words)
        }
    }
}
