import Foundation
import TestSupport
import Testing

/// `pianqu coverage` from files to figures, closed periods and maps.
@Suite struct CoverageCommandTests {
    private static let month = ["--from", "2026-11-01", "--to", "2026-11-20"]

    private static func folder() throws -> TemporaryFolder {
        let folder = try SmallCounty.folder()
        let staff = "code,name,roles,district\nE1,甲,attendant,D1-1\nE2,乙,attendant,D2-1\n"
        try folder.write("staff.csv", staff)
        try folder.run("import", "staff", "staff.csv", "--crs", "EPSG:4326").mustBeDone()
        return folder
    }

    /// A walk along line L1, a fix every five seconds, 1.2 m/s.
    private static func walk(_ staff: String, day: Int, from west: Double, to east: Double) -> String {
        let step = 6 / 100_700.0
        let count = Int((east - west) / step)
        let rows = (0...count).map { number in
            let (seconds, place) = (number * 5, west + Double(number) * step)
            let time = String(
                format: "2026-11-%02dT%02d:%02d:%02d+08:00",
                day,
                8 + seconds / 3600,
                seconds / 60 % 60,
                seconds % 60
            )
            return "\(staff),\(time),\(String(format: "%.7f", place)),25.31001,5"
        }
        return "staff,time,lon,lat,accuracy_m\n" + rows.joined(separator: "\n") + "\n"
    }

    private static func take(_ folder: TemporaryFolder, _ name: String, _ text: String) throws {
        try folder.write(name, text)
        try folder.run("import", "tracks", name, "--crs", "EPSG:4326", "--at", "2026-11-25").mustBeDone()
    }

    private static func coverage(_ folder: TemporaryFolder, _ options: String...) throws -> Command.Outcome {
        try Command.run(["coverage"] + month + options, in: folder)
    }

    private static func hash(_ outcome: Command.Outcome) throws -> String {
        try #require(outcome.said.first { $0.hasPrefix("hash ") })
    }

    @Test func whatIsWalkedIsTheirsWhoseItIs() throws {
        let folder = try Self.folder()
        try Self.take(folder, "t.csv", Self.walk("E1", day: 3, from: 119.115, to: 119.125))
        let lines = CSVTable(try Self.coverage(folder, "--by", "line", "--format", "csv").mustBeDone().text)
        #expect(lines.header == ["line", "code", "length_m", "covered_m", "missed_m", "unknown_m", "passes", "last"])
        #expect(lines.column("line") == ["L1", "L1", "L2"] && lines.column("code") == ["D1-1", "D2-1", "D2-2"])
        // Half of each side, and the radius at either end: metres of a degree at 25.31° from PROJ's geodesics.
        for (covered, length) in zip(lines.column("covered_m"), lines.column("length_m")).prefix(2) {
            let (covered, length) = (try #require(Double(covered)), try #require(Double(length)))
            #expect(abs(covered - length / 2 - 15) < 6, "\(covered) of \(length)")
        }
        #expect(lines.column("covered_m")[2] == "0.000" && lines.column("passes")[0].hasPrefix("0.5"))
        let staff = CSVTable(try Self.coverage(folder, "--by", "staff", "--format", "csv").mustBeDone().text)
        #expect(
            staff.header == [
                "who", "length_m", "covered_m", "unknown_m", "low_pct", "high_pct", "effort_m", "due", "arrived",
            ]
        )
        // L2 is nobody's.
        #expect(staff.column("who") == ["", "E1", "E2"])
        // Their own part, though the walk went on; and the whole effort is the walker's.
        #expect(staff.column("covered_m") == ["0.000", lines.column("covered_m")[0], "0.000"])
        let effort = try #require(Double(staff.column("effort_m")[1]))
        let walked = lines.column("covered_m").compactMap(Double.init).reduce(0, +)
        #expect(abs(effort - walked) < 0.01 && staff.column("effort_m")[2] == "0.000")
        for level in ["subdistrict", "district", "station"] {
            let units = CSVTable(try Self.coverage(folder, "--by", level, "--format", "csv").mustBeDone().text)
            let sum = units.column("covered_m").compactMap(Double.init).reduce(0, +)
            #expect(abs(sum - walked) < 0.01, "\(level)")
        }
        let one = CSVTable(
            try Self.coverage(folder, "--by", "line", "--district", "D1", "--format", "csv").mustBeDone().text
        )
        #expect(one.column("code") == ["D1-1"])
    }

    @Test func theSameEvidenceHasTheSameHashAndALateTrackChangesOnlyItsLines() throws {
        let folder = try Self.folder()
        try Self.take(folder, "t.csv", Self.walk("E1", day: 3, from: 119.115, to: 119.118))
        let first = try Self.coverage(folder, "--by", "line", "--format", "csv").mustBeDone()
        try Self.take(folder, "t.csv", Self.walk("E1", day: 3, from: 119.115, to: 119.118))
        let again = try Self.coverage(folder, "--by", "line", "--format", "csv").mustBeDone()
        #expect(try Self.hash(again) == Self.hash(first) && again.text == first.text)
        // Outside the period.
        try Self.take(folder, "o.csv", Self.walk("E2", day: 21, from: 119.125, to: 119.128))
        #expect(try Self.hash(Self.coverage(folder)) == Self.hash(first))
        try Self.take(folder, "y.csv", Self.walk("E2", day: 4, from: 119.125, to: 119.128))
        let late = try Self.coverage(folder, "--by", "line", "--format", "csv").mustBeDone()
        #expect(try Self.hash(late) != Self.hash(first))
        let (before, after) = (first.text.split(separator: "\n"), late.text.split(separator: "\n"))
        #expect(zip(before, after).map { $0 == $1 } == [true, true, false, true])
        // Judged anew from raw fixes, nothing changes.
        let rebuilt = try folder.run("patrol", "rebuild").mustBeDone()
        #expect(rebuilt.said == ["3 tracks, 0 of them changed"])
        let anew = try Self.coverage(folder, "--within", "15m", "--by", "line", "--format", "csv").mustBeDone()
        #expect(try Self.hash(anew) == Self.hash(late) && anew.text == late.text)
        let wide = try Self.coverage(folder, "--within", "25", "--by", "line", "--format", "csv").mustBeDone()
        #expect(try Self.hash(wide) != Self.hash(late) && wide.text != late.text)
    }

    @Test func aClosedPeriodStaysAsItWasIssued() throws {
        let folder = try Self.folder()
        try Self.take(folder, "t.csv", Self.walk("E1", day: 3, from: 119.115, to: 119.118))
        #expect(try Self.coverage(folder, "--reissue").status == 1)
        let ahead = try Command.run(["coverage", "--from", "2026-11-01", "--to", "2030-01-01", "--freeze"], in: folder)
        #expect(ahead.status == 1 && ahead.messages.contains("not over"))
        let open = try Self.coverage(folder, "--format", "csv").mustBeDone()
        let frozen = try Self.coverage(folder, "--freeze", "--format", "csv").mustBeDone()
        #expect(frozen.text == open.text && frozen.messages.contains("closed: issue 1"))
        #expect(try Self.coverage(folder, "--freeze").status == 1)
        #expect(try Self.coverage(folder, "--reissue").status == 1)
        try Self.take(folder, "y.csv", Self.walk("E2", day: 4, from: 119.125, to: 119.128))
        let later = try Self.coverage(folder, "--format", "csv").mustBeDone()
        #expect(later.text == open.text && later.messages.contains("1 rows differ"), "\(later.messages)")
        let live = try Self.coverage(folder, "--live", "--format", "csv").mustBeDone()
        #expect(live.text != open.text && !live.messages.contains("closed"))
        let second = try Self.coverage(folder, "--reissue", "--format", "csv").mustBeDone()
        #expect(second.text == live.text && second.messages.contains("issue 2 (a re-issue)"))
    }

    @Test func piecesTileTheLinesAndMapsAreDrawn() throws {
        let folder = try Self.folder()
        try Self.take(folder, "t.csv", Self.walk("E1", day: 3, from: 119.115, to: 119.118))
        let all = CSVTable(try Self.coverage(folder, "--pieces", "all", "--format", "csv").mustBeDone().text)
        let lines = CSVTable(try Self.coverage(folder, "--by", "line", "--format", "csv").mustBeDone().text)
        func sum(_ table: CSVTable, _ column: String) -> Double {
            table.column(column).compactMap(Double.init).reduce(0, +)
        }
        #expect(abs(sum(all, "metres") - sum(lines, "length_m")) < 0.02)
        let missed = CSVTable(try Self.coverage(folder, "--pieces", "missed", "--format", "csv").mustBeDone().text)
        #expect(abs(sum(missed, "metres") - sum(lines, "missed_m")) < 0.02 && Set(missed.column("state")) == ["missed"])
        for name in ["m.svg", "m.png", "m.gpkg"] {
            try Self.coverage(folder, "--map", name, "--age-map", "age-\(name)").mustBeDone()
            #expect(try folder.names.contains(name) && folder.names.contains("age-\(name)"))
        }
        #expect(try folder.text("m.svg").contains("<svg"))
        #expect(try Self.coverage(folder, "--map", "m.jpg").status == 2)
    }

    @Test func oldFixesGoAndOtherNumbersWithThem() throws {
        let folder = try Self.folder()
        try Self.take(folder, "t.csv", Self.walk("E1", day: 3, from: 119.115, to: 119.118))
        let before = try Self.coverage(folder, "--format", "csv").mustBeDone()
        let purged = try folder.run("patrol", "purge", "--at", "2026-11-05").mustBeDone()
        #expect(purged.messages.contains("0 tracks before 2026-08-07"))
        // Nothing may be removed by a clock that is ahead of ours.
        let ahead = try folder.run("patrol", "purge", "--at", "2099-01-01").mustBeDone()
        #expect(!ahead.messages.contains("2098"))
        #expect(try Self.coverage(folder, "--format", "csv").mustBeDone().text == before.text)
    }

    /// A track whose raw fixes are gone takes no more, or what it covered would be lost.
    @Test func aTrackWithoutItsFixesIsClosed() throws {
        let folder = try Self.folder()
        try folder.write(
            "t.csv",
            Self.walk("E1", day: 3, from: 119.115, to: 119.118).replacing("2026-11", with: "2026-05")
        )
        try folder.run("import", "tracks", "t.csv", "--crs", "EPSG:4326", "--at", "2026-05-20").mustBeDone()
        let may = ["coverage", "--from", "2026-05-01", "--to", "2026-06-01", "--format", "csv"]
        let before = try Command.run(may, in: folder).mustBeDone()
        #expect(try folder.run("patrol", "purge", "--at", "2026-11-20").mustBeDone().messages.contains("1 tracks"))
        let late = "staff,time,lon,lat\nE1,2026-05-03T12:00:00+08:00,119.12,25.31\n"
        try folder.write("late.csv", late)
        let refused = try folder.run("import", "tracks", "late.csv", "--crs", "EPSG:4326", "--at", "2026-05-20")
        #expect(refused.status == 3 && refused.messages.contains("too-old 1"), "\(refused.summary)")
        try folder.run("patrol", "rebuild").mustBeDone()
        #expect(try Command.run(may, in: folder).mustBeDone().text == before.text)
        // Other numbers cannot be tried any more.
        #expect(try Command.run(may + ["--within", "20"], in: folder).status == 1)
    }

    @Test func whoHasLeftLeavesTheirTracksAsTheyWere() throws {
        let folder = try Self.folder()
        try Self.take(folder, "t.csv", Self.walk("E1", day: 3, from: 119.115, to: 119.118))
        let before = try Self.coverage(folder, "--format", "csv").mustBeDone()
        try folder.write("fewer.csv", "code,name,roles,district\nE2,乙,attendant,D2-1\n")
        try folder.run("import", "staff", "fewer.csv", "--crs", "EPSG:4326", "--replace").mustBeDone()
        #expect(try folder.run("patrol", "rebuild").mustBeDone().said == ["1 tracks, 0 of them changed"])
        #expect(try Self.coverage(folder, "--format", "csv").mustBeDone().text == before.text)
        // Metres that nobody answers for are there all the same.
        let staff = CSVTable(try Self.coverage(folder, "--by", "staff", "--format", "csv").mustBeDone().text)
        #expect(staff.column("who").contains("") && staff.column("who").contains("E1"))
        let sum = staff.column("length_m").compactMap(Double.init).reduce(0, +)
        let units = CSVTable(before.text).column("length_m").compactMap(Double.init).reduce(0, +)
        #expect(abs(sum - units) < 0.01)
    }

    @Test func aUnitsSumsAreItsOwn() throws {
        let folder = try Self.folder()
        try Self.take(folder, "t.csv", Self.walk("E1", day: 3, from: 119.115, to: 119.118))
        let one = try Self.coverage(folder, "--district", "D2", "--by", "district").mustBeDone()
        #expect(one.messages.contains("D2 lines") && one.messages.contains("walked 0 m"), "\(one.messages)")
        #expect(try Self.coverage(folder, "--district", "D2-1", "--by", "station").status == 2)
        #expect(try Self.coverage(folder, "--map", "a.svg", "--age-map", "a.svg").status == 2)
    }

    @Test func numbersAreAdoptedAndTracksJudgedByThem() throws {
        let folder = try Self.folder()
        try Self.take(folder, "t.csv", Self.walk("E1", day: 3, from: 119.115, to: 119.118))
        let before = try Self.coverage(folder, "--format", "csv").mustBeDone()
        try folder.write("p.yaml", "credit: {radius: 25}\n")
        let adopted = try folder.run("patrol", "policy", "adopt", "p.yaml").mustBeDone()
        #expect(adopted.messages.contains("1 tracks judged by it, 1 of them changed"), "\(adopted.messages)")
        let after = try Self.coverage(folder, "--format", "csv").mustBeDone()
        #expect(after.text != before.text && after.messages.contains("\"radius\":25"))
        #expect(try folder.run("patrol", "policy", "show").mustBeDone().text.contains("radius: 25"))
        #expect(try folder.run("patrol", "policy", "show", "--usual", "car").mustBeDone().text.contains("fastest: 14"))
        // What is shown can be adopted.
        try folder.write("q.yaml", folder.run("patrol", "policy", "show", "--usual", "walking").mustBeDone().text)
        try folder.run("patrol", "policy", "adopt", "q.yaml").mustBeDone()
        #expect(try Self.coverage(folder, "--format", "csv").mustBeDone().text == before.text)
        for (text, said) in [
            ("credit: {radius: -1}", "credit.radius"), ("credit: {reach: 1}", "credit.reach"),
            ("credit: {radius: wide}", "credit.radius"), ("retentionDays: 1.5", "retentionDays"), ("- 1", "p.yaml"),
            ("credit: {radius: .nan}", "credit.radius"), ("credit: 5", "credit"), ("{", "p.yaml"),
        ] {
            try folder.write("p.yaml", text)
            let refused = try folder.run("patrol", "policy", "adopt", "p.yaml")
            #expect(refused.status == 3 && refused.messages.contains(said), "\(text): \(refused.summary)")
        }
    }

    @Test func wrongUseIsSaid() throws {
        let folder = try Self.folder()
        for options in [
            ["--within", "-3"], ["--within", "1e9"], ["--within", "far"], ["--pieces", "some"], ["--freeze", "--live"],
            ["--freeze", "--within", "20"],
        ] {
            #expect(try Command.run(["coverage"] + Self.month + options, in: folder).status == 2, "\(options)")
        }
        #expect(try Command.run(["coverage", "--from", "2026-11-20", "--to", "2026-11-01"], in: folder).status == 2)
        #expect(try Self.coverage(folder, "--district", "X9").status == 1)
    }
}
