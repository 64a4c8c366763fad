import Foundation
import Response
import Storage
import Territory
import TestSupport
import Testing

/// Rotas from iCalendar, and the calendar of working days.
@Suite struct CalendarCommandTests {
    /// The code blocks of `docs/rota.md`, in order.
    private static func examples() throws -> [(language: String, text: String)] {
        let page = URL(fileURLWithPath: Repository.geodata("")).deletingLastPathComponent()
            .appendingPathComponent("docs/rota.md")
        let parts = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```")
        return stride(from: 1, to: parts.count, by: 2).map { index in
            let lines = parts[index].split(separator: "\n", omittingEmptySubsequences: false)
            return (String(lines[0]), lines.dropFirst().joined(separator: "\n"))
        }
    }

    private static func county() throws -> TemporaryFolder {
        let folder = try SmallCounty.folder()
        try folder.write("staff.csv", DutyCommandTests.staff)
        try folder.run("import", "staff", "staff.csv", "--crs", "EPSG:4326").mustBeDone()
        return folder
    }

    private static func holder(_ folder: TemporaryFolder, _ time: String) throws -> String {
        let arguments = ["rota", "show", "D1-1", "--format", "csv", "--at", time]
        return try Command.run(arguments, in: folder).text
    }

    @Test func theExamplesOfTheDocumentationComeInAsWritten() throws {
        let examples = try Self.examples()
        #expect(examples.map(\.language) == ["csv", "ics", "csv"])
        let folder = try Self.county()
        try folder.write("rota.csv", examples[0].text)
        try folder.write("rota.ics", examples[1].text)
        try folder.write("holidays.csv", examples[2].text)
        #expect(try folder.run("import", "rota", "rota.csv").mustBeDone().said == ["inserted 2"])
        #expect(try Self.holder(folder, "2026-11-09T09:00:00+08:00").contains("D1-1,S1/D1/D1-1,A1,A2,"))
        #expect(try folder.run("import", "rota", "rota.ics", "--replace").mustBeDone().said.contains("inserted 5"))
        #expect(try Self.holder(folder, "2026-11-09T09:00:00+08:00").contains("D1-1,S1/D1/D1-1,A1,A1,"))
        #expect(try Self.holder(folder, "2026-11-04T09:00:00+08:00").contains(",A1,A2,乙,00010000002,leave,A1;A2,"))
        #expect(try Self.holder(folder, "2026-11-07T09:00:00+08:00").contains("A1,,,,off-shift"))
        #expect(try folder.run("import", "holidays", "holidays.csv").mustBeDone().said == ["inserted 2"])
        #expect(try folder.contents().contains("rows.holidays,2,ok,"))
    }

    @Test func aCalendarComesThroughStandardInput() throws {
        let folder = try Self.county()
        try folder.write("rota.ics", "\u{feff}" + (try Self.examples()[1].text))
        let line = "'\(Command.path)' import rota - --store store.gpkg --lang en < rota.ics"
        let outcome = try Command.shell(line, in: folder)
        #expect(outcome.status == 0 && outcome.said == ["inserted 6"], "\(outcome.summary)")
    }

    private static let mixed = """
        BEGIN:VCALENDAR
        VERSION:2.0
        BEGIN:VEVENT
        SUMMARY:A1 值班
        DTSTART:20261102T080000
        DTEND:20261103T200000
        END:VEVENT
        BEGIN:VEVENT
        SUMMARY:甲某 值班
        DTSTART:20261102T080000
        DURATION:PT8H
        RRULE:FREQ=MONTHLY
        END:VEVENT
        BEGIN:VEVENT
        SUMMARY:A2
        STATUS:CANCELLED
        DTSTART:20261102T080000
        DURATION:PT8H
        END:VEVENT
        END:VCALENDAR

        """

    @Test func aBadEventStopsTheImportUnlessItIsSkipped() throws {
        let folder = try Self.county()
        try folder.write("rota.ics", Self.mixed)
        let refused = try folder.run("import", "rota", "rota.ics", "--report", "report.csv")
        #expect(refused.status == 3, "\(refused.summary)")
        #expect(refused.messages.contains("rota.ics row 2: RRULE cannot be read: line 12: RRULE has FREQ=MONTHLY"))
        #expect(!refused.messages.contains("甲某") && refused.messages.contains("skipped 1 (cancelled events)"))
        let report = CSVTable(try String(contentsOfFile: folder.path("report.csv"), encoding: .utf8))
        #expect(report.column("row") == ["1", "1", "2"])
        #expect(report.column("status") == ["inserted", "inserted", "refused"])
        #expect(report.column("field") == ["", "", "RRULE"])
        #expect(try folder.contents().contains("rows.rota,0,ok,"))
        let dry = try folder.run("import", "rota", "rota.ics", "--skip-refused", "--dry-run").mustBeDone()
        #expect(dry.messages.contains("dry run"))
        #expect(try folder.contents().contains("rows.rota,0,ok,"))
        try folder.run("import", "rota", "rota.ics", "--skip-refused").mustBeDone()
        #expect(try Self.holder(folder, "2026-11-02T09:00:00+08:00").contains(",A1,A1,甲,00010000001,shift,A1,"))
        let again = try folder.run("import", "rota", "rota.ics", "--skip-refused").mustBeDone()
        #expect(again.said.contains("unchanged 2"), "\(again.summary)")
    }

    @Test(arguments: [
        (["staff", "a.ics"], 2, "rota only"),
        (["rota", "a.ics", "--map", "staff=x"], 2, "no columns"),
        (["rota", "none.ics"], 3, "none.ics"),
        (["rota", "empty.ics"], 3, "empty.ics"),
        (["rota", "cut.ics"], 3, "line 2"),
        (["rota", "table.ics"], 3, "BEGIN:VCALENDAR"), (["rota", "off.ics"], 3, "skipped 3"),
    ])
    func whatIsNoCalendarIsRefused(arguments: [String], status: Int32, named: String) throws {
        let folder = try SmallCounty.emptyFolder()
        try folder.write("a.ics", Self.mixed)
        try folder.write("empty.ics", "")
        try folder.write("off.ics", Self.mixed.replacing("VERSION:2.0", with: "VERSION:2.0\nMETHOD:CANCEL"))
        try folder.write("cut.ics", "BEGIN:VCALENDAR\nVERSION:2.0\n")
        try folder.write("table.ics", "staff,kind\nA1,shift\n")
        let outcome = try Command.run(["import"] + arguments, in: folder)
        #expect(outcome.status == status && outcome.messages.contains(named), "\(outcome.summary)")
    }

    // MARK: Holidays

    private static func calendar(_ folder: TemporaryFolder) throws -> WorkingCalendar {
        try WorkingCalendar(store: GeoPackageStore(path: folder.store, mode: .readOnly))
    }

    private static func day(_ text: String) throws -> LocalDay { try #require(LocalDay(text)) }

    @Test func chineseTablesOfHolidaysComeIn() throws {
        let folder = try SmallCounty.emptyFolder()
        try folder.write("h.csv", "日期,类型,名称\n2026/10/1,放假,国庆节\n2026年9月20日,补班,\n2026-10-06,in_lieu,\n")
        #expect(try folder.run("import", "holidays", "h.csv").mustBeDone().said == ["inserted 3"])
        #expect(try folder.run("import", "holidays", "h.csv").mustBeDone().said == ["unchanged 3"])
        let calendar = try Self.calendar(folder)
        for (date, isWorking) in [
            ("2026-10-01", false), ("2026-10-06", false), ("2026-10-07", true), ("2026-09-20", true),
            ("2026-09-19", false),
        ] { #expect(try calendar.isWorking(Self.day(date)) == isWorking, "\(date)") }
        #expect(calendar.knownTo == LocalDay("2026-12-24"))
        #expect(calendar.clock.timeZone.identifier == "Asia/Shanghai")
    }

    @Test(arguments: [
        ("date,kind\n2026-10-01,holiday\n2026-10-01,workday\n", "row 2"), ("date,kind\n2026-10-01,half\n", "kind"),
        ("date,kind\n,holiday\n", "date"), ("date,kind\n2026-02-30,holiday\n", "date"), ("kind\nholiday\n", "date"),
    ])
    func badHolidaysAreRefused(text: String, named: String) throws {
        let folder = try SmallCounty.emptyFolder()
        try folder.write("h.csv", text)
        let outcome = try folder.run("import", "holidays", "h.csv")
        #expect(outcome.status == 3 && outcome.messages.contains(named), "\(outcome.summary)")
        #expect(try folder.contents().contains("rows.holidays,0,ok,"))
    }

    @Test(.enabled(if: TestData.isPresent, Comment(rawValue: TestData.absence)))
    func thePublishedListComesInAsItIs() throws {
        let folder = try SmallCounty.emptyFolder()
        let list = TestData.path("cn_calendar/cn_special_days_2004_2026.csv")
        #expect(try folder.run("import", "holidays", list).mustBeDone().said == ["inserted 922"])
        let calendar = try Self.calendar(folder)
        let days = try String(
            contentsOfFile: TestData.path("cn_calendar/cn_workday_calendar_2004_2026.csv"),
            encoding: .utf8
        ).split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",") }
        #expect(days.count == 8401)
        for row in days { #expect(try calendar.isWorking(Self.day(String(row[0]))) == (row[2] == "1"), "\(row[0])") }

        // The repository's own list says the same of its two years.
        let other = try SmallCounty.emptyFolder()
        try other.run("import", "holidays", Repository.geodata("calendar/holidays.csv")).mustBeDone()
        let own = try Self.calendar(other)
        for row in days where row[0] >= "2025" {
            #expect(try own.isWorking(Self.day(String(row[0]))) == (row[2] == "1"), "\(row[0])")
        }
    }
}
