import CGEOS
public import GeometryCore

/// An area indexed by GEOS to answer many questions about points.
///
/// Not thread safe, and so not `Sendable`: make one in each task.
@safe public final class PreparedArea {
    private let area: GEOSGeometry
    private let prepared: OpaquePointer

    /// Indexes an area, which must be valid.
    ///
    /// - Throws: ``TopologyError`` when GEOS fails.
    public init(_ area: MultiPolygon) throws {
        let context = try GEOSContext()
        self.area = try GEOSGeometry(area, in: context)
        guard let prepared = unsafe GEOSPrepare_r(context.handle, self.area.pointer) else {
            throw context.failure(of: "GEOSPrepare_r")
        }
        unsafe self.prepared = prepared
    }

    deinit { unsafe GEOSPreparedGeom_destroy_r(area.context.handle, prepared) }

    /// Whether the point is in the area or on its border.
    ///
    /// - Throws: ``TopologyError`` when GEOS fails.
    public func covers(_ point: Point) throws -> Bool {
        let place = try GEOSGeometry(point, in: area.context)
        let answer = unsafe GEOSPreparedCovers_r(area.context.handle, prepared, place.pointer)
        return try area.context.answer(answer, from: "GEOSPreparedCovers_r")
    }

    /// Where the point lies; a point on the border of any part is on the boundary.
    ///
    /// - Throws: ``TopologyError`` when GEOS fails.
    public func relation(_ point: Point) throws -> Location {
        let context = area.context
        let place = try GEOSGeometry(point, in: context)
        let contains = unsafe GEOSPreparedContains_r(context.handle, prepared, place.pointer)
        if try context.answer(contains, from: "GEOSPreparedContains_r") { return .inside }
        let covers = unsafe GEOSPreparedCovers_r(context.handle, prepared, place.pointer)
        return try context.answer(covers, from: "GEOSPreparedCovers_r") ? .boundary : .outside
    }
}
