import GeometryCore

/// Where the cells of an endless uniform grid lie; columns and rows are counted from its corner.
struct CellLayout: Sendable {
    let minX: Double
    let minY: Double
    let cellWidth: Double
    let cellHeight: Double
    private let columnsPerUnit: Double
    private let rowsPerUnit: Double

    init(minX: Double, minY: Double, cellWidth: Double, cellHeight: Double) {
        self.minX = minX
        self.minY = minY
        self.cellWidth = cellWidth
        self.cellHeight = cellHeight
        columnsPerUnit = 1 / cellWidth
        rowsPerUnit = 1 / cellHeight
    }

    /// The column of `x`; 0 for what lies up to one cell before the first, and negative before that.
    @inline(__always)
    func column(of x: Double) -> Int { Int((x - minX) * columnsPerUnit) }

    /// The row of `y`, counted likewise.
    @inline(__always)
    func row(of y: Double) -> Int { Int((y - minY) * rowsPerUnit) }

    /// The cells that may hold a part of `box`.
    @inline(__always)
    func rows(in box: Box) -> CellRows {
        CellRows(
            rows: row(of: box.minY)..<row(of: box.maxY) + 1,
            columns: column(of: box.minX)..<column(of: box.maxX) + 1
        )
    }

    /// The cells that may hold a place within `padX` and `padY` of the straight way from `a` to `b`.
    func rows(from a: Point, to b: Point, padX: Double, padY: Double) -> CellRows {
        var rows = rows(in: Box(a, b).expanded(dx: padX, dy: padY))
        guard rows.columns.count > 2, rows.rows.count > 2, a.y != b.y else { return rows }
        rows.slant = (a.y < b.y ? a : b, a.y < b.y ? b : a, padX, padY, self)
        return rows
    }
}
