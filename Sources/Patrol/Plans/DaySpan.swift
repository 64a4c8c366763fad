public import Territory

/// Days in a row: from the first one up to but not including the last one.
public struct DaySpan: Hashable, Sendable {
    /// The first day.
    public let from: LocalDay
    /// The day after the last; never before ``from``.
    public let to: LocalDay

    /// The days from one up to but not including another; none when they are in the wrong order.
    public init(from: LocalDay, to: LocalDay) {
        self.from = from
        self.to = max(from, to)
    }

    /// How many days.
    public var count: Int { to.number - from.number }

    /// Whether there is no day.
    public var isEmpty: Bool { count == 0 }

    /// The last of the days; the day before ``from`` when there is none.
    public var last: LocalDay { to.advanced(by: -1) }

    /// Whether a day is one of them.
    public func contains(_ day: LocalDay) -> Bool { from <= day && day < to }

    /// The days that are in both; empty when there is none.
    public func intersection(_ other: DaySpan) -> DaySpan {
        DaySpan(from: max(from, other.from), to: min(to, other.to))
    }
}
