import ArgumentParser
import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Response
import Storage
import Territory

/// `pianqu work`: meter boxes replaced, trees trimmed and other work.
struct WorkCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "work",
            abstract: PatrolHelp.work[Console.language],
            discussion: "pianqu work list",
            subcommands: [WorkNewCommand.self, WorkListCommand.self, WorkSummaryCommand.self],
            defaultSubcommand: WorkListCommand.self
        )
    }
}

/// `pianqu work new`: takes work that was done, or is to be done.
struct WorkNewCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "new",
            abstract: PatrolHelp.workNew[Console.language],
            discussion: "pianqu work new --asset line:L0012 --kind tree_trimmed --quantity 4 --by E03"
        )
    }

    @OptionGroup var report: ReportOptions

    @Option(name: .long, help: PatrolHelp.workKind.help)
    var kind: WorkKind

    @Option(name: .long, help: PatrolHelp.quantity.help)
    var quantity = 1

    @Option(name: .long, help: PatrolHelp.worker.help)
    var by: String?

    @Option(name: .long, help: PatrolHelp.ofDefect.help)
    var defect: String?

    @Flag(name: .customLong("to-do"), help: PatrolHelp.toDo.help)
    var isToDo = false

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard (0...1_000_000).contains(quantity) else {
            throw ValidationError(PatrolHelp.quantityRange[Console.language])
        }
    }

    func run() throws {
        let store = try options.openForAMoment()
        let (zone, now) = (try store.bureau().timeZone, Date())
        let time = try report.at.map { try Calendar.instant($0, in: zone) } ?? now
        if let by, try store.record(in: .staff, code: by) == nil { throw ResponseError.unknownStaff(by) }
        let draft = WorkRecord(
            code: "",
            asset: report.asset,
            kind: kind,
            asked: isToDo ? time : nil,
            done: isToDo ? nil : time,
            staff: by,
            quantity: quantity,
            defect: defect,
            photo: report.photo,
            note: report.note,
            place: try report.point(of: store, at: now)
        )
        var printer = try WorkPrinter(output, options, .card)
        let (work, isRepeated) = try store.defectDesk()
            .report(draft, key: report.key, at: now)
        try printer.print(work, ReportPlaces(store, at: now), zone)
        try printer.finish()
        if isRepeated {
            Console.say(Words(zh: "此指令已执行过，未再执行", en: "this command was carried out before; nothing was done"))
        }
    }
}

/// `pianqu work list`: work, done and to be done.
struct WorkListCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "list",
            abstract: PatrolHelp.workList[Console.language],
            discussion: "pianqu work list --open --district S1-01"
        )
    }

    @Flag(name: .long, help: PatrolHelp.onlyOpen.help)
    var open = false

    @Option(name: .long, help: PatrolHelp.district.help)
    var district: String?

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForReading()
        let places = ReportPlaces(store, at: Date())
        try places.require(district)
        var printer = try WorkPrinter(output, options)
        for work in try store.workRecords() where !open || work.done == nil {
            if let district {
                let path = try places.path(places.place(work.place, work.asset))
                guard path.contains(district) else { continue }
            }
            try printer.print(work, places, store.bureau().timeZone)
        }
        try printer.finish()
    }
}

/// `pianqu work summary`: how much work was done, on how many things and at how many places.
struct WorkSummaryCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "summary",
            abstract: PatrolHelp.workSummary[Console.language],
            discussion: "pianqu work summary --from 2026-11-01 --to 2026-12-01"
        )
    }

    /// What work is grouped by.
    enum Grouping: String, CaseIterable, ExpressibleByArgument {
        case kind, asset, staff, subdistrict, district
    }

    @OptionGroup var time: SummaryTime

    @Option(name: .long, help: PatrolHelp.workBy.help)
    var by = Grouping.kind

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForReading()
        let (start, end) = try time.span(in: store.bureau().timeZone)
        let places = ReportPlaces(store, at: end)
        var sums: [String: WorkSummary] = [:]
        var total = WorkSummary()
        for work in try store.workRecords() {
            total.count(work, from: start, to: end)
            try sums[key(work, places), default: WorkSummary()].count(work, from: start, to: end)
        }
        let columns: [Column] = [
            .init(stringLiteral: by.rawValue), .integer("records"), .integer("quantity"), .integer("places"),
            .integer("of_defects"), .integer("to_do"),
        ]
        var printer = try ResultPrinter(output, keeping: [options.path], columns: columns)
        let order = by == .kind ? WorkKind.allCases.map(\.rawValue) : sums.keys.sorted()
        for key in order { try printer.print([cell(key)] + Self.cells(sums[key] ?? WorkSummary())) }
        try printer.print([.term("all", Words(zh: "合计", en: "all"))] + Self.cells(total))
        try printer.finish()
    }

    private func key(_ work: WorkRecord, _ places: ReportPlaces) throws -> String {
        switch by {
        case .kind: return work.kind.rawValue
        case .asset: return work.asset?.kind.rawValue ?? ""
        case .staff: return work.staff ?? ""
        case .subdistrict, .district:
            let path = try places.path(places.place(work.place, work.asset))
            return places.unit(path, at: by == .district ? .district : .subdistrict)
        }
    }

    private func cell(_ key: String) -> Cell {
        switch by {
        case .kind: WorkKind(rawValue: key).map { .term(key, $0.words) } ?? .text(key)
        case .asset: PatrolAsset(rawValue: key).map { Cell($0) } ?? .null
        case .staff, .subdistrict, .district: key.isEmpty ? .null : .text(key)
        }
    }

    private static func cells(_ sum: WorkSummary) -> [Cell] {
        [
            .integer(sum.records), .integer(sum.quantity), .integer(sum.places), .integer(sum.ofDefects),
            .integer(sum.open),
        ]
    }
}

/// Prints work.
struct WorkPrinter {
    private var printer: ResultPrinter

    private static let columns: [Column] = [
        "code", "asset_kind", "asset", "kind", "asked", "deadline", "done", "staff", .integer("quantity"), "defect",
        "path", "photo", "note", .real("lon"), .real("lat"),
    ]

    init(_ output: FormatOptions, _ options: StoreOptions, _ usual: OutputFormat = .table) throws {
        printer = try ResultPrinter(output, keeping: [options.path], usual: usual, columns: Self.columns)
    }

    mutating func print(_ work: WorkRecord, _ places: ReportPlaces, _ zone: TimeZone) throws {
        let place = try places.place(work.place, work.asset)
        try printer.print(
            [
                .text(work.code), work.asset.map { Cell($0.kind) } ?? .null, Cell(work.asset?.code),
                .term(work.kind.rawValue, work.kind.words), Cell(work.asked, in: zone), Cell(work.deadline, in: zone),
                Cell(work.done, in: zone), Cell(work.staff), .integer(work.quantity), Cell(work.defect),
                .text(places.path(place).joined(separator: "/")), Cell(work.photo), Cell(work.note),
                Cell(place?.x, decimals: 8), Cell(place?.y, decimals: 8),
            ],
            geometry: place.map(Geometry.point)
        )
    }

    mutating func finish() throws { try printer.finish() }
}
