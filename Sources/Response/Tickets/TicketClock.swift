public import Foundation
import Territory

/// A clock of a ticket, from one stage to another.
public struct TicketClock: Hashable, Sendable {
    /// What is measured.
    public enum Span: String, CaseIterable, Sendable {
        /// From the report until somebody was named.
        case dispatch
        /// From when the one who goes was named until that one answered.
        case accept
        /// From the report until they were there; the promised one.
        case arrive
        /// From the arrival until the matter was settled on the spot.
        case restore
        /// From the report until the matter was settled on the spot.
        case whole
    }

    /// What is measured.
    public let span: Span
    /// Seconds so far, or in all when it has stopped.
    public let seconds: Double
    /// The limit in seconds; nil for none.
    public let limit: Double?
    /// Whether it has stopped.
    public let isStopped: Bool

    /// Whether the limit is broken.
    public var isBreached: Bool { limit.map { seconds > $0 } ?? false }

    /// Seconds until the limit is broken, negative once it is; nil without one and for a clock that has stopped.
    public var secondsLeft: Double? { isStopped ? nil : limit.map { $0 - seconds } }

    /// Whether a running clock will break its limit within so many seconds, or has.
    public func isInDanger(within seconds: Double) -> Bool { secondsLeft.map { $0 < seconds } ?? false }
}

/// What tickets must keep to besides the arrival limit of the area.
public struct ClockLimits: Hashable, Codable, Sendable {
    /// Minutes within which somebody must be named.
    public var dispatchMinutes = 5.0
    /// Minutes within which they must answer.
    public var acceptMinutes = 5.0
    /// Hours from the arrival within which power must be back in town, as the national utility promises.
    public var restoreHoursUrban = 3.0
    /// The same in the country and on islands.
    public var restoreHoursElsewhere = 4.0
    /// Working days within which a low-voltage household must be connected.
    public var connectionWorkingDays = 5.0

    /// The usual limits.
    public init() {}

    /// Seconds from the arrival within which power must be back.
    func restoreSeconds(in area: AreaClass?) -> Double {
        (area == .urban ? restoreHoursUrban : restoreHoursElsewhere) * 3600
    }
}

extension Ticket {
    /// The clocks of a ticket at an instant; one for what cannot have begun is left out.
    ///
    /// Clocks of the way to the spot are those of tickets that need somebody there.
    public func clocks(at now: Date, _ limits: ClockLimits = ClockLimits()) -> [TicketClock] {
        let now = now.milliseconds
        guard let reported = reached[.waiting] else { return [] }
        func clock(_ span: TicketClock.Span, from: Int?, to stages: [Stage], limit: Double?) -> TicketClock? {
            guard let from else { return nil }
            let end = stages.compactMap { reached[$0] }.min()
            // A ticket that is over without it never had it: a report taken back was not restored.
            if stage == .closed && end == nil { return nil }
            let seconds = Double(max(0, (end ?? now) - from)) / 1000
            return TicketClock(span: span, seconds: seconds, limit: limit, isStopped: end != nil)
        }
        let asked = [
            clock(.dispatch, from: reported, to: [.dispatched], limit: limits.dispatchMinutes * 60),
            clock(
                .accept,
                from: named,
                to: [.accepted, .enRoute, .arrived, .restored],
                limit: limits.acceptMinutes * 60
            ),
        ]
        guard intake.category.isOnSite else { return asked.compactMap(\.self) }
        let onSpot = [
            clock(.arrive, from: reported, to: [.arrived, .restored], limit: arrivalLimit),
            clock(.restore, from: reached[.arrived], to: [.restored], limit: limits.restoreSeconds(in: area)),
            clock(.whole, from: reported, to: [.restored], limit: nil),
        ]
        return (asked + onSpot).compactMap(\.self)
    }
}

extension Date {
    /// Milliseconds since 1970 UTC, to the nearest.
    var milliseconds: Int { Int((timeIntervalSince1970 * 1000).rounded()) }

    /// An instant by milliseconds since 1970 UTC.
    init(milliseconds: Int) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
