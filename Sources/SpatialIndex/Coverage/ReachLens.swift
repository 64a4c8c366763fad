public import GeometryCore

/// Everywhere that a way of limited length between two places can lead: an ellipse whose foci they are.
///
/// Where a segment's line meets the ellipse it does so in one interval, found by closed form: `|p−a| + |p−b| = w` becomes,
/// squared twice, a quadratic in the place along the line.
struct ReachLens {
    /// The foci as the segment sees them, metres along and across.
    let first: (along: Double, across: Double)
    let second: (along: Double, across: Double)
    /// The length of the way in metres.
    let way: Double

    /// What of the endless line lies in the lens; low above high when nothing.
    func interval() -> (low: Double, high: Double) {
        let none = (low: Double.infinity, high: -Double.infinity)
        let (dx, dy) = (second.along - first.along, second.across - first.across)
        guard dx * dx + dy * dy < way * way else { return none }
        // With p = (s, 0): |p−a|² − |p−b|² is linear in s, so 2·w·|p−a| = w² + |p−a|² − |p−b|² is too.
        let slope = 2 * (second.along - first.along)
        let constant =
            first.along * first.along + first.across * first.across - second.along * second.along
            - second.across * second.across
        let base = way * way + constant
        // (base + slope·s)² = 4 w² ((s − a₁)² + a₂²), as A s² − 2 B s + C = 0.
        let square = 4 * way * way
        let a = square - slope * slope
        let b = square * first.along + slope * base
        let c = square * (first.along * first.along + first.across * first.across) - base * base
        let discriminant = b * b - a * c
        guard discriminant >= 0 else { return none }
        let root = discriminant.squareRoot()
        return ((b - root) / a, (b + root) / a)
    }
}

extension CoverageIndex {
    /// Finds what of the lines a way of limited length between two fixes can have led to: what is not known of a gap.
    ///
    /// - Parameters:
    ///   - start: The last fix before the gap, in the lines' coordinates.
    ///   - end: The first after it.
    ///   - way: How long the way can have been, in metres. When the fixes are not nearer to each other, nothing is found.
    ///   - body: Receives a line's number, and metres from its first point where the reach starts and ends; pieces of one
    ///     line come in no order and may touch.
    /// - Complexity: O(*n*) in the segments near the fixes.
    public func reach(
        from start: Point,
        to end: Point,
        way: Double,
        _ body: (_ line: Int, _ from: Double, _ to: Double) -> Void
    ) {
        guard scale.isPlace(start), scale.isPlace(end), way > 0, way.isFinite else { return }
        let pads = scale.pads(radius: way / 2)
        // No place of the lens is farther than half the way from the middle of the foci.
        let middle = Point(x: (start.x + end.x) / 2, y: (start.y + end.y) / 2)
        let window = Box(middle, middle).expanded(dx: pads.x, dy: pads.y)
        var seen: Set<Int> = []
        var search = grid.search(window)
        while let places = grid.next(&search) {
            for place in places {
                let segment = Int(grid.items[place])
                guard self.segment(segment, meets: window), seen.insert(segment).inserted else { continue }
                let frame = frame(segment)
                let lens = ReachLens(
                    first: (frame.along(start), frame.across(start)),
                    second: (frame.along(end), frame.across(end)),
                    way: way
                )
                let (low, high) = lens.interval()
                let (from, to) = (max(low, 0), min(high, frame.length))
                guard from < to else { continue }
                body(line(ofSegment: segment), position(from, onSegment: segment), position(to, onSegment: segment))
            }
        }
    }
}
