import FeatureFiles
import GeometryCore
import SpatialIndex
import Testing

/// What becomes of OpenStreetMap's tags.
@Suite struct OSMAttributeTests {
    private static let text = """
        <?xml version="1.0" encoding="UTF-8"?>
        <osm version="0.6">
          <node id="1" lat="25.30" lon="119.10" version="1"/>
          <node id="2" lat="25.31" lon="119.11" version="1"/>
          <node id="3" lat="25.32" lon="119.10" version="1"><tag k="barrier" v="bollard"/></node>
          <way id="10" version="1"><nd ref="1"/><nd ref="2"/>
            <tag k="highway" v="secondary"/><tag k="name" v="迎宾路"/><tag k="oneway" v="-1"/>
            <tag k="maxspeed" v="CN:urban"/><tag k="note:zh" v="甲, &quot;乙&quot; =&gt; 丙"/><tag k="ref" v="X123"/>
          </way>
          <way id="11" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/>
            <tag k="highway" v="tertiary"/><tag k="junction" v="roundabout"/><tag k="motor_vehicle" v="no"/>
          </way>
          <way id="12" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/>
            <tag k="building" v="yes"/>
          </way>
        </osm>
        """

    private func rows(_ layer: String) throws -> [[String: String]] {
        let folder = try TemporaryFolder()
        return try rows(folder.write("a.osm", Self.text), layer)
    }

    private func rows(_ path: String, _ layer: String) throws -> [[String: String]] {
        let reader = try FeatureReader(path: path, options: FeatureSourceOptions(layer: layer))
        return try Contents(reader).features.map { feature in
            var row: [String: String] = [:]
            for (field, value) in zip(reader.fields, feature.fields) { row[field.name] = value.text }
            return row
        }
    }

    @Test func roadTagsAreAttributes() throws {
        let roads = try rows("lines")
        #expect(roads.count == 2, "a roundabout is a line, a building is none")
        let other = "\"note:zh\"=>\"甲, \\\"乙\\\" => 丙\",\"ref\"=>\"X123\""
        #expect(
            roads.first == [
                "osm_id": "10", "name": "迎宾路", "highway": "secondary", "oneway": "-1", "maxspeed": "CN:urban",
                "other_tags": other,
            ]
        )
        #expect(roads.last == ["osm_id": "11", "highway": "tertiary", "junction": "roundabout", "motor_vehicle": "no"])
    }

    @Test func everyTagThatRoutingReadsIsAnAttribute() throws {
        let tags = Self.routingTags.map { "<tag k=\"\($0)\" v=\"v-\($0)\"/>" }.joined()
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "a.osm",
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <osm version="0.6">
              <node id="1" lat="25.30" lon="119.10" version="1"/><node id="2" lat="25.31" lon="119.11" version="1"/>
              <way id="10" version="1"><nd ref="1"/><nd ref="2"/>\(tags)</way>
            </osm>
            """
        )
        var found = try #require(try rows(path, "lines").first)
        found["osm_id"] = nil
        #expect(found == Dictionary(uniqueKeysWithValues: Self.routingTags.map { ($0, "v-\($0)") }))
        for profile in [RoadProfile.car, .motorcycle, .bicycle, .foot] {
            #expect(Set(profile.accessKeys).isSubset(of: Self.routingTags))
        }
    }

    /// What `RoadProfile` says it reads.
    private static let routingTags = [
        "highway", "oneway", "maxspeed", "junction", "access", "vehicle", "motor_vehicle", "motorcar", "motorcycle",
        "bicycle", "foot", "service", "surface", "area",
    ]

    @Test func otherLayersAreAsBefore() throws {
        #expect(try rows("points") == [["osm_id": "3", "barrier": "bollard"]])
        #expect(try rows("multipolygons") == [["osm_way_id": "12", "building": "yes"]])
    }
}
