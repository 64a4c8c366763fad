import ArgumentParser
import Phrasebook
import Storage

/// `pianqu backup`: copies the store while it is in use.
struct BackupCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "backup",
            abstract: HelpWords.backupAbstract[Console.language],
            discussion: "pianqu backup copy.gpkg"
        )
    }

    @Argument(help: HelpWords.backupPath.help)
    var path: String

    @OptionGroup var options: StoreOptions

    func run() throws {
        let summary = try options.openForCopying().backup(to: path)
        let rows = summary.rows.reduce(0) { $0 + $1.count }
        Console.say(
            Words(
                zh: "已备份到 \(path)（\(summary.bytes) 字节，\(summary.rows.count) 张表，\(rows) 行），核对无误",
                en:
                    "copied to \(path) (\(summary.bytes) bytes, \(summary.rows.count) tables, \(rows) rows) and verified"
            )
        )
    }
}
