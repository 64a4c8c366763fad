import Foundation
import GeometryCore
import Phrasebook
import Response
import Storage
import Territory

/// The rows in which tickets, what happened to them, and incidents are printed.
struct TicketRows {
    let roster: Roster
    let limits: ClockLimits
    let zone: TimeZone
    let now: Date
    let calendar: WorkingCalendar

    init(_ desk: Desk, _ store: GeoPackageStore, at now: Date) throws {
        (roster, limits, self.now) = (desk.board.roster, desk.rules.clocks, now)
        zone = try store.bureau().timeZone
        calendar = try WorkingCalendar(store: store)
    }

    static let columns: [Column] = [
        "ticket", .integer("ticket_version"), "stage", "category", "priority", "channel", "holder", "name", "phone",
        "outcome", "copied", "incident", "code", "customer", "transformer", "received", "due", "arrived",
        "closed", "closure", "step", "clock", .real("minutes_left"), "duplicates", .real("lon"), .real("lat"),
    ]

    /// One row for a ticket; of its running clocks the one that breaks its limit first.
    func cells(_ ticket: Ticket, duplicates: [String] = []) -> [Cell] {
        let holder = ticket.holder.flatMap(roster.member)
        let running = ticket.isOpen ? ticket.clocks(at: now, limits).filter { $0.secondsLeft != nil } : []
        let next = running.min { ($0.secondsLeft ?? 0) < ($1.secondsLeft ?? 0) }
        let isOnSite = ticket.intake.category.isOnSite
        let arrival = isOnSite ? ticket.arrivalLimit : nil
        // By when somebody must be there, or a connection be made.
        let due =
            ticket.connectionClock(at: now, calendar, limits)?.deadline
            ?? arrival.map { Date(timeIntervalSince1970: Double(ticket.reported) / 1000 + $0) }
        let (intake, place) = (ticket.intake, ticket.intake.point)
        return [
            .text(ticket.code), .integer(ticket.version), .term(ticket.stage.rawValue, ticket.stage.words),
            .term(intake.category.rawValue, intake.category.words),
            .term(intake.priority.rawValue, intake.priority.words),
            .term(intake.channel.rawValue, intake.channel.words),
            Cell(ticket.holder), Cell(holder?.name), Cell(holder?.phone), outcome(ticket),
            Cell(ticket.copied), Cell(ticket.incident), Cell(ticket.district), Cell(intake.customer),
            Cell(intake.supply?.transformer), instant(ticket.reported), Cell(due, in: zone),
            instant(ticket.reached[.arrived]),
            instant(ticket.reached[.closed]), ticket.closure.map { .term($0.rawValue, $0.words) } ?? .null,
            ticket.step.map { .term($0.rawValue, $0.words) } ?? .null,
            next.map { .term($0.span.rawValue, $0.span.words) } ?? .null,
            Cell(next?.secondsLeft.map { $0 / 60 }, decimals: 1), .list(duplicates),
            .number(place.x, decimals: 8), .number(place.y, decimals: 8),
        ]
    }

    private func outcome(_ ticket: Ticket) -> Cell { ticket.outcome.map { .term($0.rawValue, $0.words) } ?? .null }

    private func instant(_ milliseconds: Int?) -> Cell {
        Cell(milliseconds.map { Date(timeIntervalSince1970: Double($0) / 1000) }, in: zone)
    }

    static let eventColumns: [Column] = ["ticket", .integer("number"), "at", "actor", "kind", "staff", "detail", "key"]

    /// One row for an event.
    func cells(_ event: TicketEvent) -> [Cell] {
        let (staff, detail) = told(event.body)
        return [
            .text(event.ticket), .integer(event.number), instant(event.milliseconds), .text(event.actor),
            .text(event.body.name), Cell(staff), Cell(detail), Cell(event.key),
        ]
    }

    /// Of whom an event speaks, and what it says.
    private func told(_ body: TicketEvent.Body) -> (staff: String?, detail: String?) {
        func words(_ worded: (any Worded)?) -> String? { worded.map { $0.words[Console.language] } }
        switch body {
        case .received(let intake):
            return (
                nil,
                [words(intake.category), words(intake.channel), intake.text].compactMap(\.self).joined(separator: "; ")
            )
        case .routed(_, let decision, let rules):
            let why: (any Worded)? = decision.shortfall ?? decision.outcome as any Worded
            return (
                decision.lead ?? decision.escalation?.staff,
                [words(why), decision.rule, rules].compactMap(\.self).joined(separator: "; ")
            )
        case .closed(let closure, let other):
            return (nil, [words(closure), other].compactMap(\.self).joined(separator: " "))
        case .stepped(let step): return (nil, words(step))
        case .reassigned(let staff, let reason): return (staff, reason)
        case .noted(let text, let photo): return (nil, [text, photo].compactMap(\.self).joined(separator: "; "))
        case .joined(let incident, let device, _):
            return (nil, [incident, words(device?.kind), device?.code].compactMap(\.self).joined(separator: " "))
        case .followed(let ticket, let holder, let stage):
            return (holder, [ticket, words(stage)].compactMap(\.self).joined(separator: " "))
        case .left(let incident): return (nil, incident)
        case .reopened(let reason): return (nil, reason)
        case .accepted, .enRoute, .arrived, .restored: return (nil, nil)
        }
    }

    static let incidentColumns: [Column] = [
        "incident", "stage", "device_kind", "device", .integer("tickets"), .integer("open"), "holder", "name", "phone",
        "code", "opened", "ended", "members", .real("lon"), .real("lat"),
    ]

    /// One row for an incident.
    func cells(_ incident: IncidentPicture) -> [Cell] {
        let holder = incident.holder.flatMap(roster.member)
        return [
            .text(incident.code), .term(incident.stage.rawValue, incident.stage.words),
            incident.device.map { .term($0.kind.rawValue, $0.kind.words) } ?? .null, Cell(incident.device?.code),
            .integer(incident.members.count), .integer(incident.openCount), Cell(incident.holder), Cell(holder?.name),
            Cell(holder?.phone), Cell(incident.district), instant(incident.opened), instant(incident.ended),
            .list(incident.members), Cell(incident.place.first, decimals: 8), Cell(incident.place.last, decimals: 8),
        ]
    }

    /// Says in a sentence or two what a dispatcher must know at once.
    func say(_ receipt: TicketReceipt) {
        let ticket = receipt.ticket
        if receipt.isRepeat {
            return Console.say(
                Words(
                    zh: "同一指令已执行过：工单 \(ticket.code) 现为“\(ticket.stage.words.zh)”",
                    en: "carried out before: ticket \(ticket.code) is \(ticket.stage.words.en)"
                )
            )
        }
        for event in receipt.events where event.ticket == ticket.code {
            switch event.body {
            case .routed(_, let decision, _): say(decision)
            case .joined(let incident, let device, _):
                let name = device.map { "\($0.kind.words[Console.language]) \($0.code)" } ?? "-"
                Console.say(
                    Words(
                        zh: "属于停电事件 \(incident)，推测故障设备：\(name)",
                        en: "part of incident \(incident); the fault is thought to be at: \(name)"
                    )
                )
            default: break
            }
        }
        if !receipt.duplicates.isEmpty {
            let codes = receipt.duplicates.joined(separator: " ")
            Console.say(
                Words(
                    zh: "可能与工单 \(codes) 重复；若是：pianqu ticket close \(ticket.code) --as duplicate --of 编号",
                    en: "may repeat ticket \(codes); if so: pianqu ticket close \(ticket.code) --as duplicate --of CODE"
                )
            )
        }
    }

    private func say(_ decision: RoutingDecision) {
        guard let lead = decision.lead, let arrival = decision.arrival else {
            let why = decision.shortfall?.words ?? decision.outcome.words
            let up = decision.escalation?.staff
            return Console.say(
                Words(
                    zh: "无人可派：\(why.zh)" + (up.map { "；上报 \($0)" } ?? "")
                        + "；工单已保存，等待中：pianqu ticket dispatch 或 ticket reassign",
                    en: "nobody can go: \(why.en)" + (up.map { "; goes up to \($0)" } ?? "")
                        + "; the ticket is kept and waits: pianqu ticket dispatch, or ticket reassign"
                )
            )
        }
        let minutes = String(format: "%.1f", arrival.seconds / 60)
        let copied = decision.copied
        Console.say(
            Words(
                zh: "派 \(lead)（\(decision.outcome.words.zh)），\(arrival.by.words.zh) \(minutes) 分钟"
                    + (arrival.isStale ? "，按值守点算" : "") + (arrival.meetsLimit ? "" : "，超出到场时限")
                    + (copied.map { "；抄送 \($0)" } ?? ""),
                en: "\(lead) goes (\(decision.outcome.words.en)), \(minutes) minutes \(arrival.by.words.en)"
                    + (arrival.isStale ? ", from the duty point" : "")
                    + (arrival.meetsLimit ? "" : ", beyond the arrival limit")
                    + (copied.map { "; \($0) is told" } ?? "")
            )
        )
    }
}
