/// A closed line that bounds an area; the OGC term is *linear ring*.
///
/// A ring that exists has at least four points, ends where it starts and holds finite coordinates, so code that
/// receives one does not check again. Either winding direction is accepted, and a ring may cross itself: that is for
/// validation of the whole polygon to find.
public struct Ring: Hashable, Sendable {
    /// The points in order; the last equals the first.
    public let points: [Point]

    /// Creates a ring from points that already form one.
    ///
    /// - Parameter points: The points in order, the first repeated at the end.
    /// - Throws: ``PathError`` naming the first rule that `points` breaks.
    public init(_ points: [Point]) throws {
        guard points.count >= 4 else { throw PathError.tooFewPoints(count: points.count, needed: 4) }
        if let index = points.firstIndex(where: { !$0.isFinite }) { throw PathError.notFinite(index: index) }
        guard points.first == points.last else { throw PathError.notClosed }
        self.points = points
    }

    /// The smallest box around the ring.
    public var box: Box { Box(points) }

    /// Twice the area in squared coordinate units, positive when the ring runs counterclockwise.
    ///
    /// Coordinates are taken relative to the first point, so small rings far from the origin keep their digits.
    public var doubledArea: Double {
        let origin = points[0]
        var sum = 0.0
        for (a, b) in zip(points, points.dropFirst()) {
            sum += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
        }
        return sum
    }
}
