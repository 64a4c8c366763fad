import Foundation
import GRDB

/// What a backup holds.
public struct BackupSummary: Hashable, Sendable {
    /// The finished file.
    public let path: String
    /// Its length.
    public let bytes: Int
    /// The rows of every table, in the tables' order.
    public let rows: [TableCount]
}

/// The number of rows in a table.
public struct TableCount: Hashable, Sendable {
    /// The table.
    public let table: String
    /// Its rows.
    public let count: Int
}

extension GeoPackageStore {
    /// Copies the store as it is at this moment, while it may be in use, and checks the copy.
    ///
    /// The copy grows under a passing name and gets its own only after its check, so a file at `path` is a whole one.
    ///
    /// - Parameter path: Where the copy goes; nothing may be there.
    /// - Returns: What the copy holds.
    /// - Throws: ``StoreError/alreadyExists(path:)``; ``StoreError/unwritableFolder(path:)``; ``StoreError/full(path:)``;
    ///   ``StoreError/backupDiffers(table:)``. Nothing is left behind then.
    public func backup(to path: String) throws -> BackupSummary {
        let target = FilePlace.canonical(path)
        return try FilePlace.place(at: target) { temporary in
            let rows = try database.snapshot { source in
                let rows = try source.tableCounts()
                try GeoPackageDatabase.translating(target) { try Self.copy(source, to: temporary) }
                return rows
            }
            try GeoPackageDatabase.translating(target) { try Self.verify(temporary, holds: rows) }
            return BackupSummary(path: target, bytes: FilePlace.size(temporary), rows: rows)
        }
    }

    private static func copy(_ source: GRDB.Database, to path: String) throws {
        let copy = try DatabaseQueue(path: path)
        try copy.inDatabase { try source.backup(to: $0) }
        try copy.close()
    }

    private static func verify(_ path: String, holds rows: [TableCount]) throws {
        let copy = try GeoPackageDatabase.openUnchanging(path)
        try copy.inDatabase { db in
            guard try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"] else {
                throw StoreError.backupDiffers(table: "sqlite_schema")
            }
            let copied = try db.tableCounts()
            guard copied != rows else { return }
            let difference = Set(copied).symmetricDifference(rows).map(\.table).min()
            throw StoreError.backupDiffers(table: difference ?? "sqlite_schema")
        }
        try copy.close()
    }
}

extension GRDB.Database {
    /// The rows of every ordinary table, the metadata's and the index's own among them.
    func tableCounts() throws -> [TableCount] {
        let tables = try String.fetchAll(
            self,
            sql: """
                SELECT name FROM sqlite_master
                WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%'
                ORDER BY name
                """
        )
        return try tables.map { table in
            let quoted = "\"" + table.replacingOccurrences(of: "\"", with: "\"\"") + "\""
            return TableCount(table: table, count: try Int.fetchOne(self, sql: "SELECT COUNT(*) FROM \(quoted)") ?? 0)
        }
    }
}
