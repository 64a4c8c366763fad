import CGEOS
import GeometryCore

// GEOS copies a whole line's coordinates in one call; each `create` function takes ownership of what it is given,
// even when it fails.
extension GEOSGeometry {
    convenience init(_ point: Point, in context: GEOSContext) throws {
        let pointer = unsafe GEOSGeom_createPointFromXY_r(context.handle, point.x, point.y)
        try unsafe self.init(pointer, from: "GEOSGeom_createPointFromXY_r", in: context)
    }

    convenience init(_ line: LineString, in context: GEOSContext) throws {
        let sequence = try unsafe context.sequence(line.points)
        let pointer = unsafe GEOSGeom_createLineString_r(context.handle, sequence)
        try unsafe self.init(pointer, from: "GEOSGeom_createLineString_r", in: context)
    }

    convenience init(_ polygon: Polygon, in context: GEOSContext) throws {
        try unsafe self.init(context.polygon(polygon), from: "GEOSGeom_createPolygon_r", in: context)
    }

    /// A multipolygon, even when the area has one part or none.
    convenience init(_ area: MultiPolygon, in context: GEOSContext) throws {
        try self.init(polygons: area.polygons, in: context)
    }

    convenience init(polygons: [Polygon], in context: GEOSContext) throws {
        let kind = Int32(GEOS_MULTIPOLYGON.rawValue)
        var members = try unsafe context.gather(polygons) { try unsafe context.polygon($0) }
        let count = unsafe UInt32(members.count)
        let pointer = unsafe members.withUnsafeMutableBufferPointer {
            unsafe GEOSGeom_createCollection_r(context.handle, kind, $0.baseAddress, count)
        }
        try unsafe self.init(pointer, from: "GEOSGeom_createCollection_r", in: context)
    }
}

extension GEOSContext {
    fileprivate func sequence(_ points: [Point]) throws -> OpaquePointer {
        // A point is two doubles, so an array of them is the interleaved buffer GEOS reads.
        let sequence = unsafe points.withUnsafeBytes {
            let buffer = unsafe $0.baseAddress?.assumingMemoryBound(to: Double.self)
            return unsafe GEOSCoordSeq_copyFromBuffer_r(handle, buffer, UInt32(points.count), 0, 0)
        }
        guard let sequence = unsafe sequence else { throw failure(of: "GEOSCoordSeq_copyFromBuffer_r") }
        return unsafe sequence
    }

    private func ring(_ ring: Ring) throws -> OpaquePointer {
        let pointer = try unsafe GEOSGeom_createLinearRing_r(handle, sequence(ring.points))
        guard let pointer = unsafe pointer else { throw failure(of: "GEOSGeom_createLinearRing_r") }
        return unsafe pointer
    }

    fileprivate func polygon(_ polygon: Polygon) throws -> OpaquePointer {
        var holes = try unsafe gather(polygon.holes) { try unsafe ring($0) }
        let shell: OpaquePointer
        do { unsafe shell = try unsafe ring(polygon.shell) } catch {
            unsafe discard(holes)
            throw error
        }
        let count = unsafe UInt32(holes.count)
        let pointer = unsafe holes.withUnsafeMutableBufferPointer {
            unsafe GEOSGeom_createPolygon_r(handle, shell, $0.baseAddress, count)
        }
        guard let pointer = unsafe pointer else { throw failure(of: "GEOSGeom_createPolygon_r") }
        return unsafe pointer
    }

    /// Makes a handle of each element; when one fails, frees those made before it.
    fileprivate func gather<Element>(
        _ elements: [Element],
        _ make: (Element) throws -> OpaquePointer
    ) throws -> [OpaquePointer?] {
        var made: [OpaquePointer?] = unsafe []
        unsafe made.reserveCapacity(elements.count)
        do {
            for element in elements {
                let pointer = try unsafe make(element)
                unsafe made.append(pointer)
            }
        } catch {
            unsafe discard(made)
            throw error
        }
        return unsafe made
    }

    private func discard(_ geometries: [OpaquePointer?]) {
        for index in unsafe geometries.indices { unsafe GEOSGeom_destroy_r(handle, geometries[index]) }
    }
}
