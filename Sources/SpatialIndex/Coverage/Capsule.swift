public import GeometryCore

/// Everything within a radius of one leg of a track: a rectangle between two half discs, border included.
///
/// A capsule and a line segment meet in one interval, found here by closed form. The leg's ends are written as
/// distances along and across the segment. Where the segment's line leaves the capsule it crosses an end disc, or one
/// of the two straight sides; each is one square root or one division.
///
/// Rounding acts like a change of the radius by less than 1e-15 times the largest of the radius and the distances
/// from the segment's start to the other three points: below 1e-9 m within a thousand kilometres, however large the
/// coordinates. Where a segment grazes a capsule, an interval's end may lie farther off along it; still, what is called
/// covered is that near to the radius or nearer, and what is not is that near or farther. Tests hold it to that by exact
/// arithmetic. Radius and distances must be zero or between 1e-60 and 1e70, so that their fourth powers are numbers.
public struct Capsule: Hashable, Sendable {
    /// Where the leg starts.
    public let start: Point
    /// Where it ends; the start itself makes the capsule a disc.
    public let end: Point
    /// How far the capsule reaches, in metres; what is negative or not a number covers nothing.
    public let radius: Double

    /// Creates the capsule around the leg from `start` to `end`.
    public init(from start: Point, to end: Point, radius: Double) {
        self.start = start
        self.end = end
        self.radius = radius
    }

    /// What the capsule covers of the segment `a`–`b`, all in plane metres.
    ///
    /// - Returns: Metres from `a`; an interval of one place where the two only touch, and nil where they do not meet
    ///   or a coordinate is not finite.
    public func interval(onSegment a: Point, _ b: Point) -> IntervalSet.Interval? {
        a.isFinite && b.isFinite ? interval(SegmentFrame(from: a, to: b, scaleX: 1, scaleY: 1)) : nil
    }

    /// What the capsule covers of the segment `a`–`b`, all in degrees, on the flat map of `metric`.
    ///
    /// - Returns: Metres from `a`; see ``interval(onSegment:_:)``.
    public func interval(onSegment a: Point, _ b: Point, metric: LocalMetric) -> IntervalSet.Interval? {
        guard a.isFinite && b.isFinite else { return nil }
        return interval(SegmentFrame(from: a, to: b, scaleX: metric.metresPerDegreeX, scaleY: metric.metresPerDegreeY))
    }

    private func interval(_ frame: SegmentFrame) -> IntervalSet.Interval? {
        let (a, b) = (frame.fix(start, radius: radius), frame.fix(end, radius: radius))
        guard radius >= 0, a.across.isFinite, b.across.isFinite else { return nil }
        let (low, high) = frame.interval(a, b, radius: radius)
        return low <= high ? IntervalSet.Interval(from: low, to: high) : nil
    }
}
