import Foundation
import GeometryCore

/// A database that speaks the SQL which SQLite and PostgreSQL share; the repositories are written against it, once.
///
/// The rules of that SQL: `?` stands for a value and the driver translates it; conflicts are resolved with
/// `ON CONFLICT … DO UPDATE`; truth values are the integers 0 and 1; instants are ``Instant`` text; no function that
/// only one of the two has.
protocol Database: Sendable {
    /// What a connection offers while it is borrowed.
    associatedtype Session: DatabaseSession

    /// Runs `body` on one consistent state, beside any writer. It may be called from within itself.
    func read<Result>(_ body: (Session) throws -> Result) throws -> Result

    /// Runs `body` as one transaction; when it throws, nothing has changed. Writers wait for one another.
    func write<Result>(_ body: (Session) throws -> Result) throws -> Result
}

/// A connection borrowed for one ``Database/read(_:)`` or ``Database/write(_:)``; it must not outlive it.
protocol DatabaseSession {
    /// A compiled statement of this driver.
    associatedtype Statement: DatabaseStatement

    /// Compiles one statement, or finds it among those already compiled.
    func prepare(_ sql: String) throws -> Statement

    /// Carries out a change of schema in the driver's own dialect.
    func apply(_ change: SchemaChange, at now: Date) throws

    /// Runs `body`, which may insert many rows into `table`; the driver may index them together afterwards.
    func inserting<Result>(into table: String, _ body: () throws -> Result) throws -> Result

    /// Tells the driver that rows of `table` have changed, for the metadata it keeps.
    func noteChange(in table: String, at now: Date) throws

    /// Tells the driver that rows were added to `table`, or changed without moving: what a table that grows by the second
    /// needs, without a look at its other rows.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - box: Around the new geometries; nil when there is none.
    ///   - now: When they were added.
    /// - Throws: The driver's errors.
    func noteGrowth(of table: String, by box: Box?, at now: Date) throws
}

extension DatabaseSession {
    /// Compiles and runs one statement.
    ///
    /// - Returns: The number of rows it inserted, updated or deleted.
    @discardableResult
    func execute(_ sql: String, _ values: [SQLValue] = []) throws -> Int {
        try prepare(sql).execute(values)
    }

    /// What `read` makes of the first row; nil when there is none.
    func first<Result>(
        _ sql: String,
        _ values: [SQLValue] = [],
        _ read: (Statement.Row) throws -> Result
    ) throws -> Result? {
        var result: Result?
        try prepare(sql).query(values) { if result == nil { result = try read($0) } }
        return result
    }

    /// The single integer a counting query yields; 0 when it is null.
    func count(_ sql: String, _ values: [SQLValue] = []) throws -> Int {
        try first(sql, values) { Int($0.integer(at: 0) ?? 0) } ?? 0
    }
}

/// A compiled statement.
protocol DatabaseStatement {
    /// A row of its result, valid only inside the callback that receives it.
    associatedtype Row: DatabaseRow

    /// Runs the statement to its end.
    ///
    /// - Returns: The number of rows it inserted, updated or deleted, those of triggers not counted.
    func execute(_ values: some Collection<SQLValue>) throws -> Int

    /// Runs an `INSERT` of one row into a table with the automatic key `fid`.
    ///
    /// - Returns: The key of the new row.
    func insert(_ values: some Collection<SQLValue>) throws -> Int64

    /// Runs the statement and visits its rows. The first column must not be null.
    func query(_ values: some Collection<SQLValue>, _ body: (Row) throws -> Void) throws
}

/// A row of a result; columns count from 0.
protocol DatabaseRow {
    /// Whether there is no value.
    func isNull(at column: Int) -> Bool
    /// The value as text; nil for null.
    func text(at column: Int) -> String?
    /// The value as a whole number; nil for null or when it is none.
    func integer(at column: Int) -> Int64?
    /// The value as a number; nil for null or when it is none.
    func real(at column: Int) -> Double?
    /// The value as bytes; nil for null or when it is none.
    func bytes(at column: Int) -> [UInt8]?
    /// The geometry; nil for null and for an empty one.
    ///
    /// - Throws: `GeometryError` when the column holds something else.
    func geometry(at column: Int) throws -> Geometry?
}

/// A value bound to a statement.
enum SQLValue {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
    /// In WGS 84; the driver encodes it.
    case geometry(Geometry)

    init(_ text: String?) {
        self = text.map(SQLValue.text) ?? .null
    }

    init(_ instant: Date) {
        self = .text(Instant.text(of: instant))
    }

    init(_ number: Int) {
        self = .integer(Int64(number))
    }
}
