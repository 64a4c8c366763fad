import ArgumentParser
import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Storage
import Territory

/// `pianqu defect list`: defects as they stand, or stood.
struct DefectListCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "list",
            abstract: PatrolHelp.defectList[Console.language],
            discussion: "pianqu defect list --open --district S1-01"
        )
    }

    @Flag(name: .long, help: PatrolHelp.open.help)
    var open = false

    @Flag(name: .long, help: PatrolHelp.overdue.help)
    var overdue = false

    @Option(name: .long, help: PatrolHelp.district.help)
    var district: String?

    @Option(name: .long, help: PatrolHelp.asOf.help)
    var at: String?

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForReading()
        let zone = try store.bureau().timeZone
        let now = try at.map { try Calendar.instant($0, in: zone) } ?? Date()
        let places = ReportPlaces(store, at: now)
        try places.require(district)
        var printer = try DefectPrinter(output, options)
        for defect in try store.defects() where defect.found <= now {
            if open && !defect.isOpen(at: now) || overdue && !defect.isOverdue(at: now) { continue }
            if let district {
                let path = try places.path(places.place(defect.place, defect.asset))
                guard path.contains(district) else { continue }
            }
            try printer.print(defect, in: places, zone, at: now)
        }
        try printer.finish()
    }
}

extension GeoPackageStore {
    /// Every defect; a row that another program left unreadable is left out, and said to be.
    func defects() throws -> [Defect] {
        var (defects, unreadable): ([Defect], [String]) = ([], [])
        try forEachRecord(in: .defects, version: nil) { record in
            if let defect = Defect(record) { defects.append(defect) } else { unreadable.append(record.code) }
        }
        Self.say(unreadable, .defects)
        return defects
    }

    /// Every record of work; a row that another program left unreadable is left out, and said to be.
    func workRecords() throws -> [WorkRecord] {
        var (work, unreadable): ([WorkRecord], [String]) = ([], [])
        try forEachRecord(in: .work, version: nil) { record in
            if let one = WorkRecord(record) { work.append(one) } else { unreadable.append(record.code) }
        }
        Self.say(unreadable, .work)
        return work
    }

    private static func say(_ codes: [String], _ layer: Layer) {
        guard !codes.isEmpty else { return }
        let list = codes.prefix(5).joined(separator: ", ") + (codes.count > 5 ? ", …" : "")
        Console.say(
            Words(
                zh: "\(layer.words.zh) \(codes.count) 行读不出，未计入：\(list)",
                en: "\(codes.count) rows of \(layer.words.en) cannot be read and are left out: \(list)"
            )
        )
    }
}

/// The stretch of time of a summary.
struct SummaryTime: ParsableArguments {
    @Option(name: .long, help: PatrolHelp.sumFrom.help)
    var from: String

    @Option(name: .long, help: PatrolHelp.sumTo.help)
    var to: String?

    func span(in zone: TimeZone) throws -> (from: Date, to: Date) {
        let start = try Calendar.instant(from, in: zone)
        let end = try to.map { try Calendar.instant($0, in: zone) } ?? Date()
        guard start < end else { throw ValidationError(PatrolHelp.order[Console.language]) }
        return (start, end)
    }
}

/// `pianqu defect summary`: found, cleared, and the rates.
struct DefectSummaryCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "summary",
            abstract: PatrolHelp.defectSummary[Console.language],
            discussion: "pianqu defect summary --from 2026-11-01 --to 2026-12-01 --by severity"
        )
    }

    /// What defects are grouped by.
    enum Grouping: String, CaseIterable, ExpressibleByArgument {
        case severity, kind, asset, staff, subdistrict, district
    }

    @OptionGroup var time: SummaryTime

    @Option(name: .long, help: PatrolHelp.sumBy.help)
    var by = Grouping.severity

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForReading()
        let (start, end) = try time.span(in: store.bureau().timeZone)
        let places = ReportPlaces(store, at: end)
        var sums: [String: DefectSummary] = [:]
        var total = DefectSummary()
        for defect in try store.defects() {
            total.count(defect, from: start, to: end)
            try sums[key(defect, places), default: DefectSummary()].count(defect, from: start, to: end)
        }
        let columns: [Column] = [
            .init(stringLiteral: by.rawValue), .integer("found_count"), .integer("open_before"),
            .integer("cleared_count"), .integer("of"), .real("cleared_pct"), .integer("still_open"),
            .integer("overdue_count"), .integer("kept"), .integer("judged"), .real("kept_pct"),
            .integer("found_on_patrol"),
        ]
        var printer = try ResultPrinter(output, keeping: [options.path], columns: columns)
        let order = by == .severity ? DefectSeverity.allCases.map(\.rawValue) : sums.keys.sorted()
        for key in order { try printer.print([cell(key)] + Self.cells(sums[key] ?? DefectSummary())) }
        let all = Words(zh: "合计", en: "all")
        try printer.print([.term("all", all)] + Self.cells(total))
        try printer.finish()
    }

    private func key(_ defect: Defect, _ places: ReportPlaces) throws -> String {
        switch by {
        case .severity: return defect.severity.rawValue
        case .kind: return defect.kind
        case .asset: return defect.asset?.kind.rawValue ?? ""
        case .staff: return defect.staff ?? ""
        case .subdistrict, .district:
            let path = try places.path(places.place(defect.place, defect.asset))
            return places.unit(path, at: by == .district ? .district : .subdistrict)
        }
    }

    private func cell(_ key: String) -> Cell {
        switch by {
        case .severity: DefectSeverity(rawValue: key).map { .term(key, $0.words) } ?? .text(key)
        case .asset: PatrolAsset(rawValue: key).map { Cell($0) } ?? .null
        case .kind, .staff, .subdistrict, .district: key.isEmpty ? .null : .text(key)
        }
    }

    private static func cells(_ sum: DefectSummary) -> [Cell] {
        [
            .integer(sum.found), .integer(sum.openBefore), .integer(sum.cleared),
            .integer(sum.found + sum.openBefore), Cell(sum.clearance.percent, decimals: 1), .integer(sum.open),
            .integer(sum.overdue), .integer(sum.kept), .integer(sum.judged), Cell(sum.deadlines.percent, decimals: 1),
            .integer(sum.onPatrol),
        ]
    }
}
