import Foundation
import GeometryCore
import Response
import Territory

/// Writes what happened, and the pictures of it, within one transaction.
struct ResponseWriter<Session: DatabaseSession> {
    let session: Session
    let bureau: SQLValue

    /// Keeps rules that a decision was made by.
    func keep(_ rules: KeptRules) throws {
        try session.execute(
            "INSERT INTO routing_rules (bureau, code, rules) VALUES (?, ?, ?) ON CONFLICT (bureau, code) DO NOTHING",
            [bureau, .text(rules.code), .text(rules.text)]
        )
    }

    /// Adds an event.
    ///
    /// - Throws: ``ResponseStoreError/conflict(ticket:)`` when there is one of that number, or with the same key.
    func add(_ event: TicketEvent) throws {
        let body = try JSONEncoder().encode(event.body)
        let added = try session.execute(
            """
            INSERT INTO ticket_events (bureau, ticket, number, happened_at, actor, client_key, kind, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [
                bureau, .text(event.ticket), SQLValue(event.number), SQLValue(event.instant), .text(event.actor),
                SQLValue(event.key), .text(event.body.name), .text(String(decoding: body, as: UTF8.self)),
            ]
        )
        guard added == 1 else { throw ResponseStoreError.conflict(ticket: event.ticket) }
    }

    /// Draws the picture of a ticket.
    func put(_ ticket: Ticket) throws {
        let intake = ticket.intake
        let stages: [Ticket.Stage] = [.dispatched, .accepted, .enRoute, .arrived, .restored, .closed]
        let moments = stages.map { Self.instant(ticket.reached[$0]) }
        let state: [(String, SQLValue)] = [
            ("version", SQLValue(ticket.version)), ("is_open", SQLValue(ticket.isOpen ? 1 : 0)),
            ("priority", .text(intake.priority.rawValue)), ("stage", .text(ticket.stage.rawValue)),
            ("step", SQLValue(ticket.step?.rawValue)), ("outcome", SQLValue(ticket.outcome?.rawValue)),
            ("holder", SQLValue(ticket.holder)), ("copied", SQLValue(ticket.copied)),
            ("incident", SQLValue(ticket.incident)), ("closure", SQLValue(ticket.closure?.rawValue)),
            ("district", SQLValue(ticket.district)), ("area_class", SQLValue(ticket.area?.rawValue)),
            ("arrival_limit_s", ticket.arrivalLimit.map(SQLValue.real) ?? .null),
            ("reopenings", SQLValue(ticket.reopenings)), ("received_at", Self.instant(ticket.reported)),
            ("dispatched_at", moments[0]), ("accepted_at", moments[1]), ("en_route_at", moments[2]),
            ("arrived_at", moments[3]), ("restored_at", moments[4]), ("closed_at", moments[5]),
            ("changed_at", Self.instant(ticket.last)),
        ]
        let intakes: [(String, SQLValue)] = [
            ("category", .text(intake.category.rawValue)), ("channel", .text(intake.channel.rawValue)),
            ("customer", SQLValue(intake.customer)), ("transformer", SQLValue(intake.supply?.transformer)),
            ("asset", SQLValue(intake.asset?.rawValue)), ("asset_code", SQLValue(intake.assetCode)),
            ("geom", .geometry(.point(intake.point))),
        ]
        try upsert("tickets", code: ticket.code, changing: state, once: intakes)
    }

    /// Draws the picture of an incident.
    func put(_ incident: IncidentPicture) throws {
        let state: [(String, SQLValue)] = [
            ("device_kind", SQLValue(incident.device?.kind.rawValue)), ("device", SQLValue(incident.device?.code)),
            ("tickets", .text(incident.members.joined(separator: ";"))),
            ("ticket_count", SQLValue(incident.members.count)), ("open_count", SQLValue(incident.openCount)),
            ("stage", .text(incident.stage.rawValue)), ("holder", SQLValue(incident.holder)),
            ("district", SQLValue(incident.district)), ("opened_at", Self.instant(incident.opened)),
            ("ended_at", Self.instant(incident.ended)),
        ]
        let shape = SQLValue.geometry(.point(Self.point(incident.place)))
        try upsert("incidents", code: incident.code, changing: state, once: [("geom", shape)])
    }

    /// Keeps a last known position.
    func put(_ fix: PositionFix) throws {
        let state: [(String, SQLValue)] = [
            ("taken_at", SQLValue(fix.time)), ("accuracy_m", fix.accuracyMetres.map(SQLValue.real) ?? .null),
            ("source", .text(fix.source)), ("geom", .geometry(.point(fix.place))),
        ]
        try upsert("positions", code: fix.staff, changing: state, once: [])
    }

    /// Tells the driver which tables have changed, and where.
    func noteChanges(_ batch: ResponseBatch) throws {
        let now = batch.events.map(\.instant).max() ?? batch.positions.map(\.time).max()
        guard let now else { return }
        func note(_ table: String, _ places: [Point]) throws {
            if !places.isEmpty { try session.noteGrowth(of: table, by: Box(places), at: now) }
        }
        try note("tickets", batch.tickets.map(\.intake.point))
        try note("incidents", batch.incidents.map { Self.point($0.place) })
        try note("positions", batch.positions.map(\.place))
        if !batch.events.isEmpty { try session.noteGrowth(of: "ticket_events", by: nil, at: now) }
    }

    /// Changes those columns of a row that may change, or inserts it.
    ///
    /// Not `ON CONFLICT … DO UPDATE`: the standard's triggers of the spatial index fail within one.
    private func upsert(
        _ table: String,
        code: String,
        changing state: [(name: String, value: SQLValue)],
        once: [(name: String, value: SQLValue)]
    ) throws {
        let changes = state.map { "\($0.name) = ?" }.joined(separator: ", ")
        let key = [bureau, .text(code)]
        let changed = try session.execute(
            "UPDATE \(table) SET \(changes) WHERE bureau = ? AND code = ?",
            state.map(\.value) + key
        )
        guard changed == 0 else { return }
        let columns = ["bureau", "code"] + (state + once).map(\.name)
        let places = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        try session.execute(
            "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))",
            key + (state + once).map(\.value)
        )
    }

    private static func instant(_ milliseconds: Int?) -> SQLValue {
        milliseconds.map { SQLValue(Date(timeIntervalSince1970: Double($0) / 1000)) } ?? .null
    }

    private static func point(_ place: [Double]) -> Point { Point(x: place.first ?? 0, y: place.last ?? 0) }
}
