import Foundation
import Patrol
import Phrasebook
import Territory

/// Why coverage cannot be told, or not closed.
enum CoverageError: Error, Worded {
    /// No line was imported.
    case noLines
    /// The period ends in the future.
    case notOver
    /// The period is closed already.
    case closed(issue: Int)
    /// The period was never closed.
    case notClosed
    /// Nothing has changed since the last issue.
    case nothingNew(issue: Int)
    /// Some raw fixes of the period have been removed, so other parameters cannot be tried.
    case noFixes(LocalDay)

    /// How the command ends.
    var status: ExitStatus {
        switch self {
        case .noLines, .notOver, .closed, .notClosed, .nothingNew, .noFixes: .no
        }
    }

    var words: Words {
        switch self {
        case .noLines:
            Words(
                zh: "数据库里没有线路；请先 pianqu import lines 文件",
                en: "the store has no lines; pianqu import lines FILE first"
            )
        case .notOver: Words(zh: "这段时间还没有结束，不能封存", en: "the period is not over yet and cannot be closed")
        case .closed(let issue):
            Words(
                zh: "这段时间已封存（第 \(issue) 期）；有补传时用 --reissue",
                en: "the period is closed already (issue \(issue)); after late uploads, use --reissue"
            )
        case .notClosed: Words(zh: "这段时间尚未封存；先用 --freeze", en: "the period was never closed; use --freeze first")
        case .nothingNew(let issue):
            Words(zh: "与第 \(issue) 期相比没有变化", en: "nothing has changed since issue \(issue)")
        case .noFixes(let day):
            Words(
                zh: "\(day.text) 的原始定位点已按保留期清除，不能换参数重算",
                en: "raw fixes of \(day.text) are gone by the retention rule, so other parameters cannot be tried"
            )
        }
    }
}
