import ArgumentParser
import Foundation
import GeometryCore
import Phrasebook
import Response
import Storage
import Territory

/// `pianqu ticket list`: the tickets, those with most haste first.
struct TicketListCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "list",
            abstract: TicketHelp.list[Console.language],
            discussion: "pianqu ticket list --warn 15 --district S1-01"
        )
    }

    @Flag(name: .long, help: TicketHelp.all.help)
    var all = false

    @Option(name: .long, help: TicketHelp.stage.help)
    var stage: [Ticket.Stage] = []

    @Option(name: .long, help: TicketHelp.onlyCategory.help)
    var category: [CallCategory] = []

    @Option(name: .long, help: TicketHelp.holder.help)
    var holder: String?

    @Option(name: .long, help: TicketHelp.onlyDistrict.help)
    var district: String?

    @Option(name: .long, help: TicketHelp.warn.help)
    var warn: Double?

    @Option(name: .long, help: TicketHelp.moment.help)
    var at: String?

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func validate() throws {
        if let warn, !(warn >= 0 && warn.isFinite) { throw ValidationError(TicketHelp.warnRange[Console.language]) }
    }

    func run() throws {
        let store = try options.openForReading()
        let (desk, now) = try options.desk(store, at: at)
        let isKnown =
            desk.board.roster.member(holder ?? "") != nil || desk.tickets.values.contains { $0.holder == holder }
        if let holder, !isKnown { throw ResponseError.unknownStaff(holder) }
        if let district, desk.atlas.hierarchy.district(district) == nil { throw CommandError.unknownDistrict(district) }
        let rows = try TicketRows(desk, store, at: now)
        var printer = try ResultPrinter(output, keeping: [options.path], columns: TicketRows.columns)
        let tickets = try wanted(desk, store, now)
        for ticket in tickets { try printer.print(rows.cells(ticket), geometry: .point(ticket.intake.point)) }
        try printer.finish()
        sayOrphans(desk)
        for hint in desk.arrivalHints() {
            Console.say(
                Words(
                    zh:
                        "\(hint.staff) 似已到工单 \(hint.ticket) 处（\(Int(hint.metres)) 米）；确认：pianqu ticket arrive \(hint.ticket)",
                    en: "\(hint.staff) seems to be at ticket \(hint.ticket) (\(Int(hint.metres)) m); to confirm: "
                        + "pianqu ticket arrive \(hint.ticket)"
                )
            )
        }
        let listed = Set(tickets.map(\.code))
        let late = desk.warnings(within: 0, at: now).count { listed.contains($0.ticket) }
        Console.say(
            Words(zh: "\(tickets.count) 张工单，\(late) 项已超时", en: "\(tickets.count) tickets, \(late) limits broken")
        )
        if warn != nil && !tickets.isEmpty { throw ExitCode(ExitStatus.no.rawValue) }
    }

    /// The district of today in which a ticket's place lies; districts may have been redrawn since.
    private func leaf(of ticket: Ticket, _ desk: Desk) -> String? {
        desk.atlas.leaf(at: ticket.intake.point)?.code ?? ticket.district
    }

    /// Names tickets whose holder is no longer among the staff, so that somebody else is sent.
    private func sayOrphans(_ desk: Desk) {
        let orphans = desk.tickets.values.filter { ticket in
            ticket.isHeld && ticket.holder.map { desk.board.roster.member($0) == nil } ?? false
        }.map(\.code).sorted()
        guard !orphans.isEmpty else { return }
        let codes = orphans.joined(separator: " ")
        Console.say(
            Words(
                zh: "接单人已不在员工表中，请 pianqu ticket reassign：\(codes)",
                en: "held by nobody who is among the staff; pianqu ticket reassign: \(codes)"
            )
        )
    }

    private func wanted(_ desk: Desk, _ store: GeoPackageStore, _ now: Date) throws -> [Ticket] {
        var tickets = Array(desk.tickets.values.filter(\.isOpen))
        if all {
            tickets = []
            try store.forEachTicket(asOf: now) { if let ticket = try? Ticket($0) { tickets.append(ticket) } }
        }
        let endangered = warn.map { minutes in
            Dictionary(desk.warnings(within: minutes * 60, at: now).enumerated().map { ($1.ticket, $0) }) { first, _ in
                first
            }
        }
        let below = district.map { district in
            Set(desk.atlas.hierarchy.leaves(under: district).map(\.code))
        }
        return tickets.filter { ticket in
            (stage.isEmpty || stage.contains(ticket.stage))
                && (category.isEmpty || category.contains(ticket.intake.category))
                && (holder == nil || ticket.holder == holder)
                && (below.map { $0.contains(leaf(of: ticket, desk) ?? "") } ?? true)
                && (endangered.map { $0[ticket.code] != nil } ?? true)
        }.sorted { a, b in
            if let endangered { return (endangered[a.code] ?? 0, a.code) < (endangered[b.code] ?? 0, b.code) }
            return a.code < b.code
        }
    }
}

/// `pianqu ticket show`: all that happened to a ticket.
struct TicketShowCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "show",
            abstract: TicketHelp.show[Console.language],
            discussion: "pianqu ticket show 261105-0001"
        )
    }

    @Argument(help: TicketHelp.code.help)
    var ticket: String

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForReading()
        let bureau = try store.bureau()
        let events = try store.events(of: ticket)
        guard !events.isEmpty else { throw DeskRefusal.unknownTicket(ticket) }
        let now = Date()
        let desk = try options.desk(store, at: nil).desk
        let rows = try TicketRows(desk, store, at: now)
        var printer = try ResultPrinter(output, keeping: [options.path], columns: TicketRows.eventColumns)
        for event in events { try printer.print(rows.cells(event)) }
        try printer.finish()
        guard let state = try? Ticket(events) else { throw ResponseStoreError.damaged(ticket: ticket) }
        if let clock = try state.connectionClock(at: now, WorkingCalendar(store: store), desk.rules.clocks) {
            say(clock, bureau.timeZone)
        }
        for clock in state.clocks(at: now, desk.rules.clocks) {
            let minutes = String(format: "%.1f", clock.seconds / 60)
            let limit = clock.limit.map { String(format: "%g", $0 / 60) }
            Console.say(
                Words(
                    zh: "\(clock.span.words.zh) \(minutes) 分钟" + (limit.map { "，时限 \($0)" } ?? "")
                        + (clock.isBreached ? "，超时" : "") + (clock.isStopped ? "" : "，仍在计时"),
                    en: "\(clock.span.words.en): \(minutes) minutes" + (limit.map { ", limit \($0)" } ?? "")
                        + (clock.isBreached ? ", broken" : "") + (clock.isStopped ? "" : ", running")
                )
            )
        }
    }
}

extension TicketShowCommand {
    private func say(_ clock: ConnectionClock, _ zone: TimeZone) {
        let (days, limit) = (String(format: "%.2f", clock.workingDays), String(format: "%g", clock.limit))
        let deadline = clock.deadline.text(in: zone)
        Console.say(
            Words(
                zh: "报装 \(days) 个工作日，时限 \(limit)，截至 \(deadline)" + (clock.isBreached ? "，超时" : "")
                    + (clock.isStopped ? "" : "，仍在计时") + (clock.isCertain ? "" : "；节假日未知，请 pianqu import holidays"),
                en: "connection: \(days) working days, limit \(limit), due \(deadline)"
                    + (clock.isBreached ? ", broken" : "")
                    + (clock.isStopped ? "" : ", running")
                    + (clock.isCertain ? "" : "; holidays are not known so far ahead: pianqu import holidays")
            )
        )
    }
}

/// `pianqu ticket summary`: what became of the calls of a stretch of time.
struct TicketSummaryCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "summary",
            abstract: TicketHelp.summary[Console.language],
            discussion: "pianqu ticket summary --from 2026-11-05 --to 2026-11-06"
        )
    }

    @Option(name: .long, help: TicketHelp.from.help)
    var from: String

    @Option(name: .long, help: TicketHelp.to.help)
    var to: String?

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForReading()
        let zone = try store.bureau().timeZone
        let (start, now) = (try Calendar.instant(from, in: zone), Date())
        let end = try to.map { try Calendar.instant($0, in: zone) } ?? now
        guard start < end else { throw ValidationError(TicketHelp.order[Console.language]) }
        try SummaryRows.print(ResponseSummary(of: store, from: start, to: end, at: now), output, keeping: options.path)
    }
}

/// The rows in which a summary is printed: a rate with its numerator and denominator.
enum SummaryRows {
    static func print(_ summary: ResponseSummary, _ output: FormatOptions, keeping path: String) throws {
        let columns: [Column] = ["item", .real("value"), .integer("of"), .real("percent")]
        var printer = try ResultPrinter(output, keeping: [path], columns: columns)
        func row(_ name: String, _ words: Words, _ value: Double?, of whole: Int? = nil, decimals: Int = 0) throws {
            let share = whole.flatMap { whole in value.map { whole > 0 ? 100 * $0 / Double(whole) : nil } ?? nil }
            try printer.print([
                .term(name, words), Cell(value, decimals: decimals), whole.map(Cell.integer) ?? .null,
                Cell(share, decimals: 1),
            ])
        }
        func count(_ name: String, _ words: Words, _ value: Int, of whole: Int? = nil) throws {
            try row(name, words, Double(value), of: whole)
        }
        let decided = summary.outcomes.values.reduce(0, +)
        try count("calls", Words(zh: "来电", en: "calls"), summary.calls)
        for category in CallCategory.allCases {
            try count(
                "category-" + category.rawValue,
                category.words,
                summary.categories[category] ?? 0,
                of: summary.calls
            )
        }
        for outcome in RoutingDecision.Outcome.allCases {
            try count("routed-" + outcome.rawValue, outcome.words, summary.outcomes[outcome] ?? 0, of: decided)
        }
        try count(
            "joined",
            Words(zh: "并入停电事件，无须另派", en: "joined an incident, nobody sent anew"),
            summary.joined,
            of: summary.calls
        )
        try count("incidents", Words(zh: "停电事件", en: "incidents"), summary.incidentCount)
        try count(
            "incident-tickets",
            Words(zh: "停电事件的工单", en: "tickets of incidents"),
            summary.incidentTickets,
            of: summary.calls
        )
        try count("reassigned", Words(zh: "改派次数", en: "times somebody else was sent"), summary.reassigned)
        let arrived = summary.arrivals.count
        try row(
            "arrival-p50-min",
            Words(zh: "到场 p50（分钟）", en: "arrival, median, minutes"),
            summary.arrival(0.5).map { $0 / 60 },
            of: nil,
            decimals: 1
        )
        try row(
            "arrival-p90-min",
            Words(zh: "到场 p90（分钟）", en: "arrival, 90th percentile, minutes"),
            summary.arrival(0.9).map { $0 / 60 },
            of: nil,
            decimals: 1
        )
        try count("arrived", Words(zh: "已到场", en: "arrived"), arrived)
        try count(
            "limits-met",
            Words(zh: "按时到场", en: "arrived within the limit"),
            summary.arrivedInTime,
            of: arrived + summary.missed
        )
        let connected = summary.connectionDays
        try count("connections", Words(zh: "已接电的报装", en: "connections made"), connected.count)
        let mean = connected.isEmpty ? nil : connected.reduce(0, +) / Double(connected.count)
        try row(
            "connection-days",
            Words(zh: "报装平均工作日", en: "working days for a connection, mean"),
            mean,
            decimals: 2
        )
        try count(
            "connections-in-time",
            Words(zh: "按时接电", en: "connected within the limit"),
            summary.connectedInTime,
            of: connected.count
        )
        for stage in Ticket.Stage.allCases {
            try count("stage-" + stage.rawValue, stage.words, summary.stages[stage] ?? 0, of: summary.calls)
        }
        try printer.finish()
    }
}
