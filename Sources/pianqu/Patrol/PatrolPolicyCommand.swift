public import ArgumentParser
import Foundation
public import Patrol
import Phrasebook
import Storage
import Territory

/// `pianqu patrol policy`: the numbers by which tracks are cleaned and credited.
struct PatrolPolicyCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "policy",
            abstract: CoverageHelp.policy[Console.language],
            discussion: "pianqu patrol policy show",
            subcommands: [PatrolPolicyShowCommand.self, PatrolPolicyAdoptCommand.self],
            defaultSubcommand: PatrolPolicyShowCommand.self
        )
    }
}

/// `pianqu patrol policy show`: the numbers in force.
struct PatrolPolicyShowCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "show",
            abstract: CoverageHelp.policyShow[Console.language],
            discussion: "pianqu patrol policy show --usual bicycle > patrol.yaml"
        )
    }

    @Option(name: .long, help: CoverageHelp.usual.help)
    var usual: PatrolPolicy.Vehicle?

    @OptionGroup var options: StoreOptions

    func run() throws {
        let kept = try usual == nil ? options.openForReading().patrolPolicy() : nil
        let policy = kept ?? PatrolPolicy(usual ?? .walking)
        try Console.print(PatrolPolicyFile.text(of: policy))
        Console.say(
            Words(
                zh: kept == nil ? "通常参数 \(policy.code)" : "在用参数 \(policy.code)",
                en: kept == nil ? "the usual parameters, \(policy.code)" : "in force: \(policy.code)"
            )
        )
    }
}

/// `pianqu patrol policy adopt`: puts a file of numbers into force, and judges the tracks that are there by them.
struct PatrolPolicyAdoptCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "adopt",
            abstract: CoverageHelp.policyAdopt[Console.language],
            discussion: "pianqu patrol policy adopt patrol.yaml"
        )
    }

    @Argument(help: CoverageHelp.policyFile.help)
    var file: String

    @OptionGroup var options: StoreOptions

    func run() throws {
        let policy = try PatrolPolicyFile.read(file)
        let store = try options.openForWriting()
        try store.adopt(policy, at: Date())
        let office = try PatrolOffice(store, needsLines: false)
        let (count, changed) = try office.rebuild(from: LocalDay(number: 0), to: LocalDay(number: 1_000_000))
        Console.say(
            Words(
                zh: "已启用 \(policy.code)；按此重新判定轨迹 \(count) 条，其中有变 \(changed) 条",
                en: "in force: \(policy.code); \(count) tracks judged by it, \(changed) of them changed"
            )
        )
    }
}

extension PatrolPolicy.Vehicle: ExpressibleByArgument {}
