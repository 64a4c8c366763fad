import Foundation
import GeometryCore
import Territory
import Testing

@testable import Response

/// What an event becomes, one by one.
@Suite struct ICalendarRotaTests {
    /// A shift on Wednesday, 20 May 2026.
    private static let shift = ["DTSTART:20260520T080000", "DTEND:20260520T180000"]
    private static let onShift = " 2026-05-20 08:00-18:00"

    @Test(arguments: [
        (["SUMMARY:E03 夜班"], "E03 shift"),
        (["SUMMARY:\\n E03\u{3000}值班 甲"], "E03 shift"),
        (["X-PIANQU-STAFF: E05 ", "SUMMARY:张三 请假"], "E05 leave"),
        (["X-PIANQU-STAFF:E05", "SUMMARY:E05 替班 E06"], "E05 override E06"),
        (["ATTENDEE;CN=\"E07 甲\":mailto:x@y.cn"], "E07 shift"),
        (["ATTENDEE:MAILTO:E08@y.cn", "SUMMARY:请假 E09"], "E08 leave E09"),
        (["SUMMARY:E03 leave E04"], "E03 leave E04"),
        (["SUMMARY:E03 替班 E04"], "E03 override E04"),
        (["SUMMARY:E03 甲 Override"], "E03 override"),
        (["SUMMARY:E03", "CATEGORIES:蓝色,休假"], "E03 leave"),
        (["SUMMARY:E03 E04", "CATEGORIES:LEAVE"], "E03 leave"),
        (["SUMMARY:E03 请假 E04", "CATEGORIES:leave", "X-PIANQU-SUBSTITUTE:E05"], "E03 leave E05"),
    ])
    func thePersonTheKindAndTheSubstitute(lines: [String], expected: String) throws {
        let words = expected.split(separator: " ")
        let rows = try ICalendarText.rows(ICalendarText.calendar([lines + Self.shift]))
        let substitute = words.count > 2 ? " " + words[2] : ""
        #expect(rows.map(\.text) == [words[0...1].joined(separator: " ") + Self.onShift + substitute])
    }

    @Test(arguments: [
        (["DTSTART;VALUE=DATE:20260520"], ["2026-05-20 00:00-24:00"]),
        (["DTSTART:20260520"], ["2026-05-20 00:00-24:00"]),
        (
            ["DTSTART;VALUE=DATE:20260530", "DTEND;VALUE=DATE:20260602"],
            ["2026-05-30 00:00-24:00", "2026-05-31 00:00-24:00", "2026-06-01 00:00-24:00"]
        ),
        (["DTSTART;VALUE=DATE:20260520", "DURATION:P2D"], ["2026-05-20 00:00-24:00", "2026-05-21 00:00-24:00"]),
        (["DTSTART:20260520T220000", "DTEND:20260521T060000"], ["2026-05-20 22:00-06:00"]),
        (["DTSTART:20260520T180000", "DURATION:PT6H"], ["2026-05-20 18:00-24:00"]),
        (
            ["DTSTART:20260520T080000", "DURATION:P1D"],
            ["2026-05-20 08:00-24:00", "2026-05-21 00:00-08:00"]
        ),
        (
            ["DTSTART:20260520T200000", "DTEND:20260522T090000"],
            ["2026-05-20 20:00-24:00", "2026-05-21 00:00-24:00", "2026-05-22 00:00-09:00"]
        ),
        // In Greenwich, and in a zone by its name; the block that describes the zone is not needed.
        (["DTSTART:20260520T003000Z", "DTEND:20260520T160000Z"], ["2026-05-20 08:30-24:00"]),
        (["DTSTART;TZID=Asia/Tokyo:20260520T003000", "DURATION:PT1H"], ["2026-05-19 23:30-00:30"]),
        (["DTSTART;TZID=Asia/Shanghai:20260520T080000", "DTEND:20260520T090000Z"], ["2026-05-20 08:00-17:00"]),
        (
            ["DTSTART:20260520T080000", "DURATION:PT1H", "RDATE:20260522T080000,20260520T080000"],
            ["2026-05-20 08:00-09:00", "2026-05-22 08:00-09:00"]
        ),
        // Weekly without end.
        (["DTSTART:20260520T080000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"], ["every 3 08:00-09:00"]),
        (
            ["DTSTART:20260520T220000", "DURATION:PT8H", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;WKST=SU;INTERVAL=1"],
            ["every 3 22:00-06:00", "every 1 22:00-06:00"]
        ),
        // Half past midnight on Wednesday in Tokyo is still Tuesday in Shanghai.
        (["DTSTART;TZID=Asia/Tokyo:20260520T003000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY"], ["every 2 23:30-01:30"]),
        (
            ["DTSTART;VALUE=DATE:20260520", "RRULE:FREQ=DAILY"],
            [3, 4, 5, 6, 7, 1, 2].map { "every \($0) 00:00-24:00" }
        ),
        // More than a day, twice a week: what lies upon each other is one.
        (
            ["DTSTART:20260518T080000", "DURATION:P1DT30H", "RRULE:FREQ=WEEKLY;BYDAY=MO,TU"],
            [
                "every 1 08:00-24:00", "every 2 00:00-24:00", "every 3 00:00-24:00", "every 2 08:00-24:00",
                "every 4 00:00-14:00",
            ]
        ),
        // A day that the rule has not can be left out of it.
        (
            ["DTSTART;VALUE=DATE:20260520", "RRULE:FREQ=WEEKLY", "EXDATE;VALUE=DATE:20260521,20260513"],
            ["every 3 00:00-24:00"]
        ),
        (
            ["DTSTART;VALUE=DATE:20260520", "RRULE:FREQ=WEEKLY", "RDATE;VALUE=DATE:20260521"],
            ["every 3 00:00-24:00", "2026-05-21 00:00-24:00"]
        ),
        // With an end.
        (
            ["DTSTART:20260520T080000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20260521T080000"],
            ["2026-05-20 08:00-09:00", "2026-05-22 08:00-09:00"]
        ),
        (
            ["DTSTART:20260520T080000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=20260603T000000Z;BYDAY=WE"],
            ["2026-05-20 08:00-09:00", "2026-05-27 08:00-09:00", "2026-06-03 08:00-09:00"]
        ),
        (
            ["DTSTART:20260520T080000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=20260602T235959Z;BYDAY=WE"],
            ["2026-05-20 08:00-09:00", "2026-05-27 08:00-09:00"]
        ),
    ])
    func theTimes(lines: [String], expected: [String]) throws {
        let rows = try ICalendarText.rows(ICalendarText.calendar([["SUMMARY:E03"] + lines]))
        #expect(rows.map(\.text) == expected.map { "E03 shift " + $0 })
    }

    /// The week begins on the day that WKST says: RFC 5545 §3.8.5.3 has this very example.
    @Test func theStartOfTheWeekMatters() throws {
        for (start, days) in [("MO", ["05", "10", "19", "24"]), ("SU", ["05", "17", "19", "31"])] {
            let rule = "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=\(start)"
            let lines = ["SUMMARY:E03", "DTSTART;TZID=America/New_York:19970805T090000", "DURATION:PT1H", rule]
            let rows = try ICalendarText.rows(ICalendarText.calendar([lines]), "America/New_York")
            #expect(rows.map(\.text) == days.map { "E03 shift 1997-08-\($0) 09:00-10:00" })
        }
    }

    /// 22:00 to 06:00 in Berlin for a bureau in Shanghai, over the night on which Berlin's clock goes back.
    @Test func aZonesClockChanges() throws {
        let lines = [
            "SUMMARY:E03", "DTSTART;TZID=Europe/Berlin:20261023T220000", "DTEND;TZID=Europe/Berlin:20261024T060000",
            "RRULE:FREQ=DAILY;COUNT=4",
        ]
        #expect(
            try ICalendarText.rows(ICalendarText.calendar([lines])).map(\.text) == [
                "E03 shift 2026-10-24 04:00-12:00", "E03 shift 2026-10-25 04:00-13:00",
                "E03 shift 2026-10-26 05:00-13:00", "E03 shift 2026-10-27 05:00-13:00",
            ]
        )
        // Eight hours that pass end an hour earlier by the clock.
        let passing = lines.map { $0.hasPrefix("DTEND") ? "DURATION:PT8H" : $0 }
        #expect(
            try ICalendarText.rows(ICalendarText.calendar([passing])).map(\.text)[1]
                == "E03 shift 2026-10-25 04:00-12:00"
        )
    }

    /// A block that describes a zone is passed over, and its name is what counts.
    @Test(arguments: [
        ("Asia/Tokyo", "E03 shift 2026-05-20 07:00-08:00"), ("Office", "DTSTART: line 14: DTSTART names"),
    ])
    func aZonesBlockIsKnownByItsName(name: String, expected: String) throws {
        let block = [
            "VERSION:2.0", "BEGIN:VTIMEZONE", "TZID:" + name, "BEGIN:STANDARD", "DTSTART:19700101T000000",
            "TZOFFSETFROM:+0900", "TZOFFSETTO:+0900", "RRULE:FREQ=YEARLY", "END:STANDARD", "END:VTIMEZONE",
        ]
        let lines = ["DTSTART;TZID=\"\(name)\":20260520T080000", "SUMMARY:E03", "DURATION:PT1H"]
        let text = ICalendarText.calendar([lines])
            .replacing("VERSION:2.0", with: block.joined(separator: "\r\n"))
        let rows = try ICalendarText.rows(text)
        #expect(rows.count == 1 && rows[0].text.hasPrefix(expected), "\(rows)")
    }

    @Test(arguments: [
        ([], "SUMMARY: line 4: it names no staff member"),
        (["ATTENDEE:mailto:a@b", "ATTENDEE:mailto:c@d"], "SUMMARY: line 4: it names no staff"),
        (["SUMMARY:E03 leave", "CATEGORIES:替班"], "CATEGORIES: line 8: CATEGORIES and SUMMARY say"),
        (["SUMMARY:E03", "SUMMARY:E04"], "SUMMARY: line 8: SUMMARY is there more than once"),
        (["SUMMARY:E03", "RECURRENCE-ID:20260520T080000"], "RECURRENCE-ID: line 8: a changed occurrence"),
        (["SUMMARY:E03", "EXRULE:FREQ=DAILY"], "EXRULE: line 8: EXRULE is not read"),
        (["SUMMARY:E03", "X-PIANQU-STAFF:E03", "X-PIANQU-SUBSTITUTE:E04"], "substitute: substitute goes with"),
        (["SUMMARY:E03 leave E03"], "substitute: substitute goes with"),
        (["SUMMARY:E03", "DURATION:PT1H"], "DURATION: line 8: give either"),
        (["SUMMARY:E03", "RDATE;VALUE=PERIOD:20260520T080000/PT1H"], "RDATE: line 8: RDATE"),
        (["SUMMARY:E03", "RDATE;VALUE=DATE:20260521"], "RDATE: line 8: RDATE and DTSTART must both"),
    ])
    func badEventsAreRefused(lines: [String], refusal: String) throws {
        let rows = try ICalendarText.rows(ICalendarText.calendar([Self.shift + lines]))
        #expect(rows.count == 1 && rows[0].text.hasPrefix(refusal), "\(rows)")
    }

    @Test(arguments: [
        ([], "DTSTART: line 4: the event has no DTSTART"),
        (["DTSTART:20260520T080000"], "DTEND: line 4: the event has no DTEND"),
        (["DTSTART:2026-05-20"], "DTSTART: line 6: DTSTART must be written"),
        (["DTSTART:20260230"], "DTSTART: line 6: DTSTART must be written"),
        (["DTSTART;VALUE=DATE:20260520T080000"], "DTSTART: line 6: DTSTART must be written"),
        (["DTSTART:20260520T240000", "DURATION:PT1H"], "DTSTART: line 6: DTSTART must be written"),
        (["DTSTART:20260520T080030", "DURATION:PT1H"], "DTSTART: line 6: DTSTART must be a whole minute"),
        (["DTSTART:20260520T080000", "DTEND:20260520T080000"], "DTEND: line 7: DTEND must be later"),
        (["DTSTART:20260520T080000", "DTEND;VALUE=DATE:20260521"], "DTEND: line 7: DTEND and DTSTART must both"),
        (["DTSTART:20260520T080000", "DTEND:20260520T235959"], "DTEND: line 6: DTEND must be a whole minute"),
        (["DTSTART:20260520", "DURATION:PT8H"], "DURATION: line 7: DURATION and DTSTART"),
        (["DTSTART:20260520T080000", "DURATION:-PT8H"], "DURATION: line 7: DURATION must be"),
        (["DTSTART:20260520T080000", "DURATION:P"], "DURATION: line 7: DURATION must be"),
        (["DTSTART:20260520T080000", "DURATION:P1DT"], "DURATION: line 7: DURATION must be"),
        (["DTSTART:20260520T080000", "DURATION:PT0S"], "DURATION: line 7: DURATION must be"),
        (
            ["DTSTART;TZID=China Standard Time:20260520T080000", "DURATION:PT1H"],
            "DTSTART: line 6: DTSTART names the time zone \"China Standard Time\""
        ),
        (["DTSTART;TZID=Mars/Base:20260520T080000", "DURATION:PT1H"], "DTSTART: line 6: DTSTART names the time zone"),
        (
            ["DTSTART;TZID=Europe/../UTC:20260520T080000", "DURATION:PT1H"],
            "DTSTART: line 6: DTSTART names the time zone"
        ),
        (["DTSTART:20260520", "DURATION:P900D"], "DTSTART: line 6: the event would become more than 800"),
        (
            ["DTSTART:20260520", "RRULE:FREQ=DAILY;COUNT=1", "EXDATE:20260520"], "DTSTART: line 6: no day of the event"
        ),
    ])
    func badTimesAreRefused(lines: [String], refusal: String) throws {
        let rows = try ICalendarText.rows(ICalendarText.calendar([["SUMMARY:E03"] + lines]))
        #expect(rows.count == 1 && rows[0].text.hasPrefix(refusal), "\(rows)")
    }

    @Test(arguments: [
        ("FREQ=MONTHLY", "RRULE has FREQ=MONTHLY, which"), ("FREQ=YEARLY;BYMONTH=5", "RRULE has BYMONTH, which"),
        ("FREQ=WEEKLY;BYSETPOS=1", "RRULE has BYSETPOS, which"), ("FREQ=WEEKLY;BYDAY=1WE", "RRULE has BYDAY=±n, which"),
        ("FREQ=SOMETIMES", "RRULE has a FREQ that"), ("COUNT=3", "RRULE has a FREQ that"),
        ("FREQ=DAILY;INTERVAL=0", "RRULE has a INTERVAL that"), ("FREQ=DAILY;COUNT=x", "RRULE has a COUNT that"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20260522T000000", "RRULE has a UNTIL that"),
        ("FREQ=DAILY;UNTIL=soon", "RRULE has a UNTIL that"), ("FREQ=WEEKLY;BYDAY=XX", "RRULE has a BYDAY that"),
        ("FREQ=WEEKLY;WKST=1", "RRULE has a WKST that"), ("FREQ=DAILY;FREQ=DAILY", "RRULE has a FREQ that"),
        ("FREQ=DAILY;UNTIL=20260522", "RRULE and DTSTART must both"),
        ("FREQ=WEEKLY;BYDAY=TH", "the day of DTSTART is none"), ("FREQ=DAILY;COUNT=367", "the rule goes on for more"),
        ("FREQ=WEEKLY;UNTIL=20270526T080000", "the rule goes on for more"),
    ])
    func badRulesAreRefused(rule: String, refusal: String) throws {
        let rows = try ICalendarText.rows(ICalendarText.calendar([["SUMMARY:E03", "RRULE:" + rule] + Self.shift]))
        #expect(rows.count == 1 && rows[0].text.hasPrefix("RRULE: line 6: " + refusal), "\(rows)")
    }

    @Test func anEndlessRuleCannotLeaveOutADayOrChangeItsHour() throws {
        let weekly = ["SUMMARY:E03", "RRULE:FREQ=WEEKLY"] + Self.shift
        let leftOut = try ICalendarText.rows(ICalendarText.calendar([weekly + ["EXDATE:20260527T080000"]]))
        #expect(leftOut.map { $0.text.prefix(60) } == ["EXDATE: line 9: EXDATE cannot take days out of a rule withou"])
        let berlin = weekly.map { $0.replacing(":2026", with: ";TZID=Europe/Berlin:2026") }
        let elsewhere = try ICalendarText.rows(ICalendarText.calendar([berlin]))
        #expect(elsewhere.map { $0.text.prefix(40) } == ["RRULE: line 6: a rule without end is in "])
        // A bureau whose clock changes with Berlin's has no such trouble.
        let paris = try ICalendarText.rows(ICalendarText.calendar([berlin]), "Europe/London")
        #expect(paris.map(\.text) == ["E03 shift every 3 07:00-17:00"])
    }

    @Test func anEndlessRuleWithGapsGoesOnForAYearAndSaysSo() throws {
        let lines = ["SUMMARY:E03", "DTSTART;VALUE=DATE:20260520", "RRULE:FREQ=WEEKLY;INTERVAL=2"]
        var rota = try ICalendarRota([UInt8](ICalendarText.calendar([lines]).utf8), clock: DutyClock(timeZone: .gmt))
        var count = 0
        while try rota.next() != nil { count += 1 }
        #expect(count == 27 && rota.shortened == 1)
    }

    @Test func cancelledEventsAreCounted() throws {
        let events = [["SUMMARY:E03", "STATUS:CANCELLED"], ["SUMMARY:E04", "STATUS:CONFIRMED"]].map { $0 + Self.shift }
        for (method, expected, cancelled) in [("PUBLISH", [2], 1), ("CANCEL", [], 2)] {
            let text = ICalendarText.calendar(events).replacing("VERSION:2.0", with: "VERSION:2.0\r\nMETHOD:" + method)
            var rota = try ICalendarRota([UInt8](text.utf8), clock: DutyClock(timeZone: .gmt))
            var seen: [Int] = []
            while let row = try rota.next() {
                guard case .feature(let feature) = row else { continue }
                seen.append(feature.row)
            }
            #expect(seen == expected && rota.cancelled == cancelled)
        }
    }

    /// Nothing that an event says of people comes back in a message.
    @Test func messagesNameNobody() throws {
        let bad = ["RRULE:FREQ=张三", "DTSTART:张三", "DURATION:张三", "CATEGORIES:leave", "RRULE:张三=1", "EXDATE:张三"]
        for line in bad {
            let lines = ["SUMMARY:李四 替班 王五", "ATTENDEE;CN=张三:mailto:zhang@b.cn", line] + Self.shift
            let rows = try ICalendarText.rows(ICalendarText.calendar([lines]))
            #expect(rows.count == 1 && rows[0].text.contains("line "), "\(rows)")
            for row in rows {
                #expect(["张", "李", "王", "zhang"].allSatisfy { !row.text.contains($0) }, "\(row)")
            }
        }
    }
}
