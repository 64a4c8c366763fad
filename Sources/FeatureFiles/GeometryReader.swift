internal import CGDAL
internal import GeometryCore

/// Turns OGR geometries into ours.
enum GeometryReader {
    /// The angle between two points that stand for an arc: 1°, so a chord leaves the arc by 0.004 % of its radius.
    static let arcStepDegrees = 1.0
    /// The largest GeoJSON object that is read into memory.
    static let maximumObjectMegabytes = 200

    /// Reads the geometry of a feature; nil when it has none.
    ///
    /// With `swapsAxes`, its first coordinate is the northing.
    static func read(_ feature: OGRFeatureH, swapsAxes: Bool) -> Result<Geometry, GeometryError>? {
        guard let geometry = unsafe OGR_F_GetGeometryRef(feature) else { return nil }
        if swapsAxes { unsafe OGR_G_SwapXY(geometry) }
        if unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) == wkbPoint { return unsafe point(geometry) }
        // Surfaces made of patches, and curves, have no place in our model.
        switch unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) {
        case wkbPolyhedralSurface, wkbTIN:
            return unsafe owned(OGR_G_ForceToMultiPolygon(OGR_G_Clone(geometry)))
        case wkbTriangle:
            return unsafe owned(OGR_G_ForceToPolygon(OGR_G_Clone(geometry)))
        default: break
        }
        guard unsafe OGR_G_HasCurveGeometry(geometry, 1) == 0 else {
            return unsafe owned(OGR_G_GetLinearGeometry(geometry, arcStepDegrees, nil))
        }
        return unsafe decode(geometry)
    }

    /// Reads well-known text, with or without PostGIS's `SRID=…;` before it; nil when it is none.
    static func read(wellKnownText text: String, log: GDALErrorLog) -> Result<Geometry, GeometryError>? {
        // To GDAL a zero byte is the end of the text.
        guard !text.utf8.contains(0) else { return nil }
        var text = text[...]
        if text.prefix(5).uppercased() == "SRID=", let end = text.firstIndex(of: ";") {
            text = text[text.index(after: end)...]
        }
        let parsed: OGRGeometryH? = unsafe log.capture {
            var geometry: OGRGeometryH?
            var failed = false
            var text = Array(String(text).utf8CString)
            unsafe text.withUnsafeMutableBufferPointer { buffer in
                var cursor = buffer.baseAddress
                failed = unsafe OGR_G_CreateFromWkt(&cursor, nil, &geometry) != OGRERR_NONE
                // What follows the geometry would be lost.
                while let byte = unsafe cursor?.pointee, byte == 0x20 || byte == 0x0a || byte == 0x0d {
                    unsafe cursor = cursor.map { unsafe $0 + 1 }
                }
                if unsafe !failed && cursor?.pointee != 0 { failed = true }
            }
            if failed, let garbage = unsafe geometry {
                unsafe OGR_G_DestroyGeometry(garbage)
                return nil
            }
            return unsafe geometry
        }
        guard let parsed = unsafe parsed else {
            return log.messages.contains { $0.contains("recursion") } ? .failure(.tooDeep) : nil
        }
        guard unsafe OGR_G_HasCurveGeometry(parsed, 1) == 0 else {
            defer { unsafe OGR_G_DestroyGeometry(parsed) }
            return unsafe owned(OGR_G_GetLinearGeometry(parsed, arcStepDegrees, nil))
        }
        return unsafe owned(parsed)
    }

    private static func point(_ geometry: OGRGeometryH) -> Result<Geometry, GeometryError> {
        if unsafe OGR_G_IsEmpty(geometry) != 0 { return .failure(.empty) }
        let point = unsafe Point(x: OGR_G_GetX(geometry, 0), y: OGR_G_GetY(geometry, 0))
        return point.isFinite ? .success(.point(point)) : .failure(.path(part: 0, ring: 0, .notFinite(index: 0)))
    }

    /// Reads a geometry and frees it.
    private static func owned(_ geometry: OGRGeometryH?) -> Result<Geometry, GeometryError> {
        guard let geometry = unsafe geometry else { return .failure(.malformed(offset: 0)) }
        defer { unsafe OGR_G_DestroyGeometry(geometry) }
        return unsafe decode(geometry)
    }

    private static func decode(_ geometry: OGRGeometryH) -> Result<Geometry, GeometryError> {
        if unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) == wkbPoint { return unsafe point(geometry) }
        let size = unsafe OGR_G_WkbSizeEx(geometry)
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            // OGRERR_NONE is 0
            let result = unsafe OGR_G_ExportToIsoWkb(geometry, wkbNDR, buffer.baseAddress)
            count = result == OGRERR_NONE ? size : 0
        }
        do {
            return .success(try WKB.decode(bytes))
        } catch let error as GeometryError {
            return .failure(error)
        } catch {
            return .failure(.malformed(offset: 0))
        }
    }
}
