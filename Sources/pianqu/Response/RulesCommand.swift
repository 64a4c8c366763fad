import ArgumentParser
import Foundation
import Phrasebook
import Response
import Storage
import Yams

/// `pianqu rules`: the routing rules.
struct RulesCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "rules",
            abstract: TicketHelp.rules[Console.language],
            discussion: "pianqu rules show",
            subcommands: [RulesShowCommand.self, RulesCheckCommand.self, RulesAdoptCommand.self],
            defaultSubcommand: RulesShowCommand.self
        )
    }
}

/// `pianqu rules show`: the rules in force.
struct RulesShowCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "show",
            abstract: TicketHelp.rulesShow[Console.language],
            discussion: "pianqu rules show > rules.yaml"
        )
    }

    @OptionGroup var options: StoreOptions

    func run() throws {
        let kept = try options.openForReading().rulesInForce()
        let rules = try kept ?? KeptRules(RoutingRules())
        try Console.print(YAMLEncoder().encode(rules.rules))
        Console.say(
            Words(
                zh: kept == nil ? "未启用自己的规则，此为通常规则 \(rules.code)" : "在用规则 \(rules.code)",
                en: kept == nil
                    ? "no rules of its own are in force; these are the usual ones, \(rules.code)"
                    : "in force: \(rules.code)"
            )
        )
    }
}

/// `pianqu rules check`: checks a file.
struct RulesCheckCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "check",
            abstract: TicketHelp.rulesCheck[Console.language],
            discussion: "pianqu rules check rules.yaml"
        )
    }

    @Argument(help: TicketHelp.rulesFile.help)
    var file: String

    @Option(name: .long, help: HelpWords.language.help)
    var lang: String?

    func run() throws {
        let kept = try KeptRules(RulesFile.read(file))
        let count = kept.rules.rules.count
        Console.say(Words(zh: "无误：\(count) 条规则，编号 \(kept.code)", en: "sound: \(count) rules, code \(kept.code)"))
    }
}

/// `pianqu rules adopt`: puts a file of rules into force.
struct RulesAdoptCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "adopt",
            abstract: TicketHelp.rulesAdopt[Console.language],
            discussion: "pianqu rules adopt rules.yaml"
        )
    }

    @Argument(help: TicketHelp.rulesFile.help)
    var file: String

    @OptionGroup var options: StoreOptions

    func run() throws {
        let kept = try KeptRules(RulesFile.read(file))
        try options.openForAMoment().adopt(kept, at: Date())
        Console.say(
            Words(
                zh: "已启用规则 \(kept.code)；以前的决定仍按当时的规则重做",
                en: "in force from now on: \(kept.code); past decisions keep the rules of then"
            )
        )
    }
}
