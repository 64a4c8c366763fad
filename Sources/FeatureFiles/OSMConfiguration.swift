internal import CGDAL

/// What GDAL makes of OpenStreetMap's tags: which become attributes, and which closed ways are areas.
///
/// GDAL's own configuration leaves most of a road's tags in one text; here those that say who may travel it, in which
/// direction and how fast are attributes of their own. All else is as GDAL has it, but for a drawing order that nobody
/// reads.
enum OSMConfiguration {
    /// Where GDAL finds it: a file in memory.
    static let path: String = {
        let path = "/vsimem/pianqu/osmconf.ini"
        let bytes = Array(text.utf8)
        if let file = unsafe VSIFOpenL(path, "wb") {
            _ = unsafe bytes.withUnsafeBytes { unsafe VSIFWriteL($0.baseAddress, 1, $0.count, file) }
            _ = unsafe VSIFCloseL(file)
        }
        return path
    }()

    private static let areas = [
        "aeroway", "amenity", "boundary", "building", "craft", "geological", "historic", "landuse", "leisure",
        "military",
        "natural", "office", "place", "shop", "sport", "tourism", "highway=platform", "public_transport=platform",
    ]

    private static let ignored = [
        "created_by", "converted_by", "source", "time", "ele", "note", "todo", "fixme", "FIXME",
    ]

    /// A point with no other tag than these is no feature.
    private static let insignificant = ["created_by", "converted_by", "source", "time", "ele", "attribution"]

    /// The attributes of each of GDAL's layers beside `osm_id` and `other_tags`.
    private static let layers: [(name: String, attributes: [String])] = [
        ("points", ["name", "barrier", "highway", "ref", "address", "is_in", "place", "man_made"]),
        (
            "lines",
            [
                "name", "highway", "waterway", "aerialway", "barrier", "man_made", "railway", "oneway", "maxspeed",
                "junction", "access", "vehicle", "motor_vehicle", "motorcar", "motorcycle", "bicycle", "foot",
                "service",
                "surface", "area", "bridge", "tunnel",
            ]
        ),
        (
            "multipolygons",
            [
                "name", "type", "aeroway", "amenity", "admin_level", "barrier", "boundary", "building", "craft",
                "geological", "historic", "land_area", "landuse", "leisure", "man_made", "military", "natural",
                "office",
                "place", "shop", "sport", "tourism",
            ]
        ),
        ("multilinestrings", ["name", "type"]),
        ("other_relations", ["name", "type"]),
    ]

    private static var text: String {
        var lines = ["closed_ways_are_polygons=" + areas.joined(separator: ",")]
        for layer in layers {
            lines += [
                "[\(layer.name)]", "osm_id=yes", "other_tags=yes",
                "attributes=" + layer.attributes.joined(separator: ","), "ignore=" + ignored.joined(separator: ","),
            ]
            if layer.name == "points" { lines.append("unsignificant=" + insignificant.joined(separator: ",")) }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
