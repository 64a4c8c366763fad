import GeometryCore

/// Joins the links of a network into edges: the nodes where nothing is to be decided become points of an edge.
///
/// These are the nodes where two links meet and every direction that comes in by one goes out by the other. A ring
/// without any other node keeps its lowest-numbered one as vertex.
struct RoadContraction {
    private let network: RoadNetwork
    private let incidence: RoadIncidence
    /// For each node its vertex; `inner` when it has none, `RoadGraph.none` when it has no link.
    private var vertexOfNode: [UInt32] = []
    private(set) var nodeOfVertex: [UInt32] = []

    private(set) var edges: [RoadGraph.Edge] = []
    private(set) var points: [Point] = []
    private(set) var knots: [RoadGraph.Knot] = []
    private(set) var lineStarts: [RoadGraph.LineStart] = []
    /// The node of each point.
    private(set) var nodeOfPoint: [UInt32] = []

    private static let inner = RoadGraph.none - 1

    /// - Precondition: Fewer than 2²⁸ links.
    init(_ network: RoadNetwork, _ incidence: RoadIncidence) {
        precondition(network.links.count < 1 << 28, "more links than the graph numbers")
        self.network = network
        self.incidence = incidence
        chooseVertices()
        numberVertices()
        makeEdges()
    }

    // MARK: Vertices

    private func nodeAt(_ end: UInt32) -> UInt32 {
        let link = network.links[Int(end >> 1)]
        return end & 1 == 0 ? link.from : link.to
    }

    /// The travel times away from the node at `end` along its link, and towards the node.
    private func times(_ end: UInt32) -> (out: Double, into: Double) {
        let link = network.links[Int(end >> 1)]
        return end & 1 == 0 ? (link.forward, link.backward) : (link.backward, link.forward)
    }

    private func isInner(_ node: UInt32) -> Bool {
        let range = incidence.ends(of: node)
        guard range.count == 2 else { return false }
        let (one, other) = (incidence.ends[range.lowerBound], incidence.ends[range.lowerBound + 1])
        let (a, b) = (times(one), times(other))
        return a.into.isFinite == b.out.isFinite && b.into.isFinite == a.out.isFinite
    }

    private mutating func chooseVertices() {
        vertexOfNode = network.nodes.indices.map { number in
            let node = UInt32(number)
            return incidence.ends(of: node).isEmpty ? RoadGraph.none : isInner(node) ? Self.inner : 0
        }
        // What no walk from a vertex reaches is a ring of inner nodes.
        var isWalked = [Bool](repeating: false, count: network.links.count)
        for end in incidence.ends where vertexOfNode[Int(nodeAt(end))] == 0 && !isWalked[Int(end >> 1)] {
            walk(from: end) { isWalked[Int($0 >> 1)] = true }
        }
        for node in network.nodes.indices where vertexOfNode[node] == Self.inner {
            let end = incidence.ends[incidence.ends(of: UInt32(node)).lowerBound]
            guard !isWalked[Int(end >> 1)] else { continue }
            vertexOfNode[node] = 0
            walk(from: end) { isWalked[Int($0 >> 1)] = true }
        }
    }

    /// Visits the links from a vertex to the next vertex, each by the end where it is entered.
    private func walk(from start: UInt32, _ visit: (UInt32) -> Void) {
        var end = start
        while true {
            visit(end)
            let node = nodeAt(end ^ 1)
            guard vertexOfNode[Int(node)] == Self.inner else { return }
            let range = incidence.ends(of: node)
            let one = incidence.ends[range.lowerBound]
            end = one == end ^ 1 ? incidence.ends[range.lowerBound + 1] : one
        }
    }

    /// Numbers the vertices along a Hilbert curve.
    private mutating func numberVertices() {
        let chosen = vertexOfNode.indices.filter { vertexOfNode[$0] == 0 }.map { UInt32($0) }
        let order = HilbertSort.order(of: chosen.map { network.nodes[Int($0)] })
        nodeOfVertex = order.map { chosen[Int($0)] }
        for (vertex, node) in nodeOfVertex.enumerated() { vertexOfNode[Int(node)] = UInt32(vertex) }
    }

    // MARK: Edges

    private mutating func makeEdges() {
        var isWalked = [Bool](repeating: false, count: network.links.count)
        var chain: [UInt32] = []
        for node in nodeOfVertex {
            for index in incidence.ends(of: node) where !isWalked[Int(incidence.ends[index] >> 1)] {
                chain.removeAll(keepingCapacity: true)
                walk(from: incidence.ends[index]) { end in
                    chain.append(end)
                    isWalked[Int(end >> 1)] = true
                }
                append(chain)
            }
        }
        edges.append(RoadGraph.Edge(firstPoint: UInt32(points.count)))
    }

    /// Appends the edge made of the links entered at the ends of `chain`.
    private mutating func append(_ chain: [UInt32]) {
        let start = nodeAt(chain[0])
        var edge = RoadGraph.Edge(from: vertexOfNode[Int(start)], firstPoint: UInt32(points.count))
        append(start)
        var line = RoadGraph.none
        var lineCount = 0
        for (place, end) in chain.enumerated() {
            let link = network.links[Int(end >> 1)]
            if link.line != line {
                lineStarts.append(.init(point: UInt32(points.count - 1), line: link.line))
                line = link.line
                lineCount += 1
            }
            let times = times(end)
            edge.metres += network.metres(of: link)
            edge.forward += times.out
            edge.backward += times.into
            append(nodeAt(end ^ 1))
            if place < chain.count - 1 { knots.append(.init(forward: edge.forward, backward: edge.backward)) }
        }
        // One line is kept with the edge itself.
        edge.line = lineCount == 1 ? line : RoadGraph.none
        if lineCount == 1 { lineStarts.removeLast() }
        edge.to = vertexOfNode[Int(nodeAt(chain[chain.count - 1] ^ 1))]
        edges.append(edge)
    }

    private mutating func append(_ node: UInt32) {
        points.append(network.nodes[Int(node)])
        nodeOfPoint.append(node)
    }
}
