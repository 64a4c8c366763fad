import Foundation
import Territory
import TestSupport
import Testing

@testable import Response

/// Who is on duty when.
@Suite struct RotaTests {
    private static func clock(_ name: String) throws -> DutyClock {
        DutyClock(timeZone: try #require(TimeZone(identifier: name)))
    }

    private static func day(_ text: String) throws -> LocalDay { try #require(LocalDay(text)) }

    private static func instant(_ text: String) throws -> Date {
        try Date(text, strategy: .iso8601)
    }

    /// Zones whose clocks change by an hour, by half an hour, twice a year and back within weeks, by a whole day, and never.
    private static let changes = [
        ("Europe/Helsinki", "2026-03-20T00:00:00Z"), ("Europe/Helsinki", "2026-10-15T00:00:00Z"),
        ("Australia/Lord_Howe", "2026-03-28T00:00:00Z"), ("Australia/Lord_Howe", "2026-09-28T00:00:00Z"),
        ("Africa/Casablanca", "2026-02-10T00:00:00Z"), ("Pacific/Apia", "2011-12-20T00:00:00Z"),
        ("America/Sao_Paulo", "2018-10-28T00:00:00Z"), ("Asia/Shanghai", "2026-05-01T00:00:00Z"),
        ("Asia/Shanghai", "1988-04-10T00:00:00Z"),
    ]

    private static func entries(from day: LocalDay, days: Int, using random: inout SeededGenerator) -> [RotaEntry] {
        let staff = ["E1", "E2", "E3", "E4", "E5"]
        return (0..<45).compactMap { _ in
            let kind: RotaEntry.Kind =
                switch Int.random(in: 0..<10, using: &random) {
                case 0...4: .shift
                case 5...7: .override
                default: .leave
                }
            let isWeekly = kind == .shift || Int.random(in: 0..<4, using: &random) == 0
            return RotaEntry(
                staff: staff.randomElement(using: &random) ?? "",
                kind: kind,
                days: isWeekly
                    ? .weekly(.random(in: 1...7, using: &random))
                    : .on(day.advanced(by: .random(in: -2...days, using: &random))),
                start: .random(in: 0..<48, using: &random) * 30,
                end: .random(in: 0...48, using: &random) * 30,
                substitute: kind == .shift || Int.random(in: 0..<4, using: &random) == 0
                    ? nil : staff.randomElement(using: &random)
            )
        }
    }

    private static func compare(_ zone: String, _ start: Date, days: Int, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let clock = try clock(zone)
        let entries = entries(from: clock.day(at: start), days: days, using: &random)
        let oracle = RotaOracle(entries, clock.timeZone, from: start, minutes: days * 1440)
        let rota = Rota(entries, clock: clock)
        let duties = rota.duties(from: start, to: start.addingTimeInterval(Double(days) * 86_400))
        for staff in rota.staff {
            let intervals = duties.intervals(of: staff)
            #expect(intervals.first?.start == duties.start && intervals.last?.end == duties.end)
            #expect(zip(intervals, intervals.dropFirst()).allSatisfy { $0.end == $1.start && $0.cover != $1.cover })
            var (index, unlike) = (0, 0)
            for minute in 0..<oracle.minutes {
                let now = start.addingTimeInterval(Double(minute) * 60)
                while intervals[index].end <= now { index += 1 }
                let (holder, reason) = oracle.holder(for: staff, minute)
                if intervals[index].cover.holder != holder || intervals[index].cover.reason != reason { unlike += 1 }
            }
            #expect(unlike == 0, "\(zone), seed \(seed), \(staff): \(unlike) minutes differ")
        }
        // One instant asked for alone is the same.
        for _ in 0..<40 {
            let now = start.addingTimeInterval(Double.random(in: 0..<Double(days) * 86_400, using: &random))
            for staff in rota.staff { #expect(rota.cover(for: staff, at: now) == duties.cover(for: staff, at: now)) }
        }
    }

    @Test(arguments: changes, 1...2 as ClosedRange<UInt64>)
    func everyMinuteAroundAChangeOfTheClock(change: (zone: String, start: String), seed: UInt64) throws {
        try Self.compare(change.zone, Self.instant(change.start), days: 14, seed: seed)
    }

    @Test func everyMinuteOfAYear() throws {
        try Self.compare("Europe/Helsinki", Self.instant("2026-01-01T00:00:00Z"), days: 365, seed: 7)
    }

    @Test(arguments: [
        // The night of the spring leap has no 03:30: the clock leaps to 04:00, which is 01:00 UTC.
        ("Europe/Helsinki", "2026-03-29", 210, "2026-03-29T01:00:00Z"),
        ("Europe/Helsinki", "2026-03-29", 180, "2026-03-29T01:00:00Z"),
        ("Europe/Helsinki", "2026-03-29", 240, "2026-03-29T01:00:00Z"),
        // In autumn it shows 03:30 twice.
        ("Europe/Helsinki", "2026-10-25", 210, "2026-10-25T00:30:00Z"),
        ("Europe/Helsinki", "2026-10-25", 240, "2026-10-25T02:00:00Z"),
        ("Asia/Shanghai", "2026-11-24", 1440, "2026-11-24T16:00:00Z"),
        // Samoa had no 30 December 2011.
        ("Pacific/Apia", "2011-12-30", 720, "2011-12-30T10:00:00Z"),
    ])
    func theClockStrikes(zone: String, day: String, minute: Int, instant: String) throws {
        #expect(try Self.clock(zone).instant(of: Self.day(day), minute: minute) == Self.instant(instant))
    }

    @Test func layersLieUponOneAnother() throws {
        let clock = try Self.clock("Asia/Shanghai")
        let date = try Self.day("2026-11-24")
        func entry(_ staff: String, _ kind: RotaEntry.Kind, _ start: Int, _ end: Int, _ other: String? = nil) throws
            -> RotaEntry
        {
            let days: RotaEntry.Days = kind == .shift ? .weekly(date.weekday) : .on(date)
            return try #require(
                RotaEntry(staff: staff, kind: kind, days: days, start: start * 60, end: end * 60, substitute: other)
            )
        }
        let rota = Rota(
            [
                try entry("A", .shift, 8, 18), try entry("A", .override, 9, 17, "B"),
                try entry("A", .override, 12, 13, "C"),
                try entry("B", .override, 15, 16, "D"), try entry("C", .leave, 12, 13, "E"),
                try entry("A", .shift, 22, 6),
                try entry("D", .override, 23, 2),
            ],
            clock: clock
        )
        func at(_ hour: Int, _ staff: String = "A") -> DutyCover {
            rota.cover(for: staff, at: clock.instant(of: date, minute: hour * 60))
        }
        #expect(at(8) == DutyCover(holder: "A", reason: .shift, chain: ["A"]))
        #expect(at(9) == DutyCover(holder: "B", reason: .override, chain: ["A", "B"]))
        #expect(at(12) == DutyCover(holder: "E", reason: .override, chain: ["A", "C", "E"]))
        #expect(at(15).holder == "D" && at(16).holder == "B" && at(17).holder == "A" && at(18).holder == nil)
        #expect(at(23).reason == .shift && at(29).holder == "A" && at(30).reason == .offShift)
        // An override without a substitute is duty beyond the shifts; it ends at two at night.
        #expect(at(25, "D").reason == .override && at(26, "D").reason == .offShift)
        #expect(at(12, "C") == DutyCover(holder: "E", reason: .leave, chain: ["C", "E"]))
        #expect(at(10, "nobody").reason == .offShift)
    }

    @Test func circlesAndAbsenceAreSaid() throws {
        let date = try Self.day("2026-11-24")
        func leave(_ staff: String, _ other: String?) throws -> RotaEntry {
            try #require(RotaEntry(staff: staff, kind: .leave, days: .on(date), start: 0, end: 1440, substitute: other))
        }
        let clock = try Self.clock("Asia/Shanghai")
        let rota = Rota(
            [try leave("A", "B"), try leave("B", "A"), try leave("C", nil), try leave("D", "D")],
            clock: clock
        )
        let noon = clock.instant(of: date, minute: 720)
        #expect(
            rota.cover(for: "A", at: noon) == DutyCover(holder: nil, reason: .contradiction, chain: ["A", "B", "A"])
        )
        #expect(rota.cover(for: "C", at: noon) == DutyCover(holder: nil, reason: .absent, chain: ["C"]))
        #expect(rota.cover(for: "D", at: noon).reason == .contradiction)
    }

    @Test func entriesOutOfTheDayAreNone() {
        func entry(_ start: Int, _ end: Int, _ weekday: Int = 1) -> RotaEntry? {
            RotaEntry(staff: "A", kind: .shift, days: .weekly(weekday), start: start, end: end)
        }
        #expect(entry(0, 1440) != nil && entry(-1, 5) == nil && entry(1440, 5) == nil && entry(0, 1441) == nil)
        #expect(entry(0, 60, 0) == nil && entry(0, 60, 8) == nil)
    }
}
