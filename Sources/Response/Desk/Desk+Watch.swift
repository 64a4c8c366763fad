public import Foundation
import Projection

/// A clock that a dispatcher should look at.
public struct TicketWarning: Hashable, Sendable {
    /// The ticket.
    public let ticket: String
    /// The clock.
    public let clock: TicketClock
}

/// Somebody seems to have arrived and has not said so.
public struct ArrivalHint: Hashable, Sendable {
    /// The ticket.
    public let ticket: String
    /// Who goes to it.
    public let staff: String
    /// How far they are from its place, in metres.
    public let metres: Double
    /// How old their position is, in seconds.
    public let age: Double
}

extension Desk {
    /// How near to a place somebody seems to have arrived, in metres.
    private static let arrivalMetres = 100.0
    /// How uncertain a position may be that says so, in metres.
    private static let arrivalUncertainty = 150.0

    /// The running clocks that have broken their limit, or will within so many seconds, the most urgent first.
    public func warnings(within seconds: Double, at now: Date) -> [TicketWarning] {
        var found: [(left: Double, warning: TicketWarning)] = []
        for ticket in tickets.values where ticket.isOpen {
            for clock in ticket.clocks(at: now, rules.clocks) where clock.isInDanger(within: seconds) {
                found.append((clock.secondsLeft ?? 0, TicketWarning(ticket: ticket.code, clock: clock)))
            }
        }
        return found.sorted { ($0.left, $0.warning.ticket) < ($1.left, $1.warning.ticket) }.map(\.warning)
    }

    /// Those who are on their way and seem to be there, by the code of the ticket: for a person to confirm.
    public func arrivalHints() -> [ArrivalHint] {
        var hints: [ArrivalHint] = []
        for ticket in tickets.values where ticket.stage == .accepted || ticket.stage == .enRoute {
            guard let holder = ticket.holder, let number = board.roster.number(of: holder),
                let here = board.whereabouts(of: number), !here.isDutyPoint, let age = here.age,
                here.uncertaintyMetres ?? .infinity <= Self.arrivalUncertainty
            else { continue }
            let metres = Geodesic.grs80.distance(here.place, ticket.intake.point)
            guard metres <= Self.arrivalMetres + ticket.intake.accuracyMetres else { continue }
            hints.append(ArrivalHint(ticket: ticket.code, staff: holder, metres: metres, age: age))
        }
        return hints.sorted { $0.ticket < $1.ticket }
    }
}
