/// The events that a command makes, tried on copies of the tickets: the desk changes when all of them fit, or not at all.
struct DeskDraft {
    let milliseconds: Int
    let actor: String
    private var key: String?
    private(set) var events: [TicketEvent] = []
    /// The tickets as they are after the events.
    private(set) var tickets: [String: Ticket] = [:]
    /// Where the fault of each incident that was touched is thought to be.
    private(set) var devices: [String: NetworkDevice?] = [:]

    init(at milliseconds: Int, _ command: TicketCommand) {
        self.milliseconds = milliseconds
        actor = command.actor
        key = command.key
    }

    /// A ticket as it is so far.
    func ticket(_ code: String, _ desk: Desk) throws -> Ticket {
        guard let ticket = tickets[code] ?? desk.tickets[code] else { throw DeskRefusal.unknownTicket(code) }
        return ticket
    }

    /// Adds what happens to a ticket.
    ///
    /// - Throws: ``DeskRefusal/ticket(_:)``.
    mutating func add(_ body: TicketEvent.Body, to code: String, _ desk: Desk) throws {
        let event: TicketEvent
        if case .received = body {
            event = make(body, code, number: 1)
            tickets[code] = try refusing { try Ticket(first: event) }
        } else {
            var ticket = try ticket(code, desk)
            event = make(body, code, number: ticket.version + 1)
            try refusing { try ticket.take(event) }
            tickets[code] = ticket
            if case .joined(let incident, let device, _) = body { devices[incident] = device }
        }
        events.append(event)
        key = nil
    }

    private func make(_ body: TicketEvent.Body, _ code: String, number: Int) -> TicketEvent {
        // The clock of the first event of a command counts for all; a ticket's own last event may be a little later.
        TicketEvent(ticket: code, number: number, milliseconds: milliseconds, actor: actor, key: key, body: body)
    }

    private func refusing<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let problem as TicketProblem { throw DeskRefusal.ticket(problem) }
    }
}
