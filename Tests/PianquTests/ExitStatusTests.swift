import Foundation
import Testing

/// What the shell learns: 0 done, 1 no, 2 wrong use, 3 bad input, 4 store failure.
@Suite struct ExitStatusTests {
    private static let commands = ["init", "import", "check", "publish", "locate", "segments", "backup", "doctor"]

    @Test(
        arguments: [[], ["--help"], ["-h"], ["help"], ["--version"]]
            + commands.flatMap { [[$0, "--help"], ["help", $0]] }
    )
    func helpIsData(arguments: [String]) throws {
        let outcome = try Command.run(arguments, in: TemporaryFolder())
        #expect(outcome.status == 0 && !outcome.output.isEmpty && outcome.messages.isEmpty, "\(outcome.summary)")
    }

    @Test(arguments: [
        ["frobnicate"], ["locate"], ["locate", "1,2", "--file", "x.csv"], ["locate", "1,2", "3,4"],
        ["locate", "1,2,3"], ["locate", ","], ["locate", "119.11,25.31", "--accuracy", "-1"],
        ["locate", "119.11,25.31", "--accuracy=-1"], ["locate", "119.11,25.31", "--accuracy", "nan"],
        ["locate", "119.11,25.31", "--accuracy", "inf"], ["locate", "119.11,25.31", "--accuracy", "ten"],
        ["locate", "119.11,25.31", "--as-of", "yesterday"], ["locate", "119.11,25.31", "--as-of", "2026-02-29"],
        ["locate", "119.11,25.31", "--as-of", "2026-02-29T00:00:00Z"],
        ["locate", "119.11,25.31", "--as-of", "2026-11-30T25:00:00Z"],
        ["locate", "119.11,25.31", "--as-of", "2026-11-30T08:00:00"],
        ["locate", "119.11,25.31", "--as-of", "2026-11-30T08:00:00Z and more"],
        ["locate", "119.11,25.31", "--format", "xml"], ["locate", "119.11,25.31", "--lang", "fr"],
        ["locate", "119.11,25.31", "--loud"], ["segments", "--output", "out.txt"], ["segments", "--output", "out"],
        ["import"], ["import", "customers"], ["import", "ghosts", "x.csv"],
        ["import", "lines", "x", "--level", "station"],
        ["import", "lines", "lines.geojson", "--map", "code"],
        ["import", "lines", "lines.geojson", "--map", "code=a,code=b"],
        ["import", "lines", "lines.geojson", "--map", "ghost=code"],
        ["import", "lines", "lines.geojson", "--extent", "1,2,3"],
        ["import", "lines", "lines.geojson", "--extent", "a,1,2,3,4"],
        ["import", "lines", "lines.geojson", "--extent", "1,2,x,3,4"],
        ["import", "lines", "lines.geojson", "--extent", "120,25,119,26"],
        ["import", "lines", "lines.geojson", "--extent", "nan,nan,nan,nan"], ["check", "--apply"],
        ["check", "--repair", "--tolerance", "0"], ["check", "--repair", "--tolerance", "nan"],
        ["check", "--sliver", "nan"],
        ["publish"], ["publish", "--from", "soon"], ["publish", "--from", "2027-02-29"],
        ["publish", "--from", "2027-00-10"],
        ["publish", "--from", "0000-00-00"], ["init", "new.gpkg", "--time-zone", "Mars/Base"],
        ["init", "new.gpkg", "--bureau", ""],
    ])
    func wrongUse(arguments: [String]) throws {
        let folder = try SmallCounty.folder()
        try folder.write("lines.geojson", SmallCounty.lines)
        let names = folder.names
        let outcome = try Command.run(arguments, in: folder)
        #expect(outcome.status == 2 && outcome.output.isEmpty && !outcome.messages.isEmpty, "\(outcome.summary)")
        #expect(folder.names.filter { !$0.hasPrefix("store.gpkg") } == names.filter { !$0.hasPrefix("store.gpkg") })
    }

    @Test(arguments: [
        ["locate", "500,500"], ["locate", "nan,nan"], ["locate", "119.5,25.31"], ["locate", "-119.11,25.31"],
        ["check"],
    ])
    func anAnswerOfNoIsStillAnAnswer(arguments: [String]) throws {
        let folder = try SmallCounty.folder()
        let outcome = try Command.run(arguments, in: folder)
        #expect(outcome.status == 1 && !outcome.output.isEmpty, "\(outcome.summary)")
    }

    @Test(arguments: [
        ["locate", "C999"], ["locate", "119.1"], ["locate", "119.11,25.31", "--as-of", "2020-01-01"],
        ["segments", "--district", "D9"], ["check", "--district-version", "9"], ["publish", "--from", "2027-01-01"],
    ])
    func whatIsNotThereIsNo(arguments: [String]) throws {
        let outcome = try Command.run(arguments, in: SmallCounty.folder())
        #expect(outcome.status == 1 && outcome.output.isEmpty && outcome.said.count == 1, "\(outcome.summary)")
    }

    @Test(arguments: [
        ["locate", "--file", "none.csv"], ["locate", "--file", "points.csv", "--x", "a", "--y", "b"],
        ["locate", "119.11,25.31", "--crs", "EPSG:999999"], ["locate", "119.11,25.31", "--crs", "nonsense"],
        ["import", "lines", "none.geojson"], ["import", "lines", "."], ["import", "lines", "/dev/null"],
        ["import", "lines", ""],
        ["import", "lines", "https://localhost:9/lines.geojson"], ["segments", "--output", "nowhere/out.csv"],
        ["import", "transformers", "points.csv", "--crs", "EPSG:4326", "--report", "nowhere/report.csv"],
        ["import", "transformers", "points.csv", "--crs", "EPSG:4326", "--map", "code=ghost"],
        ["publish", "--from", "2027-01-01", "--waive", "none.csv"],
    ])
    func badInput(arguments: [String]) throws {
        let folder = try SmallCounty.folder()
        try folder.write("points.csv", "code,lon,lat\nT9,119.11,25.31\n")
        try folder.write("districts.geojson", SmallCounty.districts())
        if arguments[0] == "publish" { try folder.run("import", "districts", "districts.geojson").mustBeDone() }
        let outcome = try Command.run(arguments, in: folder)
        #expect(outcome.status == 3 && outcome.output.isEmpty && outcome.said.count == 1, "\(outcome.summary)")
    }

    @Test func dataAndMessagesDoNotMix() throws {
        let folder = try SmallCounty.folder()
        try folder.write("points.csv", "lon,lat\n119.11,25.31\n1,2\nx,y\n")
        let located = try folder.run("locate", "--file", "points.csv").mustBeDone()
        #expect(located.text.split(separator: "\n").count == 4)
        #expect(located.said == ["inside 1", "outside 1", "invalid 1"])
        let imported = try folder.run("import", "transformers", "points.csv", "--crs", "EPSG:4326")
        #expect(imported.status == 3 && imported.output.isEmpty)
        let backup = try folder.run("backup", "copy.gpkg").mustBeDone()
        #expect(backup.output.isEmpty && backup.said.count == 1)
    }
}
