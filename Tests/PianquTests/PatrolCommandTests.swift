import Foundation
import Testing

/// Plans, tasks and walking lists, asked of the command.
@Suite struct PatrolCommandTests {
    /// The code blocks of `docs/patrol-plans.md`, in order.
    static func examples() throws -> [(language: String, text: String)] {
        let page = Repository.root.appendingPathComponent("docs/patrol-plans.md")
        let parts = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```")
        return stride(from: 1, to: parts.count, by: 2).map { index in
            let lines = parts[index].split(separator: "\n", omittingEmptySubsequences: false)
            return (String(lines[0]), lines.dropFirst().joined(separator: "\n"))
        }
    }

    /// The small county with its staff and the plans of the page.
    static func folder() throws -> TemporaryFolder {
        let folder = try DutyCommandTests.folder()
        try folder.write("plans.csv", examples()[0].text)
        #expect(try folder.run("import", "patrol_plans", "plans.csv").mustBeDone().said == ["inserted 3"])
        return folder
    }

    /// Runs the command of a block of the page.
    static func run(_ line: String, in folder: TemporaryFolder) throws -> Command.Outcome {
        let words = line.split(separator: " ").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        return try Command.run(Array(words.dropFirst()), in: folder)
    }

    @Test func thePageSaysWhatTheCommandsPrint() throws {
        let examples = try Self.examples()
        #expect(examples.map(\.language) == ["csv", "csv", "csv", "csv", "sh", "csv", "csv", "sh", "csv"])
        let folder = try Self.folder()
        #expect(try Self.run(examples[4].text, in: folder).mustBeDone().text == examples[5].text)
        try folder.write("defects.csv", examples[6].text)
        #expect(
            try folder.run("import", "defects", "defects.csv", "--crs", "EPSG:4326").mustBeDone().said == ["inserted 4"]
        )
        #expect(try Self.run(examples[7].text, in: folder).mustBeDone().text == examples[8].text)
    }

    @Test func plansComeInAgainUnchangedAndFaultsAreNamed() throws {
        let folder = try Self.folder()
        #expect(try folder.run("import", "patrol_plans", "plans.csv").said == ["unchanged 3"])
        try folder.write(
            "bad.csv",
            "计划类型,设备类别,周期天数,生效日期,失效日期,季节起\n周期,线路,0,2026-11-01,,\n特巡,台区,,2026-11-01,,\n周期,电杆,9,2026-11-01,,6-1\n"
        )
        let outcome = try folder.run("import", "patrol_plans", "bad.csv", "--report", "report.csv")
        #expect(outcome.status == 3, "\(outcome.summary)")
        let report = try folder.text("report.csv")
        for field in ["cycle_days", "valid_to", "season_to"] { #expect(report.contains(",\(field),"), "\(report)") }
        #expect(try folder.run("patrol", "plan", "list", "--format", "csv").text.contains("Y2,,cycle,10,line,,D1-1,"))
    }

    @Test func aMadeCodeIsTheSameAgain() throws {
        let folder = try DutyCommandTests.folder()
        try folder.write("plans.csv", "kind,asset,cycle_days,valid_from\ncycle,pole,30,2026-11-01\n")
        #expect(try folder.run("import", "patrol_plans", "plans.csv").mustBeDone().said == ["inserted 1"])
        try folder.write("plans.csv", "kind,asset,cycle_days,valid_from\ncycle,pole,60,2026/11/1\n")
        #expect(try folder.run("import", "patrol_plans", "plans.csv").mustBeDone().said == ["updated 1"])
    }

    @Test func faultsOfPlansAreFound() throws {
        let folder = try Self.folder()
        try folder.write(
            "more.csv",
            """
            code,kind,asset,district,cycle_days,valid_from,staff
            Y3,cycle,line,D1-1,20,2026-11-03,
            Y4,cycle,pole,,20,2026-11-03,
            Y5,cycle,line,D9,20,2026-11-03,Z9

            """
        )
        try folder.run("import", "patrol_plans", "more.csv").mustBeDone()
        let outcome = try folder.run("patrol", "plan", "check", "--at", "2026-11-05", "--format", "csv")
        #expect(outcome.status == 1)
        let rows = CSVTable(outcome.text).rows.map { Array($0.prefix(2)) }
        #expect(
            rows == [
                ["Y2", "overlap"], ["Y4", "covers-nothing"], ["Y5", "unknown-district"], ["Y5", "unknown-staff"],
            ],
            "\(outcome.text)"
        )
    }

    @Test func tasksAreListedPieceByPiece() throws {
        let folder = try Self.folder()
        let outcome = try folder.run(
            "patrol",
            "tasks",
            "--from",
            "2026-11-01",
            "--to",
            "2026-12-01",
            "--format",
            "csv"
        ).mustBeDone()
        let rows = CSVTable(outcome.text).rows
        #expect(
            rows.map { $0[0] + " " + $0[2] + " " + $0[3] + " " + $0[7] + " " + $0[8] } == [
                "Y2 L1 S1/D1/D1-1 2026-11-10 A1", "Y2 L1 S1/D1/D1-1 2026-11-20 A1", "Y2 L1 S1/D1/D1-1 2026-11-30 A1",
                "Y1 L1 S1/D2/D2-1 2026-11-30 A3", "Y1 L2 S1/D2/D2-2 2026-11-30 ", "T1 T1 S1/D1/D1-1 2026-11-11 A1",
                "T1 T2 S1/D2/D2-2 2026-11-11 ",
            ]
        )
        #expect(outcome.said.contains { $0.hasPrefix("arrived 0/7 (0.0 %)") }, "\(outcome.summary)")
        let none = try folder.run("patrol", "tasks", "--from", "2026-10-01", "--to", "2026-10-02")
        #expect(none.status == 1)
        #expect(try folder.run("patrol", "tasks", "--from", "2026-10-02", "--to", "2026-10-02").status == 2)
    }

    @Test func sumsByUnitAndPlanHaveTheSameTotals() throws {
        let folder = try Self.folder()
        var totals: Set<String> = []
        for by in ["subdistrict", "district", "plan"] {
            let outcome = try folder.run(
                "patrol",
                "tasks",
                "--from",
                "2026-11-01",
                "--to",
                "2026-12-01",
                "--by",
                by,
                "--format",
                "csv"
            ).mustBeDone()
            let rows = CSVTable(outcome.text).rows
            let sums = [1, 4, 10, 11].map { column in rows.reduce(0) { $0 + (Double($1[column]) ?? 0) } }
            #expect(sums[0] == 7 && sums[1] > 4000, "\(by)")
            totals.insert(sums.map { String(format: "%.0f", $0) }.joined(separator: " "))
        }
        #expect(totals.count == 1, "\(totals)")
    }

    @Test func theWalkStartsAtTheDutyPointAndSaysWhenThereAreNoRoads() throws {
        let folder = try Self.folder()
        let outcome = try folder.run("patrol", "today", "A1", "--at", "2026-11-08", "--format", "csv").mustBeDone()
        let rows = CSVTable(outcome.text).rows
        // The transformer stands at the line's beginning.
        #expect(rows.map { $0[0] + " " + $0[2] + " " + $0[4] } == ["1 special T1", "2 due L1"])
        #expect(rows[0][9].hasPrefix("503.") && rows[0][11] == "line", "\(rows)")
        #expect(outcome.messages.contains("ways are straight"), "\(outcome.summary)")
        let limited = try folder.run("patrol", "today", "A1", "--at", "2026-11-08", "--limit", "1", "--format", "csv")
        #expect(try CSVTable(limited.mustBeDone().text).rows.map { $0[4] } == ["T1"])
        #expect(limited.messages.contains("1 more left out"))
        let late = try folder.run("patrol", "today", "A1", "--at", "2026-11-15", "--format", "csv").mustBeDone()
        #expect(CSVTable(late.text).rows.map { $0[2] + $0[7] } == ["overdue4"])
        let everybody = try folder.run("patrol", "today", "--at", "2026-11-08", "--ahead", "30", "--format", "csv")
        #expect(try Set(CSVTable(everybody.mustBeDone().text).rows.map { $0[1] }) == ["A1", "A3"])
        for bad in [["--limit", "many"], ["--ahead", "-1"]] {
            #expect(try Command.run(["patrol", "today"] + bad, in: folder).status == 2)
        }
        #expect(try folder.run("patrol", "today", "Z9").status == 3)
    }

    @Test func theWayIsAFeature() throws {
        let folder = try Self.folder()
        try folder.write(
            "roads.geojson",
            SmallCounty.collection([
                SmallCounty.feature(
                    "\"id\":\"1\",\"highway\":\"residential\"",
                    "\"LineString\",\"coordinates\":[[119.105,25.3101],[119.13,25.3101]]"
                )
            ])
        )
        try folder.run("import", "roads", "roads.geojson").mustBeDone()
        let outcome = try folder.run("patrol", "today", "A1", "--at", "2026-11-08", "--format", "geojson").mustBeDone()
        #expect(outcome.text.contains("\"by\":\"road\"") && outcome.text.contains("\"type\":\"LineString\""))
        #expect(!outcome.messages.contains("ways are straight"))
    }

    @Test func withoutPlansTheCommandSaysSo() throws {
        let folder = try DutyCommandTests.folder()
        let outcome = try folder.run("patrol", "plan", "list")
        #expect(outcome.status == 1 && outcome.messages.contains("pianqu import patrol_plans"))
    }
}
