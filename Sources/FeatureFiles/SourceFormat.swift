/// The formats that are read, as recognised from a file's own bytes; its name decides only between texts.
enum SourceFormat {
    case shapefile, geoPackage, geoJSON, geoJSONSeq, kml, gml, dxf, fileGeodatabase, csv, gpx, osm, flatGeobuf

    /// The only GDAL drivers that may open such a file.
    var drivers: [String] {
        switch self {
        case .shapefile: ["ESRI Shapefile"]
        case .geoPackage: ["GPKG"]
        case .geoJSON: ["GeoJSON"]
        case .geoJSONSeq: ["GeoJSONSeq"]
        case .kml: ["LIBKML", "KML"]
        case .gml: ["GML"]
        case .dxf: ["DXF"]
        case .fileGeodatabase: ["OpenFileGDB"]
        case .csv: []
        case .gpx: ["GPX"]
        case .osm: ["OSM"]
        case .flatGeobuf: ["FlatGeobuf"]
        }
    }

    /// Recognises an existing file or folder.
    ///
    /// - Throws: ``FeatureFileError`` when it is in no format that is read.
    static func recognise(_ path: String) throws -> SourceFormat {
        guard let status = FileStatus(path: path) else { throw FeatureFileError.notFound(path: path) }
        if status.isDirectory { return try recogniseFolder(path) }
        let suffix = SourcePath.suffix(of: path)
        if ["shx", "prj", "cpg", "sbn", "qix"].contains(suffix) {
            throw FeatureFileError.refused(path: path, .sideFile)
        }
        guard status.size > 0 else { throw FeatureFileError.zeroBytes(path: path) }
        let head = try InputFile.head(of: path)
        if let format = try recogniseBinary(head, suffix: suffix, path: path) { return format }
        if let format = try recogniseText(head, suffix: suffix, path: path) { return format }
        throw FeatureFileError.notVector(path: path)
    }

    private static func recogniseFolder(_ path: String) throws -> SourceFormat {
        let suffixes = GDALLibrary.members(of: path).map(SourcePath.suffix)
        if suffixes.contains("gdbtable") { return .fileGeodatabase }
        if suffixes.contains("shp") { return .shapefile }
        throw FeatureFileError.isDirectory(path: path)
    }

    private static func recogniseBinary(_ head: [UInt8], suffix: String, path: String) throws -> SourceFormat? {
        if head.starts(with: [0, 0, 0x27, 0x0a]) { return .shapefile }
        if suffix == "dbf" && [0x03, 0x30, 0x83, 0x8b, 0xf5].contains(head[0]) { return .shapefile }
        if head.starts(with: "SQLite format 3\0".utf8) { return .geoPackage }
        if head.starts(with: [0x66, 0x67, 0x62, 0x03]) { return .flatGeobuf }
        if head.starts(with: [0x50, 0x4b, 0x03, 0x04]) {
            guard suffix == "kmz" else { throw FeatureFileError.refused(path: path, .archive) }
            return .kml
        }
        // A PBF starts with the length of a block header (big-endian), then the header's type, field 1 of a message.
        let isOSM = head.count > 15 && head[0] == 0 && head[1] == 0 && head[4] == 0x0a && head[5] == 9
        return isOSM && head[6..<15].elementsEqual("OSMHeader".utf8) ? .osm : nil
    }

    private static func recogniseText(_ head: [UInt8], suffix: String, path: String) throws -> SourceFormat? {
        let isTable = ["csv", "tsv", "txt"].contains(suffix)
        // UTF-16 holds zero bytes; the CSV reader has the right words for it.
        if isTable && EncodingProbe.isWide(head) { return .csv }
        guard !head.contains(0) else { return nil }
        let text = head.drop { [0xef, 0xbb, 0xbf, 0x20, 0x09, 0x0a, 0x0d].contains($0) }
        switch text.first {
        case UInt8(ascii: "<"): return try recogniseXML(String(decoding: text, as: UTF8.self), path: path)
        case 0x1e: return .geoJSONSeq
        case UInt8(ascii: "{"):
            if isSequence(suffix) { return .geoJSONSeq }
            return try SequenceShape.hasSecondObject(path) ? .geoJSONSeq : .geoJSON
        default: break
        }
        if suffix == "dxf" || text.starts(with: "0\nSECTION".utf8) || text.starts(with: "0\r\nSECTION".utf8) {
            return .dxf
        }
        if isSequence(suffix) { return .geoJSONSeq }
        return isTable ? .csv : nil
    }

    private static func isSequence(_ suffix: String) -> Bool {
        ["geojsonl", "geojsons", "ndjson", "jsonl"].contains(suffix)
    }

    private static func recogniseXML(_ text: String, path: String) throws -> SourceFormat? {
        if text.contains("<OGRVRTDataSource") || text.contains("<VRTDataset") {
            throw FeatureFileError.refused(path: path, .virtualFormat)
        }
        if text.contains("<kml") || text.contains(":kml") { return .kml }
        if text.contains("<gpx") { return .gpx }
        if text.contains("<osm") { return .osm }
        return text.contains("opengis.net/gml") ? .gml : nil
    }
}
