import GeometryCore

extension Linework {
    /// Moves vertices of borders that do not match onto other areas' vertices and edges within `tolerance`.
    ///
    /// A border that two areas share vertex for vertex is not touched, but for ends that another area's border meets.
    /// Two vertices of one area are never joined, so that no snap pinches an area.
    ///
    /// - Returns: How many of each area's vertices were moved, or had an edge bent onto them.
    mutating func snap(within tolerance: Double, areaCount: Int) -> [Int] {
        var counts = Array(repeating: 0, count: areaCount)
        var snapper = Snapper(self, tolerance: tolerance)
        snapper.joinVertices()
        for area in snapper.moved.values.joined() { counts[Int(area)] += 1 }
        let chains = snapper.chains()
        guard !snapper.moved.isEmpty || !chains.isEmpty else { return counts }
        for (edge, chain) in chains {
            let range = snapper.edges[edge]
            for strand in strands[Int(range.lowerBound)..<Int(range.upperBound)] {
                counts[Int(strand.area)] += chain.count - 2
            }
        }
        replaceEdges(snapper.edges) { edge, strand in
            chains[edge] ?? [snapper.target[Int(strand.low)], snapper.target[Int(strand.high)]]
        }
        return counts
    }
}

/// Finds which vertices and edges to snap.
private struct Snapper {
    private let linework: Linework
    private let tolerance: Double
    let edges: [Range<Int32>]
    /// The vertex each one is moved to; most stay.
    private(set) var target: [Int32]
    /// The areas of each vertex that was moved.
    private(set) var moved: [Int32: [Int32]] = [:]
    /// The edges that are not shared by two areas.
    private var loose: [Int] = []
    /// The areas that meet at each vertex of a loose edge; after joining, of all vertices joined into it.
    private var areas: [Int32: Set<Int32>] = [:]

    init(_ linework: Linework, tolerance: Double) {
        self.linework = linework
        self.tolerance = tolerance
        edges = linework.edgeRanges()
        target = Array(0..<Int32(linework.vertices.points.count))
        for (index, range) in edges.enumerated() where !isShared(range) {
            loose.append(index)
            let strand = linework.strands[Int(range.lowerBound)]
            areas[strand.low] = []
            areas[strand.high] = []
        }
        for strand in linework.strands {
            areas[strand.low]?.insert(strand.area)
            areas[strand.high]?.insert(strand.area)
        }
    }

    private func isShared(_ range: Range<Int32>) -> Bool {
        guard range.count == 2 else { return false }
        return linework.strands[Int(range.lowerBound)].weight + linework.strands[Int(range.upperBound) - 1].weight == 0
    }

    /// Joins each vertex to the nearest one within reach that came before it and shares no area with it.
    mutating func joinVertices() {
        let order = areas.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map(\.key)
        let points = linework.vertices.points
        var cells: [Cell: [Int32]] = [:]
        for vertex in order {
            let point = points[Int(vertex)]
            let own = areas[vertex] ?? []
            var best: Int32?
            var distance = tolerance * tolerance
            for cell in Cell(point, size: tolerance).neighbourhood {
                for other in cells[cell] ?? [] where points[Int(other)].squaredDistance(to: point) <= distance {
                    guard areas[other]?.isDisjoint(with: own) == true else { continue }
                    distance = points[Int(other)].squaredDistance(to: point)
                    best = other
                }
            }
            if let best {
                target[Int(vertex)] = best
                moved[vertex] = own.sorted()
                areas[best]?.formUnion(own)
                areas[vertex] = nil
            } else {
                cells[Cell(point, size: tolerance), default: []].append(vertex)
            }
        }
    }

    /// The vertices along each loose edge near which another area's vertex lies: it is bent to pass through them.
    func chains() -> [Int: [Int32]] {
        let points = linework.vertices.points
        let vertices = areas.keys.sorted()
        let tree = BoxTree(vertices.map { Box(around: points[Int($0)], points[Int($0)]) })
        var chains: [Int: [Int32]] = [:]
        for edge in loose {
            let strands = linework.strands[Int(edges[edge].lowerBound)..<Int(edges[edge].upperBound)]
            guard let first = strands.first else { continue }
            let (from, to) = (target[Int(first.low)], target[Int(first.high)])
            guard from != to else { continue }
            let (a, b) = (points[Int(from)], points[Int(to)])
            var found: [(t: Double, vertex: Int32)] = []
            tree.visit(Box(around: a, b).expanded(dx: tolerance, dy: tolerance)) { index in
                let vertex = vertices[Int(index)]
                guard vertex != from, vertex != to else { return }
                let (t, distance) = points[Int(vertex)].projection(onto: a, b)
                guard distance <= tolerance, t > 0, t < 1 else { return }
                if strands.allSatisfy({ areas[vertex]?.contains($0.area) == false }) { found.append((t, vertex)) }
            }
            guard !found.isEmpty else { continue }
            found.sort { ($0.t, $0.vertex) < ($1.t, $1.vertex) }
            chains[edge] = [from] + found.map(\.vertex) + [to]
        }
        return chains
    }
}

/// A square of a grid.
private struct Cell: Hashable {
    let x: Double
    let y: Double

    init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    init(_ point: Point, size: Double) {
        self.init(x: (point.x / size).rounded(.down), y: (point.y / size).rounded(.down))
    }

    /// The square and the eight around it.
    var neighbourhood: [Cell] {
        [-1.0, 0, 1].flatMap { dx in [-1.0, 0, 1].map { dy in Cell(x: x + dx, y: y + dy) } }
    }
}
