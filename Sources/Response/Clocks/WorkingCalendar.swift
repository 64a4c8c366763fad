public import Foundation
public import Territory

/// Which days are worked, and how much working time lies between two instants.
///
/// Monday to Friday are working days, but for the days that a calendar names: a holiday is free, and a workday (调休) is a
/// day of the weekend that is worked. A working day counts from midnight to midnight by the bureau's clock, so that a limit
/// of five working days ends at the time of day at which it began.
public struct WorkingCalendar: Sendable {
    /// How a day departs from the week.
    public enum SpecialDay: String, CaseIterable, Sendable {
        /// Free, whatever the weekday.
        case holiday
        /// Worked, whatever the weekday.
        case workday
    }

    /// The clock that divides time into days.
    public let clock: DutyClock
    /// The last day for which the special days are known; nil when there are none, and nothing but the week counts.
    ///
    /// Special days are published year by year, so it is 24 December of the last year that has any: the last week belongs
    /// to the next year's notice, which may move days around the New Year into it. If the last special day is later, it is
    /// that day.
    public let knownTo: LocalDay?
    private let specialDays: [LocalDay: SpecialDay]

    /// A calendar of these special days.
    public init(specialDays: [LocalDay: SpecialDay], clock: DutyClock) {
        self.specialDays = specialDays
        self.clock = clock
        knownTo = specialDays.keys.max().map { last in
            max(last, LocalDay(year: last.parts.year, month: 12, date: 24) ?? last)
        }
    }

    /// Whether a day is worked.
    public func isWorking(_ day: LocalDay) -> Bool {
        switch specialDays[day] {
        case .holiday: false
        case .workday: true
        case nil: day.weekday <= 5
        }
    }

    /// Working days between two instants, in parts of days.
    ///
    /// Each working day adds the share of its real length that lies between the two: all of it counts 1, also a day of 23
    /// or 25 hours on which the clock changes. A day that the zone left out has no length and adds nothing. Between
    /// instants in the wrong order the count is negative.
    ///
    /// - Complexity: O(days).
    public func workingDays(from start: Date, to end: Date) -> Double {
        guard start <= end else { return -workingDays(from: end, to: start) }
        var sum = 0.0
        for number in clock.day(at: start).number - 1...clock.day(at: end).number + 1 {
            guard let span = span(of: LocalDay(number: number)) else { continue }
            let (from, to) = (max(start, span.start), min(end, span.end))
            guard from < to else { continue }
            sum += to.timeIntervalSince(from) / span.end.timeIntervalSince(span.start)
        }
        return sum
    }

    /// The first instant at which that many working days have passed: a deadline.
    ///
    /// Where a working day is the last that counts and is used up whole, that is its midnight, not the next morning.
    ///
    /// - Parameters:
    ///   - start: When the count begins.
    ///   - days: At most 100,000; `start` itself for 0 and less.
    /// - Returns: The deadline.
    /// - Complexity: O(days).
    public func instant(after start: Date, workingDays days: Double) -> Date {
        precondition(days <= 100_000, "a limit of centuries")
        guard days > 0 else { return start }
        var left = days
        var day = clock.day(at: start).advanced(by: -1)
        while true {
            if let span = span(of: day), span.end > start {
                let from = max(start, span.start)
                let length = span.end.timeIntervalSince(span.start)
                let share = span.end.timeIntervalSince(from) / length
                if left <= share { return min(from.addingTimeInterval(left * length), span.end) }
                left -= share
            }
            day = day.advanced(by: 1)
        }
    }

    /// The time that a working day takes; nil for other days, and one that the zone left out.
    private func span(of day: LocalDay) -> (start: Date, end: Date)? {
        guard isWorking(day) else { return nil }
        let (start, end) = (clock.instant(of: day, minute: 0), clock.instant(of: day.advanced(by: 1), minute: 0))
        return start < end ? (start, end) : nil
    }
}
