import FeatureFiles
import Foundation
import GeometryCore
import TestSupport
import Testing

/// Roads from OpenStreetMap's files, and what the store keeps of them.
@Suite struct RoadImportTests {
    private static let text = """
        <?xml version="1.0" encoding="UTF-8"?>
        <osm version="0.6">
          <node id="1" lat="25.30" lon="119.10" version="1"/>
          <node id="2" lat="25.31" lon="119.11" version="1"/>
          <node id="3" lat="25.32" lon="119.10" version="1"/>
          <way id="10" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/>
            <tag k="highway" v="tertiary"/><tag k="junction" v="roundabout"/><tag k="surface" v="asphalt"/>
          </way>
          <way id="11" version="1"><nd ref="2"/><nd ref="3"/>
            <tag k="highway" v="service"/><tag k="access" v="private"/><tag k="service" v="alley"/>
          </way>
          <way id="12" version="1"><nd ref="1"/><nd ref="3"/><tag k="railway" v="rail"/></way>
        </osm>
        """

    @Test func theStoreKeepsWhatRoutingReads() throws {
        let folder = try SmallCounty.folder()
        try folder.write("a.osm", Self.text)
        try folder.run("import", "roads", "a.osm", "--source-layer", "lines", "--skip-refused").mustBeDone()
        #expect(
            try roads(folder.store, "roads", code: "code") == [
                "10": ["highway": "tertiary", "junction": "roundabout", "surface": "asphalt"],
                "11": ["highway": "service", "access": "private", "service": "alley"],
            ]
        )
        let again = try folder.run("import", "roads", "a.osm", "--source-layer", "lines", "--skip-refused")
        #expect(again.said.suffix(2) == ["unchanged 2", "refused 1"], "\(again.summary)")
    }

    /// The counts are those of GDAL's own configuration, which keeps most of these tags in one text.
    @Test(.enabled(if: TestData.isPresent, "\(TestData.absence)"))
    func aCityComesInWhole() throws {
        let folder = try TemporaryFolder()
        try folder.run("init", "--bureau", "1", "--name", "1").mustBeDone()
        let city = TestData.path("osm_monaco/monaco-2023-12-25.osm.pbf")
        let arguments = ["import", "roads", city, "--source-layer", "lines", "--skip-refused"]
        try Command.run(arguments, in: folder).mustBeDone()
        let stored = try roads(folder.store, "roads", code: "code")
        #expect(stored.count == 2829)
        let counts = ["junction": 83, "access": 86, "service": 110, "foot": 123, "surface": 893]
        for (key, count) in counts { #expect(stored.values.count { $0[key] != nil } == count, "\(key)") }
        #expect(try stored == roads(city, "lines", code: "osm_id").filter { $0.value["highway"] != nil })
    }

    /// What routing reads of each road of a file, by its code.
    private func roads(_ path: String, _ layer: String, code: String) throws -> [String: [String: String]] {
        let reader = try FeatureReader(path: path, options: FeatureSourceOptions(layer: layer))
        let names = reader.fields.map(\.name)
        var roads: [String: [String: String]] = [:]
        while let row = try reader.next() {
            guard case .feature(let feature) = row else { continue }
            var texts: [String: String] = [:]
            for (name, value) in zip(names, feature.fields) { texts[name] = value.text }
            roads[texts[code] ?? ""] = texts.filter { Self.routingTags.contains($0.key) }
        }
        return roads
    }

    private static let routingTags: Set = [
        "highway", "oneway", "maxspeed", "junction", "access", "vehicle", "motor_vehicle", "motorcar", "motorcycle",
        "bicycle", "foot", "service", "surface", "area",
    ]
}
