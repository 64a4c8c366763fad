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
        var printer = try ResultPrinter(
            output,
            keeping: [options.path],
            columns: ["item", "value", "verdict", "message"]
        )
        func fact(_ item: String, _ value: String) throws {
            try printer.print([.text(item), .text(value), .text("ok"), .null])
        }
        try fact("pianqu", PianquCommand.configuration.version)
        try fact("sqlite", health.sqliteVersion)
        try fact("schema", String(health.schema))
        try fact("journal_mode", health.journalMode)
        try fact("bytes", String(health.pageSize * health.pageCount))
        try fact("wal_bytes", String(health.logBytes))
        for table in health.rows { try fact("rows.\(table.table)", String(table.count)) }
        for finding in health.findings {
            let verdict = finding.isRemark ? "remark" : "error"
            try printer.print([.text("store"), .null, .text(verdict), .text(finding.words[Console.language])])
        }
        try printer.finish()
        if !health.isSound { throw ExitCode(ExitStatus.no.rawValue) }
    }
}
