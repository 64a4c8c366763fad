import ArgumentParser
import Foundation
import Phrasebook

/// Starts the command: parses, runs, and turns every failure into one line and an exit code.
@main
struct Main {
    static func main() {
        // A reader that goes away is an error like any other, so that temporary files are removed.
        signal(SIGPIPE, SIG_IGN)
        Console.language = Console.chosenLanguage(
            arguments: CommandLine.arguments,
            environment: ProcessInfo.processInfo.environment
        )
        do {
            var command = try PianquCommand.parseAsRoot(Arguments.prepared(Array(CommandLine.arguments.dropFirst())))
            try command.run()
        } catch {
            Console.finish(with: error)
        }
    }
}

/// The root command.
struct PianquCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "pianqu",
            abstract: HelpWords.root[Console.language],
            discussion: HelpWords.rootDiscussion[Console.language],
            version: "0.1.0",
            subcommands: [
                InitCommand.self, ImportCommand.self, CheckCommand.self, PublishCommand.self, LocateCommand.self,
                SuggestCommand.self, SegmentsCommand.self, StaffCommand.self, RotaCommand.self, NearestCommand.self,
                RouteCommand.self, PromiseCommand.self, TicketCommandGroup.self, IncidentCommand.self,
                RulesCommand.self, SimulateCommand.self, CoverageCommand.self, PatrolCommand.self, DefectCommand.self,
                WorkCommand.self, BackupCommand.self, DoctorCommand.self,
            ]
        )
    }
}

/// How a command ended, for the shell.
enum ExitStatus: Int32 {
    /// Done.
    case done = 0
    /// The answer is no, or there are findings.
    case no = 1
    /// The command was used wrongly.
    case wrongUse = 2
    /// The input is bad.
    case badInput = 3
    /// The store failed.
    case storeFailure = 4
}
