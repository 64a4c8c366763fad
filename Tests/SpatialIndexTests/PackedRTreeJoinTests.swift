import GeometryCore
import SpatialIndex
import TestSupport
import Testing

@Suite struct PackedRTreeJoinTests {
    private struct Pair: Hashable {
        let i: Int
        let j: Int
    }

    /// Sizes about the fan-out and its square: trees of one to three levels above their items, and none.
    private static let sizes = [0, 1, 16, 17, 256, 300]

    @Test(arguments: sizes, sizes)
    func joinFindsEveryMeetingPairOnce(_ count: Int, _ otherCount: Int) {
        let seed = UInt64(count * 1000 + otherCount)
        var random = SeededGenerator(seed: seed)
        let (boxes, others) = (Self.boxes(count, using: &random), Self.boxes(otherCount, using: &random))
        check(boxes, others, "seed \(seed)")
    }

    @Test(arguments: sizes)
    func selfJoinFindsEveryMeetingPairOnce(_ count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        check(Self.boxes(count, using: &random), "seed \(count)")
    }

    /// Unit squares of a chessboard touch their eight neighbours and nothing else.
    @Test func touchingCounts() {
        let squares = (0..<400).map { number in
            let (x, y) = (Double(number % 20), Double(number / 20))
            return Box(minX: x, minY: y, maxX: x + 1, maxY: y + 1)
        }
        var count = 0
        PackedRTree(boxes: squares).joinSelf { _, _ in count += 1 }
        #expect(count == 2 * 19 * 20 + 2 * 19 * 19)
        check(squares, "chessboard")
        let corners = squares.map { Box([Point(x: $0.maxX, y: $0.maxY)]) }
        check(squares, corners, "chessboard and corners")
        let (low, high) = (Box(minX: 0, minY: 0, maxX: 1, maxY: 1), Box(minX: 1.0.nextUp, minY: 0, maxX: 2, maxY: 1))
        check([low], [high, Box(minX: 1, minY: 1, maxX: 2, maxY: 2)], "one step apart")
    }

    /// Boxes that all meet, at one place.
    @Test func coincidentBoxesAllMeet() {
        let boxes = [Box](repeating: Box([Point(x: 119, y: 25)]), count: 60)
        var count = 0
        PackedRTree(boxes: boxes).joinSelf { _, _ in count += 1 }
        #expect(count == 60 * 59 / 2)
        check(boxes, boxes, "coincident")
    }

    /// A box that covers a whole tree, one with infinite sides, and boxes that are none.
    @Test func strangeBoxes() {
        var random = SeededGenerator(seed: 4)
        let boxes = Self.boxes(300, using: &random)
        let infinite = Box(minX: -.infinity, minY: -.infinity, maxX: .infinity, maxY: .infinity)
        let none = Box(minX: .nan, minY: 0, maxX: 200, maxY: 200)
        let inverted = Box(minX: 200, minY: 0, maxX: 100, maxY: 50)
        for other in [[infinite], [none], [inverted], [.empty], [infinite, none, .empty, infinite]] {
            check(boxes, other, "seed 4")
            check(boxes + other, "seed 4")
        }
    }

    private func check(_ boxes: [Box], _ others: [Box], _ note: String) {
        var due: Set<Pair> = []
        for (i, a) in boxes.enumerated() where !a.isEmpty {
            for (j, b) in others.enumerated() where !b.isEmpty && a.intersects(b) { due.insert(Pair(i: i, j: j)) }
        }
        for isTurned in [false, true] {
            let (a, b) = (PackedRTree(boxes: boxes), PackedRTree(boxes: others))
            var found: [Pair] = []
            if isTurned {
                b.join(a) { found.append(Pair(i: $1, j: $0)) }
            } else {
                a.join(b) { found.append(Pair(i: $0, j: $1)) }
            }
            #expect(found.count == due.count && Set(found) == due, "\(note), \(boxes.count) with \(others.count)")
        }
    }

    private func check(_ boxes: [Box], _ note: String) {
        var due: Set<Pair> = []
        for (j, b) in boxes.enumerated() where !b.isEmpty {
            for i in 0..<j where !boxes[i].isEmpty && boxes[i].intersects(b) { due.insert(Pair(i: i, j: j)) }
        }
        var found: [Pair] = []
        PackedRTree(boxes: boxes).joinSelf { found.append(Pair(i: $0, j: $1)) }
        #expect(found.count == due.count && Set(found) == due, "\(note), \(boxes.count) boxes")
    }

    /// Boxes of many sizes on a coarse lattice, so that many touch; some points, some lines, some none.
    private static func boxes(_ count: Int, using random: inout SeededGenerator) -> [Box] {
        (0..<count).map { _ in
            let low = Point(x: Double(Int.random(in: 0..<40, using: &random)), y: .random(in: 0...30, using: &random))
            let (width, height) = (
                Double(Int.random(in: 0...2, using: &random)), Double.random(in: 0...2, using: &random)
            )
            switch Int.random(in: 0..<20, using: &random) {
            case 0: return .empty
            case 1: return Box(minX: low.x, minY: .nan, maxX: low.x + 1, maxY: low.y)
            case 2: return Box(minX: .nan, minY: .nan, maxX: .nan, maxY: .nan)
            case 3: return Box(minX: low.x - 9, minY: low.y - 9, maxX: low.x + 9, maxY: low.y + 9)
            case 4, 5: return Box([low])
            case 6: return Box(minX: low.x, minY: low.y, maxX: low.x, maxY: low.y + height)
            default: return Box(minX: low.x, minY: low.y.rounded(), maxX: low.x + width, maxY: low.y.rounded() + 1)
            }
        }
    }
}
