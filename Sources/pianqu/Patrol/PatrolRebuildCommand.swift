import ArgumentParser
import Foundation
import Patrol
import Phrasebook
import Storage
import Territory

/// `pianqu patrol rebuild`: judges tracks anew from their raw fixes.
struct PatrolRebuildCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "rebuild",
            abstract: CoverageHelp.rebuild[Console.language],
            discussion: "pianqu patrol rebuild --from 2026-11-01 --to 2026-12-01"
        )
    }

    @Option(name: .long, help: CoverageHelp.from.help)
    var from: String?

    @Option(name: .long, help: CoverageHelp.to.help)
    var to: String?

    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForWriting()
        let office = try PatrolOffice(store, needsLines: false)
        func day(_ text: String) throws -> LocalDay {
            try office.clock.day(at: Calendar.day(text, in: office.bureau.timeZone))
        }
        let start = try from.map(day) ?? LocalDay(number: 0)
        let end = try to.map(day) ?? LocalDay(number: 1_000_000)
        guard start < end else { throw ValidationError(CoverageHelp.order[Console.language]) }
        let (count, changed) = try office.rebuild(from: start, to: end)
        Console.say(
            Words(zh: "轨迹 \(count) 条，其中有变 \(changed) 条", en: "\(count) tracks, \(changed) of them changed")
        )
    }
}

/// `pianqu patrol purge`: removes raw fixes that are older than the policy keeps them.
struct PatrolPurgeCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "purge",
            abstract: CoverageHelp.purge[Console.language],
            discussion: "pianqu patrol purge --at 2026-12-01"
        )
    }

    @Option(name: .long, help: CoverageHelp.purgeAt.help)
    var at: String?

    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForWriting()
        let office = try PatrolOffice(store, needsLines: false)
        let now = Date()
        let instant = try at.map { try Calendar.instant($0, in: office.bureau.timeZone) } ?? now
        // Never by a clock ahead of ours: what is removed is gone.
        let day = office.clock.day(at: min(instant, now)).advanced(by: -office.ground.policy.retentionDays)
        let count = try store.removeFixes(before: day, at: now)
        Console.say(
            Words(
                zh: "已清除 \(day.text) 以前 \(count) 条轨迹的原始定位点；覆盖记录保留",
                en: "removed the raw fixes of \(count) tracks before \(day.text); what they covered stays"
            )
        )
    }
}
