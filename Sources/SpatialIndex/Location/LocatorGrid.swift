import GeometryCore

/// The cells of a ``PointLocator``: a uniform grid whose cells can be quartered both ways, level below level.
///
/// A coordinate is rounded once, to whole *units*: the size of a cell of the lowest level. Which cell of any level a
/// point falls into is then a matter of shifting bits, so all levels agree.
struct LocatorGrid: Sendable {
    /// A cell by its level, 0 being the grid itself, and its place among that level's cells.
    struct Cell {
        let level: Int
        let column: Int
        let row: Int

        /// One of the sixteen cells of the next level, numbered row by row.
        func child(_ number: Int) -> Cell {
            Cell(level: level + 1, column: column << 2 | number & 3, row: row << 2 | number >> 2)
        }
    }

    /// Cells of level 0.
    let columns: Int
    let rows: Int
    /// How many levels there are below level 0.
    let depth: Int
    /// Where in a cell of level 0 its reference point lies, as fractions of its size.
    let reference: (x: Double, y: Double)

    private let minX: Double
    private let minY: Double
    private let unitsPerX: Double
    private let unitsPerY: Double
    /// The number of units each way.
    private let unitColumns: UInt64
    private let unitRows: UInt64
    private let unitWidth: Double
    private let unitHeight: Double
    private let roundingX: Double
    private let roundingY: Double

    /// A grid of about `cellCount` roughly square cells.
    ///
    /// A box too thin to hold points beside its edges is widened, so that every cell has room for a reference.
    init(around box: Box, cellCount: Int, reference: (x: Double, y: Double)) {
        let box = box.isEmpty ? Box(minX: 0, minY: 0, maxX: 0, maxY: 0) : box
        let (sizeX, sizeY) = (Self.magnitude(box.minX, box.maxX), Self.magnitude(box.minY, box.maxY))
        let (width, height) = (max(box.width, sizeX * 0x1p-39), max(box.height, sizeY * 0x1p-39))
        columns = Int(min(max((Double(cellCount) * (width / height)).squareRoot(), 1), Double(cellCount)))
        rows = max(1, cellCount / columns)
        // A cell of the lowest level keeps room for thousands of doubles each way.
        let finest = min(width / Double(columns) / sizeX, height / Double(rows) / sizeY) * 0x1p40
        var depth = 0
        while depth < 10 && finest >= Double(1 << (2 * depth + 2)) { depth += 1 }
        self.depth = depth
        (unitColumns, unitRows) = (UInt64(columns) << UInt64(2 * depth), UInt64(rows) << UInt64(2 * depth))
        // Less than a whole unit is left over, so that no point of the box is rounded to a unit beyond the last.
        (minX, minY) = (box.minX - (width - box.width) / 2, box.minY - (height - box.height) / 2)
        (unitsPerX, unitsPerY) = ((Double(unitColumns) - 0.75) / width, (Double(unitRows) - 0.75) / height)
        (unitWidth, unitHeight) = (1 / unitsPerX, 1 / unitsPerY)
        (roundingX, roundingY) = (sizeX * 0x1p-47, sizeY * 0x1p-47)
        self.reference = reference
    }

    private static func magnitude(_ low: Double, _ high: Double) -> Double { max(abs(low), abs(high), 1e-100) }

    var cellCount: Int { columns * rows }

    /// How far a coordinate in units is shifted to give its cell of `level`.
    @inline(__always)
    func shift(_ level: Int) -> Int { 2 &* (depth &- level) }

    // MARK: From coordinates to cells

    /// The units of a coordinate, which is the number of units or more when it is outside or not a number.
    ///
    /// Added to 2⁵², a number is rounded to a whole one that stands in its lowest bits; one below zero leaves a pattern
    /// below that of 2⁵², and all others one far above.
    @inline(__always)
    private static func units(_ coordinate: Double, _ least: Double, _ perDegree: Double) -> UInt64 {
        ((coordinate - least) * perDegree + 0x1p52).bitPattern &- (0x1p52).bitPattern
    }

    /// The unit a point falls into; nil outside the grid and for a point that is not a number.
    @inline(__always)
    func units(of point: Point) -> (x: Int, y: Int)? {
        let x = Self.units(point.x, minX, unitsPerX)
        let y = Self.units(point.y, minY, unitsPerY)
        guard x < unitColumns && y < unitRows else { return nil }
        return (Int(truncatingIfNeeded: x), Int(truncatingIfNeeded: y))
    }

    /// The number of the cell of level 0 that holds a unit.
    @inline(__always)
    func cell(of units: (x: Int, y: Int)) -> Int {
        let shift = shift(0)
        return (units.y &>> shift) &* columns &+ (units.x &>> shift)
    }

    /// The row of level 0 that holds a unit.
    @inline(__always)
    func row(of units: (x: Int, y: Int)) -> Int { units.y &>> shift(0) }

    @inline(__always)
    func column(of x: Double, level: Int = 0) -> Int {
        // A value far outside is cut off first, so that it stays on its side.
        let units = Self.units(max(x, minX), minX, unitsPerX)
        return Int(min(units, unitColumns - 1)) >> shift(level)
    }

    @inline(__always)
    func row(of y: Double, level: Int = 0) -> Int {
        let units = Self.units(max(y, minY), minY, unitsPerY)
        return Int(min(units, unitRows - 1)) >> shift(level)
    }

    // MARK: From cells to coordinates

    @inline(__always)
    private func x(ofColumn column: Int, _ level: Int) -> Double {
        minX + (Double(column << shift(level)) - 0.5) * unitWidth
    }

    @inline(__always)
    private func y(ofRow row: Int, _ level: Int) -> Double { minY + (Double(row << shift(level)) - 0.5) * unitHeight }

    /// Which of the sixteen parts of its cell of level 0 holds a unit; 0 where cells have none.
    @inline(__always)
    func part(of units: (x: Int, y: Int)) -> Int {
        guard depth > 0 else { return 0 }
        let shift = shift(1)
        return ((units.y &>> shift) & 3) << 2 | (units.x &>> shift) & 3
    }

    /// The middle of the cell of level 0 that holds a unit.
    @inline(__always)
    func middle(of units: (x: Int, y: Int)) -> Point {
        let shift = shift(0)
        return point(
            in: Cell(level: 0, column: units.x &>> shift, row: units.y &>> shift),
            at: (0.5, 0.5)
        )
    }

    func referenceX(ofColumn column: Int) -> Double {
        point(in: Cell(level: 0, column: column, row: 0), at: reference).x
    }

    func referenceY(ofRow row: Int) -> Double { point(in: Cell(level: 0, column: 0, row: row), at: reference).y }

    /// The point that lies at `fractions` of a cell's size from its lower left corner.
    @inline(__always)
    func point(in cell: Cell, at fractions: (x: Double, y: Double)) -> Point {
        let units = Double(1 << shift(cell.level))
        return Point(
            x: minX + (Double(cell.column << shift(cell.level)) - 0.5 + fractions.x * units) * unitWidth,
            y: minY + (Double(cell.row << shift(cell.level)) - 0.5 + fractions.y * units) * unitHeight
        )
    }

    // MARK: Segments

    /// Visits, row by row, the columns of a level that segment `a`–`b` passes through, and maybe some that it only
    /// nearly touches.
    ///
    /// The margin of at least a millionth of a cell outweighs every rounding error made here and in
    /// ``column(of:level:)``, so a cell that is not visited surely holds no point of the segment, nor one within
    /// `margin` of it both ways.
    @inline(__always)
    func visitRows(
        from a: Point,
        to b: Point,
        level: Int,
        in rows: ClosedRange<Int>,
        margin: Double = 0,
        _ visit: (_ row: Int, _ columns: ClosedRange<Int>) -> Void
    ) {
        let units = Double(1 << shift(level))
        let padX = max(units * unitWidth * 1e-6, roundingX) + margin
        let padY = max(units * unitHeight * 1e-6, roundingY) + margin
        let (low, high) = a.y <= b.y ? (a, b) : (b, a)
        let firstRow = max(row(of: low.y - padY, level: level), rows.lowerBound)
        let lastRow = min(row(of: high.y + padY, level: level), rows.upperBound)
        guard firstRow <= lastRow else { return }
        let run = (high.x - low.x) / (high.y - low.y)
        for row in firstRow...lastRow {
            var (west, east) = (min(a.x, b.x), max(a.x, b.x))
            if run.isFinite {
                // Where the segment is between the lower and upper border of this row.
                let bottom = max(low.y, y(ofRow: row, level) - padY)
                let top = min(high.y, y(ofRow: row + 1, level) + padY)
                let (start, end) = (low.x + (bottom - low.y) * run, low.x + (top - low.y) * run)
                west = max(west, min(start, end))
                east = min(east, max(start, end))
            }
            let firstColumn = column(of: west - padX, level: level)
            let lastColumn = column(of: east + padX, level: level)
            if firstColumn <= lastColumn { visit(row, firstColumn...lastColumn) }
        }
    }

    /// Visits every cell of level 0 that a segment passes through, and maybe some that it only nearly touches.
    func visitCells(from a: Point, to b: Point, _ visit: (Int) -> Void) {
        visitRows(from: a, to: b, level: 0, in: 0...rows - 1) { row, range in
            for column in range { visit(row * columns + column) }
        }
    }

    /// Which of a cell's sixteen children a segment passes through, as bits, and maybe some that it nearly touches.
    func children(of cell: Cell, metBy a: Point, _ b: Point, margin: Double = 0) -> UInt16 {
        var met: UInt16 = 0
        let (firstColumn, firstRow) = (cell.column << 2, cell.row << 2)
        visitRows(from: a, to: b, level: cell.level + 1, in: firstRow...firstRow + 3, margin: margin) { row, range in
            let (first, last) = (max(range.lowerBound - firstColumn, 0), min(range.upperBound - firstColumn, 3))
            guard first <= last else { return }
            met |= UInt16((2 << last) - (1 << first)) << UInt16(4 * (row - firstRow))
        }
        return met
    }
}
