import ArgumentParser
import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Response
import Storage
import Territory

/// `pianqu defect`: defects from the finding to the clearing.
struct DefectCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "defect",
            abstract: PatrolHelp.defect[Console.language],
            discussion: "pianqu defect list --overdue",
            subcommands: [
                DefectNewCommand.self, DefectClearCommand.self, DefectListCommand.self, DefectSummaryCommand.self,
                DefectDeadlinesCommand.self,
            ],
            defaultSubcommand: DefectListCommand.self
        )
    }
}

/// `pianqu defect new`: takes a defect.
struct DefectNewCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "new",
            abstract: PatrolHelp.defectNew[Console.language],
            discussion: "pianqu defect new --asset pole:P00012 --kind 倾斜 --severity serious --by E03 --photo p1.jpg"
        )
    }

    @OptionGroup var report: ReportOptions

    @Option(name: .long, help: PatrolHelp.kind.help)
    var kind: String

    @Option(name: .long, help: PatrolHelp.severity.help)
    var severity: DefectSeverity

    @Option(name: .long, help: PatrolHelp.finder.help)
    var by: String?

    @Option(name: .long, help: PatrolHelp.deadline.help)
    var deadline: String?

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForAMoment()
        let (zone, now) = (try store.bureau().timeZone, Date())
        let clock = DutyClock(timeZone: zone)
        let found = try report.at.map { try Calendar.instant($0, in: zone) } ?? now
        if let by, try store.record(in: .staff, code: by) == nil { throw ResponseError.unknownStaff(by) }
        let limit = try deadline.map { text in
            guard let date = PatrolMoment.date(from: text, by: clock, ofDay: .end) else {
                throw CommandError.notAnInstant(text)
            }
            return date
        }
        let draft = Defect(
            code: "",
            asset: report.asset,
            kind: kind,
            severity: severity,
            found: found,
            deadline: limit ?? found,
            staff: by,
            photo: report.photo,
            note: report.note,
            place: try report.point(of: store, at: now)
        )
        var printer = try DefectPrinter(output, options, .card)
        let receipt = try store.defectDesk()
            .report(draft, deadline: limit, key: report.key, at: now)
        try printer.print(receipt, store, at: now)
    }
}

/// `pianqu defect clear`: it is no more.
struct DefectClearCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "clear",
            abstract: PatrolHelp.defectClear[Console.language],
            discussion: "pianqu defect clear D261105-0001"
        )
    }

    @Argument(help: PatrolHelp.code.help)
    var code: String

    @Option(name: .long, help: TicketHelp.key.help)
    var key: String?

    @Option(name: .long, help: PatrolHelp.when.help)
    var at: String?

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForAMoment()
        let (zone, now) = (try store.bureau().timeZone, Date())
        let time = try at.map { try Calendar.instant($0, in: zone) } ?? now
        var printer = try DefectPrinter(output, options, .card)
        let receipt = try store.defectDesk()
            .clear(code, time: time, key: key, at: now)
        try printer.print(receipt, store, at: now)
    }
}

/// Prints defects.
struct DefectPrinter {
    private var printer: ResultPrinter

    private static let columns: [Column] = [
        "code", "asset_kind", "asset", "kind", "severity", "found", "deadline", "cleared", "status", "staff", "path",
        "on_patrol", "photo", "note", "duplicates", .real("lon"), .real("lat"),
    ]

    init(_ output: FormatOptions, _ options: StoreOptions, _ usual: OutputFormat = .table) throws {
        printer = try ResultPrinter(output, keeping: [options.path], usual: usual, columns: Self.columns)
    }

    mutating func print(_ receipt: DefectReceipt, _ store: GeoPackageStore, at now: Date) throws {
        let places = ReportPlaces(store, at: now)
        try print(receipt.defect, receipt.duplicates, in: places, store.bureau().timeZone, at: now)
        try finish()
        if receipt.isRepeated {
            Console.say(Words(zh: "此指令已执行过，未再执行", en: "this command was carried out before; nothing was done"))
        }
        if !receipt.duplicates.isEmpty {
            let codes = receipt.duplicates.joined(separator: ", ")
            Console.say(Words(zh: "可能与未消除的 \(codes) 重复", en: "may be the same as \(codes), which is still open"))
        }
    }

    mutating func print(
        _ defect: Defect,
        _ duplicates: [String] = [],
        in places: ReportPlaces,
        _ zone: TimeZone,
        at now: Date
    ) throws {
        let place = try places.place(defect.place, defect.asset)
        let status = DefectStatus(defect, at: now)
        try printer.print(
            [
                .text(defect.code), defect.asset.map { Cell($0.kind) } ?? .null, Cell(defect.asset?.code),
                .text(defect.kind), .term(defect.severity.rawValue, defect.severity.words),
                Cell(defect.found, in: zone), Cell(defect.deadline, in: zone), Cell(defect.cleared, in: zone),
                .term(status.rawValue, status.words), Cell(defect.staff),
                .text(places.path(place).joined(separator: "/")), .boolean(defect.isOnPatrol), Cell(defect.photo),
                Cell(defect.note), .list(duplicates), Cell(place?.x, decimals: 8), Cell(place?.y, decimals: 8),
            ],
            geometry: place.map(Geometry.point)
        )
    }

    mutating func finish() throws { try printer.finish() }
}

/// How a defect stands.
enum DefectStatus: String, Worded {
    case open, overdue, cleared
    case clearedLate = "cleared-late"

    init(_ defect: Defect, at now: Date) {
        switch defect.cleared {
        case let cleared? where cleared <= now: self = cleared <= defect.deadline ? .cleared : .clearedLate
        default: self = defect.deadline < now ? .overdue : .open
        }
    }

    var words: Words {
        switch self {
        case .open: Words(zh: "未消除", en: "open")
        case .overdue: Words(zh: "超期未消除", en: "overdue")
        case .cleared: Words(zh: "已消除", en: "cleared")
        case .clearedLate: Words(zh: "超期消除", en: "cleared late")
        }
    }
}
