/// A responder that a search found.
public struct RoadHit: Hashable, Sendable {
    /// The responder's number on its board.
    public let number: UInt32
    /// The travel time to the goal.
    public let seconds: Double
    /// The length of that way, in metres.
    public let metres: Double
}

extension RoadSearch {
    /// The responders who would be first at a place, the first one first; of those at the same time the lower number.
    ///
    /// One search from the place over reversed edges, which stops when nobody else can be earlier. Who cannot come at
    /// all, or not in time, is not in the answer; ``travel(from:to:within:)`` tells which of the two.
    ///
    /// - Parameters:
    ///   - goal: The place.
    ///   - board: The responders.
    ///   - limit: How many are wanted.
    ///   - filter: Which responders count.
    ///   - maximum: Those who take longer than so many seconds do not count; that time is included. When it is negative
    ///     or not a number, nobody does.
    /// - Returns: At most `limit` responders.
    /// - Precondition: The board and the goal are of this search's graph.
    /// - Complexity: O(*m* log *m* + *h* *k*) for the *m* vertices and *h* responders within reach of the last of the
    ///   *k* that are wanted.
    public mutating func nearest(
        to goal: RoadPosition,
        among board: RoadBoard,
        limit: Int,
        filter: NearestFilter = .all,
        within maximum: Double = .infinity
    ) -> [RoadHit] {
        var hits: [RoadHit] = []
        nearest(to: goal, among: board, limit: limit, filter: filter, within: maximum, into: &hits)
        return hits
    }

    /// The responders who would be first at a place, in memory that is used again.
    ///
    /// It is ``nearest(to:among:limit:filter:within:)`` without a new array.
    ///
    /// - Parameters:
    ///   - goal: The place.
    ///   - board: The responders.
    ///   - limit: How many are wanted.
    ///   - filter: Which responders count.
    ///   - maximum: Those who take longer than so many seconds do not count.
    ///   - hits: Receives the answer in place of what it held.
    public mutating func nearest(
        to goal: RoadPosition,
        among board: RoadBoard,
        limit: Int,
        filter: NearestFilter = .all,
        within maximum: Double = .infinity,
        into hits: inout [RoadHit]
    ) {
        hits.removeAll(keepingCapacity: true)
        guard limit > 0, maximum >= 0 else { return }
        precondition(board.heads.count == graph.edgeCount + graph.vertexCount, "the board is of another graph")
        let offsets = graph.offsets(goal)
        begin()
        start(at: goal, offsets, .towards)
        shortlist.begin(limit, within: maximum)
        Self.meetOnOwnEdge(.towards, board, filter, goal, offsets, &shortlist)
        settledCount = Self.settle(
            .towards,
            graph,
            board,
            filter,
            generation,
            &labels,
            &heap,
            &waiting,
            &shortlist
        )
        for candidate in shortlist.candidates {
            let metres = metres(of: candidate, on: board, offsets, goal, .towards)
            hits.append(RoadHit(number: candidate.number, seconds: candidate.seconds, metres: metres))
        }
    }

    /// The length of the way between a candidate and the place where the search began.
    func metres(
        of candidate: RoadCandidate,
        on board: RoadBoard,
        _ own: RoadOffsets,
        _ position: RoadPosition,
        _ course: Course
    ) -> Double {
        let detail = board.details[Int(candidate.slot)]
        var metres: Double
        switch candidate.way {
        case RoadCandidate.Way.own: return abs(own.metres - detail.metres)
        case RoadCandidate.Way.vertex: metres = 0
        // Between the edge's first vertex and the candidate.
        case 0, 3: metres = detail.metres
        default: metres = graph.edges[Int(detail.list)].metres - detail.metres
        }
        let root = trace(from: candidate.vertex, course) { edge, _ in metres += graph.edges[Int(edge)].metres }
        switch root {
        case .vertex: return metres
        case .edgeStart: return metres + own.metres
        case .edgeEnd: return metres + graph.edges[Int(position.edge)].metres - own.metres
        }
    }

    /// Follows the way from a vertex back to where the search began.
    ///
    /// - Parameters:
    ///   - vertex: The vertex, which the search has reached.
    ///   - course: Which way the search went.
    ///   - visit: Receives each edge and the direction in which it is travelled, 0 or 1.
    /// - Returns: How the search began.
    func trace(from vertex: UInt32, _ course: Course, _ visit: (_ edge: UInt32, _ direction: Int) -> Void) -> Root {
        var vertex = vertex
        while true {
            let parent = labels[Int(vertex)].parent
            if let root = Root(rawValue: parent) { return root }
            let arc = graph.arcs.arcs[Int(parent)]
            visit(arc.edge, arc.direction(course))
            // The vertex that the arc is of.
            let edge = graph.edges[Int(arc.edge)]
            vertex = arc.code & 1 == 0 ? edge.from : edge.to
        }
    }
}
