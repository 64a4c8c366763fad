import Foundation
import Testing

/// Defects and work, told to the command and asked of it.
@Suite struct DefectCommandTests {
    private static func row(_ outcome: Command.Outcome) throws -> [String] {
        let rows = try CSVTable(outcome.mustBeDone().text).rows
        return try #require(rows.first)
    }

    private static func report(_ folder: TemporaryFolder, _ more: [String]) throws -> Command.Outcome {
        let line = ["defect", "new", "--kind", "渗油", "--severity", "serious", "--at", "2026-11-05T08:00:00+08:00"]
        return try Command.run(line + ["--format", "csv"] + more, in: folder)
    }

    @Test func aDefectIsReportedListedAndCleared() throws {
        let folder = try DutyCommandTests.folder()
        let first = try Self.report(
            folder,
            ["--asset", "transformer:T1", "--by", "A1", "--photo", "p.jpg", "--key", "k"]
        )
        let row = try Self.row(first)
        #expect(row[0] == "D261105-0001" && Array(row[1...4]) == ["transformer", "T1", "渗油", "serious"])
        #expect(
            row[5] == "2026-11-05T08:00:00+08:00" && row[6] == "2026-12-05T08:00:00+08:00" && row[10] == "S1/D1/D1-1"
        )
        #expect(row[11] == "false" && row[12] == "p.jpg")
        let again = try Self.report(
            folder,
            ["--asset", "transformer:T1", "--by", "A1", "--photo", "p.jpg", "--key", "k"]
        )
        #expect(try Self.row(again) == row && again.messages.contains("nothing was done"))
        let twin = try Self.report(folder, ["--asset", "transformer:T1"])
        #expect(try Self.row(twin)[14] == "D261105-0001" && twin.messages.contains("still open"))
        let placed = try Self.report(folder, ["119.13,25.33", "--deadline", "2026-11-07"])
        #expect(try Self.row(placed)[6] == "2026-11-08T00:00:00+08:00" && Self.row(placed)[10] == "S1/D2/D2-2")

        let clear = ["defect", "clear", "D261105-0001", "--at", "2026-11-06T08:00:00+08:00", "--format", "csv"]
        #expect(try Self.row(Command.run(clear, in: folder))[8] == "cleared")
        let twice = try Command.run(clear, in: folder)
        #expect(twice.status == 1 && twice.messages.contains("cleared before"))
        func listed(_ more: [String]) throws -> [String] {
            let outcome = try Command.run(["defect", "list", "--format", "csv"] + more, in: folder).mustBeDone()
            return CSVTable(outcome.text).rows.map { String($0[0].suffix(1)) }
        }
        let at = ["--at", "2026-11-09"]
        #expect(try listed(at) == ["1", "2", "3"] && listed(at + ["--open"]) == ["2", "3"])
        #expect(try listed(at + ["--overdue"]) == ["3"] && listed(at + ["--district", "D1"]) == ["1", "2"])
        #expect(try listed(["--at", "2026-11-06", "--open"]) == ["1", "2", "3"])
        #expect(try folder.run("defect", "list", "--district", "D9").status == 1)
    }

    /// Several at once, two of them the same command: each has a code of its own, and nothing is there twice.
    @Test func reportsAtTheSameTimeWaitForOneAnother() throws {
        let folder = try DutyCommandTests.folder()
        let line = ["defect", "new", "--kind", "渗油", "--severity", "general", "--asset", "transformer:T1", "--key"]
        let children = try ["a", "b", "c", "a", "b", "d"].map { try Command.start(line + [$0], in: folder) }
        for child in children { try child.outcome().mustBeDone() }
        let codes = try CSVTable(folder.run("defect", "list", "--format", "csv").mustBeDone().text).rows.map { $0[0] }
        #expect(codes.map { String($0.suffix(5)) } == ["-0001", "-0002", "-0003", "-0004"])
    }

    @Test func deadlinesAreSetForTheBureau() throws {
        let folder = try DutyCommandTests.folder()
        let shown = "severity,hours\ncritical,24.0\nserious,168.0\ngeneral,4320.0\n"
        #expect(try folder.run("defect", "deadlines", "--serious", "7d", "--format", "csv").mustBeDone().text == shown)
        #expect(try folder.run("defect", "deadlines", "--format", "csv").mustBeDone().text == shown)
        let defect = try Self.row(Self.report(folder, ["--asset", "transformer:T1"]))
        #expect(defect[6] == "2026-11-12T08:00:00+08:00")
        try folder.write("d.csv", "asset_kind,asset,kind,severity,found\ntransformer,T2,锈蚀,serious,2026-11-01\n")
        try folder.run("import", "defects", "d.csv", "--crs", "EPSG:4326").mustBeDone()
        let list = try folder.run("defect", "list", "--format", "csv").mustBeDone().text
        #expect(list.contains(",2026-11-01T00:00:00+08:00,2026-11-08T00:00:00+08:00,"), "\(list)")
        for bad in ["7", "0d", "-1h", "d", "9999d"] {
            #expect(try folder.run("defect", "deadlines", "--critical=" + bad).status == 2, "\(bad)")
        }
    }

    @Test func whatCannotBeIsRefused() throws {
        let folder = try DutyCommandTests.folder()
        #expect(try Self.report(folder, []).status == 2)
        #expect(try Self.report(folder, ["--asset", "transformer:T9"]).status == 1)
        #expect(try Self.report(folder, ["--asset", "tower:T1"]).status == 2)
        #expect(try Self.report(folder, ["--asset", "transformer:T1", "--by", "Z9"]).status == 3)
        #expect(try Self.report(folder, ["--asset", "transformer:T1", "--deadline", "soon"]).status == 2)
        #expect(try folder.run("defect", "clear", "D9").status == 1)
        #expect(try folder.contents().contains("rows.defects,0,ok,"))
    }

    @Test func tablesWithChineseHeadingsComeInAndStrayAssetsAreFound() throws {
        let folder = try DutyCommandTests.folder()
        try folder.write(
            "work.csv",
            "作业类别,设备类别,设备编号,作业时间,数量,作业人\n修剪树木,线路,L1,2026-11-05,4,A1\n换表箱,表箱,B9,2026-11-06,1,A1\n"
        )
        #expect(
            try folder.run("import", "work", "work.csv", "--crs", "EPSG:4326").mustBeDone().said == ["inserted 2"]
        )
        #expect(
            try folder.run("import", "work", "work.csv", "--crs", "EPSG:4326").mustBeDone().said == ["unchanged 2"]
        )
        let check = try folder.run("check", "--format", "csv")
        let rows = CSVTable(check.text).rows.filter { $0[2] == "work" }.map { $0[0] + " " + $0[4] }
        #expect(rows == ["orphan B9", "unplaced "], "\(check.text)")
        let summary = try folder.run(
            "work",
            "summary",
            "--from",
            "2026-11-01",
            "--to",
            "2026-12-01",
            "--format",
            "csv"
        ).mustBeDone()
        #expect(summary.text.contains("\nmeter_box_replaced,1,1,1,0,0\ntree_trimmed,1,4,1,0,0\n"), "\(summary.text)")
        #expect(summary.text.hasSuffix("\nall,2,5,2,0,0\n"))
        let byUnit = try folder.run(
            "work",
            "summary",
            "--from",
            "2026-11-01",
            "--to",
            "2026-12-01",
            "--by",
            "district",
            "--format",
            "csv"
        ).mustBeDone()
        #expect(byUnit.text.contains("\nD1,1,4,1,0,0\n") || byUnit.text.contains("\nD2,1,4,1,0,0\n"), "\(byUnit.text)")
    }

    @Test func workIsReportedAndListed() throws {
        let folder = try DutyCommandTests.folder()
        let line = [
            "work", "new", "--asset", "line:L1", "--kind", "tree_trimmed", "--quantity", "3", "--format", "csv",
        ]
        let done = try Self.row(Command.run(line + ["--by", "A1", "--key", "w"], in: folder))
        #expect(done[0].hasPrefix("W") && done[3] == "tree_trimmed" && done[8] == "3" && !done[6].isEmpty)
        #expect(try Self.row(Command.run(line + ["--by", "A1", "--key", "w"], in: folder)) == done)
        let planned = try Self.row(Command.run(line + ["--to-do"], in: folder))
        #expect(planned[6].isEmpty && !planned[4].isEmpty)
        let open = try folder.run("work", "list", "--open", "--format", "csv").mustBeDone()
        #expect(CSVTable(open.text).rows.map { $0[0] } == [planned[0]])
        #expect(try Command.run(line + ["--defect", "D9"], in: folder).status == 1)
    }

    /// The demo county's own plans and defects come in, and what can be said of them is.
    @Test func theDemoCountyHasPlansAndDefects() throws {
        let folder = try DemoCounty.folder(isPublished: true)
        #expect(try folder.run(importing: "staff", "staff.csv").mustBeDone().said.last == "inserted 72")
        #expect(try folder.run(importing: "patrol_plans", "patrol_plans.csv").mustBeDone().said == ["inserted 8"])
        #expect(try folder.run(importing: "defects", "defects.csv").mustBeDone().said.last == "inserted 28")
        let check = try folder.run("patrol", "plan", "check", "--at", "2026-11-05").mustBeDone()
        #expect(check.said.last == "8 plans, 0 findings")
        let sum = try folder.run(
            "defect",
            "summary",
            "--from",
            "2026-10-01",
            "--to",
            "2026-12-01",
            "--format",
            "csv"
        ).mustBeDone()
        #expect(sum.text.contains("\nall,28,0,"), "\(sum.text)")
        let today = try folder.run(
            "patrol",
            "today",
            "E03",
            "--at",
            "2026-11-24",
            "--limit",
            "240min",
            "--format",
            "csv"
        )
        let rows = try CSVTable(today.mustBeDone().text).rows
        #expect(rows.count > 5 && rows.allSatisfy { $0[1] == "E03" })
        #expect(rows.reduce(0) { $0 + (Double($1[10]) ?? 0) } <= 240.5)
        #expect(rows.contains { $0[2] == "special" } && rows.contains { $0[11] == "road" })
    }
}
