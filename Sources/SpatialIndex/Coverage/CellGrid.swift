import GeometryCore

/// Which segments pass through each cell of a uniform grid; only neighbourhoods that hold some take memory.
///
/// Cells come in tiles of 8 × 8, found by hashing, so a line far from all others costs one tile and makes no cell
/// coarser. A segment is the number of its first vertex. A cell's segments stand one after another, and so do those of
/// neighbouring cells in a row of a tile.
struct CellGrid: Sendable {
    /// A tile has 2³ rows and columns.
    static let sideBits = 3
    static let cellsPerTile = 1 << (2 * sideBits)
    private static let sideMask = 1 << sideBits - 1

    let layout: CellLayout
    private let tiles: TileTable
    /// How many rows and columns there are up to the last that holds a segment.
    private let rowCount: Int
    private let columnCount: Int
    /// Where each cell's segments start: tile by tile, row by row, and one more.
    private let starts: [UInt32]
    /// The segments, cell by cell, then those that pass through too many cells to be filed.
    let items: [UInt32]
    /// How many of the items are filed by cell.
    private let filedCount: Int

    init(
        layout: CellLayout,
        tiles: TileTable,
        rowCount: Int,
        columnCount: Int,
        starts: [UInt32],
        items: [UInt32],
        filedCount: Int
    ) {
        self.layout = layout
        self.tiles = tiles
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.starts = starts
        self.items = items
        self.filedCount = filedCount
    }

    /// Whether most of the cells are empty ones that only the tiles' size brought about.
    var isSparse: Bool { starts.count > 8 * items.count + 1 << 16 }

    /// Steps through the places in ``items`` of the segments near somewhere; a segment may come more than once.
    struct Search {
        fileprivate var rows: CellRows
        fileprivate var row = 0
        /// What is left of the row.
        fileprivate var columns = 0..<0
        /// What is to be read beside the rows.
        fileprivate var pending: Range<Int>
        /// The tile that was looked up last.
        fileprivate var key = TileTable.vacant
        fileprivate var tile: Int?
    }

    /// A search for what comes near `box`.
    @inline(__always)
    func search(_ box: Box) -> Search { search(layout.rows(in: box)) }

    /// A search for what comes within `padX` and `padY` of the straight way from `a` to `b`.
    func search(from a: Point, to b: Point, padX: Double, padY: Double) -> Search {
        search(layout.rows(from: a, to: b, padX: padX, padY: padY))
    }

    @inline(__always)
    private func search(_ rows: CellRows) -> Search {
        var rows = rows
        rows.clamp(rows: rowCount, columns: columnCount)
        guard rows.count <= items.count else {
            // More cells than there are entries: reading them all is the shorter way.
            return Search(rows: CellRows(rows: 0..<0, columns: 0..<0), pending: items.indices)
        }
        return Search(rows: rows, pending: filedCount..<items.count)
    }

    /// The next places of a search; nil when it is over.
    @inline(__always)
    func next(_ search: inout Search) -> Range<Int>? {
        if !search.pending.isEmpty {
            defer { search.pending = 0..<0 }
            return search.pending
        }
        while true {
            guard let column = search.columns.first else {
                guard let next = search.rows.next() else { return nil }
                (search.row, search.columns) = next
                continue
            }
            let key = TileTable.key(column: column >> Self.sideBits, row: search.row >> Self.sideBits)
            if key != search.key { (search.key, search.tile) = (key, tiles[key]) }
            let end = min(search.columns.upperBound, (column | Self.sideMask) + 1)
            search.columns = end..<search.columns.upperBound
            guard let tile = search.tile else { continue }
            let first = Self.cell(tile, column: column, row: search.row)
            let range = Int(starts[first])..<Int(starts[first + end - column])
            if !range.isEmpty { return range }
        }
    }

    /// Where in the tiles' cells the cell of a column and row stands.
    @inline(__always)
    static func cell(_ tile: Int, column: Int, row: Int) -> Int {
        tile << (2 * sideBits) + (row & sideMask) << sideBits + column & sideMask
    }
}
