public import GeometryCore

/// A stretch of one road line between two junctions, and who is first along it.
public struct RoadReachStretch: Hashable, Sendable {
    /// The road, drawn from ``atStart`` to ``atEnd``.
    public let stretch: RoadStretch
    /// The arrivals at its first point.
    public let atStart: RoadReach.Arrivals
    /// The arrivals halfway along it.
    public let atMiddle: RoadReach.Arrivals
    /// The arrivals at its last point.
    public let atEnd: RoadReach.Arrivals
    /// The place halfway along it.
    public let middle: Point
}

extension RoadReach {
    /// Visits every road of the graph, cut at junctions and where its line changes, each metre once.
    ///
    /// - Parameter visit: Receives each stretch in the direction in which its edge is drawn, which need not be one that
    ///   is allowed; roads that nobody reaches come too.
    /// - Throws: What `visit` throws.
    /// - Complexity: O(*n*) in points.
    public func forEachStretch(_ visit: (RoadReachStretch) throws -> Void) rethrows {
        for number in 0..<UInt32(graph.edgeCount) {
            let cuts = graph.cuts(of: number, from: graph.startPlace(of: number), to: graph.endPlace(of: number))
            for (from, to) in zip(cuts, cuts.dropFirst()) {
                let stretch = graph.stretch(of: number, from: from, to: to, direction: 0)
                let middle = graph.place(after: stretch.metres / 2, of: number, from: from, to: to)
                try visit(
                    RoadReachStretch(
                        stretch: stretch,
                        atStart: label(at: from, of: number).arrivals,
                        atMiddle: label(at: middle, of: number).arrivals,
                        atEnd: label(at: to, of: number).arrivals,
                        middle: graph.point(at: middle)
                    )
                )
            }
        }
    }
}

extension RoadGraph {
    /// The place so many metres along an edge from one of its places; another place where it is farther.
    fileprivate func place(after metres: Double, of edge: UInt32, from: RoadPlace, to: RoadPlace) -> RoadPlace {
        var (left, segment, fraction) = (metres, from.segment, from.fraction)
        while segment < to.segment || (segment == to.segment && to.fraction > fraction) {
            let whole = units.distance(points[Int(segment)], points[Int(segment) + 1])
            let rest = whole * (1 - fraction)
            // The end of a segment is the start of the next, but for the last one of the edge.
            if left < rest {
                let place = RoadPlace(segment: segment, fraction: min(1, fraction + left / whole))
                return min(to, place.fraction < 1 ? place : next(place, of: edge))
            }
            (left, segment, fraction) = (left - rest, segment + 1, 0)
        }
        return to
    }

    /// The start of the next segment; the end of the edge where there is none.
    private func next(_ place: RoadPlace, of edge: UInt32) -> RoadPlace {
        place.segment < endPlace(of: edge).segment
            ? RoadPlace(segment: place.segment + 1, fraction: 0) : endPlace(of: edge)
    }
}
