import Foundation
import Territory
import TestSupport
import Testing

@testable import Response

@Suite struct WorkingCalendarTests {
    private static let zones = [
        "Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Apia",
    ]

    private static func zone(_ name: String) throws -> TimeZone { try #require(TimeZone(identifier: name)) }

    private static func calendar(_ days: [String: WorkingCalendar.SpecialDay], _ zone: String) throws
        -> WorkingCalendar
    {
        let pairs = try days.map { (try #require(LocalDay($0.key)), $0.value) }
        let clock = DutyClock(timeZone: try Self.zone(zone))
        return WorkingCalendar(specialDays: Dictionary(uniqueKeysWithValues: pairs), clock: clock)
    }

    private static func instant(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    @Test(arguments: [
        // Friday noon to Monday noon.
        ("2025-11-07T12:00:00+08:00", "2025-11-10T12:00:00+08:00", 1.0),
        // Within one day, and within a weekend.
        ("2025-11-07T06:00:00+08:00", "2025-11-07T12:00:00+08:00", 0.25),
        ("2025-11-08T06:00:00+08:00", "2025-11-09T12:00:00+08:00", 0),
        // Over National Day; Sunday, 28 September is worked.
        ("2025-09-30T12:00:00+08:00", "2025-10-09T12:00:00+08:00", 1),
        ("2025-09-26T00:00:00+08:00", "2025-10-13T00:00:00+08:00", 7),
        ("2025-11-10T12:00:00+08:00", "2025-11-07T12:00:00+08:00", -1),
    ])
    func daysAreCounted(start: String, end: String, expected: Double) throws {
        var special = ["2025-09-28": WorkingCalendar.SpecialDay.workday, "2025-10-11": .workday]
        for date in 1...8 { special["2025-10-0\(date)"] = .holiday }
        let calendar = try Self.calendar(special, "Asia/Shanghai")
        let counted = calendar.workingDays(from: try Self.instant(start), to: try Self.instant(end))
        #expect(abs(counted - expected) < 1e-12)
    }

    @Test func aDayOnWhichTheClockChangesCountsOne() throws {
        // Sundays of 23 and 25 hours, worked; on the longer one two clock hours pass from 02:00 to 03:00.
        let special = ["2026-03-29": WorkingCalendar.SpecialDay.workday, "2026-10-25": .workday]
        let calendar = try Self.calendar(special, "Europe/Berlin")
        for (start, end, expected) in [
            ("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", 1.0),
            ("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", 1),
            ("2026-03-29T00:00:00+01:00", "2026-03-29T12:00:00+02:00", 11.0 / 23),
            ("2026-10-25T02:00:00+02:00", "2026-10-25T03:00:00+01:00", 2.0 / 25),
        ] {
            let counted = calendar.workingDays(from: try Self.instant(start), to: try Self.instant(end))
            #expect(abs(counted - expected) < 1e-12, "\(start)")
        }
    }

    @Test func aDeadlineIsTheFirstInstant() throws {
        let calendar = try Self.calendar(["2026-05-01": .holiday], "Asia/Shanghai")
        for (start, days, expected) in [
            ("2026-04-30T12:00:00+08:00", 1.0, "2026-05-04T12:00:00+08:00"),
            // Used up whole at midnight, not on Monday morning.
            ("2026-04-30T12:00:00+08:00", 0.5, "2026-05-01T00:00:00+08:00"),
            ("2026-05-02T12:00:00+08:00", 5, "2026-05-09T00:00:00+08:00"),
            ("2026-05-02T12:00:00+08:00", 0, "2026-05-02T12:00:00+08:00"),
            ("2026-05-02T12:00:00+08:00", -1, "2026-05-02T12:00:00+08:00"),
        ] {
            let found = calendar.instant(after: try Self.instant(start), workingDays: days)
            #expect(found == (try Self.instant(expected)), "\(start) \(days)")
        }
    }

    @Test func specialDaysAreKnownToTheLastWeekOfTheirYear() throws {
        #expect(try Self.calendar([:], "Asia/Shanghai").knownTo == nil)
        let days = ["2025-01-01": WorkingCalendar.SpecialDay.holiday, "2026-10-10": .workday]
        #expect(try Self.calendar(days, "Asia/Shanghai").knownTo == LocalDay("2026-12-24"))
        #expect(try Self.calendar(["2026-12-31": .holiday], "Asia/Shanghai").knownTo == LocalDay("2026-12-31"))
    }

    /// Minute by minute around changes of the clock: the clock is only read forwards, and a day has as many minutes as it
    /// shows.
    @Test(arguments: zones, [1, 2, 3, 4] as [UInt64]) func minutesAddUp(name: String, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let zone = try Self.zone(name)
        let before = Date(timeIntervalSince1970: 1_310_000_000 + Double(Int.random(in: 0..<20, using: &random)) * 1e7)
        let change = zone.nextDaylightSavingTimeTransition(after: before) ?? before
        // On a whole minute, nine days before the change.
        let first = (change.timeIntervalSince1970 / 60).rounded() * 60 - 9 * 86_400
        var days: [Int] = []
        for minute in 0..<20 * 1440 {
            let instant = Date(timeIntervalSince1970: first + Double(minute) * 60)
            let shown = (instant.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: instant))) / 86_400
            days.append(max(Int(shown.rounded(.down)), days.last ?? Int.min))
        }
        let lengths = Dictionary(days.map { ($0, 1) }, uniquingKeysWith: +)
        var special: [LocalDay: WorkingCalendar.SpecialDay] = [:]
        for day in lengths.keys where Int.random(in: 0..<3, using: &random) == 0 {
            special[LocalDay(number: day)] = Bool.random(using: &random) ? .holiday : .workday
        }
        let calendar = WorkingCalendar(specialDays: special, clock: DutyClock(timeZone: zone))
        for _ in 0..<40 {
            let bounds = (0..<2).map { _ in Int.random(in: 2 * 1440...18 * 1440, using: &random) }.sorted()
            var expected = 0.0
            for minute in bounds[0]..<bounds[1] {
                let day = days[minute]
                let isFree = special[LocalDay(number: day)].map { $0 == .holiday } ?? ((day + 3) % 7 >= 5)
                if !isFree { expected += 1 / Double(lengths[day] ?? 0) }
            }
            let instants = bounds.map { Date(timeIntervalSince1970: first + Double($0) * 60) }
            let counted = calendar.workingDays(from: instants[0], to: instants[1])
            #expect(abs(counted - expected) < 1e-9, "seed \(seed), \(instants)")
        }
    }

    @Test(arguments: zones, [5, 6] as [UInt64])
    func deadlinesInvertAndCountsAddUp(name: String, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let clock = DutyClock(timeZone: try Self.zone(name))
        for _ in 0..<60 {
            let start = Date(timeIntervalSince1970: .random(in: 1.3e9...1.8e9, using: &random).rounded())
            var special: [LocalDay: WorkingCalendar.SpecialDay] = [:]
            for ahead in 0..<15 where Bool.random(using: &random) {
                special[clock.day(at: start).advanced(by: ahead)] = Bool.random(using: &random) ? .holiday : .workday
            }
            let calendar = WorkingCalendar(specialDays: special, clock: clock)
            let days = Double.random(in: 0.01...12, using: &random)
            let deadline = calendar.instant(after: start, workingDays: days)
            #expect(abs(calendar.workingDays(from: start, to: deadline) - days) < 1e-9, "seed \(seed), \(start)")
            let justBefore = calendar.workingDays(from: start, to: deadline.addingTimeInterval(-1))
            #expect(justBefore < days - 1e-6, "seed \(seed), \(start)")
            let later = calendar.instant(after: start, workingDays: days + 0.01)
            #expect(later > deadline, "seed \(seed), \(start)")
            let marks = (0..<3).map { _ in start.addingTimeInterval(.random(in: -1e6...1e6, using: &random)) }.sorted()
            let parts = zip(marks, marks.dropFirst()).map { calendar.workingDays(from: $0, to: $1) }
            #expect(parts.allSatisfy { $0 >= 0 }, "seed \(seed), \(marks)")
            let whole = calendar.workingDays(from: marks[0], to: marks[2])
            #expect(abs(parts.reduce(0, +) - whole) < 1e-9, "seed \(seed), \(marks)")
        }
    }

    /// Every day from 2004 to 2026 as another program has it.
    @Test(.enabled(if: TestData.isPresent, Comment(rawValue: TestData.absence)))
    func theStateCouncilsDaysAreKept() throws {
        func rows(_ name: String) throws -> [[Substring]] {
            try String(contentsOfFile: TestData.path("cn_calendar/" + name), encoding: .utf8)
                .split(whereSeparator: \.isNewline).dropFirst()
                .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        }
        var special: [LocalDay: WorkingCalendar.SpecialDay] = [:]
        for row in try rows("cn_special_days_2004_2026.csv") {
            special[try #require(LocalDay(row[0]))] = row[1] == "workday" ? .workday : .holiday
        }
        let clock = DutyClock(timeZone: try Self.zone("Asia/Shanghai"))
        let calendar = WorkingCalendar(specialDays: special, clock: clock)
        let days = try rows("cn_workday_calendar_2004_2026.csv")
        #expect(days.count == 8401)
        var worked = 0
        for row in days {
            let day = try #require(LocalDay(row[0]))
            #expect(calendar.isWorking(day) == (row[2] == "1"), "\(row[0])")
            if row[2] == "1" { worked += 1 }
        }
        let ends = [2004, 2027].map {
            clock.instant(of: LocalDay(year: $0, month: 1, date: 1) ?? .init(number: 0), minute: 0)
        }
        #expect(abs(calendar.workingDays(from: ends[0], to: ends[1]) - Double(worked)) < 1e-6)
    }
}
