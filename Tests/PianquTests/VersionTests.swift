import Foundation
import Testing

/// District versions: what was in force when.
@Suite struct VersionTests {
    /// A place that changes from D2-1 to D1-1 when the border moves east.
    private static let place = "119.122,25.31"

    private func folderWithASecondVersion() throws -> TemporaryFolder {
        let folder = try SmallCounty.folder()
        try folder.write("new.geojson", SmallCounty.districts(middle: 119.125))
        try folder.run("import", "districts", "new.geojson").mustBeDone()
        try folder.run("publish", "--from", "2027-01-01").mustBeDone()
        return folder
    }

    @Test(arguments: [
        ("2026-01-01", "D2-1"), ("2026-12-31", "D2-1"), ("2026-12-31T23:59:59+08:00", "D2-1"), ("2027-01-01", "D1-1"),
        ("2026-12-31T16:00:00Z", "D1-1"), ("2099-01-01T00:00:00+08:00", "D1-1"),
    ])
    func theAnswerIsThatOfTheDay(asOf: String, code: String) throws {
        let folder = try folderWithASecondVersion()
        let outcome = try folder.run("locate", Self.place, "--as-of", asOf, "--format", "csv").mustBeDone()
        #expect(CSVTable(outcome.text).column("code") == [code], "\(outcome.summary)")
        let bulk = try folder.run(
            "locate",
            "--file",
            "-",
            input: Data("lon,lat,as_of\n\(Self.place),\(asOf)\n".utf8)
        ).mustBeDone()
        #expect(CSVTable(bulk.text).column("code") == [code], "\(bulk.text)")
    }

    @Test func segmentsFollowTheVersion() throws {
        let folder = try folderWithASecondVersion()
        func metres(_ asOf: String) throws -> [String: Double] {
            let outcome = try folder.run("segments", "--as-of", asOf, "--format", "csv").mustBeDone()
            let table = CSVTable(outcome.text)
            let pieces = zip(table.column("code"), table.column("metres")).map { ($0, Double($1) ?? 0) }
            return Dictionary(pieces.filter { $0.0 != "D2-2" }, uniquingKeysWith: +)
        }
        let (old, new) = (try metres("2026-06-01"), try metres("2027-06-01"))
        // L1 runs level from 119.11 to 119.13: half of it lies west of 119.12, three quarters west of 119.125.
        let whole = (old["D1-1"] ?? 0) + (old["D2-1"] ?? 0)
        #expect(abs((old["D1-1"] ?? 0) / whole - 0.5) < 1e-3 && abs((new["D1-1"] ?? 0) / whole - 0.75) < 1e-3)
        #expect(whole > 2000 && whole < 2030)
    }

    @Test func beforeTheFirstVersionTheAnswerIsNo() throws {
        let outcome = try SmallCounty.folder().run("locate", Self.place, "--as-of", "2025-12-31")
        #expect(outcome.status == 1 && outcome.output.isEmpty && outcome.said.count == 1)
    }

    @Test(arguments: ["2026-01-01", "2025-12-31", "2000-02-29"])
    func aVersionBeginsAfterItsPredecessor(day: String) throws {
        let folder = try SmallCounty.folder()
        try folder.write("new.geojson", SmallCounty.districts(middle: 119.125))
        try folder.run("import", "districts", "new.geojson").mustBeDone()
        let before = try folder.contents()
        let outcome = try folder.run("publish", "--from", day)
        #expect(outcome.status == 1 && outcome.messages.contains("2026-01-01T00:00:00+08:00"), "\(outcome.summary)")
        #expect(try folder.contents() == before)
    }

    @Test func aDraftAnswersNothing() throws {
        let folder = try SmallCounty.emptyFolder()
        try folder.write("d.geojson", SmallCounty.districts())
        try folder.run("import", "districts", "d.geojson").mustBeDone()
        for arguments in [["locate", Self.place], ["segments"]] {
            let outcome = try Command.run(arguments, in: folder)
            #expect(outcome.status == 1 && outcome.messages.contains("publish --from"), "\(outcome.summary)")
        }
    }

    @Test func gapsStandInTheWayUntilSomebodySigns() throws {
        let folder = try SmallCounty.emptyFolder()
        let gapped = SmallCounty.districts().replacingOccurrences(
            of: "[[[119.12, 25.3], [119.14, 25.3], [119.14, 25.32], [119.12, 25.32], [119.12, 25.3]]]",
            with: "[[[119.12,25.3],[119.14,25.3],[119.14,25.32],[119.13,25.31],[119.12,25.32],[119.12,25.3]]]"
        )
        #expect(gapped != SmallCounty.districts())
        try folder.write("d.geojson", gapped)
        try folder.run("import", "districts", "d.geojson").mustBeDone()
        let refused = try folder.run("publish", "--from", "2026-01-01")
        #expect(refused.status == 1 && refused.messages.contains("gap"), "\(refused.summary)")
        let found = CSVTable(try folder.run("check", "--districts-only", "--format", "csv").text)
        var waiver = (found.header + ["signed_by", "reason"]).joined(separator: ",") + "\n"
        for row in found.rows {
            let cells = (row + ["组长", "水库"]).map { "\"\($0.replacingOccurrences(of: "\"", with: "\"\""))\"" }
            waiver += cells.joined(separator: ",") + "\n"
        }
        try folder.write("unsigned.csv", waiver.replacingOccurrences(of: "组长", with: ""))
        #expect(try folder.run("publish", "--from", "2026-01-01", "--waive", "unsigned.csv").status == 3)
        // As a Chinese spreadsheet saves it: 组长 and 水库 in GB18030.
        var bytes = Data(
            waiver.replacingOccurrences(of: "组长", with: "@1").replacingOccurrences(of: "水库", with: "@2").utf8
        )
        for (mark, text) in [("@1", [0xd7, 0xe9, 0xb3, 0xa4]), ("@2", [0xcb, 0xae, 0xbf, 0xe2])] as [(String, [UInt8])]
        {
            while let range = bytes.range(of: Data(mark.utf8)) { bytes.replaceSubrange(range, with: text) }
        }
        try folder.write("signed.csv", bytes)
        let published = try folder.run("publish", "--from", "2026-01-01", "--waive", "signed.csv")
        #expect(published.status == 0, "\(published.summary)")
        let inside = try folder.run("locate", "119.13,25.318", "--format", "csv")
        #expect(inside.status == 1 && CSVTable(inside.text).column("status") == ["gap"], "\(inside.text)")
    }
}
