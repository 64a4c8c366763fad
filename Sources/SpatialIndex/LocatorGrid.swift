import GeometryCore

/// The uniform grid of a ``PointLocator``: which cell a point falls into, and each cell's reference point.
struct LocatorGrid: Sendable {
    let box: Box
    let columns: Int
    let rows: Int
    private let columnsPerUnit: Double
    private let rowsPerUnit: Double
    private let cellWidth: Double
    private let cellHeight: Double
    /// Where in each cell the reference point lies, as fractions of its size.
    let referenceX: Double
    let referenceY: Double

    init(box: Box, columns: Int, rows: Int, reference: (x: Double, y: Double)) {
        self.box = box
        self.columns = columns
        self.rows = rows
        cellWidth = box.isEmpty ? 0 : box.width / Double(columns)
        cellHeight = box.isEmpty ? 0 : box.height / Double(rows)
        columnsPerUnit = cellWidth > 0 ? 1 / cellWidth : 0
        rowsPerUnit = cellHeight > 0 ? 1 / cellHeight : 0
        (referenceX, referenceY) = reference
    }

    /// A grid of about `cellCount` roughly square cells.
    ///
    /// A box too thin to hold points beside its edges is widened, so that every cell has room for a reference.
    init(around box: Box, cellCount: Int, reference: (x: Double, y: Double)) {
        func lack(_ size: Double, _ low: Double, _ high: Double) -> Double {
            let least = max(abs(low), abs(high), 1e-100) * 0x1p-40
            return size < least ? least : 0
        }
        let box =
            box.isEmpty
            ? box : box.expanded(dx: lack(box.width, box.minX, box.maxX), dy: lack(box.height, box.minY, box.maxY))
        let ratio = box.isEmpty || box.height <= 0 ? 1 : box.width / box.height
        let wanted = (Double(cellCount) * ratio).squareRoot()
        let columns = Int(min(max(wanted, 1), Double(cellCount)))
        self.init(box: box, columns: columns, rows: max(1, cellCount / columns), reference: reference)
    }

    var cellCount: Int { columns * rows }

    /// The cell of `point`; nil outside the box and for a point that is not a number.
    @inline(__always)
    func cell(of point: Point) -> Int? {
        guard box.contains(point) else { return nil }
        return row(of: point.y) * columns + column(of: point.x)
    }

    @inline(__always)
    func column(of x: Double) -> Int { min(max(Int((x - box.minX) * columnsPerUnit), 0), columns - 1) }

    @inline(__always)
    func row(of y: Double) -> Int { min(max(Int((y - box.minY) * rowsPerUnit), 0), rows - 1) }

    @inline(__always)
    func reference(of cell: Int) -> Point {
        let (row, column) = cell.quotientAndRemainder(dividingBy: columns)
        return Point(x: referenceX(ofColumn: column), y: referenceY(ofRow: row))
    }

    @inline(__always)
    func referenceX(ofColumn column: Int) -> Double { box.minX + (Double(column) + referenceX) * cellWidth }

    @inline(__always)
    func referenceY(ofRow row: Int) -> Double { box.minY + (Double(row) + referenceY) * cellHeight }

    /// Visits every cell that segment `a`–`b` passes through, and maybe some that it only nearly touches.
    ///
    /// The margin of a millionth of a cell outweighs every rounding error made here and in ``cell(of:)``, so a cell
    /// that is not visited surely holds no point of the segment.
    func visitCells(from a: Point, to b: Point, _ visit: (Int) -> Void) {
        let (padX, padY) = (
            padding(cellWidth, of: max(abs(box.minX), abs(box.maxX))),
            padding(cellHeight, of: max(abs(box.minY), abs(box.maxY)))
        )
        let (low, high) = a.y <= b.y ? (a, b) : (b, a)
        let firstRow = row(of: low.y - padY)
        let lastRow = row(of: high.y + padY)
        let run = high.y > low.y ? (high.x - low.x) / (high.y - low.y) : 0
        for row in firstRow...lastRow {
            var (west, east) = (min(a.x, b.x), max(a.x, b.x))
            if lastRow > firstRow && high.y > low.y {
                // Where the segment is between the lower and upper border of this row.
                let bottom = max(low.y, box.minY + Double(row) * cellHeight - padY)
                let top = min(high.y, box.minY + Double(row + 1) * cellHeight + padY)
                let (start, end) = (low.x + (bottom - low.y) * run, low.x + (top - low.y) * run)
                west = max(west, min(start, end))
                east = min(east, max(start, end))
            }
            let firstColumn = column(of: west - padX)
            let lastColumn = column(of: east + padX)
            guard firstColumn <= lastColumn else { continue }
            for column in firstColumn...lastColumn { visit(row * columns + column) }
        }
    }

    private func padding(_ size: Double, of magnitude: Double) -> Double { max(size * 1e-6, magnitude * 0x1p-48) }
}
