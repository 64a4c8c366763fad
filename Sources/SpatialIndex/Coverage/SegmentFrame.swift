import GeometryCore

/// A line segment's own flat frame: metres along it from its start, and metres across it to its left.
///
/// One affine map takes coordinates there, plane metres and degrees alike, so the closed form is written once.
struct SegmentFrame {
    private let x: Double
    private let y: Double
    private let alongX: Double
    private let alongY: Double
    private let acrossX: Double
    private let acrossY: Double
    /// The segment's length in metres.
    let length: Double

    /// A fix as the segment sees it.
    struct Fix {
        let along: Double
        let across: Double
        /// What the disc around the fix covers of the segment's endless line; the wrong way round when nothing.
        let low: Double
        let high: Double
    }

    /// Creates the frame of the segment `start`–`end` where a unit of x is `scaleX` metres and one of y `scaleY`.
    ///
    /// A segment without length lies along x.
    @inline(__always)
    init(from start: Point, to end: Point, scaleX: Double, scaleY: Double) {
        let (dx, dy) = ((end.x - start.x) * scaleX, (end.y - start.y) * scaleY)
        let length = (dx * dx + dy * dy).squareRoot()
        let (unitX, unitY) = length > 0 ? (dx / length, dy / length) : (1, 0)
        x = start.x
        y = start.y
        alongX = unitX * scaleX
        alongY = unitY * scaleY
        acrossX = -unitY * scaleX
        acrossY = unitX * scaleY
        self.length = length
    }

    @inline(__always)
    func along(_ point: Point) -> Double { (point.x - x) * alongX + (point.y - y) * alongY }

    @inline(__always)
    func across(_ point: Point) -> Double { (point.x - x) * acrossX + (point.y - y) * acrossY }

    @inline(__always)
    func fix(_ point: Point, radius: Double) -> Fix {
        Self.fix(along: along(point), across: across(point), radius: radius)
    }

    @inline(__always)
    static func fix(along: Double, across: Double, radius: Double) -> Fix {
        // As a product its sign is exact: a disc that only touches the line is not lost.
        let square = (radius - across) * (radius + across)
        guard square >= 0 else { return Fix(along: along, across: across, low: .infinity, high: -.infinity) }
        let half = square.squareRoot()
        return Fix(along: along, across: across, low: along - half, high: along + half)
    }

    /// What the capsule around leg `a`–`b` covers of the segment; low above high when nothing.
    @inline(__always)
    func interval(_ a: Fix, _ b: Fix, radius: Double) -> (low: Double, high: Double) {
        let hull = Self.hull(a, b, radius: radius)
        return (max(hull.low, 0), min(hull.high, length))
    }

    /// What the capsule around leg `a`–`b` covers of the segment's endless line; low above high when nothing.
    ///
    /// A capsule is convex, so this is one interval. Each end of it lies on an end disc or on a straight side.
    @inline(__always)
    static func hull(_ a: Fix, _ b: Fix, radius: Double) -> (low: Double, high: Double) {
        var low = min(a.low, b.low)
        var high = max(a.high, b.high)
        if !(a.across > radius && b.across > radius) && !(a.across < -radius && b.across < -radius) {
            let (along, across) = (b.along - a.along, b.across - a.across)
            let reach = radius * along
            // A side starts r·|along|/|leg| across from its disc's centre: with both centres nearer, none is crossed.
            let farthest = max(a.across * a.across, b.across * b.across)
            if farthest * (along * along + across * across) > reach * reach {
                extendToSides(&low, &high, a, b, radius: radius)
            }
        }
        return (low, high)
    }

    /// Extends an interval to where the capsule's straight sides cross the segment's line.
    @inline(__always)
    private static func extendToSides(
        _ low: inout Double,
        _ high: inout Double,
        _ first: Fix,
        _ second: Fix,
        radius: Double
    ) {
        // From the same end whichever way the leg was walked, so that there and back agree to the bit.
        let isOrdered = (first.along, first.across) < (second.along, second.across)
        let (a, b) = isOrdered ? (first, second) : (second, first)
        let (along, across) = (b.along - a.along, b.across - a.across)
        let scale = radius / (along * along + across * across).squareRoot()
        for normal in [scale, -scale] {
            let (from, to) = (a.across + normal * along, b.across + normal * along)
            guard (from < 0) != (to < 0) else { continue }
            let crossing = a.along - normal * across + from / (from - to) * along
            low = min(low, crossing)
            high = max(high, crossing)
        }
    }
}
