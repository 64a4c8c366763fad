import GeometryCore

extension PointLocator {
    /// What ``soleOwner(in:)`` says where it cannot tell.
    static let severalOwners = UInt32.max - 1

    /// The one owner, or ``none``, of all cells that meet a box; ``severalOwners`` where a border may be in it.
    ///
    /// Gives up on boxes of more than a few cells.
    @inline(__always)
    func soleOwner(in box: Box) -> UInt32 {
        let (low, high) = (Point(x: box.minX, y: box.minY), Point(x: box.maxX, y: box.maxY))
        guard let low = grid.units(of: low), let high = grid.units(of: high) else { return Self.severalOwners }
        let (first, last) = (grid.cell(of: low), grid.cell(of: high))
        let content = cells[first]
        if first == last && !Self.isNode(content) { return Self.isLeaf(content) ? Self.severalOwners : content }
        return soleOwner(low, high)
    }

    /// The same for all cells that meet the box between two units.
    private func soleOwner(_ low: (x: Int, y: Int), _ high: (x: Int, y: Int)) -> UInt32 {
        let shift = grid.shift(0)
        let (columns, rows) = (low.x &>> shift...high.x &>> shift, low.y &>> shift...high.y &>> shift)
        guard columns.count <= 4 && rows.count <= 4 else { return Self.severalOwners }
        let cells = cells.span
        var owner: UInt32?
        for row in rows {
            for column in columns {
                let cell = LocatorGrid.Cell(level: 0, column: column, row: row)
                let found = soleOwner(cells[row * grid.columns + column], cell, low, high, cells)
                guard found != Self.severalOwners, owner == nil || owner == found else { return Self.severalOwners }
                owner = found
            }
        }
        return owner ?? Self.none
    }

    /// The same for the part of one cell that lies between two units.
    private func soleOwner(
        _ content: UInt32,
        _ cell: LocatorGrid.Cell,
        _ low: (x: Int, y: Int),
        _ high: (x: Int, y: Int),
        _ cells: Span<UInt32>
    ) -> UInt32 {
        guard Self.isNode(content) else { return Self.isLeaf(content) ? Self.severalOwners : content }
        let first = Int(content & Self.payload) << 4
        let shift = grid.shift(cell.level + 1)
        func parts(_ low: Int, _ high: Int, _ place: Int) -> ClosedRange<Int> {
            max(low >> shift - place << 2, 0)...min(high >> shift - place << 2, 3)
        }
        var owner: UInt32?
        for row in parts(low.y, high.y, cell.row) {
            for column in parts(low.x, high.x, cell.column) {
                let number = row << 2 | column
                let found = soleOwner(cells[first | number], cell.child(number), low, high, cells)
                guard found != Self.severalOwners, owner == nil || owner == found else { return Self.severalOwners }
                owner = found
            }
        }
        return owner ?? Self.none
    }

    /// Calls `visit` with the first vertex and an area of every edge within `margin` of stretch `a`–`b`, and of some
    /// beside; an edge comes once for each cell it is found in, and once only for neighbours that share it, for each.
    func visitEdges(near a: Point, _ b: Point, margin: Double, _ visit: (_ vertex: UInt32, _ area: UInt32) -> Void) {
        grid.visitRows(from: a, to: b, level: 0, in: 0...grid.rows - 1, margin: margin) { row, columns in
            for column in columns {
                let cell = LocatorGrid.Cell(level: 0, column: column, row: row)
                visitEdges(cells[row * grid.columns + column], cell, a, b, margin, visit)
            }
        }
    }

    private func visitEdges(
        _ content: UInt32,
        _ cell: LocatorGrid.Cell,
        _ a: Point,
        _ b: Point,
        _ margin: Double,
        _ visit: (UInt32, UInt32) -> Void
    ) {
        if Self.isLeaf(content) {
            LocatorLeaf.visitEdges(at: Int(content & Self.payload), leaves.span, visit)
        } else if Self.isNode(content) {
            let first = Int(content & Self.payload) << 4
            var met = grid.children(of: cell, metBy: a, b, margin: margin)
            while met != 0 {
                let number = met.trailingZeroBitCount
                visitEdges(cells[first | number], cell.child(number), a, b, margin, visit)
                met &= met - 1
            }
        }
    }
}
