import ArgumentParser
import Phrasebook
import Territory
import Storage

/// `pianqu suggest`: completes an address while it is typed.
struct SuggestCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "suggest",
            abstract: HelpWords.suggestAbstract[Console.language],
            discussion: "pianqu suggest 北埔"
        )
    }

    @Argument(help: HelpWords.prefix.help)
    var prefix: String

    @Option(name: .long, help: HelpWords.limit.help)
    var limit = 10

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard (1...100).contains(limit) else { throw ValidationError(HelpWords.limitRange[Console.language]) }
    }

    func run() throws {
        let store = try options.openForReading()
        let search = try AddressSearch(index: AddressFile.openSaying(of: store), store: store)
        let found = try search.suggestions(for: prefix, limit: limit)
        var printer = try ResultPrinter(output, keeping: [options.path], columns: ["text", .integer("count")])
        for one in found { try printer.print([.text(one.text), .integer(one.count)]) }
        try printer.finish()
        if found.isEmpty { throw ExitCode(ExitStatus.no.rawValue) }
    }
}
