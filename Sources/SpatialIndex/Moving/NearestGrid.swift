import GeometryCore

/// A uniform grid over one stretch of the map on which a ``NearestIndex`` keeps its points.
///
/// A place beyond the border belongs to the nearest cell at the border, so every place has one. Columns and rows never
/// decrease from west to east and from south to north, roundings included; searches rely on that alone, and never ask
/// where a cell begins.
struct NearestGrid: Sendable {
    private let originU: Double
    private let originV: Double
    private let cellsPerUnit: Double
    private let lastColumn: Double
    private let lastRow: Double
    let columns: Int
    let rows: Int
    /// The number of its south-west cell; the others follow row by row.
    let firstCell: Int
    /// How many points there were to a cell in use when it was made.
    var density = 1.0

    /// Covers a box of the map with square cells.
    init(box: Box, cellSize: Double, firstCell: Int) {
        originU = box.minX
        originV = box.minY
        cellsPerUnit = 1 / cellSize
        columns = Int(box.width / cellSize) + 1
        rows = Int(box.height / cellSize) + 1
        lastColumn = Double(columns - 1)
        lastRow = Double(rows - 1)
        self.firstCell = firstCell
    }

    var cellCount: Int { columns * rows }

    var cellSize: Double { 1 / cellsPerUnit }

    @inline(always)
    func column(of u: Double) -> Int { Int(max(0, min(lastColumn, (u - originU) * cellsPerUnit))) }

    @inline(always)
    func row(of v: Double) -> Int { Int(max(0, min(lastRow, (v - originV) * cellsPerUnit))) }

    @inline(always)
    func cell(column: Int, row: Int) -> Int { firstCell &+ row &* columns &+ column }

    @inline(always)
    func cell(u: Double, v: Double) -> Int { cell(column: column(of: u), row: row(of: v)) }

    /// The one cell of a place.
    @inline(always)
    func home(u: Double, v: Double) -> NearestWindow {
        let (column, row) = (column(of: u), row(of: v))
        return NearestWindow(west: column, east: column, south: row, north: row)
    }

    /// The cells of all points whose distance from a place has no greater square than `square`.
    ///
    /// A square of NaN is not allowed, an infinite one is.
    @inline(always)
    func window(u: Double, v: Double, square: Double) -> NearestWindow {
        // The margins are far above all roundings: of the square, its root, places on the map and sums with them.
        let reach = square.squareRoot() * (1 + 0x1p-40) + (abs(u) + abs(v) + 1) * 0x1p-48
        return NearestWindow(
            west: column(of: u - reach),
            east: column(of: u + reach),
            south: row(of: v - reach),
            north: row(of: v + reach)
        )
    }

    /// The cells of a window and those up to `steps` from it.
    @inline(always)
    func widen(_ window: NearestWindow, by steps: Int) -> NearestWindow {
        NearestWindow(
            west: max(0, window.west &- steps),
            east: min(columns &- 1, window.east &+ steps),
            south: max(0, window.south &- steps),
            north: min(rows &- 1, window.north &+ steps)
        )
    }

    /// All cells.
    var everything: NearestWindow { NearestWindow(west: 0, east: columns - 1, south: 0, north: rows - 1) }
}

/// A rectangle of cells, its borders included.
struct NearestWindow: Hashable {
    let west: Int
    let east: Int
    let south: Int
    let north: Int

    @inline(always)
    func contains(_ other: NearestWindow) -> Bool {
        west <= other.west && other.east <= east && south <= other.south && other.north <= north
    }
}
