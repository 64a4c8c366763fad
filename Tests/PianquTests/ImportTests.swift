import FeatureFiles
import Foundation
import GeometryCore
import Testing

/// What import does with rows, besides refusing them.
@Suite struct ImportTests {
    private static let mixed = """
        code,name,lon,lat
        T1,一号公变,119.11,25.31
        T8,八号公变,119.112,25.312
        ,无名,119.11,25.31
        T8,重复,119.11,25.31

        """

    @Test func theReportListsEveryRow() throws {
        let folder = try SmallCounty.folder()
        try folder.write("t.csv", Self.mixed)
        let arguments = ["import", "transformers", "t.csv", "--crs", "EPSG:4326", "--report", "report.csv"]
        #expect(try Command.run(arguments, in: folder).status == 3)
        let report = CSVTable(try folder.text("report.csv"))
        #expect(report.header == ["row", "code", "status", "field", "message"])
        #expect(report.column("row") == ["1", "2", "3", "4"])
        #expect(report.column("code") == ["T1", "T8", "", "T8"])
        // The feeder of T1 is not in the file.
        #expect(report.column("status") == ["updated", "inserted", "refused", "refused"])
        #expect(report.column("field") == ["", "", "code", "code"])
        #expect(report.column("message").map(\.isEmpty) == [true, true, false, false])
    }

    @Test func refusedRowsCanBeLeftOut() throws {
        let folder = try SmallCounty.folder()
        try folder.write("t.csv", Self.mixed)
        let outcome = try folder.run("import", "transformers", "t.csv", "--crs", "EPSG:4326", "--skip-refused")
            .mustBeDone()
        #expect(outcome.said.suffix(3) == ["inserted 1", "updated 1", "refused 2"], "\(outcome.summary)")
        #expect(try folder.contents().contains("rows.transformers,3,ok,"))
    }

    @Test func aDryRunJudgesAndWritesNothing() throws {
        let folder = try SmallCounty.folder()
        let before = try folder.contents()
        try folder.write("t.csv", Self.mixed)
        let bad = try folder.run("import", "transformers", "t.csv", "--crs", "EPSG:4326", "--dry-run")
        #expect(bad.status == 3 && bad.messages.contains("dry run: nothing was written"), "\(bad.summary)")
        try folder.write("good.csv", "code,lon,lat\nT7,119.11,25.31\n")
        let good = try folder.run("import", "transformers", "good.csv", "--crs", "EPSG:4326", "--dry-run", "--replace")
        let said = ["inserted 1 (not written)", "removed 2 (not written)", "dry run: nothing was written"]
        #expect(good.status == 0 && good.said == said, "\(good.summary)")
        #expect(try folder.contents() == before)
    }

    @Test func replacingRemovesWhatTheFileDoesNotHold() throws {
        let folder = try SmallCounty.folder()
        try folder.write("c.csv", "code,name,lon,lat\nC2,乙户,119.131,25.331\nC9,新户,119.111,25.312\n")
        try folder.run("import", "customers", "c.csv", "--crs", "EPSG:4326", "--replace").mustBeDone()
        #expect(try folder.contents().contains("rows.customers,2,ok,"))
        #expect(try folder.run("locate", "C1").status == 1)
        #expect(try folder.run("locate", "C9").status == 0)
    }

    @Test func standardInputIsGeoJSONOrCSV() throws {
        let folder = try SmallCounty.folder()
        let lines = try folder.run("import", "lines", "-", input: Data(SmallCounty.lines.utf8))
        #expect(lines.said == ["unchanged 2"], "\(lines.summary)")
        let table = Data(("\u{feff}" + SmallCounty.transformers).utf8)
        let transformers = try folder.run("import", "transformers", "-", "--crs", "EPSG:4326", input: table)
        #expect(transformers.said == ["unchanged 2"], "\(transformers.summary)")
        let nothing = try folder.run("import", "lines", "-")
        #expect(nothing.status == 3 && nothing.messages.contains("stdin"), "\(nothing.summary)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.streams.path).filter { $0.hasPrefix("pianqu") }
                .isEmpty
        )
    }

    @Test func aShapefileInGBKComesInRight() throws {
        let folder = try SmallCounty.folder()
        // 编号 and 村 in GBK, and no .cpg file to say so.
        let heading: [UInt8] = [0xb1, 0xe0, 0xba, 0xc5]
        try Self.shapefile(heading: heading, value: [0xb4, 0xe5], longitude: 119.115, latitude: 25.315, in: folder)
        let outcome = try folder.run("import", "transformers", "a.shp", "--crs", "EPSG:4490").mustBeDone()
        #expect(outcome.said.first == "inserted 1")
        let listed = try FeatureReader(path: folder.store, options: Self.layer("transformers"))
        var codes: [String?] = []
        while case .feature(let feature)? = try listed.next() {
            codes.append(feature.fields[listed.fields.firstIndex { $0.name == "code" } ?? 0].text)
        }
        #expect(codes.contains("村"), "\(codes)")
    }

    private static func layer(_ name: String) -> FeatureSourceOptions {
        var options = FeatureSourceOptions()
        options.layer = name
        return options
    }

    /// Writes a Shapefile of one point with one text field, as its specification lays it out.
    private static func shapefile(
        heading: [UInt8],
        value: [UInt8],
        longitude: Double,
        latitude: Double,
        in folder: TemporaryFolder
    ) throws {
        func big(_ number: Int32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
        func little(_ bits: UInt64, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
        }
        let place = little(longitude.bitPattern, 8) + little(latitude.bitPattern, 8)
        func header(_ words: Int32) -> [UInt8] {
            big(9994) + [UInt8](repeating: 0, count: 20) + big(words) + little(1000, 4) + little(1, 4) + place + place
                + [UInt8](repeating: 0, count: 32)
        }
        try folder.write("a.shp", Data(header(64) + big(1) + big(10) + little(1, 4) + place))
        try folder.write("a.shx", Data(header(54) + big(50) + big(10)))
        func padded(_ bytes: [UInt8], _ count: Int, _ byte: UInt8) -> [UInt8] {
            bytes + [UInt8](repeating: byte, count: count - bytes.count)
        }
        let field = padded(heading, 11, 0) + [UInt8(ascii: "C"), 0, 0, 0, 0, 10, 0] + [UInt8](repeating: 0, count: 14)
        let table =
            [3, 126, 1, 1] + little(1, 4) + little(65, 2) + little(11, 2) + [UInt8](repeating: 0, count: 20) + field
        try folder.write("a.dbf", Data(table + [0x0d, 0x20] + padded(value, 10, 0x20) + [0x1a]))
    }

    @Test func oneOfSeveralLayersMustBeChosen() throws {
        let folder = try SmallCounty.emptyFolder()
        let county = try SmallCounty.folder()
        let unchosen = try folder.run("import", "districts", county.store)
        #expect(unchosen.status == 3 && unchosen.said.count == 1 && unchosen.messages.contains("district_versions"))
        let chosen = try folder.run("import", "districts", county.store, "--source-layer", "districts").mustBeDone()
        #expect(chosen.said.first == "inserted 7")
    }

    @Test func pathsMayHoldAnything() throws {
        let folder = try TemporaryFolder()
        let store = "片 区's \"store\" %20;$(x).gpkg"
        try folder.write("台 区, 'a'.csv", SmallCounty.transformers)
        try folder.run("init", store, "--name", "局 \"1\"").mustBeDone()
        let outcome = try folder.run(
            "import",
            "transformers",
            "台 区, 'a'.csv",
            "--crs",
            "EPSG:4326",
            "--store",
            store,
            "--report",
            "报 告.csv"
        )
        #expect(outcome.said == ["inserted 2"], "\(outcome.summary)")
        #expect(try folder.run("doctor", "--store", store).status == 0)
        #expect(CSVTable(try folder.text("报 告.csv")).rows.count == 2)
    }
}
