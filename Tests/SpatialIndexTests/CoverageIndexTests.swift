import GeometryCore
@testable import SpatialIndex
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@Suite struct CoverageIndexTests {
    /// An L of 100 and 50 m, and a line 30 m beside its first leg, in the other direction.
    private static let index = CoverageIndex(
        points: [
            Point(x: 0, y: 0), Point(x: 100, y: 0), Point(x: 100, y: 50), Point(x: 90, y: 30), Point(x: 10, y: 30),
        ],
        offsets: [0, 3, 5],
        in: .metres
    )

    @Test func measuresItsLines() {
        #expect(Self.index.lineCount == 2)
        #expect(Self.index.length(ofLine: 0) == 150 && Self.index.length(ofLine: 1) == 80)
    }

    @Test func tellsWhatALegCoversAndWhereItGoes() {
        var contacts: [LegContact] = []
        Self.index.contacts(from: Point(x: 80, y: 0), to: Point(x: 100, y: 0), within: 10, leg: 7, into: &contacts)
        #expect(
            contacts == [
                LegContact(leg: 7, line: 0, segment: 0, from: 70, to: 100, progress: 20, sideways: 0),
                LegContact(leg: 7, line: 0, segment: 1, from: 100, to: 110, progress: 0, sideways: -20),
            ]
        )
        // Further contacts are added; progress is negative against the line.
        Self.index.contacts(from: Point(x: 50, y: 24), to: Point(x: 60, y: 24), within: 10, into: &contacts)
        #expect(contacts.count == 3)
        #expect(contacts[2] == LegContact(leg: 0, line: 1, segment: 0, from: 22, to: 48, progress: -10, sideways: 0))
    }

    @Test(arguments: 0..<20)
    func contactsComeInOrderAndOnce(seed: UInt64) {
        let village = Village(seed: seed, walks: 2, legs: 40)
        var contacts: [LegContact] = []
        _ = village.index.contacts(fixes: village.fixes, offsets: village.tracks, within: 150, into: &contacts)
        #expect(contacts.count > 500, "seed \(seed)")
        let keys = contacts.map { [Int($0.leg), Int($0.line), Int($0.segment)] }
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) }, "seed \(seed)")
        for contact in contacts {
            let segment = village.offsets[Int(contact.line)] + Int(contact.segment)
            let capsule = Capsule(
                from: village.fixes[Int(contact.leg)],
                to: village.fixes[Int(contact.leg) + 1],
                radius: 150
            )
            let part = capsule.interval(onSegment: village.points[segment], village.points[segment + 1])
            #expect(abs((part?.length ?? 0) - (contact.to - contact.from)) < 1e-9, "seed \(seed), \(contact)")
        }
    }

    /// A leg that jumps far has its cells searched along its way only, and finds what a search of all would.
    @Test(arguments: 0..<20)
    func longLegsFindAllTheyCover(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let village = Village(seed: seed)
        let start = random.point(in: Box(minX: 398_000, minY: 2_798_000, maxX: 402_000, maxY: 2_802_000))
        let end = random.point(in: Box(minX: 398_000, minY: 2_798_000, maxX: 402_000, maxY: 2_802_000))
        var contacts: [LegContact] = []
        village.index.contacts(from: start, to: end, within: 200, into: &contacts)
        var expected = 0
        let capsule = Capsule(from: start, to: end, radius: 200)
        for (first, stop) in zip(village.offsets, village.offsets.dropFirst()) {
            for vertex in first..<stop - 1 where village.points[vertex] != village.points[vertex + 1] {
                let part = capsule.interval(onSegment: village.points[vertex], village.points[vertex + 1])
                if let part, part.from < part.to { expected += 1 }
            }
        }
        #expect(contacts.count == expected, "seed \(seed)")
    }

    /// Lines from the equator to 75° north, where a degree of longitude is four times shorter.
    @Test(arguments: 0..<10)
    func degreesFindAllTheyCover(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lines = (0..<600).map { _ in
            let start = Point(x: .random(in: 100...101, using: &random), y: .random(in: 0...75, using: &random))
            return [start, Point(x: start.x, y: start.y + .random(in: -1e-3...1e-3, using: &random))]
        }
        let index = CoverageIndex(lines: try lines.map(LineString.init))
        for trial in 0..<200 {
            let near = lines[Int.random(in: 0..<600, using: &random)]
            let metric = LocalMetric(latitude: (near[0].y + near[1].y) / 2)
            let away = Double.random(in: -60...60, using: &random) / metric.metresPerDegreeX
            let fix = Point(x: near[0].x + away, y: near[0].y)
            let next = Point(x: fix.x, y: fix.y + .random(in: -1e-4...1e-4, using: &random))
            var contacts: [LegContact] = []
            index.contacts(from: fix, to: next, within: 50, into: &contacts)
            let capsule = Capsule(from: fix, to: next, radius: 50)
            let expected = lines.indices.filter {
                let metric = LocalMetric(latitude: (lines[$0][0].y + lines[$0][1].y) / 2)
                let part = capsule.interval(onSegment: lines[$0][0], lines[$0][1], metric: metric)
                return part.map { $0.from < $0.to } ?? false
            }
            #expect(contacts.map { Int($0.line) } == expected, "seed \(seed), trial \(trial)")
        }
    }

    // MARK: Degrees, against the ellipsoid in space

    /// Where a point of GRS 80 is in space; a chord of 50 m is shorter than the geodesic by less than 1e-9 m.
    private static func inSpace(_ point: Point) -> SIMD3<Double> {
        let (a, e2) = (6_378_137.0, 0.006_694_380_022_903_416)
        let (lon, lat) = (point.x * .pi / 180, point.y * .pi / 180)
        let normal = a / (1 - e2 * sin(lat) * sin(lat)).squareRoot()
        return SIMD3(normal * cos(lat) * cos(lon), normal * cos(lat) * sin(lon), normal * (1 - e2) * sin(lat))
    }

    private static func metres(_ a: Point, _ b: Point) -> Double {
        let d = inSpace(a) - inSpace(b)
        return (d * d).sum().squareRoot()
    }

    private static func between(_ a: Point, _ b: Point, _ share: Double) -> Point {
        Point(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y))
    }

    /// The least of a function of a share that falls and then rises.
    private static func least(_ gap: (Double) -> Double) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<50 {
            let (a, b) = (low + (high - low) / 3, high - (high - low) / 3)
            if gap(a) <= gap(b) { high = b } else { low = a }
        }
        return gap((low + high) / 2)
    }

    @Test(arguments: 0..<40)
    func degreesAreRightToACentimetre(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let home = Point(x: .random(in: 75...134, using: &random), y: .random(in: -55...59, using: &random))
        func near(_ point: Point, _ metres: Double) -> Point {
            let metric = LocalMetric(latitude: point.y)
            return Point(
                x: point.x + .random(in: -metres...metres, using: &random) / metric.metresPerDegreeX,
                y: point.y + .random(in: -metres...metres, using: &random) / metric.metresPerDegreeY
            )
        }
        let size = [10.0, 60, 700][Int(seed) % 3]
        let line = [home, near(home, size)]
        let middle = Self.between(line[0], line[1], .random(in: 0...1, using: &random))
        let leg = [near(middle, 60), near(middle, size)]
        let radius = Double.random(in: 5...50, using: &random)
        let index = CoverageIndex(lines: [try LineString(line)])
        var contacts: [LegContact] = []
        index.contacts(from: leg[0], to: leg[1], within: radius, into: &contacts)

        func gap(_ share: Double) -> Double {
            let place = Self.between(line[0], line[1], share)
            return Self.least { Self.metres(place, Self.between(leg[0], leg[1], $0)) }
        }
        let length = (0..<100).reduce(0) {
            let start = Self.between(line[0], line[1], Double($1) / 100)
            return $0 + Self.metres(start, Self.between(line[0], line[1], Double($1 + 1) / 100))
        }
        #expect(abs(index.length(ofLine: 0) - length) < 1e-3, "seed \(seed)")
        guard let contact = contacts.first else {
            #expect(Self.least(gap) > radius - 0.01, "seed \(seed)")
            return
        }
        let (from, to) = (contact.from / length, min(1, contact.to / length))
        #expect(gap(from) < radius + 0.01 && gap(to) < radius + 0.01, "seed \(seed)")
        #expect(contact.from == 0 || gap(from) > radius - 0.01, "seed \(seed)")
        #expect(contact.to == index.length(ofLine: 0) || gap(to) > radius - 0.01, "seed \(seed)")
    }
}
