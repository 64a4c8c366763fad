import FeatureFiles
import Foundation
import GeometryCore
import TestSupport
import Testing

@Suite struct GeoPackageWriterTests {
    private static let style = LayerStyle(
        name: "巡视",
        qml: "<qgis label=\"a &amp; 'b'\"/>",
        sld: "<StyledLayerDescriptor/>",
        summary: "甲、乙",
        isDefault: true,
        updated: "2026-11-28T16:00:00Z"
    )

    private static func layers(_ styles: [LayerStyle] = [style]) -> [GeoPackageLayer] {
        [
            GeoPackageLayer(name: "线路", fields: RandomFeatures.fields, geometryKind: .lineString, styles: styles),
            GeoPackageLayer(
                name: "places",
                fields: [FieldDefinition(name: "geom", kind: .text)],
                geometryKind: .point,
                crs: "EPSG:4490",
                styles: styles + styles
            ),
            GeoPackageLayer(name: "empty", fields: []),
        ]
    }

    /// Rows of a table as GDAL's own program reads them.
    private func rows(_ path: String, _ sql: String) throws -> [[String: String]] {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["ogr2ogr", "-f", "GeoJSON", "/vsistdout/", path, "-sql", sql]
        process.standardOutput = pipe
        try ProcessLaunch.start(process)
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let json = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let features = try #require(json?["features"] as? [[String: Any]])
        return features.map { feature in
            (feature["properties"] as? [String: Any] ?? [:]).mapValues { $0 is NSNull ? "null" : "\($0)" }
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func everyLayerReadsBackEqual(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("out.gpkg")
        let lines = try RandomFeatures.make(30, kind: .lineString, seed: seed)
        let points = try RandomFeatures.make(20, kind: .point, seed: seed + 100).map { feature in
            Feature(row: feature.row, fields: [feature.fields[0]], geometry: feature.geometry)
        }
        let writer = try GeoPackageWriter(path: path, layers: Self.layers())
        // By turns, as a caller that makes several layers in one pass would.
        for index in 0..<30 {
            try writer.write(lines[index], to: "线路")
            if index < 20 { try writer.write(points[index], to: "places") }
        }
        #expect(folder.names.allSatisfy { $0.hasPrefix(".partial") }, "nothing is in place before the end")
        try writer.finish()
        #expect(folder.names == ["out.gpkg"])
        for (name, written, crs) in [
            ("线路", lines, "EPSG:4326"), ("places", points, "EPSG:4490"), ("empty", [], "EPSG:4326"),
        ] {
            var options = FeatureSourceOptions()
            options.layer = name
            let reader = try FeatureReader(path: path, options: options)
            #expect(reader.crs == crs)
            let read = try Contents(reader)
            #expect(read.bad.isEmpty && read.features.map(\.fields) == written.map(\.fields), "seed \(seed), \(name)")
            #expect(try read.geometries == written.map { try $0.geometry?.get() }, "seed \(seed), \(name)")
        }
    }

    @Test func stylesStandWhereQGISLooks() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("out.gpkg")
        try GeoPackageWriter(path: path, layers: Self.layers()).finish()
        let rows = try rows(path, "SELECT * FROM layer_styles ORDER BY id")
        #expect(rows.map { $0["f_table_name"] } == ["线路", "places", "places"])
        #expect(rows.map { $0["f_geometry_column"] } == ["geom", "geom_", "geom_"])
        for row in rows {
            #expect(row["f_table_catalog"] == "" && row["f_table_schema"] == "", "QGIS asks for empty texts")
            #expect(row["styleName"] == "巡视" && row["styleQML"] == Self.style.qml && row["styleSLD"] == Self.style.sld)
            #expect(row["description"] == "甲、乙" && ["1", "true"].contains(row["useAsDefault"]))
            #expect(row["update_time"]?.hasPrefix("2026-11-28T16:00:00") == true && row["ui"] == "null")
        }
        let listed = try self.rows(path, "SELECT table_name, data_type FROM gpkg_contents ORDER BY table_name")
        #expect(listed.contains(["table_name": "layer_styles", "data_type": "attributes"]))
    }

    @Test func withoutStylesThereIsNoTable() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("out.gpkg")
        try GeoPackageWriter(path: path, layers: Self.layers([])).finish()
        let names = try rows(path, "SELECT table_name FROM gpkg_contents").compactMap { $0["table_name"] }
        #expect(Set(names) == ["线路", "places", "empty"])
    }

    @Test func whatDoesNotFitIsRefusedAndLeavesNothing() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("out.gpkg")
        try folder.write("out.gpkg", "before")
        for names in [["a", "A"], ["a", "Layer_Styles"]] {
            #expect(throws: FeatureWriteError.duplicateLayer(name: names[1])) {
                try GeoPackageWriter(path: path, layers: names.map { GeoPackageLayer(name: $0, fields: []) })
            }
        }
        let twice = [FieldDefinition(name: "x", kind: .text), FieldDefinition(name: "X", kind: .text)]
        #expect(throws: FeatureWriteError.duplicateField(name: "X")) {
            try GeoPackageWriter(path: path, layers: [GeoPackageLayer(name: "a", fields: twice)])
        }
        let good = GeoPackageLayer(name: "a", fields: [], geometryKind: .point)
        let bad = GeoPackageLayer(name: "b", fields: [], crs: "EPSG:99999999")
        #expect(throws: FeatureWriteError.unknownCRS(crs: "EPSG:99999999")) {
            try GeoPackageWriter(path: path, layers: [good, bad])
        }
        do {
            let writer = try GeoPackageWriter(path: path, layers: [good])
            let line = Geometry.lineString(try LineString([Point(x: 0, y: 0), Point(x: 1, y: 1)]))
            #expect(throws: FeatureWriteError.wrongKind(row: 4, found: .lineString, expected: .point)) {
                try writer.write(Feature(row: 4, fields: [], geometry: .success(line)), to: "a")
            }
            #expect(throws: FeatureWriteError.fieldCount(row: 5, found: 1, expected: 0)) {
                try writer.write(Feature(row: 5, fields: [.null], geometry: nil), to: "a")
            }
        }
        #expect(folder.names == ["out.gpkg"])
        #expect(try folder.bytes("out.gpkg") == Array("before".utf8))
        try folder.write("out.gpkg-wal", "log")
        #expect(throws: FeatureWriteError.inUse(path: path)) { try GeoPackageWriter(path: path, layers: [good]) }
    }

    @Test func aFinishedFileTakesNothingMore() throws {
        let folder = try TemporaryFolder()
        let writer = try GeoPackageWriter(
            path: folder.path("out.gpkg"),
            layers: [GeoPackageLayer(name: "a", fields: [])]
        )
        try writer.finish()
        #expect(throws: FeatureWriteError.finished) { try writer.finish() }
        #expect(throws: FeatureWriteError.finished) {
            try writer.write(Feature(row: 1, fields: [], geometry: nil), to: "a")
        }
    }
}

@Suite struct WholeFileTests {
    @Test func bytesAreReplacedWholeOrNotAtAll() throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 5)
        for count in [0, 1, 70_000, 1_000_000] {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            try WholeFile.write(bytes, to: folder.path("a.png"))
            #expect(try folder.bytes("a.png") == bytes)
        }
        #expect(folder.names == ["a.png"])
        #expect(throws: FeatureWriteError.noFolder(path: folder.path("none"))) {
            try WholeFile.write([1], to: folder.path("none/a.png"))
        }
        #expect(throws: FeatureWriteError.self) { try WholeFile.write([1], to: "/proc/a.png") }
    }
}
