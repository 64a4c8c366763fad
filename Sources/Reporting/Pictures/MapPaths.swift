internal import Foundation
internal import GeometryCore
internal import Patrol

/// The courses of pieces by class, neighbours of one line joined.
struct MapPaths {
    /// What becomes one path: points in degrees, one after the other.
    private struct Run {
        var line: String
        var group: Int
        var end: Double
        var points: [Point]
    }

    /// The `d` of each path, by the index of its class.
    private(set) var courses: [[String]]
    /// Where they run.
    private(set) var crowd = CrowdedCells()

    /// Joins pieces that are in the order of ``precedes(_:_:)``.
    init(_ pieces: [CoveragePiece], _ theme: CoverageTheme, asOf instant: Date, in frame: MapFrame) {
        courses = Array(repeating: [], count: theme.classes.count)
        var run: Run?
        for piece in pieces {
            let group = theme.classIndex(of: piece, asOf: instant)
            if let open = run, open.line == piece.line, open.group == group, Self.meets(open.end, open.points, piece) {
                run?.points.append(contentsOf: piece.course.points.dropFirst())
                run?.end = piece.toMetres
                continue
            }
            add(run, in: frame)
            run = Run(line: piece.line, group: group, end: piece.toMetres, points: piece.course.points)
        }
        add(run, in: frame)
    }

    private mutating func add(_ run: Run?, in frame: MapFrame) {
        guard let run else { return }
        let spots = frame.spots(run.points)
        for spot in spots { crowd.insert(spot) }
        if let course = MapFrame.course(spots) { courses[run.group].append(course) }
    }

    /// By the bytes of the line's code, then along the line.
    static func precedes(_ a: CoveragePiece, _ b: CoveragePiece) -> Bool {
        if a.line != b.line { return a.line.utf8.lexicographicallyPrecedes(b.line.utf8) }
        if a.fromMetres != b.fromMetres { return a.fromMetres < b.fromMetres }
        return a.toMetres < b.toMetres
    }

    /// Whether a piece goes on where another ends, on the line and on the ground; a line may have several parts.
    private static func meets(_ end: Double, _ points: [Point], _ piece: CoveragePiece) -> Bool {
        guard abs(end - piece.fromMetres) < 0.001, let last = points.last else { return false }
        let first = piece.course.points[0]
        return abs(last.x - first.x) < 1e-8 && abs(last.y - first.y) < 1e-8
    }
}
