public import ArgumentParser
import FeatureFiles
import Foundation
import GeometryCore
public import Patrol
import Phrasebook
import Projection
import Response
import Storage
public import Territory

/// `pianqu import`: brings a layer in from a file, all or nothing.
struct ImportCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "import",
            abstract: HelpWords.importAbstract[Console.language],
            discussion: """
                pianqu import customers customers.csv --crs EPSG:4326 --map code=户号,transformer=台区编号
                pianqu import rota shifts.ics
                pianqu import tracks walk.gpx --staff E10
                pianqu import roads city.osm.pbf --source-layer lines --skip-refused
                """
        )
    }

    @Argument(help: HelpWords.layer.help)
    var subject: ImportSubject

    @Argument(help: HelpWords.importFile.help)
    var file: String

    @Option(name: .long, help: HelpWords.crs.help)
    var crs: String?

    @Option(name: .long, help: HelpWords.map.help)
    var map: String?

    @Option(name: .long, help: HelpWords.level.help)
    var level: DistrictLevel?

    @Option(name: .long, help: HelpWords.sourceLayer.help)
    var sourceLayer: String?

    @Option(name: .long, help: HelpWords.encoding.help)
    var encoding: String?

    @Option(name: .long, help: HelpWords.xColumn.help)
    var x: String?

    @Option(name: .long, help: HelpWords.yColumn.help)
    var y: String?

    @Option(name: .long, help: HelpWords.extent.help)
    var extent: String?

    @Option(name: .long, help: HelpWords.report.help)
    var report: String?

    @Flag(name: .long, help: HelpWords.swapAxes.help)
    var swapAxes = false

    @Flag(name: .long, help: HelpWords.replace.help)
    var replace = false

    @Flag(name: .long, help: HelpWords.skipRefused.help)
    var skipRefused = false

    @Flag(name: .long, help: HelpWords.trustCRS.help)
    var trustCRS = false

    @Flag(name: .long, help: HelpWords.dryRun.help)
    var dryRun = false

    @Option(name: .long, help: HelpWords.judgedAt.help)
    var at: String?

    @Option(name: .long, help: TrackHelp.staff.help)
    var staff: String?

    @Option(name: .long, help: TrackHelp.device.help)
    var device: String?

    @Option(name: .customLong("protocol"), help: TrackHelp.named.help)
    var trackProtocol: TrackProtocol?

    @Flag(name: .long, help: TrackHelp.localTime.help)
    var localTime = false

    @OptionGroup var options: StoreOptions

    func validate() throws {
        if let misuse { throw ValidationError(misuse.words[Console.language]) }
    }

    /// Why the options do not go with what is imported.
    private var misuse: (any Worded)? {
        let layer = subject.layer
        if at != nil && layer != .positions && layer != nil { return CommandError.momentNotForLayer }
        if replace && layer == .positions { return CommandError.replaceNotForPositions }
        if level != nil && layer != .districts { return CommandError.levelNotForLayer }
        let ofTracks = [
            ("--staff", staff != nil), ("--device", device != nil), ("--protocol", trackProtocol != nil),
            ("--local-time", localTime),
        ]
        let ofLayers = [("--replace", replace), ("--skip-refused", skipRefused)]
        if let option = (layer == nil ? ofLayers : ofTracks).first(where: \.1)?.0 {
            return TrackFileError.optionNotForSubject(option: option, subject: subject.name)
        }
        guard let trackProtocol else { return nil }
        let isOfColumns = [map, sourceLayer, encoding, x, y, extent].contains { $0 != nil } || swapAxes || trustCRS
        if isOfColumns || localTime { return TrackFileError.columnsOfPayload }
        return device != nil && trackProtocol != .owntracks ? TrackFileError.deviceOfPayload : nil
    }

    func run() throws {
        switch subject {
        case .layer(let layer): try take(layer)
        case .tracks: try takeTracks()
        }
    }

    private func take(_ layer: Layer) throws {
        // Opening for writing brings an older schema up to date, and a dry run writes nothing.
        if dryRun { _ = try options.openForReading() }
        let store = try options.openForWriting()
        let input = try InputPath(file)
        defer { input.remove() }
        let source = ImportInput(path: input.path, options: sourceOptions, layer: layer)
        if source.isCalendar {
            guard layer == .rota else { throw CommandError.calendarNotForLayer }
            guard [map, sourceLayer, encoding, x, y].allSatisfy({ $0 == nil }) else {
                throw CommandError.columnsOfCalendar
            }
        }
        let columns = try source.columns(map: map)
        let reference = try ImportCRS(stated: crs, isTrusted: trustCRS, swapsAxes: swapAxes, extent: expectedExtent())
            .settle(for: source, columns: columns, store: store)
        let rows = try RowReader(
            layer: layer,
            columns: columns,
            available: source.columnNames(),
            constants: level.map { ["level": $0.rawValue] } ?? [:],
            transform: reference.transform,
            refine: refinement(of: layer, store)
        )
        if layer == .positions { return try takePositions(rows, source, store) }
        let summary = try run(layer, rows, source, reference, store)
        sayOutcome(layer, summary)
        guard summary.isCommitted || dryRun else {
            throw ImportError.rowsRefused(count: summary.refused, of: summary.total)
        }
        if summary.refused > 0 && dryRun && !skipRefused { throw ExitCode(ExitStatus.badInput.rawValue) }
    }

    /// What the layer's own domain makes of its records.
    private func refinement(of layer: Layer, _ store: GeoPackageStore) throws -> RowReader.Refinement? {
        let clock = DutyClock(timeZone: try store.bureau().timeZone)
        return try StaffRows.refinement(of: layer) ?? HolidayRows.refinement(of: layer)
            ?? DeviceRows.refinement(of: layer) ?? PatrolPlanRows.refinement(of: layer)
            ?? DefectRows.refinement(of: layer, clock: clock, policy: store.defectPolicy())
    }

    var sourceOptions: FeatureSourceOptions {
        var options = FeatureSourceOptions()
        options.layer = sourceLayer
        options.encoding = encoding
        options.xField = x
        options.yField = y
        return options
    }

    func expectedExtent() throws -> Box? {
        guard let extent else { return nil }
        let parts = extent.replacingOccurrences(of: Arguments.minus, with: "-")
            .split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Double($0) }.filter(\.isFinite)
        guard parts.count == 4, numbers.count == 4, numbers[0] < numbers[2], numbers[1] < numbers[3] else {
            throw CommandError.notAnExtent(extent)
        }
        return Box(minX: numbers[0], minY: numbers[1], maxX: numbers[2], maxY: numbers[3])
    }

    private func run(
        _ layer: Layer,
        _ rows: RowReader,
        _ source: ImportInput,
        _ reference: ImportCRS.Settled,
        _ store: GeoPackageStore
    ) throws -> ImportRun.Summary {
        var runOptions = ImportRun.Options()
        runOptions.isReplacing = replace
        runOptions.isSkippingRefused = skipRefused
        runOptions.isDryRun = dryRun
        let input = try source.rows(clock: DutyClock(timeZone: store.bureau().timeZone))
        // Also when nothing else was in the file.
        defer { input.sayRest() }
        var sheet = try report.map { try RowReport(path: $0, besides: [options.path, input.path]) }
        var refusals = Refusals(file: file)
        var bar = ProgressBar(Words(zh: "导入\(layer.words.zh)", en: "importing \(layer.words.en)"))
        let summary = try ImportRun(into: layer, of: store, reader: rows, options: runOptions).run(
            source: ImportSource(fileName: (file as NSString).lastPathComponent, crs: reference.name, time: Date()),
            next: input.next,
            report: { row, code, verdict in
                try sheet?.write(row: row, code: code, verdict)
                refusals.note(row: row, verdict)
                bar.show(input.progress, count: row)
            }
        )
        bar.finish()
        refusals.finish()
        try sheet?.finish()
        return summary
    }

    private func sayOutcome(_ layer: Layer, _ summary: ImportRun.Summary) {
        func line(_ status: String, _ zh: String, _ count: Int) {
            // Counts of what would have been, when nothing was written, must not read as if it had.
            let isKept = summary.isCommitted || status == "refused"
            let (keptZh, keptEn) = isKept ? ("", "") : ("，未写入", " (not written)")
            if count > 0 {
                Console.say(Words(zh: "\(zh) \(count) 行（\(status)\(keptZh)）", en: "\(status) \(count)\(keptEn)"))
            }
        }
        line("inserted", "新增", summary.inserted)
        line("updated", "更新", summary.updated)
        line("unchanged", "未变", summary.unchanged)
        line("removed", "删除", summary.removed)
        line("refused", "拒绝", summary.refused)
        if dryRun { Console.say(Words(zh: "试运行：未写入任何内容", en: "dry run: nothing was written")) }
        guard summary.isCommitted, layer == .districts else { return }
        Console.say(
            Words(
                zh: "片区已进入草稿；接下来：pianqu check，然后 pianqu publish --from 日期",
                en: "the districts are in the draft; next: pianqu check, then pianqu publish --from DAY"
            )
        )
    }
}

extension DistrictLevel: ExpressibleByArgument {}
extension TrackProtocol: ExpressibleByArgument {}
