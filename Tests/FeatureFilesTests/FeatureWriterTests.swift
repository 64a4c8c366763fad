import FeatureFiles
import Foundation
import GeometryCore
import TestSupport
import Testing

@Suite struct FeatureWriterTests {
    private static func suffix(_ format: FeatureFileFormat) -> String { format.rawValue }

    private static let cases = FeatureFileFormat.allCases.flatMap { format in
        GeometryKind.allCases.map { (format, $0) }
    }

    @Test(arguments: cases)
    func whatIsWrittenReadsBackEqual(format: FeatureFileFormat, kind: GeometryKind) throws {
        let seed: UInt64 = 20_260_101 + UInt64(kind.rawValue)
        let folder = try TemporaryFolder()
        let path = folder.path("out.\(format.rawValue)")
        let features = try RandomFeatures.make(40, kind: kind, seed: seed)
        let writer = try FeatureWriter(path: path, format: format, fields: RandomFeatures.fields, geometryKind: kind)
        for feature in features { try writer.write(feature) }
        #expect(folder.names.allSatisfy { $0.hasPrefix(".partial") }, "nothing is in place before the end")
        try writer.finish()
        #expect(folder.names == ["out.\(format.rawValue)"])

        let reader = try FeatureReader(path: path)
        let read = try Contents(reader)
        #expect(read.bad.isEmpty && read.rows == Array(1...40), "seed \(seed)")
        #expect(reader.crs == (format == .csv ? nil : "EPSG:4326"))
        let order = read.features.sorted { number($0) < number($1) }  // FlatGeobuf stores along a Hilbert curve
        for (wrote, got) in zip(features, order) {
            #expect(try got.geometry?.get() == wrote.geometry?.get(), "seed \(seed), row \(wrote.row)")
            #expect(plain(got.fields, format) == plain(wrote.fields, format), "seed \(seed), row \(wrote.row)")
        }
    }

    private func number(_ feature: Feature) -> Int { Int(feature.fields[0].text?.dropFirst() ?? "") ?? 0 }

    /// A CSV holds only texts; elsewhere values keep their types.
    private func plain(_ values: [FieldValue], _ format: FeatureFileFormat) -> [FieldValue] {
        guard format == .csv else { return values }
        return values.prefix(4).map { value in
            if case .text = value { return value }
            return value.number.map { .real($0) } ?? .null
        }.enumerated().map { index, value in
            if case .text(let text) = value, index == 1 || index == 2, let number = Double(text) {
                return .real(number)
            }
            return value
        }
    }

    @Test(arguments: FeatureFileFormat.allCases)
    func featuresWithoutGeometryAndNoFeaturesAtAllAreKept(format: FeatureFileFormat) throws {
        let folder = try TemporaryFolder()
        for count in [0, 1] {
            let path = folder.path("n\(count).\(format.rawValue)")
            let fields = [FieldDefinition(name: "code", kind: .text)]
            let writer = try FeatureWriter(path: path, format: format, fields: fields, geometryKind: .point)
            let bare = Feature(row: 1, fields: [.text("A")], geometry: nil)
            if count == 1 && format == .flatGeobuf {
                #expect(throws: FeatureWriteError.missingGeometry(row: 1)) { try writer.write(bare) }
                continue
            }
            if count == 1 { try writer.write(bare) }
            try writer.finish()
            if format == .geoJSONSeq && count == 0 {
                // A sequence of nothing is a file of no bytes.
                #expect(throws: FeatureFileError.zeroBytes(path: path.resolved)) { try FeatureReader(path: path) }
                continue
            }
            let read = try Contents(path)
            #expect(read.features.count == count && read.features.allSatisfy { $0.geometry == nil })
        }
    }

    @Test func anUnfinishedFileLeavesNothingAndKeepsWhatWasThere() throws {
        let folder = try TemporaryFolder()
        for format in FeatureFileFormat.allCases {
            let name = "old.\(format.rawValue)"
            try folder.write(name, "before")
            do {
                let writer = try FeatureWriter(path: folder.path(name), format: format, fields: [])
                try writer.write(Feature(row: 1, fields: [], geometry: .success(.point(Point(x: 1, y: 2)))))
            }
            #expect(try folder.bytes(name) == Array("before".utf8))
        }
        #expect(folder.names.count == FeatureFileFormat.allCases.count)
    }

    @Test(arguments: FeatureFileFormat.allCases)
    func foldersThatCannotBeWrittenAreNamed(format: FeatureFileFormat) throws {
        let folder = try TemporaryFolder()
        let missing = folder.path("none/out.\(format.rawValue)")
        #expect(throws: FeatureWriteError.noFolder(path: folder.path("none"))) {
            try FeatureWriter(path: missing, format: format, fields: [])
        }
        // The kernel refuses new files here even to the superuser.
        #expect(throws: FeatureWriteError.self) {
            try FeatureWriter(path: "/proc/out.\(format.rawValue)", format: format, fields: [])
        }
    }

    @Test func wrongFeaturesAreRefusedByRow() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("x.gpkg")
        let fields = [FieldDefinition(name: "a", kind: .text)]
        let writer = try FeatureWriter(path: path, format: .geoPackage, fields: fields, geometryKind: .point)
        #expect(throws: FeatureWriteError.fieldCount(row: 7, found: 0, expected: 1)) {
            try writer.write(Feature(row: 7, fields: [], geometry: nil))
        }
        #expect(throws: FeatureWriteError.brokenGeometry(row: 8, .empty)) {
            try writer.write(Feature(row: 8, fields: [.null], geometry: .failure(.empty)))
        }
        let line = Geometry.lineString(try LineString([Point(x: 0, y: 0), Point(x: 1, y: 1)]))
        #expect(throws: FeatureWriteError.wrongKind(row: 9, found: .lineString, expected: .point)) {
            try writer.write(Feature(row: 9, fields: [.null], geometry: .success(line)))
        }
        try writer.finish()
        #expect(throws: FeatureWriteError.finished) { try writer.finish() }
    }

    @Test func layersAndSystemsAreChecked() throws {
        let folder = try TemporaryFolder()
        let twice = [FieldDefinition(name: "Code", kind: .text), FieldDefinition(name: "code", kind: .text)]
        #expect(throws: FeatureWriteError.duplicateField(name: "code")) {
            try FeatureWriter(path: folder.path("a.gpkg"), format: .geoPackage, fields: twice)
        }
        #expect(throws: FeatureWriteError.unsupportedCRS(crs: "EPSG:4528", format: .geoJSON)) {
            try FeatureWriter(path: folder.path("a.geojson"), format: .geoJSON, fields: [], crs: "EPSG:4528")
        }
        for crs in ["EPSG:99999999", "http://localhost:9/crs", "nonsense"] {
            #expect(throws: FeatureWriteError.unknownCRS(crs: crs)) {
                try FeatureWriter(path: folder.path("a.gpkg"), format: .geoPackage, fields: [], crs: crs)
            }
        }
        try folder.write("live.gpkg-wal", "log")
        #expect(throws: FeatureWriteError.inUse(path: folder.path("live.gpkg"))) {
            try FeatureWriter(path: folder.path("live.gpkg"), format: .geoPackage, fields: [])
        }
        #expect(folder.names == ["live.gpkg-wal"])
    }

    /// EPSG:4490 is latitude first in the register, EPSG:4528 northing first.
    @Test(arguments: ["EPSG:4490", "EPSG:4528", "EPSG:4549"], [FeatureFileFormat.geoPackage, .flatGeobuf])
    func eastingComesFirstInNorthFirstSystems(crs: String, format: FeatureFileFormat) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.\(format.rawValue)")
        let point = Geometry.point(Point(x: 40_409_000.25, y: 2_799_000.5))
        let writer = try FeatureWriter(path: path, format: format, fields: [], geometryKind: .point, crs: crs)
        try writer.write(Feature(row: 1, fields: [], geometry: .success(point)))
        try writer.finish()
        let reader = try FeatureReader(path: path)
        #expect(reader.crs == crs)
        #expect(try Contents(reader).geometries == [point])
    }

    @Test func namesOfGeoPackagesOwnColumnsAreFreeForFields() throws {
        let folder = try TemporaryFolder()
        let fields = [FieldDefinition(name: "FID", kind: .text), FieldDefinition(name: "geom", kind: .integer)]
        let path = folder.path("a.gpkg")
        let writer = try FeatureWriter(path: path, format: .geoPackage, layerName: "线路", fields: fields)
        try writer.write(
            Feature(row: 1, fields: [.text("x"), .integer(3)], geometry: .success(.point(Point(x: 1, y: 2))))
        )
        try writer.finish()
        let reader = try FeatureReader(path: path)
        #expect(reader.layer == "线路" && reader.fields == fields)
        #expect(try Contents(reader).features.first?.fields == [.text("x"), .integer(3)])
    }

    @Test func geoJSONIsWhatFoundationParses() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.geojson")
        let features = try RandomFeatures.make(20, kind: .polygon, seed: 5)
        let writer = try FeatureWriter(path: path, format: .geoJSON, fields: RandomFeatures.fields)
        for feature in features { try writer.write(feature) }
        try writer.finish()
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
        let list = try #require((json as? [String: Any])?["features"] as? [[String: Any]])
        #expect(list.count == 20)
        for (feature, object) in zip(features, list) {
            let values = try #require(object["properties"] as? [String: Any])
            #expect(values["说明"] as? String == feature.fields[3].text)
            // Foundation on Linux may be off in the last digit; equality is for the tests above.
            let difference = abs((values["metres"] as? Double ?? 0) - (feature.fields[2].number ?? 0))
            #expect(difference < 1e-6)
        }
    }
}
