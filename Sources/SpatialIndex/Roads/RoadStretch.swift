public import GeometryCore

/// A stretch of one road line.
public struct RoadStretch: Hashable, Sendable {
    /// The number of the line.
    public let line: Int
    /// Its points in order, two at least.
    public let points: [Point]
    /// Its length.
    public let metres: Double
}

/// A place on an edge: the segment by its first point, and how far along it.
struct RoadPlace: Comparable {
    var segment: UInt32
    var fraction: Double

    static func < (a: RoadPlace, b: RoadPlace) -> Bool { (a.segment, a.fraction) < (b.segment, b.fraction) }
}

extension RoadPosition {
    var place: RoadPlace { RoadPlace(segment: segment, fraction: fraction) }
}

extension RoadGraph {
    func startPlace(of edge: UInt32) -> RoadPlace { RoadPlace(segment: edges[Int(edge)].firstPoint, fraction: 0) }

    func endPlace(of edge: UInt32) -> RoadPlace {
        RoadPlace(segment: edges[Int(edge) + 1].firstPoint - 2, fraction: 1)
    }

    func point(at place: RoadPlace) -> Point {
        let (a, b) = (points[Int(place.segment)], points[Int(place.segment) + 1])
        if place.fraction == 1 { return b }
        return Point(x: a.x + place.fraction * (b.x - a.x), y: a.y + place.fraction * (b.y - a.y))
    }

    /// The travel time in a direction between the edge's first vertex and a place; infinite when it is not allowed.
    func seconds(at place: RoadPlace, of edge: UInt32, direction: Int) -> Double {
        let (low, high) = (knot(place.segment, of: edge), knot(place.segment + 1, of: edge))
        let times = direction == 0 ? (low.forward, high.forward) : (low.backward, high.backward)
        guard times.1.isFinite else { return .infinity }
        return min(times.1, times.0 + place.fraction * (times.1 - times.0))
    }

    /// The road from one place of an edge to another, cut where its line changes; empty between equal places.
    ///
    /// Each stretch comes with its travel time in that direction.
    func stretches(of edge: UInt32, from a: RoadPlace, to b: RoadPlace) -> [(stretch: RoadStretch, seconds: Double)] {
        guard a != b else { return [] }
        let direction = a < b ? 0 : 1
        let cuts = cuts(of: edge, from: min(a, b), to: max(a, b))
        let parts = zip(cuts, cuts.dropFirst()).map { from, to in
            let ends = [from, to].map { seconds(at: $0, of: edge, direction: direction) }
            return (
                stretch: stretch(of: edge, from: from, to: to, direction: direction), seconds: abs(ends[1] - ends[0])
            )
        }
        return direction == 0 ? parts : parts.reversed()
    }

    /// Two places of an edge, the first not after the last, and between them those where its line changes.
    func cuts(of edge: UInt32, from first: RoadPlace, to last: RoadPlace) -> [RoadPlace] {
        var cuts = [first]
        if edges[Int(edge)].line == Self.none {
            for point in (first.segment + 1)..<max(first.segment + 1, last.segment + 1)
            where line(of: edge, at: point) != line(of: edge, at: point - 1) {
                let cut = RoadPlace(segment: point, fraction: 0)
                if first < cut && cut < last { cuts.append(cut) }
            }
        }
        return cuts + [last]
    }

    func stretch(of edge: UInt32, from: RoadPlace, to: RoadPlace, direction: Int) -> RoadStretch {
        var path = [point(at: from)]
        var metres = 0.0
        func go(to point: Point) {
            guard let last = path.last else { return }
            metres += units.distance(last, point)
            path.append(point)
        }
        for point in (from.segment + 1)..<max(from.segment + 1, to.segment + 1) { go(to: points[Int(point)]) }
        // A place at the start of a segment is the point just passed.
        if to.fraction > 0 || path.count == 1 { go(to: point(at: to)) }
        return RoadStretch(
            line: Int(line(of: edge, at: from.segment)),
            points: direction == 0 ? path : path.reversed(),
            metres: metres
        )
    }
}
