import ArgumentParser
import Foundation
import Patrol
import Phrasebook
import Storage

/// `pianqu defect deadlines`: within what time defects are cleared.
struct DefectDeadlinesCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "deadlines",
            abstract: PatrolHelp.defectDeadlines[Console.language],
            discussion: "pianqu defect deadlines --serious 7d --general 90d"
        )
    }

    @Option(name: .long, help: PatrolHelp.criticalTime.help)
    var critical: String?

    @Option(name: .long, help: PatrolHelp.seriousTime.help)
    var serious: String?

    @Option(name: .long, help: PatrolHelp.generalTime.help)
    var general: String?

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    private var given: [DefectSeverity: String] {
        let texts: [(DefectSeverity, String?)] = [(.critical, critical), (.serious, serious), (.general, general)]
        return Dictionary(uniqueKeysWithValues: texts.compactMap { severity, text in text.map { (severity, $0) } })
    }

    func validate() throws {
        guard given.values.allSatisfy({ Self.hours($0) != nil }) else {
            throw ValidationError(PatrolHelp.timeRange[Console.language])
        }
    }

    /// The hours of `24h` or `30d`.
    static func hours(_ text: String) -> Double? {
        guard let unit = text.last, "hd".contains(unit), let number = Double(text.dropLast()), number > 0 else {
            return nil
        }
        let hours = unit == "d" ? number * 24 : number
        return hours <= 3660 * 24 ? hours : nil
    }

    func run() throws {
        let store = given.isEmpty ? try options.openForReading() : try options.openForAMoment()
        var policy = try store.defectPolicy()
        if !given.isEmpty {
            policy.hours.merge(given.compactMapValues(Self.hours)) { $1 }
            try store.adopt(policy, at: Date())
        }
        let columns: [Column] = ["severity", .real("hours")]
        var printer = try ResultPrinter(output, keeping: [options.path], columns: columns)
        for severity in DefectSeverity.allCases {
            try printer.print([
                .term(severity.rawValue, severity.words), Cell(policy.hours[severity], decimals: 1),
            ])
        }
        try printer.finish()
    }
}
