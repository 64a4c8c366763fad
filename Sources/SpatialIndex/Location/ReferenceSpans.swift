import GeometryCore

/// For each row of a grid, the stretches of columns whose reference points each polygon covers.
///
/// All references of a row lie on one horizontal line. An edge that passes the line changes, for every reference to
/// its right, whether its polygon covers it; the exact turn decides on which side a near reference lies.
struct ReferenceSpans {
    private struct Change {
        let polygon: UInt32
        let column: UInt32
    }

    private let columns: Int
    private var changes: [Change] = []
    private var firstChange: [Int] = []

    /// Nil when a reference point lies on an edge.
    init?(outline: Outline, grid: LocatorGrid) {
        columns = grid.columns
        var perRow = [Int](repeating: 0, count: grid.rows + 1)
        Self.forEachPassing(outline, grid) { _, row, _ in perRow[row] += 1 }
        var sum = 0
        for row in perRow.indices {
            let count = perRow[row]
            perRow[row] = sum
            sum += count
        }
        firstChange = perRow
        var filled = [Change](repeating: Change(polygon: 0, column: 0), count: sum)
        var next = perRow
        var isClear = true
        Self.forEachPassing(outline, grid) { polygon, row, start in
            let column = Self.firstColumn(rightOf: outline.vertices[start], outline.vertices[start + 1], row, grid)
            if column == nil { isClear = false }
            filled[next[row]] = Change(polygon: UInt32(polygon), column: UInt32(column ?? 0))
            next[row] += 1
        }
        guard isClear && !Self.touchesFlatEdge(outline, grid) else { return nil }
        for row in 0..<grid.rows {
            filled[firstChange[row]..<firstChange[row + 1]].sort {
                ($0.polygon, $0.column) < ($1.polygon, $1.column)
            }
        }
        changes = filled
    }

    /// Lists, for each column of a row, the polygons that cover its reference, ascending; false when the lists would
    /// together be longer than `limit` and one entry a column.
    func listPolygonsCoveringReferences(ofRow row: Int, into covering: inout [[UInt32]], limit: Int) -> Bool {
        for column in covering.indices { covering[column].removeAll(keepingCapacity: true) }
        var room = limit
        var index = firstChange[row]
        let end = firstChange[row + 1]
        while index + 1 < end {
            // A closed ring passes a line an even number of times, so changes come in pairs.
            let (enter, leave) = (changes[index], changes[index + 1])
            for column in Int(enter.column)..<min(Int(leave.column), columns) {
                if !covering[column].isEmpty { room -= 1 }
                covering[column].append(enter.polygon)
            }
            guard room >= 0 else { return false }
            index += 2
        }
        return true
    }

    /// Calls `visit` for every edge and every row whose reference line it passes, lower ends included.
    private static func forEachPassing(
        _ outline: Outline,
        _ grid: LocatorGrid,
        _ visit: (_ polygon: Int, _ row: Int, _ start: Int) -> Void
    ) {
        outline.forEachEdge { polygon, start in
            let (a, b) = (outline.vertices[start].y, outline.vertices[start + 1].y)
            let (low, high) = (min(a, b), max(a, b))
            guard low < high else { return }
            for row in grid.row(of: low)...grid.row(of: high) {
                let line = grid.referenceY(ofRow: row)
                if low <= line && line < high { visit(polygon, row, start) }
            }
        }
    }

    /// The first column whose reference lies right of an edge that passes its line; the column count when none does,
    /// nil when one lies on it.
    private static func firstColumn(rightOf a: Point, _ b: Point, _ row: Int, _ grid: LocatorGrid) -> Int? {
        let (low, high) = a.y < b.y ? (a, b) : (b, a)
        let y = grid.referenceY(ofRow: row)
        let x = low.x + (y - low.y) / (high.y - low.y) * (high.x - low.x)
        // Rounding may misplace x by far less than a column, so the answer is within one of this guess.
        var column = max(0, grid.column(of: x) - 1)
        while column < grid.columns {
            let side = orientationSign(low, high, Point(x: grid.referenceX(ofColumn: column), y: y))
            if side == 0 { return nil }
            if side < 0 { return column }
            column += 1
        }
        return column
    }

    /// Whether a reference lies on a vertex or on a horizontal edge; the passing edges may know of neither.
    private static func touchesFlatEdge(_ outline: Outline, _ grid: LocatorGrid) -> Bool {
        var touches = false
        outline.forEachEdge { _, start in
            let (a, b) = (outline.vertices[start], outline.vertices[start + 1])
            guard grid.referenceY(ofRow: grid.row(of: a.y)) == a.y else { return }
            let (west, east) = a.y == b.y ? (min(a.x, b.x), max(a.x, b.x)) : (a.x, a.x)
            for column in grid.column(of: west)...grid.column(of: east) {
                let x = grid.referenceX(ofColumn: column)
                if west <= x && x <= east { touches = true }
            }
        }
        return touches
    }
}
