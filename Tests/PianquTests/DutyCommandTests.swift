import Foundation
import Testing

/// Staff, rota and assignments from tables, and what the commands say of them.
@Suite struct DutyCommandTests {
    static let staff = """
        工号,姓名,岗位,技能,电话,片区,lon,lat
        A1,甲,供电服务员,Repair;metering,00010000001,D1-1,119.105,25.31
        A2,乙,attendant,repair,00010000002,D1-2,119.115,25.33
        A3,丙,供电服务员、组长,repair,00010000003,D2-1,119.13,25.31

        """

    /// By day A1, A2 and A3; the night is A3's.
    ///
    /// On 3 November A1 is away and A2 stands in.
    static let rota = """
        员工,类型,星期,日期,开始,结束,替班人
        A1,班次,周一,,8:00,18:00,
        A1,班次,周二,,8:00,18:00,
        A2,shift,1,,08:00,18:00,
        A3,shift,Mon,,08:00,18:00,
        A3,shift,1,,18:00,08:00,
        A1,请假,,2026/11/3,,,A2

        """

    static func folder() throws -> TemporaryFolder {
        let folder = try SmallCounty.folder()
        try folder.write("staff.csv", staff)
        try folder.write("rota.csv", rota)
        try folder.run("import", "staff", "staff.csv", "--crs", "EPSG:4326").mustBeDone()
        try folder.run("import", "rota", "rota.csv").mustBeDone()
        return folder
    }

    @Test func chineseTablesComeInAndStayTheSame() throws {
        let folder = try Self.folder()
        #expect(try folder.run("import", "staff", "staff.csv", "--crs", "EPSG:4326").said.last == "unchanged 3")
        #expect(try folder.run("import", "rota", "rota.csv").said.last == "unchanged 6")
        let outcome = try folder.run("staff", "--format", "csv", "--at", "2026-11-02T09:00:00+08:00").mustBeDone()
        let rows = outcome.text.split(separator: "\n").map(String.init)
        #expect(rows[1] == "A1,甲,attendant,metering;repair,00010000001,D1-1,shift,A1")
        #expect(rows[3] == "A3,丙,attendant;crew_leader,repair,00010000003,D2-1,shift,A3")
    }

    @Test func leaveHandsTheDutyToTheSubstitute() throws {
        let folder = try Self.folder()
        let arguments = ["rota", "show", "D1-1", "--format", "csv", "--at"]
        let monday = try Command.run(arguments + ["2026-11-02T09:00:00+08:00"], in: folder).mustBeDone()
        #expect(monday.text.contains("\nD1-1,S1/D1/D1-1,A1,A1,甲,00010000001,shift,A1,2026-11-02T18:00:00+08:00"))
        let tuesday = try Command.run(arguments + ["2026-11-03T09:00:00+08:00"], in: folder).mustBeDone()
        #expect(
            tuesday.text.contains("\nD1-1,S1/D1/D1-1,A1,A2,乙,00010000002,leave,A1;A2,2026-11-04T00:00:00+08:00")
        )
        let staff = try folder.run("staff", "A2", "--format", "csv", "--at", "2026-11-03T09:00:00+08:00").mustBeDone()
        #expect(staff.text.contains(",D1-2,leave,A1\n"), "the substitute is on duty because of the leave")
        let night = try Command.run(arguments + ["2026-11-02T19:00:00+08:00"], in: folder)
        #expect(night.status == 1 && night.text.contains("A1,,,,off-shift"), "\(night.summary)")
    }

    @Test func theCheckFindsWhatIsWrongAhead() throws {
        let folder = try Self.folder()
        try folder.write("more.csv", "staff,kind,date,start,end,substitute\nA9,shift,2026-11-02,08:00,12:00,\n")
        try folder.run("import", "rota", "more.csv").mustBeDone()
        let outcome = try folder.run("rota", "check", "--days", "2", "--from", "2026-11-02", "--format", "csv")
        #expect(outcome.status == 1, "\(outcome.summary)")
        let rows = outcome.text.split(separator: "\n").map(String.init)
        // Before eight on Monday nobody, at night A3's watch counts for all, and after eight on Tuesday A2 alone.
        let gaps = rows.filter { $0.hasPrefix("gap,") }
        #expect(gaps.count == 4, "\(outcome.summary)")
        #expect(gaps[0] == "gap,D1-1,2026-11-02T00:00:00+08:00,2026-11-02T08:00:00+08:00,8.00,A1;A2;A3,nobody on duty")
        #expect(rows.contains { $0.hasPrefix("bad-record,") && $0.contains("A9") })
        let strict = try folder.run(
            "rota",
            "check",
            "--days",
            "2",
            "--from",
            "2026-11-02",
            "--strict",
            "--format",
            "csv"
        )
        #expect(strict.text.contains("gap,D1-2,2026-11-02T18:00:00+08:00,2026-11-04T00:00:00+08:00,30.00,A2,"))
    }

    @Test(arguments: [
        ("staff", "code,name,roles,lon,lat\nB1,甲,pilot,119.1,25.3\n", "roles"),
        ("staff", "code,valid_from,valid_to,lon,lat\nB1,2026-05-02,2026-05-01,119.1,25.3\n", "valid_to"),
        ("staff", "code,name,lon,lat\nB1,甲,NaN,25.3\n", "row 1"),
        ("rota", "staff,kind,weekday,start,end\nA1,shift,8,08:00,17:00\n", "weekday"),
        ("rota", "staff,kind,weekday,start,end\nA1,shift,1,08:00,25:00\n", "end"),
        ("rota", "staff,kind,weekday,date,start,end\nA1,shift,1,2026-11-02,08:00,17:00\n", "weekday"),
        ("rota", "staff,kind,date,start,end,substitute\nA1,leave,2026-11-02,,,A1\n", "substitute"),
        ("assignments", "staff,district,valid_from,valid_to\nA1,D1-2,2026-05-02,2026-05-02\n", "valid_to"),
    ])
    func badRowsAreRefusedAndNothingIsWritten(layer: String, text: String, named: String) throws {
        let folder = try SmallCounty.folder()
        try folder.write("bad.csv", text)
        let crs = layer == "staff" ? ["--crs", "EPSG:4326"] : []
        let outcome = try Command.run(["import", layer, "bad.csv"] + crs, in: folder)
        #expect(outcome.status == 3 && outcome.messages.contains(named), "\(outcome.summary)")
        #expect(!outcome.messages.contains("甲"))
        #expect(try folder.contents().contains("rows.\(layer),0,ok,"))
    }

    @Test func assignmentsHoldFromDayToDay() throws {
        let folder = try Self.folder()
        try folder.write("more.csv", "员工,片区,生效日期,失效日期\nA1,D2-2,2026-11-02,2026-11-03\n")
        try folder.run("import", "assignments", "more.csv").mustBeDone()
        func holders(_ day: String) throws -> String {
            try folder.run("rota", "show", "D2-2", "--format", "csv", "--at", day + "T09:00:00+08:00").text
        }
        #expect(try holders("2026-11-02").contains("D2-2,A1,A1,"))
        #expect(try !holders("2026-11-03").contains("A1"))
    }
}
