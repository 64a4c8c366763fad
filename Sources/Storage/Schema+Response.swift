import GeometryCore

extension Schema {
    /// Schema 6: what Response keeps.
    ///
    /// The events are the truth; tickets and incidents are pictures of them.
    static let response: [SchemaChange] = [
        .table(ticketEvents), .index(table: "ticket_events", columns: ["bureau", "client_key"], isUnique: true),
        .table(tickets), .index(table: "tickets", columns: ["bureau", "is_open"]),
        .index(table: "tickets", columns: ["bureau", "incident"]),
        .index(table: "tickets", columns: ["bureau", "received_at"]), .table(incidents), .table(positions),
        .table(routingRules),
    ]

    private static let code = [ColumnDefinition("bureau", required: true), ColumnDefinition("code", required: true)]

    private static let ticketEvents = TableDefinition(
        name: "ticket_events",
        title: TableTitle.ticketEvents.words,
        columns: [
            ColumnDefinition("bureau", required: true), ColumnDefinition("ticket", required: true),
            ColumnDefinition("number", .integer, required: true),
            ColumnDefinition("happened_at", .instant, required: true),
            ColumnDefinition("actor", required: true), ColumnDefinition("client_key"),
            ColumnDefinition("kind", required: true), ColumnDefinition("body", required: true),
        ],
        geometry: nil,
        unique: ["bureau", "ticket", "number"],
        references: [ofBureau]
    )

    private static let tickets = TableDefinition(
        name: "tickets",
        title: TableTitle.tickets.words,
        columns: code + [
            ColumnDefinition("version", .integer, required: true),
            ColumnDefinition("is_open", .integer, required: true),
            ColumnDefinition("category", required: true), ColumnDefinition("channel", required: true),
            ColumnDefinition("priority", required: true), ColumnDefinition("stage", required: true),
            ColumnDefinition("step"), ColumnDefinition("outcome"), ColumnDefinition("holder"),
            ColumnDefinition("copied"),
            ColumnDefinition("incident"), ColumnDefinition("closure"), ColumnDefinition("district"),
            ColumnDefinition("area_class"), ColumnDefinition("customer"), ColumnDefinition("transformer"),
            ColumnDefinition("asset"), ColumnDefinition("asset_code"), ColumnDefinition("arrival_limit_s", .real),
            ColumnDefinition("reopenings", .integer, required: true),
            ColumnDefinition("received_at", .instant, required: true), ColumnDefinition("dispatched_at", .instant),
            ColumnDefinition("accepted_at", .instant), ColumnDefinition("en_route_at", .instant),
            ColumnDefinition("arrived_at", .instant), ColumnDefinition("restored_at", .instant),
            ColumnDefinition("closed_at", .instant), ColumnDefinition("changed_at", .instant, required: true),
        ],
        geometry: .point,
        unique: ["bureau", "code"],
        references: [ofBureau]
    )

    private static let incidents = TableDefinition(
        name: "incidents",
        title: TableTitle.incidents.words,
        columns: code + [
            ColumnDefinition("device_kind"), ColumnDefinition("device"), ColumnDefinition("tickets", required: true),
            ColumnDefinition("ticket_count", .integer, required: true),
            ColumnDefinition("open_count", .integer, required: true), ColumnDefinition("stage", required: true),
            ColumnDefinition("holder"), ColumnDefinition("district"),
            ColumnDefinition("opened_at", .instant, required: true), ColumnDefinition("ended_at", .instant),
        ],
        geometry: .point,
        unique: ["bureau", "code"],
        references: [ofBureau]
    )

    /// The code is that of the staff member.
    private static let positions = TableDefinition(
        name: "positions",
        title: TableTitle.positions.words,
        columns: code + [
            ColumnDefinition("taken_at", .instant, required: true), ColumnDefinition("accuracy_m", .real),
            ColumnDefinition("source"),
        ],
        geometry: .point,
        unique: ["bureau", "code"],
        references: [ofBureau]
    )

    private static let routingRules = TableDefinition(
        name: "routing_rules",
        title: TableTitle.routingRules.words,
        columns: code + [ColumnDefinition("rules", required: true), ColumnDefinition("adopted_at", .instant)],
        geometry: nil,
        unique: ["bureau", "code"],
        references: [ofBureau]
    )
}
