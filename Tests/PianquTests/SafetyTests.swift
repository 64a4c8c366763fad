import Foundation
import Testing

/// What must never happen to files that are not the command's to change.
@Suite struct SafetyTests {
    @Test func resultsAndReportsSpareOtherStores() throws {
        let folder = try SmallCounty.folder()
        try folder.run("backup", "copy.gpkg").mustBeDone()
        let copy = try Data(contentsOf: URL(fileURLWithPath: folder.path("copy.gpkg")))
        for arguments in [
            ["segments", "-o", "copy.gpkg"], ["locate", "119.11,25.31", "-o", "copy.gpkg"],
            ["check", "--output", "copy.gpkg"],
        ] {
            let refused = try Command.run(arguments + ["--store", "store.gpkg"], in: folder)
            #expect(refused.status == 2 && refused.messages.contains("copy.gpkg"), "\(refused.summary)")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path("copy.gpkg"))) == copy)
    }

    @Test func whatIsNoStoreGetsNoLockFile() throws {
        let folder = try SmallCounty.folder()
        try folder.write("text.gpkg", "not a store")
        let refused = try folder.run("publish", "--from", "2026-01-01", "--store", "text.gpkg")
        #expect(refused.status == 4, "\(refused.summary)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("text.gpkg.lock")))
    }

    @Test func linesWithoutHighwayAreNoRoads() throws {
        let folder = try SmallCounty.folder()
        let line = "\"LINESTRING (119.1 25.3, 119.11 25.31)\""
        try folder.write("roads.csv", "osm_id,highway,wkt\n1,residential,\(line)\n2,,\(line)\n")
        let refused = try folder.run("import", "roads", "roads.csv", "--crs", "EPSG:4326")
        #expect(refused.status == 3 && refused.messages.contains("row 2: highway"), "\(refused.summary)")
        let kept = try folder.run("import", "roads", "roads.csv", "--crs", "EPSG:4326", "--skip-refused")
        #expect(kept.status == 0 && kept.said.contains("inserted 1"), "\(kept.summary)")
    }

    @Test func aFileWithoutCoordinatesIsNotLocated() throws {
        let folder = try SmallCounty.folder()
        try folder.write("places.csv", "119.12,25.31\n")
        let refused = try folder.run("locate", "--file", "places.csv")
        #expect(refused.status == 3 && refused.output.isEmpty, "\(refused.summary)")
        #expect(refused.messages.contains("119.12, 25.31") && refused.messages.contains("--x"), "\(refused.summary)")
    }

    @Test func aSwappedPlaceIsHinted() throws {
        let folder = try SmallCounty.folder()
        let answer = try folder.run("locate", "25.31,119.11")
        #expect(answer.status == 1 && answer.messages.contains("swapped"), "\(answer.summary)")
    }

    @Test func aYearFarAheadIsRefused() throws {
        let folder = try SmallCounty.folder()
        let refused = try folder.run("publish", "--from", "2206-01-01")
        #expect(refused.status == 2 && refused.messages.contains("2206-01-01"), "\(refused.summary)")
    }

    /// The shell line ends its own input late, so the command is still reading when it is stopped.
    @Test func aStoppedImportLeavesNoCopyOfItsInput() throws {
        let folder = try SmallCounty.folder()
        let line = """
            mkdir spool && touch spool/keep && export TMPDIR="$PWD/spool"
            { printf 'code,lon,lat\\nC9,119.11,25.31\\n'; sleep 3; } |
                timeout -s TERM 1 "$0" import customers - --crs EPSG:4326 --store store.gpkg
            """
        _ = try Command.shell(line, in: folder)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path("spool"))
        #expect(left == ["keep"])
    }
}
