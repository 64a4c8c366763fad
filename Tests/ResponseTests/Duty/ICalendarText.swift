import Foundation
import GeometryCore
import Phrasebook
import Territory

@testable import Response

/// Calendars for tests, and what becomes of them.
enum ICalendarText {
    /// A calendar of events, each given by its lines.
    static func calendar(_ events: [[String]]) -> String {
        let lines = events.flatMap { ["BEGIN:VEVENT"] + $0 + ["END:VEVENT"] }
        return (["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//"] + lines + ["END:VCALENDAR", ""])
            .joined(separator: "\r\n")
    }

    /// What becomes of a calendar: of each row its event, and the entry or the words of the refusal.
    static func rows(_ text: String, _ zone: String = "Asia/Shanghai") throws -> [(event: Int, text: String)] {
        try rows([UInt8](text.utf8), zone)
    }

    /// The same for bytes.
    static func rows(_ bytes: [UInt8], _ zone: String = "Asia/Shanghai") throws -> [(event: Int, text: String)] {
        var rows: [(Int, String)] = []
        try forEach(bytes, zone) { event, result in
            switch result {
            case .success(let entry): rows.append((event, describe(entry)))
            case .failure(let refusal): rows.append((event, "\(refusal.field ?? "-"): \(refusal.text)"))
            }
        }
        return rows
    }

    /// The entries of a calendar of one event.
    static func entries(_ lines: [String], _ zone: String = "Asia/Shanghai") throws -> Result<[RotaEntry], Refusal> {
        var entries: [RotaEntry] = []
        var refusal: Refusal?
        try forEach([UInt8](calendar([lines]).utf8), zone) { _, result in
            switch result {
            case .success(let entry): entries.append(entry)
            case .failure(let found): refusal = found
            }
        }
        return refusal.map(Result.failure) ?? .success(entries)
    }

    struct Refusal: Error {
        let field: String?
        let text: String
    }

    /// Reads a calendar and brings every row through the layer's own reading, as an import does.
    static func forEach(
        _ bytes: [UInt8],
        _ zone: String = "Asia/Shanghai",
        _ body: (Int, Result<RotaEntry, Refusal>) throws -> Void
    ) throws {
        let clock = DutyClock(timeZone: TimeZone(identifier: zone) ?? .gmt)
        var rota = try ICalendarRota(bytes, clock: clock)
        let reader = try RowReader(
            layer: .rota,
            columns: ICalendarRota.columns,
            transform: nil,
            refine: StaffRows.refinement(of: .rota)
        )
        while let row = try rota.next() {
            switch row {
            case .unreadable(let row, let field, let reason):
                try body(row, .failure(Refusal(field: field, text: reason.en)))
            case .feature(let feature):
                do {
                    try body(feature.row, .success(RotaEntry(rota: reader.record(from: feature))))
                } catch let problem as RowProblem {
                    try body(feature.row, .failure(Refusal(field: problem.field, text: problem.words.en)))
                }
            }
        }
    }

    /// An entry in one line.
    static func describe(_ entry: RotaEntry) -> String {
        let day =
            switch entry.days {
            case .weekly(let weekday): "every \(weekday)"
            case .on(let date): date.text
            }
        let times = RotaEntry.clock(entry.start) + "-" + RotaEntry.clock(entry.end)
        return [entry.staff, entry.kind.rawValue, day, times, entry.substitute].compactMap(\.self)
            .joined(separator: " ")
    }
}
