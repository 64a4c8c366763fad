public import Territory

/// Some days in a row.
public struct CoveragePeriod: Hashable, Sendable {
    /// The first day.
    public let start: LocalDay
    /// The day after the last.
    public let end: LocalDay

    /// The days from one to before another; nil when there is none.
    public init?(from start: LocalDay, to end: LocalDay) {
        guard start < end else { return nil }
        self.start = start
        self.end = end
    }

    /// These days and two years before them: what plans look at.
    public init(coveringPlansOf days: DaySpan) {
        start = days.from.advanced(by: -731)
        end = max(days.to, days.from.advanced(by: 1))
    }

    /// How many days there are.
    public var days: Int { end.number - start.number }

    /// Whether a day is one of them.
    public func contains(_ day: LocalDay) -> Bool { start <= day && day < end }
}

extension CoveragePeriod: Codable {
    private enum CodingKeys: String, CodingKey { case start = "first_day", end = "end_day" }

    /// Reads two days as text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func day(_ key: CodingKeys) throws -> LocalDay {
            let text = try container.decode(String.self, forKey: key)
            guard let day = LocalDay(text) else {
                throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "no day")
            }
            return day
        }
        (start, end) = (try day(.start), try day(.end))
    }

    /// Writes the two days as text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(start.text, forKey: .start)
        try container.encode(end.text, forKey: .end)
    }
}
