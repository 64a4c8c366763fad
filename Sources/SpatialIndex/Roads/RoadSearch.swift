/// The scratch memory of searches over one ``RoadGraph``, and the questions themselves; each thread keeps its own.
///
/// Dijkstra's algorithm from the place asked about, over reversed edges where the question is who comes to it; it stops
/// as soon as the answer is certain.
///
/// Source: E. W. Dijkstra, "A note on two problems in connexion with graphs", 1959, doi:10.1007/BF01386390.
public struct RoadSearch: Sendable {
    /// By when a vertex is reached.
    struct Label: BitwiseCopyable {
        var seconds = 0.0
        /// The label counts only when this is the search's own.
        var generation: UInt32 = 0
        /// The arc by which the vertex was reached, or a `Root`.
        var parent: UInt32 = 0
    }

    /// Which way a search goes.
    enum Course: Int {
        /// From where it begins, along the roads.
        case away = 0
        /// Backwards, from where travellers arrive. The value is what `RoadOffsets/seconds` adds.
        case towards = 2
    }

    /// Where a search began, kept as the parent of a first vertex.
    enum Root: UInt32 {
        /// At the vertex itself.
        case vertex = 0xffff_ffff
        /// On an edge of which this is the first vertex.
        case edgeStart = 0xffff_fffe
        /// On an edge of which this is the last vertex.
        case edgeEnd = 0xffff_fffd
    }

    /// The graph that is searched.
    public let graph: RoadGraph
    /// How many vertices the last question settled.
    public internal(set) var settledCount = 0

    var labels: [Label]
    var generation: UInt32 = 0
    var heap: [RoadQueue.Entry]
    /// How many entries the heap has.
    var waiting = 0
    var shortlist = RoadShortlist()
    /// The goals of a route or a table while it is searched.
    var goals: RoadBoard

    /// Creates scratch memory of about fifty bytes an edge of the graph.
    public init(graph: RoadGraph) {
        self.graph = graph
        labels = Array(repeating: Label(), count: graph.vertexCount)
        heap = Array(repeating: RoadQueue.late, count: Self.heapSize(graph, startCount: 1))
        goals = RoadBoard(graph: graph)
    }

    /// Arcs are followed once each and every one may leave an entry, as may every first vertex.
    private static func heapSize(_ graph: RoadGraph, startCount: Int) -> Int {
        graph.arcs.arcs.count + 2 * startCount + 4
    }

    // MARK: Beginning

    /// Begins a search: nothing is reached.
    mutating func begin(startCount: Int = 1) {
        settledCount = 0
        let missing = Self.heapSize(graph, startCount: startCount) - heap.count
        if missing > 0 { heap += Array(repeating: RoadQueue.late, count: missing) }
        generation &+= 1
        guard generation == 0 else { return }
        for vertex in labels.indices { labels[vertex].generation = 0 }
        generation = 1
    }

    /// Adds a place where the search begins.
    mutating func start(at position: RoadPosition, _ offsets: RoadOffsets, _ course: Course) {
        guard offsets.vertex == RoadGraph.none else { return reach(offsets.vertex, after: 0, .vertex) }
        let edge = graph.edges[Int(position.edge)]
        let (toStart, toEnd) = course == .away ? (3, 2) : (0, 1)
        reach(edge.from, after: offsets.seconds[toStart], .edgeStart)
        reach(edge.to, after: offsets.seconds[toEnd], .edgeEnd)
    }

    private mutating func reach(_ vertex: UInt32, after seconds: Double, _ root: Root) {
        let label = labels[Int(vertex)]
        let isLate = label.generation == generation && label.seconds <= seconds
        guard seconds.isFinite, !isLate else { return }
        labels[Int(vertex)] = Label(seconds: seconds, generation: generation, parent: root.rawValue)
        let first = graph.arcs.first[Int(vertex)]
        RoadQueue.push(.init(seconds: seconds, vertex: vertex, first: first), &heap, &waiting)
    }
}
