internal import GeometryCore

/// The wiggly lines between cells.
///
/// A border is a graph over its straight edge, confined to the two triangles between the edge and the centres of its
/// cells. The triangles of different edges do not overlap, so borders never cross, and rounding to a centimetre is far
/// below the margin kept.
struct Borders: Sendable {
    let grid: HexGrid
    let isLand: [Bool]
    let seeds: Seeds

    /// Points between two corners of a border on land, and on the coast, where nature is rougher.
    private static let inlandPoints = 3
    private static let coastPoints = 7
    /// The share of the triangle's height that a border may use.
    private static let confinement = 0.72

    /// The border along `edge` of `cell`, counterclockwise around it: first corner included, last one not.
    func points(_ cell: Int, _ edge: Int) -> [Point] {
        let inner = interior(cell, edge)
        return [grid.point(ofCorner: grid.corner(cell, edge))] + inner
    }

    /// The points of the border between its corners, counterclockwise around `cell`.
    func interior(_ cell: Int, _ edge: Int) -> [Point] {
        guard let other = grid.neighbour(cell, edge) else { return [] }
        // Both sides ask for the same line: it is made from the cell with the smaller number.
        return other < cell ? wiggle(other, (edge + 3) % 6, facing: cell).reversed() : wiggle(cell, edge, facing: other)
    }

    /// The middle point of a border, where roads pass from cell to cell.
    func gate(_ cell: Int, _ edge: Int) -> Point {
        let inner = interior(cell, edge)
        return inner.isEmpty ? grid.centre(cell) : inner[inner.count / 2]
    }

    /// The whole outline of a cell.
    func outline(_ cell: Int) -> [Point] { (0..<6).flatMap { points(cell, $0) } }

    private func wiggle(_ cell: Int, _ edge: Int, facing other: Int) -> [Point] {
        let a = grid.point(ofCorner: grid.corner(cell, edge))
        let b = grid.point(ofCorner: grid.corner(cell, edge + 1))
        let along = b - a
        let isCoast = isLand[cell] != isLand[other]
        let count = (isCoast ? Self.coastPoints : Self.inlandPoints) + 1
        let heights = displacements(count: count, amplitude: isCoast ? 0.26 : 0.2, cell * 6 + edge)
        // Steepness of the lines from each corner to the centre on either side.
        func steepness(_ from: Point, _ direction: Point, _ centre: Point) -> Double {
            let ahead = direction.dot(centre - from)
            let aside = abs(direction.cross(centre - from))
            return ahead > 0 ? min(2, aside / ahead) : 2
        }
        func limit(_ t: Double, _ centre: Point) -> Double {
            min(steepness(a, along, centre) * t, steepness(b, along * -1, centre) * (1 - t)) * Self.confinement
        }
        let left = grid.centre(cell)
        let right = grid.centre(other)
        return (1..<count).map { index in
            let t = Double(index) / Double(count)
            let height = min(limit(t, left), max(-limit(t, right), heights[index]))
            return a + along * t + along.left * height
        }
    }

    /// Midpoint displacement: heights over a unit edge, zero at both ends.
    ///
    /// `count` is a power of two.
    private func displacements(count: Int, amplitude: Double, _ identity: Int) -> [Double] {
        var generator = seeds.generator(.border, identity)
        var heights = [Double](repeating: 0, count: count + 1)
        var amplitude = amplitude
        var step = count / 2
        while step >= 1 {
            for index in stride(from: step, to: count, by: 2 * step) {
                heights[index] = (heights[index - step] + heights[index + step]) / 2 + generator.signed() * amplitude
            }
            amplitude *= 0.6
            step /= 2
        }
        return heights
    }
}
