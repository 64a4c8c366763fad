/// By when every place of a road network is reached, from the nearest of some places or, the other way, to it.
///
/// The ground of isochrones and of maps of promised times.
public struct RoadTimes: Sendable {
    let graph: RoadGraph
    let course: RoadSearch.Course
    /// Places later than this were not looked at.
    public let limit: Double
    /// For each vertex its time; infinite when it is later than the limit.
    let vertices: [Double]
    /// For each edge on which there are places where the search began, these.
    let starts: [UInt32: [RoadPosition]]

    /// The time of a place; nil when there is no way within the limit.
    public func seconds(at position: RoadPosition) -> Double? {
        let seconds = seconds(at: position.place, of: position.edge)
        // Without a limit, what is never reached is not beyond it.
        return seconds <= limit && seconds.isFinite ? seconds : nil
    }

    private func seconds(at place: RoadPlace, of number: UInt32) -> Double {
        let edge = graph.edges[Int(number)]
        var least = Double.infinity
        if place == graph.startPlace(of: number) { least = vertices[Int(edge.from)] }
        if place == graph.endPlace(of: number) { least = min(least, vertices[Int(edge.to)]) }
        // Away, the road is travelled forward from its first vertex; towards, backward to it.
        let up = graph.seconds(at: place, of: number, direction: upward)
        let down = graph.seconds(at: place, of: number, direction: 1 - upward)
        least = min(least, vertices[Int(edge.from)] + up)
        least = min(least, vertices[Int(edge.to)] + RoadGraph.rest(whole(edge, 1 - upward), down))
        for start in starts[number] ?? [] {
            if start.place == place { return 0 }
            let direction = start.place < place ? upward : 1 - upward
            let here = direction == upward ? up : down
            let there = graph.seconds(at: start.place, of: number, direction: direction)
            if here.isFinite { least = min(least, abs(here - there)) }
        }
        return least
    }

    /// The direction whose times grow along the edge.
    private var upward: Int { course == .away ? 0 : 1 }

    private func whole(_ edge: RoadGraph.Edge, _ direction: Int) -> Double {
        direction == 0 ? edge.forward : edge.backward
    }

    // MARK: Stretches

    /// The roads that are reached within a time, edge by edge; each place once.
    ///
    /// - Parameter seconds: The time; later than the limit is the limit.
    /// - Returns: Stretches in the direction in which they are drawn, which need not be one that is allowed.
    /// - Complexity: O(*n*) in edges and the points of those that are reached.
    public func stretches(within seconds: Double) -> [RoadStretch] {
        var result: [RoadStretch] = []
        for number in 0..<UInt32(graph.edgeCount) {
            for (from, to) in intervals(of: number, within: min(seconds, limit)) {
                result += graph.stretches(of: number, from: from, to: to).map(\.stretch)
            }
        }
        return result
    }

    /// The parts of an edge that are reached, in order and apart from each other.
    func intervals(of number: UInt32, within seconds: Double) -> [(RoadPlace, RoadPlace)] {
        let edge = graph.edges[Int(number)]
        let (first, last) = (graph.startPlace(of: number), graph.endPlace(of: number))
        var parts: [(RoadPlace, RoadPlace)] = []
        let (fromStart, fromEnd) = (seconds - vertices[Int(edge.from)], seconds - vertices[Int(edge.to)])
        if fromStart >= 0, let place = place(of: number, upward, after: fromStart, from: first) {
            parts.append((first, place))
        }
        if fromEnd >= 0, let place = place(of: number, 1 - upward, before: fromEnd, to: last) {
            parts.append((place, last))
        }
        for start in starts[number] ?? [] {
            if let place = place(of: number, upward, after: seconds, from: start.place) {
                parts.append((start.place, place))
            }
            if let place = place(of: number, 1 - upward, before: seconds, to: start.place) {
                parts.append((place, start.place))
            }
        }
        return Self.united(parts)
    }

    /// The last place that is reached in some seconds from another one up the edge; nil when that is not allowed.
    private func place(of edge: UInt32, _ direction: Int, after seconds: Double, from start: RoadPlace) -> RoadPlace? {
        let time = graph.seconds(at: start, of: edge, direction: direction) + seconds
        guard !time.isNaN, graph.seconds(at: start, of: edge, direction: direction).isFinite else { return nil }
        return max(start, graph.place(at: time, of: edge, direction: direction, isLast: true))
    }

    /// The first place from which another one is reached in some seconds down the edge; nil when that is not allowed.
    private func place(of edge: UInt32, _ direction: Int, before seconds: Double, to end: RoadPlace) -> RoadPlace? {
        let time = graph.seconds(at: end, of: edge, direction: direction) - seconds
        guard graph.seconds(at: end, of: edge, direction: direction).isFinite else { return nil }
        return min(end, graph.place(at: time, of: edge, direction: direction, isLast: false))
    }

    private static func united(_ parts: [(RoadPlace, RoadPlace)]) -> [(RoadPlace, RoadPlace)] {
        var result: [(RoadPlace, RoadPlace)] = []
        for part in parts.sorted(by: { $0 < $1 }) {
            if let last = result.last, part.0 <= last.1 {
                result[result.count - 1].1 = max(last.1, part.1)
            } else {
                result.append(part)
            }
        }
        return result
    }
}

extension RoadGraph {
    /// The last, or the first, place of an edge that is at some time from its first vertex; an end when none is.
    fileprivate func place(at time: Double, of edge: UInt32, direction: Int, isLast: Bool) -> RoadPlace {
        func knotTime(_ point: UInt32) -> Double {
            let knot = knot(point, of: edge)
            return direction == 0 ? knot.forward : knot.backward
        }
        // Search the segment whose end is the first to be later, or not earlier.
        var (low, high) = (startPlace(of: edge).segment, endPlace(of: edge).segment)
        guard isLast ? knotTime(high + 1) > time : knotTime(high + 1) >= time else { return endPlace(of: edge) }
        while low < high {
            let middle = (low + high) / 2
            let end = knotTime(middle + 1)
            if isLast ? end > time : end >= time { high = middle } else { low = middle + 1 }
        }
        let (start, end) = (knotTime(low), knotTime(low + 1))
        let fraction = end > start ? min(1, max(0, (time - start) / (end - start))) : 0
        let isNext = fraction == 1 && low < endPlace(of: edge).segment
        return isNext ? RoadPlace(segment: low + 1, fraction: 0) : RoadPlace(segment: low, fraction: fraction)
    }
}

extension RoadSearch {
    /// By when every place is reached from the nearest of some places.
    ///
    /// - Parameters:
    ///   - starts: The places; of none, nothing is reached.
    ///   - limit: Seconds beyond which nothing is looked at.
    /// - Returns: The time of every place.
    /// - Precondition: All are positions of this search's graph.
    /// - Complexity: O(*n* log *n*) in vertices, whatever the number of places.
    public mutating func times(from starts: [RoadPosition], within limit: Double = .infinity) -> RoadTimes {
        times(starts, .away, within: limit)
    }

    /// How long it takes from every place to the nearest of some places.
    ///
    /// - Parameters:
    ///   - goals: The places; of none, nothing reaches them.
    ///   - limit: Seconds beyond which nothing is looked at.
    /// - Returns: The time of every place.
    /// - Precondition: All are positions of this search's graph.
    /// - Complexity: O(*n* log *n*) in vertices, whatever the number of places.
    public mutating func times(to goals: [RoadPosition], within limit: Double = .infinity) -> RoadTimes {
        times(goals, .towards, within: limit)
    }

    private mutating func times(_ positions: [RoadPosition], _ course: Course, within limit: Double) -> RoadTimes {
        // What is no limit lets nothing through.
        let limit = limit.isNaN ? -1 : limit
        begin(startCount: positions.count)
        var starts: [UInt32: [RoadPosition]] = [:]
        for position in positions {
            let offsets = graph.offsets(position)
            start(at: position, offsets, course)
            if offsets.vertex == RoadGraph.none { starts[position.edge, default: []].append(position) }
        }
        var horizon = RoadHorizon(bound: limit)
        settledCount = Self.settle(course, graph, goals, .all, generation, &labels, &heap, &waiting, &horizon)
        let generation = generation
        let vertices = labels.map {
            $0.generation == generation && $0.seconds <= limit ? $0.seconds : Double.infinity
        }
        return RoadTimes(graph: graph, course: course, limit: limit, vertices: vertices, starts: starts)
    }
}
