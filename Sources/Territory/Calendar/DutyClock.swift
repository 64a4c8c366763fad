public import Foundation

/// The wall clock of a bureau: when a day of the rota strikes an hour.
///
/// A time that the clock strikes twice is its first time; a time that it leaves out is the instant at which it leaps over
/// it. So a shift that ends when the next begins leaves neither a gap nor an overlap, in any time zone.
public struct DutyClock: Sendable {
    /// The time zone.
    public let timeZone: TimeZone

    /// The clock of a time zone.
    public init(timeZone: TimeZone) { self.timeZone = timeZone }

    /// The instant at which the clock first shows a time of a day or a later one.
    ///
    /// - Parameters:
    ///   - day: The day.
    ///   - minute: Minutes after the day's midnight by the clock; 1440 is the next day's midnight.
    /// - Returns: The instant, to the second.
    public func instant(of day: LocalDay, minute: Int) -> Date {
        // The clock as if it were in Greenwich; no zone is two days from there.
        let shown = TimeInterval(day.number * 86_400 + minute * 60)
        var from = Date(timeIntervalSince1970: shown - 2 * 86_400)
        while true {
            let struck = Date(timeIntervalSince1970: shown - offset(at: from))
            guard let change = timeZone.nextDaylightSavingTimeTransition(after: from), change <= struck else {
                return max(from, struck)
            }
            from = change
        }
    }

    /// The day that the clock shows at an instant.
    public func day(at instant: Date) -> LocalDay {
        LocalDay(number: Int(((instant.timeIntervalSince1970 + offset(at: instant)) / 86_400).rounded(.down)))
    }

    private func offset(at instant: Date) -> TimeInterval { TimeInterval(timeZone.secondsFromGMT(for: instant)) }
}
