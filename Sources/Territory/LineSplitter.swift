public import GeometryCore
import Projection
import SpatialIndex

/// Splits lines at the borders of an atlas's leaves.
///
/// Every metre of a line belongs to exactly one segment, so the segments' metres sum to the line's. The border policy:
/// a stretch that runs along a border belongs to the leaf with the smallest code among those whose border it is, as a
/// point on a border does. A line runs along a border while it stays within a tenth of a millimetre of one edge of it;
/// stretches shorter than a millimetre stay with what precedes them.
public struct LineSplitter {
    /// How near, in degrees, a line follows an edge that it is said to run along: about a tenth of a millimetre.
    private static let alongDegrees = 1e-9
    /// Stretches shorter than this, in metres, are no segments of their own.
    fileprivate static let shortestMetres = 0.001

    private let atlas: Atlas

    /// Creates a splitter for the leaves of an atlas.
    public init(_ atlas: Atlas) { self.atlas = atlas }

    /// The segments of a line, from its first point to its last.
    ///
    /// - Parameters:
    ///   - code: The line's code.
    ///   - parts: The line's parts; metres run on from part to part.
    /// - Returns: The segments in order; none for a line without length.
    /// - Complexity: O(log *n* + *m*) a vertex for *m* border edges near it.
    public func segments(of code: String, _ parts: [LineString]) -> [Segment] {
        var segments: [Segment] = []
        var metres = 0.0
        for part in parts {
            var trace = Trace(line: code, start: metres)
            for (a, b) in zip(part.points, part.points.dropFirst()) where a != b {
                append(a, b, to: &trace)
            }
            trace.close(atlas)
            metres = trace.metres
            segments += trace.segments
        }
        return segments
    }

    /// Splits one straight stretch and lays the pieces on the trace.
    private func append(_ a: Point, _ b: Point, to trace: inout Trace) {
        let length = Geodesic.grs80.distance(a, b)
        let reach = Box([a, b]).expanded(dx: Self.alongDegrees, dy: Self.alongDegrees)
        var edges: [BorderIndex.Edge] = []
        atlas.borders.edges(near: reach) { edges.append($0) }
        guard !edges.isEmpty else {
            trace.extend(to: b, from: a, metres: length, owner: owner(at: middle(a, b, 0, 1)), atlas)
            return
        }
        let cuts = cuts(of: a, b, by: edges)
        for (start, end) in zip(cuts, cuts.dropFirst()) {
            let (p, q) = (point(a, b, start), point(a, b, end))
            let along = edges.filter { $0.isNear(p, Self.alongDegrees) && $0.isNear(q, Self.alongDegrees) }
            let owner = along.map(\.area).min() ?? owner(at: middle(a, b, start, end))
            trace.extend(
                to: q,
                from: p,
                metres: (end - start) * length,
                owner: owner,
                atlas,
                isShort: (end - start) * length < Self.shortestMetres
            )
        }
    }

    /// Where along `a`–`b`, from 0 to 1, its owner can change: ascending, both ends included.
    private func cuts(of a: Point, _ b: Point, by edges: [BorderIndex.Edge]) -> [Double] {
        var cuts = [0.0, 1.0]
        for edge in edges {
            cuts += crossings(a, b, edge.start, edge.end)
        }
        cuts.sort()
        var distinct = [0.0]
        for cut in cuts where cut > distinct[distinct.count - 1] && cut <= 1 { distinct.append(cut) }
        return distinct
    }

    /// The parameters along `a`–`b` at which it meets edge `c`–`d`, or at which it begins or ends to run along it.
    private func crossings(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> [Double] {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let (ex, ey) = (d.x - c.x, d.y - c.y)
        let cross = dx * ey - dy * ex
        let length2 = dx * dx + dy * dy
        func projected(_ p: Point) -> Double { ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2 }
        var found: [Double] = []
        // Ends of the edge that lie on the line: where running along it begins or ends.
        for end in [c, d] {
            let t = projected(end)
            let foot = point(a, b, t)
            if t > 0, t < 1, abs(foot.x - end.x) <= Self.alongDegrees, abs(foot.y - end.y) <= Self.alongDegrees {
                found.append(t)
            }
        }
        guard cross != 0 else { return found }
        let t = ((c.x - a.x) * ey - (c.y - a.y) * ex) / cross
        let u = ((c.x - a.x) * dy - (c.y - a.y) * dx) / cross
        if t > 0, t < 1, u >= -1e-9, u <= 1 + 1e-9 { found.append(t) }
        return found
    }

    private func owner(at place: Point) -> Int? {
        let owner = atlas.locator.locate(place).owner
        return owner == PointLocator.none ? nil : Int(owner)
    }

    private func middle(_ a: Point, _ b: Point, _ start: Double, _ end: Double) -> Point {
        point(a, b, (start + end) / 2)
    }

    private func point(_ a: Point, _ b: Point, _ t: Double) -> Point {
        t == 1 ? b : Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
    }
}

extension BorderIndex.Edge {
    /// Whether `point` lies within `degrees` of the edge.
    fileprivate func isNear(_ point: Point, _ degrees: Double) -> Bool {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let length2 = dx * dx + dy * dy
        let along = length2 > 0 ? ((point.x - start.x) * dx + (point.y - start.y) * dy) / length2 : 0
        let t = min(1, max(0, along))
        let (gapX, gapY) = (point.x - start.x - t * dx, point.y - start.y - t * dy)
        return gapX * gapX + gapY * gapY <= degrees * degrees
    }
}

/// A line being cut: the stretch under way and the segments behind it.
private struct Trace {
    let line: String
    private(set) var segments: [Segment] = []
    private(set) var metres: Double
    private var owner: Int??
    private var course: [Point] = []
    private var start: Double

    init(line: String, start: Double) {
        self.line = line
        self.metres = start
        self.start = start
    }

    mutating func extend(
        to end: Point,
        from begin: Point,
        metres length: Double,
        owner next: Int?,
        _ atlas: Atlas,
        isShort: Bool = false
    ) {
        if let current = owner, current != next, !isShort {
            // A first stretch too short to stand alone goes with what follows it.
            if metres - start < LineSplitter.shortestMetres { owner = .some(next) } else { close(atlas) }
        }
        if owner == nil {
            owner = .some(next)
            course = [begin]
            start = metres
        }
        course.append(end)
        metres += length
    }

    mutating func close(_ atlas: Atlas) {
        guard let leaf = owner, let path = try? LineString(course) else { return }
        let code = leaf.map { atlas.hierarchy.leaves[$0].code }
        segments.append(
            Segment(
                line: line,
                code: code,
                path: code.map { atlas.hierarchy.path(to: $0).map(\.code) } ?? [],
                fromMetres: start,
                toMetres: metres,
                course: path
            )
        )
        owner = nil
        course = []
    }
}
