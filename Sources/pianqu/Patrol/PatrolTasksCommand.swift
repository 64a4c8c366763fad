import ArgumentParser
import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Response
import SpatialIndex
import Storage
import Territory

/// `pianqu patrol tasks`: the tasks that fall due in a stretch of days, and their rates.
struct PatrolTasksCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "tasks",
            abstract: PatrolHelp.tasks[Console.language],
            discussion: "pianqu patrol tasks --from 2026-11-01 --to 2026-12-01 --by staff"
        )
    }

    /// What rows are summed up by.
    enum Grouping: String, CaseIterable, ExpressibleByArgument {
        case staff, subdistrict, district, plan
    }

    @Option(name: .long, help: PatrolHelp.from.help)
    var from: String

    @Option(name: .long, help: PatrolHelp.to.help)
    var to: String

    @Option(name: .long, help: PatrolHelp.by.help)
    var by: Grouping?

    @Option(name: .long, help: PatrolHelp.share.help)
    var share = PlanPolicy.standard.arrivalShare

    @Option(name: .customLong("as-of"), help: PatrolHelp.borders.help)
    var asOf: String?

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard (0...1).contains(share) else { throw ValidationError(PatrolHelp.shareRange[Console.language]) }
    }

    func run() throws {
        let zone = try options.openForReading().bureau().timeZone
        let (first, end) = (try PatrolDesk.day(from, in: zone), try PatrolDesk.day(to, in: zone))
        guard first < end else { throw ValidationError(PatrolHelp.order[Console.language]) }
        guard end.number - first.number <= 3660 else { throw ValidationError(PatrolHelp.tooLong[Console.language]) }
        let days = DaySpan(from: first, to: end)
        let desk = try PatrolDesk(
            options,
            on: asOf.map { try PatrolDesk.day($0, in: zone) } ?? days.last,
            judging: days
        )
        let judge = PatrolJudge(desk.evidence, policy: PlanPolicy(arrivalShare: share))
        let outcomes = try desk.book.tasks(dueIn: days).map(judge.outcome)
        var total = PatrolFigures()
        for outcome in outcomes { total.count(outcome) }
        if let by {
            try TaskFigures(desk, days, outcomes).print(by, output, keeping: options.path, &total)
        } else {
            try print(outcomes)
        }
        Self.say(total)
        if desk.book.plans.isEmpty { Console.say(PatrolHelp.noPlans) }
        if outcomes.isEmpty { throw ExitCode(ExitStatus.no.rawValue) }
    }

    private func print(_ outcomes: [TaskOutcome]) throws {
        let columns: [Column] = [
            "plan", "asset", "code", "path", .real("from_m"), .real("to_m"), "window_from", "due", "staff",
            Column("arrived", .text, zh: "已到位"),
            .real("walked_m"), .real("planned_m"),
        ]
        var printer = try ResultPrinter(output, keeping: [options.path], columns: columns)
        for outcome in outcomes {
            let (task, piece) = (outcome.task, outcome.task.piece)
            let metres = piece.asset.isDevice ? nil : piece.metres
            try printer.print(
                [
                    .text(task.plan.code), Cell(piece.asset), .text(piece.code),
                    .text(piece.path.joined(separator: "/")), Cell(metres.map { _ in piece.fromMetres }, decimals: 3),
                    Cell(metres.map { _ in piece.toMetres }, decimals: 3), Cell(task.window.from),
                    Cell(task.window.last), .list(task.staff), .boolean(outcome.isArrived),
                    Cell(metres.map { _ in outcome.walked.length }, decimals: 1), Cell(metres, decimals: 1),
                ],
                geometry: Geometry(course: piece.course)
            )
        }
        try printer.finish()
    }

    private static func say(_ total: PatrolFigures) {
        func text(_ rate: PatrolRate) -> String {
            let share = rate.percent.map { String(format: " (%.1f %%)", $0) } ?? ""
            return String(format: "%.0f/%.0f", rate.numerator, rate.denominator) + share
        }
        Console.say(
            Words(
                zh: "到位 \(text(total.arrival))，完成 \(text(total.metres)) 米、\(text(total.devices)) 台",
                en:
                    "arrived \(text(total.arrival)), completed \(text(total.metres)) m, \(text(total.devices)) devices"
            )
        )
    }
}

/// The figures of tasks, summed up.
private struct TaskFigures {
    let desk: PatrolDesk
    let days: DaySpan
    let outcomes: [TaskOutcome]

    init(_ desk: PatrolDesk, _ days: DaySpan, _ outcomes: [TaskOutcome]) {
        (self.desk, self.days, self.outcomes) = (desk, days, outcomes)
    }

    private static let columns: [Column] = [
        .integer("due_tasks"), .integer("arrived_tasks"), .real("arrival_pct"), .real("planned_m"), .real("walked_m"),
        .real("completion_pct"), .integer("planned_devices"), .integer("visited_devices"), .real("visited_pct"),
        .real("metre_days"), .real("overdue_metre_days"), .real("overdue_pct"), .integer("device_days"),
        .integer("overdue_device_days"),
    ]

    func print(
        _ grouping: PatrolTasksCommand.Grouping,
        _ output: FormatOptions,
        keeping path: String,
        _ total: inout PatrolFigures
    ) throws {
        var figures: [String: PatrolFigures] = [:]
        for outcome in outcomes {
            for key in keys(grouping, outcome.task.piece, outcome.task.plan, outcome.task.staff) {
                figures[key, default: PatrolFigures()].count(outcome)
            }
        }
        let overdue = OverdueDays(desk.book, desk.evidence)
        for piece in desk.book.pieces {
            let staff = desk.book.staff(of: piece, on: days.last)
            for (plan, sum) in try overdue.sums(of: piece, in: days) {
                total.count(sum, of: piece)
                for key in keys(grouping, piece, plan, plan.staff.map { [$0] } ?? staff) {
                    figures[key, default: PatrolFigures()].count(sum, of: piece)
                }
            }
        }
        let name: Column = grouping == .staff ? "staff" : grouping == .plan ? "plan" : "code"
        var printer = try ResultPrinter(output, keeping: [path], columns: [name] + Self.columns)
        for (key, sums) in figures.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            try printer.print([key.isEmpty ? .null : .text(key)] + Self.cells(sums))
        }
        try printer.finish()
    }

    /// Under what something is summed up; an empty text for nobody and for no unit.
    private func keys(
        _ grouping: PatrolTasksCommand.Grouping,
        _ piece: PatrolPiece,
        _ plan: PatrolPlan,
        _ staff: [String]
    ) -> [String] {
        switch grouping {
        case .staff: staff.isEmpty ? [""] : staff
        case .subdistrict: [desk.unit(piece.path, at: .subdistrict) ?? ""]
        case .district: [desk.unit(piece.path, at: .district) ?? ""]
        case .plan: [plan.code]
        }
    }

    private static func cells(_ sums: PatrolFigures) -> [Cell] {
        func whole(_ value: Double) -> Cell { .integer(Int(value.rounded())) }
        return [
            whole(sums.arrival.denominator), whole(sums.arrival.numerator), Cell(sums.arrival.percent, decimals: 1),
            Cell(metres: sums.metres.denominator), Cell(metres: sums.metres.numerator),
            Cell(sums.metres.percent, decimals: 1), whole(sums.devices.denominator), whole(sums.devices.numerator),
            Cell(sums.devices.percent, decimals: 1), Cell(metres: sums.metreDays.denominator),
            Cell(metres: sums.metreDays.numerator), Cell(sums.metreDays.percent, decimals: 1),
            whole(sums.deviceDays.denominator), whole(sums.deviceDays.numerator),
        ]
    }
}

extension Geometry {
    /// A place, or a line through several.
    init?(course: [Point]) {
        if let line = try? LineString(course) {
            self = .lineString(line)
        } else if let place = course.first {
            self = .point(place)
        } else {
            return nil
        }
    }
}
