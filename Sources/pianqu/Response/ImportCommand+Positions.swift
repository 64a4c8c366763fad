import ArgumentParser
import Foundation
import Phrasebook
import Response
import Storage
import Territory

extension ImportCommand {
    /// Positions are judged one by one, by the rota and the clock.
    func takePositions(_ rows: RowReader, _ source: ImportInput, _ store: GeoPackageStore) throws {
        let now = try at.map { try Calendar.instant($0, in: store.bureau().timeZone) } ?? Date()
        let input = try source.rows(clock: DutyClock(timeZone: store.bureau().timeZone))
        var sheet = try report.map { try RowReport(path: $0, besides: [options.path, input.path]) }
        var refusals = Refusals(file: file)
        let summary = try PositionImport(store: store, isDryRun: dryRun).run(
            next: input.next,
            reader: rows,
            at: now,
            report: { row, code, status, field, message in
                try sheet?.write(row: row, code: code, status: status, field: field, message: message)
                if let message, status != PositionVerdict.superseded.rawValue { refusals.note(row: row, message) }
            }
        )
        refusals.finish()
        try sheet?.finish()
        for verdict in PositionVerdict.allCases {
            let count = summary.verdicts[verdict] ?? 0
            if count > 0 { Console.say(Words(zh: "\(verdict.words.zh) \(count)", en: "\(verdict.rawValue) \(count)")) }
        }
        if summary.unreadable > 0 {
            Console.say(Words(zh: "拒绝 \(summary.unreadable) 行", en: "refused \(summary.unreadable)"))
        }
        if dryRun { Console.say(Words(zh: "试运行：未写入任何内容", en: "dry run: nothing was written")) }
        guard summary.good > 0 else { throw ResponseError.noPosition(of: summary.total) }
        if summary.good < summary.total { throw ExitCode(ExitStatus.no.rawValue) }
    }
}
