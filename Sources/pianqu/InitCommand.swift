import ArgumentParser
import Foundation
import Phrasebook
import Storage
import Territory

/// `pianqu init`: makes a new store.
struct InitCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "init",
            abstract: HelpWords.initAbstract[Console.language],
            discussion: "pianqu init pianqu.gpkg"
        )
    }

    @Argument(help: HelpWords.initPath.help)
    var path: String?

    @Option(name: .long, help: HelpWords.bureauCode.help)
    var bureau = "bureau"

    @Option(name: .long, help: HelpWords.bureauName.help)
    var name: String?

    @Option(name: .long, help: HelpWords.timeZone.help)
    var timeZone = "Asia/Shanghai"

    @OptionGroup var options: StoreOptions

    func run() throws {
        guard !bureau.isEmpty else { throw CommandError.emptyBureau }
        guard let zone = TimeZone(identifier: timeZone) else { throw CommandError.unknownTimeZone(timeZone) }
        let target = path ?? options.path
        let described = Bureau(code: bureau, name: name ?? bureau, timeZone: zone)
        try GeoPackageStore.create(path: target, bureau: described, now: Date())
        Console.say(Words(zh: "已新建数据库 \(target)", en: "made the store \(target)"))
    }
}
