import GeometryCore
import TestSupport
import Testing

@Suite struct BoxTests {
    @Test(arguments: UInt64(0)..<20)
    func isTheLeastAndGreatestOfItsPoints(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let points = (0..<Int.random(in: 1...9, using: &random)).map { _ in
            Point(x: .random(in: -180...180, using: &random), y: .random(in: -90...90, using: &random))
        }
        let box = Box(points)
        let xs = points.map(\.x).sorted()
        let ys = points.map(\.y).sorted()
        #expect(box == Box(minX: xs[0], minY: ys[0], maxX: xs[xs.count - 1], maxY: ys[ys.count - 1]), "seed \(seed)")
        #expect(points.allSatisfy(box.contains) && !box.isEmpty, "seed \(seed)")
        #expect(box.contains(box.centre) && box.width >= 0 && box.height >= 0, "seed \(seed)")
    }

    @Test func emptyBoxHoldsNothing() {
        let empty = Box([Point]())
        #expect(empty == .empty && empty.isEmpty)
        #expect(empty.width == -.infinity && empty.height == -.infinity && empty.centre.x.isNaN)
        #expect(!empty.contains(Point(x: 0, y: 0)) && !empty.contains(Point(x: .nan, y: .nan)))
        #expect(empty.expanded(dx: 1, dy: 1) == .empty)
        let unit = Box(minX: 0, minY: 0, maxX: 1, maxY: 1)
        #expect(!empty.intersects(unit) && !unit.intersects(empty) && !empty.intersects(empty))
        var grown = empty
        grown.extend(to: unit)
        grown.extend(to: Box.empty)
        #expect(grown == unit)
    }

    @Test func borderBelongsToTheBox() {
        let box = Box(minX: 0, minY: 0, maxX: 2, maxY: 1)
        for corner in [(0, 0), (2, 0), (2, 1), (0, 1), (1, 1), (-0.0, 0.5)] { #expect(box.contains(Point(corner))) }
        for beyond in [(2.0.nextUp, 0), (-0x1p-1074, 0), (1, 1.0.nextUp), (.nan, 0.5), (1, .nan)] {
            #expect(!box.contains(Point(beyond)))
        }
    }

    /// Two boxes on a small grid share a point exactly when some point of a twice as fine grid is in both.
    @Test(arguments: UInt64(0)..<50)
    func intersectsAsPointsSay(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let boxes = (0..<2).map { _ in
            let x = Double(Int.random(in: 0...3, using: &random))
            let y = Double(Int.random(in: 0...3, using: &random))
            return Box(minX: x, minY: y, maxX: x + Double(Int.random(in: 0...2, using: &random)), maxY: y + 1)
        }
        let isShared = (0...12).contains { column in
            (0...12).contains { row in
                let point = Point(x: Double(column) / 2, y: Double(row) / 2)
                return boxes.allSatisfy { $0.contains(point) }
            }
        }
        #expect(boxes[0].intersects(boxes[1]) == isShared, "seed \(seed)")
        #expect(boxes[1].intersects(boxes[0]) == isShared, "seed \(seed)")
    }

    @Test func notANumberChangesNothingInItsDirection() {
        var box = Box(minX: 0, minY: 0, maxX: 1, maxY: 1)
        box.extend(to: Point(x: .nan, y: .nan))
        #expect(box == Box(minX: 0, minY: 0, maxX: 1, maxY: 1))
        box.extend(to: Point(x: .nan, y: 3))
        #expect(box == Box(minX: 0, minY: 0, maxX: 1, maxY: 3))
    }

    @Test func expandsOnEachSide() {
        let box = Box(minX: 1, minY: 2, maxX: 3, maxY: 5)
        #expect(box.expanded(dx: 1, dy: 2) == Box(minX: 0, minY: 0, maxX: 4, maxY: 7))
        #expect(box.expanded(dx: -2, dy: 0).isEmpty)
        #expect(box.centre == Point(x: 2, y: 3.5))
    }
}
