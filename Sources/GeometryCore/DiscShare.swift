#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension MultiPolygon {
    /// The share of a disc that lies in the area: 0 to 1.
    ///
    /// Exact but for rounding on the flat map of the disc's centre, by the closed form for a disc and a polygon; parts
    /// that overlap one another are counted as often as they do.
    ///
    /// - Parameters:
    ///   - centre: WGS 84 degrees.
    ///   - metres: The radius; zero or less, or not a number, gives 0.
    /// - Returns: The share.
    /// - Complexity: O(*n*) in points.
    public func shareOfDisc(around centre: Point, metres: Double) -> Double {
        guard metres > 0, metres.isFinite else { return 0 }
        let disc = Disc(centre: centre, radius: metres, metric: LocalMetric(latitude: centre.y))
        let covered = polygons.reduce(0) { sum, polygon in
            polygon.holes.reduce(sum + disc.area(within: polygon.shell)) { $0 - disc.area(within: $1) }
        }
        return min(1, max(0, covered / (.pi * metres * metres)))
    }
}

private struct Disc {
    let centre: Point
    let radius: Double
    let metric: LocalMetric

    /// The area, in square metres, that the disc and the ring's inside share.
    func area(within ring: Ring) -> Double {
        var sum = 0.0
        var start = local(ring.points[0])
        for point in ring.points.dropFirst() {
            let end = local(point)
            sum += signedArea(start, end)
            start = end
        }
        return abs(sum)
    }

    private func local(_ point: Point) -> Point {
        Point(x: (point.x - centre.x) * metric.metresPerDegreeX, y: (point.y - centre.y) * metric.metresPerDegreeY)
    }

    /// What the triangle of the centre and an edge shares with the disc, negative when the edge runs clockwise.
    private func signedArea(_ a: Point, _ b: Point) -> Double {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length2 = dx * dx + dy * dy
        guard length2 > 0 else { return 0 }
        // Where the edge's line, as a + t (b − a), enters and leaves the disc.
        let middle = -(a.x * dx + a.y * dy) / length2
        let gap2 = middle * middle - (a.x * a.x + a.y * a.y - radius * radius) / length2
        guard gap2 > 0 else { return sector(a, b) }
        let (enter, leave) = (max(0, middle - gap2.squareRoot()), min(1, middle + gap2.squareRoot()))
        guard enter < leave else { return sector(a, b) }
        let p = Point(x: a.x + enter * dx, y: a.y + enter * dy)
        let q = Point(x: a.x + leave * dx, y: a.y + leave * dy)
        let before = enter > 0 ? sector(a, p) : 0
        let after = leave < 1 ? sector(q, b) : 0
        return before + (p.x * q.y - q.x * p.y) / 2 + after
    }

    private func sector(_ a: Point, _ b: Point) -> Double {
        atan2(a.x * b.y - b.x * a.y, a.x * b.x + a.y * b.y) / 2 * radius * radius
    }
}
