import Foundation
import GRDB
import Synchronization

/// The driver for one GeoPackage file: a single writing connection and any number of reading ones, in WAL mode.
///
/// Only the writer moves the write-ahead log into the main file, and only on request, after a commit: SQLite up to
/// 3.51.2 can lose commits when two connections do so, and hides input/output errors when it does so by itself.
final class GeoPackageDatabase: Database {
    /// The file, links followed.
    let path: String
    private let lock: WriterLock?
    private let writer: DatabaseQueue?
    private let idleReaders = Mutex<[DatabaseQueue]>([])
    private static let keptReaders = 4

    /// Opens an existing store.
    ///
    /// - Throws: ``StoreError``: `notFound`, `notAGeoPackage`, `notAPianquStore`, `newerSchema`, `inUse`, `readOnly`…
    init(path: String, mode: GeoPackageStore.Mode, now: Date) throws {
        let path = FilePlace.canonical(path)
        self.path = path
        guard FilePlace.isFile(path) else { throw StoreError.notFound(path: path) }
        guard FileManager.default.isReadableFile(atPath: path) else { throw StoreError.notPermitted(path: path) }
        switch mode {
        case .readOnly, .copying:
            lock = nil
            writer = nil
            try requireReadableSchema(orOlder: mode == .copying)
        case .readWrite:
            guard FileManager.default.isWritableFile(atPath: path) else { throw StoreError.readOnly(path: path) }
            // What is no store of ours gets no lock file beside it.
            try Self.refuseForeign(path)
            lock = try WriterLock(forStoreAt: path)
            let queue = try Self.translating(path) {
                let queue = try DatabaseQueue(path: path, configuration: Self.configuration(isReadOnly: false))
                try queue.inDatabase { try Self.identify($0, path) }
                return queue
            }
            writer = queue
            try prepareForWriting(queue, at: now)
        }
    }

    /// Makes the file at `path`, which must not exist, and leaves it closed.
    static func create(path: String, _ fill: (GeoPackageSession) throws -> Void) throws {
        try translating(path) {
            let queue = try DatabaseQueue(path: path, configuration: configuration(isReadOnly: false))
            try queue.inDatabase { try GeoPackageFormat.begin($0) }
            try queue.write {
                try GeoPackageFormat.createMetadata($0)
                try fill(GeoPackageSession($0))
            }
            try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            try queue.close()
        }
    }

    deinit {
        // Readers first: the last connection to close empties the log, and only the writer should.
        idleReaders.withLock { readers in
            for reader in readers { try? reader.close() }
        }
        try? writer?.close()
    }

    func write<Result>(_ body: (GeoPackageSession) throws -> Result) throws -> Result {
        guard let writer else { throw StoreError.readOnly(path: path) }
        let result = try Self.translating(path) { try writer.write { try body(GeoPackageSession($0)) } }
        try checkpoint(writer)
        return result
    }

    func read<Result>(_ body: (GeoPackageSession) throws -> Result) throws -> Result {
        try snapshot { try body(GeoPackageSession($0)) }
    }

    /// Lends a reading connection that sees one state of the file.
    ///
    /// Each call borrows a connection of its own, so calls may nest and run side by side.
    func snapshot<Result>(_ body: (GRDB.Database) throws -> Result) throws -> Result {
        try Self.translating(path) {
            let reader = try idleReaders.withLock { $0.popLast() } ?? openReader()
            let result = try reader.read(body)
            idleReaders.withLock { if $0.count < Self.keptReaders { $0.append(reader) } }
            return result
        }
    }

    /// Lends the writing connection, outside any transaction.
    func onWriter<Result>(_ body: (GRDB.Database) throws -> Result) throws -> Result {
        guard let writer else { throw StoreError.readOnly(path: path) }
        return try Self.translating(path) { try writer.inDatabase(body) }
    }

    private func requireReadableSchema(orOlder: Bool) throws {
        let found = try read { try Schema.number($0) }
        guard found <= Schema.current else { throw StoreError.newerSchema(found: found, known: Schema.current) }
        guard orOlder || found == Schema.current else {
            throw StoreError.olderSchema(found: found, known: Schema.current)
        }
    }

    private func prepareForWriting(_ queue: DatabaseQueue, at now: Date) throws {
        try Self.translating(path) {
            // QGIS sets the journal back to DELETE when it was the last to close the file.
            try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            try queue.write { try Schema.migrate(GeoPackageSession($0), at: now) }
        }
        try checkpoint(queue)
    }

    /// Moves what was committed into the main file, as far as readers allow, without waiting for them.
    private func checkpoint(_ queue: DatabaseQueue) throws {
        do {
            try queue.inDatabase { db in
                let moved = try db.checkpoint(.passive)
                guard moved.walFrameCount > 0, moved.walFrameCount == moved.checkpointedFrameCount else { return }
                try db.execute(sql: "PRAGMA busy_timeout = 0")
                defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Self.patienceMilliseconds)") }
                try db.checkpoint(.truncate)
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED
        {
            return  // a reader still needs the log; the next commit tries again
        } catch let error as DatabaseError {
            throw StoreError.checkpointFailed(DatabaseFailure(error))
        }
    }
}

extension GeoPackageDatabase {
    private static let patienceMilliseconds = 5000

    private static func configuration(isReadOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.label = "pianqu.store"
        configuration.busyMode = .timeout(Double(patienceMilliseconds) / 1000)
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA wal_autocheckpoint = 0;
                    PRAGMA synchronous = FULL;
                    PRAGMA temp_store = FILE;
                    PRAGMA cache_size = \(isReadOnly ? -8_000 : -32_000);
                    """
            )
            GeoPackageFunctions.register(in: db)
        }
        return configuration
    }

    /// Opens a reading connection.
    ///
    /// A file in WAL mode needs a shared-memory file beside it even for reading. Where the folder forbids one, the main file can
    /// be read as it lies, provided that the log holds nothing newer.
    private func openReader() throws -> DatabaseQueue {
        do {
            return try Self.openReader(named: path, path)
        } catch let error as DatabaseError where Self.lacksSharedMemory(error) {
            guard FilePlace.size(path + "-wal") == 0 else { throw StoreError.pendingChanges(path: path) }
            return try Self.openUnchanging(path)
        }
    }

    /// Opens a file that nobody changes meanwhile, without leaving a trace beside it.
    static func openUnchanging(_ path: String) throws -> DatabaseQueue {
        let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
        return try openReader(named: "file:\(escaped)?immutable=1", path)
    }

    private static func openReader(named name: String, _ path: String) throws -> DatabaseQueue {
        let reader = try DatabaseQueue(path: name, configuration: configuration(isReadOnly: true))
        try reader.inDatabase { try identify($0, path) }
        return reader
    }

    private static func lacksSharedMemory(_ error: DatabaseError) -> Bool {
        error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY
    }

    /// Makes sure the file is a GeoPackage and a store of ours before anything is asked of it.
    private static func identify(_ db: GRDB.Database, _ path: String) throws {
        guard try Int.fetchOne(db, sql: "PRAGMA application_id") == GeoPackageFormat.applicationID else {
            throw StoreError.notAGeoPackage(path: path)
        }
        let isOurs = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_master WHERE name = 'pianqu_schema'")
        guard isOurs == 1 else { throw StoreError.notAPianquStore(path: path) }
    }

    /// Refuses what is plainly no store, without leaving a trace beside it; other faults are for the real opening.
    private static func refuseForeign(_ path: String) throws {
        do {
            try openUnchanging(path).close()
        } catch let error as StoreError
            where [.notAGeoPackage(path: path), .notAPianquStore(path: path)].contains(error)
        {
            throw error
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            throw StoreError.meaning(of: error, path: path)
        } catch {}
    }

    /// Runs `body` and says what a failure of SQLite means for the store at `path`.
    static func translating<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StoreError.meaning(of: error, path: path)
        }
    }
}
