/// What a payload holds: each of its records, in its order.
public struct DecodedPayload: Hashable, Sendable {
    /// A record that is no position and is not meant to be one.
    public enum PassedOver: Hashable, CaseIterable, Sendable {
        /// A message of another kind: a waypoint, a card, a status.
        case otherMessage
        /// A message that only its sender and receiver can read.
        case encrypted
        /// The summary of a trip.
        case trip
        /// The summary of a stay, whose place is a mean.
        case stay
    }

    /// What one record is.
    public enum Record: Hashable, Sendable {
        /// A position, not yet judged.
        case fix(RawFix)
        /// A record that lacks what a position must have.
        case refused(PayloadProblem)
        /// A record that is no position.
        case passedOver(PassedOver)
    }

    /// The records.
    public let records: [Record]

    /// Creates a payload of these records.
    public init(records: [Record]) { self.records = records }

    /// The positions alone.
    public var fixes: [RawFix] {
        records.compactMap { if case .fix(let fix) = $0 { fix } else { nil } }
    }

    /// The problems alone.
    public var problems: [PayloadProblem] {
        records.compactMap { if case .refused(let problem) = $0 { problem } else { nil } }
    }

    /// Reads each record by itself; what is wrong with one keeps no other out.
    ///
    /// - Throws: ``PayloadError/tooManyRecords(limit:)``.
    init(_ values: [JSONValue], limits: PayloadLimits, _ read: (JSONObject) throws -> Record) throws {
        guard values.count <= limits.records else { throw PayloadError.tooManyRecords(limit: limits.records) }
        records = try values.enumerated().map { index, value in
            do {
                guard case .object(let object) = value else { throw RecordFault("", .notAnObject, .notAPlace) }
                return try read(object)
            } catch let fault as RecordFault {
                return .refused(fault.problem(record: index + 1))
            }
        }
    }
}

extension RecordFault {
    func problem(record: Int) -> PayloadProblem {
        PayloadProblem(record: record, field: field, kind: kind, refusal: refusal)
    }
}
