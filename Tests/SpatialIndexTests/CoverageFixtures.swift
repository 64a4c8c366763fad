import GeometryCore
import TestSupport

@testable import SpatialIndex

/// Lines of a village and walks along and across them, in plane metres far from the origin.
struct Village {
    var points: [Point] = []
    var offsets = [0]
    var fixes: [Point] = []
    var tracks = [0]

    /// Makes some lines and walks, each walk of so many legs.
    init(seed: UInt64, lines: Int = 30, walks: Int = 6, legs: Int = 60) {
        var random = SeededGenerator(seed: seed)
        let box = Box(minX: 400_000, minY: 2_800_000, maxX: 400_700, maxY: 2_800_500)
        for _ in 0..<lines {
            var place = random.point(in: box)
            points.append(place)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                place.x += .random(in: -50...50, using: &random)
                place.y += .random(in: -50...50, using: &random)
                points.append(place)
                // Now and then a vertex twice.
                if Int.random(in: 0..<8, using: &random) == 0 { points.append(place) }
            }
            offsets.append(points.count)
        }
        for _ in 0..<walks {
            var place = points.randomElement(using: &random) ?? box.centre
            for _ in 0...legs {
                fixes.append(place)
                // Standing still, walking, riding.
                let step = [0.0, 1, 6, 40][[0, 1, 2, 2, 2, 3][Int.random(in: 0..<6, using: &random)]]
                place.x += .random(in: -step...step, using: &random)
                place.y += .random(in: -step...step, using: &random)
            }
            tracks.append(fixes.count)
        }
    }

    var index: CoverageIndex { CoverageIndex(points: points, offsets: offsets, in: .metres) }

    /// Every leg as a track of its own, in any order.
    func shuffledLegs(using random: inout SeededGenerator) -> [[Point]] {
        zip(tracks, tracks.dropFirst()).flatMap { first, end in (first..<end - 1).map { [fixes[$0], fixes[$0 + 1]] } }
            .shuffled(using: &random)
    }

    /// The oracle: each line's union over all pairs of leg and segment, one closed form after another.
    func coverageByPairs(within radius: Double) -> [IntervalSet] {
        zip(offsets, offsets.dropFirst()).map { first, end in
            var covered = IntervalSet()
            var position = 0.0
            for vertex in first..<end - 1 where points[vertex] != points[vertex + 1] {
                let (a, b) = (points[vertex], points[vertex + 1])
                let frame = SegmentFrame(from: a, to: b, scaleX: 1, scaleY: 1)
                for (start, stop) in zip(tracks, tracks.dropFirst()) {
                    for fix in start..<stop - 1 {
                        let capsule = Capsule(from: fixes[fix], to: fixes[fix + 1], radius: radius)
                        guard let part = capsule.interval(onSegment: a, b), part.from < part.to else { continue }
                        covered.insert(from: position + part.from, to: position + part.to)
                    }
                }
                position += frame.length
            }
            return covered
        }
    }
}
