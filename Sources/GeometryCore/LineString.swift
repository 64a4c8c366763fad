/// A line through two or more finite points.
///
/// Parsed once and trusted afterwards: a line string that exists needs no further checks. It may cross itself, and
/// all its points may coincide.
public struct LineString: Hashable, Sendable {
    /// The points in order.
    public let points: [Point]

    /// Creates a line from its points.
    ///
    /// - Parameter points: The points in order.
    /// - Throws: ``PathError`` naming the first rule that `points` breaks.
    public init(_ points: [Point]) throws {
        guard points.count >= 2 else { throw PathError.tooFewPoints(count: points.count, needed: 2) }
        if let index = points.firstIndex(where: { !$0.isFinite }) { throw PathError.notFinite(index: index) }
        self.points = points
    }

    /// The smallest box around the line.
    public var box: Box { Box(points) }
}

/// A rule of ``LineString`` or ``Ring`` that some input breaks.
public enum PathError: Error, Hashable, Sendable {
    /// A line needs two points and a ring four, counting its repeated first one.
    case tooFewPoints(count: Int, needed: Int)
    /// The point at `index` is infinite or not a number.
    case notFinite(index: Int)
    /// The last point of a ring differs from its first.
    case notClosed
}
