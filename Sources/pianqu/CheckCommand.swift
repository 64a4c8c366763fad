import ArgumentParser
import Foundation
import GeometryCore
import Phrasebook
import Projection
import Storage
import Territory

/// `pianqu check`: what is wrong in the store, with places and sizes; and an offer to repair district borders.
struct CheckCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "check",
            abstract: HelpWords.checkAbstract[Console.language],
            discussion: "pianqu check --format geojson > findings.geojson"
        )
    }

    @Option(name: .long, help: HelpWords.version.help)
    var districtVersion: Int?

    @Flag(name: .long, help: HelpWords.districtsOnly.help)
    var districtsOnly = false

    @Option(name: .long, help: HelpWords.sliver.help)
    var sliver = 1.0

    @Flag(name: .long, help: HelpWords.repair.help)
    var repair = false

    @Option(name: .long, help: HelpWords.tolerance.help)
    var tolerance = 0.5

    @Flag(name: .long, help: HelpWords.apply.help)
    var apply = false

    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    private static let columns: [Column] = [
        "kind", "severity", "layer", "code", "other", .real("metres"), .real("square_metres"), .real("lon"),
        .real("lat"), "message",
    ]

    func validate() throws {
        guard !apply || repair else { throw ValidationError(HelpWords.applyNeedsRepair[Console.language]) }
        guard sliver >= 0, sliver.isFinite else { throw ValidationError(HelpWords.sliverRange[Console.language]) }
        guard tolerance > 0, tolerance <= 1000 else {
            throw ValidationError(HelpWords.toleranceRange[Console.language])
        }
    }

    func run() throws {
        let store = try apply ? options.openForWriting() : options.openForReading()
        let shelf = try AtlasShelf(store: store)
        if repair {
            try offerRepair(store, shelf.hierarchy(of: wantedVersion(shelf)))
        } else {
            try check(store, shelf)
        }
    }

    private func check(_ store: GeoPackageStore, _ shelf: AtlasShelf) throws {
        var limits = Checker.Limits()
        limits.sliverMetres = sliver
        let checker = Checker(limits: limits)
        var printer = try ResultPrinter(output, keeping: [options.path], columns: Self.columns)
        var counts: [Finding.Kind: Int] = [:]
        func report(_ finding: Finding) throws {
            counts[finding.kind, default: 0] += 1
            try printer.print(Self.cells(finding), geometry: finding.geometry)
        }
        // A store may hold lines and customers before it has districts; those can be checked already.
        let hasDistricts = !shelf.versions.isEmpty || districtVersion != nil || districtsOnly
        let districts = try hasDistricts ? wantedVersion(shelf) : nil
        if let districts { try checker.districtFindings(shelf.hierarchy(of: districts)).forEach(report) }
        if !districtsOnly {
            try checker.displacementFindings(in: store).forEach(report)
            try checker.recordFindings(in: store, atlas: districts.flatMap { try? shelf.atlas(of: $0) }, report)
        }
        try printer.finish()
        saySummary(counts)
        if !counts.isEmpty { throw ExitCode(ExitStatus.no.rawValue) }
    }

    /// Lists what a repair would move, and by how much; does it only with `--apply`.
    private func offerRepair(_ store: GeoPackageStore, _ hierarchy: Hierarchy) throws {
        let repair = try BorderRepair(of: hierarchy, toleranceMetres: tolerance)
        let columns: [Column] = [
            "code", .real("moved_m"), .real("square_metres_before"), .real("square_metres_after"), "message",
        ]
        var printer = try ResultPrinter(output, keeping: [options.path], columns: columns)
        for change in repair.changes {
            try printer.print(
                [
                    .text(change.code), Cell(change.metres, decimals: 4),
                    .number(change.squareMetresBefore, decimals: 3), .number(change.squareMetresAfter, decimals: 3),
                    .text(change.words[Console.language]),
                ],
                geometry: .multiPolygon(change.area)
            )
        }
        try printer.finish()
        if apply, !repair.changes.isEmpty {
            try repair.apply(
                to: store,
                source: ImportSource(fileName: "check --repair", crs: "EPSG:4326", time: Date())
            )
        }
        let (count, left) = (repair.changes.count, repair.leftGaps + repair.leftOverlaps)
        let outcome =
            apply
            ? Words(zh: "已写入草稿", en: "written to the draft")
            : Words(zh: "未写入；加 --apply 才写入草稿", en: "nothing written; --apply writes it to the draft")
        Console.say(
            Words(
                zh: "修改 \(count) 个单元（\(outcome.zh)）；宽于 \(tolerance) 米的空隙和重叠 \(left) 处，须由人处理",
                en: "\(count) units changed (\(outcome.en)); \(left) gaps and overlaps wider than \(tolerance) m "
                    + "are left for a person"
            )
        )
    }

    private func wantedVersion(_ shelf: AtlasShelf) throws -> DistrictVersion {
        guard let districtVersion else { return try shelf.newest() }
        guard let found = shelf.versions.first(where: { $0.number == districtVersion }) else {
            throw CommandError.unknownVersion(districtVersion)
        }
        return found
    }

    private static func cells(_ finding: Finding) -> [Cell] {
        [
            .term(finding.kind.rawValue, finding.kind.label), .term(finding.severity.rawValue, finding.severity.words),
            .term(finding.layer.rawValue, finding.layer.words),
            Cell(finding.code), .list(finding.others), Cell(finding.metres, decimals: 4),
            Cell(finding.squareMetres, decimals: 4), Cell(finding.place?.x, decimals: 9),
            Cell(finding.place?.y, decimals: 9), .text(finding.words[Console.language]),
        ]
    }

    private func saySummary(_ counts: [Finding.Kind: Int]) {
        guard !counts.isEmpty else { return Console.say(Words(zh: "没有发现问题", en: "nothing found")) }
        let found = Finding.Kind.allCases.compactMap { kind in counts[kind].map { (kind, $0) } }
        Console.say(
            Words(
                zh: "发现 " + found.map { "\($0.label.zh) \($1)" }.joined(separator: "、"),
                en: "found " + found.map { "\($1) \($0.rawValue)" }.joined(separator: ", ")
            )
        )
    }
}
