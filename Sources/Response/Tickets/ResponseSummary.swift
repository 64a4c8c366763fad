public import Foundation

/// What became of the calls of a stretch of time, counted from the events in a store.
public struct ResponseSummary: Hashable, Sendable {
    /// How many calls came in.
    public private(set) var calls = 0
    /// How many in each category.
    public private(set) var categories: [CallCategory: Int] = [:]
    /// How the first decision on each call that needed one of its own found somebody.
    public private(set) var outcomes: [RoutingDecision.Outcome: Int] = [:]
    /// How many needed nobody of their own, because they became part of an incident when they came in.
    public private(set) var joined = 0
    /// Where they stand.
    public private(set) var stages: [Ticket.Stage: Int] = [:]
    /// How many incidents they became.
    public var incidentCount: Int { incidents.count }
    /// How many tickets those incidents have.
    public private(set) var incidentTickets = 0
    /// Seconds from report to arrival of each ticket on the spot of which somebody arrived, in ascending order.
    public private(set) var arrivals: [Double] = []
    /// Of those who arrived, how many did so within the limit.
    public private(set) var arrivedInTime = 0
    /// How many have a limit for the arrival that has passed without anybody there.
    public private(set) var missed = 0
    /// How often the ones sent were changed.
    public private(set) var reassigned = 0
    /// The working days that each finished connection took.
    public private(set) var connectionDays: [Double] = []
    /// Of those, how many were connected within the limit.
    public private(set) var connectedInTime = 0
    private var incidents: Set<String> = []

    /// Counts the calls that came in from `start` up to but not including `end`.
    ///
    /// - Parameters:
    ///   - store: Where the events are.
    ///   - start: The first instant.
    ///   - end: The end.
    ///   - now: When clocks that run are looked at.
    /// - Throws: The store's errors; ``ResponseStoreError/damaged(ticket:)``.
    public init(of store: any ResponseStore, from start: Date, to end: Date, at now: Date) throws {
        let calendar = try WorkingCalendar(store: store)
        let limits = try store.rulesInForce()?.rules.clocks ?? ClockLimits()
        try store.forEachTicket(from: start, to: end) { events in
            do {
                let ticket = try Ticket(events)
                count(ticket, events, now)
                if ticket.step == .connected, let clock = ticket.connectionClock(at: now, calendar, limits) {
                    connectionDays.append(clock.workingDays)
                    if !clock.isBreached { connectedInTime += 1 }
                }
            } catch is TicketProblem {
                throw ResponseStoreError.damaged(ticket: events.first?.ticket ?? "")
            }
        }
        arrivals.sort()
    }

    /// Seconds from report to arrival within which a share of those who arrived did; nil when nobody did.
    ///
    /// The nearest rank: the least that as many arrivals do not exceed.
    public func arrival(_ share: Double) -> Double? {
        arrivals.isEmpty ? nil : arrivals[max(0, Int((share * Double(arrivals.count)).rounded(.up)) - 1)]
    }

    /// How often one who was sent gave way to another.
    private func changes(_ events: [TicketEvent]) -> Int {
        var (count, holder) = (0, String?.none)
        for event in events {
            let next: String? =
                switch event.body {
                case .routed(_, let decision, _): decision.lead
                case .reassigned(let staff, _): staff
                case .followed(_, let staff, _): staff
                case .left, .reopened, .closed: nil
                default: holder
                }
            if let holder, let next, next != holder { count += 1 }
            holder = next
        }
        return count
    }

    private mutating func count(_ ticket: Ticket, _ events: [TicketEvent], _ now: Date) {
        calls += 1
        categories[ticket.intake.category, default: 0] += 1
        stages[ticket.stage, default: 0] += 1
        if let incident = ticket.incident {
            incidents.insert(incident)
            incidentTickets += 1
        }
        let decisions = events.lazy.compactMap { event -> RoutingDecision.Outcome? in
            if case .routed(_, let decision, _) = event.body { decision.outcome } else { nil }
        }
        if let first = decisions.first { outcomes[first, default: 0] += 1 } else { joined += 1 }
        reassigned += changes(events)
        guard ticket.intake.category.isOnSite else { return }
        let clock = ticket.clocks(at: now).first { $0.span == .arrive }
        if ticket.reached[.arrived] != nil, let clock {
            arrivals.append(clock.seconds)
            if !clock.isBreached { arrivedInTime += 1 }
        } else if let clock, !clock.isStopped, clock.isBreached {
            missed += 1
        }
    }
}
