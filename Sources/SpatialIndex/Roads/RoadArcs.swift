/// Adjacency in compressed rows: for each vertex what a search may follow from it, along the roads or against them.
///
/// A road that takes as long both ways needs one arc at each of its vertices, as does a one-way road.
struct RoadArcs: Sendable {
    struct Arc: BitwiseCopyable {
        var seconds = 0.0
        /// The vertex at the far end.
        var target: UInt32 = 0
        /// Sixteen times the edge's number; plus eight when it may be travelled from the target to here, plus four when
        /// from here to the target; plus two when this is the last arc of its vertex; plus one when here is the edge's
        /// last vertex.
        var code: UInt32 = 0

        var edge: UInt32 { code >> 4 }
        var isLast: Bool { code & 2 != 0 }

        /// Whether a search of that course may follow the arc.
        @inline(__always)
        func leads(_ course: RoadSearch.Course) -> Bool { code & (course == .away ? 4 : 8) != 0 }

        /// In which direction the edge is travelled by a search of that course: 0 from its first vertex to its last.
        @inline(__always)
        func direction(_ course: RoadSearch.Course) -> Int { Int(code & 1 ^ (course == .away ? 0 : 1)) }
    }

    /// For each vertex its first arc; every vertex has one.
    let first: [UInt32]
    let arcs: [Arc]

    var memoryBytes: Int { first.count * MemoryLayout<UInt32>.stride + arcs.count * MemoryLayout<Arc>.stride }

    init(_ edges: ArraySlice<RoadGraph.Edge>, vertexCount: Int) {
        var counts = [UInt32](repeating: 0, count: vertexCount + 1)
        Self.visit(edges) { vertex, _ in counts[Int(vertex) + 1] += 1 }
        for vertex in 0..<vertexCount { counts[vertex + 1] += counts[vertex] }
        first = Array(counts.dropLast())
        var arcs = [Arc](repeating: Arc(), count: Int(counts[vertexCount]))
        Self.visit(edges) { vertex, arc in
            arcs[Int(counts[Int(vertex)])] = arc
            counts[Int(vertex)] += 1
        }
        // By now each count has moved on to where the next vertex begins.
        for vertex in 0..<vertexCount { arcs[Int(counts[vertex]) - 1].code |= 2 }
        self.arcs = arcs
    }

    private static func visit(
        _ edges: ArraySlice<RoadGraph.Edge>,
        _ body: (_ vertex: UInt32, Arc) -> Void
    ) {
        for (number, edge) in edges.enumerated() {
            let code = UInt32(number) << 4
            for (side, here, there, away, towards) in [
                (UInt32(0), edge.from, edge.to, edge.forward, edge.backward),
                (UInt32(1), edge.to, edge.from, edge.backward, edge.forward),
            ] {
                if away == towards {
                    body(here, Arc(seconds: away, target: there, code: code | 12 | side))
                } else {
                    if away.isFinite { body(here, Arc(seconds: away, target: there, code: code | 4 | side)) }
                    if towards.isFinite { body(here, Arc(seconds: towards, target: there, code: code | 8 | side)) }
                }
            }
        }
    }
}
