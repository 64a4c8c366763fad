import Foundation
import Testing

/// The examples of docs/tracks.md do what the page says, each with one position that is good.
@Suite struct TrackPageTests {
    private static let page = Result {
        try String(contentsOf: Repository.root.appendingPathComponent("docs/tracks.md"), encoding: .utf8)
    }

    private static let files = [
        "walk.gpx":
            "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg><trkpt lat=\"25.31\" "
            + "lon=\"119.11\"><time>2026-11-02T00:05:19Z</time></trkpt></trkseg></trk></gpx>",
        "walks.csv": "工号,时间,经度,纬度\nE1,2026-11-02T08:05:19+08:00,119.11,25.31\n",
        "walk.geojson": SmallCounty.feature(
            "\"time\":\"2026-11-02T00:05:19Z\"",
            "\"Point\",\"coordinates\":[119.11,25.31]"
        ),
        "osmand.log": "/?id=P7&lat=25.31&lon=119.11&timestamp=1793577919\n",
        "overland.jsonl": "{\"device_id\":\"P7\",\"locations\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\","
            + "\"coordinates\":[119.11,25.31]},\"properties\":{\"timestamp\":\"2026-11-02T00:05:19Z\"}}]}\n",
    ]

    @Test func theExamplesWork() throws {
        let folder = try SmallCounty.folder()
        try folder.write("staff.csv", "code,name,roles\nE1,甲,attendant\n")
        try folder.run("import", "staff", "staff.csv", "--crs", "EPSG:4326").mustBeDone()
        try folder.write("devices.csv", "code,staff\nP7,E1\n")
        try folder.run("import", "devices", "devices.csv").mustBeDone()
        for (name, text) in Self.files { try folder.write(name, text) }
        let examples = try Self.page.get().split(separator: "\n").filter { $0.hasPrefix("pianqu import tracks ") }
        #expect(examples.count == 6)
        for example in examples {
            let arguments = example.split(separator: " ").dropFirst().map(String.init)
            let trusted = example.contains("--protocol") ? [] : ["--trust-crs"]
            let run = arguments + trusted + ["--dry-run", "--at", "2026-11-30"]
            let outcome = try Command.run(run, in: folder).mustBeDone()
            #expect(outcome.said.contains("good 1"), "\(example): \(outcome.summary)")
        }
    }

    /// The page names every status, and every heading that it calls known.
    @Test func theTablesAreComplete() throws {
        let page = try Self.page.get()
        for status in [
            "unknown-staff", "not-a-place", "no-time", "future", "too-old", "repeated", "good", "mock", "off-shift",
            "duplicate", "inaccurate", "impossible-speed", "frozen", "replayed", "unreadable", "passed-over",
        ] {
            #expect(page.contains("`\(status)`"), "\(status)")
        }
    }
}
