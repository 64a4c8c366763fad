import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct LocatorGridTests {
    /// Every point of a segment falls into a cell that the segment visits, also where it passes from cell to cell.
    @Test(arguments: UInt64(0)..<12)
    func segmentsVisitTheCellsOfTheirPoints(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let size = [1, 0.3, 1e-4, 1e-9][Int(seed % 4)]
        let box = Box(minX: 119.1, minY: 25.3, maxX: 119.1 + size, maxY: 25.3 + size * 0.7)
        let grid = LocatorGrid(around: box, cellCount: 900, reference: (0.5, 0.5))
        var missed: [Point] = []
        for _ in 0..<40 {
            var (a, b) = (random.point(in: box), random.point(in: box))
            switch Int.random(in: 0..<5, using: &random) {
            case 0: b.x = a.x
            case 1: b.y = a.y
            case 2: (a.y, b.y) = (border(near: a.y, grid.box.minY, grid.box.height, grid.rows), a.y.nextUp)
            case 3: a.x = border(near: a.x, grid.box.minX, grid.box.width, grid.columns)
            default: break
            }
            var visited: Set<Int> = []
            grid.visitCells(from: a, to: b) { visited.insert($0) }
            for point in points(of: a, b, grid) {
                if let cell = grid.cell(of: point), !visited.contains(cell) { missed.append(point) }
            }
        }
        #expect(missed.isEmpty, "seed \(seed): \(missed.count) missed, first \(String(describing: missed.first))")
    }

    @Test func pointsBeyondTheBoxHaveNoCell() {
        let grid = LocatorGrid(around: Box(minX: 0, minY: 0, maxX: 1, maxY: 1), cellCount: 64, reference: (0.5, 0.5))
        for point in [Point(x: (1.0).nextUp, y: 0.5), Point(x: 0.5, y: -.leastNonzeroMagnitude), Point(x: .nan, y: 0)] {
            #expect(grid.cell(of: point) == nil)
        }
        #expect(grid.cell(of: Point(x: 1, y: 1)) == grid.cellCount - 1)
        #expect(LocatorGrid(around: .empty, cellCount: 64, reference: (0.5, 0.5)).cell(of: Point(x: 0, y: 0)) == nil)
    }

    /// The ends, some points between, and those where the segment passes borders of columns and rows, with their
    /// neighbours among the doubles.
    private func points(of a: Point, _ b: Point, _ grid: LocatorGrid) -> [Point] {
        func at(_ t: Double) -> Point { Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y)) }
        var points = [a, b] + (1..<20).map { at(Double($0) / 20) }
        for column in 1..<grid.columns where a.x != b.x {
            let x = grid.box.minX + grid.box.width * Double(column) / Double(grid.columns)
            let t = (x - a.x) / (b.x - a.x)
            if t >= 0 && t <= 1 { points += [x.nextDown, x, x.nextUp].map { Point(x: $0, y: at(t).y) } }
        }
        for row in 1..<grid.rows where a.y != b.y {
            let y = grid.box.minY + grid.box.height * Double(row) / Double(grid.rows)
            let t = (y - a.y) / (b.y - a.y)
            if t >= 0 && t <= 1 { points += [y.nextDown, y, y.nextUp].map { Point(x: at(t).x, y: $0) } }
        }
        return points
    }

    /// The border of columns or rows nearest to a coordinate.
    private func border(near value: Double, _ low: Double, _ size: Double, _ count: Int) -> Double {
        low + size * ((value - low) / size * Double(count)).rounded() / Double(count)
    }
}
