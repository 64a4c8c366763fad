import FeatureFiles
import GeometryCore
import TestSupport
import Testing

@Suite(.enabled(if: TestData.isPresent, "\(TestData.absence)"))
struct SharedDataTests {
    /// Counts from the SOURCE.md beside each file; those of OSM and GPX from `ogrinfo -ro -al -so` (GDAL 3.6.2).
    private static let layers: [(file: String, layer: String?, crs: String, count: Int)] = [
        ("lv_simbench/simbench_mv_lv.gpkg", "line", "EPSG:4326", 33_549),
        ("lv_simbench/simbench_mv_lv.gpkg", "customer", "EPSG:4326", 35_536),
        ("lv_simbench/simbench_mv_lv.gpkg", "transformer", "EPSG:4326", 468),
        ("lv_france_roseau/france_mv_lv.gpkg", "bus", "EPSG:4326", 713),
        ("lv_france_roseau/france_mv_lv.gpkg", "line", "EPSG:4326", 649),
        ("lv_france_roseau/france_mv_lv.gpkg", "customer", "EPSG:4326", 546),
        ("lv_france_roseau/france_mv_lv.gpkg", "transformer", "EPSG:4326", 16),
        ("poly_libpysal/albuquerque_tracts_195.gpkg", nil, "EPSG:4269", 195),
        ("poly_libpysal/tokyo_municipalities_262.gpkg", nil, "EPSG:30166", 262),
        ("poly_timezones_asia/timezones_asia.gpkg", nil, "EPSG:4326", 11),
        ("poly_us_counties/us_counties.gpkg", nil, "EPSG:4269", 3_233),
        ("osm_monaco/monaco-2023-12-25.osm.pbf", "points", "EPSG:4326", 3_121),
        ("osm_monaco/monaco-2023-12-25.osm.pbf", "lines", "EPSG:4326", 3_077),
        ("osm_monaco/monaco-2023-12-25.osm.pbf", "multipolygons", "EPSG:4326", 1_748),
        ("tracks_gpxpy/around-visnjan-with-car.gpx", "track_points", "EPSG:4326", 104),
        ("tracks_gpxpy/korita-zbevnica.gpx", "track_points", "EPSG:4326", 871),
        ("tracks_gpxpy/cerknicko-jezero.gpx", "track_points", "EPSG:4326", 296),
        ("tracks_gpxpy/cerknicko-jezero.gpx", "waypoints", "EPSG:4326", 7),
        ("tracks_gpxpy/track-with-empty-segment.gpx", "track_points", "EPSG:4326", 9),
        ("tracks_gpxpy/track-with-extremes.gpx", "track_points", "EPSG:4326", 25),
        ("tracks_gpxpy/track_with_speed.gpx", "track_points", "EPSG:4326", 3),
        ("tracks_gpxpy/gpx_with_garmin_extension.gpx", "waypoints", "EPSG:4326", 1),
        ("tracks_gpxpy/unicode_with_bom.gpx", "waypoints", "EPSG:4326", 1),
        ("tracks_gpxpy/unicode2.gpx", "tracks", "EPSG:4326", 1),
    ]

    @Test(arguments: layers.indices)
    func countsAgree(index: Int) throws {
        let expected = Self.layers[index]
        let options = FeatureSourceOptions(layer: expected.layer)
        let reader = try FeatureReader(path: TestData.path(expected.file), options: options)
        let read = try Contents(reader)
        #expect(reader.crs == expected.crs)
        #expect(read.rows.count == expected.count && read.bad.isEmpty && read.rows == Array(1...expected.count))
    }

    /// The numbers of vertices that SOURCE.md gives.
    @Test(arguments: [
        ("poly_us_counties/us_counties.gpkg", 510_488), ("poly_timezones_asia/timezones_asia.gpkg", 365_585),
    ])
    func verticesAgree(file: String, count: Int) throws {
        let vertices = try Contents(TestData.path(file)).geometries.reduce(0) { total, geometry in
            switch geometry {
            case .polygon(let polygon): total + MultiPolygon([polygon]).pointCount
            case .multiPolygon(let area): total + area.pointCount
            default: total
            }
        }
        #expect(vertices == count)
    }

    @Test func severalLayersAreListed() throws {
        #expect(throws: FeatureFileError.severalLayers(available: ["line", "customer", "transformer", "bus"])) {
            try FeatureReader(path: TestData.path("lv_simbench/simbench_mv_lv.gpkg"))
        }
        let osm = ["points", "lines", "multilinestrings", "multipolygons", "other_relations"]
        #expect(throws: FeatureFileError.severalLayers(available: osm)) {
            try FeatureReader(path: TestData.path("osm_monaco/monaco-2023-12-25.osm.pbf"))
        }
    }

    @Test(arguments: [0.02, 0.5, 0.999])
    func truncatedOSMIsNoticed(share: Double) throws {
        let folder = try TemporaryFolder()
        let bytes = try bytes(of: TestData.path("osm_monaco/monaco-2023-12-25.osm.pbf"))
        let path = try folder.write("a.osm.pbf", Array(bytes.prefix(Int(Double(bytes.count) * share))))
        #expect(throws: FeatureFileError.self) { try Contents(path, FeatureSourceOptions(layer: "lines")) }
    }

    @Test func csvOfTracksIsRead() throws {
        let read = try Contents(TestData.path("tracks_gpxpy/tracks.csv"))
        #expect(read.features.count == 104 + 871 + 296 && read.bad.isEmpty)
        #expect(read.geometries.allSatisfy { $0 != nil })
    }
}
