public import ArgumentParser
import Foundation
import GeometryCore
import Phrasebook
public import Response
import Storage
import Territory

/// `pianqu ticket new`: takes a call.
struct TicketNewCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "new",
            abstract: TicketHelp.new[Console.language],
            discussion: "pianqu ticket new 北埔村12号 --category outage --channel hotline --key call-1"
        )
    }

    @Argument(help: ResponseHelp.routePlace.help)
    var place: String

    @Option(name: .long, help: ResponseHelp.category.help)
    var category = CallCategory.outage

    @Option(name: .long, help: TicketHelp.channel.help)
    var channel = CallChannel.phone

    @Option(name: .long, help: TicketHelp.priority.help)
    var priority = TicketPriority.normal

    @Option(name: .long, help: TicketHelp.customer.help)
    var customer: String?

    @Option(name: .long, help: ResponseHelp.asset.help)
    var asset: CallAsset?

    @Option(name: .long, help: TicketHelp.assetCode.help)
    var assetCode: String?

    @Option(name: .long, help: HelpWords.accuracy.help)
    var accuracy = 0.0

    @Option(name: .long, help: TicketHelp.text.help)
    var text: String?

    @Flag(name: .customLong("dry-run"), help: TicketHelp.preview.help)
    var isPreview = false

    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard accuracy >= 0, accuracy.isFinite else {
            throw ValidationError(HelpWords.accuracyRange[Console.language])
        }
        guard assetCode == nil || asset != nil else {
            throw ValidationError(TicketHelp.assetNeeded[Console.language])
        }
        guard desk.versionSeen == nil else { throw ValidationError(TicketHelp.newHasNoVersion[Console.language]) }
    }

    func run() throws {
        var open = try OpenDesk(options, desk)
        let found = try CallPlace(place, accuracy: accuracy, in: open.keeper.desk.atlas, of: open.store, at: open.now)
        let intake = TicketIntake(
            category: category,
            channel: channel,
            priority: priority,
            place: [found.point.x, found.point.y],
            accuracyMetres: found.accuracyMetres,
            customer: customer ?? found.customer,
            asset: asset ?? found.device.map { CallAsset($0.kind) },
            assetCode: assetCode ?? (asset == nil ? found.device?.code : nil),
            text: text
        )
        let command = try desk.command(.receive(intake), open.bureau)
        var printer = try TicketPrinter(output, keeping: options.path)
        let receipt = isPreview ? try open.keeper.preview(command, at: open.now) : try open.perform(command)
        if isPreview { Console.say(Words(zh: "试算：未保存", en: "a preview: nothing was kept")) }
        try printer.print(receipt, open)
        if receipt.ticket.holder == nil { throw ExitCode(ExitStatus.no.rawValue) }
    }
}

/// Prints what became of a command.
///
/// It is made before the command is carried out: what cannot be written must not be found out after somebody was sent.
struct TicketPrinter {
    private var printer: ResultPrinter

    init(_ output: FormatOptions, keeping path: String) throws {
        printer = try ResultPrinter(output, keeping: [path], usual: .card, columns: TicketRows.columns)
    }

    mutating func print(_ receipt: TicketReceipt, _ open: OpenDesk) throws {
        let rows = try TicketRows(open.keeper.desk, open.store, at: open.now)
        rows.say(receipt)
        try printer.print(
            rows.cells(receipt.ticket, duplicates: receipt.duplicates),
            geometry: .point(receipt.ticket.intake.point)
        )
        try printer.finish()
    }
}

extension CallChannel: ExpressibleByArgument {}
extension TicketPriority: ExpressibleByArgument {}
extension TicketClosure: ExpressibleByArgument {}
extension ConnectionStep: ExpressibleByArgument {}
extension Ticket.Stage: ExpressibleByArgument {}
