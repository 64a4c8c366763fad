import ArgumentParser
import Phrasebook

/// `pianqu patrol`: what is to be patrolled, by whom, and what became of it.
struct PatrolCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "patrol",
            abstract: PatrolHelp.abstract[Console.language],
            discussion: "pianqu patrol today E03 --limit 240min",
            subcommands: [
                PatrolTodayCommand.self, PatrolTasksCommand.self, PatrolPlanCommand.self, PatrolPolicyCommand.self,
                PatrolRebuildCommand.self, PatrolPurgeCommand.self,
            ]
        )
    }
}
