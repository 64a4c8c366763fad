import Foundation
import GeometryCore
import Response

/// Response's store in portable SQL, for any ``Database``.
struct ResponseRepository<Store: Database> {
    let database: Store
    /// The bureau whose rows are seen and written.
    let bureauCode: String

    private var bureau: SQLValue { .text(bureauCode) }

    // MARK: Events

    func append(_ batch: ResponseBatch) throws {
        try database.write { session in
            let writer = ResponseWriter(session: session, bureau: bureau)
            if let rules = batch.rules { try writer.keep(rules) }
            for event in batch.events { try writer.add(event) }
            for ticket in batch.tickets { try writer.put(ticket) }
            for incident in batch.incidents { try writer.put(incident) }
            for fix in batch.positions { try writer.put(fix) }
            try writer.noteChanges(batch)
        }
    }

    func forEachOpenTicket(_ body: ([TicketEvent]) throws -> Void) throws {
        try forEachTicket(
            where: """
                is_open = 1 OR incident IN
                    (SELECT incident FROM tickets WHERE bureau = ? AND is_open = 1 AND incident IS NOT NULL)
                """,
            [bureau],
            body
        )
    }

    func forEachTicket(from start: Date, to end: Date, _ body: ([TicketEvent]) throws -> Void) throws {
        try forEachTicket(where: "received_at >= ? AND received_at < ?", [SQLValue(start), SQLValue(end)], body)
    }

    private func forEachTicket(
        where condition: String,
        _ values: [SQLValue],
        _ body: ([TicketEvent]) throws -> Void
    ) throws {
        let sql = """
            SELECT \(Self.eventColumns) FROM ticket_events WHERE bureau = ? AND ticket IN
                (SELECT code FROM tickets WHERE bureau = ? AND (\(condition)))
            ORDER BY ticket, number
            """
        try database.read { session in
            var events: [TicketEvent] = []
            try session.prepare(sql).query([bureau, bureau] + values) { row in
                let event = try Self.event(row)
                if let first = events.first, first.ticket != event.ticket {
                    try body(events)
                    events = []
                }
                events.append(event)
            }
            if !events.isEmpty { try body(events) }
        }
    }

    func events(of ticket: String) throws -> [TicketEvent] {
        let sql = "SELECT \(Self.eventColumns) FROM ticket_events WHERE bureau = ? AND ticket = ? ORDER BY number"
        return try database.read { session in
            var events: [TicketEvent] = []
            try session.prepare(sql).query([bureau, .text(ticket)]) { events.append(try Self.event($0)) }
            return events
        }
    }

    func event(withKey key: String) throws -> TicketEvent? {
        let sql = "SELECT \(Self.eventColumns) FROM ticket_events WHERE bureau = ? AND client_key = ?"
        return try database.read { try $0.first(sql, [bureau, .text(key)]) { try Self.event($0) } }
    }

    /// Visits every event in the order in which they were kept.
    func forEachEvent(_ body: (TicketEvent) throws -> Void) throws {
        let sql = "SELECT \(Self.eventColumns) FROM ticket_events WHERE bureau = ? ORDER BY fid"
        try database.read { session in
            try session.prepare(sql).query([bureau]) { try body(try Self.event($0)) }
        }
    }

    /// Whether there is any ticket.
    func hasTickets() throws -> Bool {
        try database.read { try $0.first("SELECT fid FROM tickets WHERE bureau = ? LIMIT 1", [bureau]) { _ in true } }
            ?? false
    }

    private static var eventColumns: String { "ticket, number, happened_at, actor, client_key, body" }

    private static func event(_ row: some DatabaseRow) throws -> TicketEvent {
        let ticket = row.text(at: 0) ?? ""
        guard let number = row.integer(at: 1), let instant = row.text(at: 2).flatMap(Instant.date),
            let text = row.text(at: 5),
            let body = try? JSONDecoder().decode(TicketEvent.Body.self, from: Data(text.utf8))
        else { throw ResponseStoreError.damaged(ticket: ticket) }
        return TicketEvent(
            ticket: ticket,
            number: Int(number),
            milliseconds: Int((instant.timeIntervalSince1970 * 1000).rounded()),
            actor: row.text(at: 3) ?? "",
            key: row.text(at: 4),
            body: body
        )
    }

    func lastNumber(of prefix: String) throws -> Int {
        let table = prefix.hasPrefix("I") ? "incidents" : "tickets"
        // The character behind the dash.
        let end = prefix.dropLast() + "."
        let sql = "SELECT code FROM \(table) WHERE bureau = ? AND code > ? AND code < ?"
        return try database.read { session in
            var last = 0
            try session.prepare(sql).query([bureau, .text(prefix), .text(String(end))]) { row in
                last = max(last, row.text(at: 0).flatMap { Int($0.dropFirst(prefix.count)) } ?? 0)
            }
            return last
        }
    }

    // MARK: Positions

    func positions() throws -> [PositionFix] {
        let sql = "SELECT code, taken_at, accuracy_m, source, geom FROM positions WHERE bureau = ? ORDER BY code"
        return try database.read { session in
            var fixes: [PositionFix] = []
            try session.prepare(sql).query([bureau]) { row in
                // What another program left unreadable is no position.
                guard let code = row.text(at: 0), let time = row.text(at: 1).flatMap(Instant.date),
                    case .point(let place)? = try? row.geometry(at: 4)
                else { return }
                fixes.append(
                    PositionFix(
                        staff: code,
                        time: time,
                        place: place,
                        accuracyMetres: row.real(at: 2),
                        source: row.text(at: 3) ?? ""
                    )
                )
            }
            return fixes
        }
    }

    // MARK: Rules

    func rulesInForce() throws -> KeptRules? {
        let sql = """
            SELECT code, rules FROM routing_rules WHERE bureau = ? AND adopted_at IS NOT NULL
            ORDER BY adopted_at DESC, fid DESC LIMIT 1
            """
        return try database.read { try $0.first(sql, [bureau]) { try KeptRules(Self.rules($0)) } }
    }

    func rules(_ code: String) throws -> RoutingRules? {
        let sql = "SELECT code, rules FROM routing_rules WHERE bureau = ? AND code = ?"
        return try database.read { try $0.first(sql, [bureau, .text(code)]) { try Self.rules($0) } }
    }

    private static func rules(_ row: some DatabaseRow) throws -> RoutingRules {
        guard let text = row.text(at: 1),
            let rules = try? JSONDecoder().decode(RoutingRules.self, from: Data(text.utf8))
        else { throw StoreError.inconsistent(table: "routing_rules", column: "rules") }
        return rules
    }

    func adopt(_ rules: KeptRules, at now: Date) throws {
        try database.write { session in
            let writer = ResponseWriter(session: session, bureau: bureau)
            try writer.keep(rules)
            try session.execute(
                "UPDATE routing_rules SET adopted_at = ? WHERE bureau = ? AND code = ?",
                [SQLValue(now), bureau, .text(rules.code)]
            )
            try session.noteChange(in: "routing_rules", at: now)
        }
    }
}
