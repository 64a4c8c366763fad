import ArgumentParser
import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Response
import SpatialIndex
import Storage
import Territory

/// `pianqu patrol today`: what somebody should walk today, in the order of one walk.
struct PatrolTodayCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "today",
            abstract: PatrolHelp.today[Console.language],
            discussion: "pianqu patrol today E03 --limit 240min --format geojson"
        )
    }

    @Argument(help: PatrolHelp.onlyStaff.help)
    var staff: String?

    @Option(name: .long, help: PatrolHelp.day.help)
    var at: String?

    @Option(name: .long, help: PatrolHelp.limit.help)
    var limit: String?

    @Option(name: .long, help: PatrolHelp.ahead.help)
    var ahead = PlanPolicy.standard.daysAhead

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard (0...366).contains(ahead) else { throw ValidationError(PatrolHelp.aheadRange[Console.language]) }
        if let limit, Self.limit(limit) == nil { throw ValidationError(PatrolHelp.limitRange[Console.language]) }
    }

    /// `20` or `240min`.
    static func limit(_ text: String) -> WalkLimit? {
        let isMinutes = text.hasSuffix("min") || text.hasSuffix("分钟")
        let digits = text.replacing("min", with: "").replacing("分钟", with: "")
        guard let number = Int(digits), (1...100_000).contains(number) else { return nil }
        return isMinutes ? .seconds(Double(number) * 60) : .items(number)
    }

    func run() throws {
        let zone = try options.openForReading().bureau().timeZone
        let day = try PatrolDesk.day(at ?? "today", in: zone)
        let desk = try PatrolDesk(options, on: day)
        guard !desk.roster.staff.isEmpty else { throw ResponseError.noStaff }
        if let staff, desk.roster.member(staff) == nil { throw ResponseError.unknownStaff(staff) }
        let policy = PlanPolicy(daysAhead: ahead)
        let list = WalkingList(desk.book, desk.evidence, policy: policy)
        var tasks: [String: [PatrolTask]] = [:]
        for task in desk.book.tasks(openOn: day) {
            // Whoever answers for it today walks it, whoever will on the last day.
            let today = task.plan.staff.map { [$0] } ?? desk.book.staff(of: task.piece, on: day)
            for code in today where staff == nil || staff == code { tasks[code, default: []].append(task) }
        }
        let roads = try RoadGraph.roads(of: desk.store, for: .foot)
        var ways = WalkWays(roads: roads, speed: policy.walkingSpeed)
        if !ways.hasRoads { Console.say(PatrolHelp.noRoads) }
        desk.sayEvidence()
        var printer = try ResultPrinter(output, keeping: [options.path], columns: Self.columns)
        for code in tasks.keys.sorted() {
            let items = try list.items(of: tasks[code] ?? [], on: day)
            let start = desk.roster.member(code)?.dutyPoint
            let legs = list.walk(items, from: start, limit: limit.flatMap(Self.limit), &ways)
            for (index, leg) in legs.enumerated() {
                try printer.print(
                    Self.cells(index + 1, code, leg),
                    geometry: Geometry(course: leg.way.course + leg.course)
                )
            }
            Self.say(code, legs, items.count)
        }
        try printer.finish()
        if desk.book.plans.isEmpty { Console.say(PatrolHelp.noPlans) }
    }

    private static let columns: [Column] = [
        .integer("order"), "staff", "urgency", "asset", "code", "plan", "due", .integer("overdue_days"),
        .real("left_m"), .real("way_m"), .real("minutes"), "by", "path", .real("lon"), .real("lat"),
    ]

    private static func cells(_ order: Int, _ staff: String, _ leg: WalkLeg) -> [Cell] {
        let (item, piece) = (leg.item, leg.item.task.piece)
        let by = leg.way.isByRoad ? Words(zh: "道路", en: "road") : Words(zh: "直线", en: "line")
        return [
            .integer(order), .text(staff), .term(item.urgency.rawValue, item.urgency.words), Cell(piece.asset),
            .text(piece.code), .text(item.task.plan.code), Cell(item.task.window.last), .integer(item.overdueDays),
            Cell(piece.asset.isDevice ? nil : item.metres, decimals: 1), Cell(metres: leg.way.metres),
            .number((leg.way.seconds + item.seconds) / 60, decimals: 1),
            .term(leg.way.isByRoad ? "road" : "line", by), .text(piece.path.joined(separator: "/")),
            Cell(leg.course.first?.x, decimals: 8), Cell(leg.course.first?.y, decimals: 8),
        ]
    }

    private static func say(_ staff: String, _ legs: [WalkLeg], _ count: Int) {
        let minutes = legs.reduce(0) { $0 + $1.way.seconds + $1.item.seconds } / 60
        let (time, left) = (String(format: "%.0f", minutes), count - legs.count)
        Console.say(
            Words(
                zh: "\(staff)：\(legs.count) 项，约 \(time) 分钟" + (left > 0 ? "，另有 \(left) 项未列入" : ""),
                en: "\(staff): \(legs.count) items, about \(time) minutes"
                    + (left > 0 ? ", \(left) more left out" : "")
            )
        )
    }
}
