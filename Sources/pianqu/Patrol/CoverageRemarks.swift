import Foundation
import Patrol
import Phrasebook
import Territory

/// Says of a report what it was made of, on standard error.
struct CoverageRemarks {
    let report: CoverageReport
    let zone: TimeZone
    /// The unit that is spoken of; nil for all.
    var district: String?

    /// Coverage with its bounds.
    private var coverage: Words {
        let total = district.map { report.units[$0] ?? CoverageFigures() } ?? report.total
        let unit = district.map { $0 + " " } ?? ""
        func metres(_ value: Double) -> String { String(format: "%.0f", value) }
        func percent(_ share: Double?) -> String { share.map { String(format: "%.1f", 100 * $0) } ?? "–" }
        let bounds = [percent(total.low), percent(total.high)]
        return Words(
            zh: "\(unit)线路 \(metres(total.length)) 米，已巡 \(metres(total.covered)) 米，不明 \(metres(total.unknown)) 米："
                + "覆盖率 \(bounds[0])–\(bounds[1]) %，共走 \(metres(total.effort)) 米",
            en:
                "\(unit)lines \(metres(total.length)) m, walked \(metres(total.covered)) m, unknown \(metres(total.unknown)) m: "
                + "coverage \(bounds[0])–\(bounds[1]) %, \(metres(total.effort)) m walked in all"
        )
    }

    /// The tracks it was made of, and up to when they came.
    private var tracks: Words {
        let origin = report.provenance
        let cutOff = origin.cutOff.map { Date(timeIntervalSince1970: Double($0) / 1000).text(in: zone) } ?? "–"
        return Words(
            zh: "轨迹 \(origin.tracks) 条，定位点 \(origin.fixes) 个，其中可用 \(origin.good) 个；数据截至 \(cutOff)；"
                + "片区版本 \(origin.districtVersion)",
            en: "\(origin.tracks) tracks, \(origin.fixes) fixes, \(origin.good) of them good; data up to \(cutOff); "
                + "district version \(origin.districtVersion)"
        )
    }

    private var parameters: Words {
        Words(zh: "参数 \(report.provenance.policy)", en: "parameters \(report.provenance.policy)")
    }

    private var hash: Words { Words(zh: "校验 \(report.hash)", en: "hash \(report.hash)") }

    /// The heading of a map.
    func title(isCoverage: Bool, bureau: String) -> Words {
        isCoverage
            ? Words(zh: "\(bureau) 巡视覆盖图", en: "\(bureau): patrol coverage")
            : Words(zh: "\(bureau) 距上次巡视天数图", en: "\(bureau): days since the last patrol")
    }

    /// What stands beneath it.
    var subtitles: [Words] {
        let last = report.period.end.advanced(by: -1).text
        return [
            Words(zh: "\(report.period.start.text) 至 \(last)", en: "\(report.period.start.text) to \(last)"), coverage,
        ]
    }

    /// What stands at its foot.
    var footer: Words {
        let parts = [tracks, parameters, hash]
        return Words(zh: parts.map(\.zh).joined(separator: "；"), en: parts.map(\.en).joined(separator: "; "))
    }

    func say() {
        Console.say(coverage)
        Console.say(tracks)
        let origin = report.provenance
        if origin.outdated + origin.orphaned > 0 {
            Console.say(
                Words(
                    zh: "未计入：线路走向已变 \(origin.outdated) 条记录，线路已不存在 \(origin.orphaned) 条；"
                        + "pianqu patrol rebuild 按现有线路重算",
                    en: "not counted: \(origin.outdated) records of lines that have another course now, "
                        + "\(origin.orphaned) of lines that are gone; pianqu patrol rebuild goes by the lines as they are"
                )
            )
        }
        Console.say(parameters)
        Console.say(hash)
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
