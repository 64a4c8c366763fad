import GeometryCore

/// A road network to travel on: how long it takes from one place to another, and who would be there first.
///
/// Junctions, dead ends and places where the allowed directions change are *vertices*; the road between two of them is
/// one *edge*, however many points and lines it is drawn with. An edge keeps its points and the travel time to each, so
/// that a place anywhere on it is an exact start or goal. Turning round is allowed everywhere. Vertices and edges are
/// numbered along a Hilbert curve, so that what is near in space is near in memory.
///
/// Travel times are doubles, added along the way: a time equals what plain Dijkstra's algorithm finds on the network
/// without contraction, but for the order of the sums. That there is no way is an answer like any other.
///
/// Built whole and never changed, so it is `Sendable` and needs no lock. Questions are asked through ``RoadSearch``,
/// the scratch memory that each thread keeps for itself.
///
/// ```swift
/// let graph = RoadGraph(lines: lines)
/// var search = RoadSearch(graph: graph)
/// if let start = graph.nearestPosition(to: depot, within: 200), let goal = graph.nearestPosition(to: house) {
///     let route = search.route(from: start, to: goal)
/// }
/// ```
public struct RoadGraph: Sendable {
    /// What a coordinate's unit is.
    public enum Units: Hashable, Sendable {
        /// WGS 84 degrees, longitude first. Distances are flat metres at the middle latitude, see `LocalMetric`.
        case degrees
        /// Metres on a plane.
        case metres
    }

    /// The stretch of road between two vertices, drawn from the first to the last.
    struct Edge: BitwiseCopyable {
        /// The length of the road.
        var metres = 0.0
        /// The travel time from the first vertex to the last; infinite when that is not allowed.
        var forward = 0.0
        /// The travel time from the last vertex to the first; infinite when that is not allowed.
        var backward = 0.0
        var from: UInt32 = 0
        var to: UInt32 = 0
        /// Its first point; its last one comes before the first of the next edge.
        var firstPoint: UInt32 = 0
        /// The number of its line, or `none` when it is made of several.
        var line: UInt32 = 0
    }

    /// The travel times to a point of an edge between its vertices.
    struct Knot: BitwiseCopyable {
        /// From the first vertex to here; infinite when that is not allowed.
        var forward: Double
        /// From here back to the first vertex; infinite when that is not allowed.
        var backward: Double
    }

    /// Where, on an edge made of several lines, one of them begins.
    struct LineStart: BitwiseCopyable {
        let point: UInt32
        let line: UInt32
    }

    /// "No vertex", "no arc", "no single line".
    static let none = UInt32.max
    static let blockSize = 16

    /// What a coordinate's unit is.
    public let units: Units
    /// What was made of the input, and what was not.
    public let report: RoadReport
    /// How many places there are where roads meet or end or change their directions.
    public let vertexCount: Int
    /// The edges, and one more that ends the last one's points.
    let edges: [Edge]
    /// The points of the edges, one edge after another, both ends included.
    let points: [Point]
    /// The travel times to the points between the ends of the edges.
    let knots: [Knot]
    let lineStarts: [LineStart]
    let arcs: RoadArcs
    /// Finds the segments near a place.
    let grid: RoadGrid
    /// For each edge one bit: whether it is one of the main roads.
    let isMain: [UInt64]
    /// For each block of points the edge of the first.
    let edgeOfBlock: [UInt32]
    /// For each node of the input the first of its points; empty when nodes were not given.
    let pointOfNode: [UInt32]

    /// How many stretches of road lie between the vertices.
    public var edgeCount: Int { edges.count - 1 }

    /// How much memory the graph takes, in bytes; the report apart.
    public var memoryBytes: Int {
        edges.count * MemoryLayout<Edge>.stride + points.count * MemoryLayout<Point>.stride
            + knots.count * MemoryLayout<Knot>.stride + lineStarts.count * MemoryLayout<LineStart>.stride
            + arcs.memoryBytes + grid.memoryBytes + isMain.count * MemoryLayout<UInt64>.stride
            + (edgeOfBlock.count + pointOfNode.count) * MemoryLayout<UInt32>.stride
    }

    /// The number of the line that a position is on.
    public func line(at position: RoadPosition) -> Int { Int(line(of: position.edge, at: position.segment)) }

    func line(of edge: UInt32, at point: UInt32) -> UInt32 {
        let line = edges[Int(edge)].line
        guard line == Self.none else { return line }
        var (low, high) = (0, lineStarts.count)
        while low < high {
            let middle = (low + high) / 2
            if lineStarts[middle].point <= point { low = middle + 1 } else { high = middle }
        }
        return lineStarts[low - 1].line
    }

    /// The travel times between an edge's first vertex and one of its points.
    func knot(_ point: UInt32, of number: UInt32) -> Knot {
        let edge = edges[Int(number)]
        if point == edge.firstPoint { return Knot(forward: 0, backward: 0) }
        if point + 1 == edges[Int(number) + 1].firstPoint {
            return Knot(forward: edge.forward, backward: edge.backward)
        }
        // Every edge has two points that are no knots, its ends.
        return knots[Int(point - 2 * number) - 1]
    }
}
