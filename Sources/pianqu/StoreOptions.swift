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
    var path: String { store ?? ProcessInfo.processInfo.environment["PIANQU_STORE"] ?? "pianqu.gpkg" }

    func openForReading() throws -> GeoPackageStore { try GeoPackageStore(path: path, mode: .readOnly) }

    func openForWriting() throws -> GeoPackageStore { try GeoPackageStore(path: path, mode: .readWrite) }

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
        if let instant = try? Date(text, strategy: .iso8601) { return instant }
        let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        if let instant = try? Date(text, strategy: fractional) { return instant }
        guard text.count == 10 else { throw CommandError.notAnInstant(text) }
        do { return try day(text, in: zone) } catch { throw CommandError.notAnInstant(text) }
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
