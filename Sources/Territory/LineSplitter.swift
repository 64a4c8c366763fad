public import GeometryCore
import Projection
import SpatialIndex

/// Splits lines at the borders of an atlas's leaves.
///
/// Every metre of a line belongs to exactly one segment, so the segments' metres sum to the line's. The border policy:
/// a stretch that runs along a border belongs to the leaf with the smallest code among those whose border it is or that
/// cover it, as a point on a border does. A line runs along a border while it stays within a tenth of a millimetre of
/// one edge of it; stretches shorter than a millimetre stay with what precedes them.
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
        for part in parts {
            var trace = Trace()
            for (a, b) in zip(part.points, part.points.dropFirst()) where a != b { append(a, b, to: &trace) }
            for run in trace.mergingShortRuns() {
                guard let course = try? LineString(run.course) else { continue }
                let start = segments.last?.toMetres ?? 0
                let leaf = run.owner.map { atlas.hierarchy.leaves[$0].code }
                segments.append(
                    Segment(
                        line: code,
                        code: leaf,
                        path: leaf.map { atlas.hierarchy.path(to: $0).map(\.code) } ?? [],
                        fromMetres: start,
                        toMetres: start + run.metres,
                        course: course
                    )
                )
            }
        }
        return segments
    }

    /// Splits one straight stretch and lays the pieces on the trace.
    private func append(_ a: Point, _ b: Point, to trace: inout Trace) {
        let length = Geodesic.grs80.distance(a, b)
        let pieces = pieces(of: a, b)
        guard pieces.count > 1 else {
            return trace.extend(from: a, to: b, metres: length, owner: pieces.first?.owner)
        }
        let points = [a] + pieces.dropLast().map { point(a, b, $0.end) } + [b]
        let metres = zip(points, points.dropFirst()).map { Geodesic.grs80.distance($0, $1) }
        // Straight in degrees is longer than the geodesic, by 0.2 mm in 10 km: the pieces share the loss.
        let sum = metres.reduce(0, +)
        let scale = sum > 0 ? length / sum : 1
        for (index, piece) in pieces.enumerated() {
            trace.extend(from: points[index], to: points[index + 1], metres: metres[index] * scale, owner: piece.owner)
        }
    }

    /// The stretches of `a`–`b` with one owner each: where they end, from 0 to 1, and whose they are.
    private func pieces(of a: Point, _ b: Point) -> [(end: Double, owner: Int?)] {
        let reach = Box([a, b]).expanded(dx: Self.alongDegrees, dy: Self.alongDegrees)
        var edges: [BorderIndex.Edge] = []
        atlas.borders.edges(near: reach) { edges.append($0) }
        guard !edges.isEmpty else { return [(1, owner(at: point(a, b, 0.5)))] }
        let cuts = cuts(of: a, b, by: edges)
        let borders = Borders(edges, of: a, b, margin: Self.alongDegrees)
        var pieces: [(end: Double, owner: Int?)] = []
        for (start, end) in zip(cuts, cuts.dropFirst()) {
            let along = borders.lowestArea(near: point(a, b, start), point(a, b, end), from: start, to: end)
            let owner = [along, owner(at: point(a, b, (start + end) / 2))].compactMap(\.self).min()
            if let last = pieces.last, last.owner == owner {
                pieces[pieces.count - 1].end = end
            } else {
                pieces.append((end, owner))
            }
        }
        return pieces
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
}

private func point(_ a: Point, _ b: Point, _ t: Double) -> Point {
    t == 1 ? b : Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
}

/// The border edges around a stretch, ordered so that those beside a piece of it are found quickly.
private struct Borders {
    private struct Reach {
        let edge: BorderIndex.Edge
        /// The part of the stretch beside the edge, from 0 to 1 and beyond.
        let low: Double
        let high: Double
    }

    private let margin: Double
    /// By `low`.
    private let reaches: [Reach]

    init(_ edges: [BorderIndex.Edge], of a: Point, _ b: Point, margin: Double) {
        self.margin = margin
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length2 = dx * dx + dy * dy
        let slack = 2 * margin / length2.squareRoot()
        reaches = edges.map { edge in
            let (c, d) = (edge.start, edge.end)
            let start = ((c.x - a.x) * dx + (c.y - a.y) * dy) / length2
            let end = ((d.x - a.x) * dx + (d.y - a.y) * dy) / length2
            return Reach(edge: edge, low: min(start, end) - slack, high: max(start, end) + slack)
        }.sorted { $0.low < $1.low }
    }

    /// The lowest area with an edge along the piece `p`–`q`, which lies from `start` to `end`.
    func lowestArea(near p: Point, _ q: Point, from start: Double, to end: Double) -> Int? {
        var lowest: Int?
        for reach in reaches {
            guard reach.low <= start else { break }
            guard reach.high >= end, reach.edge.area < lowest ?? .max, reach.edge.isNear(p, margin),
                reach.edge.isNear(q, margin)
            else { continue }
            lowest = reach.edge.area
        }
        return lowest
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

/// A line being cut into runs of one owner each.
private struct Trace {
    struct Run {
        var owner: Int?
        var course: [Point]
        var metres: Double
    }

    private var runs: [Run] = []

    mutating func extend(from start: Point, to end: Point, metres: Double, owner: Int?) {
        if runs.last?.owner != owner || runs.isEmpty {
            runs.append(Run(owner: owner, course: [start], metres: 0))
        }
        runs[runs.count - 1].course.append(end)
        runs[runs.count - 1].metres += metres
    }

    /// The runs, those too short to stand alone joined to what precedes them, or follows them at the beginning.
    func mergingShortRuns() -> [Run] {
        var merged: [Run] = []
        for run in runs {
            guard let last = merged.last else {
                merged.append(run)
                continue
            }
            let isStart = merged.count == 1 && last.metres < LineSplitter.shortestMetres
            guard isStart || run.metres < LineSplitter.shortestMetres || run.owner == last.owner else {
                merged.append(run)
                continue
            }
            if isStart { merged[0].owner = run.owner }
            merged[merged.count - 1].course += run.course.dropFirst()
            merged[merged.count - 1].metres += run.metres
        }
        return merged
    }
}
