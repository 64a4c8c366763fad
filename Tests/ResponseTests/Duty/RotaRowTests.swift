import Foundation
import Phrasebook
import Territory
import Testing

@testable import Response

/// Rows of a rota file.
@Suite struct RotaRowTests {
    private static func read(_ row: String) throws -> RotaEntry {
        let values = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return try RotaEntry { name in
            RotaEntry.columns.firstIndex(of: name).flatMap { $0 < values.count ? values[$0] : nil }
        }
    }

    @Test func rowsAreRead() throws {
        let shift = try Self.read(" E01 ,shift,5,,18:00,8:00,")
        #expect(shift == RotaEntry(staff: "E01", kind: .shift, days: .weekly(5), start: 1080, end: 480))
        let day = try #require(LocalDay("2026-11-24"))
        let leave = try Self.read("E06,Leave,,2026-11-24,,,E07")
        #expect(leave == RotaEntry(staff: "E06", kind: .leave, days: .on(day), start: 0, end: 1440, substitute: "E07"))
        #expect(try Self.read("E06,override,,2026-11-24,00:00,24:00").end == 1440)
    }

    @Test(arguments: [
        (",shift,1,,08:00,17:00,", RotaRowProblem.missing(field: "staff")),
        ("E1, ,1,,08:00,17:00,", .missing(field: "kind")),
        ("E1,holiday,1,,08:00,17:00,", .unknownKind), ("E1,shift,,,08:00,17:00,", .weekdayOrDate),
        ("E1,shift,1,2026-11-24,08:00,17:00,", .weekdayOrDate), ("E1,shift,0,,08:00,17:00,", .notAWeekday),
        ("E1,shift,8,,08:00,17:00,", .notAWeekday), ("E1,shift,Mon,,08:00,17:00,", .notAWeekday),
        ("E1,leave,,2026-02-30,,,", .notADate), ("E1,leave,,24.11.2026,,,", .notADate),
        ("E1,shift,1,,24:00,08:00,", .notATime(field: "start")), ("E1,shift,1,,08:00,24:01,", .notATime(field: "end")),
        ("E1,shift,1,,08:60,17:00,", .notATime(field: "start")), ("E1,shift,1,,nan,17:00,", .notATime(field: "start")),
        ("E1,shift,1,,08:00,-1:00,", .notATime(field: "end")), ("E1,shift,1,,08:00,,", .noTime),
        ("E1,shift,1,,08:00,08:00,", .noTime), ("E1,shift,1,,08:00,17:00,E2", .notASubstitute),
        ("E1,leave,1,,08:00,17:00,E1", .notASubstitute),
    ])
    func badRowsSayWhatWasExpected(row: String, problem: RotaRowProblem) {
        #expect(throws: problem) { try Self.read(row) }
        #expect(!problem.words.zh.isEmpty && !problem.words.en.isEmpty && problem.words.zh != problem.words.en)
    }

    /// The demo county's rota is whole, and its duty is worked out for the month it was made for.
    @Test func theDemoRotaIsRead() throws {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("geodata/rota.csv")
        let rows = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
        #expect(rows[0] == RotaEntry.columns.joined(separator: ","))
        let entries = try rows.dropFirst().map { try Self.read(String($0)) }
        #expect(entries.count == rows.count - 1 && entries.count > 400)
        let clock = DutyClock(timeZone: try #require(TimeZone(identifier: "Asia/Shanghai")))
        let rota = Rota(entries, clock: clock)
        let day = try #require(LocalDay("2026-11-24"))
        // E06 is on leave that day; E07 stands in from midnight to midnight.
        let covers = [0, 540, 1439].map { rota.cover(for: "E06", at: clock.instant(of: day, minute: $0)) }
        #expect(covers.allSatisfy { $0 == DutyCover(holder: "E07", reason: .leave, chain: ["E06", "E07"]) })
        let duties = rota.duties(
            from: clock.instant(of: day, minute: 0),
            to: clock.instant(of: day.advanced(by: 7), minute: 0)
        )
        let findings = duties.findings(posts: [], rest: 0)
        #expect(!findings.contains { $0.kind == .contradiction || $0.kind == .gap })
        #expect(findings.contains { $0.kind == .doubleBooking && $0.subject == "E07" && $0.staff == ["E06", "E07"] })
    }
}
