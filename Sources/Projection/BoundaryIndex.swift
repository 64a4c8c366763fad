import GeometryCore

/// Borders on a flat map in metres, cut into a grid of cells for nearest-distance queries.
struct BoundaryIndex {
    /// Farther than this counts as this far.
    static let reach = 3000.0

    private let metric: LocalMetric
    private let origin: Point
    private let cell: Double
    private let columns: Int
    private let rows: Int
    private var segments: [(a: Point, b: Point)] = []
    /// The segments of cell `i` are `members[starts[i] ..< starts[i + 1]]`.
    private var starts: [Int] = []
    private var members: [Int32] = []

    /// Indexes the lines and rings of `geometries`, in degrees; nil when there are none.
    init?(_ geometries: [Geometry]) {
        let box = geometries.reduce(into: Box.empty) { $0.extend(to: $1.box) }
        guard !box.isEmpty else { return nil }
        let metric = LocalMetric(latitude: box.centre.y)
        let origin = Point(x: box.minX, y: box.minY)
        let width = box.width * metric.metresPerDegreeX
        let height = box.height * metric.metresPerDegreeY
        var segments: [(a: Point, b: Point)] = []
        for geometry in geometries {
            geometry.forEachPath { points, isPath in
                guard isPath else { return }
                let flat = points.map { Self.flat($0, metric, origin) }
                segments += zip(flat, flat.dropFirst()).map { (a: $0, b: $1) }
            }
        }
        guard !segments.isEmpty else { return nil }
        // About one cell a segment, but no more than a few hundred thousand for a sprawling set.
        let wanted = (width * height / Double(segments.count)).squareRoot()
        cell = max(wanted, max(width, height) / 500, 1)
        self.metric = metric
        self.origin = origin
        columns = Int(width / cell) + 1
        rows = Int(height / cell) + 1
        self.segments = segments
        fill()
    }

    private static func flat(_ point: Point, _ metric: LocalMetric, _ origin: Point) -> Point {
        Point(x: (point.x - origin.x) * metric.metresPerDegreeX, y: (point.y - origin.y) * metric.metresPerDegreeY)
    }

    /// Counting sort of the segments into every cell their boxes touch.
    private mutating func fill() {
        var counts = Array(repeating: 0, count: columns * rows + 1)
        for segment in segments { forEachCell(of: segment) { counts[$0 + 1] += 1 } }
        for index in counts.indices.dropFirst() { counts[index] += counts[index - 1] }
        starts = counts
        var members = Array(repeating: Int32(0), count: counts.last ?? 0)
        for (index, segment) in segments.enumerated() {
            forEachCell(of: segment) {
                members[counts[$0]] = Int32(index)
                counts[$0] += 1
            }
        }
        self.members = members
    }

    private func forEachCell(of segment: (a: Point, b: Point), _ body: (Int) -> Void) {
        let left = column(min(segment.a.x, segment.b.x))
        let right = column(max(segment.a.x, segment.b.x))
        for row in row(min(segment.a.y, segment.b.y))...row(max(segment.a.y, segment.b.y)) {
            for column in left...right { body(row * columns + column) }
        }
    }

    private func column(_ x: Double) -> Int { max(0, min(columns - 1, Int((x / cell).rounded(.down)))) }

    private func row(_ y: Double) -> Int { max(0, min(rows - 1, Int((y / cell).rounded(.down)))) }

    /// Metres from a point in degrees to the nearest border, at most ``reach``.
    func distance(from place: Point) -> Double {
        let point = Self.flat(place, metric, origin)
        guard point.isFinite else { return Self.reach }
        var best = Self.reach
        var ring = 0
        // Cells of ring n about the point's own lie at least n − 1 cells away; about the nearest cell, for a point off
        // the grid, they lie even farther.
        while Double(ring - 1) * cell < best && ring <= max(columns, rows) {
            best = min(best, nearest(to: point, ring: ring))
            ring += 1
        }
        return best
    }

    private func nearest(to point: Point, ring: Int) -> Double {
        let home = (column: column(point.x), row: row(point.y))
        var best = Double.infinity
        for row in max(0, home.row - ring)...min(rows - 1, home.row + ring) {
            let isEdge = abs(row - home.row) == ring
            let step = isEdge || ring == 0 ? 1 : 2 * ring
            for column in stride(from: home.column - ring, through: home.column + ring, by: step)
            where column >= 0 && column < columns {
                let index = row * columns + column
                for member in members[starts[index]..<starts[index + 1]] {
                    best = min(best, Self.distance(point, segments[Int(member)]))
                }
            }
        }
        return best
    }

    private static func distance(_ point: Point, _ segment: (a: Point, b: Point)) -> Double {
        let dx = segment.b.x - segment.a.x
        let dy = segment.b.y - segment.a.y
        let length2 = dx * dx + dy * dy
        let along = (point.x - segment.a.x) * dx + (point.y - segment.a.y) * dy
        let t = length2 > 0 ? min(1, max(0, along / length2)) : 0
        let x = point.x - segment.a.x - t * dx
        let y = point.y - segment.a.y - t * dy
        return (x * x + y * y).squareRoot()
    }
}
