import Foundation
import Patrol
import Phrasebook

/// Says of a report what it was made of, on standard error.
struct CoverageRemarks {
    let report: CoverageReport
    let zone: TimeZone

    func say() {
        let (total, origin) = (report.total, report.provenance)
        func metres(_ value: Double) -> String { String(format: "%.0f", value) }
        func percent(_ share: Double?) -> String { share.map { String(format: "%.1f", 100 * $0) } ?? "–" }
        let bounds = [percent(total.low), percent(total.high)]
        Console.say(
            Words(
                zh: "线路 \(metres(total.length)) 米，已巡 \(metres(total.covered)) 米，不明 \(metres(total.unknown)) 米："
                    + "覆盖率 \(bounds[0])–\(bounds[1]) %，共走 \(metres(total.effort)) 米",
                en:
                    "lines \(metres(total.length)) m, walked \(metres(total.covered)) m, unknown \(metres(total.unknown)) m: "
                    + "coverage \(bounds[0])–\(bounds[1]) %, \(metres(total.effort)) m walked in all"
            )
        )
        let cutOff = origin.cutOff.map { Date(timeIntervalSince1970: Double($0) / 1000).text(in: zone) } ?? "–"
        Console.say(
            Words(
                zh: "轨迹 \(origin.tracks) 条，定位点 \(origin.fixes) 个，其中可用 \(origin.good) 个；数据截至 \(cutOff)；"
                    + "片区版本 \(origin.districtVersion)",
                en:
                    "\(origin.tracks) tracks, \(origin.fixes) fixes, \(origin.good) of them good; data up to \(cutOff); "
                    + "district version \(origin.districtVersion)"
            )
        )
        if origin.outdated + origin.orphaned > 0 {
            Console.say(
                Words(
                    zh: "未计入：线路走向已变 \(origin.outdated) 条记录，线路已不存在 \(origin.orphaned) 条",
                    en: "not counted: \(origin.outdated) records of lines that have another course now, "
                        + "\(origin.orphaned) of lines that are gone"
                )
            )
        }
        Console.say(Words(zh: "参数 \(origin.policy)", en: "parameters \(origin.policy)"))
        Console.say(Words(zh: "校验 \(report.hash)", en: "hash \(report.hash)"))
    }

    /// Says of a closed period which issue is printed, and whether it still says what the store does.
    static func say(_ issue: CoverageIssue, now report: CoverageReport, zone: TimeZone) {
        let issued = issue.issued.text(in: zone)
        Console.say(
            Words(
                zh: "已封存：第 \(issue.number) 期\(issue.number > 1 ? "（重新出具）" : "")，\(issued)",
                en: "closed: issue \(issue.number)\(issue.number > 1 ? " (a re-issue)" : ""), \(issued)"
            )
        )
        guard issue.report.hash != report.hash else { return }
        let count = issue.changes(to: report).count
        Console.say(
            Words(
                zh: "此后数据有变：\(count) 行不同；用 --live 查看，用 --reissue 出第 \(issue.number + 1) 期",
                en: "the evidence has changed since: \(count) rows differ; --live shows them, "
                    + "--reissue makes issue \(issue.number + 1)"
            )
        )
    }
}
