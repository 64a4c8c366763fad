import ArgumentParser
import FeatureFiles
import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Projection
import Storage
import Territory

extension ImportCommand {
    /// Tracks are judged fix by fix, and never all or nothing.
    func takeTracks() throws {
        for (option, name) in [("--staff", staff), ("--device", device)] {
            if let name, DeviceName.normalised(name)?.isEmpty ?? true { throw TrackFileError.notACode(option: option) }
        }
        if dryRun { _ = try options.openForReading() }
        let store = try options.openForWriting()
        let input = try InputPath(file)
        defer { input.remove() }
        let clock = DutyClock(timeZone: try store.bureau().timeZone)
        let now = try at.map { try Calendar.instant($0, in: clock.timeZone) } ?? Date()
        let book = try DeviceBook(store: store)
        let gate = FixGate(book: book, clock: clock)
        var intake = try TrackDoor.open(store, isDryRun: dryRun)
        let source =
            try trackProtocol.map { try payloads(of: $0, in: input.path, book) }
            ?? features(of: input.path, store, clock, book)
        let summary = try read(source, into: &intake, gate: gate, at: now)
        try sayOutcome(of: summary)
    }

    private func read(
        _ source: any TrackSource,
        into intake: inout any TrackIntake,
        gate: FixGate,
        at now: Date
    ) throws -> TrackImport.Summary {
        var sheet = try report.map { path in
            try RowReport(path: path, besides: [options.path, source.path], naming: "staff")
        }
        var refusals = Refusals(file: file)
        var bar = ProgressBar(Words(zh: "导入轨迹", en: "importing tracks"))
        // The sheet has rows in the order in which they were judged.
        let summary = try TrackImport(name: { $0.staff ?? gate.staff(of: $0) }).run(
            next: source.next,
            into: &intake,
            at: now,
            report: { line in
                try sheet?.write(
                    row: line.row,
                    code: line.staff,
                    status: line.status,
                    field: line.field,
                    message: line.message
                )
                if line.isRefused, let message = line.message { refusals.note(row: line.row, message) }
                bar.show(source.progress, count: line.row)
            }
        )
        bar.finish()
        refusals.finish()
        try sheet?.finish()
        return summary
    }

    private func features(
        of path: String,
        _ store: GeoPackageStore,
        _ clock: DutyClock,
        _ book: DeviceBook
    ) throws -> any TrackSource {
        let layer = try TrackLayer(of: path, options: sourceOptions)
        if layer.isGPX, staff == nil, device == nil, map == nil { throw TrackFileError.nobody }
        let source = ImportInput(path: path, options: layer.options, layer: nil)
        let columns = try source.trackColumns(map: map)
        let reference = try ImportCRS(stated: crs, isTrusted: trustCRS, swapsAxes: swapAxes, extent: expectedExtent())
            .settle(for: source, columns: [:], store: store)
        var rowOptions = TrackRowReader.Options()
        rowOptions.staff = staff
        rowOptions.device = device
        rowOptions.clock = localTime ? clock : nil
        rowOptions.speedUnit = book.speedUnit
        rowOptions.transform = reference.transform
        let reader = try TrackRowReader(columns: columns, available: source.columnNames(), options: rowOptions)
        layer.sayRest()
        return FeatureTracks(try source.open(), reader: reader, isGPX: layer.isGPX)
    }

    private func payloads(of named: TrackProtocol, in path: String, _ book: DeviceBook) throws -> any TrackSource {
        let transform = try crs.map { try CoordinateTransform(from: CoordinateReference($0), to: .wgs84) }
        return try PayloadTracks(
            path: path,
            options: .init(
                named: named,
                staff: staff,
                device: device,
                speedUnit: book.speedUnit,
                transform: transform.flatMap { transform in
                    transform.isIdentity ? nil : { try transform.apply(&$0) }
                }
            )
        )
    }

    private func sayOutcome(of summary: TrackImport.Summary) throws {
        let order =
            FixVerdict.allCases.map { FixReceipt.kept($0, isLate: false).status } + ["repeated"]
            + FixRefusal.allCases.map(\.rawValue)
        var counts: [String: (words: Words, count: Int)] = [:]
        var late = 0
        for (receipt, count) in summary.receipts {
            var words = receipt.words
            if case .kept(let verdict, let isLate) = receipt {
                words = verdict.words
                if isLate { late += count }
            }
            counts[receipt.status, default: (words, 0)].count += count
        }
        for status in order {
            guard let (words, count) = counts[status] else { continue }
            Console.say(Words(zh: "\(words.zh) \(count)", en: "\(status) \(count)"))
        }
        if late > 0 { Console.say(Words(zh: "其中迟到 \(late)", en: "of these late \(late)")) }
        if summary.unreadable > 0 {
            Console.say(Words(zh: "读不出 \(summary.unreadable) 行", en: "unreadable \(summary.unreadable)"))
        }
        if summary.passedOver > 0 {
            Console.say(Words(zh: "略过 \(summary.passedOver) 条不是位置的记录", en: "passed-over \(summary.passedOver)"))
        }
        if dryRun {
            Console.say(
                Words(
                    zh: "试运行：未写入任何内容",
                    en: "dry run: nothing was written"
                )
            )
        }
        if let fault = summary.fault {
            if summary.kept > 0 {
                Console.say(
                    Words(
                        zh: "文件中途损坏；此前读到的 \(summary.kept) 个定位点有效，修好后可整份重新导入",
                        en:
                            "the file breaks off; the \(summary.kept) positions before count, and the whole file may be "
                            + "imported again once it is mended"
                    )
                )
            }
            throw fault
        }
        guard summary.total > 0 || summary.passedOver > 0 else { throw ImportError.empty }
        guard summary.kept > 0 || summary.refused == 0 else { throw TrackFileError.noneKept(of: summary.total) }
        if summary.refused > 0 { throw ExitCode(ExitStatus.no.rawValue) }
    }
}

extension ImportInput {
    /// Where each field of a position is in the file, by `--map` or by name.
    func trackColumns(map: String?) throws -> [TrackField: Int] {
        let fields = TrackField.allCases.map { ($0.rawValue, $0.aliases) }
        let found = try columns(map: map, of: fields)
        return Dictionary(
            uniqueKeysWithValues: found.compactMap { name, column in
                TrackField(rawValue: name).map { ($0, column) }
            }
        )
    }
}
