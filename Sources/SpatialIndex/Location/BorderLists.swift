import GeometryCore

/// The lists of a ``BorderGrid`` being made.
struct BorderLists {
    let metrics: [LocalMetric]
    private(set) var near: [UInt16] = []
    private(set) var starts: [UInt32] = []
    private(set) var edges: [FourEdges] = []

    private let outline: Outline
    private let grid: LocatorGrid
    private let reachMetres: Double

    /// Nil when edges would fill more than `limit` cells in all.
    init?(_ outline: Outline, _ grid: LocatorGrid, _ reachMetres: Double, limit: Int) {
        (self.outline, self.grid, self.reachMetres) = (outline, grid, reachMetres)
        metrics = (0..<grid.rows).map { row in
            let middle = grid.point(in: LocatorGrid.Cell(level: 0, column: 0, row: row), at: (0.5, 0.5))
            return LocalMetric(latitude: middle.y)
        }
        guard let first = countEdges(limit: limit) else { return nil }
        fill(first, with: listEdges(first))
    }

    /// For each cell where its edges would begin in one list of all; nil when that is longer than `limit`.
    private func countEdges(limit: Int) -> [Int]? {
        var first = [Int](repeating: 0, count: grid.cellCount + 1)
        var total = 0
        outline.forEachEdge { _, start in
            guard total <= limit else { return }
            visitCells(near: start) { cell, _ in
                first[cell + 1] += 1
                total += 1
            }
        }
        guard total <= limit else { return nil }
        for cell in 0..<grid.cellCount { first[cell + 1] += first[cell] }
        return first
    }

    /// The first vertices of the edges near each cell.
    private mutating func listEdges(_ first: [Int]) -> [UInt32] {
        var near = [UInt16](repeating: 0, count: grid.cellCount)
        var next = first
        var list = [UInt32](repeating: 0, count: first[grid.cellCount])
        outline.forEachEdge { _, start in
            let (a, b) = (outline.vertices[start], outline.vertices[start + 1])
            visitCells(near: start) { cell, margin in
                list[next[cell]] = UInt32(start)
                next[cell] += 1
                guard grid.depth > 0 else {
                    near[cell] = 1
                    return
                }
                let (row, column) = cell.quotientAndRemainder(dividingBy: grid.columns)
                let whole = LocatorGrid.Cell(level: 0, column: column, row: row)
                near[cell] |= grid.children(of: whole, metBy: a, b, margin: margin)
            }
        }
        self.near = near
        return list
    }

    /// Makes each cell's fours of edges, of two neighbours' edges that are the same one the first.
    private mutating func fill(_ first: [Int], with list: [UInt32]) {
        starts.reserveCapacity(grid.cellCount + 1)
        for cell in 0..<grid.cellCount {
            starts.append(UInt32(edges.count))
            var count = 0
            for place in first[cell]..<first[cell + 1] {
                // Looking at more would take long where hundreds of areas meet.
                let others = max(first[cell], place - 64)..<place
                if others.contains(where: { isReverse(list[place], list[$0]) }) { continue }
                if count % 4 == 0 { edges.append(FourEdges()) }
                let vertex = Int(list[place])
                edges[edges.count - 1].set(
                    count % 4,
                    from: metres(outline.vertices[vertex], from: cell),
                    to: metres(outline.vertices[vertex + 1], from: cell)
                )
                count += 1
            }
        }
        starts.append(UInt32(edges.count))
    }

    private func isReverse(_ one: UInt32, _ other: UInt32) -> Bool {
        outline.vertices[Int(one)] == outline.vertices[Int(other) + 1]
            && outline.vertices[Int(one) + 1] == outline.vertices[Int(other)]
    }

    private func metres(_ point: Point, from cell: Int) -> (x: Double, y: Double) {
        let (row, column) = cell.quotientAndRemainder(dividingBy: grid.columns)
        let middle = grid.point(in: LocatorGrid.Cell(level: 0, column: column, row: row), at: (0.5, 0.5))
        let metric = metrics[row]
        return ((point.x - middle.x) * metric.metresPerDegreeX, (point.y - middle.y) * metric.metresPerDegreeY)
    }

    /// Visits every cell that holds a point within reach of an edge, and some beside.
    private func visitCells(near start: Int, _ visit: (_ cell: Int, _ margin: Double) -> Void) {
        let (a, b) = (outline.vertices[start], outline.vertices[start + 1])
        let margin = margin(a, b)
        grid.visitRows(from: a, to: b, level: 0, in: 0...grid.rows - 1, margin: margin) { row, columns in
            for column in columns { visit(row * grid.columns + column, margin) }
        }
    }

    /// The reach in degrees of whichever axis has more of them.
    private func margin(_ a: Point, _ b: Point) -> Double {
        let metric = LocalMetric(latitude: max(abs(a.y), abs(b.y)))
        let scale = min(metric.metresPerDegreeX, metric.metresPerDegreeY)
        // A hundredth more, for the scale a little farther from the equator.
        return scale > 0 ? min(reachMetres / scale * 1.01, 360) : 360
    }
}
