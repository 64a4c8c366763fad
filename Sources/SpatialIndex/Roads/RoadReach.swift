/// Who of many is first at every place of a road network, and who would be first without them.
///
/// One search from all starts at once: each vertex is labelled with its two earliest arrivals of different starts, and a
/// place between two vertices has its own among these and the starts on its edge. At the same time the smaller start
/// number comes first. What the first and the second do not answer, as who is third, is not kept.
///
/// Each vertex is settled twice at most, because an arrival that is third there is not among the first two at any place
/// that it would lead to. Times are sums of doubles from the start on; `RoadSearch.nearest` adds them from the goal on,
/// so that they may differ in their last digits.
///
/// Source: E. W. Dijkstra, "A note on two problems in connexion with graphs", 1959, doi:10.1007/BF01386390; two labels
/// of different sources as in M. Erwig, "The graph Voronoi diagram with applications", 2000,
/// doi:10.1002/1097-0037(200010)36:3<156::AID-NET2>3.0.CO;2-L.
public struct RoadReach: Sendable {
    /// When a start's traveller arrives.
    public struct Arrival: Hashable, Sendable {
        /// The travel time.
        public let seconds: Double
        /// The start's place in the array of starts.
        public let start: Int
    }

    /// The two earliest arrivals of different starts.
    public struct Arrivals: Hashable, Sendable {
        /// The earliest; nil when no way leads there.
        public let first: Arrival?
        /// The earliest of another start; nil when there is none.
        public let second: Arrival?
    }

    /// A vertex's two earliest arrivals, or a place's.
    struct Label: BitwiseCopyable {
        var seconds = Double.infinity
        var nextSeconds = Double.infinity
        var start = RoadGraph.none
        var nextStart = RoadGraph.none

        /// Takes an arrival when it is one of the two earliest; returns whether it is.
        @inline(__always)
        mutating func take(_ other: Double, _ number: UInt32) -> Bool {
            if number == start {
                guard other < seconds else { return false }
                seconds = other
                return true
            }
            if (other, number) < (seconds, start) {
                (nextSeconds, nextStart) = (seconds, start)
                (seconds, start) = (other, number)
                return true
            }
            guard (other, number) < (nextSeconds, nextStart) else { return false }
            (nextSeconds, nextStart) = (other, number)
            return true
        }

        /// Whether an arrival still is one of the two.
        @inline(__always)
        func holds(_ entry: RoadReachQueue.Entry) -> Bool {
            (entry.seconds == seconds && entry.start == start)
                || (entry.seconds == nextSeconds && entry.start == nextStart)
        }

        var arrivals: Arrivals {
            func arrival(_ seconds: Double, _ start: UInt32) -> Arrival? {
                start == RoadGraph.none ? nil : Arrival(seconds: seconds, start: Int(start))
            }
            return Arrivals(first: arrival(seconds, start), second: arrival(nextSeconds, nextStart))
        }
    }

    /// A start on an edge, between two vertices.
    struct Origin {
        let start: UInt32
        let place: RoadPlace
        /// The travel times between the edge's first vertex and here, see `RoadGraph.Knot`.
        let forward: Double
        let backward: Double
    }

    /// The graph that was searched.
    public let graph: RoadGraph
    /// How many starts there were.
    public let startCount: Int
    /// How many labels the search settled; at most two a vertex.
    public let settledCount: Int
    let labels: [Label]
    /// For each edge on which there are starts between its vertices, these.
    let origins: [UInt32: [Origin]]

    /// Searches from all starts at once.
    ///
    /// - Parameters:
    ///   - starts: Where travellers begin; of none, nobody arrives anywhere.
    ///   - graph: The roads.
    /// - Precondition: All are positions of this graph.
    /// - Complexity: O(*n* log *n*) in vertices and starts, about twice a search from one start; memory of 24 bytes a
    ///   vertex stays, and of 32 bytes an arc meanwhile.
    public init(from starts: [RoadPosition], on graph: RoadGraph) {
        self.graph = graph
        startCount = starts.count
        var labels = [Label](repeating: Label(), count: graph.vertexCount)
        // Every label that is settled follows each arc once, and every first vertex is entered once for each start.
        let most = 2 * graph.arcs.arcs.count + 2 * starts.count
        var heap = [RoadReachQueue.Entry](repeating: .init(), count: most)
        var waiting = 0
        var origins: [UInt32: [Origin]] = [:]
        for (number, position) in starts.enumerated() {
            let (start, offsets) = (UInt32(number), graph.offsets(position))
            var ends = [(offsets.vertex, 0.0)]
            if offsets.vertex == RoadGraph.none {
                let edge = graph.edges[Int(position.edge)]
                ends = [(edge.from, offsets.seconds[3]), (edge.to, offsets.seconds[2])]
                origins[position.edge, default: []].append(
                    Origin(
                        start: start,
                        place: position.place,
                        forward: offsets.seconds[0],
                        backward: offsets.seconds[3]
                    )
                )
            }
            for (vertex, seconds) in ends where seconds.isFinite && labels[Int(vertex)].take(seconds, start) {
                var span = heap.mutableSpan
                RoadReachQueue.push(.init(seconds: seconds, start: start, vertex: vertex), &span, &waiting)
            }
        }
        settledCount = Self.settle(graph, &labels, &heap, waiting)
        self.labels = labels
        self.origins = origins
    }

    /// Settles labels in the order of their times until none waits; returns how many.
    private static func settle(
        _ graph: RoadGraph,
        _ labels: inout [Label],
        _ heap: inout [RoadReachQueue.Entry],
        _ waiting: Int
    ) -> Int {
        let (first, arcs) = (graph.arcs.first.span, graph.arcs.arcs.span)
        var labels = labels.mutableSpan
        var heap = heap.mutableSpan
        var count = waiting
        var settled = 0
        while count > 0 {
            let entry = RoadReachQueue.pop(&heap, &count)
            // Better ways leave the entries of worse ones behind.
            guard labels[Int(entry.vertex)].holds(entry) else { continue }
            settled &+= 1
            var index = Int(first[Int(entry.vertex)]) &- 1
            while true {
                index &+= 1
                let arc = arcs[index]
                if arc.leads(.away) {
                    let seconds = entry.seconds + arc.seconds
                    if labels[Int(arc.target)].take(seconds, entry.start) {
                        RoadReachQueue.push(
                            .init(seconds: seconds, start: entry.start, vertex: arc.target),
                            &heap,
                            &count
                        )
                    }
                }
                if arc.isLast { break }
            }
        }
        return settled
    }

    // MARK: Asking

    /// Who is first at a place, and who is second.
    ///
    /// - Precondition: It is a position of this search's graph.
    /// - Complexity: O(1) plus the starts on the place's edge.
    public func arrivals(at position: RoadPosition) -> Arrivals {
        label(at: position.place, of: position.edge).arrivals
    }

    /// The label of a place on an edge.
    func label(at place: RoadPlace, of number: UInt32) -> Label {
        let edge = graph.edges[Int(number)]
        // Whoever begins on the edge has reached its ends already.
        if place == graph.startPlace(of: number) { return labels[Int(edge.from)] }
        if place == graph.endPlace(of: number) { return labels[Int(edge.to)] }
        var label = Label()
        let forward = graph.seconds(at: place, of: number, direction: 0)
        let backward = graph.seconds(at: place, of: number, direction: 1)
        func come(from vertex: UInt32, in seconds: Double) {
            let there = labels[Int(vertex)]
            guard seconds.isFinite else { return }
            if there.start != RoadGraph.none { _ = label.take(there.seconds + seconds, there.start) }
            if there.nextStart != RoadGraph.none { _ = label.take(there.nextSeconds + seconds, there.nextStart) }
        }
        come(from: edge.from, in: forward)
        come(from: edge.to, in: RoadGraph.rest(edge.backward, backward))
        for origin in origins[number] ?? [] {
            if origin.place <= place, forward.isFinite {
                _ = label.take(max(0, forward - origin.forward), origin.start)
            }
            if origin.place >= place, backward.isFinite {
                _ = label.take(max(0, origin.backward - backward), origin.start)
            }
        }
        // On a road that nobody may travel either way, who stands at the place is there all the same.
        for origin in origins[number] ?? [] where origin.place == place { _ = label.take(0, origin.start) }
        return label
    }
}
