import GeometryCore

/// Nodes and the straight links between them, before they are joined into edges.
struct RoadNetwork {
    struct Link: BitwiseCopyable {
        var from: UInt32
        var to: UInt32
        /// Seconds from its start to its end, and back; infinite where that is not allowed, never both.
        var forward: Double
        var backward: Double
        var line: UInt32
    }

    let units: RoadGraph.Units
    var nodes: [Point] = []
    var links: [Link] = []
    var report = RoadReport()

    init(units: RoadGraph.Units) { self.units = units }

    /// The network of given nodes and links.
    init(nodes: [Point], links: [RoadLink], units: RoadGraph.Units) {
        self.units = units
        self.nodes = nodes
        report.givenCount = links.count
        for (place, link) in links.enumerated() {
            if let refusal = refusal(of: link) {
                report.refused.append(.init(place: place, number: link.line, refusal: refusal))
                continue
            }
            append(link.from, link.to, link.forwardSeconds ?? .infinity, link.backwardSeconds ?? .infinity, link.line)
        }
    }

    private func refusal(of link: RoadLink) -> RoadReport.Refusal? {
        for (place, node) in [link.from, link.to].enumerated() {
            guard nodes.indices.contains(node) else { return .noSuchNode }
            if let refusal = refusal(of: nodes[node], at: place) { return refusal }
        }
        let times = [link.forwardSeconds, link.backwardSeconds].compactMap(\.self)
        guard !times.isEmpty else { return .closed }
        guard times.allSatisfy({ $0 >= 0 && $0 < Self.longestSeconds }) else { return .badSpeed }
        return (0..<1 << 31).contains(link.line) ? nil : .badNumber
    }

    /// No link takes as long; sums of times stay far from overflow.
    static let longestSeconds = 1e12

    /// No projection has such coordinates; squares of distances stay far from overflow.
    private static let greatestMetres = 1e9

    func refusal(of point: Point, at place: Int) -> RoadReport.Refusal? {
        guard point.isFinite else { return .notFinite(point: place) }
        let isIn =
            switch units {
            case .degrees: abs(point.x) <= 180 && abs(point.y) <= 90
            case .metres: max(abs(point.x), abs(point.y)) <= Self.greatestMetres
            }
        return !isIn ? .outOfWorld(point: place) : nil
    }

    mutating func append(_ from: Int, _ to: Int, _ forward: Double, _ backward: Double, _ line: Int) {
        links.append(
            Link(
                from: UInt32(from),
                to: UInt32(to),
                // Adding zero turns a negative zero, whose bits would order last, into a positive one.
                forward: forward + 0,
                backward: backward + 0,
                line: UInt32(line)
            )
        )
    }

    func metres(of link: Link) -> Double { units.distance(nodes[Int(link.from)], nodes[Int(link.to)]) }

    /// Fills in what the report says of the whole network.
    mutating func complete(_ incidence: RoadIncidence) {
        report.segmentCount = links.count
        var parts = DisjointSets(count: nodes.count)
        for link in links {
            report.directedSegmentCount += (link.forward.isFinite ? 1 : 0) + (link.backward.isFinite ? 1 : 0)
            parts.unite(link.from, link.to)
        }
        var metres = [Double](repeating: 0, count: nodes.count)
        for link in links { metres[Int(parts.root(of: link.from))] += self.metres(of: link) }
        for node in nodes.indices {
            let degree = incidence.ends(of: UInt32(node)).count
            report.nodeCount += degree > 0 ? 1 : 0
            report.deadEndCount += degree == 1 ? 1 : 0
            report.componentCount += degree > 0 && parts.root(of: UInt32(node)) == node ? 1 : 0
        }
        report.metres = metres.reduce(0, +)
        report.largestComponentMetres = metres.max() ?? 0
    }
}

/// For each node of a network the ends of links there.
struct RoadIncidence {
    private let firstEnd: [UInt32]
    /// Twice the link's number, plus one for its end.
    let ends: [UInt32]

    init(_ links: [RoadNetwork.Link], nodeCount: Int) {
        var counts = [UInt32](repeating: 0, count: nodeCount + 1)
        for link in links {
            counts[Int(link.from) + 1] += 1
            counts[Int(link.to) + 1] += 1
        }
        for node in 0..<nodeCount { counts[node + 1] += counts[node] }
        firstEnd = counts
        var ends = [UInt32](repeating: 0, count: links.count * 2)
        for (number, link) in links.enumerated() {
            for (side, node) in [link.from, link.to].enumerated() {
                ends[Int(counts[Int(node)])] = UInt32(number * 2 + side)
                counts[Int(node)] += 1
            }
        }
        self.ends = ends
    }

    /// Where in `ends` those of a node are.
    func ends(of node: UInt32) -> Range<Int> { Int(firstEnd[Int(node)])..<Int(firstEnd[Int(node) + 1]) }
}

/// Sets of numbers that can be united; the root of each is its least.
struct DisjointSets {
    private var parents: [UInt32]

    init(count: Int) { parents = (0..<count).map { UInt32($0) } }

    mutating func root(of number: UInt32) -> UInt32 {
        var number = number
        while parents[Int(number)] != number {
            parents[Int(number)] = parents[Int(parents[Int(number)])]
            number = parents[Int(number)]
        }
        return number
    }

    mutating func unite(_ a: UInt32, _ b: UInt32) {
        let (a, b) = (root(of: a), root(of: b))
        parents[Int(max(a, b))] = min(a, b)
    }
}
