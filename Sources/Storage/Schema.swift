import Foundation
import GeometryCore
import Phrasebook

/// One step of a migration; each driver renders it in its dialect.
enum SchemaChange {
    /// A new table.
    case table(TableDefinition)
    /// A new index on a table; a unique one lets no two rows have the same values, but for rows without one.
    case index(table: String, columns: [String], isUnique: Bool = false)
    /// A new column, empty in the rows that are there; when somebody has added one of that name, it is kept as it is.
    case column(table: String, name: String, kind: ColumnDefinition.Kind)
}

/// A table as every driver makes it: an automatic whole-number key `fid` that is never used twice, the columns, and
/// `geom` in WGS 84 with a spatial index when the table has a geometry.
struct TableDefinition {
    let name: String
    let title: Words
    var columns: [ColumnDefinition]
    let geometry: GeometryKind?
    let unique: [String]
    let references: [Reference]

    /// Columns that must hold values of other columns elsewhere.
    struct Reference {
        let columns: [String]
        let table: String
        let targets: [String]
    }
}

/// A column of a ``TableDefinition``.
struct ColumnDefinition {
    /// The types the drivers know.
    enum Kind {
        /// Text ordered by its bytes.
        case text
        case integer
        case real
        case bytes
        /// Text as ``Instant`` writes it.
        case instant
    }

    let name: String
    let kind: Kind
    let isRequired: Bool

    init(_ name: String, _ kind: Kind = .text, required: Bool = false) {
        self.name = name
        self.kind = kind
        self.isRequired = required
    }
}

/// A numbered, irrevocable step from one schema to the next.
///
/// Once released, it is never edited.
struct Migration {
    let number: Int
    let changes: [SchemaChange]
}

/// Brings a database's schema up to date; the table `pianqu_schema` remembers which migrations it has seen.
enum Schema {
    /// The newest schema this program knows.
    static var current: Int { migrations.last?.number ?? 0 }

    /// The tables of the newest schema, in the order they were made, with the columns they were given since.
    static let tables: [TableDefinition] = {
        var tables: [TableDefinition] = []
        for change in migrations.flatMap(\.changes) {
            switch change {
            case .table(let table): tables.append(table)
            case .column(let table, let name, let kind):
                for index in tables.indices where tables[index].name == table {
                    tables[index].columns.append(ColumnDefinition(name, kind))
                }
            case .index: break
            }
        }
        return tables
    }()

    /// The schema of a database whose `pianqu_schema` exists.
    static func number(_ session: some DatabaseSession) throws -> Int {
        try session.count("SELECT COALESCE(MAX(version), 0) FROM pianqu_schema")
    }

    /// Applies every migration that is missing.
    ///
    /// - Throws: ``StoreError/newerSchema(found:known:)`` when the database was made by a newer program.
    static func migrate(_ session: some DatabaseSession, at now: Date) throws {
        try session.execute(
            "CREATE TABLE IF NOT EXISTS pianqu_schema (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)"
        )
        let found = try number(session)
        guard found <= current else { throw StoreError.newerSchema(found: found, known: current) }
        for migration in migrations where migration.number > found {
            for change in migration.changes { try session.apply(change, at: now) }
            try session.execute(
                "INSERT INTO pianqu_schema (version, applied_at) VALUES (?, ?)",
                [SQLValue(migration.number), SQLValue(now)]
            )
        }
    }
}
