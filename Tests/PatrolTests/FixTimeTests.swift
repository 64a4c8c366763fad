import Foundation
import TestSupport
import Territory
import Testing

@testable import Patrol

@Suite struct FixTimeTests {
    private static let shanghai = DutyClock(timeZone: TimeZone(identifier: "Asia/Shanghai") ?? .gmt)
    private static let berlin = DutyClock(timeZone: TimeZone(identifier: "Europe/Berlin") ?? .gmt)
    private static let second = Date(timeIntervalSince1970: 1_793_577_919)

    @Test(arguments: [
        "2026-11-02T00:05:19Z", "2026-11-02T08:05:19+08:00", "2026-11-02 08:05:19+0800", "2026-11-02t00:05:19z",
        "2026/11/2 8:05:19 +08", "2026-11-01T21:05:19.000-03:00", " 2026-11-02T00:05:19,0Z ", "1793577919",
        "1793577919000", "1793577919.0", "1.793577919e9",
    ])
    func everySpellingIsTheSameInstant(text: String) { #expect(FixTime(text) == .instant(Self.second)) }

    @Test func millisecondsAreKeptAndLessIsRounded() {
        let expected = FixTime.instant(Date(timeIntervalSince1970: 1_793_577_919.123))
        #expect(FixTime("2026-11-02T00:05:19.123Z") == expected)
        #expect(FixTime("2026-11-02T00:05:19.1234Z") == expected)
        #expect(FixTime("1793577919123") == expected)
        #expect(FixTime(sinceEpoch: 1_793_577_919.1231) == expected)
    }

    @Test(arguments: [
        "", " ", "now", "2026-11-02", "2026-11-02T", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-11-02T24:00:00Z", "2026-11-02T23:60:00Z", "2026-11-02T23:59:60Z", "2026-11-02T00:05:19+25:00",
        "2026-11-02T00:05:19ZZ", "2026-11-02T00:05:19 08:00", "20261102T000519Z", "2026-11/02 00:05:19Z",
        "02-11-2026 00:05:19Z", "NaN", "inf", "1e300", "0x6ae", "-1e15", "1793577919000000",
        "9999-12-31T23:59:59-12:00", "253402300800000", "nan",
        "2026-11-02T00:05:19Z; DROP",
    ])
    func whatNamesNoInstantIsNone(text: String) {
        #expect(FixTime(text) == .none)
        #expect(FixTime(text, clock: Self.shanghai) == .none)
    }

    @Test(arguments: ["2026-11-02T08:05:19", "2026-11-02 08:05:19", "2026/11/2 8:05:19"])
    func aTimeWithoutZoneNeedsAClock(text: String) {
        #expect(FixTime(text) == .withoutZone)
        #expect(FixTime(text, clock: Self.shanghai) == .instant(Self.second))
    }

    @Test func aTimeThatTheClockStrikesTwiceIsItsFirst() {
        // Summer time ends at 3:00 on 25 October 2026.
        #expect(FixTime("2026-10-25 02:30:00", clock: Self.berlin) == FixTime("2026-10-25T02:30:00+02:00"))
        #expect(FixTime("2026-10-25 03:00:00", clock: Self.berlin) == FixTime("2026-10-25T03:00:00+01:00"))
    }

    @Test(arguments: UInt64(0)..<200)
    func whatFoundationWritesIsReadBack(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let instant = Date(timeIntervalSince1970: Double(Int.random(in: -60_000_000...4_000_000_000, using: &random)))
        let zone = TimeZone(secondsFromGMT: 900 * Int.random(in: -48...56, using: &random)) ?? .gmt
        let text = instant.formatted(Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: zone))
        #expect(FixTime(text) == .instant(instant), "\(seed): \(text)")
    }

    /// A text and its number in milliseconds are the same instant to the end of the calendar.
    @Test(arguments: [("6022-11-02 08:05:19+0800", 127_895_155_519_000), ("9999-12-31T23:59:59Z", 253_402_300_799_000)])
    func farInstantsHaveNumbers(text: String, milliseconds: Int) {
        #expect(FixTime(text) == FixTime("\(milliseconds)") && FixTime(text).date != nil)
    }

    @Test func yearOneAndThe1970sAreInstantsForOthersToJudge() {
        #expect(FixTime("0").date == Date(timeIntervalSince1970: 0))
        #expect(FixTime("-5").date == Date(timeIntervalSince1970: -5))
        #expect(FixTime("0001-01-01T00:00:00Z").date != nil)
    }
}
