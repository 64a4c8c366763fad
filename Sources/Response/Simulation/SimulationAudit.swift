/// Looks through everything that a store kept of a simulation: was a call lost or doubled, was somebody booked twice, can
/// every decision be made again.
///
/// It reads the events in the order in which they were kept and has its own, plain idea of who is busy with what; it
/// shares no code with the desk.
public struct SimulationAudit: Sendable {
    /// What is wrong.
    public enum Finding: Hashable, Sendable {
        /// A call has no ticket.
        case lost(key: String)
        /// A ticket has no call, or a call has two.
        case doubled(ticket: String)
        /// Somebody has more work than may be, after this event.
        case doubleBooked(staff: String, ticket: String, number: Int)
        /// The decision is another one when it is made again.
        case notReplayable(ticket: String, number: Int)
        /// The events are no ticket's life.
        case damaged(ticket: String)
    }

    private struct Known: Hashable {
        var category = CallCategory.outage
        var holder: String?
        var incident: String?
        var isDone = false
    }

    private let capacity: Int
    private let rules: RoutingRules
    private var calls: [String: Int]
    private var tickets: [String: Known] = [:]
    private var lives: [String: Ticket] = [:]
    private var work: [String: [String: Int]] = [:]
    private var pending: (ticket: String, number: Int, staff: Set<String>, time: Int)?
    /// What is wrong.
    public private(set) var findings: [Finding] = []
    /// How many events there are.
    public private(set) var events = 0
    /// How many decisions were made again.
    public private(set) var decisions = 0
    /// How many tickets there are.
    public var ticketCount: Int { tickets.count }

    /// Begins an audit.
    ///
    /// - Parameters:
    ///   - calls: The keys of the calls that were made.
    ///   - rules: The rules that decisions were made by.
    public init(calls: [String], rules: RoutingRules) {
        self.calls = Dictionary(calls.map { ($0, 0) }) { $1 }
        self.rules = rules
        capacity = rules.capacity
    }

    /// Takes the next event, in the order in which they were kept.
    public mutating func take(_ event: TicketEvent) {
        events += 1
        // What belongs to one command has one time and is judged together: in the midst of it a ticket may change hands.
        if let pending, pending.time != event.milliseconds || event.key != nil { judge() }
        live(event)
        var known = tickets[event.ticket] ?? Known()
        release(event.ticket, known)
        apply(event, &known)
        tickets[event.ticket] = known
        book(event.ticket, known)
        var staff = pending?.staff ?? []
        if let holder = known.holder { staff.insert(holder) }
        pending = (event.ticket, event.number, staff, event.milliseconds)
    }

    /// Ends the audit.
    public mutating func finish() {
        judge()
        for (key, count) in calls.sorted(by: { $0.key < $1.key }) where count == 0 { findings.append(.lost(key: key)) }
    }

    private mutating func apply(_ event: TicketEvent, _ known: inout Known) {
        switch event.body {
        case .received(let intake):
            known.category = intake.category
            let key = event.key ?? ""
            calls[key, default: 1] += 1
            if calls[key] != 1 { findings.append(.doubled(ticket: event.ticket)) }
        case .routed(let facts, let decision, _):
            known.holder = decision.lead
            decisions += 1
            if RoutingDecision(facts, rules) != decision {
                findings.append(.notReplayable(ticket: event.ticket, number: event.number))
            }
        case .reassigned(let staff, _): known.holder = staff
        case .joined(let incident, _, _): known.incident = incident
        case .followed(_, let holder, _): known.holder = holder
        case .left: (known.incident, known.holder) = (nil, nil)
        case .restored: known.isDone = true
        case .closed: (known.isDone, known.holder) = (true, nil)
        case .reopened: known = Known(category: known.category)
        case .accepted, .enRoute, .arrived, .stepped, .noted: break
        }
    }

    private mutating func live(_ event: TicketEvent) {
        do {
            if lives[event.ticket] == nil {
                lives[event.ticket] = try Ticket(first: event)
            } else {
                try lives[event.ticket]?.take(event)
            }
        } catch {
            findings.append(.damaged(ticket: event.ticket))
        }
    }

    private func piece(_ ticket: String, _ known: Known) -> (staff: String, piece: String)? {
        guard [.outage, .repair, .metering].contains(known.category), !known.isDone, let holder = known.holder else {
            return nil
        }
        return (holder, known.incident ?? ticket)
    }

    private mutating func release(_ ticket: String, _ known: Known) {
        guard let (staff, piece) = piece(ticket, known) else { return }
        let count = (work[staff]?[piece] ?? 1) - 1
        work[staff]?[piece] = count > 0 ? count : nil
    }

    private mutating func book(_ ticket: String, _ known: Known) {
        guard let (staff, piece) = piece(ticket, known) else { return }
        work[staff, default: [:]][piece, default: 0] += 1
    }

    private mutating func judge() {
        guard let pending else { return }
        for staff in pending.staff.sorted() where (work[staff]?.count ?? 0) > capacity {
            findings.append(.doubleBooked(staff: staff, ticket: pending.ticket, number: pending.number))
        }
        self.pending = nil
    }
}
