import ArgumentParser
import Foundation
import Territory

/// At which moment somebody must be on duty.
struct MomentOptions: ParsableArguments {
    @Option(name: .long, help: ResponseHelp.at.help)
    var at: String?

    /// The instant that `--at` names in the bureau's time zone; now without it.
    func instant(of bureau: Bureau) throws -> Date {
        try at.map { try Calendar.instant($0, in: bureau.timeZone) } ?? Date()
    }
}

extension Cell {
    /// An instant by a clock, RFC 3339 with its offset.
    init(_ instant: Date?, in zone: TimeZone) {
        self = instant.map { .text($0.text(in: zone)) } ?? .null
    }
}

extension Date {
    /// RFC 3339 with the offset of a time zone.
    func text(in zone: TimeZone) -> String {
        formatted(Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: zone))
    }
}
