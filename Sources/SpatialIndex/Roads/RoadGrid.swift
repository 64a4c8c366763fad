import GeometryCore

/// A uniform grid over the segments of a road network: each cell lists those that pass through it.
///
/// Few roads may lie far outside the others. The grid leaves them out of its size, and moves every coordinate beyond
/// its border onto it before it looks for the cell; that brings no two places farther apart, so that a search may still
/// stop at the cells it has seen.
struct RoadGrid: Sendable {
    private let columns: Int
    private let rows: Int
    private let minX: Double
    private let minY: Double
    private let cellWidth: Double
    private let cellHeight: Double
    /// For each cell where its entries begin; one more ends the last.
    private let starts: [UInt32]
    /// The first points of segments.
    private let entries: [UInt32]

    /// Creates a grid of one and a half cells a segment, or fewer when they would list too many segments.
    ///
    /// - Parameters:
    ///   - points: The points of the roads.
    ///   - segments: The points from which a segment leads to the next point.
    ///   - units: What a coordinate's unit is.
    init(points: [Point], segments: [UInt32], units: RoadGraph.Units) {
        let box = Self.mainBox(points)
        let scale = RoadScale(units, at: box.centre)
        var wanted = max(1, segments.count * 3 / 2)
        while true {
            var plan = Plan(box: box, cellCount: wanted, scale: scale)
            if plan.fill(points, segments, limit: segments.count * 4 + 64) || wanted == 1 {
                (columns, rows, minX, minY) = (plan.columns, plan.rows, plan.minX, plan.minY)
                (cellWidth, cellHeight) = (plan.cellWidth, plan.cellHeight)
                (starts, entries) = (plan.starts, plan.entries)
                return
            }
            wanted = max(1, wanted / 4)
        }
    }

    var memoryBytes: Int { (starts.count + entries.count) * 4 }

    /// The box of all points but the outermost in each direction.
    private static func mainBox(_ points: [Point]) -> Box {
        guard !points.isEmpty else { return Box(minX: 0, minY: 0, maxX: 0, maxY: 0) }
        let sample = stride(from: 0, to: points.count, by: max(1, points.count / 4000)).map { points[$0] }
        let (x, y) = (sample.map(\.x).sorted(), sample.map(\.y).sorted())
        let cut = sample.count / 200
        let box = Box(minX: x[cut], minY: y[cut], maxX: x[x.count - 1 - cut], maxY: y[y.count - 1 - cut])
        let whole = Box(points)
        let wide = box.expanded(dx: box.width / 10, dy: box.height / 10)
        return Box(
            minX: max(wide.minX, whole.minX),
            minY: max(wide.minY, whole.minY),
            maxX: min(wide.maxX, whole.maxX),
            maxY: min(wide.maxY, whole.maxY)
        )
    }

    // MARK: Searching

    /// Calls `visit` with the cells around a place, from near to far, until all others are farther than it says.
    ///
    /// - Parameters:
    ///   - point: The place.
    ///   - scale: Metres per coordinate unit there.
    ///   - squared: The squared distance within which to look at first.
    ///   - visit: Receives entries and returns the squared distance within which to look on.
    func search(
        from point: Point,
        scale: RoadScale,
        within squared: Double,
        _ visit: (_ entries: Span<UInt32>, _ range: Range<Int>) -> Double
    ) {
        let (starts, entries) = (starts.span, entries.span)
        let x = min(max((point.x - minX) / cellWidth, 0), Double(columns))
        let y = min(max((point.y - minY) / cellHeight, 0), Double(rows))
        let (column, row) = (min(Int(x), columns - 1), min(Int(y), rows - 1))
        let (width, height) = (cellWidth * scale.x, cellHeight * scale.y)
        var squared = squared
        var ring = 0
        while true {
            let (west, east) = (max(0, column - ring), min(columns - 1, column + ring))
            for line in max(0, row - ring)...min(rows - 1, row + ring) {
                let first = line * columns
                if abs(line - row) == ring {
                    squared = visit(entries, Int(starts[first + west])..<Int(starts[first + east + 1]))
                } else {
                    if column - ring >= 0 {
                        squared = visit(entries, Int(starts[first + west])..<Int(starts[first + west + 1]))
                    }
                    if column + ring < columns {
                        squared = visit(entries, Int(starts[first + east])..<Int(starts[first + east + 1]))
                    }
                }
            }
            // How far it is to the nearest cell that was not seen.
            var reach = Double.infinity
            if column - ring > 0 { reach = min(reach, (x - Double(column - ring)) * width) }
            if column + ring + 1 < columns { reach = min(reach, (Double(column + ring + 1) - x) * width) }
            if row - ring > 0 { reach = min(reach, (y - Double(row - ring)) * height) }
            if row + ring + 1 < rows { reach = min(reach, (Double(row + ring + 1) - y) * height) }
            reach -= 1e-6 * (width + height)
            if reach > 0 && reach * reach > squared || reach == .infinity { return }
            ring += 1
        }
    }
}

extension RoadGrid {
    /// A grid being filled.
    private struct Plan {
        let columns: Int
        let rows: Int
        let minX: Double
        let minY: Double
        let cellWidth: Double
        let cellHeight: Double
        var starts: [UInt32] = []
        var entries: [UInt32] = []

        init(box: Box, cellCount: Int, scale: RoadScale) {
            // A cell is never so small that a coordinate cannot tell its borders apart.
            let least = max(abs(box.minX), abs(box.maxX), abs(box.minY), abs(box.maxY), 1e-300) * 0x1p-40
            let (width, height) = (max(box.width, least), max(box.height, least))
            let side = (width * scale.x * height * scale.y / Double(cellCount)).squareRoot()
            columns = max(1, min(Int(min(width * scale.x / side, 1e9)), cellCount))
            rows = max(1, min(Int(min(height * scale.y / side, 1e9)), cellCount / columns))
            (minX, minY) = (box.minX, box.minY)
            (cellWidth, cellHeight) = (max(width / Double(columns), least), max(height / Double(rows), least))
            starts = []
        }

        mutating func fill(_ points: [Point], _ segments: [UInt32], limit: Int) -> Bool {
            var counts = [UInt32](repeating: 0, count: columns * rows + 1)
            var total = 0
            for segment in segments {
                visitRows(points[Int(segment)], points[Int(segment) + 1]) { cells in
                    total += cells.count
                    if total <= limit || columns * rows == 1 { for cell in cells { counts[cell + 1] += 1 } }
                }
                if total > limit && columns * rows > 1 { return false }
            }
            for cell in 0..<columns * rows { counts[cell + 1] += counts[cell] }
            starts = counts
            var entries = [UInt32](repeating: 0, count: total)
            for segment in segments {
                visitRows(points[Int(segment)], points[Int(segment) + 1]) { cells in
                    for cell in cells {
                        entries[Int(counts[cell])] = segment
                        counts[cell] += 1
                    }
                }
            }
            self.entries = entries
            return true
        }

        private func column(_ x: Double) -> Int { Int(min(max(x, 0), Double(columns - 1))) }

        /// Visits, row by row, the cells that a segment passes through, and maybe some that it nearly touches.
        private func visitRows(_ a: Point, _ b: Point, _ visit: (Range<Int>) -> Void) {
            let pad = 1e-6
            let (ax, ay) = ((a.x - minX) / cellWidth, (a.y - minY) / cellHeight)
            let (bx, by) = ((b.x - minX) / cellWidth, (b.y - minY) / cellHeight)
            let (low, high) = (min(ay, by), max(ay, by))
            let firstRow = Int(min(max(low - pad, 0), Double(rows - 1)))
            let lastRow = Int(min(max(high + pad, 0), Double(rows - 1)))
            let isInside = low >= 0 && high <= Double(rows) && min(ax, bx) >= 0 && max(ax, bx) <= Double(columns)
            let run = (bx - ax) / (by - ay)
            for row in firstRow...lastRow {
                var (west, east) = (min(ax, bx), max(ax, bx))
                // Beyond the border the moved segment is no longer straight.
                if isInside && run.isFinite {
                    let start = ax + (max(low, Double(row) - pad) - ay) * run
                    let end = ax + (min(high, Double(row + 1) + pad) - ay) * run
                    west = max(west, min(start, end))
                    east = min(east, max(start, end))
                }
                let (first, last) = (column(west - pad), column(east + pad))
                if first <= last { visit(row * columns + first..<row * columns + last + 1) }
            }
        }
    }
}
