import Foundation
import GRDB
import GeometryCore

/// A borrowed connection to a GeoPackage.
struct GeoPackageSession: DatabaseSession {
    let db: GRDB.Database

    init(_ db: GRDB.Database) { self.db = db }

    func prepare(_ sql: String) throws -> GeoPackageStatement {
        GeoPackageStatement(statement: try db.cachedStatement(sql: sql), db: db)
    }

    func apply(_ change: SchemaChange, at now: Date) throws {
        switch change {
        case .table(let table): try GeoPackageFormat.create(table, in: db, at: now)
        case .index(let table, let columns):
            let name = ([table] + columns).joined(separator: "_")
            try db.execute(sql: "CREATE INDEX \(name)_index ON \(table) (\(columns.joined(separator: ", ")))")
        }
    }

    func inserting<Result>(into table: String, _ body: () throws -> Result) throws -> Result {
        try GeoPackageFormat.deferringIndex(of: table, in: db, body)
    }

    func noteChange(in table: String, at now: Date) throws {
        try GeoPackageFormat.updateContents(of: table, in: db, at: now)
    }
}

/// A compiled statement and the connection it belongs to.
struct GeoPackageStatement: DatabaseStatement {
    fileprivate let statement: Statement
    fileprivate let db: GRDB.Database

    func execute(_ values: [SQLValue]) throws -> Int {
        try statement.execute(arguments: StatementArguments(values))
        return db.changesCount
    }

    func query(_ values: [SQLValue], _ body: (GeoPackageRow) throws -> Void) throws {
        let rows = try GeoPackageRow.fetchCursor(statement, arguments: StatementArguments(values))
        while let row = try rows.next() { try body(row) }
    }
}

/// The row a statement stands on.
///
/// It reads columns straight from the statement: GRDB's own `Row` builds a table of column names for every query, which
/// costs more than the query when a single row is looked up.
@safe struct GeoPackageRow: DatabaseRow, StatementColumnConvertible, DatabaseValueConvertible {
    private let statement: SQLiteStatement

    init(sqliteStatement: SQLiteStatement, index: CInt) { unsafe statement = sqliteStatement }

    func text(at column: Int) -> String? {
        switch value(at: column) {
        case .string(let text): text
        case .int64(let number): String(number)
        case .double(let number): String(number)
        case .null, .blob: nil
        }
    }

    func integer(at column: Int) -> Int64? {
        switch value(at: column) {
        case .int64(let number): number
        case .double(let number): Int64(exactly: number)
        case .string, .null, .blob: nil
        }
    }

    func real(at column: Int) -> Double? {
        switch value(at: column) {
        case .int64(let number): Double(number)
        case .double(let number): number
        case .string, .null, .blob: nil
        }
    }

    func geometry(at column: Int) throws -> Geometry? {
        switch value(at: column) {
        case .null: return nil
        case .blob(let bytes):
            do { return try GeoPackageBlob.decode(bytes) } catch GeometryError.empty { return nil }
        case .string, .int64, .double: throw GeometryError.malformed(offset: 0)
        }
    }

    private func value(at column: Int) -> DatabaseValue.Storage {
        unsafe DatabaseValue(sqliteStatement: statement, index: CInt(column)).storage
    }

    // A cursor of rows asks for nothing below; the protocol does.
    var databaseValue: DatabaseValue { .null }

    static func fromDatabaseValue(_ value: DatabaseValue) -> GeoPackageRow? { nil }
}

extension StatementArguments {
    fileprivate init(_ values: [SQLValue]) {
        self.init(values.map(\.databaseValue))
    }
}

extension SQLValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .geometry(let value): Data(GeoPackageBlob.encode(value)).databaseValue
        }
    }
}
