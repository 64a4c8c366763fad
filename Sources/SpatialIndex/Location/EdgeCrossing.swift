import GeometryCore

/// Where an edge lies beside the straight way from a reference to a point.
///
/// An edge is crossed when its ends lie on different sides of the line through the way, a point on that line counting
/// as left of it, and the way's ends lie on different sides of the edge. Counting the line as "left" puts a shared
/// vertex on the same side for both edges that meet there, so a way through a vertex is counted once or not at all.
/// Sound because the reference lies on no edge.
enum EdgeCrossing {
    case beside
    case crossed
    /// The point lies on the edge, its ends included.
    case touched

    /// How edge `a`–`b` lies to the way from `reference` to `point`; `isReferenceLeft` says whether the reference lies
    /// left of the edge, and not right of it or on its line.
    @inline(__always)
    init(_ a: Point, _ b: Point, from reference: Point, isReferenceLeft: Bool, to point: Point) {
        let side = orientationSign(a, b, point)
        if side == 0 {
            // Beyond its ends an edge on the point's line is not crossed: both ends lie on one side of the way.
            self = Self.isWithin(a, b, point) ? .touched : .beside
        } else if (side > 0) == isReferenceLeft {
            self = .beside
        } else {
            let isLeft = orientationSign(reference, point, a) >= 0
            self = isLeft != (orientationSign(reference, point, b) >= 0) ? .crossed : .beside
        }
    }

    @inline(__always)
    private static func isWithin(_ a: Point, _ b: Point, _ point: Point) -> Bool {
        min(a.x, b.x) <= point.x && point.x <= max(a.x, b.x) && min(a.y, b.y) <= point.y && point.y <= max(a.y, b.y)
    }
}
