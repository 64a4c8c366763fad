import Territory
import TestSupport
import Testing

@testable import Patrol

@Suite struct SeasonTests {
    private static func season(_ first: String, _ last: String) throws -> Season {
        Season(first: try #require(Season.Day(first)), last: try #require(Season.Day(last)))
    }

    @Test func daysOfTheYearAreRead() {
        #expect(Season.Day("06-01")?.text == "06-01")
        #expect(Season.Day("02-29") != nil)
        for text in ["02-30", "6-1", "13-01", "", "06/01"] { #expect(Season.Day(text) == nil, "\(text)") }
    }

    @Test func bothEndsAreInTheSeasonAlsoOverTheYearsEnd() throws {
        let winter = try Self.season("11-15", "02-10")
        let inside = ["2026-11-15", "2026-12-31", "2027-01-01", "2027-02-10"]
        let outside = ["2026-11-14", "2027-02-11", "2027-06-01"]
        for text in inside { #expect(winter.contains(try #require(LocalDay(text))), "\(text)") }
        for text in outside { #expect(!winter.contains(try #require(LocalDay(text))), "\(text)") }
    }

    /// Stretches are just the days that a season contains, with nothing between two days of one stretch left out.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func stretchesAreTheDaysContained(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func text() -> String {
            let (month, date) = (Int.random(in: 1...12, using: &random), Int.random(in: 1...28, using: &random))
            return (month < 10 ? "0" : "") + "\(month)-" + (date < 10 ? "0" : "") + "\(date)"
        }
        // A season of the whole year and those about leap days are among them.
        let season = try seed % 4 == 0 ? Self.season("02-29", text()) : Self.season(text(), text())
        let start = Int.random(in: 20_000...21_000, using: &random)
        let span = DaySpan(from: LocalDay(number: start), to: LocalDay(number: start + 800))
        let stretches = season.stretches(touching: span)
        for number in span.from.number..<span.to.number {
            let day = LocalDay(number: number)
            let (_, month, date) = day.parts
            // In a common year 29 February stands for 1 March, which no rule by month and date can say.
            if season.first.text == "02-29", (month, date) == (3, 1) { continue }
            #expect(stretches.contains { $0.contains(day) } == season.contains(day), "seed \(seed), day \(number)")
        }
        for (a, b) in zip(stretches, stretches.dropFirst()) { #expect(a.to <= b.from, "seed \(seed)") }
    }

    @Test func aLeapDaySeasonStartsOnTheFirstOfMarchInOtherYears() throws {
        let season = try Self.season("02-29", "03-10")
        let year = DaySpan(
            from: try #require(LocalDay("2026-01-01")),
            to: try #require(LocalDay("2027-01-01"))
        )
        #expect(season.stretches(touching: year).map(\.from) == [LocalDay("2026-03-01")])
    }
}
