public import Foundation
public import Phrasebook

/// One file of positions handed to the door of all positions, batch by batch.
///
/// Each row is judged by itself, and what is refused keeps no other out. When the file breaks, what was read before
/// counts: handing the mended file in again adds what is lacking and repeats the rest.
public struct TrackImport {
    /// What became of the rows.
    public struct Summary {
        /// How many fixes met each fate.
        public private(set) var receipts: [FixReceipt: Int] = [:]
        /// Rows that could not be read.
        public private(set) var unreadable = 0
        /// Rows that are no positions and are not meant to be.
        public private(set) var passedOver = 0
        /// Why the file could not be read to its end; nil when it could.
        public internal(set) var fault: (any Error)?

        /// Positions that are kept, or were there already.
        public var kept: Int { receipts.filter { $0.key.isKept }.values.reduce(0, +) }
        /// Positions that are not kept, and rows that could not be read.
        public var refused: Int { receipts.filter { !$0.key.isKept }.values.reduce(0, +) + unreadable }
        /// All of them but what is no position.
        public var total: Int { kept + refused }

        mutating func count(_ receipt: FixReceipt) { receipts[receipt, default: 0] += 1 }
        mutating func countUnreadable() { unreadable += 1 }
        mutating func countPassedOver() { passedOver += 1 }
    }

    /// What is told of a row.
    public struct Line {
        /// The row of the file.
        public let row: Int
        /// The code of the staff member, as far as it is known.
        public let staff: String?
        /// The receipt's word, `unreadable` or `passed-over`.
        public let status: String
        /// The field at fault.
        public let field: String?
        /// Why it is not simply good; no coordinates are in it.
        public let message: Words?
        /// Whether it is not kept.
        public let isRefused: Bool
    }

    /// How many positions are handed in at once, unless another number is said.
    public static let usualBatch = 100_000

    private let batch: Int
    private let name: (RawFix) -> String?

    /// Creates an import.
    ///
    /// - Parameters:
    ///   - batch: How many positions are handed in at once.
    ///   - name: Whose a position is, for the report.
    public init(batch: Int = TrackImport.usualBatch, name: @escaping (RawFix) -> String? = { $0.staff }) {
        self.batch = max(1, batch)
        self.name = name
    }

    /// Reads rows and hands their positions in.
    ///
    /// - Parameters:
    ///   - next: Delivers the next rows, none or several; nil after the last. What it throws ends the reading, and is
    ///     the summary's fault.
    ///   - intake: Who takes the positions.
    ///   - now: The instant by which they are judged.
    ///   - report: Receives what is told of each row, in order within a batch: rows that never reach the intake come as
    ///     they are read.
    /// - Returns: What became of the rows.
    /// - Throws: What the intake or `report` throws; batches before are kept then.
    public func run(
        next: () throws -> [TrackRow]?,
        into intake: inout some TrackIntake,
        at now: Date,
        report: (Line) throws -> Void
    ) throws -> Summary {
        var summary = Summary()
        var waiting: [(row: Int, fix: RawFix)] = []
        waiting.reserveCapacity(batch)
        func settle() throws {
            guard !waiting.isEmpty else { return }
            let receipts = try intake.take(waiting.map(\.fix), at: now)
            precondition(receipts.count == waiting.count, "an intake gives one receipt for each fix")
            for (one, receipt) in zip(waiting, receipts) {
                summary.count(receipt)
                try report(line(one.row, one.fix, receipt))
            }
            waiting.removeAll(keepingCapacity: true)
        }
        while true {
            let rows: [TrackRow]?
            do { rows = try next() } catch {
                summary.fault = error
                break
            }
            guard let rows else { break }
            for row in rows {
                if case .fix(let fix) = row.content {
                    waiting.append((row.row, fix))
                    if waiting.count >= batch { try settle() }
                } else {
                    try report(told(row, &summary))
                }
            }
        }
        try settle()
        return summary
    }

    private func line(_ row: Int, _ fix: RawFix, _ receipt: FixReceipt) -> Line {
        let isPlain = receipt == .kept(.good, isLate: false)
        return Line(
            row: row,
            staff: name(fix),
            status: receipt.status,
            field: receipt.field,
            message: isPlain ? nil : receipt.words,
            isRefused: !receipt.isKept
        )
    }

    private func told(_ row: TrackRow, _ summary: inout Summary) -> Line {
        func line(_ status: String, _ field: String?, _ reason: Words, isRefused: Bool = true) -> Line {
            Line(row: row.row, staff: nil, status: status, field: field, message: reason, isRefused: isRefused)
        }
        switch row.content {
        case .refused(let refusal, let field, let reason):
            summary.count(.refused(refusal))
            return line(refusal.rawValue, field, reason)
        case .passedOver(let reason):
            summary.countPassedOver()
            return line("passed-over", nil, reason, isRefused: false)
        case .unreadable(let field, let reason):
            summary.countUnreadable()
            return line("unreadable", field, reason)
        case .fix: preconditionFailure("a fix is told of by its receipt")
        }
    }
}

extension FixReceipt {
    /// Whether the position is in the ledger.
    public var isKept: Bool { if case .refused = self { false } else { true } }

    /// The field of a table that is at fault.
    fileprivate var field: String? {
        guard case .refused(let refusal) = self else { return nil }
        switch refusal {
        case .unknownStaff: return TrackField.staff.rawValue
        case .noTime, .future, .tooOld: return TrackField.time.rawValue
        case .notAPlace: return nil
        }
    }
}
