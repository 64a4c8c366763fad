import Foundation
import GeometryCore
import Phrasebook
import Territory
import TestSupport
import Testing

@testable import Response

/// The structure of iCalendar files, whole and broken.
@Suite struct ICalendarReaderTests {
    private static let day = ["DTSTART;VALUE=DATE:20260520"]

    private static func events(_ text: String) throws -> [ICalendarEvent] {
        var reader = try ICalendarReader([UInt8](text.utf8))
        var events: [ICalendarEvent] = []
        while let event = try reader.next() { events.append(event) }
        return events
    }

    @Test(arguments: ["\r\n", "\n"], ["", "\u{feff}"]) func linesAreUnfolded(lineBreak: String, mark: String) throws {
        let lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:rota", "begin:vevent", "SUMMARY:E0", " 3 le", "\tave",
            "ATTENDEE;CN=\"E03; of:", "  D1\";ROLE=CHAIR,OTHER:mailto:a@b.c", "BEGIN:VALARM", "SUMMARY:alarm",
            "END:VALARM", "", "DTSTART:20260520T080000", "END:VEVENT", "END:VCALENDAR",
        ]
        let events = try Self.events(mark + lines.joined(separator: lineBreak))
        #expect(events.map(\.ordinal) == [1] && events[0].line == 4 && events[0].problem == nil)
        #expect(events[0].properties.map(\.name) == ["SUMMARY", "ATTENDEE", "DTSTART"])
        #expect(events[0].properties.map(\.line) == [5, 8, 14])
        #expect(events[0].properties[0].value == "E03 leave")
        #expect(events[0].properties[1].parameters == ["CN": ["E03; of: D1"], "ROLE": ["CHAIR", "OTHER"]])
        #expect(events[0].properties[1].value == "mailto:a@b.c")
    }

    /// A fold may part the bytes of a character.
    @Test func aFoldWithinACharacterIsClosed() throws {
        let text = ICalendarText.calendar([["SUMMARY:E03 请假 E04"] + Self.day])
        var bytes = [UInt8](text.utf8)
        let start = try #require(bytes.firstIndex(of: 0xe8))
        bytes.insert(contentsOf: [0x0d, 0x0a, 0x20], at: start + 1)
        #expect(try ICalendarText.rows(bytes).map(\.text) == ["E03 leave 2026-05-20 00:00-24:00 E04"])
    }

    @Test(arguments: [
        ("A\\,B\\;C\\\\D\\nE", ["A,B;C\\D\nE"]), ("A,B", ["A", "B"]), ("", [""]), ("A\\", ["A"]), ("\\,,", [",", ""]),
    ])
    func escapesAreRead(value: String, texts: [String]) {
        let property = ICalendarProperty(name: "X", parameters: [:], value: value, line: 1)
        #expect(property.texts == texts)
    }

    @Test(arguments: [
        ("", ICalendarError.notACalendar(line: 1)),
        ("date,kind\n", .notACalendar(line: 1)),
        ("\n\nBEGIN:VEVENT\n", .notACalendar(line: 3)),
        ("BEGIN:VCALENDAR\nVERSION:1.0\nEND:VCALENDAR\n", .otherVersion(line: 2)),
        ("BEGIN:VCALENDAR\nCALSCALE:CHINESE\nEND:VCALENDAR\n", .otherScale(line: 2)),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", .misplacedEnd(line: 3)),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR\n", .misplacedEnd(line: 3)),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:E03\n", .unfinished(line: 3)),
        ("BEGIN:VCALENDAR\nno line\nEND:VCALENDAR\n", .malformed(line: 2)),
        ("BEGIN:VCALENDAR\nBEGIN:VCALENDAR\n", .malformed(line: 2)),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\nX:1\n", .malformed(line: 3)),
        ("BEGIN:VCALENDAR\n" + String(repeating: "BEGIN:A\n", count: 20), .tooDeep(line: 11)),
    ])
    func aBrokenFileIsRefusedWhole(text: String, error: ICalendarError) {
        #expect(throws: error) { try Self.events(text) }
        #expect(error.words.en.isEmpty == false && error.words.zh != error.words.en)
    }

    @Test(arguments: [
        ("no colon", "-: line 5: this is no line of NAME:VALUE"),
        ("DTEND;X:20260521", "-: line 5: this is no line of NAME:VALUE"),
        ("DTEND;X=\"a:20260521", "-: line 5: this is no line of NAME:VALUE"),
        ("DTEND;X=\"a\"b:20260521", "-: line 5: this is no line of NAME:VALUE"),
        ("DTEND;X=1", "-: line 5: this is no line of NAME:VALUE"),
    ])
    func aBrokenLineRefusesItsEvent(line: String, refusal: String) throws {
        let good = ["SUMMARY:E04"] + Self.day
        let rows = try ICalendarText.rows(ICalendarText.calendar([[line, "SUMMARY:E03"] + Self.day, good]))
        #expect(rows.map(\.text) == [refusal, "E04 shift 2026-05-20 00:00-24:00"])
        #expect(rows.map(\.event) == [1, 2])
    }

    @Test func bytesThatAreNoTextRefuseTheirEvent() throws {
        var bytes = [UInt8](ICalendarText.calendar([["SUMMARY:E03 %"] + Self.day]).utf8)
        bytes[try #require(bytes.firstIndex(of: UInt8(ascii: "%")))] = 0xff
        #expect(
            try ICalendarText.rows(bytes).map(\.text) == [
                "SUMMARY: line 5: SUMMARY is not UTF-8; export the file as that"
            ]
        )
    }

    @Test func aLineOfAMegabyteIsPassedOverOrRefused() throws {
        let long = String(repeating: "x", count: 1 << 20)
        let events = [["DESCRIPTION:" + long, "SUMMARY:E03"] + Self.day, ["SUMMARY:" + long] + Self.day]
        #expect(
            try ICalendarText.rows(ICalendarText.calendar(events)).map(\.text) == [
                "E03 shift 2026-05-20 00:00-24:00", "SUMMARY: line 10: SUMMARY is too long",
            ]
        )
    }

    @Test func whereverAFileIsCutItIsRefused() throws {
        let text = ICalendarText.calendar([["SUMMARY:E03 请假 E04", "DTSTART;VALUE=DATE:20260520"]])
        let bytes = [UInt8](text.utf8)
        for length in 0..<bytes.count - 2 {
            #expect(throws: ICalendarError.self, "\(length) bytes") { try ICalendarText.rows(Array(bytes[..<length])) }
        }
        #expect(try ICalendarText.rows(bytes).count == 1)
    }

    /// Whatever the bytes are, the end is a row, a refusal or a typed error.
    @Test(arguments: 1...200 as ClosedRange<UInt64>) func garbageIsRefusedInWords(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let whole = ICalendarText.calendar([
            ["SUMMARY:E03", "DTSTART:20260520T080000", "DURATION:PT8H", "RRULE:FREQ=WEEKLY;COUNT=9;BYDAY=WE,FR"],
            ["X-PIANQU-STAFF:E04", "DTSTART;TZID=Europe/Berlin:20261025T013000", "DTEND:20261025T043000Z"],
        ])
        var bytes = [UInt8](whole.utf8)
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            default: bytes.insert(bytes.randomElement(using: &random) ?? 0, at: place)
            }
        }
        do {
            var seen = 0
            for row in try ICalendarText.rows(bytes) {
                #expect(row.event >= seen && !row.text.isEmpty, "seed \(seed)")
                seen = row.event
            }
        } catch {
            #expect(error is ICalendarError, "seed \(seed): \(error)")
        }
    }

    @Test func aHundredThousandEventsAreRead() throws {
        let count = 100_000
        let events = (1...count).map {
            "BEGIN:VEVENT\r\nSUMMARY:E\($0)\r\nDTSTART;VALUE=DATE:20260520\r\nEND:VEVENT\r\n"
        }
        let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events.joined() + "END:VCALENDAR\r\n"
        var rota = try ICalendarRota([UInt8](text.utf8), clock: DutyClock(timeZone: .gmt))
        var seen = 0
        while case .feature(let feature) = try rota.next() {
            seen += 1
            let staff = feature.fields[Layer.rota.index(of: "staff")].text
            guard feature.row == seen, staff == "E\(seen)" else { break }
        }
        #expect(seen == count)
    }
}
