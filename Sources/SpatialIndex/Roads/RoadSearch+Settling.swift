extension RoadSearch {
    /// Settles vertices in the order of time, offering to `collector` all on `board` that are met, up to its bound.
    ///
    /// - Parameters:
    ///   - course: Which way the search goes.
    ///   - graph: The graph.
    ///   - board: Who may be met.
    ///   - filter: Who counts.
    ///   - generation: The labels' generation.
    ///   - labels: A label for each vertex; those where the search begins are set.
    ///   - heap: Memory for the queue, which holds the vertices where the search begins.
    ///   - waiting: How many those are; none after the search.
    ///   - collector: Takes those that are met.
    /// - Returns: How many vertices were settled.
    static func settle<Collector: RoadCollector>(
        _ course: Course,
        _ graph: RoadGraph,
        _ board: RoadBoard,
        _ filter: NearestFilter,
        _ generation: UInt32,
        _ labels: inout [Label],
        _ heap: inout [RoadQueue.Entry],
        _ waiting: inout Int,
        _ collector: inout Collector
    ) -> Int {
        let (first, arcs) = (graph.arcs.first.span, graph.arcs.arcs.span)
        let isFilled = board.isFilled.span
        let edgeCount = UInt32(graph.edgeCount)
        var labels = labels.mutableSpan
        var heap = heap.mutableSpan
        var count = waiting
        var settled = 0
        var bound = collector.bound
        while count > 0 {
            let entry = RoadQueue.pop(&heap, &count)
            guard entry.seconds <= bound else { break }
            // Better ways leave the entries of worse ones behind.
            guard entry.seconds == labels[Int(entry.vertex)].seconds else { continue }
            settled &+= 1
            let list = edgeCount &+ entry.vertex
            if isFilled[Int(list &>> 6)] &>> UInt64(list & 63) & 1 != 0 {
                bound = meet(board, list, filter, entry, RoadCandidate.Way.vertex, &collector)
            }
            var index = Int(entry.first) &- 1
            while true {
                index &+= 1
                let arc = arcs[index]
                guard arc.leads(course) else {
                    if arc.isLast { break }
                    continue
                }
                if isFilled[Int(arc.edge &>> 6)] &>> UInt64(arc.edge & 63) & 1 != 0 {
                    let way = UInt32(arc.direction(course) + course.rawValue)
                    bound = meet(board, arc.edge, filter, entry, way, &collector)
                }
                let seconds = entry.seconds + arc.seconds
                if seconds <= bound {
                    let label = labels[Int(arc.target)]
                    if label.generation != generation || seconds < label.seconds {
                        labels[Int(arc.target)] = Label(
                            seconds: seconds,
                            generation: generation,
                            parent: UInt32(truncatingIfNeeded: index)
                        )
                        // Reading on now saves waiting for memory when the vertex is settled. At a dead end there is
                        // no other arc than that by which we came, and nothing to settle unless somebody is there.
                        let next = first[Int(arc.target)]
                        let list = edgeCount &+ arc.target
                        if !arcs[Int(next)].isLast || isFilled[Int(list &>> 6)] &>> UInt64(list & 63) & 1 != 0 {
                            RoadQueue.push(.init(seconds: seconds, vertex: arc.target, first: next), &heap, &count)
                        }
                    }
                }
                if arc.isLast { break }
            }
        }
        RoadQueue.removeAll(&heap, &count)
        waiting = 0
        return settled
    }

    /// Offers those of a list who count; returns the collector's new bound.
    @inline(never)
    private static func meet<Collector: RoadCollector>(
        _ board: RoadBoard,
        _ list: UInt32,
        _ filter: NearestFilter,
        _ entry: RoadQueue.Entry,
        _ way: UInt32,
        _ collector: inout Collector
    ) -> Double {
        let slots = board.slots.span
        var index = board.heads[Int(list)]
        while index != RoadGraph.none {
            let slot = slots[Int(index)]
            if filter.passes(slot.traits) {
                let rest = way == RoadCandidate.Way.vertex ? 0 : slot.seconds[Int(way)]
                let seconds = entry.seconds + rest
                if seconds <= collector.bound {
                    collector.offer(
                        .init(seconds: seconds, number: slot.number, slot: index, vertex: entry.vertex, way: way)
                    )
                }
            }
            index = slot.next
        }
        return collector.bound
    }

    /// Offers those on the edge where a search begins who are reached, or arrive, without leaving it.
    static func meetOnOwnEdge<Collector: RoadCollector>(
        _ course: Course,
        _ board: RoadBoard,
        _ filter: NearestFilter,
        _ position: RoadPosition,
        _ own: RoadOffsets,
        _ collector: inout Collector
    ) {
        guard own.vertex == RoadGraph.none else { return }
        var index = board.heads[Int(position.edge)]
        while index != RoadGraph.none {
            let (slot, detail) = (board.slots[Int(index)], board.details[Int(index)])
            if filter.passes(slot.traits) {
                let isAhead = (detail.segment, detail.fraction) >= (position.segment, position.fraction)
                let isBehind = (detail.segment, detail.fraction) <= (position.segment, position.fraction)
                // From the first vertex to the two, and from the two back to it; infinite where that is not allowed.
                let forward = slot.seconds[0] - own.seconds[0]
                let backward = slot.seconds[3] - own.seconds[3]
                let (ahead, behind) = course == .away ? (forward, -backward) : (backward, -forward)
                for (isThere, seconds) in [(isAhead, ahead), (isBehind, behind)] where isThere && seconds.isFinite {
                    guard max(0, seconds) <= collector.bound else { continue }
                    collector.offer(
                        .init(
                            seconds: max(0, seconds),
                            number: slot.number,
                            slot: index,
                            vertex: RoadGraph.none,
                            way: RoadCandidate.Way.own
                        )
                    )
                }
            }
            index = slot.next
        }
    }
}

extension NearestFilter {
    /// Whether a responder of these traits counts.
    @inline(__always)
    fileprivate func passes(_ traits: UInt32) -> Bool {
        traits & required == required && (anyOf == 0 || traits & anyOf != 0)
    }
}
