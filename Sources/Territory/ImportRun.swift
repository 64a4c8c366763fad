public import GeometryCore
public import Phrasebook

/// One import: every row of a source read, judged and put, and all or nothing kept.
public struct ImportRun {
    /// What to do with an import.
    public struct Options: Sendable {
        /// Whether records that the source does not hold are removed.
        public var isReplacing = false
        /// Whether the rows that can be read are kept although others were refused.
        public var isSkippingRefused = false
        /// Whether everything is done but kept.
        public var isDryRun = false

        /// The options of a plain import: add and update, all or nothing.
        public init() {}
    }

    /// What became of a row.
    public enum Verdict: Hashable, Sendable {
        /// The record is new.
        case inserted
        /// The record was there with other content.
        case updated
        /// The record was there already.
        case unchanged
        /// The row was refused.
        case refused(RowProblem)
    }

    /// How many rows met each fate.
    public struct Summary: Hashable, Sendable {
        /// Rows whose record is new.
        public internal(set) var inserted = 0
        /// Rows whose record was there with other content.
        public internal(set) var updated = 0
        /// Rows whose record was there already.
        public internal(set) var unchanged = 0
        /// Rows that were refused.
        public internal(set) var refused = 0
        /// Records that the source does not hold and that replacing removes.
        public internal(set) var removed = 0
        /// Whether the store now holds the result.
        public internal(set) var isCommitted = false

        /// All rows.
        public var total: Int { inserted + updated + unchanged + refused }
    }

    /// A row as a source delivers it.
    public enum Row: Sendable {
        /// A feature that could be read.
        case feature(Feature)
        /// A row that could not, the field at fault if it is known, and why.
        case unreadable(row: Int, field: String?, reason: Words)
    }

    private let store: any TerritoryStore
    private let reader: RowReader
    private let layer: Layer
    private let options: Options

    /// Creates a run.
    public init(into layer: Layer, of store: any TerritoryStore, reader: RowReader, options: Options) {
        self.layer = layer
        self.store = store
        self.reader = reader
        self.options = options
    }

    /// Reads every row and keeps all or nothing.
    ///
    /// - Parameters:
    ///   - source: What is remembered of the import.
    ///   - next: Delivers the next row; nil after the last. What it throws ends the import, and nothing is kept.
    ///   - report: Receives each row's number and verdict, in order.
    /// - Returns: The counts. `isCommitted` is false after a dry run, and when rows were refused unless the options
    ///   skip them.
    /// - Throws: ``ImportError/empty`` when there is no row; what `next` or the store throws.
    public func run(
        source: ImportSource,
        next: () throws -> Row?,
        report: (_ row: Int, _ code: String?, Verdict) throws -> Void
    ) throws -> Summary {
        var summary = Summary()
        try store.importRecords(into: layer, source: source, isReplacing: options.isReplacing) { sink in
            while let row = try next() {
                let (number, code, verdict) = try put(row, into: sink)
                summary.count(verdict)
                try report(number, code, verdict)
            }
            guard summary.total > 0 else { throw ImportError.empty }
            let isSound = summary.refused == 0 || (options.isSkippingRefused && summary.refused < summary.total)
            if options.isReplacing { summary.removed = try sink.countOfOthers() }
            summary.isCommitted = isSound && !options.isDryRun
            return summary.isCommitted
        }
        return summary
    }

    private func put(_ row: Row, into sink: any RecordSink) throws -> (Int, String?, Verdict) {
        switch row {
        case .unreadable(let number, let field, let reason):
            return (number, nil, .refused(.unreadable(field: field, reason: reason)))
        case .feature(let feature):
            do {
                let record = try reader.record(from: feature)
                return (feature.row, record.code, Verdict(try sink.put(record, row: feature.row)))
            } catch let problem as RowProblem {
                return (feature.row, nil, .refused(problem))
            }
        }
    }
}

extension ImportRun.Verdict {
    fileprivate init(_ outcome: PutOutcome) {
        switch outcome {
        case .inserted: self = .inserted
        case .updated: self = .updated
        case .unchanged: self = .unchanged
        case .duplicate(let firstRow): self = .refused(.duplicate(firstRow: firstRow))
        }
    }
}

extension ImportRun.Summary {
    fileprivate mutating func count(_ verdict: ImportRun.Verdict) {
        switch verdict {
        case .inserted: inserted += 1
        case .updated: updated += 1
        case .unchanged: unchanged += 1
        case .refused: refused += 1
        }
    }
}
