import ArgumentParser
import Foundation
import GeometryCore
import Phrasebook
import Response
import Storage
import Territory

/// `pianqu incident`: tickets with one cause upstream.
struct IncidentCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "incident",
            abstract: TicketHelp.incident[Console.language],
            discussion: "pianqu incident list",
            subcommands: [
                IncidentListCommand.self, IncidentShowCommand.self, IncidentMergeCommand.self,
                IncidentSplitCommand.self,
            ],
            defaultSubcommand: IncidentListCommand.self
        )
    }
}

/// `pianqu incident list`: the incidents with an open ticket, or all.
struct IncidentListCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "list",
            abstract: TicketHelp.incidentList[Console.language],
            discussion: "pianqu incident list --all"
        )
    }

    @Flag(name: .long, help: TicketHelp.all.help)
    var all = false

    @Option(name: .long, help: TicketHelp.moment.help)
    var at: String?

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForReading()
        var (desk, now) = try options.desk(store, at: at)
        if all { try IncidentTickets.bringAll(to: &desk, store, now) }
        let rows = try TicketRows(desk, store, at: now)
        var printer = try ResultPrinter(output, keeping: [options.path], columns: TicketRows.incidentColumns)
        for code in desk.incidents.keys.sorted() {
            guard let picture = desk.picture(of: code), all || picture.openCount > 0 else { continue }
            try printer.print(rows.cells(picture), geometry: IncidentTickets.point(of: picture))
        }
        try printer.finish()
    }
}

/// `pianqu incident show`: the tickets of an incident, to ring back.
struct IncidentShowCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "show",
            abstract: TicketHelp.incidentShow[Console.language],
            discussion: "pianqu incident show I261105-0001"
        )
    }

    @Argument(help: TicketHelp.incidentCode.help)
    var incident: String

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForReading()
        var (desk, now) = try options.desk(store, at: nil)
        try IncidentTickets.bringAll(to: &desk, store, now)
        guard let found = desk.incidents[incident] else { throw ResponseError.unknownIncident(incident) }
        let rows = try TicketRows(desk, store, at: now)
        // Whoever rings back needs the caller's number.
        let columns = TicketRows.columns + ["caller", "caller_phone"]
        var printer = try ResultPrinter(output, keeping: [options.path], columns: columns)
        for ticket in found.members.compactMap({ desk.tickets[$0] }) {
            let customer = try ticket.intake.customer.flatMap { try store.record(in: .customers, code: $0) }
            func field(_ name: String) -> String? { customer?.values[Layer.customers.index(of: name)].text }
            try printer.print(
                rows.cells(ticket) + [Cell(field("name")), Cell(field("phone"))],
                geometry: .point(ticket.intake.point)
            )
        }
        try printer.finish()
    }
}

/// Tickets that are closed already, beside those on the desk.
private enum IncidentTickets {
    static func bringAll(to desk: inout Desk, _ store: GeoPackageStore, _ now: Date) throws {
        try store.forEachTicket(asOf: now) { try? desk.take($0) }
    }

    static func point(of incident: IncidentPicture) -> Geometry? {
        incident.place.count == 2 ? .point(Point(x: incident.place[0], y: incident.place[1])) : nil
    }
}

/// `pianqu incident merge`: makes one incident of tickets.
struct IncidentMergeCommand: TicketAct {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "merge",
            abstract: TicketHelp.incidentMerge[Console.language],
            discussion: "pianqu incident merge 261105-0001 261105-0004"
        )
    }

    @Argument(help: TicketHelp.codes.help)
    var tickets: [String]

    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    var action: TicketCommand.Action { .merge(tickets: tickets) }
}

/// `pianqu incident split`: takes a ticket out of its incident.
struct IncidentSplitCommand: TicketAct {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "split",
            abstract: TicketHelp.incidentSplit[Console.language],
            discussion: "pianqu incident split 261105-0004"
        )
    }

    @Argument(help: TicketHelp.code.help)
    var ticket: String

    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    var action: TicketCommand.Action { .split(ticket: ticket) }
}
