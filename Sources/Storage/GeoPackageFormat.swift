import Foundation
import GRDB
import GeometryCore
import Phrasebook

/// The tables and marks that OGC GeoPackage 1.3 asks for, written as its annexes C and F give them.
enum GeoPackageFormat {
    /// "GPKG" in the SQLite header.
    static let applicationID = 0x4750_4B47
    /// GeoPackage 1.3.0.
    static let userVersion = 10300
    /// The standard's own tables.
    static let metadataTables = ["gpkg_spatial_ref_sys", "gpkg_contents", "gpkg_geometry_columns", "gpkg_extensions"]
    /// WGS 84 longitude and latitude.
    static let srsID = 4326

    /// Marks an empty database as a GeoPackage; outside a transaction.
    static func begin(_ db: GRDB.Database) throws {
        try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(userVersion)")
    }

    /// Makes the standard's own tables.
    static func createMetadata(_ db: GRDB.Database) throws {
        try db.execute(sql: metadata)
        for system in spatialReferences {
            try db.execute(
                sql: "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    system.name, system.id, system.organisation, system.id, system.definition, system.description,
                ]
            )
        }
    }

    /// Makes a table, and registers it as features or as attributes.
    static func create(_ table: TableDefinition, in db: GRDB.Database, at now: Date) throws {
        try db.execute(sql: sql(for: table))
        let isSpatial = table.geometry != nil
        try db.execute(
            sql: """
                INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                table.name, isSpatial ? "features" : "attributes", table.name,
                "\(table.title.zh) / \(table.title.en)", Instant.text(of: now), isSpatial ? srsID : nil,
            ]
        )
        guard let geometry = table.geometry else { return }
        try db.execute(
            sql: "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
            arguments: [table.name, geometry.name.uppercased(), srsID]
        )
        try addIndex(to: table.name, in: db)
    }

    /// Adds an empty column to a table, unless it has one of that name.
    ///
    /// QGIS may have added one to the live store, and a store that cannot be brought up to date cannot be opened.
    static func addColumn(
        _ name: String,
        _ kind: ColumnDefinition.Kind,
        to table: String,
        in db: GRDB.Database
    ) throws {
        let columns = "SELECT COUNT(*) FROM pragma_table_info(?) WHERE name = ? COLLATE NOCASE"
        guard try Int.fetchOne(db, sql: columns, arguments: [table, name]) == 0 else { return }
        try db.execute(sql: "ALTER TABLE \(table) ADD COLUMN \(name) \(type(of: kind))")
    }

    /// Brings the time of the last change and the extent of a table up to date.
    ///
    /// The extent is that of the R-tree, whose single-precision bounds lie a few centimetres outside the features.
    static func updateContents(of table: String, in db: GRDB.Database, at now: Date) throws {
        try db.execute(
            sql: "UPDATE gpkg_contents SET last_change = ? WHERE table_name = ?",
            arguments: [Instant.text(of: now), table]
        )
        let isSpatial = try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM gpkg_geometry_columns WHERE table_name = ?)",
            arguments: [table]
        )
        guard isSpatial == true else { return }
        try db.execute(
            sql: """
                UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) =
                    (SELECT MIN(minx), MIN(miny), MAX(maxx), MAX(maxy) FROM rtree_\(table)_geom)
                WHERE table_name = ?
                """,
            arguments: [table]
        )
    }

    /// Brings the time of the last change up to date, and widens the extent of a table by a box.
    static func extendContents(of table: String, by box: Box?, in db: GRDB.Database, at now: Date) throws {
        try db.cachedStatement(
            sql: """
                UPDATE gpkg_contents SET last_change = ?1,
                    min_x = COALESCE(MIN(min_x, ?2), ?2, min_x), min_y = COALESCE(MIN(min_y, ?3), ?3, min_y),
                    max_x = COALESCE(MAX(max_x, ?4), ?4, max_x), max_y = COALESCE(MAX(max_y, ?5), ?5, max_y)
                WHERE table_name = ?6
                """
        ).execute(arguments: [Instant.text(of: now), box?.minX, box?.minY, box?.maxX, box?.maxY, table])
    }

    private static func sql(for table: TableDefinition) -> String {
        var parts = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
        parts += table.columns.map { "\($0.name) \(type(of: $0.kind))\($0.isRequired ? " NOT NULL" : "")" }
        if let geometry = table.geometry { parts.append("geom \(geometry.name.uppercased())") }
        if !table.unique.isEmpty { parts.append("UNIQUE (\(table.unique.joined(separator: ", ")))") }
        parts += table.references.map {
            """
            FOREIGN KEY (\($0.columns.joined(separator: ", "))) \
            REFERENCES \($0.table) (\($0.targets.joined(separator: ", ")))
            """
        }
        return "CREATE TABLE \(table.name) (\(parts.joined(separator: ", ")))"
    }

    private static func type(of kind: ColumnDefinition.Kind) -> String {
        switch kind {
        case .text: "TEXT"
        case .integer: "INTEGER"
        case .real: "DOUBLE"
        case .bytes: "BLOB"
        case .instant: "DATETIME"
        }
    }
}
