/// What the doctor found in a store.
public struct StoreHealth: Sendable {
    /// The version of the SQLite library in use.
    public let sqliteVersion: String
    /// The number of the store's schema.
    public let schema: Int
    /// SQLite's journal mode: `wal`, unless another program changed it or the file cannot be written to.
    public let journalMode: String
    /// The size of a page of the file in bytes.
    public let pageSize: Int
    /// The number of pages, free ones included.
    public let pageCount: Int
    /// The size of the write-ahead log beside the file in bytes.
    public let logBytes: Int
    /// The rows of the store's own tables, in the tables' order.
    public let rows: [TableCount]
    /// What is wrong or noteworthy, the worst first.
    public let findings: [StoreFinding]

    /// Whether nothing is wrong; remarks may be there.
    public var isSound: Bool { findings.allSatisfy(\.isRemark) }
}

/// One thing the doctor found.
public enum StoreFinding: Hashable, Sendable {
    /// SQLite's integrity check says this.
    case damaged(detail: String)
    /// Rows of `table` refer to rows that are not there.
    case brokenReference(table: String, rows: Int)
    /// A header field of the file does not have the value GeoPackage wants.
    case wrongMark(name: String, found: Int, wanted: Int)
    /// A table that must be there is not.
    case missingTable(String)
    /// A column that must be there is not.
    case missingColumn(table: String, column: String)
    /// A coordinate system that must be listed is not.
    case missingSpatialReference(id: Int)
    /// A table is not registered in this metadata table.
    case unregistered(table: String, in: String)
    /// A table of features has no spatial index.
    case unindexed(table: String)
    /// A trigger of the spatial index is missing, so edits by other programs do not reach the index.
    case missingTrigger(table: String, name: String)
    /// The spatial index has another number of entries than there are geometries.
    case staleIndex(table: String, entries: Int, geometries: Int)
    /// The registered extent does not hold every geometry.
    case extentTooSmall(table: String)
    /// The file is not in WAL mode; the next opening for writing puts that right.
    case notWriteAhead(mode: String)
    /// The write-ahead log could not be emptied for long; some reader holds on to it.
    case longLog(bytes: Int)
    /// This version of SQLite can lose commits when two programs write; ours never does so beside another of ours.
    case logResetBug(version: String)

    /// Whether it is worth knowing but nothing is wrong.
    public var isRemark: Bool {
        switch self {
        case .notWriteAhead, .longLog, .logResetBug: true
        default: false
        }
    }
}
