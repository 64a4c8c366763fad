/// The parts of a road network within which every vertex reaches every other, allowed directions heeded.
///
/// Source: R. Tarjan, "Depth-first search and linear graph algorithms", 1972, doi:10.1137/0201010; without recursion,
/// since a road may be longer than the stack.
struct RoadComponents {
    /// For each vertex its part.
    private(set) var partOfVertex: [UInt32]
    private(set) var count: UInt32 = 0

    private let arcs: RoadArcs
    /// In which order the vertices were met, from 1; 0 for those that were not.
    private var order: [UInt32]
    /// The earliest vertex known to be reached from each.
    private var low: [UInt32]
    private var met: UInt32 = 0
    /// The vertices met whose part is not complete.
    private var open: [UInt32] = []

    init(_ arcs: RoadArcs, vertexCount: Int) {
        self.arcs = arcs
        partOfVertex = Array(repeating: RoadGraph.none, count: vertexCount)
        order = Array(repeating: 0, count: vertexCount)
        low = order
        for vertex in 0..<UInt32(vertexCount) where order[Int(vertex)] == 0 { explore(from: vertex) }
    }

    private mutating func meet(_ vertex: UInt32) -> (vertex: UInt32, arc: Int) {
        met += 1
        order[Int(vertex)] = met
        low[Int(vertex)] = met
        open.append(vertex)
        return (vertex, Int(arcs.first[Int(vertex)]))
    }

    private mutating func explore(from root: UInt32) {
        // The way to where we are: each vertex, and its arc that comes next.
        var path = [meet(root)]
        while let here = path.last {
            let arc = arcs.arcs[here.arc]
            let target = Int(arc.target)
            if arc.leads(.away) {
                if order[target] == 0 {
                    path.append(meet(arc.target))
                    continue
                }
                if partOfVertex[target] == RoadGraph.none {
                    low[Int(here.vertex)] = min(low[Int(here.vertex)], low[target])
                }
            }
            if arc.isLast {
                close(here.vertex)
                path.removeLast()
            } else {
                path[path.count - 1].arc += 1
            }
        }
    }

    /// Completes the part that a vertex is the first of, if it is one.
    private mutating func close(_ vertex: UInt32) {
        guard low[Int(vertex)] == order[Int(vertex)] else { return }
        while let member = open.popLast() {
            partOfVertex[Int(member)] = count
            if member == vertex { break }
        }
        count += 1
    }
}
