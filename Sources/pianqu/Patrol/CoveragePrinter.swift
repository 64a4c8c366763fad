import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Reporting
import Storage
import Territory

/// Prints coverage as rows.
struct CoveragePrinter {
    let office: PatrolOffice
    let segments: SegmentTable
    /// Only at or below this unit; nil for everything.
    let district: String?

    private var zone: TimeZone { office.bureau.timeZone }

    /// The leaves at or below the unit; nil for all.
    private var leaves: Set<String>? {
        district.map { Set(segments.hierarchy.leaves(under: $0).map(\.code)) }
    }

    /// Prints a report.
    func print(
        _ report: CoverageReport,
        by rows: CoverageCommand.Rows,
        _ output: FormatOptions,
        keeping path: String
    ) throws {
        switch rows {
        case .line: try printLines(report, output, path)
        case .staff: try printStaff(report, output, path)
        case .subdistrict: try printUnits(report, .subdistrict, output, path)
        case .district: try printUnits(report, .district, output, path)
        case .station: try printUnits(report, .station, output, path)
        }
    }

    private func printLines(_ report: CoverageReport, _ output: FormatOptions, _ path: String) throws {
        let columns: [Column] = [
            "line", "code", .real("length_m"), .real("covered_m"), .real("missed_m"), .real("unknown_m"),
            .real("passes"),
            "last",
        ]
        var printer = try ResultPrinter(output, keeping: [path], columns: columns)
        let leaves = leaves
        for row in report.lines {
            if let leaves, !(row.leaf.map(leaves.contains) ?? false) { continue }
            let figures = row.figures
            try printer.print(
                [
                    .text(row.line), Cell(row.leaf), Self.metres(figures.length), Self.metres(figures.covered),
                    Self.metres(figures.missed), Self.metres(figures.unknown), Cell(figures.passes, decimals: 2),
                    Cell(figures.last.map { Date(timeIntervalSince1970: Double($0) / 1000) }, in: zone),
                ],
                geometry: geometry(of: row.line)
            )
        }
        try printer.finish()
    }

    private func geometry(of line: String) -> Geometry? {
        office.ground.network.number(of: line).map { .multiLineString(office.ground.network.lines[$0].parts) }
    }

    private func printStaff(_ report: CoverageReport, _ output: FormatOptions, _ path: String) throws {
        var printer = try ResultPrinter(output, keeping: [path], columns: ["who"] + Self.figureColumns)
        let own = leaves.map { leaves in Set(leaves.flatMap { segments.responsible[$0] ?? [] }) }
        for row in report.people where own?.contains(row.staff) ?? true {
            try printer.print([.text(row.staff)] + Self.cells(row.figures, report.tasksOfPeople[row.staff]))
        }
        try printer.finish()
    }

    private func printUnits(
        _ report: CoverageReport,
        _ level: DistrictLevel,
        _ output: FormatOptions,
        _ path: String
    ) throws {
        var printer = try ResultPrinter(output, keeping: [path], columns: ["code"] + Self.figureColumns)
        let leaves = leaves
        for unit in segments.hierarchy.districts where unit.level == level {
            let below = segments.hierarchy.leaves(under: unit.code).map(\.code)
            if let leaves, below.isEmpty || !leaves.isSuperset(of: below) { continue }
            try printer.print(
                [.text(unit.code)] + Self.cells(report.units[unit.code] ?? .init(), report.tasksOfUnits[unit.code]),
                geometry: unit.area.map(Geometry.multiPolygon)
            )
        }
        try printer.finish()
    }

    private static let figureColumns: [Column] = [
        .real("length_m"), .real("covered_m"), .real("unknown_m"), .real("low_pct"), .real("high_pct"),
        .real("effort_m"), Column("due", .integer, zh: "应到位"), Column("arrived", .integer, zh: "已到位"),
    ]

    private static func cells(_ figures: CoverageFigures, _ tasks: CoverageReport.TaskCount?) -> [Cell] {
        [
            metres(figures.length), metres(figures.covered), metres(figures.unknown),
            Cell(figures.low.map { $0 * 100 }, decimals: 2), Cell(figures.high.map { $0 * 100 }, decimals: 2),
            metres(figures.effort), .integer(tasks?.due ?? 0), .integer(tasks?.arrived ?? 0),
        ]
    }

    private static func metres(_ value: Double) -> Cell { .number(value, decimals: 3) }

    /// Prints stretches of line in some states.
    func print(
        pieces states: Set<String>,
        of period: CoveragePeriod,
        _ credits: CreditSource,
        _ output: FormatOptions,
        keeping path: String
    ) throws {
        let columns: [Column] = [
            "line", "code", .real("from_m"), .real("to_m"), .real("metres"), "state", .integer("passes"), "last",
        ]
        var printer = try ResultPrinter(output, keeping: [path], columns: columns)
        let leaves = leaves
        try forEachPiece(of: period, credits) { piece in
            guard states.contains("all") || states.contains(piece.state.rawValue) else { return }
            if let leaves, !(piece.leaf.map(leaves.contains) ?? false) { return }
            try printer.print(
                [
                    .text(piece.line), Cell(piece.leaf), Self.metres(piece.fromMetres), Self.metres(piece.toMetres),
                    Self.metres(piece.metres), .term(piece.state.rawValue, piece.state.words), .integer(piece.passes),
                    Cell(piece.last, in: zone),
                ],
                geometry: .lineString(piece.course)
            )
        }
        try printer.finish()
    }

    private func forEachPiece(
        of period: CoveragePeriod,
        _ credits: CreditSource,
        _ body: (CoveragePiece) throws -> Void
    ) throws {
        let cutter = try PieceCutter(period, ground: office.ground, segments: segments, tracks: office.tally(period))
        try cutter.cut(credits, body)
    }

    // MARK: Pictures

    /// Draws the map of a report, in the states of its period or by days since the last walk.
    func draw(
        _ report: CoverageReport,
        _ credits: CreditSource,
        isCoverage: Bool,
        into file: CoveragePictures
    ) throws {
        let period = report.period
        // The last walk may lie before the period; what other parameters give is known for the period alone.
        let horizon = period.start.advanced(by: -PieceCutter.horizonDays)
        let isKept = report.provenance.policy == (try office.store.patrolPolicy() ?? PatrolPolicy()).text
        var pieces: [CoveragePiece] = []
        let leaves = leaves
        try forEachPiece(of: period, isKept ? office.credits(from: horizon, to: period.end) : credits) { piece in
            if let leaves, !(piece.leaf.map(leaves.contains) ?? false) { return }
            pieces.append(piece)
        }
        let outlines = segments.hierarchy.leaves.filter { leaves?.contains($0.code) ?? true }
            .compactMap(CoverageMap.Outline.init)
        let words = CoverageRemarks(report: report, zone: zone, district: district)
        let map = CoverageMap(
            title: words.title(isCoverage: isCoverage, bureau: office.bureau.name)[Console.language],
            subtitles: words.subtitles.map { $0[Console.language] },
            footer: words.footer[Console.language],
            theme: isCoverage ? .coverage : .age(.usual),
            asOf: office.clock.instant(of: period.end, minute: 0),
            language: Console.language
        )
        try file.write(pieces, outlines: outlines, on: map)
    }
}
