public import Foundation

/// What Territory needs of a store.
///
/// `Storage` implements it once, in portable SQL.
///
/// Every call is complete in itself: it sees one consistent state and leaves one behind. Methods throw the store's own
/// errors.
public protocol TerritoryStore: Sendable {
    /// The bureau the store serves.
    func bureau() throws -> Bureau

    /// Runs one import as one transaction.
    ///
    /// Importing districts edits the draft version; when there is none, one is made as a copy of the newest published
    /// version.
    ///
    /// - Parameters:
    ///   - layer: Where records go.
    ///   - source: What is remembered of the import.
    ///   - isReplacing: Whether records of the layer that `body` does not put are removed at the end; for districts those
    ///     of the levels that it does put, and those without a level.
    ///   - body: Puts the records, and returns whether to commit. When it returns false or throws, nothing has changed.
    /// - Throws: What `body` throws; the store's errors.
    func importRecords(
        into layer: Layer,
        source: ImportSource,
        isReplacing: Bool,
        _ body: (any RecordSink) throws -> Bool
    ) throws

    /// Visits the records of a layer in the order of their codes' bytes; those of the rota in the order in which they were
    /// imported, which is that of its layers.
    ///
    /// - Parameters:
    ///   - layer: The layer; `.serviceDrops` visits only the lines of that kind.
    ///   - version: The district version; ignored for other layers. Nil means the draft.
    ///   - body: Receives each record.
    /// - Throws: What `body` throws; the store's errors.
    func forEachRecord(in layer: Layer, version: Int?, _ body: (LayerRecord) throws -> Void) throws

    /// The record of that code; nil when there is none.
    func record(in layer: Layer, code: String) throws -> LayerRecord?

    /// The number of records of a layer; for districts, of the given version (nil: the draft).
    func recordCount(in layer: Layer, version: Int?) throws -> Int

    /// All district versions, oldest first, the draft last.
    func districtVersions() throws -> [DistrictVersion]

    /// Puts the draft into force from an instant on, and ends its predecessor there.
    ///
    /// - Throws: When there is no draft, or a published version does not begin before `instant`.
    func publishDraft(from instant: Date, at now: Date, waiver: String?) throws -> DistrictVersion
}

/// Takes the records of one import.
public protocol RecordSink {
    /// Adds the record or brings the one of the same code up to date.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - row: Its place in the source, counted from 1.
    /// - Returns: What became of it.
    /// - Throws: The store's errors.
    func put(_ record: LayerRecord, row: Int) throws -> PutOutcome

    /// How many records of the layer were not put so far: those that a replacing import removes at its end.
    ///
    /// - Throws: The store's errors.
    func countOfOthers() throws -> Int
}

/// What became of a record that was put.
public enum PutOutcome: Hashable, Sendable {
    /// The code was new.
    case inserted
    /// The code was there with other content.
    case updated
    /// The same record was there already.
    case unchanged
    /// The same code came earlier in this import; nothing was done.
    case duplicate(firstRow: Int)
}

/// What a store remembers of an import.
public struct ImportSource: Hashable, Sendable {
    /// The file's name without its folders.
    public var fileName: String
    /// The CRS its coordinates were read in; empty for a layer without geometry.
    public var crs: String
    /// When the import ran.
    public var time: Date

    /// Creates a description of an import.
    public init(fileName: String, crs: String, time: Date) {
        self.fileName = fileName
        self.crs = crs
        self.time = time
    }
}
