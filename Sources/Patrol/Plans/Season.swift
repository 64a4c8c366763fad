public import Territory

/// A part of every year, from a day of a month to another, both included; it may go over the year's end.
public struct Season: Hashable, Sendable {
    /// A day of any year.
    public struct Day: Hashable, Comparable, Sendable {
        /// From 1 for January.
        public let month: Int
        /// From 1.
        public let date: Int

        /// Reads `06-01`; nil when no year has such a day.
        ///
        /// The 29th of February is one.
        public init?(_ text: some StringProtocol) {
            guard let day = LocalDay("2024-" + text) else { return nil }
            (month, date) = (day.parts.month, day.parts.date)
        }

        /// By month, then by date.
        public static func < (a: Day, b: Day) -> Bool { (a.month, a.date) < (b.month, b.date) }

        /// `06-01`.
        public var text: String {
            func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
            return two(month) + "-" + two(date)
        }
    }

    /// The first day.
    public let first: Day
    /// The last day; earlier in the year than ``first`` when the season goes over the year's end.
    public let last: Day

    /// The days from one to another, both included.
    public init(first: Day, last: Day) {
        self.first = first
        self.last = last
    }

    /// Whether every day of every year lies in it.
    public var isWholeYear: Bool {
        let (_, month, date) = LocalDay("2024-" + last.text)?.advanced(by: 1).parts ?? (0, 0, 0)
        return (month, date) == (first.month, first.date)
    }

    /// Whether a day of the calendar lies in the season.
    public func contains(_ day: LocalDay) -> Bool {
        let (_, month, date) = day.parts
        let place = (month, date)
        let isAfterFirst = (first.month, first.date) <= place
        let isBeforeLast = place <= (last.month, last.date)
        return first <= last ? isAfterFirst && isBeforeLast : isAfterFirst || isBeforeLast
    }

    /// The seasons that touch a stretch of days, each whole, in order.
    ///
    /// In a year without a 29th of February a season that begins then begins on 1 March, and one that ends then ends on
    /// 28 February.
    public func stretches(touching days: DaySpan) -> [DaySpan] {
        guard !days.isEmpty else { return [] }
        let years = (days.from.parts.year - 1)...(days.last.parts.year)
        return years.compactMap { year in
            let end = first <= last ? year : year + 1
            guard let from = start(of: first, in: year), let to = start(ofDayAfter: last, in: end) else { return nil }
            return DaySpan(from: from, to: to)
        }.filter { !$0.intersection(days).isEmpty }
    }

    private func start(of day: Day, in year: Int) -> LocalDay? {
        LocalDay(year: year, month: day.month, date: day.date) ?? LocalDay(year: year, month: 3, date: 1)
    }

    private func start(ofDayAfter day: Day, in year: Int) -> LocalDay? {
        LocalDay(year: year, month: day.month, date: day.date)?.advanced(by: 1)
            ?? LocalDay(year: year, month: 3, date: 1)
    }
}
