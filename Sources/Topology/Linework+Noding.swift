import GeometryCore

extension Linework {
    /// Splits strands until edges meet only at their ends, proved by exact predicates; merge before and after.
    ///
    /// Vertices keep their coordinates. A crossing becomes a vertex rounded to the nearest double, or the end of an edge
    /// within a few units in the last place, which bends edges by as little; bent edges are tested again until nothing
    /// crosses.
    ///
    /// - Throws: ``CoverageError`` when that does not come to an end.
    /// - Complexity: O((*n* + *k*) log *n*) for *n* edges and *k* pairs whose boxes meet.
    mutating func node() throws {
        merge()
        let ranges = edgeRanges()
        let ends = ranges.map { (strands[Int($0.lowerBound)].low, strands[Int($0.lowerBound)].high) }
        var noder = Noder(edges: ends, vertices: vertices)
        try noder.run()
        vertices = noder.vertices
        guard noder.hasCuts else { return }
        var pieces: [Strand] = []
        pieces.reserveCapacity(strands.count)
        for (edge, range) in ranges.enumerated() {
            let chain = noder.chain(of: edge)
            for strand in strands[Int(range.lowerBound)..<Int(range.upperBound)] {
                for (from, to) in zip(chain, chain.dropFirst()) {
                    pieces.append(Strand(low: min(from, to), high: max(from, to), area: strand.area,
                                         weight: from < to ? strand.weight : -strand.weight))
                }
            }
        }
        strands = pieces
        merge()
    }
}

/// Finds where edges cross or touch, and cuts them there.
private struct Noder {
    let edges: [(Int32, Int32)]
    private(set) var vertices: VertexTable
    private let tree: BoxTree
    /// The vertices along each edge that has been cut.
    private var chains: [Int: [Int32]] = [:]
    private var cuts: [(edge: Int, piece: Int, vertex: Int32)] = []
    /// A crossing this near the end of an edge is that end. Without it, edges on nearly one line would be cut again and
    /// again, a unit in the last place further each time.
    private let reach: Double
    /// Bent pieces stay within this distance of their edge's box.
    private let slack: Double

    /// Rounds settle in two or three; more than this is a tangle at the limit of the doubles.
    private static let maximumRounds = 40

    init(edges: [(Int32, Int32)], vertices: VertexTable) {
        self.edges = edges
        self.vertices = vertices
        let largest = vertices.points.reduce(0) { max($0, abs($1.x), abs($1.y)) }
        let reach = 4 * largest.ulp
        let slack = Double(Self.maximumRounds) * reach
        tree = BoxTree(edges.map { Box(around: vertices[$0.0], vertices[$0.1]).expanded(dx: slack, dy: slack) })
        self.reach = reach
        self.slack = slack
    }

    var hasCuts: Bool { !chains.isEmpty }

    func chain(of edge: Int) -> [Int32] { chains[edge] ?? [edges[edge].0, edges[edge].1] }

    mutating func run() throws {
        var pending = Array(edges.indices)
        var isPending = Array(repeating: true, count: edges.count)
        for _ in 0..<Self.maximumRounds {
            for edge in pending {
                let box = Box(around: vertices[edges[edge].0], vertices[edges[edge].1]).expanded(dx: slack, dy: slack)
                var near: [Int] = []
                // Two pending edges are compared once, from the lower number.
                tree.visit(box) { if Int($0) > edge || !isPending[Int($0)] { near.append(Int($0)) } }
                for other in near where other != edge { compare(edge, other) }
                compareWithItself(edge)
            }
            for edge in pending { isPending[edge] = false }
            guard !cuts.isEmpty else { return }
            pending = applyCuts()
            for edge in pending { isPending[edge] = true }
        }
        throw CoverageError.inseparableBorders(near: vertices[edges[pending[0]].0])
    }

    /// Compares all pieces of two edges.
    private mutating func compare(_ first: Int, _ second: Int) {
        guard chains[first] != nil || chains[second] != nil else {
            return compare(edges[first], of: (first, 0), edges[second], of: (second, 0))
        }
        let (a, b) = (chain(of: first), chain(of: second))
        for i in 1..<a.count {
            let box = Box(around: vertices[a[i - 1]], vertices[a[i]])
            for j in 1..<b.count where Box(around: vertices[b[j - 1]], vertices[b[j]]).intersects(box) {
                compare((a[i - 1], a[i]), of: (first, i - 1), (b[j - 1], b[j]), of: (second, j - 1))
            }
        }
    }

    /// A cut edge is bent, and at the limit of the doubles its pieces may fold back on one another.
    private mutating func compareWithItself(_ edge: Int) {
        guard let chain = chains[edge], chain.count > 2 else { return }
        for i in 1..<(chain.count - 1) {
            let box = Box(around: vertices[chain[i - 1]], vertices[chain[i]])
            for j in (i + 1)..<chain.count where Box(around: vertices[chain[j - 1]], vertices[chain[j]]).intersects(box) {
                compare((chain[i - 1], chain[i]), of: (edge, i - 1), (chain[j - 1], chain[j]), of: (edge, j - 1))
            }
        }
    }

    private typealias Piece = (edge: Int, piece: Int)

    private mutating func compare(_ e: (Int32, Int32), of first: Piece, _ f: (Int32, Int32), of second: Piece) {
        if e.0 == f.0 || e.0 == f.1 || e.1 == f.0 || e.1 == f.1 {
            compareFan(e, of: first, f, of: second)
        } else {
            compareApart(e, of: first, f, of: second)
        }
    }

    /// Edges with a common end meet elsewhere only when they run the same way on one line: the longer is cut.
    private mutating func compareFan(_ e: (Int32, Int32), of first: Piece, _ f: (Int32, Int32), of second: Piece) {
        let isHub = e.0 == f.0 || e.0 == f.1
        let hub = isHub ? e.0 : e.1
        let (x, y) = (isHub ? e.1 : e.0, f.0 == hub ? f.1 : f.0)
        guard x != y, orientationSign(vertices[hub], vertices[x], vertices[y]) == 0 else { return }
        if Box(around: vertices[hub], vertices[y]).contains(vertices[x]) { cut(second, at: x) }
        if Box(around: vertices[hub], vertices[x]).contains(vertices[y]) { cut(first, at: y) }
    }

    private mutating func compareApart(_ e: (Int32, Int32), of first: Piece, _ f: (Int32, Int32), of second: Piece) {
        let (p, q, r, s) = (vertices[e.0], vertices[e.1], vertices[f.0], vertices[f.1])
        let (sideR, sideS) = (orientationSign(p, q, r), orientationSign(p, q, s))
        if sideR > 0 && sideS > 0 || sideR < 0 && sideS < 0 { return }
        let (sideP, sideQ) = (orientationSign(r, s, p), orientationSign(r, s, q))
        if sideP > 0 && sideQ > 0 || sideP < 0 && sideQ < 0 { return }
        guard sideR != 0, sideS != 0, sideP != 0, sideQ != 0 else {
            if sideR == 0, Box(around: p, q).contains(r) { cut(first, at: f.0) }
            if sideS == 0, Box(around: p, q).contains(s) { cut(first, at: f.1) }
            if sideP == 0, Box(around: r, s).contains(p) { cut(second, at: e.0) }
            if sideQ == 0, Box(around: r, s).contains(q) { cut(second, at: e.1) }
            return
        }
        let vertex = crossing(of: e, f, at: sideP / (sideP - sideQ))
        if vertex != e.0 && vertex != e.1 { cut(first, at: vertex) }
        if vertex != f.0 && vertex != f.1 { cut(second, at: vertex) }
    }

    /// The vertex at the share `t` along edge `e`, where it crosses `f`.
    private mutating func crossing(of e: (Int32, Int32), _ f: (Int32, Int32), at t: Double) -> Int32 {
        let (p, q) = (vertices[e.0], vertices[e.1])
        let limits = Box(around: p, q).intersection(Box(around: vertices[f.0], vertices[f.1]))
        let place = Point(
            x: min(max(p.x + t * (q.x - p.x), limits.minX), limits.maxX),
            y: min(max(p.y + t * (q.y - p.y), limits.minY), limits.maxY)
        )
        var best: Int32?
        var distance = reach * reach
        for end in [e.0, e.1, f.0, f.1] where vertices[end].squaredDistance(to: place) <= distance {
            distance = vertices[end].squaredDistance(to: place)
            best = end
        }
        return best ?? vertices.number(of: place)
    }

    private mutating func cut(_ piece: Piece, at vertex: Int32) {
        cuts.append((piece.edge, piece.piece, vertex))
    }

    /// Puts the found vertices into their edges' chains; returns the edges that were cut.
    private mutating func applyCuts() -> [Int] {
        cuts.sort { ($0.edge, $0.piece, $0.vertex) < ($1.edge, $1.piece, $1.vertex) }
        var changed: [Int] = []
        var start = 0
        while start < cuts.count {
            let edge = cuts[start].edge
            let end = cuts[start...].firstIndex { $0.edge != edge } ?? cuts.count
            let old = chain(of: edge)
            var new = [old[0]]
            var next = start
            for piece in 1..<old.count {
                var found: [Int32] = []
                while next < end, cuts[next].piece == piece - 1 {
                    if found.last != cuts[next].vertex { found.append(cuts[next].vertex) }
                    next += 1
                }
                let origin = vertices[old[piece - 1]]
                found.sort { origin.squaredDistance(to: vertices[$0]) < origin.squaredDistance(to: vertices[$1]) }
                new += found
                new.append(old[piece])
            }
            chains[edge] = new
            changed.append(edge)
            start = end
        }
        cuts.removeAll(keepingCapacity: true)
        return changed
    }
}

extension Box {
    /// The smallest box that holds both points.
    init(around a: Point, _ b: Point) {
        self.init(minX: min(a.x, b.x), minY: min(a.y, b.y), maxX: max(a.x, b.x), maxY: max(a.y, b.y))
    }

    /// The part common to both boxes; empty when they do not meet.
    func intersection(_ other: Box) -> Box {
        Box(minX: max(minX, other.minX), minY: max(minY, other.minY), maxX: min(maxX, other.maxX),
            maxY: min(maxY, other.maxY))
    }
}

extension Point {
    func squaredDistance(to other: Point) -> Double {
        let (dx, dy) = (other.x - x, other.y - y)
        return dx * dx + dy * dy
    }
}
