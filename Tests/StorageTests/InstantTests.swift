import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite struct InstantTests {
    /// Foundation's formatter is the oracle for whole seconds, which it does not round, since 1600: before, it counts by
    /// the Julian calendar.
    @Test(arguments: [1, 2, 3] as [UInt64]) func textIsThatOfFoundation(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let seconds = Double(Int.random(in: -11_676_096_000...253_402_300_799, using: &random))
            let date = Date(timeIntervalSince1970: seconds)
            let oracle = date.formatted(Date.ISO8601FormatStyle(timeZone: .gmt))
            #expect(Instant.text(of: date) == oracle.replacingOccurrences(of: "Z", with: ".000Z"), "seed \(seed)")
            #expect(Instant.date(from: oracle) == date, "seed \(seed)")
        }
    }

    @Test(arguments: [1, 2] as [UInt64]) func millisecondsSurviveARoundTripInOrder(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let dates = (0..<500).map { _ in
            Date(
                timeIntervalSince1970: Double(Int.random(in: -4_000_000_000_000...4_000_000_000_000, using: &random))
                    / 1000
            )
        }
        for date in dates { #expect(Instant.date(from: Instant.text(of: date)) == date, "seed \(seed)") }
        #expect(dates.map(Instant.text).sorted() == dates.sorted().map(Instant.text), "seed \(seed)")
    }

    @Test(arguments: [
        "", "2025-01-01", "2025-13-01T00:00:00Z", "2025-01-01T24:00:00Z", "2025-01-01T00:00:00.000+",
        "2025-0x-01T00:00:00Z",
    ])
    func otherTextIsNoInstant(text: String) {
        #expect(Instant.date(from: text) == nil)
    }

    @Test func distantDatesAreHeldWithinFourDigitYears() {
        #expect(Instant.text(of: .distantFuture.addingTimeInterval(1e13)) == "9999-12-31T23:59:59.999Z")
        #expect(Instant.text(of: .distantPast.addingTimeInterval(-1e13)) == "0000-01-01T00:00:00.000Z")
    }
}
