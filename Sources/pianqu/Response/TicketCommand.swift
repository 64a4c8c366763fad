import ArgumentParser
import Foundation
import GeometryCore
import Phrasebook
import Response
import Storage
import Territory

/// `pianqu ticket`: tickets from the call to its end.
struct TicketCommandGroup: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "ticket",
            abstract: TicketHelp.abstract[Console.language],
            discussion: "pianqu ticket list --warn 15",
            subcommands: [
                TicketNewCommand.self, TicketListCommand.self, TicketShowCommand.self,
                TicketSayCommand<Accept>.self, TicketSayCommand<SetOut>.self, TicketSayCommand<Arrive>.self,
                TicketSayCommand<Restore>.self, TicketStepCommand.self, TicketCloseCommand.self,
                TicketReassignCommand.self, TicketRouteCommand.self, TicketNoteCommand.self, TicketReopenCommand.self,
                TicketDispatchCommand.self, TicketSummaryCommand.self,
            ],
            defaultSubcommand: TicketListCommand.self
        )
    }
}

/// Something that the holder of a ticket says of it.
protocol TicketWord {
    static var name: String { get }
    static var abstract: Words { get }
    static func action(_ ticket: String) -> TicketCommand.Action
}

enum Accept: TicketWord {
    static let name = "accept"
    static let abstract = TicketHelp.accept
    static func action(_ ticket: String) -> TicketCommand.Action { .accept(ticket: ticket) }
}

enum SetOut: TicketWord {
    static let name = "set-out"
    static let abstract = TicketHelp.setOut
    static func action(_ ticket: String) -> TicketCommand.Action { .setOut(ticket: ticket) }
}

enum Arrive: TicketWord {
    static let name = "arrive"
    static let abstract = TicketHelp.arrive
    static func action(_ ticket: String) -> TicketCommand.Action { .arrive(ticket: ticket) }
}

enum Restore: TicketWord {
    static let name = "restore"
    static let abstract = TicketHelp.restore
    static func action(_ ticket: String) -> TicketCommand.Action { .restore(ticket: ticket) }
}

/// A command about one ticket that makes something happen to it.
protocol TicketAct: ParsableCommand {
    var desk: DeskOptions { get }
    var output: FormatOptions { get }
    var options: StoreOptions { get }
    var action: TicketCommand.Action { get throws }
}

extension TicketAct {
    func run() throws {
        var open = try OpenDesk(options, desk)
        var printer = try TicketPrinter(output, keeping: options.path)
        let receipt = try open.perform(desk.command(action, open.bureau))
        try printer.print(receipt, open)
        if receipt.ticket.stage == .waiting { throw ExitCode(ExitStatus.no.rawValue) }
    }
}

/// `pianqu ticket accept`, `set-out`, `arrive`, `restore`.
struct TicketSayCommand<Said: TicketWord>: TicketAct {
    static var configuration: CommandConfiguration {
        .init(
            commandName: Said.name,
            abstract: Said.abstract[Console.language],
            discussion: "pianqu ticket \(Said.name) 261105-0001 --by E03"
        )
    }

    @Argument(help: TicketHelp.code.help)
    var ticket: String

    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    var action: TicketCommand.Action { Said.action(ticket) }
}

/// `pianqu ticket step`: a connection came a step further.
struct TicketStepCommand: TicketAct {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "step",
            abstract: TicketHelp.step[Console.language],
            discussion: "pianqu ticket step 261105-0001 surveyed --by E03"
        )
    }

    @Argument(help: TicketHelp.code.help)
    var ticket: String

    @Argument(help: TicketHelp.stepName.help)
    var step: ConnectionStep

    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    var action: TicketCommand.Action { .step(ticket: ticket, step) }
}

/// `pianqu ticket close`: it is over.
struct TicketCloseCommand: TicketAct {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "close",
            abstract: TicketHelp.close[Console.language],
            discussion: "pianqu ticket close 261105-0002 --as duplicate --of 261105-0001"
        )
    }

    @Argument(help: TicketHelp.code.help)
    var ticket: String

    @Option(name: .customLong("as"), help: TicketHelp.closure.help)
    var closure = TicketClosure.settled

    @Option(name: .customLong("of"), help: TicketHelp.duplicateOf.help)
    var original: String?

    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    var action: TicketCommand.Action { .close(ticket: ticket, closure, of: original) }
}

/// `pianqu ticket reassign`: somebody else goes, by hand.
struct TicketReassignCommand: TicketAct {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "reassign",
            abstract: TicketHelp.reassign[Console.language],
            discussion: "pianqu ticket reassign 261105-0001 E04 --reason 车坏了"
        )
    }

    @Argument(help: TicketHelp.code.help)
    var ticket: String

    @Argument(help: TicketHelp.staff.help)
    var staff: String

    @Option(name: .long, help: TicketHelp.reason.help)
    var reason: String?

    @Flag(name: .long, help: TicketHelp.force.help)
    var force = false

    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    var action: TicketCommand.Action { .reassign(ticket: ticket, to: staff, reason: reason, isForced: force) }
}

/// `pianqu ticket route`: decides anew who goes.
struct TicketRouteCommand: TicketAct {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "route",
            abstract: TicketHelp.route[Console.language],
            discussion: "pianqu ticket route 261105-0001 --pass-over E03"
        )
    }

    @Argument(help: TicketHelp.code.help)
    var ticket: String

    @Option(name: .customLong("pass-over"), help: TicketHelp.passOver.help)
    var passOver: [String] = []

    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    var action: TicketCommand.Action { .route(ticket: ticket, passingOver: Set(passOver)) }
}

/// `pianqu ticket note`: writes something down.
struct TicketNoteCommand: TicketAct {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "note",
            abstract: TicketHelp.note[Console.language],
            discussion: "pianqu ticket note 261105-0001 表箱进水 --photo p1.jpg --by E03"
        )
    }

    @Argument(help: TicketHelp.code.help)
    var ticket: String

    @Argument(help: TicketHelp.noteText.help)
    var text: String

    @Option(name: .long, help: TicketHelp.photo.help)
    var photo: String?

    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    var action: TicketCommand.Action { .note(ticket: ticket, text: text, photo: photo) }
}

/// `pianqu ticket reopen`: it was not over after all.
struct TicketReopenCommand: TicketAct {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "reopen",
            abstract: TicketHelp.reopen[Console.language],
            discussion: "pianqu ticket reopen 261105-0001 --reason 又停了"
        )
    }

    @Argument(help: TicketHelp.code.help)
    var ticket: String

    @Option(name: .long, help: TicketHelp.reason.help)
    var reason: String

    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    var action: TicketCommand.Action { .reopen(ticket: ticket, reason: reason) }
}

/// `pianqu ticket dispatch`: finds somebody for those who wait.
struct TicketDispatchCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "dispatch",
            abstract: TicketHelp.dispatch[Console.language],
            discussion: "pianqu ticket dispatch"
        )
    }

    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        var open = try OpenDesk(options, desk)
        var printer = try ResultPrinter(output, keeping: [options.path], columns: TicketRows.columns)
        let receipts = try open.keeper.dispatchWaiting(actor: desk.by, at: open.now)
        let rows = try TicketRows(open.keeper.desk, open.store, at: open.now)
        for receipt in receipts {
            try printer.print(rows.cells(receipt.ticket), geometry: .point(receipt.ticket.intake.point))
        }
        try printer.finish()
        let waiting = open.keeper.desk.tickets.values.count { $0.stage == .waiting }
        Console.say(
            Words(
                zh: "派出 \(receipts.count) 张，仍有 \(waiting) 张等待",
                en: "\(receipts.count) found somebody, \(waiting) still wait"
            )
        )
        if waiting > 0 { throw ExitCode(ExitStatus.no.rawValue) }
    }
}
