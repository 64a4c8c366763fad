import FeatureFiles
import GeometryCore
import Testing

@Suite struct FormatTests {
    static let kml = """
        <?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>d</name>
        <Schema name="s" id="s"><SimpleField name="code" type="string"/></Schema><Placemark><name>东庄村</name>
        <TimeStamp><when>2026-01-02T03:04:05Z</when></TimeStamp><ExtendedData><SchemaData schemaUrl="#s">
        <SimpleData name="code">007</SimpleData></SchemaData></ExtendedData>
        <Point><coordinates>119.1,25.3,12</coordinates></Point></Placemark></Document></kml>
        """
    static let gpx = """
        <?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>巡视</name>
        <trkseg><trkpt lat="25.3" lon="119.1"><time>2026-01-02T03:04:05Z</time></trkpt>
        <trkpt lat="25.4" lon="119.2"><time>2026-01-02T03:04:06.5Z</time></trkpt></trkseg></trk></gpx>
        """

    static func gml(_ crs: String, _ position: String) -> String {
        """
        <?xml version="1.0" encoding="utf-8"?><ogr:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2"
        xmlns:ogr="http://ogr.maptools.org/"><ogr:featureMember><ogr:s gml:id="s.0"><ogr:geom><gml:Point srsName="\(crs)">
        <gml:pos>\(position)</gml:pos></gml:Point></ogr:geom><ogr:n>中</ogr:n></ogr:s></ogr:featureMember>
        </ogr:FeatureCollection>
        """
    }

    @Test func kmlIsRead() throws {
        let folder = try TemporaryFolder()
        let reader = try FeatureReader(path: try folder.write("a.kml", Self.kml))
        let names = reader.fields.map(\.name)
        let read = try Contents(reader)
        #expect(reader.crs == "EPSG:4326" && read.geometries == [.point(Point(x: 119.1, y: 25.3))])
        func value(_ name: String) -> FieldValue? { names.firstIndex(of: name).map { read.features[0].fields[$0] } }
        #expect(value("Name") == .text("东庄村") && value("code") == .text("007"))
        #expect(value("timestamp") == .text("2026-01-02T03:04:05Z"))
    }

    @Test func largeKMLIsRefusedBeforeItFillsMemory() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.kml", Self.kml)
        #expect(throws: FeatureFileError.tooLarge(path: path.resolved, limitBytes: 100)) {
            try FeatureReader(path: path, options: FeatureSourceOptions(maximumKMLBytes: 100))
        }
    }

    @Test func gpxShowsTracksUnlessPointsAreChosen() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.gpx", Self.gpx)
        let reader = try FeatureReader(path: path)
        #expect(reader.layer == "tracks" && reader.layerNames.contains("track_points") && reader.crs == "EPSG:4326")
        #expect(try Contents(reader).features.count == 1)
        let points = try FeatureReader(path: path, options: FeatureSourceOptions(layer: "track_points"))
        let time = try #require(points.fields.firstIndex { $0.name == "time" })
        let read = try Contents(points)
        #expect(read.texts(time) == ["2026-01-02T03:04:05Z", "2026-01-02T03:04:06.500Z"])
        #expect(read.geometries == [.point(Point(x: 119.1, y: 25.3)), .point(Point(x: 119.2, y: 25.4))])
    }

    /// A URN follows the register's order, north first; the short form is written east first by custom.
    @Test(arguments: [
        ("urn:ogc:def:crs:EPSG::4490", "25.3 119.1", "EPSG:4490", 119.1, 25.3),
        ("EPSG:4490", "119.1 25.3", "EPSG:4490", 119.1, 25.3),
        ("urn:ogc:def:crs:EPSG::4528", "2799000 40409000", "EPSG:4528", 40_409_000, 2_799_000),
    ])
    func gmlIsReadEastFirst(name: String, position: String, crs: String, x: Double, y: Double) throws {
        let folder = try TemporaryFolder()
        let reader = try FeatureReader(path: try folder.write("a.gml", Self.gml(name, position)))
        #expect(reader.crs == crs)
        #expect(try Contents(reader).geometries == [.point(Point(x: x, y: y))])
        #expect(folder.names == ["a.gml"], "reading leaves no files behind")
    }

    @Test func valuesOfEveryTypeAreRead() throws {
        let folder = try TemporaryFolder()
        let text = """
            {"type":"Feature","properties":{"i":7,"big":123456789012,"f":1.5,"b":true,"s":"x","n":null,"li":[1,2],
            "lf":[1.5,2.5],"ls":["x","y;z"],"d":"2026-01-02","dt":"2026-01-02T03:04:05.25+08:00","o":{"k":1}},"geometry":null}
            """.filter { $0 != "\n" }
        let reader = try FeatureReader(path: try folder.write("a.geojson", text))
        let values = try #require(try Contents(reader).features.first).fields
        let found = Dictionary(uniqueKeysWithValues: zip(reader.fields.map(\.name), values))
        #expect(found["i"] == .integer(7) && found["big"] == .integer(123_456_789_012) && found["f"] == .real(1.5))
        #expect(found["b"] == .integer(1) && found["s"] == .text("x") && found["n"] == .null)
        #expect(found["li"] == .text("1;2") && found["lf"] == .text("1.5;2.5") && found["ls"] == .text("x;y;z"))
        #expect(found["d"] == .text("2026-01-02") && found["dt"] == .text("2026-01-02T03:04:05.250+08:00"))
        #expect(found["o"] == .text("{ \"k\": 1 }"))
    }

    /// The definition that ArcGIS writes for CGCS2000, zone 40.
    @Test func esriDefinitionsAreRecognised() throws {
        let folder = try TemporaryFolder()
        let geographic = """
            GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",\
            SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]
            """
        let projected = """
            PROJCS["CGCS2000_3_Degree_GK_Zone_40",\(geographic),PROJECTION["Gauss_Kruger"],\
            PARAMETER["False_Easting",40500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],\
            PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]
            """
        let path = try ShapefileBytes(names: [[]]).write(to: folder, stem: "a")
        for (definition, code) in [(geographic, "EPSG:4490"), (projected, "EPSG:4528")] {
            try folder.write("a.prj", definition)
            #expect(try FeatureReader(path: path).crs == code)
        }
        try folder.write("a.prj", projected.replacing("40500000.0", with: "123456.0").replacing("Zone_40", with: "Own"))
        #expect(try FeatureReader(path: path).crs?.hasPrefix("PROJCRS[") == true)
        try folder.write("a.prj", "LOCAL_CS[\"site grid\",UNIT[\"Meter\",1.0]]")
        let local = try FeatureReader(path: path)
        #expect(local.crs == nil && local.hasLocalCRS)
    }

    @Test func severalLayersAskForAChoice() throws {
        let folder = try TemporaryFolder()
        let two = Self.kml.replacing("<Placemark>", with: "<Folder><name>A</name><Placemark>")
            .replacing(
                "</Placemark>",
                with:
                    "</Placemark></Folder><Folder><name>B</name><Placemark><Point><coordinates>1,2</coordinates></Point>"
                    + "</Placemark></Folder>"
            )
        let path = try folder.write("a.kml", two)
        #expect(throws: FeatureFileError.severalLayers(available: ["A", "B"])) { try FeatureReader(path: path) }
        let chosen = try FeatureReader(path: path, options: FeatureSourceOptions(layer: "B"))
        #expect(try Contents(chosen).geometries == [.point(Point(x: 1, y: 2))])
        let all = chosen.layerNames
        #expect(throws: FeatureFileError.layerNotFound(name: "C", available: all)) {
            try FeatureReader(path: path, options: FeatureSourceOptions(layer: "C"))
        }
    }

    @Test func aFolderOfShapefilesHasOneLayerEach() throws {
        let folder = try TemporaryFolder()
        _ = try ShapefileBytes(names: [GBK.village]).write(to: folder, stem: "villages")
        _ = try ShapefileBytes(names: []).write(to: folder, stem: "empty")
        let only = try FeatureReader(path: folder.root)
        #expect(only.layer == "villages" && only.layerNames == ["empty", "villages"])
        #expect(try Contents(only).texts() == ["村"])
        _ = try ShapefileBytes(names: [GBK.district]).write(to: folder, stem: "districts")
        #expect(throws: FeatureFileError.severalLayers(available: ["districts", "villages"])) {
            try FeatureReader(path: folder.root)
        }
        #expect(try Contents(folder.root, FeatureSourceOptions(layer: "districts")).texts() == ["片区"])
    }
}
