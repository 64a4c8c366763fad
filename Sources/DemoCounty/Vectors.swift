internal import GeometryCore

/// Plane arithmetic on points in metres.
extension Point {
    static func + (a: Point, b: Point) -> Point { Point(x: a.x + b.x, y: a.y + b.y) }
    static func - (a: Point, b: Point) -> Point { Point(x: a.x - b.x, y: a.y - b.y) }
    static func * (a: Point, factor: Double) -> Point { Point(x: a.x * factor, y: a.y * factor) }

    func dot(_ other: Point) -> Double { x * other.x + y * other.y }
    func cross(_ other: Point) -> Double { x * other.y - y * other.x }

    var length: Double { dot(self).squareRoot() }
    var unit: Point { length > 0 ? self * (1 / length) : Point(x: 1, y: 0) }
    /// The vector turned left by a quarter.
    var left: Point { Point(x: -y, y: x) }

    func distance(to other: Point) -> Double { (other - self).length }
    func mixed(with other: Point, _ t: Double) -> Point { self + (other - self) * t }

    /// The distance to segment `a`–`b`.
    func distance(toSegment a: Point, _ b: Point) -> Double {
        let along = b - a
        let t = min(1, max(0, (self - a).dot(along) / max(along.dot(along), 1e-12)))
        return distance(to: a + along * t)
    }

    /// Whether the closed ring `ring` (first point not repeated) holds the point, by the even–odd rule.
    func isInside(_ ring: [Point]) -> Bool {
        var inside = false
        var previous = ring[ring.count - 1]
        for current in ring {
            if (current.y > y) != (previous.y > y),
                x < (previous.x - current.x) * (y - current.y) / (previous.y - current.y) + current.x
            {
                inside.toggle()
            }
            previous = current
        }
        return inside
    }
}
