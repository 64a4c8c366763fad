import Foundation
import Testing

/// What is wrong with a file is said in a line, and the store stays as it was.
@Suite struct BadInputTests {
    /// A file that is refused as a whole or by one row.
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let file: String
        let bytes: Data
        var layer = "transformers"
        var options: [String] = ["--crs", "EPSG:4326"]
        /// What the message must tell: the row, the field, the cure.
        let says: [String]

        var testDescription: String { name }

        init(
            _ name: String,
            _ file: String,
            _ bytes: Data,
            layer: String = "transformers",
            options: [String] = ["--crs", "EPSG:4326"],
            says: [String]
        ) {
            (self.name, self.file, self.bytes, self.layer) = (name, file, bytes, layer)
            (self.options, self.says) = (options, says)
        }

        init(
            _ name: String,
            _ file: String,
            _ text: String,
            layer: String = "transformers",
            options: [String] = ["--crs", "EPSG:4326"],
            says: [String]
        ) {
            self.init(name, file, Data(text.utf8), layer: layer, options: options, says: says)
        }
    }

    private static let head = "code,name,lon,lat\n"

    /// Enough sound rows that the coordinate doctor takes the last one for an outlier.
    private static let near = (10..<30).map { "N\($0),n,119.11,25.3\($0)\n" }.joined()

    private static func polygon(_ ring: String) -> String {
        SmallCounty.collection([SmallCounty.feature("\"code\":\"A\"", "\"Polygon\",\"coordinates\":[\(ring)]")])
    }

    static let files: [Case] = [
        Case("prose", "a.geojson", "Dear colleague, the file is attached.", says: ["a.geojson", "GeoPackage"]),
        Case(
            "a photograph",
            "a.shp",
            Data([0xff, 0xd8, 0xff, 0xe0, 0, 16] + [UInt8](repeating: 7, count: 900)),
            says: ["a.shp"]
        ),
        Case("nothing", "a.csv", "", says: ["a.csv", "0 bytes"]),
        Case("NUL in text", "a.csv", head + "T9,a\u{0}b,119.11,25.31\n", says: ["a.csv", "CSV"]),
        Case("a heading only", "a.csv", head, says: ["no rows"]),
        Case("no features", "a.geojson", SmallCounty.collection([]), says: ["no rows"]),
        Case(
            "cut short",
            "a.geojson",
            String(SmallCounty.lines.dropLast(90)),
            layer: "lines",
            says: ["a.geojson", "again"]
        ),
        Case("another program's header", "a.gpkg", Data("SQLite format 3\0".utf8) + Data(count: 600), says: ["a.gpkg"]),
        Case("no CRS", "a.csv", head + "T9,n,119.11,25.31\n", options: [], says: ["--crs"]),
        Case(
            "an unknown CRS",
            "a.csv",
            head + "T9,n,119.11,25.31\n",
            options: ["--crs", "EPSG:999999"],
            says: ["EPSG:999999", "EPSG:4490"]
        ),
        Case(
            "no CRS at all",
            "a.csv",
            head + "T9,n,119.11,25.31\n",
            options: ["--crs", "somewhere"],
            says: ["somewhere", "EPSG:4490"]
        ),
        Case("an empty CRS", "a.csv", head + "T9,n,119.11,25.31\n", options: ["--crs", ""], says: ["EPSG:4490"]),
        Case(
            "an operation",
            "a.csv",
            head + "T9,n,119.11,25.31\n",
            options: ["--crs", "+proj=pipeline +step +proj=cart"],
            says: ["EPSG:4490"]
        ),
        Case("no column for the code", "a.csv", "ghost,lon,lat\nT9,119.11,25.31\n", says: ["code", "--map code="]),
        Case(
            "a mapped column that is not there",
            "a.csv",
            head + "T9,n,119.11,25.31\n",
            options: ["--crs", "EPSG:4326", "--map", "code=DM"],
            says: ["\"DM\"", "lat"]
        ),
        Case("an unclosed quotation", "a.csv", head + "T9,\"n,119.11,25.31\n", says: ["row 1", "a.csv", "quotation"]),
        Case(
            "UTF-16",
            "a.csv",
            Data([0xff, 0xfe, 0x63, 0, 0x6f, 0, 0x64, 0, 0x65, 0, 0x0a, 0]),
            says: ["a.csv", "UTF-8"]
        ),
        Case(
            "an unknown encoding",
            "a.csv",
            head + "T9,n,119.11,25.31\n",
            options: ["--crs", "EPSG:4326", "--encoding", "KLINGON"],
            says: ["KLINGON", "GB18030"]
        ),
        Case(
            "a layer that is not there",
            "a.csv",
            head + "T9,n,119.11,25.31\n",
            options: ["--crs", "EPSG:4326", "--source-layer", "b"],
            says: ["\"b\"", "a"]
        ),
    ]

    static let rows: [Case] = [
        Case(
            "another kind of geometry",
            "a.geojson",
            SmallCounty.lines,
            says: ["a.geojson row 1", "LineString", "point"]
        ),
        Case("not a number", "a.csv", head + "T9,n,nan,25.31\n", says: ["a.csv row 1", "finite"]),
        Case("infinity", "a.csv", head + "T9,n,119.11,inf\n", says: ["a.csv row 1", "finite"]),
        Case("beyond a double", "a.csv", head + "T9,n,119.11,1e999\n", says: ["a.csv row 1", "finite"]),
        Case(
            "words for a coordinate",
            "a.csv",
            head + "T9,n,东经119,25.31\n",
            says: ["a.csv row 1: lon", "not a number"]
        ),
        Case("half a place", "a.csv", head + "T9,n,119.11,\n", says: ["a.csv row 1: lat", "not a number"]),
        Case("no place", "a.csv", head + "T9,n,,\n", says: ["a.csv row 1", "no geometry", "lon and lat"]),
        Case("off the earth", "a.csv", head + near + "U1,n,719.1,25.3\n", says: ["a.csv row 21", "--crs"]),
        Case("no code", "a.csv", head + ",n,119.11,25.31\n", says: ["a.csv row 1: code", "no value"]),
        Case("a code of blanks", "a.csv", head + " \t,n,119.11,25.31\n", says: ["a.csv row 1: code", "no value"]),
        Case(
            "the same code twice",
            "a.csv",
            head + "T9,n,119.11,25.31\nT9,m,119.12,25.31\n",
            says: ["a.csv row 2: code", "row 1", "merge"]
        ),
        Case(
            "a code of 10 kB",
            "a.csv",
            head + String(repeating: "x", count: 10_240) + ",n,119.11,25.31\n",
            says: ["a.csv row 1: code", "100"]
        ),
        Case(
            "a control character",
            "a.csv",
            head + "T9,a\u{7}b,119.11,25.31\n",
            says: ["a.csv row 1: name", "control"]
        ),
        Case(
            "two encodings",
            "a.csv",
            Data(head.utf8) + Data("T9,".utf8) + Data([0xb4, 0xe5]) + Data(",119.11,25.31\nT8,村村,119.12,25.31\n".utf8),
            says: ["a.csv row 2: name", "encoding"]
        ),
        Case("a value too few", "a.csv", head + "T9,119.11,25.31\n", says: ["a.csv row 1", "3 values", "4"]),
        Case(
            "a ring of two points",
            "a.geojson",
            polygon("[[119.1,25.3],[119.2,25.3]]"),
            layer: "districts",
            says: ["a.geojson row 1", "2"]
        ),
        Case(
            "an open ring",
            "a.geojson",
            polygon("[[119.1,25.3],[119.2,25.3],[119.2,25.4],[119.1,25.4]]"),
            layer: "districts",
            says: ["a.geojson row 1", "not closed"]
        ),
        Case(
            "an open ring in a table",
            "a.csv",
            "code,wkt\nA,\"POLYGON((119.1 25.3,119.2 25.3,119.2 25.4,119.1 25.4))\"\n",
            layer: "districts",
            says: ["a.csv row 1", "not closed"]
        ),
        Case(
            "a ring of two points in a table",
            "a.csv",
            "code,wkt\nA,\"POLYGON((119.1 25.3,119.2 25.3))\"\n",
            layer: "districts",
            says: ["a.csv row 1", "2"]
        ),
        Case(
            "no WKT",
            "a.csv",
            "code,wkt\nA,round about here\n",
            layer: "districts",
            says: ["a.csv row 1: wkt", "WKT"]
        ),
        Case(
            "an empty polygon",
            "a.csv",
            "code,wkt\nA,POLYGON EMPTY\n",
            layer: "districts",
            says: ["a.csv row 1", "empty"]
        ),
        Case(
            "a collection a hundred thousand deep",
            "a.csv",
            "code,wkt\nA,\"" + String(repeating: "GEOMETRYCOLLECTION(", count: 100_000) + "POINT(1 2)"
                + String(repeating: ")", count: 100_000) + "\"\n",
            says: ["a.csv row 1", "nested"]
        ),
        Case(
            "an unknown level",
            "a.csv",
            "code,level,wkt\nA,county,\"POLYGON((119.1 25.3,119.2 25.3,119.2 25.4,119.1 25.3))\"\n",
            layer: "districts",
            says: ["a.csv row 1: level", "station"]
        ),
        Case(
            "30 and 50 for a day",
            "a.csv",
            "code,in_service_from,wkt\nL9,2026-50-30,\"LINESTRING(119.11 25.31,119.12 25.31)\"\n",
            layer: "lines",
            says: ["a.csv row 1: in_service_from", "2026-11-30"]
        ),
    ]

    @Test(arguments: files)
    func aFileIsRefusedInOneLine(of test: Case) throws {
        let folder = try SmallCounty.folder()
        let outcome = try refuse(test, folder)
        let line = try #require(outcome.said.last)
        #expect(
            outcome.said.count == 1 || outcome.said.first?.hasPrefix("coordinate doctor:") == true,
            "\(outcome.summary)"
        )
        for words in test.says { #expect(line.contains(words), "\(words) is not in \(line)") }
        #expect(try SmallCounty.isUnchanged(in: folder))
    }

    @Test(arguments: rows)
    func aRowIsRefusedInOneLine(of test: Case) throws {
        let folder = try SmallCounty.folder()
        let outcome = try refuse(test, folder)
        let line = try #require(outcome.said.first { $0.hasPrefix(test.file) }, "\(outcome.summary)")
        for words in test.says { #expect(line.contains(words), "\(words) is not in \(line)") }
        #expect(line.utf8.count < 400)
        #expect(outcome.said.last?.contains("nothing was written") == true)
        #expect(try SmallCounty.isUnchanged(in: folder))
    }

    private func refuse(_ test: Case, _ folder: TemporaryFolder) throws -> Command.Outcome {
        try folder.write(test.file, test.bytes)
        let outcome = try Command.run(["import", test.layer, test.file] + test.options, in: folder)
        #expect(outcome.status == 3 && outcome.output.isEmpty, "\(outcome.summary)")
        return outcome
    }

    @Test func deepGeoJSONIsRefused() throws {
        let folder = try SmallCounty.folder()
        let opening = String(repeating: "{\"type\":\"GeometryCollection\",\"geometries\":[", count: 100_000)
        let closing = String(repeating: "]}", count: 100_000)
        try folder.write(
            "a.geojson",
            "{\"type\":\"Feature\",\"properties\":{\"code\":\"A\"},\"geometry\":\(opening)"
                + "{\"type\":\"Point\",\"coordinates\":[1,2]}\(closing)}"
        )
        let outcome = try folder.run("import", "lines", "a.geojson")
        #expect(
            outcome.status == 3 && outcome.said.count == 1 && outcome.messages.contains("nest"),
            "\(outcome.summary)"
        )
    }

    @Test func aRingOfAQuarterMillionVerticesComesIn() throws {
        let folder = try SmallCounty.emptyFolder()
        let count = 250_000
        let ring = (0...count).map { index in
            let angle = 2 * Double.pi * Double(index % count) / Double(count)
            return "[\(119.1 + 0.05 * cos(angle)),\(25.3 + 0.05 * sin(angle))]"
        }
        try folder.write("ring.geojson", Self.polygon("[\(ring.joined(separator: ","))]"))
        let start = ContinuousClock.now
        let outcome = try folder.run("import", "districts", "ring.geojson").mustBeDone()
        #expect(outcome.said.first == "inserted 1")
        // Quadratic work would take hours; the limit leaves room for a debug build on a busy machine.
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test(arguments: [
        ("A,Z", "A", "Z", "parent"), ("A,B;B,A", "A", "below itself", "correct parent"),
        ("A,A", "A", "below itself", "correct parent"), ("A,;B,A;C,B;D,C", "D", "fourth level", "subdistrict"),
    ])
    func aBrokenHierarchyIsNoticedBeforeItIsInForce(units: String, code: String, what: String, cure: String) throws {
        let folder = try SmallCounty.emptyFolder()
        let square = "\"POLYGON((119.1 25.3,119.2 25.3,119.2 25.4,119.1 25.4,119.1 25.3))\""
        let rows = units.split(separator: ";").map { "\($0),\(square)\n" }.joined()
        try folder.write("units.csv", "code,parent,wkt\n" + rows)
        try folder.run("import", "districts", "units.csv", "--crs", "EPSG:4326").mustBeDone()
        for arguments in [["check"], ["publish", "--from", "2026-01-01"]] {
            let outcome = try Command.run(arguments, in: folder)
            #expect(outcome.status == 3 && outcome.said.count == 1, "\(outcome.summary)")
            for words in [code, what, cure] { #expect(outcome.messages.contains(words), "\(outcome.summary)") }
        }
        #expect(try folder.run("locate", "119.15,25.35").status == 1)
    }
}
