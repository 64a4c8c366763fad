public import GeometryCore

/// A place on a road of one ``RoadGraph``, and how far it is from the place that was asked for.
///
/// It means nothing to another graph.
public struct RoadPosition: Hashable, Sendable {
    /// The place on the road.
    public let point: Point
    /// How far the road is from the place asked for, in flat metres at the middle latitude.
    public let metresOff: Double

    let edge: UInt32
    /// The segment, by the number of its first point.
    let segment: UInt32
    /// How far along the segment: from 0 up to but not including 1, and 1 at the edge's end.
    let fraction: Double

    /// Whether this place comes before `other` on their common edge, or is the same.
    func isNotAfter(_ other: RoadPosition) -> Bool { (segment, fraction) <= (other.segment, other.fraction) }
}

/// What a search needs to know of a place on an edge.
struct RoadOffsets: BitwiseCopyable {
    /// From the edge's first vertex to the place, from its last vertex back to the place, from the place to the last
    /// vertex, and from the place back to the first; infinite where that is not allowed.
    ///
    /// A search that follows arcs looks up the arc's direction, 0 or 1; one that follows reversed arcs adds 2.
    var seconds: InlineArray<4, Double>
    /// Metres from the edge's first vertex.
    var metres: Double
    /// The vertex that the place is at; `RoadGraph.none` when it is between two.
    var vertex: UInt32
}

extension RoadGraph {
    /// How far a position is from the ends of its edge.
    func offsets(_ position: RoadPosition) -> RoadOffsets {
        let edge = edges[Int(position.edge)]
        let isFirst = position.segment == edge.firstPoint && position.fraction == 0
        let isLast = position.segment + 2 == edges[Int(position.edge) + 1].firstPoint && position.fraction == 1
        if isFirst || isLast {
            return RoadOffsets(
                seconds: [0, 0, 0, 0],
                metres: isFirst ? 0 : edge.metres,
                vertex: isFirst ? edge.from : edge.to
            )
        }
        let low = knot(position.segment, of: position.edge)
        let high = knot(position.segment + 1, of: position.edge)
        let forward = position.between(low.forward, high.forward)
        let backward = position.between(low.backward, high.backward)
        return RoadOffsets(
            seconds: [forward, Self.rest(edge.backward, backward), Self.rest(edge.forward, forward), backward],
            metres: min(edge.metres, metres(to: position)),
            vertex: Self.none
        )
    }

    /// What is left of a time; infinite when it is.
    static func rest(_ whole: Double, _ part: Double) -> Double { whole.isFinite ? max(0, whole - part) : .infinity }

    /// Metres from the first vertex of the position's edge.
    private func metres(to position: RoadPosition) -> Double {
        var metres = 0.0
        for point in edges[Int(position.edge)].firstPoint..<position.segment {
            metres += units.distance(points[Int(point)], points[Int(point) + 1])
        }
        return metres + units.distance(points[Int(position.segment)], position.point)
    }
}

extension RoadPosition {
    /// The value here of a quantity that grows evenly along the segment; infinite when it is.
    func between(_ low: Double, _ high: Double) -> Double {
        high.isFinite ? min(high, low + fraction * (high - low)) : .infinity
    }
}
