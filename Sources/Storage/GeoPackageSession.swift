import Foundation
import GRDB
import GeometryCore

/// A borrowed connection to a GeoPackage.
struct GeoPackageSession: DatabaseSession {
    let db: GRDB.Database

    init(_ db: GRDB.Database) { self.db = db }

    func prepare(_ sql: String) throws -> GeoPackageStatement {
        try GeoPackageStatement(sql, in: db)
    }

    func apply(_ change: SchemaChange, at now: Date) throws {
        switch change {
        case .table(let table): try GeoPackageFormat.create(table, in: db, at: now)
        case .index(let table, let columns, let isUnique):
            let name = ([table] + columns).joined(separator: "_")
            let kind = isUnique ? "UNIQUE INDEX" : "INDEX"
            try db.execute(sql: "CREATE \(kind) \(name)_index ON \(table) (\(columns.joined(separator: ", ")))")
        case .column(let table, let name, let kind):
            try GeoPackageFormat.addColumn(name, kind, to: table, in: db)
        }
    }

    func inserting<Result>(into table: String, _ body: () throws -> Result) throws -> Result {
        try GeoPackageFormat.deferringIndex(of: table, in: db, body)
    }

    func noteChange(in table: String, at now: Date) throws {
        try GeoPackageFormat.updateContents(of: table, in: db, at: now)
    }

    func noteGrowth(of table: String, by box: Box?, at now: Date) throws {
        try GeoPackageFormat.extendContents(of: table, by: box, in: db, at: now)
    }
}

/// A compiled statement and the connection it belongs to.
///
/// Values are bound one by one: GRDB's argument lists cost more than a row's insert. GRDB is told that the statement has
/// all it needs, and its cursor resets the statement when it goes, which makes it ready for the next binding.
struct GeoPackageStatement: DatabaseStatement {
    private let statement: Statement
    private let db: GRDB.Database

    init(_ sql: String, in db: GRDB.Database) throws {
        statement = try db.cachedStatement(sql: sql)
        statement.setUncheckedArguments(StatementArguments())
        self.db = db
    }

    func execute(_ values: some Collection<SQLValue>) throws -> Int {
        try query(values) { _ in }
        return db.changesCount
    }

    func insert(_ values: some Collection<SQLValue>) throws -> Int64 {
        // Not RETURNING: SQLite builds a table for its result, every time.
        try query(values) { _ in }
        return db.lastInsertedRowID
    }

    func query(_ values: some Collection<SQLValue>, _ body: (GeoPackageRow) throws -> Void) throws {
        var position: CInt = 0
        for value in values {
            position += 1
            try bind(value, at: position)
        }
        let rows = try GeoPackageRow.fetchCursor(statement)
        while let row = try rows.next() { try body(row) }
    }

    private func bind(_ value: SQLValue, at position: CInt) throws {
        let target = unsafe statement.sqliteStatement
        let code =
            switch value {
            case .null: unsafe DatabaseValue.null.bind(to: target, at: position)
            case .integer(let value): unsafe value.bind(to: target, at: position)
            case .real(let value): unsafe value.bind(to: target, at: position)
            case .text(let value): unsafe value.bind(to: target, at: position)
            case .bytes(let value): unsafe Data(value).bind(to: target, at: position)
            case .geometry(let value): unsafe Data(GeoPackageBlob.encode(value)).bind(to: target, at: position)
            }
        guard code == ResultCode.SQLITE_OK.rawValue else {  // too big, or out of memory
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
        }
    }
}

/// The row a statement stands on.
///
/// It reads columns straight from the statement: GRDB's own `Row` builds a table of column names for every query, which
/// costs more than the query when a single row is looked up.
@safe struct GeoPackageRow: DatabaseRow, StatementColumnConvertible, DatabaseValueConvertible {
    private let statement: SQLiteStatement

    init(sqliteStatement: SQLiteStatement, index: CInt) { unsafe statement = sqliteStatement }

    func isNull(at column: Int) -> Bool {
        if case .null = value(at: column) { true } else { false }
    }

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

    func bytes(at column: Int) -> [UInt8]? { blob(at: column).map { [UInt8]($0) } }

    func geometry(at column: Int) throws -> Geometry? {
        switch value(at: column) {
        case .null: return nil
        case .blob(let bytes):
            do { return try GeoPackageBlob.decode(bytes) } catch GeometryError.empty { return nil }
        case .string, .int64, .double: throw GeometryError.malformed(offset: 0)
        }
    }

    /// The bytes of the value; nil when it holds none.
    func blob(at column: Int) -> Data? {
        guard case .blob(let bytes) = value(at: column) else { return nil }
        return bytes
    }

    /// The box of a geometry column; nil for null, for an empty geometry and for what is none.
    func box(at column: Int) -> Box? {
        blob(at: column).flatMap(GeoPackageFunctions.box)
    }

    private func value(at column: Int) -> DatabaseValue.Storage {
        unsafe DatabaseValue(sqliteStatement: statement, index: CInt(column)).storage
    }

    // A cursor of rows asks for nothing below; the protocol does.
    var databaseValue: DatabaseValue { .null }

    static func fromDatabaseValue(_ value: DatabaseValue) -> GeoPackageRow? { nil }
}
