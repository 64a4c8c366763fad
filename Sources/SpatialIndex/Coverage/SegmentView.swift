public import GeometryCore

/// A segment of a line as a fix sees it: how far away, in which direction, and which way it runs.
public struct SegmentView: Hashable, Sendable {
    /// How far east of the fix the segment's nearest place lies, in metres; along x for plane coordinates.
    public let east: Double
    /// How far north of it, in metres; along y for plane coordinates.
    public let north: Double
    /// The segment's direction: how far east a metre along it leads.
    public let runEast: Double
    /// How far north a metre along it leads.
    public let runNorth: Double

    /// How far away the nearest place is, in metres.
    public var distance: Double { (east * east + north * north).squareRoot() }

    /// How far the nearest place of another segment is from this one's, in metres.
    public func separation(from other: SegmentView) -> Double {
        let (dx, dy) = (east - other.east, north - other.north)
        return (dx * dx + dy * dy).squareRoot()
    }

    /// The cosine of the acute angle between the two segments: 1 when they are parallel, whichever way they run.
    public func parallelism(to other: SegmentView) -> Double {
        abs(runEast * other.runEast + runNorth * other.runNorth)
    }
}

extension CoverageIndex {
    /// A segment as a fix sees it, on the segment's own flat map.
    ///
    /// - Parameters:
    ///   - line: The line's number.
    ///   - segment: The segment's number within its line.
    ///   - fix: Where it is seen from, in the lines' coordinates.
    /// - Returns: The view; without direction for a segment without length.
    /// - Precondition: The line has such a segment.
    public func view(ofLine line: Int, segment: Int, from fix: Point) -> SegmentView {
        let vertex = offsets[line] + segment
        let (start, end) = (points[vertex], points[vertex + 1])
        let (scaleX, scaleY) = scale.metresPerUnit(vertex)
        let (dx, dy) = ((end.x - start.x) * scaleX, (end.y - start.y) * scaleY)
        let length = (dx * dx + dy * dy).squareRoot()
        let (runX, runY) = length > 0 ? (dx / length, dy / length) : (0, 0)
        let (x, y) = ((start.x - fix.x) * scaleX, (start.y - fix.y) * scaleY)
        let along = min(max(-(x * runX + y * runY), 0), length)
        return SegmentView(east: x + along * runX, north: y + along * runY, runEast: runX, runNorth: runY)
    }
}
