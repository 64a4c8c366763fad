import ArgumentParser
import Foundation
import Phrasebook
import Response
import SpatialIndex
import Storage
import Territory

/// `pianqu simulate`: a day of calls, through the same door as in earnest.
struct SimulateCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "simulate",
            abstract: TicketHelp.simulate[Console.language],
            discussion: "pianqu simulate --day 2026-11-05 --calls 500"
        )
    }

    @Option(name: .long, help: TicketHelp.day.help)
    var day: String

    @Option(name: .long, help: TicketHelp.calls.help)
    var calls = 500

    @Option(name: .long, help: TicketHelp.seed.help)
    var seed: UInt64 = 1

    @Option(name: .long, help: TicketHelp.lost.help)
    var lost = 0.02

    @Option(name: .long, help: TicketHelp.crashes.help)
    var crashes = 0.001

    @Flag(name: .long, help: TicketHelp.rehearse.help)
    var rehearse = false

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard (1...1_000_000).contains(calls) else { throw ValidationError(TicketHelp.callsRange[Console.language]) }
        guard (0...0.5).contains(lost), (0...0.5).contains(crashes) else {
            throw ValidationError(TicketHelp.shareRange[Console.language])
        }
    }

    func run() throws {
        let layers = rehearse ? try options.openForReading() : try options.openForWriting()
        let zone = try layers.bureau().timeZone
        let start = try Calendar.day(day, in: zone)
        if !rehearse, try layers.hasTickets() { throw ResponseError.hasTickets }
        let store: any ResponseStore = rehearse ? RehearsalStore(layers: layers) : layers
        var plan = SimulationPlan(start: start)
        (plan.calls, plan.seed, plan.crashes) = (calls, seed, crashes)
        (plan.lostMessages, plan.lostAnswers) = (lost, lost)
        plan.storeFailures = rehearse ? crashes : 0
        let roads = try RoadGraph.roads(of: layers, for: .car)
        var simulation = try Simulation(plan, store: store, roads: roads)
        var bar = ProgressBar(Words(zh: "模拟", en: "simulating"))
        let report = try simulation.run { bar.show($0, count: Int($0 * 100)) }
        bar.finish()
        say(report)
        let clock = DutyClock(timeZone: zone)
        let end = clock.instant(of: clock.day(at: start).advanced(by: 2), minute: 0)
        let summary = try ResponseSummary(of: store, from: start, to: end, at: report.end)
        try SummaryRows.print(summary, output, keeping: options.path)
        try audit(report, store)
    }

    private func say(_ report: SimulationReport) {
        let refused = report.refusals.values.reduce(0, +)
        Console.say(
            Words(
                zh: "指令 \(report.commands) 条，重发识别 \(report.repeats) 条，丢失消息 \(report.lost) 条，拒绝 \(refused) 条，"
                    + "程序崩溃 \(report.crashes) 次，位置采用 \(report.positions[.taken] ?? 0) 个",
                en: "\(report.commands) commands, \(report.repeats) known as sent again, \(report.lost) messages lost, "
                    + "\(refused) refused, \(report.crashes) crashes, \(report.positions[.taken] ?? 0) positions taken"
            )
        )
    }

    /// Looks through all that was kept.
    private func audit(_ report: SimulationReport, _ store: any ResponseStore) throws {
        let rules = try store.rulesInForce()?.rules ?? RoutingRules()
        var audit = SimulationAudit(calls: report.calls, rules: rules)
        if let rehearsal = store as? RehearsalStore {
            try rehearsal.forEachEvent { audit.take($0) }
        } else if let package = store as? GeoPackageStore {
            try package.forEachEvent { audit.take($0) }
        }
        audit.finish()
        Console.say(
            Words(
                zh:
                    "核对 \(audit.ticketCount) 张工单的 \(audit.events) 个事件：重做 \(audit.decisions) 次决定，发现问题 \(audit.findings.count) 个",
                en:
                    "\(audit.events) events of \(audit.ticketCount) tickets looked through, \(audit.decisions) decisions made again: "
                    + "\(audit.findings.count) findings"
            )
        )
        for finding in audit.findings.prefix(10) { Console.say(finding.words) }
        if !audit.findings.isEmpty { throw ExitCode(ExitStatus.no.rawValue) }
    }
}
