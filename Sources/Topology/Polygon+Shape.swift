import CGEOS
public import GeometryCore

/// A circle in the plane of the coordinates.
public struct Circle: Hashable, Sendable {
    /// The middle.
    public let centre: Point
    /// The radius, in units of the coordinates.
    public let radius: Double
}

extension Polygon {
    /// The largest circle inside the polygon, which must be valid: its diameter is the polygon's greatest width.
    ///
    /// The centre is in the polygon and the radius is exactly the centre's distance to the border; no other circle is
    /// larger by more than 1 % of the polygon's mean width, 2 · area / perimeter, or a ten-thousandth of its length.
    ///
    /// - Throws: ``TopologyError`` when GEOS fails.
    public func maximumInscribedCircle() throws -> Circle {
        let context = try GEOSContext()
        let given = try GEOSGeometry(self, in: context)
        // The search splits squares down to the tolerance, so a long sliver needs a bound on it.
        let tolerance = max(meanWidth / 100, max(box.width, box.height) / 10_000)
        let radius = unsafe GEOSMaximumInscribedCircle_r(context.handle, given.pointer, tolerance)
        let line = try unsafe GEOSGeometry(radius, from: "GEOSMaximumInscribedCircle_r", in: context).lines()
        guard let ends = line.first?.points, let centre = ends.first, let rim = ends.last else {
            throw context.failure(of: "GEOSMaximumInscribedCircle_r")
        }
        let (dx, dy) = (rim.x - centre.x, rim.y - centre.y)
        return Circle(centre: centre, radius: (dx * dx + dy * dy).squareRoot())
    }

    /// A point in the polygon, well away from its border where the polygon is wide: a place for a label.
    ///
    /// - Throws: ``TopologyError`` when GEOS fails, or the polygon has no extent.
    public func pointOnSurface() throws -> Point {
        let context = try GEOSContext()
        let given = try GEOSGeometry(self, in: context)
        let place = unsafe GEOSPointOnSurface_r(context.handle, given.pointer)
        guard let point = try unsafe GEOSGeometry(place, from: "GEOSPointOnSurface_r", in: context).point() else {
            throw context.failure(of: "GEOSPointOnSurface_r")
        }
        return point
    }

    /// Twice the area over the perimeter, in units of the coordinates: the width of a long thin polygon.
    public var meanWidth: Double {
        let perimeter = rings.reduce(0) { $0 + $1.length }
        return perimeter > 0 ? 2 * area / perimeter : 0
    }
}

extension Ring {
    /// The length in units of the coordinates.
    var length: Double {
        zip(points, points.dropFirst()).reduce(0) { sum, edge in
            let (dx, dy) = (edge.1.x - edge.0.x, edge.1.y - edge.0.y)
            return sum + (dx * dx + dy * dy).squareRoot()
        }
    }
}
