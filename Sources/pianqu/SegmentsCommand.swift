import ArgumentParser
import Foundation
import GeometryCore
import Phrasebook
import Projection
import Storage
import Territory

/// `pianqu segments`: lines split at district borders.
struct SegmentsCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "segments",
            abstract: HelpWords.segmentsAbstract[Console.language],
            discussion: "pianqu segments --totals"
        )
    }

    @Option(name: .long, help: HelpWords.district.help)
    var district: String?

    @Flag(name: .long, help: HelpWords.totals.help)
    var totals = false

    @OptionGroup var time: TimeOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForReading()
        let atlas = try AtlasShelf(store: store).atlas(asOf: time.instant(of: store.bureau()))
        let leaves = try wantedLeaves(in: atlas)
        var sums = LengthSums()
        if totals {
            try visit(store, atlas, &sums) { _ in }
            try printTotals(sums, atlas, leaves)
        } else {
            let columns: [Column] = ["line", "code", "path", .real("from_m"), .real("to_m"), .real("metres")]
            var printer = try ResultPrinter(output, keeping: [options.path], columns: columns)
            try visit(store, atlas, &sums) { segment in
                if let leaves, !(segment.code.map(leaves.contains) ?? false) { return }
                try printer.print(Self.cells(segment), geometry: .lineString(segment.course))
            }
            try printer.finish()
        }
        try sayCheck(sums)
    }

    private static func cells(_ segment: Segment) -> [Cell] {
        [
            .text(segment.line), Cell(segment.code), .text(segment.path.joined(separator: "/")),
            .number(segment.fromMetres, decimals: 3), .number(segment.toMetres, decimals: 3),
            .number(segment.metres, decimals: 3),
        ]
    }

    /// The codes of the leaves at or below `--district`; nil for all.
    private func wantedLeaves(in atlas: Atlas) throws -> Set<String>? {
        guard let district else { return nil }
        guard atlas.hierarchy.district(district) != nil else { throw CommandError.unknownDistrict(district) }
        return Set(atlas.hierarchy.leaves(under: district).map(\.code))
    }

    private func visit(
        _ store: GeoPackageStore,
        _ atlas: Atlas,
        _ sums: inout LengthSums,
        _ body: (Segment) throws -> Void
    ) throws {
        let splitter = LineSplitter(atlas)
        let total = try store.recordCount(in: .lines, version: nil)
        var bar = ProgressBar(Layer.lines.words)
        var count = 0
        try store.forEachRecord(in: .lines, version: nil) { record in
            guard case .multiLineString(let parts) = record.geometry else { return }
            sums.lines += parts.reduce(0) { $0 + Geodesic.grs80.length(of: $1) }
            for segment in splitter.segments(of: record.code, parts) {
                sums.add(segment)
                try body(segment)
            }
            count += 1
            bar.show(total > 0 ? Double(count) / Double(total) : nil, count: count)
        }
        bar.finish()
    }

    /// Metres per unit, summed up the hierarchy.
    private func printTotals(_ sums: LengthSums, _ atlas: Atlas, _ leaves: Set<String>?) throws {
        let columns: [Column] = ["code", "path", "level", "name", .real("metres"), .integer("segments")]
        var printer = try ResultPrinter(output, keeping: [options.path], columns: columns)
        for unit in atlas.hierarchy.districts {
            let below = atlas.hierarchy.leaves(under: unit.code).map(\.code)
            guard leaves.map({ !below.isEmpty && $0.isSuperset(of: below) }) ?? true else { continue }
            let metres = below.reduce(0) { $0 + (sums.metres[$1] ?? 0) }
            let count = below.reduce(0) { $0 + (sums.counts[$1] ?? 0) }
            try printer.print(
                [
                    .text(unit.code), .text(atlas.hierarchy.pathText(to: unit.code)),
                    .term(unit.level.rawValue, unit.level.words),
                    .text(unit.name), .number(metres, decimals: 3), .integer(count),
                ],
                geometry: unit.area.map(Geometry.multiPolygon)
            )
        }
        try printer.finish()
    }

    /// Says that no metre was lost or doubled; fails when one was.
    private func sayCheck(_ sums: LengthSums) throws {
        // Rounded to what is printed, so that no sum differs by "-0.000".
        let difference = ((sums.segments - sums.lines) * 1000).rounded() / 1000 + 0
        func metres(_ value: Double) -> String { String(format: "%.3f", value) }
        Console.say(
            Words(
                zh: "线路合计 \(metres(sums.lines)) 米，责任段合计 \(metres(sums.segments)) 米，相差 \(metres(difference)) 米；"
                    + "其中不在任何片区 \(metres(sums.outside)) 米",
                en: "lines \(metres(sums.lines)) m, segments \(metres(sums.segments)) m, "
                    + "difference \(metres(difference)) m; \(metres(sums.outside)) m in no district"
            )
        )
        if abs(difference) > 0.001 { throw ExitCode(ExitStatus.no.rawValue) }
    }
}

/// Lengths added up over many segments, in metres.
private struct LengthSums {
    var lines = 0.0
    private(set) var segments = 0.0
    private(set) var outside = 0.0
    private(set) var metres: [String: Double] = [:]
    private(set) var counts: [String: Int] = [:]

    mutating func add(_ segment: Segment) {
        segments += segment.metres
        guard let code = segment.code else { return outside += segment.metres }
        metres[code, default: 0] += segment.metres
        counts[code, default: 0] += 1
    }
}
