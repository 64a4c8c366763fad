import Foundation
import Territory
import TestSupport
import Testing

@testable import Patrol

@Suite struct PatrolMomentTests {
    private static let clock = DutyClock(timeZone: TimeZone(identifier: "Asia/Shanghai") ?? .gmt)

    @Test(
        arguments: [
            ("2026-11-05", "2026-11-04T16:00:00.000Z"), ("2026/11/5", "2026-11-04T16:00:00.000Z"),
            ("2026年11月5日", "2026-11-04T16:00:00.000Z"), ("2026-11-05 14:30", "2026-11-05T06:30:00.000Z"),
            ("2026-11-05T14:30:15", "2026-11-05T06:30:15.000Z"), ("2026.11.05 9:05", "2026-11-05T01:05:00.000Z"),
            ("2026-11-05T14:30:15.250Z", "2026-11-05T14:30:15.250Z"),
            ("2026-11-05T14:30:00+08:00", "2026-11-05T06:30:00.000Z"),
            ("2026-11-05 14:30:00+0530", "2026-11-05T09:00:00.000Z"),
            ("2026-11-05T14:30:00-03", "2026-11-05T17:30:00.000Z"),
            ("2026-11-05 14:30 +08:00", "2026-11-05T06:30:00.000Z"),
        ]
    )
    func momentsAreRead(text: String, expected: String) throws {
        let date = try #require(PatrolMoment.date(from: text, by: Self.clock))
        #expect(PatrolMoment.text(of: date) == expected)
    }

    @Test(
        arguments: [
            "", "now", "2026-11", "2026-13-01", "2026-02-30", "2026-11-05T24:00", "2026-11-05T12:60", "2026-11-05T12",
            "2026-11-05T12:00:60", "2026-11-05T12:00+25:00", "12:00", "2026-11-05 12:00 a b",
        ]
    )
    func whatIsNoMomentIsNone(text: String) {
        #expect(PatrolMoment.date(from: text, by: Self.clock) == nil)
    }

    @Test func aDeadlineIncludesItsDay() throws {
        let date = try #require(PatrolMoment.date(from: "2026-11-05", by: Self.clock, ofDay: .end))
        #expect(PatrolMoment.text(of: date) == "2026-11-05T16:00:00.000Z")
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func whatIsWrittenIsReadAgain(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let date = Date(timeIntervalSince1970: Double(Int64.random(in: 0...4_000_000_000_000, using: &random)) / 1000)
        let text = PatrolMoment.text(of: date)
        let read = PatrolMoment.date(from: text, by: Self.clock)
        #expect(read.map { abs($0.timeIntervalSince(date)) < 0.0005 } == true, "seed \(seed): \(text)")
        #expect(read.map { PatrolMoment.text(of: $0) } == text, "seed \(seed)")
    }
}
