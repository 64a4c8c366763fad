import GeometryCore

extension Schema {
    /// Schema 8: patrol plans, defects and work, and the keys of the commands that made them.
    static let patrolWork: [SchemaChange] = [
        layer(
            "patrol_plans",
            .patrolPlans,
            nil,
            [
                ("name", .text), ("kind", .text), ("asset", .text), ("line_kind", .text), ("district", .text),
                ("area_class", .text), ("cycle_days", .integer), ("season_from", .text), ("season_to", .text),
                ("valid_from", .text), ("valid_to", .text), ("staff", .text),
            ]
        ),
        layer(
            "defects",
            .defects,
            .point,
            [
                ("asset_kind", .text), ("asset", .text), ("kind", .text), ("severity", .text), ("found", .instant),
                ("deadline", .instant), ("cleared", .instant), ("staff", .text), ("photo", .text), ("note", .text),
                ("track_staff", .text), ("track_device", .text), ("track_day", .text),
            ]
        ),
        .index(table: "defects", columns: ["bureau", "asset"]),
        layer(
            "work",
            .work,
            .point,
            [
                ("asset_kind", .text), ("asset", .text), ("kind", .text), ("severity", .text), ("found", .instant),
                ("deadline", .instant), ("cleared", .instant), ("staff", .text), ("quantity", .integer),
                ("defect", .text), ("photo", .text), ("note", .text),
            ]
        ),
        .index(table: "work", columns: ["bureau", "asset"]), .table(defectDeadlines), .table(clientKeys),
    ]

    /// The code is the severity.
    private static let defectDeadlines = TableDefinition(
        name: "defect_deadlines",
        title: TableTitle.defectDeadlines.words,
        columns: [
            ColumnDefinition("bureau", required: true), ColumnDefinition("code", required: true),
            ColumnDefinition("hours", .real, required: true),
        ],
        geometry: nil,
        unique: ["bureau", "code"],
        references: [ofBureau]
    )

    /// What is remembered of a command that may come twice.
    private static let clientKeys = TableDefinition(
        name: "client_keys",
        title: TableTitle.clientKeys.words,
        columns: [
            ColumnDefinition("bureau", required: true), ColumnDefinition("client_key", required: true),
            ColumnDefinition("act", required: true), ColumnDefinition("code", required: true),
        ],
        geometry: nil,
        unique: ["bureau", "client_key"],
        references: [ofBureau]
    )
}
