import GeometryCore

/// The plane cut into faces by borders that meet only at their ends: a doubly connected edge list.
///
/// Edge *e* is two half-edges: 2*e* runs from its smaller vertex number to the larger and 2*e* + 1 back; each bounds
/// the face on its left. Face 0 is the unbounded one. All decisions rest on exact orientation tests, so the faces are
/// those of the given doubles, however thin.
///
/// Source: M. de Berg, O. Cheong, M. van Kreveld, M. Overmars, "Computational Geometry", 3rd edition, 2008, chapter 2.
struct Arrangement {
    let points: [Point]
    /// Sorted by edge.
    let strands: [Strand]
    /// The strands of each edge.
    let edges: [Range<Int32>]
    /// The vertex at which each half-edge starts.
    private let origins: [Int32]
    /// The half-edge that follows each one around its face.
    private(set) var next: [Int32] = []
    /// The face on the left of each half-edge.
    private(set) var face: [Int32] = []
    /// One half-edge on each closed walk around a face: its outer border and those of the islands in it.
    private(set) var walks: [[Int32]] = [[]]

    /// Builds the faces of noded linework.
    init(_ linework: Linework) {
        points = linework.vertices.points
        strands = linework.strands
        edges = linework.edgeRanges()
        var origins: [Int32] = []
        origins.reserveCapacity(2 * edges.count)
        for edge in edges {
            let strand = linework.strands[Int(edge.lowerBound)]
            origins += [strand.low, strand.high]
        }
        self.origins = origins
        let fans = Fans(self)
        next = fans.next(for: self)
        traceFaces(outerStarts: outerStarts(fans))
    }

    /// Where a half-edge starts.
    func origin(_ half: Int32) -> Int32 { origins[Int(half)] }

    /// Where a half-edge ends.
    func target(_ half: Int32) -> Int32 { origin(half ^ 1) }

    /// The strands along a half-edge's edge.
    func strands(along half: Int32) -> ArraySlice<Strand> {
        let range = edges[Int(half >> 1)]
        return strands[Int(range.lowerBound)..<Int(range.upperBound)]
    }

    /// The half-edges around `face`, one walk after another.
    func halfEdges(around face: Int) -> [Int32] {
        var result: [Int32] = []
        for start in walks[face] {
            var half = start
            repeat {
                result.append(half)
                half = next[Int(half)]
            } while half != start
        }
        return result
    }

    /// The half-edges around each connected piece of linework that face outwards, one for each piece.
    ///
    /// At its westernmost (then southernmost) vertex all edges leave eastwards, so what lies west is outside, and the
    /// edge that leaves furthest to the left has it on its left.
    private func outerStarts(_ fans: Fans) -> [Int32] {
        var pieces = DisjointSets(count: points.count)
        for edge in edges.indices { pieces.join(Int(origin(Int32(2 * edge))), Int(target(Int32(2 * edge)))) }
        var west: [Int: Int32] = [:]
        for vertex in points.indices where !fans.range(vertex).isEmpty {
            let piece = pieces.find(vertex)
            guard let best = west[piece] else {
                west[piece] = Int32(vertex)
                continue
            }
            let (a, b) = (points[vertex], points[Int(best)])
            if a.x < b.x || (a.x == b.x && a.y < b.y) { west[piece] = Int32(vertex) }
        }
        return west.values.sorted().compactMap { vertex in
            fans.halves[fans.range(Int(vertex))].max { a, b in
                orientationSign(points[Int(vertex)], points[Int(target(a))], points[Int(target(b))]) > 0
            }
        }
    }

    private mutating func traceFaces(outerStarts: [Int32]) {
        face = Array(repeating: -1, count: next.count)
        for start in outerStarts { mark(from: start, as: -2) }
        for half in next.indices where face[half] == -1 {
            mark(from: Int32(half), as: Int32(walks.count))
            walks.append([Int32(half)])
        }
        // All parents are sought before any walk is added to them: a face is its outer border here.
        let locator = outerStarts.count > 1 ? FaceLocator(self) : nil
        let parents = outerStarts.map { locator?.smallestFace(around: points[Int(origin($0))]) ?? 0 }
        for (start, parent) in zip(outerStarts, parents) {
            mark(from: start, as: Int32(parent))
            walks[parent].append(start)
        }
    }

    private mutating func mark(from start: Int32, as number: Int32) {
        var half = start
        repeat {
            face[Int(half)] = number
            half = next[Int(half)]
        } while half != start
    }
}

/// The half-edges that leave each vertex, counterclockwise.
private struct Fans {
    private(set) var halves: [Int32]
    private var starts: [Int]

    init(_ arrangement: Arrangement) {
        let count = arrangement.edges.count * 2
        starts = Array(repeating: 0, count: arrangement.points.count + 1)
        for half in 0..<Int32(count) { starts[Int(arrangement.origin(half)) + 1] += 1 }
        for vertex in arrangement.points.indices { starts[vertex + 1] += starts[vertex] }
        halves = Array(repeating: 0, count: count)
        var fill = starts
        for half in 0..<Int32(count) {
            let vertex = Int(arrangement.origin(half))
            halves[fill[vertex]] = half
            fill[vertex] += 1
        }
        // Two half-edges are in order already.
        for vertex in arrangement.points.indices where range(vertex).count > 2 { sort(vertex, arrangement) }
    }

    func range(_ vertex: Int) -> Range<Int> { starts[vertex]..<starts[vertex + 1] }

    private mutating func sort(_ vertex: Int, _ arrangement: Arrangement) {
        let hub = arrangement.points[vertex]
        func isNorthern(_ point: Point) -> Bool { point.y > hub.y || (point.y == hub.y && point.x > hub.x) }
        halves[range(vertex)].sort { a, b in
            let (p, q) = (
                arrangement.points[Int(arrangement.target(a))], arrangement.points[Int(arrangement.target(b))]
            )
            return isNorthern(p) != isNorthern(q) ? isNorthern(p) : orientationSign(hub, p, q) > 0
        }
    }

    /// After arriving at a vertex, the walk leaves by the next edge clockwise, which keeps its face on the left.
    func next(for arrangement: Arrangement) -> [Int32] {
        var next = Array(repeating: Int32(0), count: halves.count)
        for vertex in arrangement.points.indices {
            let range = range(vertex)
            for position in range {
                let clockwise = position == range.lowerBound ? range.upperBound - 1 : position - 1
                next[Int(halves[position] ^ 1)] = halves[clockwise]
            }
        }
        return next
    }
}

/// Finds the bounded face in which a separate piece of linework lies.
private struct FaceLocator {
    private let rings: [[Point]]
    private let areas: [Double]
    private let tree: BoxTree

    init(_ arrangement: Arrangement) {
        rings = arrangement.walks.indices.dropFirst().map { face in
            arrangement.halfEdges(around: face).map { arrangement.points[Int(arrangement.origin($0))] }
        }
        areas = rings.map { abs(doubledArea($0)) }
        tree = BoxTree(rings.map { Box($0) })
    }

    /// The face that holds the piece of linework whose westernmost vertex is at `place`; 0 when none does.
    ///
    /// Pieces share no point, so one lies in a face wholly or not at all, and of nested faces the smallest holds it.
    func smallestFace(around place: Point) -> Int {
        var best = 0
        tree.visit(Box(around: place, place)) { candidate in
            let index = Int(candidate)
            guard best == 0 || areas[index] < areas[best - 1] else { return }
            if isStrictlyInside(rings[index], place) { best = index + 1 }
        }
        return best
    }

    /// Even–odd rule; false on the border, where only the piece's own faces can be met.
    private func isStrictlyInside(_ ring: [Point], _ point: Point) -> Bool {
        var isInside = false
        var start = ring[ring.count - 1]
        for end in ring {
            defer { start = end }
            if start == point { return false }
            let rises = start.y <= point.y && point.y < end.y
            let falls = end.y <= point.y && point.y < start.y
            guard rises || falls else { continue }
            if min(start.x, end.x) > point.x {
                isInside.toggle()
            } else if max(start.x, end.x) >= point.x {
                let side = orientationSign(start, end, point)
                if (rises && side > 0) || (falls && side < 0) { isInside.toggle() }
            }
        }
        return isInside
    }
}

/// The shoelace sum around points that need not repeat the first.
func doubledArea(_ ring: some Collection<Point>) -> Double {
    guard let origin = ring.first else { return 0 }
    var sum = 0.0
    for (a, b) in zip(ring, ring.dropFirst()) {
        sum += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
    }
    return sum
}

/// Numbers joined into groups (union–find with path halving).
struct DisjointSets {
    private var parents: [Int32]

    init(count: Int) { parents = Array(0..<Int32(count)) }

    mutating func find(_ member: Int) -> Int {
        var member = member
        while parents[member] != member {
            parents[member] = parents[Int(parents[member])]
            member = Int(parents[member])
        }
        return member
    }

    /// Joins two groups under the smaller of their representatives.
    mutating func join(_ a: Int, _ b: Int) {
        let (a, b) = (find(a), find(b))
        parents[max(a, b)] = Int32(min(a, b))
    }
}
