import GeometryCore
import TestSupport

@testable import SpatialIndex

/// A small random network, and what the textbook says of it.
struct RoadSample {
    /// A place on a link, as a share of its travel times; what is asked about.
    struct Place {
        let link: Int
        let share: Double
    }

    var nodes: [Point] = []
    var links: [RoadLink] = []

    /// A network full of what goes wrong: one-way streets and rings, dead ends, chains of bends, roads beside each
    /// other, loops, nodes at one place, links that take no time, parts that nothing joins.
    init(nodeCount: Int, using random: inout SeededGenerator) {
        nodes = (0..<nodeCount).map { _ in
            Point(x: .random(in: 0...1000, using: &random), y: .random(in: 0...1000, using: &random))
        }
        for node in nodes.indices where node > 0 && Int.random(in: 0..<10, using: &random) > 0 {
            link(node, Int.random(in: max(0, node - 6)..<node, using: &random), using: &random)
        }
        for _ in 0..<nodeCount / 3 {
            let node = Int.random(in: 0..<nodeCount, using: &random)
            link(node, Int.random(in: 0..<nodeCount, using: &random), using: &random)
        }
        for _ in 0..<2 { addTwin(using: &random) }
        for isOneWay in [true, false] { addRing(isOneWay: isOneWay, using: &random) }
        // Bends: links of several pieces, all of one kind, so that they become one edge.
        for number in links.indices where Int.random(in: 0..<3, using: &random) == 0 { bend(number, using: &random) }
        // Two nodes at one place are still two.
        nodes.append(nodes[0])
        link(nodes.count - 1, nodes.count / 2, using: &random)
    }

    private mutating func link(_ from: Int, _ to: Int, using random: inout SeededGenerator) {
        let forward = Double.random(in: 1...100, using: &random)
        let kind = Int.random(in: 0..<10, using: &random)
        let backward = kind < 5 ? forward : kind < 7 ? .random(in: 1...100, using: &random) : nil
        let isInstant = kind == 9 && Int.random(in: 0..<3, using: &random) == 0
        links.append(
            RoadLink(
                from: from,
                to: to,
                forwardSeconds: isInstant ? 0 : forward,
                backwardSeconds: isInstant ? 0 : backward,
                line: links.count
            )
        )
    }

    private mutating func addTwin(using random: inout SeededGenerator) {
        guard let twin = links.randomElement(using: &random) else { return }
        link(twin.to, twin.from, using: &random)
    }

    private mutating func addRing(isOneWay: Bool, using random: inout SeededGenerator) {
        let first = nodes.count
        for step in 0..<5 {
            nodes.append(Point(x: 2000 + Double.random(in: 0...100, using: &random), y: Double(step * step) * 10))
            let next = first + (step + 1) % 5
            let seconds = Double.random(in: 1...9, using: &random)
            links.append(
                RoadLink(
                    from: first + step,
                    to: next,
                    forwardSeconds: seconds,
                    backwardSeconds: isOneWay ? nil : seconds,
                    line: links.count
                )
            )
        }
    }

    private mutating func bend(_ number: Int, using random: inout SeededGenerator) {
        let whole = links[number]
        let count = Int.random(in: 2...4, using: &random)
        var here = whole.from
        for step in 0..<count {
            if step < count - 1 {
                nodes.append(
                    Point(x: .random(in: 0...1000, using: &random), y: .random(in: 0...1000, using: &random))
                )
            }
            var piece = whole
            (piece.from, piece.to) = (here, step < count - 1 ? nodes.count - 1 : whole.to)
            piece.forwardSeconds = whole.forwardSeconds.map { $0 / Double(count) * (step == 0 ? 1.5 : 1) }
            piece.backwardSeconds = whole.backwardSeconds.map { $0 / Double(count) }
            if step == 0 {
                links[number] = piece
            } else {
                // Half of them keep one line through the bend.
                if number % 2 == 1 { piece.line = links.count }
                links.append(piece)
            }
            here = piece.to
        }
    }

    /// Random places; on links whose ends coincide only the ends.
    func places(_ count: Int, using random: inout SeededGenerator) -> [Place] {
        (0..<count).map { _ in
            let link = Int.random(in: links.indices, using: &random)
            let isFlat = nodes[links[link].from] == nodes[links[link].to]
            let kind = Int.random(in: 0..<4, using: &random)
            return Place(
                link: link,
                share: kind == 0 || isFlat ? 0 : kind == 1 ? 1 : .random(in: 0...1, using: &random)
            )
        }
    }

    var graph: RoadGraph { RoadGraph(nodes: nodes, links: links, units: .metres) }

    /// The position of a place in the graph.
    func position(of place: Place, in graph: RoadGraph) -> RoadPosition? {
        let link = links[place.link]
        if place.share == 0 { return graph.position(ofNode: link.from) }
        if place.share == 1 { return graph.position(ofNode: link.to) }
        let (a, b) = (nodes[link.from], nodes[link.to])
        for edge in 0..<UInt32(graph.edgeCount) {
            for point in graph.edges[Int(edge)].firstPoint..<graph.edges[Int(edge) + 1].firstPoint - 1 {
                let ends = [graph.points[Int(point)], graph.points[Int(point) + 1]]
                guard graph.line(of: edge, at: point) == link.line, ends == [a, b] || ends == [b, a] else { continue }
                let fraction = ends == [a, b] ? place.share : 1 - place.share
                return RoadPosition(
                    point: graph.point(at: RoadPlace(segment: point, fraction: fraction)),
                    metresOff: 0,
                    edge: edge,
                    segment: point,
                    fraction: fraction
                )
            }
        }
        return nil
    }

    // MARK: The textbook

    /// The travel times between places, by Dijkstra's algorithm on the links as they are, cut at the places.
    ///
    /// The time of each place from the nearest of `starts`; infinite when there is no way.
    func times(from starts: [Place], to places: [Place]) -> [Double] {
        let all = starts + places
        var arcs: [(from: Int, to: Int, seconds: Double)] = []
        for (number, link) in links.enumerated() {
            let here = all.indices.filter { all[$0].link == number }.sorted { all[$0].share < all[$1].share }
            let stops =
                [(0.0, link.from)] + here.map { (all[$0].share, nodes.count + $0) } + [(1.0, link.to)]
            for (a, b) in zip(stops, stops.dropFirst()) {
                if let seconds = link.forwardSeconds { arcs.append((a.1, b.1, seconds * (b.0 - a.0))) }
                if let seconds = link.backwardSeconds { arcs.append((b.1, a.1, seconds * (b.0 - a.0))) }
                // Places at one share are one place, however the link may be travelled.
                if a.0 == b.0 { arcs += [(a.1, b.1, 0), (b.1, a.1, 0)] }
            }
        }
        var times = [Double](repeating: .infinity, count: nodes.count + all.count)
        var isSettled = [Bool](repeating: false, count: times.count)
        for start in starts.indices { times[nodes.count + start] = 0 }
        while let next = times.indices.filter({ !isSettled[$0] && times[$0] < .infinity }).min(by: {
            times[$0] < times[$1]
        }) {
            isSettled[next] = true
            for arc in arcs where arc.from == next { times[arc.to] = min(times[arc.to], times[next] + arc.seconds) }
        }
        return places.indices.map { times[nodes.count + starts.count + $0] }
    }
}

/// Whether two times are equal but for the order of their sums.
func isSame(_ a: Double, _ b: Double) -> Bool {
    a == b || abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
}
