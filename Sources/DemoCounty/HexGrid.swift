internal import GeometryCore

/// A honeycomb of cells with shaken corners: the atoms of which every district is made.
///
/// Three cells meet at every corner, never four, so a union of cells has rings that do not touch themselves.
/// Edges of a cell count counterclockwise from 0, the one that faces south-east; edge `e` runs from corner `e` to `e + 1`.
struct HexGrid: Sendable {
    /// The side of a cell in metres before shaking.
    static let side = 360.0
    private static let halfWidth = side * 0.866_025_403_784_438_6
    /// How far a corner is moved along each axis, as a share of the side.
    private static let shake = 0.2

    let columns: Int
    let rows: Int
    private let seeds: Seeds

    /// The honeycomb that covers a rectangle.
    init(covering size: Point, seeds: Seeds) {
        columns = Int(size.x / (2 * Self.halfWidth))
        rows = Int(size.y / (1.5 * Self.side))
        self.seeds = seeds
    }

    var cellCount: Int { columns * rows }

    /// The cell across an edge; nil at the rim.
    func neighbour(_ cell: Int, _ edge: Int) -> Int? {
        let row = cell / columns
        let column = cell % columns
        let odd = row & 1
        let (c, r) =
            switch edge {
            case 0: (column + odd, row - 1)
            case 1: (column + 1, row)
            case 2: (column + odd, row + 1)
            case 3: (column + odd - 1, row + 1)
            case 4: (column - 1, row)
            default: (column + odd - 1, row - 1)
            }
        return c >= 0 && c < columns && r >= 0 && r < rows ? r * columns + c : nil
    }

    /// The number of corner `index`, taken modulo 6; neighbouring cells give a shared corner the same number.
    func corner(_ cell: Int, _ index: Int) -> Int {
        let row = cell / columns
        let start = 2 * (cell % columns) + (row & 1)
        let (i, line) =
            switch index % 6 {
            case 0: (start + 1, row)
            case 1: (start + 2, row)
            case 2: (start + 2, row + 1)
            case 3: (start + 1, row + 1)
            case 4: (start, row + 1)
            default: (start, row)
            }
        return line * (2 * columns + 2) + i
    }

    /// Where a corner lies.
    func point(ofCorner corner: Int) -> Point {
        let line = corner / (2 * columns + 2)
        let i = corner % (2 * columns + 2)
        let isLow = (i - line) & 1 == 1
        let x = Double(i) * Self.halfWidth
        let y = (Double(line) * 1.5 + (isLow ? 0 : 0.5)) * Self.side
        var generator = seeds.generator(.corner, corner)
        let amount = Self.shake * Self.side
        return Point(x: x + generator.signed() * amount, y: y + generator.signed() * amount)
    }

    /// The mean of the corners: it sees the whole cell.
    func centre(_ cell: Int) -> Point {
        let sum = (0..<6).reduce(Point(x: 0, y: 0)) { $0 + point(ofCorner: corner(cell, $1)) }
        return sum * (1.0 / 6)
    }

    /// The cells across all edges that exist.
    func neighbours(_ cell: Int) -> [Int] { (0..<6).compactMap { neighbour(cell, $0) } }
}
