public import GeometryCore

/// A way along the roads.
public struct RoadRoute: Sendable {
    /// A part of it along one line.
    public struct Leg: Hashable, Sendable {
        /// The road, in the direction of travel.
        public let stretch: RoadStretch
        /// The travel time.
        public let seconds: Double
    }

    /// The parts in order; none when start and goal are the same place.
    public let legs: [Leg]
    /// The travel time as the search found it.
    public let seconds: Double
    /// The length of the way.
    public let metres: Double
    /// The places the way goes through, in order: start and goal at least.
    public let points: [Point]
}

/// Whether a place can be reached.
public enum RoadTravel: Hashable, Sendable {
    /// It can, within the limit.
    case arrives(seconds: Double, metres: Double)
    /// It can, but not within the limit.
    case beyondLimit(seconds: Double, metres: Double)
    /// There is no way.
    case unreachable
}

extension RoadSearch {
    /// The quickest way from one place to another; nil when there is none.
    ///
    /// - Precondition: Both are positions of this search's graph.
    /// - Complexity: O(*m* log *m*) for the *m* vertices that are nearer than the goal.
    public mutating func route(from start: RoadPosition, to goal: RoadPosition) -> RoadRoute? {
        guard let found = find(goal, from: start) else { return nil }
        var legs: [RoadRoute.Leg] = []
        for (edge, from, to) in path(to: found.candidate, from: start, goal) {
            for (stretch, seconds) in graph.stretches(of: edge, from: from, to: to) {
                legs.append(.init(stretch: stretch, seconds: seconds))
            }
        }
        // Every leg begins where the one before it ends.
        let points = [start.point] + legs.flatMap { $0.stretch.points.dropFirst() }
        return RoadRoute(
            legs: legs,
            seconds: found.candidate.seconds,
            metres: found.metres,
            points: legs.isEmpty ? [start.point, goal.point] : points
        )
    }

    /// The edges of the way that was found, each with the places between which it is travelled.
    private func path(
        to found: RoadCandidate,
        from start: RoadPosition,
        _ goal: RoadPosition
    ) -> [(edge: UInt32, from: RoadPlace, to: RoadPlace)] {
        if found.way == RoadCandidate.Way.own { return [(start.edge, start.place, goal.place)] }
        var path: [(edge: UInt32, from: RoadPlace, to: RoadPlace)] = []
        func ends(_ edge: UInt32) -> (RoadPlace, RoadPlace) { (graph.startPlace(of: edge), graph.endPlace(of: edge)) }
        switch found.way {
        case 0: path.append((goal.edge, ends(goal.edge).0, goal.place))
        case 1: path.append((goal.edge, ends(goal.edge).1, goal.place))
        default: break
        }
        let root = trace(from: found.vertex, .away) { edge, direction in
            let (first, last) = ends(edge)
            path.append(direction == 0 ? (edge, first, last) : (edge, last, first))
        }
        switch root {
        case .vertex: break
        case .edgeStart: path.append((start.edge, start.place, ends(start.edge).0))
        case .edgeEnd: path.append((start.edge, start.place, ends(start.edge).1))
        }
        return path.reversed()
    }

    /// How long it takes from one place to another, and whether that is within a limit.
    ///
    /// - Parameters:
    ///   - start: The one place.
    ///   - goal: The other.
    ///   - limit: Seconds.
    /// - Returns: The quickest way's time and length, or that there is none.
    /// - Precondition: Both are positions of this search's graph.
    /// - Complexity: O(*m* log *m*) for the *m* vertices that are nearer than the goal, whatever the limit.
    public mutating func travel(
        from start: RoadPosition,
        to goal: RoadPosition,
        within limit: Double = .infinity
    ) -> RoadTravel {
        // From the side that is cut off, as on an island, there are few roads to search until there is no way.
        let isBackwards = graph.isMain(start.edge) && !graph.isMain(goal.edge)
        let found = isBackwards ? find(start, before: goal) : find(goal, from: start)
        guard let found else { return .unreachable }
        let (seconds, metres) = (found.candidate.seconds, found.metres)
        return seconds <= limit
            ? .arrives(seconds: seconds, metres: metres) : .beyondLimit(seconds: seconds, metres: metres)
    }

    /// The same as ``find(_:from:)``, searched back from the goal.
    private mutating func find(
        _ start: RoadPosition,
        before goal: RoadPosition
    ) -> (candidate: RoadCandidate, metres: Double)? {
        goals.place(0, at: start)
        defer { goals.remove(0) }
        let offsets = graph.offsets(goal)
        begin()
        self.start(at: goal, offsets, .towards)
        shortlist.begin(1, within: .infinity)
        Self.meetOnOwnEdge(.towards, goals, .all, goal, offsets, &shortlist)
        settledCount = Self.settle(.towards, graph, goals, .all, generation, &labels, &heap, &waiting, &shortlist)
        guard let candidate = shortlist.candidates.first else { return nil }
        return (candidate, metres(of: candidate, on: goals, offsets, goal, .towards))
    }

    private mutating func find(
        _ goal: RoadPosition,
        from position: RoadPosition
    ) -> (candidate: RoadCandidate, metres: Double)? {
        goals.place(0, at: goal)
        defer { goals.remove(0) }
        let offsets = graph.offsets(position)
        begin()
        start(at: position, offsets, .away)
        shortlist.begin(1, within: .infinity)
        Self.meetOnOwnEdge(.away, goals, .all, position, offsets, &shortlist)
        settledCount = Self.settle(.away, graph, goals, .all, generation, &labels, &heap, &waiting, &shortlist)
        guard let candidate = shortlist.candidates.first else { return nil }
        return (candidate, metres(of: candidate, on: goals, offsets, position, .away))
    }
}
