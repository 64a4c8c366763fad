internal import GeometryCore

/// Where lines are drawn, in cells of a few pixels.
struct CrowdedCells {
    private struct Cell: Hashable {
        var column: Int
        var row: Int
    }

    private var cells: Set<Cell> = []
    private static let side = 6.0

    /// Notes a place.
    mutating func insert(_ spot: MapFrame.Spot) {
        cells.insert(Cell(column: Self.index(Double(spot.x) / 10), row: Self.index(Double(spot.y) / 10)))
    }

    /// How many cells that touch a box in pixels have lines.
    func count(in box: Box) -> Int {
        var count = 0
        for row in Self.index(box.minY)...Self.index(box.maxY) {
            for column in Self.index(box.minX)...Self.index(box.maxX)
            where cells.contains(Cell(column: column, row: row)) { count += 1 }
        }
        return count
    }

    private static func index(_ pixels: Double) -> Int { Int((pixels / side).rounded(.down)) }
}
