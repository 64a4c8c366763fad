import GeometryCore
import Projection
import Testing

@Suite struct CoordinateReferenceTests {
    @Test(
        arguments: [
            ("EPSG:4490", "EPSG:4490", true), ("epsg:4490", "EPSG:4490", true), (" 4490 ", "EPSG:4490", true),
            ("cgcs2000", "EPSG:4490", true), ("wgs84", "EPSG:4326", true), ("WGS 84", "EPSG:4326", true),
            ("OGC:CRS84", "OGC:CRS84", true), ("urn:ogc:def:crs:EPSG::4549", "EPSG:4549", false),
            ("4549", "EPSG:4549", false), ("EPSG:2056", "EPSG:2056", false), ("+init=epsg:4326", "EPSG:4326", true),
            ("CGCS2000 / 3-degree Gauss-Kruger CM 120E", "EPSG:4549", false),
            ("+proj=longlat +datum=WGS84 +no_defs", "EPSG:4326", true),
            ("+proj=utm +zone=50 +datum=WGS84 +units=m", "EPSG:32650", false),
            ("EPSG:4326+5773", "EPSG:4326", true), ("EPSG:4979", "EPSG:4979", true),
        ] as [(String, String, Bool)]
    )
    func understands(text: String, code: String, isGeographic: Bool) throws {
        let reference = try CoordinateReference(text)
        #expect(reference.authorityCode == code)
        #expect(reference.isGeographic == isGeographic)
        #expect(reference.isProjected != isGeographic)
        #expect(reference.metresPerUnit == (isGeographic ? nil : 1))
        #expect(try CoordinateReference(reference.definition) == reference)
    }

    @Test(arguments: ["gcj02", "GCJ-02", "GCJ 02", "火星坐标", "bd09", "BD-09", "bd09ll", "百度坐标", "百度坐标系"])
    func understandsChineseOffsets(text: String) throws {
        let isBaidu = text.lowercased().hasPrefix("bd") || text.hasPrefix("百度")
        let reference = try CoordinateReference(text)
        #expect(reference == (isBaidu ? .bd09 : .gcj02))
        #expect(reference.isGeographic)
        #expect(reference.authorityCode == nil)
        #expect(try CoordinateReference(reference.definition) == reference)
    }

    /// What Esri's software writes beside a shapefile.
    static let esriGaussKruger = """
        PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",\
        SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],\
        PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],\
        PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],\
        UNIT["Meter",1.0]]
        """

    static let esriGeographic = """
        GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],\
        PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]
        """

    @Test func identifiesEsriDefinitions() throws {
        #expect(try CoordinateReference(Self.esriGaussKruger) == CoordinateReference("EPSG:4549"))
        #expect(try CoordinateReference(Self.esriGeographic) == .wgs84)
    }

    @Test func doesNotTrustACodeThatTheNumbersContradict() throws {
        let text = Self.esriGaussKruger
            .replacing("120.0]", with: "119.5]")
            .replacing(#"UNIT["Meter",1.0]]"#, with: #"UNIT["Meter",1.0],AUTHORITY["EPSG","4549"]]"#)
        let reference = try CoordinateReference(text)
        #expect(reference.authorityCode == nil)
        let middle = try CoordinateTransform(from: reference, to: .wgs84).apply(Point(x: 500_000, y: 2_800_000))
        #expect(abs(middle.x - 119.5) < 1e-9)
    }

    @Test func keepsTheShiftOfABoundDefinition() throws {
        let text = "+proj=tmerc +lon_0=120 +x_0=500000 +ellps=krass +towgs84=15.8,-154.4,-82.3"
        let reference = try CoordinateReference(text)
        #expect(reference.authorityCode == nil)
        #expect(reference.name == text.prefix(60) + "…")
        let transform = try CoordinateTransform(from: reference, to: .wgs84)
        #expect(!transform.isBallpark)
        // cs2cs 9.1.1: +proj=tmerc … +towgs84=… +to +proj=longlat +datum=WGS84
        let point = try transform.apply(Point(x: 409_400, y: 2_799_500))
        #expect(abs(point.x - 119.100986703) < 2e-9 && abs(point.y - 25.298628695) < 2e-9)
    }

    @Test(
        arguments: [
            ("", .empty), ("  \n", .empty),
            ("EPSG:4978", .unsupported(text: "EPSG:4978", kind: .geocentric)),
            ("EPSG:5703", .unsupported(text: "EPSG:5703", kind: .vertical)),
            (
                #"LOCAL_CS["a",LOCAL_DATUM["b",0],UNIT["m",1]]"#,
                .unsupported(text: #"LOCAL_CS["a",LOCAL_DATUM["b",0],UNIT["m",1]]"#, kind: .local)
            ),
            (
                "+proj=pipeline +step +proj=utm +zone=50",
                .notReferenceSystem(text: "+proj=pipeline +step +proj=utm +zone=50")
            ),
        ] as [(String, CoordinateReferenceError)]
    )
    func refuses(text: String, error: CoordinateReferenceError) {
        #expect(throws: error) { try CoordinateReference(text) }
    }

    @Test(arguments: [
        "EPSG:999999", "nonsense", "Beijing", "EPSG:", "GEOGCS[\"x\"", "{\"type\":1}", "+proj=none", "４４９０",
    ])
    func saysWhatIsUnknown(text: String) {
        #expect {
            try CoordinateReference(text)
        } throws: { error in
            guard case CoordinateReferenceError.unknown(let shown, _) = error else { return false }
            return shown == text
        }
    }

    @Test func cutsLongTexts() {
        let text = String(repeating: "坐标", count: 500)
        #expect {
            try CoordinateReference(text)
        } throws: { error in
            guard case CoordinateReferenceError.unknown(let shown, _) = error else { return false }
            return shown == text.prefix(60) + "…"
        }
    }

    @Test func knowsAreasAndUnits() throws {
        let area = try #require(try CoordinateReference("EPSG:4549").areaOfUse)
        #expect(area.contains(Point(x: 119.1, y: 25.3)) && !area.contains(Point(x: 117, y: 25.3)))
        // 1200/3937 m, the US survey foot.
        let feet = try #require(try CoordinateReference("EPSG:2926").metresPerUnit)
        #expect(abs(feet - 1200.0 / 3937) < 1e-12)
        #expect(CoordinateReference.wgs84 == (try CoordinateReference("EPSG:4326")))
        #expect(try CoordinateReference("EPSG:3832").areaOfUse == nil, "it crosses the antimeridian")
    }
}
