public import GeometryCore

extension RoadGraph {
    /// Builds the graph of road centre-lines.
    ///
    /// Lines meet where they share a point, that is, where they have points of equal coordinates; a line that comes
    /// back to a point of its own meets itself. Lines that only cross do not meet, as on a bridge. Lines that cannot be
    /// used are left out, and ``report`` says which and why; of no lines comes the empty graph.
    ///
    /// - Parameters:
    ///   - lines: The centre-lines.
    ///   - units: What a coordinate's unit is.
    ///   - tolerance: Ends of lines that lie loose within so many metres of each other or of another line are joined:
    ///     moved to a point of that line if one is so near, else the line is led through them. 0 joins none.
    ///   - junctionSeconds: What is lost at each node where three roads or more meet; half of it counts for the piece of
    ///     road before it, half for the one after it.
    /// - Precondition: Fewer than 2²⁸ points in all.
    /// - Complexity: O(*n* log *n*) in points.
    public init(
        lines: [RoadLine],
        units: Units = .degrees,
        joiningEndsWithin tolerance: Double = 0,
        losingAtJunctions junctionSeconds: Double = 0
    ) {
        var network = RoadNoding(lines: lines, units: units, tolerance: tolerance).network
        network.lose(junctionSeconds)
        self.init(network, keepsNodes: false)
    }

    /// Builds the graph of a network whose nodes and travel times are known.
    ///
    /// Links meet at common nodes only, even when others have the same coordinates. Links that cannot be used are left
    /// out, and ``report`` says which and why.
    ///
    /// - Precondition: Fewer than 2²⁸ links.
    /// - Complexity: O(*n* log *n*) in links.
    public init(nodes: [Point], links: [RoadLink], units: Units = .degrees) {
        self.init(RoadNetwork(nodes: nodes, links: links, units: units), keepsNodes: true)
    }

    private init(_ network: RoadNetwork, keepsNodes: Bool) {
        var network = network
        let incidence = RoadIncidence(network.links, nodeCount: network.nodes.count)
        network.complete(incidence)
        let contraction = RoadContraction(network, incidence)
        units = network.units
        vertexCount = contraction.nodeOfVertex.count
        edges = contraction.edges
        points = contraction.points
        knots = contraction.knots
        lineStarts = contraction.lineStarts
        arcs = RoadArcs(edges.dropLast(), vertexCount: vertexCount)
        let components = RoadComponents(arcs, vertexCount: vertexCount)
        (isMain, network.report.mainMetres) = Self.mainRoads(edges.dropLast(), components)
        report = network.report
        var segments: [UInt32] = []
        var edgeOfBlock: [UInt32] = []
        segments.reserveCapacity(points.count)
        for number in 0..<edges.count - 1 {
            for point in edges[number].firstPoint..<edges[number + 1].firstPoint {
                if point % UInt32(Self.blockSize) == 0 { edgeOfBlock.append(UInt32(number)) }
                if point + 1 < edges[number + 1].firstPoint { segments.append(point) }
            }
        }
        self.edgeOfBlock = edgeOfBlock
        grid = RoadGrid(points: points, segments: segments, units: units)
        var pointOfNode = [UInt32](repeating: Self.none, count: keepsNodes ? network.nodes.count : 0)
        if keepsNodes {
            for (point, node) in contraction.nodeOfPoint.enumerated() { pointOfNode[Int(node)] = UInt32(point) }
        }
        self.pointOfNode = pointOfNode
    }

    /// The edges whose vertices are both in the part with the greatest length of such edges, and that length.
    private static func mainRoads(_ edges: ArraySlice<Edge>, _ components: RoadComponents) -> ([UInt64], Double) {
        var metres = [Double](repeating: 0, count: Int(components.count))
        let parts = edges.map { edge in
            let part = components.partOfVertex[Int(edge.from)]
            return part == components.partOfVertex[Int(edge.to)] ? part : none
        }
        for (edge, part) in zip(edges, parts) where part != none { metres[Int(part)] += edge.metres }
        let most = metres.max() ?? 0
        var isMain = [UInt64](repeating: 0, count: edges.count / 64 + 1)
        guard let main = metres.firstIndex(of: most) else { return (isMain, 0) }
        for (number, part) in parts.enumerated() where part == main { isMain[number >> 6] |= 1 << UInt64(number & 63) }
        return (isMain, most)
    }
}
