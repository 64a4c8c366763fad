import GeometryCore

extension Linework {
    /// Splits strands until edges meet only at their ends, proved by exact predicates; merge before and after.
    ///
    /// Vertices that differ by no more than rounding, ``roundingUnits``, become one, the first; one that near an edge
    /// becomes a vertex of that edge; and a crossing becomes a vertex rounded to doubles. Edges bent so are tested again
    /// until nothing crosses. All other vertices keep their coordinates.
    ///
    /// - Throws: ``CoverageError`` when that does not come to an end.
    /// - Complexity: O((*n* + *k*) log *n*) for *n* edges and *k* pairs whose boxes meet.
    mutating func node() throws {
        merge()
        let largest = vertices.points.reduce(0) { max($0, abs($1.x), abs($1.y)) }
        let reach = max(roundingUnits * largest.ulp, .leastNormalMagnitude)
        let grid = joinVertices(within: reach)
        let ranges = edgeRanges()
        let ends = ranges.map { Segment(strands[Int($0.lowerBound)].low, strands[Int($0.lowerBound)].high) }
        var noder = Noder(edges: ends, vertices: vertices, grid: grid, reach: reach)
        try noder.run()
        vertices = noder.vertices
        guard noder.hasCuts else { return }
        replaceEdges(ranges) { edge, _ in noder.chain(of: edge) }
    }

    /// Joins vertices within reach of an earlier one to it; returns those that are left.
    private mutating func joinVertices(within reach: Double) -> VertexGrid {
        var grid = VertexGrid(reach: reach, expected: strands.count)
        var target = [Int32](repeating: -1, count: vertices.points.count)
        var hasJoined = false
        for strand in strands {
            for vertex in [strand.low, strand.high] where target[Int(vertex)] < 0 {
                let other = grid.nearest(to: vertices[vertex], in: vertices)
                target[Int(vertex)] = other ?? vertex
                if other == nil { grid.insert(vertex, in: vertices) } else { hasJoined = true }
            }
        }
        if hasJoined {
            replaceEdges(edgeRanges()) { _, strand in [target[Int(strand.low)], target[Int(strand.high)]] }
        }
        return grid
    }

    /// Replaces each edge by a chain of vertices from its lower to its higher end, and merges.
    mutating func replaceEdges(_ ranges: [Range<Int32>], with chain: (_ edge: Int, _ strand: Strand) -> [Int32]) {
        let old = strands
        strands.removeAll(keepingCapacity: true)
        for (edge, range) in ranges.enumerated() {
            let chain = chain(edge, old[Int(range.lowerBound)])
            for strand in old[Int(range.lowerBound)..<Int(range.upperBound)] {
                for (from, to) in zip(chain, chain.dropFirst()) {
                    append(from: from, to: to, area: strand.area, weight: strand.weight)
                }
            }
        }
        merge()
    }
}

/// Two vertices with a straight line between them.
private struct Segment {
    let a: Int32
    let b: Int32

    init(_ a: Int32, _ b: Int32) {
        self.a = a
        self.b = b
    }
}

/// Finds where edges cross or touch, and the vertices to put there.
private struct Noder {
    private let edges: [Segment]
    private(set) var vertices: VertexTable
    private var grid: VertexGrid
    private let tree: BoxTree
    /// The vertices of each edge that has been cut, in order along it.
    private var chains: [Int: [Int32]] = [:]
    private var cuts: [(edge: Int, vertex: Int32)] = []
    /// Where two pieces cross that no new vertex can part.
    private var knot: Point?
    /// Vertices this near an edge are on it.
    ///
    /// Without that, edges on nearly one line would be cut again and again, a
    /// unit in the last place further each time.
    private let reach: Double
    /// Bent pieces stay within this distance of their edge's box.
    private let slack: Double

    /// Two or three rounds settle all but borders that follow one another within rounding.
    private static let maximumRounds = 64

    init(edges: [Segment], vertices: VertexTable, grid: VertexGrid, reach: Double) {
        let slack = Double(Self.maximumRounds) * reach
        self.edges = edges
        self.vertices = vertices
        self.grid = grid
        self.reach = reach
        self.slack = slack
        tree = BoxTree(edges.map { Box(around: vertices[$0.a], vertices[$0.b]).expanded(dx: slack, dy: slack) })
    }

    var hasCuts: Bool { !chains.isEmpty }

    func chain(of edge: Int) -> [Int32] { chains[edge] ?? [edges[edge].a, edges[edge].b] }

    mutating func run() throws {
        var pending = Array(edges.indices)
        var isPending = Array(repeating: true, count: edges.count)
        for _ in 0..<Self.maximumRounds {
            knot = nil
            for edge in pending {
                var near: [Int] = []
                // Two pending edges are compared once, from the lower number.
                tree.visit(box(edges[edge]).expanded(dx: slack, dy: slack)) {
                    if Int($0) > edge || !isPending[Int($0)] { near.append(Int($0)) }
                }
                for other in near { compare(edge, other) }
            }
            guard !cuts.isEmpty else {
                if let knot { throw CoverageError.inseparableBorders(near: knot) }
                return
            }
            for edge in pending { isPending[edge] = false }
            pending = applyCuts()
            for edge in pending { isPending[edge] = true }
        }
        throw CoverageError.inseparableBorders(near: vertices[edges[pending[0]].a])
    }

    private func box(_ piece: Segment) -> Box { Box(around: vertices[piece.a], vertices[piece.b]) }

    /// Compares all pieces of two edges.
    private mutating func compare(_ first: Int, _ second: Int) {
        guard chains[first] != nil || chains[second] != nil else {
            return compare(edges[first], of: first, edges[second], of: second)
        }
        let others = zip(chain(of: second), chain(of: second).dropFirst()).map { Segment($0, $1) }
        for (a, b) in zip(chain(of: first), chain(of: first).dropFirst()) {
            let piece = Segment(a, b)
            let reachable = box(piece).expanded(dx: reach, dy: reach)
            for other in others where box(other).intersects(reachable) { compare(piece, of: first, other, of: second) }
        }
    }

    private mutating func compare(_ e: Segment, of first: Int, _ f: Segment, of second: Int) {
        // Vertices on the other piece come first: most crossings go with them.
        let touchesF = isOn(f, e.a) && cut(second, at: e.a) || isOn(f, e.b) && cut(second, at: e.b)
        let touchesE = isOn(e, f.a) && cut(first, at: f.a) || isOn(e, f.b) && cut(first, at: f.b)
        guard !touchesE, !touchesF, cross(e, f) else { return }
        let place = crossing(e, f)
        let near = grid.nearest(to: place, in: vertices)
        let vertex = near ?? vertices.number(of: place)
        if near == nil { grid.insert(vertex, in: vertices) }
        let (isNewInE, isNewInF) = (cut(first, at: vertex), cut(second, at: vertex))
        if !isNewInE && !isNewInF { knot = place }
    }

    /// Whether a vertex lies on the piece, give or take the reach, and away from its ends.
    private func isOn(_ piece: Segment, _ vertex: Int32) -> Bool {
        guard vertex != piece.a, vertex != piece.b else { return false }
        let (a, b, p) = (vertices[piece.a], vertices[piece.b], vertices[vertex])
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let (px, py) = (p.x - a.x, p.y - a.y)
        let along = px * dx + py * dy
        let length2 = dx * dx + dy * dy
        guard along > 0, along < length2 else { return false }
        let across = dx * py - dy * px
        return across * across <= reach * reach * length2
    }

    /// Whether the insides of two pieces cross at one point, exactly.
    private func cross(_ e: Segment, _ f: Segment) -> Bool {
        guard e.a != f.a, e.a != f.b, e.b != f.a, e.b != f.b else { return false }
        let (p, q, r, s) = (vertices[e.a], vertices[e.b], vertices[f.a], vertices[f.b])
        let (sideR, sideS) = (orientationSign(p, q, r), orientationSign(p, q, s))
        guard sideR > 0 && sideS < 0 || sideR < 0 && sideS > 0 else { return false }
        let (sideP, sideQ) = (orientationSign(r, s, p), orientationSign(r, s, q))
        return sideP > 0 && sideQ < 0 || sideP < 0 && sideQ > 0
    }

    private func crossing(_ e: Segment, _ f: Segment) -> Point {
        let (p, q, r, s) = (vertices[e.a], vertices[e.b], vertices[f.a], vertices[f.b])
        let (sideP, sideQ) = (orientationSign(r, s, p), orientationSign(r, s, q))
        let t = sideP / (sideP - sideQ)
        let limits = Box(around: p, q).intersection(Box(around: r, s))
        return Point(
            x: min(max(p.x + t * (q.x - p.x), limits.minX), limits.maxX),
            y: min(max(p.y + t * (q.y - p.y), limits.minY), limits.maxY)
        )
    }

    /// Notes that an edge gets a vertex; false when it has it already.
    private mutating func cut(_ edge: Int, at vertex: Int32) -> Bool {
        guard !chain(of: edge).contains(vertex) else { return false }
        cuts.append((edge, vertex))
        return true
    }

    /// Puts the found vertices into their edges' chains; returns the edges that were cut.
    private mutating func applyCuts() -> [Int] {
        var found: [Int: Set<Int32>] = [:]
        for cut in cuts { found[cut.edge, default: []].insert(cut.vertex) }
        cuts.removeAll(keepingCapacity: true)
        for (edge, new) in found {
            let (a, b) = (vertices[edges[edge].a], vertices[edges[edge].b])
            // In order along the straight edge, so that however it is bent it never runs back.
            let inner = (chain(of: edge).dropFirst().dropLast() + new).map { vertex in
                (vertex: vertex, t: vertices[vertex].projection(onto: a, b).t)
            }
            let sorted = inner.sorted { ($0.t, $0.vertex) < ($1.t, $1.vertex) }.map(\.vertex)
            chains[edge] = [edges[edge].a] + sorted + [edges[edge].b]
        }
        return found.keys.sorted()
    }
}

/// What counts as rounding: this many units in the last place of the largest coordinate.
let roundingUnits = 8.0

extension Box {
    /// The smallest box that holds both points.
    init(around a: Point, _ b: Point) {
        self.init(minX: min(a.x, b.x), minY: min(a.y, b.y), maxX: max(a.x, b.x), maxY: max(a.y, b.y))
    }

    /// The part common to both boxes; empty when they do not meet.
    func intersection(_ other: Box) -> Box {
        Box(
            minX: max(minX, other.minX),
            minY: max(minY, other.minY),
            maxX: min(maxX, other.maxX),
            maxY: min(maxY, other.maxY)
        )
    }
}

extension Point {
    func squaredDistance(to other: Point) -> Double {
        let (dx, dy) = (other.x - x, other.y - y)
        return dx * dx + dy * dy
    }

    /// How far along segment `a`–`b` the nearest point of its line lies, 0 at `a` and 1 at `b`, and how far off the
    /// segment this point is.
    func projection(onto a: Point, _ b: Point) -> (t: Double, distance: Double) {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length2 = dx * dx + dy * dy
        let t = length2 > 0 ? ((x - a.x) * dx + (y - a.y) * dy) / length2 : 0
        let clamped = min(1, max(0, t))
        let foot = Point(x: a.x + clamped * dx, y: a.y + clamped * dy)
        return (t, squaredDistance(to: foot).squareRoot())
    }
}
