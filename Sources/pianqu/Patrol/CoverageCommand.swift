import ArgumentParser
import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Storage
import Territory

/// `pianqu coverage`: what was walked.
struct CoverageCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "coverage",
            abstract: CoverageHelp.abstract[Console.language],
            discussion: """
                pianqu coverage --from 2026-11-01 --to 2026-12-01 --by staff
                pianqu coverage --from 2026-11-01 --to 2026-12-01 --pieces missed --output missed.gpkg
                """
        )
    }

    /// What a row is.
    enum Rows: String, CaseIterable, ExpressibleByArgument {
        case line, staff, subdistrict, district, station

        /// The level of the rows' units; nil when they are none.
        var level: DistrictLevel? { DistrictLevel(rawValue: rawValue) }
    }

    @Option(name: .long, help: CoverageHelp.from.help)
    var from: String

    @Option(name: .long, help: CoverageHelp.to.help)
    var to: String

    @Option(name: .long, help: CoverageHelp.by.help)
    var by = Rows.subdistrict

    @Option(name: .long, help: CoverageHelp.district.help)
    var district: String?

    @Option(name: .long, help: CoverageHelp.pieces.help)
    var pieces: [String] = []

    @Option(name: .long, help: CoverageHelp.map.help)
    var map: String?

    @Option(name: .customLong("age-map"), help: CoverageHelp.ageMap.help)
    var ageMap: String?

    @Option(name: .long, help: CoverageHelp.within.help)
    var within: String?

    @Option(name: .long, help: CoverageHelp.maxGap.help)
    var maxGap: String?

    @Option(name: .long, help: CoverageHelp.maxLeg.help)
    var maxLeg: String?

    @Flag(name: .long, help: CoverageHelp.freeze.help)
    var freeze = false

    @Flag(name: .long, help: CoverageHelp.reissue.help)
    var reissue = false

    @Flag(name: .long, help: CoverageHelp.live.help)
    var live = false

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func validate() throws {
        let isAnew = [within, maxGap, maxLeg].contains { $0 != nil }
        guard [freeze, reissue, live, isAnew].count(where: { $0 }) <= 1 else {
            throw ValidationError(CoverageHelp.onlyOne[Console.language])
        }
        if let map, map == ageMap { throw ValidationError(CoverageHelp.sameFile[Console.language]) }
        for (text, unit) in [(within, "m"), (maxGap, "s"), (maxLeg, "m")] {
            if let text, Self.number(text, unit) == nil {
                throw ValidationError(CoverageHelp.notANumber[Console.language])
            }
        }
        guard pieces.allSatisfy({ $0 == "all" || CoverageState(rawValue: $0) != nil }) else {
            throw ValidationError(CoverageHelp.piecesFilter[Console.language])
        }
    }

    /// A positive number with or without its unit.
    private static func number(_ text: String, _ unit: String) -> Double? {
        let digits = text.hasSuffix(unit) ? String(text.dropLast(unit.count)) : text
        return Double(digits).flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    }

    func run() throws {
        let mapFile = try map.map { try CoveragePictures(path: $0, keeping: [options.path]) }
        let ageFile = try ageMap.map { try CoveragePictures(path: $0, keeping: [options.path]) }
        let store = freeze || reissue ? try options.openForAMoment() : try options.openForReading()
        let period = try period(in: store.bureau())
        let office = try PatrolOffice(store, policy: otherPolicy(store.patrolPolicy() ?? PatrolPolicy()))
        let segments = try office.segments(period)
        if let district {
            guard let unit = segments.hierarchy.district(district) else { throw CommandError.unknownDistrict(district) }
            if let level = by.level, level < unit.level {
                throw ValidationError(CoverageHelp.levelAbove[Console.language])
            }
        }
        let credits =
            try isAnew ? office.creditsAnew(period) : office.credits(from: period.start, to: period.end)
        let report = try office.report(period, segments, credits)
        let issue = try issue(report, store)
        let printer = CoveragePrinter(office: office, segments: segments, district: district)
        let shown = issue?.report ?? report
        if let mapFile { try printer.draw(shown, credits, isCoverage: true, into: mapFile) }
        if let ageFile { try printer.draw(shown, credits, isCoverage: false, into: ageFile) }
        if pieces.isEmpty {
            try printer.print(shown, by: by, output, keeping: options.path)
        } else {
            try printer.print(pieces: Set(pieces), of: period, credits, output, keeping: options.path)
        }
        CoverageRemarks(report: shown, zone: office.bureau.timeZone, district: district).say()
        if let issue { CoverageRemarks.say(issue, now: report, zone: office.bureau.timeZone) }
    }

    private var isAnew: Bool { [within, maxGap, maxLeg].contains { $0 != nil } }

    private func period(in bureau: Bureau) throws -> CoveragePeriod {
        func day(_ text: String) throws -> LocalDay {
            if let day = LocalDay(text) { return day }
            return try DutyClock(timeZone: bureau.timeZone).day(at: Calendar.day(text, in: bureau.timeZone))
        }
        guard let period = try CoveragePeriod(from: day(from), to: day(to)) else {
            throw ValidationError(CoverageHelp.order[Console.language])
        }
        guard period.days <= 3660 else { throw ValidationError(CoverageHelp.tooLong[Console.language]) }
        return period
    }

    /// The numbers in force with those that options state.
    private func otherPolicy(_ policy: PatrolPolicy) throws -> PatrolPolicy {
        var policy = policy
        if let radius = within.flatMap({ Self.number($0, "m") }) { policy.credit.radius = radius }
        if let seconds = maxGap.flatMap({ Self.number($0, "s") }) { policy.legs.longestSeconds = seconds }
        if let metres = maxLeg.flatMap({ Self.number($0, "m") }) { policy.legs.longestMetres = metres }
        if isAnew { try policy.check() }
        return policy
    }

    /// The issue to print instead of what is there now; nil when the period is open.
    private func issue(_ report: CoverageReport, _ store: GeoPackageStore) throws -> CoverageIssue? {
        guard !live, !isAnew else { return nil }
        let now = Date()
        let last = try store.issues(of: report.period).last
        if freeze {
            if let last { throw CoverageError.closed(issue: last.number) }
            let clock = DutyClock(timeZone: try store.bureau().timeZone)
            guard clock.instant(of: report.period.end, minute: 0) <= now else { throw CoverageError.notOver }
        } else if reissue {
            guard let last else { throw CoverageError.notClosed }
            guard last.report.hash != report.hash else { throw CoverageError.nothingNew(issue: last.number) }
        } else {
            return last
        }
        let issue = CoverageIssue(number: (last?.number ?? 0) + 1, issued: now, report: report)
        try store.keep(issue)
        return issue
    }
}
