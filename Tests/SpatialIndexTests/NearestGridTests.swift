import Foundation
import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct NearestGridTests {
    /// The window for a distance has the cell of every point at that distance, at cell borders too, where one rounding
    /// more or less puts a point into the next cell.
    @Test(arguments: UInt64(0)..<8)
    func windowsMissNoCell(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let scale = exp2(Double.random(in: -20...40, using: &random))
        let origin = Point(
            x: .random(in: -scale...scale, using: &random),
            y: .random(in: -scale...scale, using: &random)
        )
        let box = Box(minX: origin.x, minY: origin.y, maxX: origin.x + scale, maxY: origin.y + scale)
        let grid = NearestGrid(box: box, cellSize: scale / .random(in: 3...50, using: &random), firstCell: 0)
        for _ in 0..<300 {
            let column = Int.random(in: 1..<grid.columns, using: &random)
            let border = firstNumber(in: box.minX...box.maxX) { grid.column(of: $0) >= column }
            for x in [border.nextDown, border, border.nextUp] {
                let at = Point(x: .random(in: box.minX...box.maxX, using: &random), y: box.minY)
                let square = (x - at.x) * (x - at.x)
                let window = grid.window(u: at.x, v: at.y, square: square)
                #expect(window.west <= grid.column(of: x) && grid.column(of: x) <= window.east, "seed \(seed)")
                let turned = grid.window(u: box.minX, v: at.x, square: square)
                #expect(turned.south <= grid.row(of: x) && grid.row(of: x) <= turned.north, "seed \(seed)")
            }
        }
    }

    /// The least double of a range from which on a condition holds.
    private func firstNumber(in range: ClosedRange<Double>, where holds: (Double) -> Bool) -> Double {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low.nextUp < high {
            let middle = low + (high - low) / 2
            if middle <= low || middle >= high { break }
            if holds(middle) { high = middle } else { low = middle }
        }
        return high
    }

    @Test func everyPlaceHasACell() {
        let grid = NearestGrid(box: Box(minX: 0, minY: 0, maxX: 10, maxY: 4), cellSize: 1, firstCell: 64)
        #expect(grid.columns == 11 && grid.rows == 5 && grid.cellCount == 55)
        #expect(grid.cell(u: -1e300, v: -1e300) == 64 && grid.cell(u: 1e300, v: 1e300) == 64 + 54)
        #expect(grid.cell(u: 3.5, v: 1.5) == 64 + 11 + 3)
        #expect(grid.window(u: 3, v: 1, square: .infinity) == grid.everything)
        #expect(grid.widen(grid.home(u: 0.5, v: 3.5), by: 2) == NearestWindow(west: 0, east: 2, south: 1, north: 4))
    }
}
