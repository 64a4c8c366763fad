import GeometryCore

/// Cells, row by row: the columns of a window, or in each row those near a slanting way through it.
struct CellRows {
    private(set) var rows: Range<Int>
    private(set) var columns: Range<Int>
    /// The way, and how far from it cells matter; nil when the whole window does.
    var slant: (low: Point, high: Point, padX: Double, padY: Double, layout: CellLayout)?

    @inline(__always)
    init(rows: Range<Int>, columns: Range<Int>) {
        self.rows = rows
        self.columns = columns
    }

    /// How many cells the window has; ask a clamped one.
    var count: Int { rows.count * columns.count }

    /// Leaves out the cells before the first, and those from the given numbers on.
    @inline(__always)
    mutating func clamp(rows: Int, columns: Int) {
        self.rows = self.rows.clamped(to: 0..<rows)
        self.columns = self.columns.clamped(to: 0..<columns)
    }

    /// The next row and its columns; nil after the last.
    @inline(__always)
    mutating func next() -> (row: Int, columns: Range<Int>)? {
        guard let row = rows.first else { return nil }
        rows = row + 1..<rows.upperBound
        return (row, slant == nil ? columns : slanted(row))
    }

    private func slanted(_ row: Int) -> Range<Int> {
        guard let (low, high, padX, padY, layout) = slant else { return columns }
        // The part of the way that comes near this row; a millionth of a cell outweighs all rounding.
        let floor = layout.minY + Double(row) * layout.cellHeight - padY - layout.cellHeight * 1e-6
        let ceiling = floor + layout.cellHeight * (1 + 2e-6) + 2 * padY
        let run = (high.x - low.x) / (high.y - low.y)
        let start = low.x + (max(low.y, floor) - low.y) * run
        let end = low.x + (min(high.y, ceiling) - low.y) * run
        let margin = padX + layout.cellWidth * 1e-6
        let first = layout.column(of: min(start, end) - margin)
        let last = layout.column(of: max(start, end) + margin)
        return first <= last ? (first..<last + 1).clamped(to: columns) : columns.lowerBound..<columns.lowerBound
    }
}
