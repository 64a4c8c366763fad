import Foundation
import GeometryCore
import TestSupport

/// A grid of areas with crooked borders, each border the same points for both neighbours.
///
/// Corners stand near whole numbers; column grows east and row north. Sizes and places of faults put into it are known
/// without any geometry library.
struct TestCoverage {
    let columns: Int
    let rows: Int
    /// The areas as a builder left them; nil where a cell was taken out.
    private(set) var cells: [[Side: [Point]]?] = []

    /// The sides of a cell, each running counterclockwise around it.
    enum Side: Int, CaseIterable {
        case south, east, north, west

        var opposite: Side { Side(rawValue: (rawValue + 2) % 4) ?? self }
    }

    init(columns: Int, rows: Int, random: inout SeededGenerator, pointsPerSide: Int = 4) {
        self.columns = columns
        self.rows = rows
        func near(_ x: Double, _ y: Double, _ jitter: Double) -> Point {
            Point(
                x: x + .random(in: -jitter...jitter, using: &random),
                y: y + .random(in: -jitter...jitter, using: &random)
            )
        }
        let corners = (0...rows).map { row in (0...columns).map { near(Double($0), Double(row), 0.1) } }
        func crooked(_ from: Point, _ to: Point) -> [Point] {
            let between = (1...pointsPerSide).map { step in
                let t = Double(step) / Double(pointsPerSide + 1)
                return near(from.x + t * (to.x - from.x), from.y + t * (to.y - from.y), 0.03)
            }
            return [from] + between + [to]
        }
        let level = (0...rows).map { row in (0..<columns).map { crooked(corners[row][$0], corners[row][$0 + 1]) } }
        let upright = (0..<rows).map { row in (0...columns).map { crooked(corners[row][$0], corners[row + 1][$0]) } }
        for row in 0..<rows {
            for column in 0..<columns {
                cells.append([
                    .south: level[row][column], .east: upright[row][column + 1],
                    .north: level[row + 1][column].reversed(), .west: upright[row][column].reversed(),
                ])
            }
        }
    }

    func index(_ column: Int, _ row: Int) -> Int { row * columns + column }

    /// The cell on the other side of a side; nil at the rim.
    func neighbour(of cell: Int, _ side: Side) -> Int? {
        let (column, row) = (cell % columns, cell / columns)
        switch side {
        case .south: return row > 0 ? cell - columns : nil
        case .east: return column < columns - 1 ? cell + 1 : nil
        case .north: return row < rows - 1 ? cell + columns : nil
        case .west: return column > 0 ? cell - 1 : nil
        }
    }

    /// The points of a cell, without the repeated first.
    func points(_ cell: Int) -> [Point] {
        guard let sides = cells[cell] else { return [] }
        return Side.allCases.flatMap { (sides[$0] ?? []).dropLast() }
    }

    func area(_ cell: Int) throws -> MultiPolygon { try MultiPolygon(ring: points(cell)) }

    /// The areas of all cells; one that was taken out has no polygons.
    func areas() throws -> [MultiPolygon] {
        try cells.indices.map { cells[$0] == nil ? MultiPolygon([]) : try area($0) }
    }

    /// The whole grid's outline, walked along the rim.
    func outline() throws -> MultiPolygon {
        func side(_ side: Side, _ cells: [Int]) -> [Point] {
            cells.flatMap { (self.cells[$0]?[side] ?? []).dropLast() }
        }
        let south = side(.south, (0..<columns).map { index($0, 0) })
        let east = side(.east, (0..<rows).map { index(columns - 1, $0) })
        let north = side(.north, (0..<columns).reversed().map { index($0, rows - 1) })
        let west = side(.west, (0..<rows).reversed().map { index(0, $0) })
        return try MultiPolygon(ring: south + east + north + west)
    }

    mutating func remove(_ cell: Int) { cells[cell] = nil }

    /// Moves the inner points of one cell's side outwards by `distance`, inwards when negative; the neighbour keeps its.
    ///
    /// - Returns: The land between the old side and the new.
    mutating func shift(_ cell: Int, _ side: Side, by distance: Double) throws -> MultiPolygon {
        let old = cells[cell]?[side] ?? []
        let outwards: [Side: (Double, Double)] = [.south: (0, -1), .east: (1, 0), .north: (0, 1), .west: (-1, 0)]
        let (dx, dy) = outwards[side] ?? (0, 0)
        var new = old
        for place in new.indices.dropFirst().dropLast() {
            new[place].x += dx * distance
            new[place].y += dy * distance
        }
        cells[cell]?[side] = new
        return try MultiPolygon(ring: old + new.dropFirst().dropLast().reversed())
    }
}

extension MultiPolygon {
    /// An area of one ring whose first point is not repeated.
    init(ring points: [Point]) throws {
        self.init([Polygon(shell: try Ring(points + points.prefix(1)))])
    }

    /// An area of rings of coordinate pairs; the first point is repeated here.
    init(rings: [(Double, Double)]...) throws {
        let rings = try rings.map { try Ring(($0 + $0.prefix(1)).map { Point(x: $0.0, y: $0.1) }) }
        self.init([Polygon(shell: rings[0], holes: Array(rings.dropFirst()))])
    }
}

/// The shoelace formula, written apart from the code under test.
func shoelace(_ area: MultiPolygon) -> Double {
    func size(_ ring: Ring) -> Double {
        var sum = 0.0
        for index in 1..<ring.points.count {
            let (a, b) = (ring.points[index - 1], ring.points[index])
            sum += a.x * b.y - b.x * a.y
        }
        return abs(sum) / 2
    }
    return area.polygons.reduce(0) { $0 + size($1.shell) - $1.holes.reduce(0) { $0 + size($1) } }
}

func isClose(_ a: Double, _ b: Double, within tolerance: Double = 1e-9) -> Bool { abs(a - b) <= tolerance }

/// A star-shaped area around a place, with radii between 0.4 and 1.
func star(around place: Point, points: Int, random: inout SeededGenerator) throws -> MultiPolygon {
    try MultiPolygon(
        ring: (0..<points).map { index in
            let radius = Double.random(in: 0.4...1, using: &random)
            let angle = 2 * Double.pi * Double(index) / Double(points)
            return Point(x: place.x + radius * cos(angle), y: place.y + radius * sin(angle))
        }
    )
}
