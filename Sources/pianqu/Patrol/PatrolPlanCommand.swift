import ArgumentParser
import Foundation
import Patrol
import Phrasebook
import Response
import Storage
import Territory

/// `pianqu patrol plan`: the plans.
struct PatrolPlanCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "plan",
            abstract: PatrolHelp.plan[Console.language],
            discussion: "pianqu patrol plan check",
            subcommands: [PatrolPlanListCommand.self, PatrolPlanCheckCommand.self],
            defaultSubcommand: PatrolPlanListCommand.self
        )
    }
}

/// `pianqu patrol plan list`: each plan, and how much it counts for on a day.
struct PatrolPlanListCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "list",
            abstract: PatrolHelp.planList[Console.language],
            discussion: "pianqu patrol plan list --at 2026-11-05"
        )
    }

    @Option(name: .long, help: PatrolHelp.day.help)
    var at: String?

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let zone = try options.openForReading().bureau().timeZone
        let day = try PatrolDesk.day(at ?? "today", in: zone)
        let desk = try PatrolDesk(options, on: day)
        let columns: [Column] = [
            "plan", "name", "kind", .integer("cycle_days"), "asset", "line_kind", "district", "area_class",
            "season_from", "season_to", "valid_from", "valid_to", "staff", "window_from", "due", .integer("pieces"),
            .real("metres"),
        ]
        var printer = try ResultPrinter(output, keeping: [options.path], columns: columns)
        var counts: [String: (pieces: Int, metres: Double)] = [:]
        for piece in desk.book.pieces {
            let staff = desk.book.staff(of: piece, on: day)
            let special = desk.book.plans.filter {
                $0.isSpecial && $0.isInForce(on: day) && $0.covers(piece, of: staff)
            }
            for plan in special + [desk.book.cycle(for: piece, on: day)].compactMap(\.self) {
                counts[plan.code, default: (0, 0)].pieces += 1
                counts[plan.code, default: (0, 0)].metres += piece.metres
            }
        }
        for plan in desk.book.plans {
            let (window, count) = (plan.window(containing: day), counts[plan.code] ?? (0, 0))
            try printer.print([
                .text(plan.code), Cell(plan.name), .term(plan.kind.name, plan.kind.words),
                plan.cycleDays.map(Cell.integer) ?? .null, Cell(plan.asset),
                plan.lineKind.map { .text($0.rawValue) } ?? .null, Cell(plan.district),
                plan.areaClass.map { .term($0.rawValue, $0.words) } ?? .null, Cell(plan.season?.first.text),
                Cell(plan.season?.last.text), Cell(plan.validFrom), Cell(plan.validTo), Cell(plan.staff),
                Cell(window?.from), Cell(window?.last), .integer(count.pieces), Cell(metres: count.metres),
            ])
        }
        try printer.finish()
        if desk.book.plans.isEmpty {
            Console.say(PatrolHelp.noPlans)
            throw ExitCode(ExitStatus.no.rawValue)
        }
    }
}

/// `pianqu patrol plan check`: what is wrong with the plans.
struct PatrolPlanCheckCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "check",
            abstract: PatrolHelp.planCheck[Console.language],
            discussion: "pianqu patrol plan check"
        )
    }

    @Option(name: .long, help: PatrolHelp.day.help)
    var at: String?

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let zone = try options.openForReading().bureau().timeZone
        let day = try PatrolDesk.day(at ?? "today", in: zone)
        let desk = try PatrolDesk(options, on: day)
        let roster = desk.roster
        let found =
            desk.unreadable
            + desk.book.findings(units: desk.atlas.hierarchy, isStaff: { roster.member($0) != nil }, on: day)
        var printer = try ResultPrinter(output, keeping: [options.path], columns: ["plan", "kind", "message"])
        for finding in found {
            try printer.print([
                Cell(finding.plan), .text(finding.kind.name), .text(finding.words[Console.language]),
            ])
        }
        try printer.finish()
        let count = desk.book.plans.count
        Console.say(Words(zh: "计划 \(count) 个，问题 \(found.count) 项", en: "\(count) plans, \(found.count) findings"))
        if !found.isEmpty { throw ExitCode(ExitStatus.no.rawValue) }
    }
}
