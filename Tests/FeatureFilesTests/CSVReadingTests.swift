import FeatureFiles
import Foundation
import GeometryCore
import Testing

@Suite struct CSVReadingTests {
    @Test(arguments: [
        ("lon", "lat"), ("LNG", "Lat"), ("longitude", "latitude"), ("经度", "纬度"), ("x", "y"), ("东坐标", "北坐标"),
        ("Point_X", "POINT_Y"),
    ])
    func usualNamesOfCoordinateColumnsAreKnown(x: String, y: String) throws {
        let folder = try TemporaryFolder()
        // Latitude first, so that order plays no part.
        let path = try folder.write("a.csv", "code,\(y),\(x)\nA,25.3,119.1\n")
        let reader = try FeatureReader(path: path)
        #expect(reader.geometryFields == [x, y] && reader.crs == nil)
        #expect(try Contents(reader).geometries == [.point(Point(x: 119.1, y: 25.3))])
    }

    @Test(arguments: ["\n", "\r\n", "\r"], [",", ";", "\t", "|"])
    func lineEndsSeparatorsAndQuotesAreRead(end: String, separator: String) throws {
        let folder = try TemporaryFolder()
        let lines = [
            ["name", "note", "lon", "lat"], ["\"a\(separator)b\"", "\"say \"\"hi\"\"\"", "1", "2"],
            ["\"two\(end)lines\"", "", "3.5", "-4e1"], [], ["片区", "\"\"", "5", "6"],
        ]
        let text = lines.map { $0.joined(separator: separator) }.joined(separator: end)
        for mark in ["", "\u{feff}"] {
            let path = try folder.write("a.csv", mark + text)
            let reader = try FeatureReader(path: path)
            let read = try Contents(reader)
            #expect(reader.fields.map(\.name) == ["name", "note", "lon", "lat"])
            #expect(read.texts() == ["a\(separator)b", "two\(end)lines", "片区"])
            #expect(read.features.map { $0.fields[1] } == [.text("say \"hi\""), .null, .text("")])
            #expect(read.geometries == [(1.0, 2.0), (3.5, -40), (5, 6)].map { .point(Point(x: $0.0, y: $0.1)) })
            #expect(reader.progress == 1)
        }
    }

    @Test func decimalCommasAreReadWhereTheCommaSeparatesNothing() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.csv", "x;y\n119,25;25,5\n")
        #expect(try Contents(path).geometries == [.point(Point(x: 119.25, y: 25.5))])
    }

    @Test func badRowsAreNamedAndTheRestIsRead() throws {
        let folder = try TemporaryFolder()
        let text = """
            code,lon,lat
            A,1,2
            B,east,2
            C,1
            D,1,2,surplus
            E,,
            F,1,
            G,nan,2
            H,1,inf
            I,3,4,,
            """
        let read = try Contents(try folder.write("a.csv", text))
        #expect(read.rows == Array(1...9))
        #expect(
            read.bad.map(\.row) == [2, 3, 4, 6] && read.bad.map(\.field) == ["lon", nil, nil, "lat"]
        )
        #expect(
            read.bad.map(\.problem) == [
                .notNumber, .columnCount(found: 2, expected: 3), .columnCount(found: 4, expected: 3), .notNumber,
            ]
        )
        #expect(read.texts() == ["A", "E", "G", "H", "I"])
        #expect(read.features[1].geometry == nil)
        let notFinite = GeometryError.path(part: 0, ring: 0, .notFinite(index: 0))
        #expect(read.features[2].failure == notFinite && read.features[3].failure == notFinite)
        #expect(read.geometries[4] == .point(Point(x: 3, y: 4)))
    }

    @Test func columnsAreAsStatedOrClearOrRefused() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.csv", "code,lon,经度,lat,e,n\nA,1,2,3,4,5\n")
        #expect(throws: FeatureFileError.ambiguousColumns(candidates: ["lon", "经度", "lat"])) {
            try FeatureReader(path: path)
        }
        let chosen = try Contents(path, FeatureSourceOptions(xField: "e", yField: "N"))
        #expect(chosen.geometries == [.point(Point(x: 4, y: 5))])
        let columns = ["code", "lon", "经度", "lat", "e", "n"]
        #expect(throws: FeatureFileError.columnNotFound(name: "East", available: columns)) {
            try FeatureReader(path: path, options: FeatureSourceOptions(xField: "East", yField: "n"))
        }
        #expect(throws: FeatureFileError.coordinateColumnMissing(available: columns)) {
            try FeatureReader(path: path, options: FeatureSourceOptions(xField: "e"))
        }
        let plain = try Contents(try folder.write("b.csv", "code,name\nA,甲\n"))
        #expect(plain.features.count == 1 && plain.features[0].geometry == nil)
    }

    @Test func wellKnownTextIsReadAndItsFaultsAreNamed() throws {
        let folder = try TemporaryFolder()
        let rows: [(String, Result<Geometry, GeometryError>?)] = [
            ("POINT (1 2)", .success(.point(Point(x: 1, y: 2)))),
            ("SRID=4490;POINT Z (1 2 3)", .success(.point(Point(x: 1, y: 2)))),
            ("POLYGON ((0 0,1 0,1 1,0 1))", .failure(.path(part: 0, ring: 0, .notClosed))),
            ("POLYGON ((0 0,1 0))", .failure(.path(part: 0, ring: 0, .tooFewPoints(count: 2, needed: 4)))),
            ("LINESTRING (0 0)", .failure(.path(part: 0, ring: 0, .tooFewPoints(count: 1, needed: 2)))),
            ("LINESTRING (0 0,1e999 1)", .failure(.path(part: 0, ring: 0, .notFinite(index: 1)))),
            ("POLYGON EMPTY", .failure(.empty)), ("GEOMETRYCOLLECTION EMPTY", .failure(.empty)), ("", nil),
        ]
        let text = "code,wkt\n" + rows.map { "A,\"\($0.0)\"\n" }.joined()
        let read = try Contents(try folder.write("a.csv", text))
        #expect(read.features.map(\.geometry) == rows.map(\.1))
        let bad = try Contents(
            try folder.write("b.csv", "code,wkt\nA,POINT(1)\nB,hello\nC,POINT(1 2) tail\nD,POINT(1 2)\n")
        )
        #expect(bad.bad.map(\.problem) == [.notWKT, .notWKT, .notWKT] && bad.bad.allSatisfy { $0.field == "wkt" })
        #expect(bad.texts() == ["D"])
    }

    @Test func curvesBecomeLines() throws {
        let folder = try TemporaryFolder()
        // The upper half of the unit circle.
        let path = try folder.write("a.csv", "wkt\n\"CIRCULARSTRING (1 0,0 1,-1 0)\"\n")
        guard case .lineString(let line)? = try Contents(path).geometries[0] else {
            Issue.record("no line")
            return
        }
        #expect(line.points.count > 150)
        for (a, b) in zip(line.points, line.points.dropFirst()) {
            let middle = hypot((a.x + b.x) / 2, (a.y + b.y) / 2)
            #expect(abs(hypot(a.x, a.y) - 1) < 1e-9 && 1 - middle < 0.00004)
        }
    }

    @Test func nestingIsRefusedBeforeTheStackEnds() throws {
        let folder = try TemporaryFolder()
        let deep =
            String(repeating: "GEOMETRYCOLLECTION(", count: 100_000) + "POINT(1 2)"
            + String(repeating: ")", count: 100_000)
        let read = try Contents(try folder.write("a.csv", "code,wkt\nA,\"\(deep)\"\nB,POINT(1 2)\n"))
        #expect(read.features.first?.failure == .tooDeep)
        #expect(read.geometries.last == .point(Point(x: 1, y: 2)))
    }

    @Test func aMillionVerticesAreRead() throws {
        let folder = try TemporaryFolder()
        var text = "code,wkt\nA,\"POLYGON (("
        for index in 0..<999_999 { text += "\(index) \(index * 7 % 1000)," }
        text += "0 0))\"\n"
        guard case .polygon(let polygon)? = try Contents(try folder.write("a.csv", text)).geometries.first else {
            Issue.record("no polygon")
            return
        }
        #expect(polygon.shell.points.count == 1_000_000 && polygon.shell.points[123_456].x == 123_456)
    }

    @Test func unclosedQuotesAndEmptyTablesAreTold() throws {
        let folder = try TemporaryFolder()
        let open = try folder.write("a.csv", "code,lon,lat\nA,1,2\n\"B,3,4\nC,5,6\n")
        let reader = try FeatureReader(path: open)
        _ = try reader.next()
        #expect(throws: FeatureFileError.unclosedQuote(path: reader.path, row: 2)) { try reader.next() }
        #expect(try reader.next()?.row == nil)
        #expect(try Contents(try folder.write("b.csv", "code,lon,lat\n")).rows.isEmpty)
        #expect(try Contents(try folder.write("c.csv", "\n\n")).rows.isEmpty)
    }
}
