import ArgumentParser
import Foundation
import Phrasebook
import Storage
import Territory

/// Which store a command works on, and in which language it speaks.
struct StoreOptions: ParsableArguments {
    @Option(name: .long, help: HelpWords.store.help)
    var store: String?

    @Option(name: .long, help: HelpWords.language.help)
    var lang: String?

    /// The store's path: `--store`, else `PIANQU_STORE`, else `pianqu.gpkg` in the current folder.
    var path: String {
        let named = ProcessInfo.processInfo.environment["PIANQU_STORE"] ?? ""
        return store ?? (named.isEmpty ? "pianqu.gpkg" : named)
    }

    func openForReading() throws -> GeoPackageStore { try GeoPackageStore(path: path, mode: .readOnly) }

    func openForCopying() throws -> GeoPackageStore { try GeoPackageStore(path: path, mode: .copying) }

    func openForWriting() throws -> GeoPackageStore { try GeoPackageStore(path: path, mode: .readWrite) }

    /// Opens for a write of a moment, and waits up to five seconds for others who do the same.
    func openForAMoment() throws -> GeoPackageStore {
        let end = ContinuousClock.now + .seconds(5)
        while true {
            do {
                return try openForWriting()
            } catch StoreError.inUse where ContinuousClock.now < end {
                usleep(20_000)
            }
        }
    }

    func validate() throws {
        if let lang, !["zh", "en"].contains(where: lang.lowercased().hasPrefix) {
            throw ValidationError(HelpWords.unknownLanguage[Console.language])
        }
    }
}

/// In which form a command prints its result.
struct FormatOptions: ParsableArguments {
    @Option(name: .long, help: HelpWords.format.help)
    var format: OutputFormat?

    @Option(name: [.customShort("o"), .long], help: HelpWords.output.help)
    var output: String?
}

extension OutputFormat: ExpressibleByArgument {}

/// When a question is asked about.
struct TimeOptions: ParsableArguments {
    @Option(name: .long, help: HelpWords.asOf.help)
    var asOf: String?

    /// The instant that `--as-of` names in the bureau's time zone; now without it.
    func instant(of bureau: Bureau) throws -> Date {
        try asOf.map { try Calendar.instant($0, in: bureau.timeZone) } ?? Date()
    }
}

extension Calendar {
    /// The instant that a text names: RFC 3339 with an offset, or a day, whose first instant in `zone` it is.
    static func instant(_ text: String, in zone: TimeZone) throws -> Date {
        if text.count == 10, let start = try? day(text, in: zone) { return start }
        // The styles below roll 30 February and 25:00 over into what follows, so the parts are checked first.
        guard
            let rest = text.wholeMatch(
                of: /(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)/
            ),
            (try? day(String(rest.1), in: zone)) != nil
        else { throw CommandError.notAnInstant(text) }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: rest.3 != nil)
        do { return try Date(text, strategy: style) } catch { throw CommandError.notAnInstant(text) }
    }

    /// The first instant of the day that a text such as `2026-12-01` names in `zone`.
    static func day(_ text: String, in zone: TimeZone) throws -> Date {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        if text == "today" { return calendar.startOfDay(for: Date()) }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2] else { throw CommandError.notADay(text) }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == 3 else { throw CommandError.notADay(text) }
        let components = DateComponents(year: numbers[0], month: numbers[1], day: numbers[2])
        guard components.isValidDate(in: calendar), let date = calendar.date(from: components) else {
            throw CommandError.notADay(text)
        }
        return date
    }
}
