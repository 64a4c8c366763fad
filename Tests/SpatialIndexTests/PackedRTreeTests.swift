import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct PackedRTreeTests {
    private static let sizes = [0, 1, 2, 15, 16, 17, 256, 257, 3000]

    @Test(arguments: sizes)
    func everyNodeCoversItsChildren(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        let boxes = seededBoxes(count, using: &random)
        let tree = PackedRTree(boxes: boxes)
        #expect(tree.count == count)
        let findable = boxes.indices.filter { !boxes[$0].isEmpty }
        #expect(tree.levelEnds.first == findable.count)
        #expect(tree.targets.prefix(findable.count).map(Int.init).sorted() == findable)
        var levelStart = 0
        for level in tree.levelEnds.indices.dropFirst() {
            var nextChild = levelStart
            for node in tree.levelEnds[level - 1]..<tree.levelEnds[level] {
                let children = tree.children(of: node, level: level)
                #expect(children.lowerBound == nextChild && !children.isEmpty && children.count <= PackedRTree.fanOut)
                nextChild = children.upperBound
                let union = children.reduce(into: Box.empty) { $0.extend(to: tree.boxes[$1]) }
                #expect(tree.boxes[node] == union, "node \(node) of \(count)")
            }
            #expect(nextChild == tree.levelEnds[level - 1])
            levelStart = tree.levelEnds[level - 1]
        }
        #expect(findable.isEmpty || tree.boxes.last == tree.box)
    }

    @Test(arguments: sizes)
    func searchFindsWhatMeetsTheWindow(count: Int) {
        var random = SeededGenerator(seed: 50 + UInt64(count))
        let boxes = seededBoxes(count, using: &random)
        let tree = PackedRTree(boxes: boxes)
        let everywhere = Box(minX: -.infinity, minY: -.infinity, maxX: .infinity, maxY: .infinity)
        let windows = seededBoxes(40, using: &random) + [everywhere, .empty, boxes.first ?? .empty]
        for window in windows {
            var found: [Int] = []
            tree.search(window) { found.append($0) }
            let expected = boxes.indices.filter {
                !window.isEmpty && !boxes[$0].isEmpty && boxes[$0].intersects(window)
            }
            #expect(found.sorted() == expected, "\(count) boxes, window \(window)")
        }
    }

    @Test(arguments: sizes)
    func nearestComesInOrder(count: Int) {
        var random = SeededGenerator(seed: 90 + UInt64(count))
        let boxes = seededBoxes(count, using: &random)
        let tree = PackedRTree(boxes: boxes)
        for trial in 0..<6 {
            let point = Point(
                x: Double.random(in: 118...121, using: &random).rounded(trial % 2 == 0 ? .down : .up),
                y: .random(in: 24...27, using: &random)
            )
            let metric = LocalMetric(latitude: point.y)
            let distances = boxes.map { box in metric.distance(point, nearest(to: point, in: box)) }
            let maximum = trial < 3 ? Double.infinity : .random(in: 0...100_000, using: &random)
            var found: [(item: Int, metres: Double)] = []
            tree.nearest(to: point, metric: metric, within: maximum) {
                distances[$0]
            } _: { item, metres in
                found.append((item, metres))
                return true
            }
            let expected = boxes.indices.filter { !boxes[$0].isEmpty && distances[$0] <= maximum }
                .sorted { (distances[$0], $0) < (distances[$1], $1) }
            #expect(found.map(\.item) == expected, "\(count) boxes, trial \(trial)")
            #expect(found.allSatisfy { abs($0.metres - distances[$0.item]) <= 1e-9 * max(1, $0.metres) })
        }
    }

    @Test func nearestStopsWhenTold() {
        let boxes = (0..<100).map { Box(minX: Double($0), minY: 0, maxX: Double($0), maxY: 0) }
        var visited: [Int] = []
        PackedRTree(boxes: boxes).nearest(to: Point(x: 0, y: 0), metric: LocalMetric(latitude: 0)) {
            Double($0) * 120_000
        } _: { item, _ in
            visited.append(item)
            return visited.count < 3
        }
        #expect(visited == [0, 1, 2])
    }

    /// The greatest distance is included, for items and for the nodes above them.
    @Test func nearestReachesItsMaximum() {
        let boxes = (0..<300).map { Box([Point(x: Double($0), y: 0)]) }
        let metric = LocalMetric(latitude: 0)
        let origin = Point(x: -1, y: 0)
        let maximum = metric.distance(origin, Point(x: 40, y: 0))
        for (limit, count) in [(maximum, 41), (maximum.nextDown, 40)] {
            var found: [Int] = []
            PackedRTree(boxes: boxes).nearest(to: origin, metric: metric, within: limit) {
                metric.distance(origin, Point(x: Double($0), y: 0))
            } _: { item, _ in
                found.append(item)
                return true
            }
            #expect(found == Array(0..<count))
        }
    }

    @Test func aPlaceThatIsNoPlaceFindsNothing() {
        let tree = PackedRTree(boxes: (0..<40).map { Box(minX: Double($0), minY: 0, maxX: Double($0) + 1, maxY: 1) })
        var visits = 0
        tree.nearest(to: Point(x: .nan, y: 0), metric: LocalMetric(latitude: 0)) { _ in
            0
        } _: { _, _ in
            visits += 1
            return visits < 1000
        }
        #expect(visits == 0)
        tree.search(Box(minX: .nan, minY: 0, maxX: 1, maxY: 1)) { _ in visits += 1 }
        #expect(visits == 0)
    }

    @Test func emptyTreeAnswersNothing() {
        for tree in [PackedRTree(boxes: []), PackedRTree(boxes: [.empty, Box(minX: .nan, minY: 0, maxX: 1, maxY: 1)])] {
            var visits = 0
            tree.search(Box(minX: -1, minY: -1, maxX: 1, maxY: 1)) { _ in visits += 1 }
            tree.nearest(to: Point(x: 0, y: 0), metric: LocalMetric(latitude: 0)) { _ in
                0
            } _: { _, _ in
                visits += 1
                return true
            }
            #expect(visits == 0)
            #expect(tree.box.isEmpty)
        }
    }

    private func nearest(to point: Point, in box: Box) -> Point {
        Point(x: min(max(point.x, box.minX), box.maxX), y: min(max(point.y, box.minY), box.maxY))
    }

    /// Boxes of many sizes, some only points or lines, some twice, some empty or not numbers.
    private func seededBoxes(_ count: Int, using random: inout SeededGenerator) -> [Box] {
        var boxes: [Box] = []
        for _ in 0..<count {
            let low = random.point(in: Box(minX: 118, minY: 24, maxX: 121, maxY: 27))
            let (width, height) = (
                Double.random(in: 0...0.05, using: &random), Double.random(in: 0...0.05, using: &random)
            )
            switch Int.random(in: 0..<12, using: &random) {
            case 0: boxes.append(Box([low]))
            case 1: boxes.append(Box(minX: low.x, minY: low.y, maxX: low.x, maxY: low.y + height))
            case 2: boxes.append(boxes.last ?? Box([low]))
            case 3: boxes.append(.empty)
            case 4: boxes.append(Box(minX: low.x, minY: .nan, maxX: low.x, maxY: low.y))
            default: boxes.append(Box(minX: low.x, minY: low.y, maxX: low.x + width, maxY: low.y + height))
            }
        }
        return boxes
    }
}
