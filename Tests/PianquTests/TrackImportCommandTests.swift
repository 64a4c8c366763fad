import Foundation
import TestSupport
import Testing

/// `pianqu import tracks`: what of a file reaches the door of all positions, and what is said of the rest.
///
/// Dry runs; what the ledger makes of positions is its own affair.
@Suite struct TrackImportCommandTests {
    private static let header = "staff,time,lon,lat,accuracy_m,speed_mps\n"
    private static let now = "2026-11-30T00:00:00+08:00"

    private func folder() throws -> TemporaryFolder {
        let folder = try SmallCounty.folder()
        try folder.write("staff.csv", "code,name,roles\nE1,甲,attendant\nE2,乙,attendant\n")
        try folder.run("import", "staff", "staff.csv", "--crs", "EPSG:4326").mustBeDone()
        let devices = "设备编号,工号,速度单位,类型,生效日期\nP7,E1,knots,手机,\nP8,E2,,tracker,2026-11-03\nP9,E7,,,\n"
        try folder.write("devices.csv", devices)
        try folder.run("import", "devices", "devices.csv").mustBeDone()
        return folder
    }

    private func take(_ file: String, _ options: String..., in folder: TemporaryFolder) throws -> Command.Outcome {
        let fixed = ["import", "tracks", file, "--dry-run", "--at", Self.now, "--report", "report.csv"]
        return try Command.run(fixed + options, in: folder)
    }

    private static let keptNames: Set<String> = [
        "good", "mock", "off-shift", "duplicate", "inaccurate", "impossible-speed", "frozen", "replayed", "repeated",
    ]

    /// How many positions of an outcome are kept, or were there already.
    private static func kept(_ outcome: Command.Outcome) -> Int {
        var sum = 0
        for line in outcome.said {
            let words = line.split(separator: " ").map(String.init)
            if words.count == 2, keptNames.contains(words[0]) { sum += Int(words[1]) ?? 0 }
        }
        return sum
    }

    private func report(_ folder: TemporaryFolder) throws -> [[String]] {
        let table = try CSVTable(folder.text("report.csv"))
        #expect(table.header == ["row", "staff", "status", "field", "message"])
        return table.rows
    }

    private static func gpx(_ points: String, more: String = "") -> String {
        "<?xml version=\"1.0\"?><gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\" "
            + "xmlns:ogr=\"http://osgeo.org/gdal\">\(more)<trk><trkseg>\n\(points)</trkseg></trk></gpx>"
    }

    private static func point(_ time: String, lat: String = "25.31", lon: String = "119.11", more: String = "")
        -> String
    {
        "<trkpt lat=\"\(lat)\" lon=\"\(lon)\"><time>\(time)</time>\(more)</trkpt>\n"
    }

    // MARK: Tables

    @Test func aTableIsJudgedRowByRow() throws {
        let folder = try folder()
        let rows = [
            "E1,2026-11-02T08:05:19+08:00,119.11,25.31,5,1.1", "E1,1793577924,119.11,25.31,,",
            "E1,1793577929000,119.11,25.31,-1,NaN", "E9,2026-11-02T08:05:19+08:00,119.11,25.31,5,1",
            "E1,,119.11,25.31,5,1", "E1,2026-11-02 08:05:19,119.11,25.31,5,1", "E1,yesterday,119.11,25.31,5,1",
            "E1,2026-12-02T08:05:19+08:00,119.11,25.31,5,1", "E1,2026-11-02T08:05:19+08:00,,,5,1",
            "E1,2026-11-02T08:05:19+08:00,NaN,25.31,5,1", "E1,2026-11-02T08:05:19+08:00,25.31,119.11,5,1",
            ",2026-11-02T08:05:19+08:00,119.11,25.31,5,1", "E1,2026-11-02T08:05:19+08:00,east,25.31,5,1",
        ]
        try folder.write("t.csv", Self.header + rows.joined(separator: "\n") + "\n")
        let outcome = try take("t.csv", "--crs", "EPSG:4326", in: folder)
        #expect(outcome.status == 1 && outcome.output.isEmpty, "\(outcome.summary)")
        let statuses = Dictionary(uniqueKeysWithValues: try report(folder).map { (Int($0[0]) ?? 0, [$0[2], $0[3]]) })
        let expected: [[String]] = [
            ["good", ""], ["good", ""], ["good", ""], ["unknown-staff", "staff"], ["no-time", "time"],
            ["no-time", "time"], ["no-time", "time"], ["future", "time"], ["not-a-place", ""], ["not-a-place", ""],
            ["not-a-place", ""], ["unknown-staff", "staff"], ["unreadable", "lon"],
        ]
        for (index, fate) in expected.enumerated() { #expect(statuses[index + 1] == fate, "row \(index + 1)") }
        #expect(statuses.count == expected.count)
        #expect(outcome.said.contains("good 3") && outcome.said.contains("no-time 3"))
        #expect(outcome.messages.contains("--local-time"))
        #expect(!(try folder.text("report.csv")).contains("119.1") && !outcome.messages.contains("119.1"))
        #expect(try take("t.csv", "--crs", "EPSG:4326", "--local-time", in: folder).said.contains("duplicate 1"))
    }

    @Test func chineseHeadingsAreKnown() throws {
        let folder = try folder()
        try folder.write("t.csv", "工号,定位时间,经度,纬度,定位精度,速度\nE1,2026-11-02T08:05:19+08:00,119.11,25.31,5,1\n")
        #expect(try take("t.csv", "--crs", "EPSG:4326", in: folder).mustBeDone().said.first == "good 1")
        try folder.write("u.csv", "谁,几时,经度,纬度\nE1,2026-11-02T08:05:19+08:00,119.11,25.31\n")
        let mapped = try take("u.csv", "--crs", "EPSG:4326", "--map", "staff=谁,time=几时", in: folder)
        #expect(try mapped.mustBeDone().said.first == "good 1")
        let unmapped = try take("u.csv", "--crs", "EPSG:4326", in: folder)
        #expect(unmapped.status == 3 && unmapped.messages.contains("time"), "\(unmapped.summary)")
    }

    @Test func aDeviceIsItsHoldersOnTheDay() throws {
        let folder = try folder()
        let rows = ["P7", "P8", "P9", "E2"].map { "\($0),2026-11-02T08:05:19+08:00,119.11,25.31" }
        let late = "P8,2026-11-03T08:05:19+08:00,119.11,25.31"
        try folder.write("t.csv", "device_id,time,lon,lat\n" + (rows + [late]).joined(separator: "\n") + "\n")
        #expect(try take("t.csv", "--crs", "EPSG:4326", in: folder).status == 1)
        let found = try report(folder).map { [$0[1], $0[2]] }
        let nobody = ["", "unknown-staff"]
        #expect(found == [["E1", "good"], nobody, nobody, ["E2", "good"], ["E2", "good"]])
    }

    @Test func aMillionFixesOfOnePlaceAreNothingSpecial() throws {
        let folder = try folder()
        // A tenth of it: what is looked at is that every row has its verdict, and a debug build is slow.
        let row = "E1,2026-11-02T08:05:19+08:00,119.11,25.31,5,0\n"
        try folder.write("t.csv", Self.header + String(repeating: row, count: 100_000))
        let outcome = try folder.run("import", "tracks", "t.csv", "--crs", "EPSG:4326", "--dry-run", "--at", Self.now)
        #expect(try outcome.mustBeDone().said == ["good 1", "repeated 99999", "dry run: nothing was written"])
    }

    // MARK: GPX

    @Test func gpxNeedsSomebody() throws {
        let folder = try folder()
        try folder.write("t.gpx", Self.gpx(Self.point("2026-11-02T00:05:19Z")))
        let nobody = try take("t.gpx", in: folder)
        #expect(nobody.status == 3 && nobody.messages.contains("staff"), "\(nobody.summary)")
        #expect(try take("t.gpx", "--staff", "E1", in: folder).mustBeDone().said.first == "good 1")
        #expect(try take("t.gpx", "--device", "P7", in: folder).mustBeDone().said.first == "good 1")
        let unknown = try take("t.gpx", "--staff", "E9", in: folder)
        #expect(unknown.status == 3 && unknown.messages.contains("none of the 1"), "\(unknown.summary)")
    }

    @Test func everyTrackPointHasItsFate() throws {
        let folder = try folder()
        let points = [
            Self.point("2026-11-02T00:05:19Z", more: "<hdop>1.2</hdop>"),
            Self.point("2026-11-02T08:05:24.5+08:00", more: "<extensions><ogr:accuracy>4</ogr:accuracy></extensions>"),
            Self.point("2026-11-02T00:05:29"), "<trkpt lat=\"25.31\" lon=\"119.11\"></trkpt>\n",
            Self.point("2026-11-02T00:05:34Z", lat: "NaN"), "<trkpt lon=\"119.11\"></trkpt>\n",
            Self.point("2027-11-02T00:05:34Z"),
        ]
        try folder.write("t.gpx", Self.gpx(points.joined(), more: "<wpt lat=\"25.3\" lon=\"119.1\"/>"))
        let outcome = try take("t.gpx", "--staff", "E1", in: folder)
        #expect(outcome.status == 1)
        #expect(outcome.messages.contains("waypoints and routes are no tracks"), "\(outcome.summary)")
        for count in ["good 2", "no-time 2", "not-a-place 2", "future 1"] { #expect(outcome.said.contains(count)) }
        #expect(try report(folder).count == 7)
    }

    @Test func waypointsAreNoTracks() throws {
        let folder = try folder()
        let waypoint = "<wpt lat=\"25.3\" lon=\"119.1\"><time>2026-11-02T00:05:19Z</time></wpt>"
        let route = "<rte><rtept lat=\"25.3\" lon=\"119.1\"/></rte>"
        for body in [waypoint, route, waypoint + route] {
            try folder.write("t.gpx", "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\">\(body)</gpx>")
            let outcome = try take("t.gpx", "--staff", "E1", in: folder)
            #expect(outcome.status == 3 && outcome.said.count == 1, "\(outcome.summary)")
            #expect(outcome.messages.contains("no track points"))
        }
        try folder.write("t.gpx", Self.gpx(""))
        #expect(try take("t.gpx", "--staff", "E1", in: folder).said.last?.contains("no rows") == true)
    }

    /// The coordinate doctor reads two thousand points ahead, so a small file is known to break before any is taken.
    @Test(arguments: ["", "<trkpt lat=\"25.3\" lon=119.1></trkpt>"], [1000, 5000])
    func whatWasReadBeforeABreakCounts(rest: String, count: Int) throws {
        let folder = try folder()
        let points = String(repeating: Self.point("2026-11-02T00:05:19Z"), count: count)
        let head = "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>\n"
        try folder.write("t.gpx", head + points + rest)
        let outcome = try take("t.gpx", "--staff", "E1", in: folder)
        #expect(outcome.status == 3 && outcome.output.isEmpty, "\(outcome.summary)")
        #expect(
            outcome.said.last?.contains("t.gpx") == true && outcome.said.last?.contains("line \(count + 2)") == true
        )
        let isPartial = outcome.messages.contains("may be imported again")
        #expect(isPartial == (count > 2000), "\(outcome.summary)")
        #expect(folder.names.contains("report.csv") == isPartial)
        if isPartial { #expect(try report(folder).count > 4800) }
    }

    @Test func entityBombsAreRefusedAtOnce() throws {
        let folder = try folder()
        let laughs = (1...11).map { level in
            "<!ENTITY l\(level) \"\(String(repeating: "&l\(level - 1);", count: 10))\">"
        }
        let body =
            "<gpx version=\"1.1\"><trk><name>&l11;</name><trkseg>\(Self.point("2026-11-02T00:05:19Z"))"
            + "</trkseg></trk></gpx>"
        try folder.write(
            "t.gpx",
            "<?xml version=\"1.0\"?><!DOCTYPE gpx [<!ENTITY l0 \"ha\">\(laughs.joined())]>" + body
        )
        let start = ContinuousClock.now
        let outcome = try take("t.gpx", "--staff", "E1", in: folder)
        #expect(outcome.status == 3 && outcome.said.count == 1, "\(outcome.summary)")
        #expect(ContinuousClock.now - start < .seconds(120))
    }

    /// Three thousand million bytes of nothing, which take no room on the disk.
    @Test func aHugeFileIsRefusedWithoutReadingIt() throws {
        let folder = try folder()
        let path = try folder.write("t.gpx", Self.gpx(Self.point("2026-11-02T00:05:19Z")).replacing("</gpx>", with: ""))
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try file.truncate(atOffset: 3_000_000_000)
        try file.close()
        let outcome = try take("t.gpx", "--staff", "E1", in: folder)
        #expect(outcome.status == 3, "\(outcome.summary)")
    }

    @Test(
        .enabled(if: TestData.isPresent, Comment(rawValue: TestData.absence)),
        arguments: [
            ("tracks_gpxpy/track_with_speed.gpx", "2009-03-03", 3, 0),
            ("tracks_gpxpy/gpx_with_garmin_extension.gpx", "2026-11-30", 0, 3),
            ("tracks_gpxpy/korita-zbevnica.gpx", "2010-10-05", 513, 1),
            ("tracks_gpxpy/track-with-empty-segment.gpx", "2013-07-08", 9, 0),
            ("tracks_gpxpy/track-with-extremes.gpx", "2026-11-30", 0, 3),
            ("tracks_paris_tracklib/FC_garmin.gpx", "2021-07-29", 6870, 0),
            ("tracks_paris_tracklib/20180131T121746.gpx", "2018-02-01", 5370, 0),
        ]
    )
    func filesOfOthersAreRead(file: String, at day: String, kept: Int, status: Int32) throws {
        let folder = try folder()
        let fixed = ["import", "tracks", TestData.path(file), "--dry-run", "--staff", "E1", "--trust-crs", "--at", day]
        let outcome = try Command.run(fixed, in: folder)
        #expect(outcome.status == status, "\(outcome.summary)")
        #expect(Self.kept(outcome) == kept, "\(outcome.summary)")
    }

    // MARK: Features

    @Test func linesWithTimesAreTracks() throws {
        let folder = try folder()
        let line = "\"LineString\",\"coordinates\":[[119.11,25.31],[119.11,25.32]]"
        let (first, second) = ("\"2026-11-02T00:05:19Z\"", "\"2026-11-02T00:05:24Z\"")
        let features = [
            SmallCounty.feature("\"coordTimes\":[\(first),\(second)]", line),
            SmallCounty.feature("\"coordTimes\":[\(first)]", line), SmallCounty.feature("\"staff\":\"E2\"", line),
            SmallCounty.feature(
                "\"coordTimes\":[[\(first),\(second)]]",
                "\"MultiLineString\",\"coordinates\":[[[119.11,25.31],[119.11,25.32]]]"
            ),
            SmallCounty.feature("\"time\":\(first)", "\"Point\",\"coordinates\":[119.11,25.31]"),
            SmallCounty.feature("\"time\":\(first)", "\"Polygon\",\"coordinates\":[[[1,2],[2,2],[2,3],[1,2]]]"),
        ]
        try folder.write("t.geojson", SmallCounty.collection(features))
        let outcome = try take("t.geojson", "--staff", "E1", "--trust-crs", in: folder)
        #expect(outcome.status == 1, "\(outcome.summary)")
        #expect(Self.kept(outcome) == 5)
        for count in ["no-time 2", "not-a-place 1"] { #expect(outcome.said.contains(count)) }
        #expect(try report(folder).map { $0[0] }.sorted() == ["1", "1", "2", "3", "4", "4", "5", "6"])
    }

    // MARK: Payloads

    private static let osmand = "id=P7&lat=25.31&lon=119.11&timestamp=1793577919&speed=2"
    private static let traccar =
        "{\"device_id\":\"P7\",\"location\":{\"timestamp\":1793577919000,\"coords\":{\"latitude\":25.31,\"longitude\":119.11}}}"
    private static let ownTracks =
        "{\"_type\":\"location\",\"lat\":25.31,\"lon\":119.11,\"tst\":1793577919,\"tid\":\"P7\"}"
    private static let overland =
        "{\"device_id\":\"P7\",\"locations\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":"
        + "[119.11,25.31]},\"properties\":{\"timestamp\":\"2026-11-02T00:05:19Z\"}}]}"

    @Test(arguments: [("osmand", osmand), ("traccar", traccar), ("owntracks", ownTracks), ("overland", overland)])
    func aLineIsAPayload(named: String, payload: String) throws {
        let folder = try folder()
        try folder.write("t.txt", "\(payload)\n\r\n\(payload)\nnonsense\n")
        let outcome = try take("t.txt", "--protocol", named, in: folder)
        #expect(outcome.status == 1, "\(outcome.summary)")
        #expect(Self.kept(outcome) == 2 && outcome.said.contains("unreadable 1"), "\(outcome.summary)")
        #expect(try Set(report(folder).map { [$0[0], $0[1]] }) == [["1", "E1"], ["3", "E1"], ["4", ""]])
        // The same in one payload of several lines.
        guard named != "osmand" else { return }
        try folder.write("u.json", payload.replacing(",", with: ",\n  "))
        #expect(try take("u.json", "--protocol", named, in: folder).mustBeDone().said.first == "good 1")
    }

    @Test func recordsThatAreNoPositionsAreSaid() throws {
        let folder = try folder()
        try folder.write(
            "t.json",
            "[\(Self.ownTracks),{\"_type\":\"lwt\",\"tst\":1},{\"_type\":\"location\",\"tst\":1}]"
        )
        let outcome = try take("t.json", "--protocol", "owntracks", "--device", "P7", in: folder)
        #expect(outcome.status == 1, "\(outcome.summary)")
        for count in ["good 1", "passed-over 1", "not-a-place 1"] { #expect(outcome.said.contains(count)) }
        #expect(outcome.messages.contains("record 3: lon has no value"), "\(outcome.summary)")
    }

    @Test func bracketsAreAnError() throws {
        let folder = try folder()
        try folder.write("t.json", String(repeating: "[", count: 100_000))
        for named in ["traccar", "owntracks", "overland"] {
            let outcome = try take("t.json", "--protocol", named, in: folder)
            #expect(outcome.status == 3 && outcome.messages.contains("nested"), "\(outcome.summary)")
        }
    }

    // MARK: Options

    @Test(arguments: [
        ["import", "staff", "f.csv", "--staff", "E1"], ["import", "poles", "f.csv", "--protocol", "osmand"],
        ["import", "tracks", "f.csv", "--replace"], ["import", "tracks", "f.csv", "--skip-refused"],
        ["import", "tracks", "f.csv", "--level", "station"], ["import", "customers", "f.csv", "--local-time"],
        ["import", "tracks", "f.csv", "--protocol", "osmand", "--map", "a=b"],
        ["import", "tracks", "f.csv", "--protocol", "overland", "--device", "P7"],
        ["import", "tracks", "f.csv", "--protocol", "morse"], ["import", "trucks", "f.csv"],
    ])
    func optionsThatDoNotGoTogetherAreWrongUse(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        #expect(try Command.run(arguments, in: folder).status == 2)
    }

    @Test func whatIsNotThereIsSaid() throws {
        let folder = try folder()
        for options in [[], ["--protocol", "osmand"]] {
            let outcome = try Command.run(
                ["import", "tracks", "none.csv", "--dry-run", "--staff", "E1"] + options,
                in: folder
            )
            #expect(outcome.status == 3 && outcome.said.count == 1, "\(outcome.summary)")
        }
    }
}
