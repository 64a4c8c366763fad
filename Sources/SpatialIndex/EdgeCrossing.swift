import GeometryCore

/// Counts, exactly and modulo two, how many edges the straight way from a reference to a point crosses.
///
/// An edge is crossed when its ends lie on different sides of the line through the way, a point on that line counting
/// as left of it, and the way's ends lie on different sides of the edge. Counting the line as "left" puts a shared
/// vertex on the same side for both edges that meet there, so a way through a vertex is counted once or not at all.
/// Sound because the reference lies on no edge.
struct EdgeCrossing {
    let reference: Point
    let point: Point
    var isOdd = false
    var isOnEdge = false

    init(from reference: Point, to point: Point) {
        self.reference = reference
        self.point = point
    }

    /// Takes in the edges between consecutive vertices from `first` to `last`.
    @inline(__always)
    mutating func follow(_ vertices: Span<Point>, first: Int, last: Int) {
        var a = vertices[first]
        var sideOfA = orientationSign(reference, point, a)
        for index in (first + 1)...last {
            let b = vertices[index]
            let sideOfB = orientationSign(reference, point, b)
            if (sideOfA >= 0) != (sideOfB >= 0) {
                cross(a, b)
            } else if sideOfA == 0 || sideOfB == 0 {
                touch(a, b)
            }
            (a, sideOfA) = (b, sideOfB)
        }
    }

    @inline(__always)
    private mutating func cross(_ a: Point, _ b: Point) {
        let sideOfPoint = orientationSign(a, b, point)
        if sideOfPoint == 0 {
            // The edge's ends lie on both sides of the way's line, so where the lines meet is on the edge.
            isOnEdge = true
        } else if (orientationSign(a, b, reference) > 0) != (sideOfPoint > 0) {
            isOdd.toggle()
        }
    }

    /// An edge that ends on the way's line, or lies along it, can hold the point without crossing the way.
    @inline(never)
    private mutating func touch(_ a: Point, _ b: Point) {
        let isWithin = Box([a, b]).contains(point)
        if isWithin && orientationSign(a, b, point) == 0 { isOnEdge = true }
    }
}
