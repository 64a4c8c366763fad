import GeometryCore

extension CellGrid {
    /// Files the segments between each line's consecutive vertices where both are places.
    ///
    /// - Precondition: Fewer than 2³⁰ vertices; with cells no smaller than the mean segment, all numbers then fit.
    init(points: [Point], offsets: [Int], scale: LineScale, layout: CellLayout) {
        var builder = CellGridBuilder(layout: layout, capacity: points.count * 2)
        let points = points.span
        for (first, end) in zip(offsets, offsets.dropFirst()) where end - first > 1 {
            builder.add(first..<end, points, scale)
        }
        let box = scale.box
        self = builder.grid(
            rowCount: box.isEmpty ? 0 : layout.row(of: box.maxY) + 1,
            columnCount: box.isEmpty ? 0 : layout.column(of: box.maxX) + 1
        )
    }
}

/// The cells that segments pass through, before they are sorted.
private struct CellGridBuilder {
    /// A segment through more rows and columns than this is not filed.
    private static let farthest = 4096

    private let layout: CellLayout
    private var tiles = TileTable()
    private var cache = (key: TileTable.vacant, tile: 0)
    /// A cell in the upper half, a segment in the lower.
    private var entries: [UInt64] = []
    private var unfiled: [UInt32] = []

    init(layout: CellLayout, capacity: Int) {
        self.layout = layout
        entries.reserveCapacity(capacity)
    }

    @inline(__always)
    mutating func add(_ line: Range<Int>, _ points: Span<Point>, _ scale: LineScale) {
        var start: (point: Point, column: Int, row: Int)?
        for vertex in line {
            let point = points[vertex]
            guard !scale.hasStrays || scale.isPlace(point) else {
                start = nil
                continue
            }
            let end = (point: point, column: layout.column(of: point.x), row: layout.row(of: point.y))
            if let start {
                if start.column == end.column && start.row == end.row {
                    add(vertex - 1, column: end.column, row: end.row)
                } else {
                    addAcross(vertex - 1, start, end)
                }
            }
            start = end
        }
    }

    /// Files a segment in the cells along its way.
    @inline(never)
    private mutating func addAcross(
        _ segment: Int,
        _ a: (point: Point, column: Int, row: Int),
        _ b: (point: Point, column: Int, row: Int)
    ) {
        let (columns, rows) = (abs(a.column - b.column), abs(a.row - b.row))
        if columns <= 1 && rows <= 1 {
            for row in min(a.row, b.row)...max(a.row, b.row) {
                for column in min(a.column, b.column)...max(a.column, b.column) {
                    add(segment, column: column, row: row)
                }
            }
        } else if columns + rows <= Self.farthest {
            var near = layout.rows(from: a.point, to: b.point, padX: 0, padY: 0)
            while let (row, columns) = near.next() {
                for column in columns { add(segment, column: column, row: row) }
            }
        } else {
            unfiled.append(UInt32(segment))
        }
    }

    @inline(__always)
    private mutating func add(_ segment: Int, column: Int, row: Int) {
        let key = TileTable.key(column: column >> CellGrid.sideBits, row: row >> CellGrid.sideBits)
        if key != cache.key { cache = (key, tiles.number(key)) }
        let cell = CellGrid.cell(cache.tile, column: column, row: row)
        entries.append(UInt64(truncatingIfNeeded: cell) << 32 | UInt64(truncatingIfNeeded: segment))
    }

    /// Sorts the entries by cell, by counting.
    func grid(rowCount: Int, columnCount: Int) -> CellGrid {
        var starts = [UInt32](repeating: 0, count: tiles.count * CellGrid.cellsPerTile + 1)
        var items = [UInt32](repeating: 0, count: entries.count)
        var ends = starts.mutableSpan
        let entries = entries.span
        for place in entries.indices { ends[Int(truncatingIfNeeded: entries[place] >> 32)] += 1 }
        var sum: UInt32 = 0
        for cell in ends.indices {
            sum += ends[cell]
            ends[cell] = sum
        }
        // Backwards, so that each cell's end moves down to its start and its segments stay in order.
        var filed = items.mutableSpan
        for place in entries.indices.reversed() {
            let cell = Int(truncatingIfNeeded: entries[place] >> 32)
            ends[cell] -= 1
            filed[Int(ends[cell])] = UInt32(truncatingIfNeeded: entries[place])
        }
        return CellGrid(
            layout: layout,
            tiles: tiles,
            rowCount: rowCount,
            columnCount: columnCount,
            starts: starts,
            items: items + unfiled,
            filedCount: entries.count
        )
    }
}
