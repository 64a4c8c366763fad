import GeometryCore

/// Metres per coordinate unit around a place.
struct RoadScale {
    let x: Double
    let y: Double

    init(_ units: RoadGraph.Units, at point: Point) {
        switch units {
        case .degrees:
            let metric = LocalMetric(latitude: point.y)
            (x, y) = (metric.metresPerDegreeX, metric.metresPerDegreeY)
        case .metres: (x, y) = (1, 1)
        }
    }

    /// The square of the flat distance.
    @inline(__always)
    func squared(_ a: Point, _ b: Point) -> Double {
        let (dx, dy) = ((b.x - a.x) * x, (b.y - a.y) * y)
        return dx * dx + dy * dy
    }

    /// The point of segment `a`–`b` nearest to `point`, and how far along it is, from 0 to 1.
    @inline(__always)
    func foot(_ point: Point, _ a: Point, _ b: Point) -> (point: Point, fraction: Double) {
        let (dx, dy) = ((b.x - a.x) * x, (b.y - a.y) * y)
        let length = dx * dx + dy * dy
        let along = (point.x - a.x) * x * dx + (point.y - a.y) * y * dy
        if along <= 0 || !(length > 0) { return (a, 0) }
        if along >= length { return (b, 1) }
        let fraction = along / length
        return (Point(x: a.x + fraction * (b.x - a.x), y: a.y + fraction * (b.y - a.y)), fraction)
    }
}

extension RoadGraph.Units {
    /// The distance in metres.
    func distance(_ a: Point, _ b: Point) -> Double {
        switch self {
        case .degrees: LocalMetric(latitude: (a.y + b.y) / 2).distance(a, b)
        case .metres: RoadScale(self, at: a).squared(a, b).squareRoot()
        }
    }
}
