public import Foundation
public import Territory

/// A bureau's store in one GeoPackage file, which QGIS and ogr2ogr open as it is, while it is in use.
///
/// One process writes at a time and holds the lock file `<path>.lock` while it does; any number read beside it, each
/// seeing one consistent state. A writing store answers reads on connections of their own, so reads neither wait for an
/// import nor see half of it; inside an import's body they see the state before it.
///
/// Methods throw ``StoreError`` for what a person can put right and ``DatabaseFailure`` for what SQLite reports
/// otherwise. All may be called from any thread; they block the caller.
public final class GeoPackageStore: TerritoryStore, Sendable {
    /// What a store is opened for.
    public enum Mode: Sendable {
        /// Reading, beside any writer and also where the file or its folder cannot be written to.
        case readOnly
        /// Reading by ``GeoPackageStore/backup(to:)`` alone, which also copies a store of an older schema.
        case copying
        /// Reading and writing; there is one such store for a file.
        case readWrite
    }

    let database: GeoPackageDatabase
    private let territory: TerritoryRepository<GeoPackageDatabase>
    /// The bureau whose rows are seen and written.
    let bureauCode: String

    /// Makes a new store for a bureau and leaves it closed.
    ///
    /// - Throws: ``StoreError/alreadyExists(path:)`` when something is at `path`, which is never overwritten;
    ///   ``StoreError/unwritableFolder(path:)``; ``StoreError/full(path:)``. Nothing is left behind then.
    public static func create(path: String, bureau: Bureau, now: Date) throws {
        let path = FilePlace.canonical(path)
        try FilePlace.place(at: path) { temporary in
            try GeoPackageDatabase.create(path: temporary) { session in
                try Schema.migrate(session, at: now)
                try TerritoryRepository<GeoPackageDatabase>.create(bureau, in: session)
            }
        }
    }

    /// Opens a store.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - mode: What it is opened for. Opening for writing brings an older schema up to date.
    ///   - now: When it is opened, written down beside a change of schema.
    /// - Throws: ``StoreError``, among them `inUse` at once when another store has the file open for writing.
    public init(path: String, mode: Mode, now: Date = Date()) throws {
        let database = try GeoPackageDatabase(path: path, mode: mode, now: now)
        let code = try database.read { try TerritoryRepository<GeoPackageDatabase>.onlyBureau(in: $0) }
        self.database = database
        bureauCode = code
        territory = TerritoryRepository(database: database, bureauCode: code)
    }

    /// The absolute path of the file, links followed.
    public var path: String { database.path }

    /// The bureau the store serves.
    public func bureau() throws -> Bureau { try territory.bureau() }

    /// Runs one import as one transaction; see `TerritoryStore`.
    ///
    /// A service drop's kind is set whatever the record says. Replacing lines spares the service drops, and replacing
    /// service drops spares the other lines; replacing districts removes the draft's records of the levels that occur in
    /// the import, or all of them when no record has a level.
    ///
    /// - Throws: Whatever `body` throws; ``StoreError``. `put` throws ``StoreError/unstorableText(field:row:)`` for a text
    ///   with a NUL, and the import may go on; after any other error it cannot be committed.
    public func importRecords(
        into layer: Layer,
        source: ImportSource,
        isReplacing: Bool,
        _ body: (any RecordSink) throws -> Bool
    ) throws {
        try territory.importRecords(into: layer, source: source, isReplacing: isReplacing, body)
    }

    /// Visits the records of a layer in the order of their codes' bytes; see `TerritoryStore`.
    ///
    /// - Throws: ``StoreError/unreadableGeometry(table:fid:_:)`` at a geometry that another program left unreadable.
    public func forEachRecord(in layer: Layer, version: Int?, _ body: (LayerRecord) throws -> Void) throws {
        try territory.forEachRecord(in: layer, version: version, body)
    }

    /// The record of that code; nil when there is none.
    ///
    /// Districts are looked up in the draft, or in the newest published
    /// version when there is no draft.
    public func record(in layer: Layer, code: String) throws -> LayerRecord? {
        try territory.record(in: layer, code: code)
    }

    /// The number of records of a layer; for districts, of the given version (nil: the draft).
    public func recordCount(in layer: Layer, version: Int?) throws -> Int {
        try territory.recordCount(in: layer, version: version)
    }

    /// All district versions, oldest first, the draft last.
    public func districtVersions() throws -> [DistrictVersion] { try territory.districtVersions() }

    /// Puts the draft into force from an instant on, and ends its predecessor there.
    ///
    /// Instants are kept to the millisecond.
    ///
    /// - Throws: ``StoreError/noDraft``; ``StoreError/notAfterPredecessor(validFrom:timeZone:)``.
    public func publishDraft(from instant: Date, at now: Date, waiver: String?) throws -> DistrictVersion {
        try territory.publishDraft(from: instant, at: now, waiver: waiver)
    }

    /// Throws the draft of the districts away.
    ///
    /// - Returns: Whether there was one.
    @discardableResult
    public func discardDraft(at now: Date) throws -> Bool { try territory.discardDraft(at: now) }
}
