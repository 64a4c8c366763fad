import Foundation
import GeometryCore
import Phrasebook
@testable import Response
import Territory

private let zones = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kolkata"].map {
    DutyClock(timeZone: TimeZone(identifier: $0) ?? .gmt)
}

/// An iCalendar as a rota: rows numbered by their events, at most 800 of one, and what is accepted is an entry.
func fuzz(_ bytes: [UInt8]) {
    var pieces = Pieces(bytes)
    let clock = zones[Int(pieces.byte()) % zones.count]
    do {
        let reader = try RowReader(
            layer: .rota,
            columns: ICalendarRota.columns,
            transform: nil,
            refine: StaffRows.refinement(of: .rota)
        )
        var rota = try ICalendarRota(pieces.remainder(), clock: clock)
        var (event, count) = (0, 0)
        while let row = try rota.next() {
            let number: Int
            switch row {
            case .unreadable(let row, _, let reason):
                number = row
                expect(reason.en.hasPrefix("line "), "a refusal without its line")
                expect(number > event, "a refusal of an event that gave rows")
            case .feature(let feature):
                number = feature.row
                check(feature, reader)
            }
            expect(number >= event, "events out of order")
            count = number == event ? count + 1 : 1
            expect(count <= 800, "an event of many rows")
            event = number
        }
        expect(rota.progress == 1, "bytes left over")
    } catch let error as ICalendarError {
        _ = error.words
    } catch {
        finding("untyped error \(error)")
    }
}

private func check(_ feature: Feature, _ reader: RowReader) {
    do {
        let record = try reader.record(from: feature)
        let entry = try RotaEntry(rota: record)
        expect(entry.start < entry.end || entry.end > 0, "an entry of no length")
        let again = Feature(row: 1, fields: record.values, geometry: nil)
        expect(try reader.record(from: again) == record, "an accepted record changes when read again")
    } catch let error as RowProblem {
        _ = error.words
    } catch {
        finding("untyped error \(error)")
    }
}
