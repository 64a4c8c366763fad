public import ArgumentParser
import Foundation
import GeometryCore
import Phrasebook
public import Response
import SpatialIndex
import Storage
import Territory

/// `pianqu route`: who goes, and why; nothing is stored.
struct RouteCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "route",
            abstract: ResponseHelp.routeAbstract[Console.language],
            discussion: "pianqu route 119.12,25.31 --category outage --explain"
        )
    }

    @Argument(help: ResponseHelp.routePlace.help)
    var place: String?

    @Option(name: .long, help: ResponseHelp.category.help)
    var category = CallCategory.outage

    @Option(name: .long, help: ResponseHelp.asset.help)
    var asset: CallAsset?

    @Option(name: .long, help: HelpWords.accuracy.help)
    var accuracy = 0.0

    @Option(name: .long, help: ResponseHelp.rules.help)
    var rules: String?

    @Flag(name: .long, help: ResponseHelp.explain.help)
    var explain = false

    @Option(name: .long, help: TicketHelp.replay.help)
    var replay: String?

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard accuracy >= 0, accuracy.isFinite else {
            throw ValidationError(HelpWords.accuracyRange[Console.language])
        }
        guard (place == nil) != (replay == nil) else {
            throw ValidationError(TicketHelp.placeOrReplay[Console.language])
        }
    }

    func run() throws {
        let store = try options.openForReading()
        if let replay { return try RouteReplay(store: store, output: output, path: options.path).run(replay, explain) }
        let instant = try moment.instant(of: store.bureau())
        let rules = try rules.map { try RulesFile.read($0) }
        let roads = try RoadGraph.roads(of: store, for: .car)
        if roads == nil { Console.say(ResponseHelp.noRoads) }
        var desk = try options.deskForReading(store, roads: roads, rules: rules, at: instant)
        let found = try CallPlace(place ?? "", accuracy: accuracy, in: desk.atlas, of: store, at: instant)
        let call = RoutingCall(
            place: found.point,
            accuracyMetres: found.accuracyMetres,
            category: category,
            asset: asset
        )
        let (facts, decision) = desk.decide(call)
        try RouteRows(roster: desk.board.roster, zone: store.bureau().timeZone).print(
            decision,
            facts,
            output,
            keeping: options.path
        )
        if explain { RouteRows.explain(decision, facts) }
        if decision.outcome == .shortfall { throw ExitCode(ExitStatus.no.rawValue) }
    }
}

/// Makes the decisions on a ticket again, of the facts and rules that were kept with them.
struct RouteReplay {
    let store: GeoPackageStore
    let output: FormatOptions
    let path: String

    func run(_ ticket: String, _ explain: Bool) throws {
        let events = try store.events(of: ticket)
        guard !events.isEmpty else { throw DeskRefusal.unknownTicket(ticket) }
        let rows = try RouteRows(roster: Roster(store: store), zone: store.bureau().timeZone)
        var (last, count, differing): ((RoutingDecision, RoutingFacts)?, Int, Int) = (nil, 0, 0)
        for event in events {
            guard case .routed(let facts, let decision, let code) = event.body else { continue }
            guard let rules = try store.rules(code) else { throw ResponseStoreError.missingRules(code) }
            let again = RoutingDecision(facts, rules)
            count += 1
            if again != decision { differing += 1 }
            last = (again, facts)
            if explain { RouteRows.explain(again, facts) }
        }
        if let (decision, facts) = last { try rows.print(decision, facts, output, keeping: path) }
        Console.say(
            Words(
                zh: "重做 \(count) 次决定，\(count - differing) 次与当时相同",
                en: "\(count) decisions made again, \(count - differing) the same as then"
            )
        )
        if differing > 0 { throw ExitCode(ExitStatus.no.rawValue) }
    }
}

/// How a decision is printed: who goes, who is told, who would be next, and why nobody can.
struct RouteRows {
    let roster: Roster
    let zone: TimeZone

    func print(
        _ decision: RoutingDecision,
        _ facts: RoutingFacts,
        _ output: FormatOptions,
        keeping path: String
    ) throws {
        let columns: [Column] = [
            .integer("rank"), "staff", .real("seconds"), .real("metres"), "by", .real("position_age_s"), "stale",
            "meets_limit", "reason", "part", "name", "phone", "rule", "code", "path", "status", .real("limit_s"),
            .integer("version"), "as_of",
        ]
        var printer = try ResultPrinter(output, keeping: [path], columns: columns)
        let shape = Geometry.point(Point(x: facts.place[0], y: facts.place[1]))
        func row(_ part: Part, _ staff: String?, _ arrival: Candidate?, _ rank: Int?, _ reason: Cell) throws {
            let member = staff.flatMap(roster.member)
            let isExcluded = part == .excluded
            try printer.print(
                [
                    rank.map(Cell.integer) ?? .null, Cell(staff), Cell(arrival?.seconds, decimals: 1),
                    Cell(arrival?.metres, decimals: 1), arrival.map { .term($0.by.rawValue, $0.by.words) } ?? .null,
                    Cell(arrival?.positionAge, decimals: 0), arrival.map { .boolean($0.isStale) } ?? .null,
                    arrival.map { .boolean($0.meetsLimit) } ?? .null, reason, .term(part.rawValue, part.words),
                    Cell(isExcluded ? nil : member?.name), Cell(isExcluded ? nil : member?.phone), .text(decision.rule),
                    Cell(facts.code), .text(facts.subject.path.joined(separator: "/")),
                    .term(facts.placement.rawValue, facts.placement.words), .number(facts.limitSeconds, decimals: 0),
                    .integer(facts.districtVersion), Cell(facts.instant, in: zone),
                ],
                geometry: shape
            )
        }
        let outcome = Cell.term(decision.outcome.rawValue, decision.outcome.words)
        if let lead = decision.lead {
            try row(.lead, lead, decision.arrival, 1, outcome)
        } else {
            let reason = decision.shortfall.map { Cell.term($0.rawValue, $0.words) } ?? outcome
            try row(.escalation, decision.escalation?.staff, nil, nil, reason)
        }
        if let copied = decision.copied { try row(.copied, copied, nil, nil, .null) }
        let next = facts.nearest.filter { $0.staff != decision.lead }
        for (index, candidate) in next.enumerated() { try row(.next, candidate.staff, candidate, index + 2, .null) }
        if [.json, .ndjson].contains(output.format) {
            for reason in Exclusion.allCases {
                for staff in facts.excluded[reason] ?? [] where staff != decision.lead {
                    try row(.excluded, staff, nil, nil, .term(reason.rawValue, reason.words))
                }
            }
        }
        try printer.finish()
    }

    /// What a row speaks of.
    private enum Part: String {
        case lead, copied, next, excluded, escalation

        var words: Words {
            switch self {
            case .lead: Words(zh: "派往", en: "goes")
            case .copied: Words(zh: "抄送", en: "told as well")
            case .next: Words(zh: "候补", en: "next")
            case .excluded: Words(zh: "未列入", en: "not sent")
            case .escalation: Words(zh: "上报", en: "goes up to")
            }
        }
    }

    /// Says every rule and step that was tried.
    static func explain(_ decision: RoutingDecision, _ facts: RoutingFacts) {
        for trial in decision.rules { Console.say(trial.words) }
        for trial in decision.steps {
            let (who, why) = (trial.staff ?? "", trial.exclusion?.words)
            Console.say(
                Words(
                    zh: "\(trial.step.words.zh) \(who)：\(trial.verdict.words.zh)" + (why.map { "，\($0.zh)" } ?? ""),
                    en: "\(trial.step.words.en) \(who): \(trial.verdict.words.en)" + (why.map { ", \($0.en)" } ?? "")
                )
            )
        }
        for reason in Exclusion.allCases {
            guard let staff = facts.excluded[reason], !staff.isEmpty else { continue }
            let names = staff.joined(separator: " ")
            Console.say(Words(zh: "未列入（\(reason.words.zh)）：\(names)", en: "not sent (\(reason.words.en)): \(names)"))
        }
    }
}

extension CallCategory: ExpressibleByArgument {}
extension CallAsset: ExpressibleByArgument {}
