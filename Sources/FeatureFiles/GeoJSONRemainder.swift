internal import CGDAL
internal import GeometryCore

/// Tells a GeoJSON feature without geometry from one whose geometry GDAL could not read: GDAL shows both as none.
enum GeoJSONRemainder {
    /// The failure of a geometry that the feature's own text gives and GDAL dropped; nil when the text gives none.
    static func brokenGeometry(of feature: OGRFeatureH) -> Result<Geometry, GeometryError>? {
        guard let raw = unsafe OGR_F_GetNativeData(feature) else { return nil }
        guard let value = memberStart("geometry", of: Array(unsafe String(cString: raw).utf8)) else { return nil }
        // `null`, the only value that means none, is also the only one that starts with n.
        guard value.first != UInt8(ascii: "n") else { return nil }
        let text = String(decoding: value, as: UTF8.self).filter { !$0.isWhitespace }
        let isEmpty = text.contains("\"coordinates\":[]") || text.contains("\"geometries\":[]")
        return .failure(isEmpty ? .empty : .malformed(offset: 0))
    }

    /// What follows `"name":` at the outermost level of a JSON object.
    private static func memberStart(_ name: String, of json: [UInt8]) -> ArraySlice<UInt8>? {
        let key = Array("\"\(name)\"".utf8)
        var depth = 0
        var index = 0
        while index < json.count {
            switch json[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "\""):
                let end = stringEnd(json, index)
                let rest = json[min(end, json.count)...].drop { $0 <= 0x20 }
                if depth == 1 && json[index..<min(end, json.count)].elementsEqual(key)
                    && rest.first == UInt8(ascii: ":")
                {
                    return rest.dropFirst().drop { $0 <= 0x20 }
                }
                index = end - 1
            default: break
            }
            index += 1
        }
        return nil
    }

    private static func stringEnd(_ json: [UInt8], _ start: Int) -> Int {
        var index = start + 1
        while index < json.count && json[index] != UInt8(ascii: "\"") {
            index += json[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return index + 1
    }
}
