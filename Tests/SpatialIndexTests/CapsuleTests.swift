import GeometryCore
import SpatialIndex
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@Suite struct CapsuleTests {
    // MARK: By hand

    /// On the segment from (0, 0) to (100, 0); nil ends mean that nothing is covered.
    @Test(
        arguments: [
            ("beside, parallel", 10.0, 3.0, 30.0, 3.0, 5.0, 6.0, 34.0),
            ("beside, at the very radius", 10, 5, 30, 5, 5, 10, 30),
            ("beyond the radius", 10, 5.0000001, 30, 5.0000001, 5, nil, nil),
            ("along it", 10, 0, 30, 0, 5, 5, 35),
            ("against it", 30, 0, 10, 0, 5, 5, 35),
            ("over its start", -20, 0, 10, 0, 5, 0, 15),
            ("over all of it", -20, 0, 120, 0, 5, 0, 100),
            ("cap touches the start", -5, 0, -30, 0, 5, 0, 0),
            ("cap touches the end", 105, 0, 130, 0, 5, 100, 100),
            ("cap ends before the start", -5.0000001, 0, -30, 0, 5, nil, nil),
            ("crossing squarely, ends far off", 50, -40, 50, 40, 5, 45, 55),
            ("crossing at 3-4-5, ends far off", 20, -40, 80, 40, 4, 45, 55),
            ("coming near, end cap", 50, 40, 50, 3, 5, 46, 54),
            ("coming as near as the radius", 50, 40, 50, 5, 5, 50, 50),
            ("a disc", 50, 3, 50, 3, 5, 46, 54),
            ("a disc that touches", 50, 5, 50, 5, 5, 50, 50),
            ("a disc out of reach", 50, 6, 50, 6, 5, nil, nil),
            ("no radius, on it", 10, 0, 30, 0, 0, 10, 30),
            ("no radius, crossing", 20, -10, 20, 10, 0, 20, 20),
            ("no radius, beside", 10, 1, 30, 1, 0, nil, nil),
            ("a radius beyond everything", 1e6, 1e6, 2e6, 1e6, 1e9, 0, 100),
            ("an endless radius", 10, 7, 30, 9, .infinity, 0, 100),
            ("a negative radius", 10, 0, 30, 0, -1, nil, nil),
            ("a radius that is no number", 10, 0, 30, 0, .nan, nil, nil),
            ("a fix that is no number", .nan, 0, 30, 0, 5, nil, nil),
            ("a fix at no place", 10, 0, .infinity, 0, 5, nil, nil),
        ] as [(String, Double, Double, Double, Double, Double, Double?, Double?)]
    )
    func onASegmentOfAHundred(
        name: String,
        ax: Double,
        ay: Double,
        bx: Double,
        by: Double,
        radius: Double,
        from: Double?,
        to: Double?
    ) {
        let expected = from.flatMap { from in to.map { IntervalSet.Interval(from: from, to: $0) } }
        for turned in [false, true] {
            func at(_ x: Double, _ y: Double) -> Point { turned ? Point(x: -y, y: x) : Point(x: x, y: y) }
            let capsule = Capsule(from: at(ax, ay), to: at(bx, by), radius: radius)
            #expect(capsule.interval(onSegment: at(0, 0), at(100, 0)) == expected, "\(name), turned \(turned)")
        }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func noPlaceIsCovered(wild: Double) throws {
        let (here, there) = (Point(x: 0, y: 0), Point(x: 1, y: 0))
        let capsule = Capsule(from: here, to: there, radius: 5)
        let metric = LocalMetric(latitude: 0)
        for point in [Point(x: wild, y: 0), Point(x: 0, y: wild), Point(x: wild, y: wild)] {
            for (a, b) in [(here, point), (point, here)] {
                #expect(
                    capsule.interval(onSegment: a, b) == nil && capsule.interval(onSegment: a, b, metric: metric) == nil
                )
            }
            for capsule in [Capsule(from: point, to: there, radius: 5), Capsule(from: here, to: point, radius: 5)] {
                #expect(capsule.interval(onSegment: here, there) == nil)
            }
        }
    }

    @Test func aSegmentWithoutLengthIsAPlace() {
        let place = Point(x: 50, y: 3)
        let near = Capsule(from: Point(x: 0, y: 0), to: Point(x: 100, y: 0), radius: 3)
        #expect(near.interval(onSegment: place, place) == IntervalSet.Interval(from: 0, to: 0))
        let far = Capsule(from: Point(x: 0, y: 0), to: Point(x: 100, y: 0), radius: 2.9)
        #expect(far.interval(onSegment: place, place) == nil)
    }

    @Test func degreesAreTakenAsMetresOfTheMap() throws {
        let metric = LocalMetric(latitude: 25.3)
        func at(_ x: Double, _ y: Double) -> Point {
            Point(x: 119 + x / metric.metresPerDegreeX, y: 25.3 + y / metric.metresPerDegreeY)
        }
        let capsule = Capsule(from: at(20, 3), to: at(60, 3), radius: 5)
        let interval = try #require(capsule.interval(onSegment: at(0, 0), at(100, 0), metric: metric))
        #expect(abs(interval.from - 16) < 1e-6 && abs(interval.to - 64) < 1e-6)
    }

    /// At the radius to the last bit is covered, one bit beyond is not.
    @Test(arguments: 0..<200)
    func theRadiusItselfCounts(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let radius = Double.random(in: 0.1...50, using: &random)
        let along = Double.random(in: 1...99, using: &random)
        func part(_ across: Double) -> IntervalSet.Interval? {
            let fix = Point(x: along, y: across)
            let capsule = Capsule(from: fix, to: fix, radius: radius)
            return capsule.interval(onSegment: Point(x: 0, y: 0), Point(x: 100, y: 0))
        }
        #expect(part(radius) == IntervalSet.Interval(from: along, to: along), "seed \(seed)")
        #expect(part(radius.nextUp) == nil && part(-radius.nextUp) == nil, "seed \(seed)")
        #expect((part(-radius.nextDown)?.length ?? 0) > 0, "seed \(seed)")
    }

    // MARK: Against exact arithmetic

    /// Where coordinates lie, and how far apart the points are.
    private static let scales: [(offset: Double, size: Double)] = [
        (0, 100), (0, 1), (0, 1e-9), (0, 1e6), (0, 1e70), (0, 1e-60), (3e6, 100), (1e9, 1000), (3e6, 1e6), (119, 0.001),
    ]

    @Test(arguments: scales.indices)
    func endsAreAtTheRadius(scale: Int) {
        let (offset, size) = Self.scales[scale]
        for seed in 0..<12 {
            var random = SeededGenerator(seed: UInt64(1000 * scale + seed))
            for trial in CapsuleTrial.all(around: offset, size: size, using: &random) {
                check(trial, "scale \(scale), seed \(seed)", using: &random)
            }
        }
    }

    private func check(_ trial: CapsuleTrial, _ what: String, using random: inout SeededGenerator) {
        let what = "\(what): \(trial)"
        let (p, q) = (trial.start, trial.end)
        // As the code under test has it, so that an interval's end at the segment's own is known for one.
        let length = ((q.x - p.x) * (q.x - p.x) + (q.y - p.y) * (q.y - p.y)).squareRoot()
        let exact = ExactCapsule(start: trial.legStart, end: trial.legEnd)
        let reach = [trial.legStart, trial.legEnd, q].reduce(0) { max($0, hypot($1.x - p.x, $1.y - p.y)) }
        let slack = 1e-15 * max(trial.radius, reach)
        func isBeyond(_ share: Double, _ radius: Double) -> Bool {
            exact.side(of: share, from: p, to: q, radius: max(0, radius)) > 0
        }
        let capsule = Capsule(from: trial.legStart, to: trial.legEnd, radius: trial.radius)
        let interval = capsule.interval(onSegment: p, q)
        let back = Capsule(from: trial.legEnd, to: trial.legStart, radius: trial.radius)
        #expect(back.interval(onSegment: p, q) == interval, "walked back, \(what)")
        let shares: ClosedRange<Double>? = interval.map {
            length > 0 ? min(1, $0.from / length)...min(1, $0.to / length) : 0...1
        }
        if let shares {
            // Both ends are in; one inside the segment is at the radius.
            #expect(!isBeyond(shares.lowerBound, trial.radius + slack), "start, \(what)")
            #expect(!isBeyond(shares.upperBound, trial.radius + slack), "end, \(what)")
            if shares.lowerBound > 0 && trial.radius > slack {
                #expect(
                    exact.side(of: shares.lowerBound, from: p, to: q, radius: trial.radius - slack) >= 0,
                    "start, \(what)"
                )
            }
            if shares.upperBound < 1 && trial.radius > slack {
                #expect(
                    exact.side(of: shares.upperBound, from: p, to: q, radius: trial.radius - slack) >= 0,
                    "end, \(what)"
                )
            }
        }
        for share in [0, 1, 0.5, trial.nearestShare, .random(in: 0...1, using: &random)] {
            if shares?.contains(share) ?? false {
                #expect(!isBeyond(share, trial.radius + slack), "inside at \(share), \(what)")
            } else if trial.radius > slack {
                #expect(
                    exact.side(of: share, from: p, to: q, radius: trial.radius - slack) >= 0,
                    "at \(share), \(what)"
                )
            }
        }
    }
}

/// A leg, a segment and a radius.
struct CapsuleTrial: CustomStringConvertible {
    var legStart: Point
    var legEnd: Point
    var start: Point
    var end: Point
    var radius: Double

    var description: String { "leg \(legStart) \(legEnd), segment \(start) \(end), radius \(radius)" }

    /// Where on the segment it comes nearest to the leg, roughly.
    var nearestShare: Double {
        func gap(_ share: Double) -> Double {
            let place = Point(x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y))
            let (dx, dy) = (legEnd.x - legStart.x, legEnd.y - legStart.y)
            let square = dx * dx + dy * dy
            let along = (place.x - legStart.x) * dx + (place.y - legStart.y) * dy
            let part = square > 0 ? min(1, max(0, along / square)) : 0
            return hypot(place.x - legStart.x - part * dx, place.y - legStart.y - part * dy)
        }
        // The gap to a convex set is convex along a straight way.
        var (low, high) = (0.0, 1.0)
        for _ in 0..<60 {
            let (a, b) = (low + (high - low) / 3, high - (high - low) / 3)
            if gap(a) <= gap(b) { high = b } else { low = a }
        }
        return (low + high) / 2
    }

    /// Some at random, and those that are hardest to get right.
    static func all(around offset: Double, size: Double, using random: inout SeededGenerator) -> [CapsuleTrial] {
        func number() -> Double { .random(in: -size...size, using: &random) }
        func point() -> Point { Point(x: offset + number(), y: offset + number()) }
        let (p, q, a, b) = (point(), point(), point(), point())
        let (dx, dy) = (q.x - p.x, q.y - p.y)
        let length = hypot(dx, dy)
        let radius = Double.random(in: 0...size / 2, using: &random)
        func beside(_ along: Double, _ across: Double) -> Point {
            Point(x: p.x + along * dx - across * dy / length, y: p.y + along * dy + across * dx / length)
        }
        let nudge = size * 1e-12
        let base = CapsuleTrial(legStart: a, legEnd: b, start: p, end: q, radius: radius)
        return [
            base,
            base.with { $0.legEnd = a },
            base.with { $0.end = p },
            base.with { ($0.legEnd, $0.end) = (a, p) },
            base.with { ($0.legStart, $0.legEnd) = (p, q) },
            base.with { ($0.legStart, $0.legEnd) = (q, p) },
            base.with { $0.legStart = p },
            base.with { $0.legEnd = Point(x: a.x + nudge, y: a.y - nudge) },
            base.with { $0.end = Point(x: p.x + nudge, y: p.y) },
            base.with { ($0.legStart, $0.legEnd) = (beside(0.2, 0), beside(0.7, 0)) },
            base.with { ($0.legStart, $0.legEnd) = (beside(0.2, radius), beside(0.7, radius)) },
            base.with { ($0.legStart, $0.legEnd) = (beside(0.2, radius - nudge), beside(0.7, radius + nudge)) },
            base.with { ($0.legStart, $0.legEnd) = (beside(-3, -radius * 0.99), beside(4, -radius * 1.01)) },
            base.with { ($0.legStart, $0.legEnd) = (beside(0.5, radius), beside(0.5, 3 * radius)) },
            base.with { ($0.legStart, $0.legEnd) = (beside(0.5, -9 * radius), beside(0.5, 9 * radius)) },
            base.with { ($0.legStart, $0.legEnd) = (beside(-radius / length, 0), beside(-1, 0.3 * radius)) },
            base.with { $0.radius = 0 },
            base.with { $0.radius = nudge },
            base.with { $0.radius = 1e3 * size },
        ]
    }

    private func with(_ change: (inout CapsuleTrial) -> Void) -> CapsuleTrial {
        var trial = self
        change(&trial)
        return trial
    }
}
