import FeatureFiles
import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Response
import SpatialIndex
import Storage
import Territory

/// `pianqu import positions`: reported positions through the same door as those of telephones.
///
/// Each row is judged for itself, and what is refused does not keep the others out: a position that is an hour old is of
/// no use, and no reason to do without the next one.
struct PositionImport {
    let store: GeoPackageStore
    let isDryRun: Bool

    /// How many positions are kept at once.
    private static let batch = 1000

    /// What became of the rows.
    struct Summary {
        var verdicts: [PositionVerdict: Int] = [:]
        /// Rows that could not be read.
        var unreadable = 0

        var total: Int { verdicts.values.reduce(0, +) + unreadable }

        /// Rows that are good, though a later one may be known.
        var good: Int { (verdicts[.taken] ?? 0) + (verdicts[.superseded] ?? 0) }
    }

    /// Reads rows and takes their positions.
    ///
    /// - Parameters:
    ///   - next: Delivers the next row; nil after the last.
    ///   - reader: Makes records of the rows.
    ///   - now: The time by which positions are judged.
    ///   - report: Receives each row's number, staff code, status, field and message.
    /// - Returns: What became of the rows.
    /// - Throws: ``ImportError/empty`` when there is no row; what `next`, `report` or the store throws.
    func run(
        next: () throws -> ImportRun.Row?,
        reader: RowReader,
        at now: Date,
        report: (_ row: Int, _ code: String?, _ status: String, _ field: String?, _ message: Words?) throws -> Void
    ) throws -> Summary {
        // Roads play no part in taking positions.
        var keeper = try DeskKeeper(store: store, roads: nil, at: now)
        var summary = Summary()
        var waiting: [(row: Int, fix: PositionFix)] = []
        func settle() throws {
            let fixes = waiting.map(\.fix)
            let verdicts = isDryRun ? keeper.rehearse(fixes, at: now) : try keeper.take(fixes, at: now)
            for (one, verdict) in zip(waiting, verdicts) {
                summary.verdicts[verdict, default: 0] += 1
                try report(one.row, one.fix.staff, verdict.rawValue, nil, verdict == .taken ? nil : verdict.words)
            }
            waiting = []
        }
        while let row = try next() {
            do {
                let (number, fix) = try fix(of: row, reader)
                waiting.append((number, fix))
            } catch let problem as RowFault {
                summary.unreadable += 1
                try report(problem.row, nil, "refused", problem.field, problem.words)
            }
            if waiting.count == Self.batch { try settle() }
        }
        try settle()
        guard summary.total > 0 else { throw ImportError.empty }
        return summary
    }

    private func fix(of row: ImportRun.Row, _ reader: RowReader) throws -> (Int, PositionFix) {
        switch row {
        case .unreadable(let number, let field, let reason): throw RowFault(row: number, field: field, words: reason)
        case .feature(let feature):
            do {
                let record = try reader.record(from: feature)
                let values = record.values
                let time = values[Layer.positions.index(of: "taken_at")].text ?? ""
                guard let instant = FixTime(time).date else {
                    throw RowFault(
                        row: feature.row,
                        field: "time",
                        words: Words(
                            zh: "time 应写作 2026-12-01T08:00:00+08:00，或 1970 年以来的秒数",
                            en: "time is written as 2026-12-01T08:00:00+08:00, or in seconds since 1970"
                        )
                    )
                }
                let accuracy = values[Layer.positions.index(of: "accuracy_m")].number
                let fix = PositionFix(
                    staff: record.code,
                    time: instant,
                    place: record.place ?? Point(x: .nan, y: .nan),
                    accuracyMetres: accuracy,
                    source: values[Layer.positions.index(of: "source")].text ?? "import"
                )
                return (feature.row, fix)
            } catch let problem as Territory.RowProblem {
                throw RowFault(row: feature.row, field: problem.field, words: problem.words)
            }
        }
    }
}

/// Why a row is no position.
private struct RowFault: Error {
    let row: Int
    let field: String?
    let words: Words
}
