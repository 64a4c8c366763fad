import ArgumentParser
import Foundation
import GeometryCore
import Phrasebook
import Response
import Storage
import Territory

/// `pianqu rota`: who is on duty for a subdistrict, and what is wrong with the rota ahead.
struct RotaCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "rota",
            abstract: ResponseHelp.rotaAbstract[Console.language],
            discussion: "pianqu rota check --days 30",
            subcommands: [RotaShowCommand.self, RotaCheckCommand.self],
            defaultSubcommand: RotaShowCommand.self
        )
    }
}

/// `pianqu rota show`: who is on duty for each subdistrict.
struct RotaShowCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "show",
            abstract: ResponseHelp.rotaShowAbstract[Console.language],
            discussion: "pianqu rota show S1-01 --at 2026-11-05T09:00:00+08:00"
        )
    }

    @Argument(help: ResponseHelp.dutyDistrict.help)
    var district: String?

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForReading()
        let zone = try store.bureau().timeZone
        let (roster, instant) = (try Roster(store: store), try moment.instant(of: store.bureau()))
        let hierarchy = try AtlasShelf(store: store).atlas(asOf: instant).hierarchy
        if let district, hierarchy.district(district) == nil { throw CommandError.unknownDistrict(district) }
        var printer = try ResultPrinter(
            output,
            keeping: [options.path],
            columns: ["code", "path", "attendant", "holder", "name", "phone", "duty", "chain", "until"]
        )
        var isCovered = true
        for leaf in district.map(hierarchy.leaves(under:)) ?? hierarchy.leaves {
            let duties = roster.duties(for: leaf.code, at: instant)
            isCovered = isCovered && duties.contains { $0.cover.holder != nil }
            let shape = leaf.area.map(Geometry.multiPolygon)
            let place: [Cell] = [.text(leaf.code), .text(hierarchy.pathText(to: leaf.code))]
            if duties.isEmpty { try printer.print(place + Array(repeating: Cell.null, count: 7), geometry: shape) }
            for duty in duties {
                let holder = duty.cover.holder.flatMap(roster.member)
                try printer.print(
                    place + [
                        .text(duty.attendant), Cell(duty.cover.holder), Cell(holder?.name), Cell(holder?.phone),
                        .term(duty.cover.reason.rawValue, duty.cover.reason.words), .list(duty.cover.chain),
                        Cell(duty.until, in: zone),
                    ],
                    geometry: shape
                )
            }
        }
        try printer.finish()
        if !isCovered { throw ExitCode(ExitStatus.no.rawValue) }
    }
}

/// `pianqu rota check`: gaps, double bookings, contradictions and short rests, found ahead of time.
struct RotaCheckCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "check",
            abstract: ResponseHelp.rotaCheckAbstract[Console.language],
            discussion: "pianqu rota check --days 30 --from 2026-11-01"
        )
    }

    @Option(name: .long, help: ResponseHelp.days.help)
    var days = 30

    @Option(name: .long, help: ResponseHelp.fromDay.help)
    var from: String?

    @Option(name: .long, help: ResponseHelp.rest.help)
    var rest = 8.0

    @Flag(name: .long, help: ResponseHelp.strict.help)
    var strict = false

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard (1...366).contains(days) else { throw ValidationError(ResponseHelp.daysRange[Console.language]) }
        guard (0...72).contains(rest) else { throw ValidationError(ResponseHelp.restRange[Console.language]) }
    }

    func run() throws {
        let store = try options.openForReading()
        let zone = try store.bureau().timeZone
        let start = try from.map { try Calendar.day($0, in: zone) } ?? Date()
        let roster = try Roster(store: store)
        guard !roster.staff.isEmpty else { throw ResponseError.noStaff }
        let clock = roster.rota.clock
        let end =
            from == nil
            ? start.addingTimeInterval(Double(days) * 86_400)
            : clock.instant(of: clock.day(at: start).advanced(by: days), minute: 0)
        let hierarchy = try AtlasShelf(store: store).atlas(asOf: start).hierarchy
        let findings = roster.findings(from: start, to: end, hierarchy: hierarchy, isStrict: strict, rest: rest * 3600)
        var printer = try ResultPrinter(
            output,
            keeping: [options.path],
            columns: ["kind", "code", "start", "end", .real("hours"), "staff", "message"]
        )
        let problems = roster.problems + roster.strangers(in: hierarchy)
        for problem in problems {
            let kind = Words(zh: "记录有误", en: "bad record")
            try printer.print([
                .term("bad-record", kind), .text("\(problem.layer.rawValue): \(problem.code)"), .null, .null, .null,
                .null, .text(problem.words[Console.language]),
            ])
        }
        for finding in findings {
            let hours = finding.end.timeIntervalSince(finding.start) / 3600
            let involved = finding.kind == .gap ? Array(finding.staff.prefix(5)) : finding.staff
            try printer.print([
                .term(finding.kind.rawValue, finding.kind.words), .text(finding.subject), Cell(finding.start, in: zone),
                Cell(finding.end, in: zone), .number(hours, decimals: 2), .list(involved),
                .text(finding.kind.words[Console.language]),
            ])
        }
        try printer.finish()
        let counts = RotaFinding.Kind.allCases.map { kind in (kind, findings.count { $0.kind == kind }) }
        let zh = counts.map { "\($0.0.words.zh) \($0.1)" }.joined(separator: "，")
        let en = counts.map { "\($0.0.rawValue) \($0.1)" }.joined(separator: ", ")
        Console.say(
            Words(
                zh: "\(start.text(in: zone)) 起 \(days) 天：\(zh)，记录有误 \(problems.count)",
                en: "\(days) days from \(start.text(in: zone)): \(en), bad-record \(problems.count)"
            )
        )
        if findings.count + problems.count > 0 { throw ExitCode(ExitStatus.no.rawValue) }
    }
}
