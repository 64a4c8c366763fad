import GeometryCore

extension Schema {
    /// Schema 7: what Patrol keeps.
    ///
    /// Fixes are the truth for as long as they are kept. Days are text such as `2026-11-05`, of the bureau's calendar.
    static let patrol: [SchemaChange] = [
        .table(trackFixes), .table(tracks), .index(table: "tracks", columns: ["bureau", "day"]),
        .table(trackCoverage), .index(table: "track_coverage", columns: ["bureau", "line", "day", "staff", "device"]),
        .table(trackShapes), .index(table: "track_shapes", columns: ["bureau", "shape", "day", "staff", "device"]),
        .table(patrolPolicies), .table(coverageIssues),
    ]

    private static let track = [
        ColumnDefinition("bureau", required: true), ColumnDefinition("day", required: true),
        ColumnDefinition("staff", required: true), ColumnDefinition("device", required: true),
    ]
    private static let trackKey = ["bureau", "day", "staff", "device"]

    private static let trackFixes = TableDefinition(
        name: "track_fixes",
        title: TableTitle.trackFixes.words,
        columns: track + [
            ColumnDefinition("portion", .integer, required: true),
            ColumnDefinition("fix_count", .integer, required: true),
            ColumnDefinition("body", .bytes, required: true),
        ],
        geometry: nil,
        unique: trackKey + ["portion"],
        references: [ofBureau]
    )

    private static let tracks = TableDefinition(
        name: "tracks",
        title: TableTitle.tracks.words,
        columns: track + [
            ColumnDefinition("fix_count", .integer, required: true),
            ColumnDefinition("good_count", .integer, required: true),
            ColumnDefinition("first_at", .instant, required: true),
            ColumnDefinition("last_at", .instant, required: true),
            ColumnDefinition("metres", .real, required: true), ColumnDefinition("gaps", .integer, required: true),
            ColumnDefinition("gap_ms", .integer, required: true),
            ColumnDefinition("visit_count", .integer, required: true),
            ColumnDefinition("received_at", .instant, required: true),
            ColumnDefinition("verdicts", .bytes, required: true), ColumnDefinition("visits", .bytes, required: true),
        ],
        geometry: nil,
        unique: trackKey,
        references: [ofBureau]
    )

    private static let trackCoverage = TableDefinition(
        name: "track_coverage",
        title: TableTitle.trackCoverage.words,
        columns: track + [
            ColumnDefinition("line", required: true), ColumnDefinition("course", .integer, required: true),
            ColumnDefinition("passes", .integer, required: true), ColumnDefinition("covered_m", .real, required: true),
            ColumnDefinition("unknown_m", .real, required: true), ColumnDefinition("last_at", .instant),
            ColumnDefinition("body", .bytes, required: true),
        ],
        geometry: nil,
        unique: trackKey + ["line"],
        references: [ofBureau]
    )

    private static let trackShapes = TableDefinition(
        name: "track_shapes",
        title: TableTitle.trackShapes.words,
        columns: track + [ColumnDefinition("shape", .integer, required: true)],
        geometry: nil,
        unique: trackKey + ["shape"],
        references: [ofBureau]
    )

    private static let patrolPolicies = TableDefinition(
        name: "patrol_policies",
        title: TableTitle.patrolPolicies.words,
        columns: [
            ColumnDefinition("bureau", required: true), ColumnDefinition("code", required: true),
            ColumnDefinition("policy", required: true), ColumnDefinition("adopted_at", .instant),
        ],
        geometry: nil,
        unique: ["bureau", "code"],
        references: [ofBureau]
    )

    private static let coverageIssues = TableDefinition(
        name: "coverage_issues",
        title: TableTitle.coverageIssues.words,
        columns: [
            ColumnDefinition("bureau", required: true), ColumnDefinition("first_day", required: true),
            ColumnDefinition("end_day", required: true), ColumnDefinition("number", .integer, required: true),
            ColumnDefinition("issued_at", .instant, required: true), ColumnDefinition("cut_off", .instant),
            ColumnDefinition("hash", required: true), ColumnDefinition("body", required: true),
        ],
        geometry: nil,
        unique: ["bureau", "first_day", "end_day", "number"],
        references: [ofBureau]
    )
}
