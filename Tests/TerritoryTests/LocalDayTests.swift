import Foundation
import TestSupport
import Testing

@testable import Territory

/// Days of the calendar, against Foundation's.
@Suite struct LocalDayTests {
    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()

    /// The Gregorian calendar of Foundation begins in 1582.
    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func daysAreThoseOfTheCalendar(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            let number = Int.random(in: -100_000...1_000_000, using: &random)
            let instant = Date(timeIntervalSince1970: Double(number) * 86_400 + 3600)
            let expected = Self.calendar.dateComponents([.year, .month, .day, .weekday], from: instant)
            let day = LocalDay(number: number)
            let parts = [day.parts.year, day.parts.month, day.parts.date]
            #expect(parts == [expected.year, expected.month, expected.day], "seed \(seed)")
            #expect(day.weekday % 7 + 1 == expected.weekday)
            #expect(LocalDay(year: day.parts.year, month: day.parts.month, date: day.parts.date) == day)
        }
    }

    @Test(arguments: [
        ("2026-11-24", 20_781, 2), ("1970-01-01", 0, 4), ("2024-02-29", 19_782, 4), ("1969-12-31", -1, 3),
    ])
    func textIsReadAsADay(text: String, number: Int, weekday: Int) {
        #expect(LocalDay(text)?.number == number && LocalDay(text)?.weekday == weekday)
    }

    @Test(arguments: [
        "", "2026", "2026-13-01", "2026-00-10", "2026-02-29", "2026-1-1", "26-01-01", "2026-01-32", "2026-01-00",
        "２０２６-01-01",
        "2026-01-01T", "-026-01-01", "0000-01-01",
    ])
    func whatIsNoDayIsNone(text: String) { #expect(LocalDay(text) == nil) }
}
