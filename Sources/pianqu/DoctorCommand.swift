import ArgumentParser
import Phrasebook
import Projection
import Storage
import FeatureFiles
import Topology

/// `pianqu doctor`: what the program is made of, and whether the store is sound.
struct DoctorCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(commandName: "doctor", abstract: HelpWords.doctorAbstract[Console.language], discussion: "pianqu doctor")
    }

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let health = try options.openForReading().health()
        var printer = ResultPrinter(output.format ?? .table, columns: ["item", "value", "verdict", "message"])
        func fact(_ item: String, _ value: String) { printer.print([.text(item), .text(value), .text("ok"), .null]) }
        fact("pianqu", PianquCommand.configuration.version)
        fact("sqlite", health.sqliteVersion)
        fact("schema", String(health.schema))
        fact("journal_mode", health.journalMode)
        fact("bytes", String(health.pageSize * health.pageCount))
        fact("wal_bytes", String(health.logBytes))
        for table in health.rows { fact("rows.\(table.table)", String(table.count)) }
        for finding in health.findings {
            let verdict = finding.isRemark ? "remark" : "error"
            printer.print([.text("store"), .null, .text(verdict), .text(finding.words[Console.language])])
        }
        printer.finish()
        if !health.isSound { throw ExitCode(ExitStatus.no.rawValue) }
    }
}
