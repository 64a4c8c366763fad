import Foundation
import GeometryCore
import Testing

@testable import FeatureFiles

@Suite struct BrokenSourceTests {
    @Test(arguments: [
        "http://localhost:9/a.geojson", "https://localhost:9/a.gpkg", "ftp://localhost:9/a.shp", "PG:dbname=x",
        "WFS:http://localhost:9", "MYSQL:x", "GMLAS:a", "/vsicurl/http://localhost:9/a.geojson", "/vsizip/a.zip/a.shp",
        "/vsis3/bucket/a.gpkg", "/vsistdin/", "/vsizip//vsicurl/http://localhost:9/a.zip",
    ])
    func sourcesThatAreNotLocalFilesAreRefused(path: String) {
        #expect(throws: FeatureFileError.refused(path: path, .notLocal)) { try FeatureReader(path: path) }
    }

    @Test func whatIsNoVectorFileIsNamed() throws {
        let folder = try TemporaryFolder()
        func check(_ name: String, _ bytes: [UInt8], _ error: (String) -> FeatureFileError) throws {
            let path = try folder.write(name, bytes)
            #expect(throws: error(path.resolved)) { try FeatureReader(path: path) }
        }
        for name in ["a.shp", "a.gpkg", "a.geojson", "a.csv", "a.kml", "a.osm.pbf", "a.dxf"] {
            try check(name, []) { .zeroBytes(path: $0) }
        }
        let jpeg: [UInt8] =
            [0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46, 0] + [UInt8](repeating: 7, count: 500)
        try check("photo.shp", jpeg) { .notVector(path: $0) }
        try check("photo.csv", jpeg) { .notVector(path: $0) }
        try check("a.zip", [0x50, 0x4b, 3, 4] + jpeg) { .refused(path: $0, .archive) }
        try check("a.vrt", Array("<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>".utf8)) {
            .refused(path: $0, .virtualFormat)
        }
        try check("a.shx", [1]) { .refused(path: $0, .sideFile) }
        try check("a.json", Array("{\"hello\":1}".utf8)) { .notVector(path: $0) }
        try check("a.xml", Array("<html></html>".utf8)) { .notVector(path: $0) }
        try check("a.db", Array("SQLite format 3\0".utf8) + [UInt8](repeating: 0, count: 600)) { .notVector(path: $0) }
        #expect(throws: FeatureFileError.notFound(path: folder.path("none.shp"))) {
            try FeatureReader(path: folder.path("none.shp"))
        }
        let empty = try TemporaryFolder()
        #expect(throws: FeatureFileError.isDirectory(path: empty.root.resolved)) {
            try FeatureReader(path: empty.root)
        }
        #expect(throws: FeatureFileError.refused(path: "/dev/null", .notRegularFile)) {
            try FeatureReader(path: "/dev/null")
        }
    }

    @Test(arguments: ["shx", "dbf"])
    func aShapefileNeedsItsCompanions(suffix: String) throws {
        let folder = try TemporaryFolder()
        let path = try ShapefileBytes(names: [GBK.village]).write(to: folder, stem: "a")
        try FileManager.default.removeItem(atPath: folder.path("a.\(suffix)"))
        #expect(throws: FeatureFileError.missingCompanion(path: path.resolved, suffix: ".\(suffix)")) {
            try FeatureReader(path: path)
        }
        #expect(folder.names.count == 2, "nothing is repaired behind one's back")
    }

    @Test(arguments: ["shp", "shx", "dbf"], [0, 0.001, 0.1, 0.5, 0.9, 0.999])
    func truncatedShapefilesAreNoticed(suffix: String, share: Double) throws {
        let folder = try TemporaryFolder()
        let names = [[UInt8]](repeating: GBK.village, count: 200)
        let path = try ShapefileBytes(names: names).write(to: folder, stem: "a")
        let bytes = try folder.bytes("a.\(suffix)")
        try folder.write("a.\(suffix)", Array(bytes.prefix(Int(Double(bytes.count) * share))))
        #expect(throws: FeatureFileError.self) { try Contents(path) }
    }

    private static let shares = [0.002, 0.05, 0.3, 0.5, 0.8, 0.99]

    @Test(arguments: [FeatureFileFormat.geoJSON, .geoPackage, .flatGeobuf], shares)
    func truncatedFilesAreNoticed(format: FeatureFileFormat, share: Double) throws {
        let folder = try TemporaryFolder()
        let name = "a.\(format.rawValue)"
        try Self.write(300, to: folder.path(name), format)
        let bytes = try folder.bytes(name)
        try folder.write(name, Array(bytes.prefix(Int(Double(bytes.count) * share))))
        #expect(throws: FeatureFileError.self) { try Contents(folder.path(name)) }
    }

    private static func write(_ count: Int, to path: String, _ format: FeatureFileFormat) throws {
        let writer = try FeatureWriter(path: path, format: format, fields: RandomFeatures.fields)
        for feature in try RandomFeatures.make(count, kind: .point, seed: 3) { try writer.write(feature) }
        try writer.finish()
    }

    @Test(arguments: ["kml", "gpx", "gml", "dxf"], shares)
    func truncatedTextsAreNoticed(suffix: String, share: Double) throws {
        let folder = try TemporaryFolder()
        let text: [UInt8] =
            switch suffix {
            case "kml": Array(FormatTests.kml.utf8)
            case "gpx": Array(FormatTests.gpx.utf8)
            case "gml": Array(FormatTests.gml("EPSG:4490", "1 2").utf8)
            default: Drawing.bytes(version: "AC1015", codePage: "ANSI_936", text: GBK.district)
            }
        let path = try folder.write("a.\(suffix)", Array(text.prefix(Int(Double(text.count) * share))))
        #expect(throws: FeatureFileError.self) { try Contents(path) }
    }

    @Test func aTruncatedSequenceLosesOnlyItsLastRecord() throws {
        let folder = try TemporaryFolder()
        try Self.write(300, to: folder.path("a.geojsonl"), .geoJSONSeq)
        let bytes = try folder.bytes("a.geojsonl")
        let cut = bytes.prefix(bytes.count / 2)
        let lines = cut.split(separator: 0x0a).count
        try folder.write("a.geojsonl", Array(cut))
        let read = try Contents(folder.path("a.geojsonl"))
        #expect(read.rows == Array(1...lines) && read.features.count == lines - 1 && read.bad.map(\.row) == [lines])
    }

    @Test(arguments: ["a.geojsonl", "a.geojson", "a.json"])
    func everyRecordOfASequenceIsAccountedFor(name: String) throws {
        let folder = try TemporaryFolder()
        let text = """
            {"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[1,2]}}

            {"type":"Feature","properties":{"a":2},"geometry":{"type":"Point","coordinates":[1,2]}}
            nonsense
            [1,2]
            {"a":3}
            {"type":"Feature","properties":{"a":4},"geometry":{"type":"Point","coordinates":[1,2]}}
            {"type":
            """
        let nonsenseFirst = "{\"type\":\"Feature\",\"properties\":{\"a\":0},\"geometry\":null}\nnonsense\n"
        let short = try Contents(try folder.write("b.geojsonl", nonsenseFirst))
        #expect(short.texts() == ["0"] && short.bad.map(\.row) == [2] && short.features[0].geometry == nil)
        let read = try Contents(try folder.write(name, text))
        #expect(read.texts() == ["1", "2", "4"])
        #expect(read.rows == Array(1...7) && read.bad.filter { $0.problem == .notFeature }.count == 2)
        #expect(read.bad.first?.row == 3)
    }

    @Test func brokenGeometriesOfGeoJSONAreToldFromMissingOnes() throws {
        let folder = try TemporaryFolder()
        let cases: [(String, GeometryError?)] = [
            ("null", nil), (#"{"type":"Polygon","coordinates":[]}"#, .empty),
            (#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#, .path(part: 0, ring: 0, .notClosed)),
            (
                #"{"type":"Polygon","coordinates":[[[0,0],[1,0]]]}"#,
                .path(part: 0, ring: 0, .tooFewPoints(count: 2, needed: 4))
            ),
            (
                #"{"type":"LineString","coordinates":[[1,2]]}"#,
                .path(part: 0, ring: 0, .tooFewPoints(count: 1, needed: 2))
            ),
            (#"{"type":"Point","coordinates":[1e999,2]}"#, .path(part: 0, ring: 0, .notFinite(index: 0))),
            (#"{"type":"Point","coordinates":["a","b"]}"#, .malformed(offset: 0)),
            (#"{"type":"Blob","coordinates":[1,2]}"#, .malformed(offset: 0)), ("5", .malformed(offset: 0)),
        ]
        let features = cases.map { #"{"type":"Feature","properties":{"geometry":null},"geometry":\#($0.0)}"# }
        let text = #"{"type":"FeatureCollection","features":["# + features.joined(separator: ",\n") + "]}"
        let read = try Contents(try folder.write("a.geojson", text))
        #expect(read.bad.isEmpty)
        #expect(read.features.map(\.failure) == cases.map(\.1))
        #expect(read.features[0].geometry == nil)
    }

    @Test(arguments: [40, 100_000])
    func deepGeoJSONIsRefusedCleanly(depth: Int) throws {
        let folder = try TemporaryFolder()
        let open = String(repeating: #"{"type":"GeometryCollection","geometries":["#, count: depth)
        let deep = open + #"{"type":"Point","coordinates":[1,2]}"# + String(repeating: "]}", count: depth)
        let feature = #"{"type":"Feature","properties":{"a":1},"geometry":\#(deep)}"#
        let path = try folder.write("a.geojson", #"{"type":"FeatureCollection","features":[\#(feature)]}"#)
        if depth < 1000 {
            #expect(try Contents(path).features.map(\.failure) == [.tooDeep])
        } else {
            #expect(throws: FeatureFileError.self) { try Contents(path) }
        }
    }

    /// The driver hands out the first point of the block that it cannot read on from, and then ends in silence.
    @Test(arguments: ["", "<trkpt lat=\"25.3\" lon=119.1></trkpt>", "\0\0\0"])
    func gpxThatBreaksHalfWayIsNotTakenForWhole(rest: String) throws {
        let folder = try TemporaryFolder()
        let point = "<trkpt lat=\"25.3\" lon=\"119.1\"><time>2026-11-02T00:05:19Z</time></trkpt>\n"
        let head = "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>\n"
        let points = String(repeating: point, count: 2000)
        let path = try folder.write("a.gpx", head + points + rest)
        var count = 0
        let error = #expect(throws: FeatureFileError.self) {
            let reader = try FeatureReader(path: path, options: FeatureSourceOptions(layer: "track_points"))
            while try reader.next() != nil { count += 1 }
        }
        guard case .corrupt = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(count > 1000 && count <= 2000)
        let whole = try folder.write("b.gpx", head + points + "</trkseg></trk></gpx>")
        let reader = try FeatureReader(path: whole, options: FeatureSourceOptions(layer: "track_points"))
        var all = 0
        while try reader.next() != nil { all += 1 }
        #expect(all == 2000)
    }

    @Test(arguments: ["kml", "gpx", "gml"])
    func entityBombsAreRefused(suffix: String) throws {
        let folder = try TemporaryFolder()
        let levels = zip("bcdefghij", "abcdefghi").map { name, inner in
            "<!ENTITY \(name) \"\(String(repeating: "&\(inner);", count: 10))\">"
        }
        let head = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"lollollollol\">\(levels.joined())]>"
        let body =
            switch suffix {
            case "kml":
                "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Placemark><name>&j;</name></Placemark></kml>"
            case "gpx": "<gpx version=\"1.1\"><wpt lat=\"1\" lon=\"2\"><name>&j;</name></wpt></gpx>"
            default:
                "<o:FeatureCollection xmlns:gml=\"http://www.opengis.net/gml\" xmlns:o=\"o\"><gml:featureMember><o:s><o:n>&j;"
                    + "</o:n></o:s></gml:featureMember></o:FeatureCollection>"
            }
        let path = try folder.write("a.\(suffix)", head + body)
        #expect(throws: FeatureFileError.self) { try Contents(path) }
    }

    @Test func invalidTextInGeoJSONIsABadRow() throws {
        let folder = try TemporaryFolder()
        func feature(_ name: [UInt8]) -> [UInt8] {
            Array(#"{"type":"Feature","properties":{"name":""#.utf8) + name + Array(#""},"geometry":null}"#.utf8)
        }
        let bytes =
            Array(#"{"type":"FeatureCollection","features":["#.utf8) + feature(Array("村".utf8)) + [0x2c]
            + feature(GBK.village) + Array("]}".utf8)
        let read = try Contents(try folder.write("a.geojson", bytes))
        #expect(read.texts() == ["村"])
        #expect(read.bad == [BadRow(row: 2, field: "name", problem: .text(encoding: "UTF-8"))])
    }
}
