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
    /// - Complexity: O(1) a stretch where no border is near; else see ``LineCutter/cut(_:_:)``.
    public func segments(of code: String, _ parts: [LineString]) -> [Segment] {
        var segments: [Segment] = []
        var cutter = LineCutter(atlas.locator, margin: Self.alongDegrees)
        for part in parts {
            var trace = Trace()
            for (a, b) in zip(part.points, part.points.dropFirst()) where a != b {
                append(a, b, cutBy: &cutter, to: &trace)
            }
            for run in trace.mergingShortRuns() {
                guard let course = try? LineString(run.course) else { continue }
                let start = segments.last?.toMetres ?? 0
                let leaf = run.owner == PointLocator.none ? nil : atlas.hierarchy.leaves[Int(run.owner)].code
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

    /// Cuts one straight stretch and lays the pieces on the trace.
    private func append(_ a: Point, _ b: Point, cutBy cutter: inout LineCutter, to trace: inout Trace) {
        let length = Geodesic.grs80.distance(a, b)
        cutter.cut(a, b)
        guard cutter.pieces.count > 1 else {
            return trace.extend(from: a, to: b, metres: length, owner: cutter.pieces[0].owner)
        }
        let points = [a] + cutter.pieces.map { LineCutter.point(a, b, $0.end) }
        let metres = zip(points, points.dropFirst()).map { Geodesic.grs80.distance($0, $1) }
        // Straight in degrees is longer than the geodesic, by 0.2 mm in 10 km: the pieces share the loss.
        let sum = metres.reduce(0, +)
        let scale = sum > 0 ? length / sum : 1
        for (index, piece) in cutter.pieces.enumerated() {
            trace.extend(from: points[index], to: points[index + 1], metres: metres[index] * scale, owner: piece.owner)
        }
    }
}

/// A line being cut into runs of one owner each.
private struct Trace {
    struct Run {
        var owner: UInt32
        var course: [Point]
        var metres: Double
    }

    private var runs: [Run] = []

    mutating func extend(from start: Point, to end: Point, metres: Double, owner: UInt32) {
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
