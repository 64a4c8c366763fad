import GeometryCore
import Phrasebook

extension Schema {
    /// Every migration, oldest first.
    static let migrations = [
        Migration(number: 1, changes: territory), Migration(number: 2, changes: roadRules),
        Migration(number: 3, changes: [.table(placeNames)]), Migration(number: 4, changes: duty),
        Migration(number: 5, changes: workingCalendar),
        Migration(number: 6, changes: response),
        Migration(number: 7, changes: patrol),
        Migration(number: 8, changes: patrolWork),
        Migration(number: 9, changes: devices),
    ]

    /// Schema 1: what Territory keeps.
    ///
    /// Columns are spelt out, because a released migration must not change with
    /// `Layer.fields`; a test compares the two.
    private static let territory: [SchemaChange] = [
        .table(bureau), .table(imports), .table(districtVersions), .table(districts),
        layer("customers", .customers, .point, [("name", .text), ("phone", .text), ("address", .text), transformer]),
        .index(table: "customers", columns: ["bureau", "transformer"]),
        layer("transformers", .transformers, .point, [("name", .text), ("feeder", .text)]),
        layer(
            "lines",
            .lines,
            .multiLineString,
            [("kind", .text), transformer, ("in_service_from", .text), ("in_service_to", .text)]
        ),
        layer("poles", .poles, .point, [("name", .text), ("line", .text)]),
        layer("meter_boxes", .meterBoxes, .point, [("name", .text), ("line", .text)]),
        layer(
            "roads",
            .roads,
            .multiLineString,
            [("highway", .text), ("name", .text), ("oneway", .text), ("maxspeed", .text)]
        ),
    ]

    /// Schema 2: what says who may travel a road, in which direction and how fast.
    private static let roadRules: [SchemaChange] = [
        "junction", "access", "vehicle", "motor_vehicle", "motorcar", "motorcycle", "bicycle", "foot", "service",
        "surface", "area",
    ].map { .column(table: "roads", name: $0, kind: .text) }

    private static let transformer = ("transformer", ColumnDefinition.Kind.text)
    static let ofBureau = TableDefinition.Reference(columns: ["bureau"], table: "bureau", targets: ["code"])

    private static let bureau = TableDefinition(
        name: "bureau",
        title: TableTitle.bureau.words,
        columns: [
            ColumnDefinition("code", required: true), ColumnDefinition("name", required: true),
            ColumnDefinition("time_zone", required: true),
        ],
        geometry: nil,
        unique: ["code"],
        references: []
    )

    private static let imports = TableDefinition(
        name: "imports",
        title: TableTitle.imports.words,
        columns: [
            ColumnDefinition("bureau", required: true), ColumnDefinition("layer", required: true),
            ColumnDefinition("file_name", required: true), ColumnDefinition("crs", required: true),
            ColumnDefinition("imported_at", .instant, required: true),
            ColumnDefinition("inserted", .integer, required: true),
            ColumnDefinition("updated", .integer, required: true),
            ColumnDefinition("unchanged", .integer, required: true),
            ColumnDefinition("duplicate", .integer, required: true),
            ColumnDefinition("removed", .integer, required: true),
        ],
        geometry: nil,
        unique: [],
        references: [ofBureau]
    )

    private static let districtVersions = TableDefinition(
        name: "district_versions",
        title: TableTitle.districtVersions.words,
        columns: [
            ColumnDefinition("bureau", required: true), ColumnDefinition("version", .integer, required: true),
            ColumnDefinition("valid_from", .instant), ColumnDefinition("valid_to", .instant),
            ColumnDefinition("published_at", .instant), ColumnDefinition("waiver"),
        ],
        geometry: nil,
        unique: ["bureau", "version"],
        references: [ofBureau]
    )

    private static let districts = TableDefinition(
        name: "districts",
        title: TableTitle.districts.words,
        columns: [
            ColumnDefinition("bureau", required: true), ColumnDefinition("version", .integer, required: true),
            ColumnDefinition("code", required: true), ColumnDefinition("name"), ColumnDefinition("parent"),
            ColumnDefinition("level"), ColumnDefinition("area_class"),
        ],
        geometry: .multiPolygon,
        unique: ["bureau", "version", "code"],
        references: [
            TableDefinition.Reference(
                columns: ["bureau", "version"],
                table: "district_versions",
                targets: ["bureau", "version"]
            )
        ]
    )

    /// Schema 3: what places are called besides their names.
    private static let placeNames = TableDefinition(
        name: "place_names",
        title: TableTitle.placeNames.words,
        columns: [
            ColumnDefinition("bureau", required: true), ColumnDefinition("code", required: true),
            ColumnDefinition("alias", required: true), ColumnDefinition("name", required: true),
            ColumnDefinition("kind"),
        ],
        geometry: nil,
        unique: ["bureau", "code"],
        references: [ofBureau]
    )

    /// Schema 4: who works for the bureau, where and when.
    private static let duty: [SchemaChange] = [
        layer(
            "staff",
            .staff,
            .point,
            [
                ("name", .text), ("roles", .text), ("skills", .text), ("phone", .text), ("district", .text),
                ("valid_from", .text), ("valid_to", .text),
            ]
        ),
        layer(
            "assignments",
            .assignments,
            nil,
            [("staff", .text), ("district", .text), ("valid_from", .text), ("valid_to", .text)]
        ),
        layer(
            "rota",
            .rota,
            nil,
            [
                ("staff", .text), ("kind", .text), ("weekday", .text), ("date", .text), ("starts", .text),
                ("ends", .text), ("substitute", .text),
            ]
        ),
    ]

    /// Schema 5: which days are worked.
    private static let workingCalendar: [SchemaChange] = [
        layer("holidays", .holidays, nil, [("date", .text), ("kind", .text), ("name", .text)])
    ]

    /// Schema 9: whose telephones and trackers are.
    private static let devices: [SchemaChange] = [
        layer(
            "devices",
            .devices,
            nil,
            [
                ("staff", .text), ("protocol", .text), ("speed_unit", .text), ("kind", .text), ("valid_from", .text),
                ("valid_to", .text),
            ]
        )
    ]

    static func layer(
        _ name: String,
        _ title: TableTitle,
        _ geometry: GeometryKind?,
        _ columns: [(String, ColumnDefinition.Kind)]
    ) -> SchemaChange {
        let keys = [ColumnDefinition("bureau", required: true), ColumnDefinition("code", required: true)]
        let table = TableDefinition(
            name: name,
            title: title.words,
            columns: keys + columns.map { ColumnDefinition($0.0, $0.1) },
            geometry: geometry,
            unique: ["bureau", "code"],
            references: [ofBureau]
        )
        return .table(table)
    }
}
