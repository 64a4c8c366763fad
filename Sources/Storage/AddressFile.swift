import Foundation
import GeometryCore
import GRDB
public import Territory

/// The index of a store's addresses: an SQLite file beside the GeoPackage, made from it and at any time made anew.
///
/// It is no part of the GeoPackage, because the tables of a full-text index would show there as layers that no program can
/// read. Names are found by SQLite's FTS5 over terms that Territory makes, kept without their text; doors by an ordinary
/// key. The file holds customers' telephone numbers and is as readable as the store.
public final class AddressFile: AddressIndex, Sendable {
    private let queue: DatabaseQueue
    /// A file that no place beside the store could be found for; it goes with its reader.
    private let passingPath: String?

    private init(path: String, isPassing: Bool) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.label = "pianqu.addresses"
        configuration.prepareDatabase {
            try $0.execute(sql: "PRAGMA cache_size = -32000; PRAGMA mmap_size = 1073741824")
        }
        let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
        queue = try DatabaseQueue(path: "file:\(escaped)?immutable=1", configuration: configuration)
        passingPath = isPassing ? path : nil
    }

    deinit {
        try? queue.close()
        if let passingPath { _ = unsafe unlink(passingPath) }
    }

    /// Where the index of a store lies.
    static func path(besides store: String) -> String { store + ".addresses" }

    /// Opens the index of a store, and makes it anew first when the store has changed since.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - report: Receives how many customers are in so far, while the index is being made.
    /// - Returns: The index, which stays as it is while it is open, whatever becomes of the store.
    /// - Throws: ``StoreError``; what SQLite reports.
    public static func open(of store: GeoPackageStore, report: (Int) -> Void = { _ in }) throws -> AddressFile {
        try GeoPackageDatabase.translating(path(besides: store.path)) {
            let stamp = try store.addressStamp()
            if let file = try? AddressFile(path: path(besides: store.path), isPassing: false),
                (try? file.stamp()) == stamp
            {
                return file
            }
            return try make(of: store, stamp, report)
        }
    }

    private static func make(of store: GeoPackageStore, _ stamp: String, _ report: (Int) -> Void) throws -> AddressFile
    {
        let path = path(besides: store.path)
        let isPassing = !FileManager.default.isWritableFile(atPath: FilePlace.folder(of: path))
        let name = "\(ProcessInfo.processInfo.processIdentifier).\(UInt32.random(in: 0...UInt32.max)).part"
        let folder = FileManager.default.temporaryDirectory.path
        let temporary = isPassing ? "\(folder)/pianqu-addresses.\(name)" : "\(path).\(name)"
        do {
            try AddressFileWriter(path: temporary, like: store.path).write(store, stamp, report)
            // Where something else stands in the way, the index serves this reader only.
            guard !isPassing, unsafe rename(temporary, path) == 0 else {
                return try AddressFile(path: temporary, isPassing: true)
            }
            return try AddressFile(path: path, isPassing: false)
        } catch {
            _ = unsafe unlink(temporary)
            throw error
        }
    }

    private func stamp() throws -> String? {
        try queue.read { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE key = 'stamp'") }
    }

    /// For each term the areas whose name has it.
    public func areas(having terms: [String], limit: Int) throws -> [[Int]] {
        try postings("SELECT rowid FROM area_terms WHERE area_terms MATCH ? LIMIT ?", terms, limit)
    }

    /// For each term the customers' own names that have it.
    public func premises(having terms: [String], limit: Int) throws -> [[Int]] {
        try postings("SELECT rowid FROM premise_terms WHERE premise_terms MATCH ? LIMIT ?", terms, limit)
    }

    private func postings(_ sql: String, _ terms: [String], _ limit: Int) throws -> [[Int]] {
        try queue.read { db in
            let statement = try db.cachedStatement(sql: sql)
            return try terms.map { term in
                // Terms hold letters, digits and Han characters only; quoted all the same.
                let quoted = "\"" + term.replacingOccurrences(of: "\"", with: "\"\"") + "\""
                return try Int.fetchAll(statement, arguments: [quoted, limit])
            }
        }
    }

    /// Whether no customer has an address.
    public func isEmpty() throws -> Bool {
        try queue.read { try Bool.fetchOne($0, sql: "SELECT NOT EXISTS (SELECT 1 FROM area)") ?? true }
    }

    /// The area of that number.
    public func area(_ number: Int) throws -> AddressArea? {
        let sql = "SELECT parent, level, name, shown, count, lon, lat, radius FROM area WHERE id = ?"
        return try queue.read { db in
            try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [number]).map { row in
                AddressArea(
                    number: number,
                    parent: row[0],
                    level: AddressArea.Level(rawValue: row[1]) ?? .street,
                    name: row[2],
                    shown: row[3],
                    count: row[4],
                    place: Point(x: row[5], y: row[6]),
                    radiusMetres: row[7]
                )
            }
        }
    }

    /// The customer whose own name has that number.
    public func premise(_ number: Int) throws -> AddressPremise? {
        let sql = "SELECT customer, name, area, lon, lat FROM premise WHERE id = ?"
        return try queue.read { db in
            try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [number]).map { row in
                AddressPremise(customer: row[0], name: row[1], area: row[2], place: Self.place(row, 3))
            }
        }
    }

    /// The houses of a number in an area.
    public func houses(in area: Int, number: Int, limit: Int) throws -> [AddressHouse] {
        let sql = """
            SELECT customer, number, detail, lon, lat FROM house WHERE area = ? AND number = ?
            ORDER BY detail, customer LIMIT ?
            """
        return try queue.read { db in
            try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [area, number, limit]).map { row in
                AddressHouse(customer: row[0], number: row[1], detail: row[2], place: Self.place(row, 3))
            }
        }
    }

    /// The nearest lower and the nearest higher numbers that the area has.
    public func neighbours(
        in area: Int,
        of number: Int,
        limit: Int
    ) throws -> (below: [AddressNumber], above: [AddressNumber]) {
        func numbers(_ db: GRDB.Database, _ comparison: String, _ order: String) throws -> [AddressNumber] {
            let sql = """
                SELECT number, AVG(lon) / 1e7, AVG(lat) / 1e7 FROM house WHERE area = ? AND number \(comparison) ?
                GROUP BY number ORDER BY number \(order) LIMIT ?
                """
            return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [area, number, limit]).map { row in
                AddressNumber(number: row[0], place: Point(x: row[1], y: row[2]))
            }
        }
        return try queue.read { (below: try numbers($0, "<", "DESC"), above: try numbers($0, ">", "ASC")) }
    }

    /// The codes of the customers with that telephone number.
    public func customers(phone: Int) throws -> [String] {
        let sql = "SELECT customer FROM phone WHERE number = ? ORDER BY customer LIMIT 100"
        return try queue.read { try String.fetchAll($0.cachedStatement(sql: sql), arguments: [phone]) }
    }

    /// The transformers, meter boxes and poles of that name.
    public func assets(named name: String) throws -> [AddressAsset] {
        let sql = "SELECT layer, code, shown, lon, lat FROM asset WHERE name = ? ORDER BY layer, code LIMIT 100"
        return try queue.read { db in
            try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [name]).compactMap { row in
                Layer(rawValue: row[0]).map {
                    AddressAsset(layer: $0, code: row[1], name: row[2], place: Self.place(row, 3))
                }
            }
        }
    }

    /// The names of the provinces, cities and counties that addresses begin with.
    public func regions() throws -> [String] {
        try queue.read { try String.fetchAll($0, sql: "SELECT name FROM region ORDER BY rank") }
    }

    /// Other names by the name in use.
    public func otherNames() throws -> [(other: String, current: String)] {
        try queue.read { db in
            try Row.fetchAll(db, sql: "SELECT other, current FROM other_name ORDER BY current, other")
                .map { (other: $0[0], current: $0[1]) }
        }
    }

    /// Positions are kept as whole numbers of 1e-7 degrees, a centimetre.
    private static func place(_ row: Row, _ column: Int) -> Point {
        Point(x: Double(row[column] as Int) / 1e7, y: Double(row[column + 1] as Int) / 1e7)
    }
}
