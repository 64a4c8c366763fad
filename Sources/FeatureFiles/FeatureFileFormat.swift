/// The formats that ``FeatureWriter`` writes.
public enum FeatureFileFormat: String, CaseIterable, Sendable {
    /// GeoJSON (RFC 7946): one FeatureCollection.
    case geoJSON = "geojson"
    /// GeoJSON text sequences, one feature a line, without record separators.
    case geoJSONSeq = "geojsonl"
    /// Comma-separated values (RFC 4180) in UTF-8 with a header; points as `lon` and `lat`, others as `wkt`.
    case csv
    /// OGC GeoPackage.
    case geoPackage = "gpkg"
    /// FlatGeobuf, with a spatial index.
    case flatGeobuf = "fgb"

    /// The format that a path's ending stands for; nil when it stands for none.
    public init?(path: String) {
        switch SourcePath.suffix(of: path) {
        case "geojson", "json": self = .geoJSON
        case "geojsonl", "geojsons", "ndjson", "jsonl": self = .geoJSONSeq
        case "csv": self = .csv
        case "gpkg": self = .geoPackage
        case "fgb": self = .flatGeobuf
        default: return nil
        }
    }
}
