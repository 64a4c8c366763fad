public import Foundation
import Territory

/// How long a supply connection (报装) takes, in working days from the application until the meter is live.
public struct ConnectionClock: Hashable, Sendable {
    /// Working days so far, or in all when it is connected; parts of days count.
    public let workingDays: Double
    /// The limit in working days.
    public let limit: Double
    /// By when it must be connected.
    public let deadline: Date
    /// Whether it is connected, or closed without.
    public let isStopped: Bool
    /// Whether all days that count are known as working or free; later ones are taken by the week alone.
    public let isCertain: Bool

    /// Whether the limit is broken.
    public var isBreached: Bool { workingDays > limit }
}

extension Ticket {
    /// The clock of a connection at an instant; nil for other tickets.
    public func connectionClock(
        at now: Date,
        _ calendar: WorkingCalendar,
        _ limits: ClockLimits = ClockLimits()
    ) -> ConnectionClock? {
        guard intake.category == .connection else { return nil }
        let start = Date(milliseconds: reported)
        let stop = (steps[.connected] ?? reached[.closed]).map { Date(milliseconds: $0) }
        let end = max(start, stop ?? now)
        let deadline = calendar.instant(after: start, workingDays: limits.connectionWorkingDays)
        let last = calendar.clock.day(at: max(end, deadline))
        return ConnectionClock(
            workingDays: calendar.workingDays(from: start, to: end),
            limit: limits.connectionWorkingDays,
            deadline: deadline,
            isStopped: stop != nil,
            isCertain: calendar.knownTo.map { last <= $0 } ?? false
        )
    }
}
