import CGEOS
import GeometryCore

extension GEOSGeometry {
    /// Every polygon in the geometry, at any depth.
    ///
    /// Lines and points are left out on purpose: where areas are asked for, they are the places where areas only touch.
    func polygons() throws -> MultiPolygon {
        var polygons: [Polygon] = []
        try unsafe context.visitParts(of: pointer) { part, kind in
            guard kind == GEOS_POLYGON else { return }
            try unsafe polygons.append(context.readPolygon(part))
        }
        return MultiPolygon(polygons)
    }

    /// Every line in the geometry, at any depth; points, where a line only touches, are left out on purpose.
    func lines() throws -> [LineString] {
        var lines: [LineString] = []
        try unsafe context.visitParts(of: pointer) { part, kind in
            guard kind == GEOS_LINESTRING || kind == GEOS_LINEARRING else { return }
            try unsafe lines.append(LineString(context.points(of: part)))
        }
        return lines
    }

    /// The position of a point geometry; nil when it is empty.
    func point() throws -> Point? {
        guard try !isEmpty else { return nil }
        var point = Point(x: 0, y: 0)
        try context.check(unsafe GEOSGeomGetX_r(context.handle, pointer, &point.x), from: "GEOSGeomGetX_r")
        try context.check(unsafe GEOSGeomGetY_r(context.handle, pointer, &point.y), from: "GEOSGeomGetY_r")
        return point
    }
}

extension GEOSContext {
    /// Calls `visit` with every part that is not itself a collection, and not empty.
    fileprivate func visitParts(
        of geometry: OpaquePointer,
        _ visit: (OpaquePointer, GEOSGeomTypes) throws -> Void
    ) throws {
        let kind = unsafe GEOSGeomTypes(UInt32(bitPattern: GEOSGeomTypeId_r(handle, geometry)))
        guard kind.rawValue >= GEOS_MULTIPOINT.rawValue else {
            guard try !answer(unsafe GEOSisEmpty_r(handle, geometry), from: "GEOSisEmpty_r") else { return }
            return try unsafe visit(geometry, kind)
        }
        let count = unsafe GEOSGetNumGeometries_r(handle, geometry)
        guard count >= 0 else { throw failure(of: "GEOSGetNumGeometries_r") }
        for index in 0..<count {
            guard let part = unsafe GEOSGetGeometryN_r(handle, geometry, index) else {
                throw failure(of: "GEOSGetGeometryN_r")
            }
            try unsafe visitParts(of: part, visit)
        }
    }

    fileprivate func readPolygon(_ polygon: OpaquePointer) throws -> Polygon {
        guard let shell = unsafe GEOSGetExteriorRing_r(handle, polygon) else {
            throw failure(of: "GEOSGetExteriorRing_r")
        }
        let count = unsafe GEOSGetNumInteriorRings_r(handle, polygon)
        guard count >= 0 else { throw failure(of: "GEOSGetNumInteriorRings_r") }
        let holes = try (0..<count).map { index in
            guard let hole = unsafe GEOSGetInteriorRingN_r(handle, polygon, index) else {
                throw failure(of: "GEOSGetInteriorRingN_r")
            }
            return try unsafe Ring(points(of: hole))
        }
        return Polygon(shell: try unsafe Ring(points(of: shell)), holes: holes)
    }

    fileprivate func points(of line: OpaquePointer) throws -> [Point] {
        guard let sequence = unsafe GEOSGeom_getCoordSeq_r(handle, line) else {
            throw failure(of: "GEOSGeom_getCoordSeq_r")
        }
        var count: UInt32 = 0
        try check(unsafe GEOSCoordSeq_getSize_r(handle, sequence, &count), from: "GEOSCoordSeq_getSize_r")
        var points = [Point](repeating: Point(x: 0, y: 0), count: Int(count))
        let status = unsafe points.withUnsafeMutableBytes {
            let buffer = unsafe $0.baseAddress?.assumingMemoryBound(to: Double.self)
            return unsafe GEOSCoordSeq_copyToBuffer_r(handle, sequence, buffer, 0, 0)
        }
        try check(status, from: "GEOSCoordSeq_copyToBuffer_r")
        return points
    }
}
