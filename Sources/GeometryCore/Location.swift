/// Where a point lies relative to an area.
public enum Location: Hashable, Sendable {
    /// In the interior.
    case inside
    /// On an edge or a vertex.
    case boundary
    /// Neither inside nor on the boundary.
    case outside
}

extension Ring {
    /// Locates a point relative to the area this ring bounds by the even–odd rule.
    ///
    /// The answer is exact for the given coordinates: a point is on the boundary only if it lies on an edge in exact
    /// arithmetic.
    ///
    /// - Complexity: O(*n*) in the number of points.
    public func locate(_ point: Point) -> Location {
        var isInside = false
        for index in 1..<points.count {
            let start = points[index - 1]
            let end = points[index]
            // Edges wholly above or below cannot matter, and skipping them saves the exact test.
            guard min(start.y, end.y) <= point.y && point.y <= max(start.y, end.y) else { continue }
            let side = orientationSign(start, end, point)
            if side == 0 && min(start.x, end.x) <= point.x && point.x <= max(start.x, end.x) { return .boundary }
            let rises = start.y <= point.y && point.y < end.y
            let falls = end.y <= point.y && point.y < start.y
            if (rises && side > 0) || (falls && side < 0) { isInside.toggle() }
        }
        return isInside ? .inside : .outside
    }
}

extension Polygon {
    /// Locates a point relative to the area: inside when an odd number of rings surround it.
    ///
    /// For a valid polygon that is "in the shell and in no hole"; for an invalid one it is the even–odd rule over all
    /// its rings, which is what the spatial index answers too.
    ///
    /// - Complexity: O(*n*) in the number of points.
    public func locate(_ point: Point) -> Location {
        var isInside = false
        for index in 0...holes.count {
            let ring = index == 0 ? shell : holes[index - 1]
            switch ring.locate(point) {
            case .boundary: return .boundary
            case .inside: isInside.toggle()
            case .outside: break
            }
        }
        return isInside ? .inside : .outside
    }
}

extension MultiPolygon {
    /// Locates a point relative to the area: in any part is inside, else on the border of any part is boundary.
    ///
    /// - Complexity: O(*n*) in the number of points.
    public func locate(_ point: Point) -> Location {
        var result = Location.outside
        for polygon in polygons {
            switch polygon.locate(point) {
            case .inside: return .inside
            case .boundary: result = .boundary
            case .outside: break
            }
        }
        return result
    }
}
