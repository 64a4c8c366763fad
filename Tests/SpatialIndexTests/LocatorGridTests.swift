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
            case 2: (a.y, b.y) = (border(near: a.y, box.minY, box.height, grid.rows), a.y.nextUp)
            case 3: a.x = border(near: a.x, box.minX, box.width, grid.columns)
            default: break
            }
            var visited: Set<Int> = []
            grid.visitCells(from: a, to: b) { visited.insert($0) }
            for point in points(of: a, b, box, grid) {
                if let cell = cell(of: point, grid), !visited.contains(cell) { missed.append(point) }
            }
        }
        #expect(missed.isEmpty, "seed \(seed): \(missed.count) missed, first \(String(describing: missed.first))")
    }

    @Test func pointsBeyondTheBoxHaveNoCell() {
        let grid = LocatorGrid(around: Box(minX: 0, minY: 0, maxX: 1, maxY: 1), cellCount: 64, reference: (0.5, 0.5))
        let numbers = [-1, 1.01, 1e9, -1e9, 0x1p52, 0x1p53, -0x1p53, 1e300, -1e300, .infinity, -.infinity, .nan, -.nan]
        for number in numbers {
            #expect(grid.units(of: Point(x: number, y: 0.5)) == nil, "\(number)")
            #expect(grid.units(of: Point(x: 0.5, y: number)) == nil, "\(number)")
        }
        #expect(cell(of: Point(x: 0, y: 0), grid) == 0)
        #expect(cell(of: Point(x: 1, y: 1), grid) == grid.cellCount - 1)
    }

    /// On every level, a point of a segment falls into a child that the segment is said to meet.
    @Test(arguments: UInt64(0)..<12)
    func segmentsMeetTheChildrenOfTheirPoints(seed: UInt64) {
        var random = SeededGenerator(seed: 50 + seed)
        let size = [1, 0.3, 1e-4, 1e-9][Int(seed % 4)]
        let box = Box(minX: 119.1, minY: 25.3, maxX: 119.1 + size, maxY: 25.3 + size * 0.7)
        let grid = LocatorGrid(around: box, cellCount: 4, reference: (0.5, 0.5))
        #expect(grid.depth >= (size < 1e-8 ? 1 : 3), "size \(size)")
        var missed: [String] = []
        for _ in 0..<60 {
            let a = random.point(in: box)
            // Short, long, upright, level; many pass near the middle of the box, where cells of all levels end.
            let reach = size * [1e-6, 1e-3, 0.1, 0.5][Int.random(in: 0..<4, using: &random)]
            let b = Point(
                x: a.x + [-reach, 0, reach][Int.random(in: 0..<3, using: &random)],
                y: a.y + [-reach, 0, reach][Int.random(in: 0..<3, using: &random)]
            )
            for step in 0...20 {
                let t = Double(step) / 20
                let point = Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
                guard let units = grid.units(of: point) else { continue }
                for level in 0..<grid.depth {
                    let cell = LocatorGrid.Cell(
                        level: level,
                        column: units.x >> grid.shift(level),
                        row: units.y >> grid.shift(level)
                    )
                    let shift = grid.shift(level + 1)
                    let child = (units.y >> shift & 3) << 2 | units.x >> shift & 3
                    let met = grid.children(of: cell, metBy: a, b)
                    if met >> UInt16(child) & 1 == 0 { missed.append("\(a) \(b) at \(point), level \(level)") }
                }
            }
        }
        #expect(missed.isEmpty, "seed \(seed): \(missed.count) missed, first \(missed.first ?? "")")
    }

    private func cell(of point: Point, _ grid: LocatorGrid) -> Int? { grid.units(of: point).map { grid.cell(of: $0) } }

    /// The ends, some points between, and those where the segment passes borders of columns and rows, with their
    /// neighbours among the doubles.
    private func points(of a: Point, _ b: Point, _ box: Box, _ grid: LocatorGrid) -> [Point] {
        func at(_ t: Double) -> Point { Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y)) }
        var points = [a, b] + (1..<20).map { at(Double($0) / 20) }
        for column in 1..<grid.columns where a.x != b.x {
            let x = box.minX + box.width * Double(column) / Double(grid.columns)
            let t = (x - a.x) / (b.x - a.x)
            if t >= 0 && t <= 1 { points += [x.nextDown, x, x.nextUp].map { Point(x: $0, y: at(t).y) } }
        }
        for row in 1..<grid.rows where a.y != b.y {
            let y = box.minY + box.height * Double(row) / Double(grid.rows)
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
