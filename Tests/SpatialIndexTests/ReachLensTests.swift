import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

/// What a way of limited length can have led to, against plain distances.
@Suite struct ReachLensTests {
    @Test(arguments: 0..<60)
    func endsAreWhereTheDetourIsTheWholeWay(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func point(_ size: Double) -> Point {
            Point(x: .random(in: -size...size, using: &random), y: .random(in: -size...size, using: &random))
        }
        let lines = (0..<20).map { _ in [point(400), point(400), point(400)] }
        let index = CoverageIndex(
            points: lines.flatMap { $0 },
            offsets: Array(stride(from: 0, through: 60, by: 3)),
            in: .metres
        )
        let (start, end) = (point(100), point(100))
        let direct = start.distance(to: end)
        let way = direct * Double.random(in: 0.9...3, using: &random) + Double.random(in: 0...50, using: &random)
        var found = [IntervalSet](repeating: IntervalSet(), count: lines.count)
        index.reach(from: start, to: end, way: way) { line, from, to in
            #expect(from < to)
            found[line].insert(from: from, to: to)
        }
        func detour(_ line: Int, _ metres: Double) -> Double {
            var left = metres
            for (a, b) in zip(lines[line], lines[line].dropFirst()) {
                let length = a.distance(to: b)
                if left <= length || b == lines[line][2] {
                    let place = Point(x: a.x + (b.x - a.x) * left / length, y: a.y + (b.y - a.y) * left / length)
                    return place.distance(to: start) + place.distance(to: end)
                }
                left -= length
            }
            return .infinity
        }
        for line in lines.indices {
            let length = index.length(ofLine: line)
            for step in 0...60 {
                let metres = min(length, length * Double(step) / 60)
                let excess = detour(line, metres) - way
                guard abs(excess) > 1e-6 else { continue }
                #expect(found[line].contains(metres) == (excess < 0), "seed \(seed), line \(line) at \(metres)")
            }
        }
    }

    @Test func noWayLeadsNowhere() {
        let index = CoverageIndex(points: [Point(x: 0, y: 0), Point(x: 100, y: 0)], offsets: [0, 2], in: .metres)
        for way in [0, -1, 10, .nan, .infinity] as [Double] {
            index.reach(from: Point(x: 0, y: 0), to: Point(x: 20, y: 0), way: way) { _, _, _ in
                Issue.record("way \(way)")
            }
        }
        index.reach(from: Point(x: .nan, y: 0), to: Point(x: 20, y: 0), way: 50) { _, _, _ in Issue.record("no place") }
    }
}

extension Point {
    fileprivate func distance(to other: Point) -> Double {
        ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
    }
}
