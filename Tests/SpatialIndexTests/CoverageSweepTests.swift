import GeometryCore
import SpatialIndex
import TestSupport
import Testing
import Topology

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@Suite struct CoverageSweepTests {
    private static func sweep(_ village: Village, within radius: Double = 20) -> CoverageSweep {
        var sweep = CoverageSweep(over: village.index, within: radius)
        sweep.add(fixes: village.fixes, offsets: village.tracks)
        return sweep
    }

    private static func bits(_ coverage: LineCoverage, _ lines: Int) -> [[UInt64]] {
        (0..<lines).map { coverage[$0].flatMap { [$0.from.bitPattern, $0.to.bitPattern] } }
    }

    @Test(arguments: 0..<6, [0.5, 20, 3000])
    func coversWhatAllPairsTogetherDo(seed: UInt64, radius: Double) {
        let village = Village(seed: seed)
        let coverage = Self.sweep(village, within: radius).coverage()
        let expected = village.coverageByPairs(within: radius)
        #expect(coverage.touchedLines.map(Int.init) == expected.indices.filter { !expected[$0].isEmpty })
        var metres = 0.0
        for line in expected.indices {
            let difference = coverage.set(ofLine: line).subtracting(expected[line]).length
            let lack = expected[line].subtracting(coverage.set(ofLine: line)).length
            #expect(difference < 1e-9 && lack < 1e-9, "seed \(seed), radius \(radius), line \(line)")
            #expect(coverage.metres(ofLine: line) == coverage.set(ofLine: line).length)
            metres += expected[line].length
        }
        #expect(abs(coverage.metres - metres) < 1e-9 * max(1, metres), "seed \(seed), radius \(radius)")
    }

    @Test(arguments: 0..<10)
    func anyOrderAndPortionsGiveTheSameBits(seed: UInt64) {
        let village = Village(seed: 100 + seed)
        let index = village.index
        let whole = Self.sweep(village).coverage()
        var random = SeededGenerator(seed: seed)
        for _ in 0..<3 {
            var sums = (0..<3).map { _ in CoverageSweep(over: index, within: 20) }
            for leg in village.shuffledLegs(using: &random) {
                sums[Int.random(in: 0..<3, using: &random)].add(fixes: leg, offsets: [0, 2])
            }
            var sum = sums[2]
            sum.formUnion(sums[0])
            sum.formUnion(sums[1])
            #expect(Self.bits(sum.coverage(), index.lineCount) == Self.bits(whole, index.lineCount), "seed \(seed)")
            #expect(sum.coverage() == whole)
        }
        // There and back is one.
        var back = CoverageSweep(over: index, within: 20)
        for leg in village.shuffledLegs(using: &random) { back.add(fixes: leg.reversed(), offsets: [0, 2]) }
        #expect(Self.bits(back.coverage(), index.lineCount) == Self.bits(whole, index.lineCount), "seed \(seed)")
    }

    @Test(arguments: 0..<10)
    func contactsAddUpToTheSameBits(seed: UInt64) {
        let village = Village(seed: 200 + seed)
        let whole = Self.sweep(village).coverage()
        var contacts: [LegContact] = []
        let refused = village.index.contacts(fixes: village.fixes, offsets: village.tracks, within: 20, into: &contacts)
        #expect(refused == 0)
        var random = SeededGenerator(seed: seed)
        var ledger = [IntervalSet](repeating: IntervalSet(), count: village.offsets.count - 1)
        for contact in contacts.shuffled(using: &random) {
            ledger[Int(contact.line)].insert(from: contact.from, to: contact.to)
        }
        for line in ledger.indices { #expect(ledger[line] == whole.set(ofLine: line), "seed \(seed), line \(line)") }
    }

    // MARK: Against GEOS

    /// Polygons inside and around each capsule hold the answer between what GEOS finds for either.
    @Test(arguments: 0..<12)
    func liesBetweenPolygonsOfGEOS(seed: UInt64) throws {
        let village = Village(seed: 300 + seed, lines: 12, walks: 3, legs: 12)
        let coverage = Self.sweep(village).coverage()
        let inner = try union(village, corners: 64, radius: 20)
        let outer = try union(village, corners: 64, radius: 20 / cos(.pi / 64))
        for line in 0..<village.offsets.count - 1 {
            let points = Array(village.points[village.offsets[line]..<village.offsets[line + 1]])
            let path = try LineString(points)
            let metres = coverage.metres(ofLine: line)
            let (least, most) = try (
                length(intersection(of: path, with: inner)), length(intersection(of: path, with: outer))
            )
            #expect(least - 1e-6 <= metres && metres <= most + 1e-6, "seed \(seed), line \(line): \(least)…\(most)")
        }
    }

    /// The union of a polygon for each leg: the convex hull of two regular ones around its ends.
    private func union(_ village: Village, corners: Int, radius: Double) throws -> MultiPolygon {
        var areas: [MultiPolygon] = []
        for (first, end) in zip(village.tracks, village.tracks.dropFirst()) {
            for fix in first..<end - 1 {
                let (a, b) = (village.fixes[fix], village.fixes[fix + 1])
                // With corners square to the leg, the hull's sides are the capsule's own.
                let heading = a == b ? 0 : atan2(b.y - a.y, b.x - a.x)
                let ring = (0...corners + 1).map { corner in
                    let half = corners / 2
                    let centre = corner <= half ? b : a
                    let angle =
                        heading - .pi / 2 + 2 * .pi * Double(corner <= half ? corner : corner - 1) / Double(corners)
                    return Point(x: centre.x + radius * cos(angle), y: centre.y + radius * sin(angle))
                }
                areas.append(MultiPolygon([Polygon(shell: try Ring(ring + [ring[0]]))]))
            }
        }
        return try Topology.union(areas)
    }

    private func length(_ lines: [LineString]) -> Double {
        lines.reduce(0) { sum, line in
            zip(line.points, line.points.dropFirst()).reduce(sum) { $0 + hypot($1.1.x - $1.0.x, $1.1.y - $1.0.y) }
        }
    }

    // MARK: Special cases

    @Test func manyPartsApartAreUnited() {
        let index = CoverageIndex(points: [Point(x: 0, y: 0), Point(x: 1e6, y: 0)], offsets: [0, 2], in: .metres)
        var random = SeededGenerator(seed: 9)
        var sweep = CoverageSweep(over: index, within: 5)
        var other = CoverageSweep(over: index, within: 5)
        var expected = IntervalSet()
        for _ in 0..<20_000 {
            let place = Double(Int.random(in: 5..<5000, using: &random)) * 100
            let length = [0.0, 10, 50, 300][Int.random(in: 0..<4, using: &random)]
            let leg = [Point(x: place, y: 0), Point(x: place + length, y: 0)]
            if Bool.random(using: &random) {
                sweep.add(fixes: leg, offsets: [0, 2])
            } else {
                other.add(fixes: leg, offsets: [0, 2])
            }
            expected.insert(from: place - 5, to: place + length + 5)
        }
        sweep.formUnion(other)
        #expect(sweep.coverage().set(ofLine: 0) == expected)
    }

    @Test func fixesThatAreNoPlacesBreakTheTrack() {
        let index = CoverageIndex(points: [Point(x: 0, y: 0), Point(x: 100, y: 0)], offsets: [0, 2], in: .metres)
        let fixes = [
            Point(x: 10, y: 0), Point(x: 20, y: 0), Point(x: .nan, y: 0), Point(x: 60, y: 0), Point(x: 70, y: 0),
            Point(x: 80, y: .infinity), Point(x: 90, y: 0), Point(x: 1e10, y: 0),
        ]
        var sweep = CoverageSweep(over: index, within: 1)
        sweep.add(fixes: fixes, offsets: [0, fixes.count])
        let expected = [IntervalSet.Interval(from: 9, to: 21), IntervalSet.Interval(from: 59, to: 71)]
        #expect(Array(sweep.coverage()[0]) == expected)
        #expect(sweep.refusedCount == 3)
        var contacts: [LegContact] = []
        #expect(index.contacts(fixes: fixes, offsets: [0, fixes.count], within: 1, into: &contacts) == 3)
        #expect(contacts.map(\.leg) == [0, 3])
        #expect(!index.contacts(from: fixes[1], to: fixes[2], within: 1, into: &contacts))
        // Degrees have narrower bounds.
        let degrees = CoverageIndex(
            points: [Point(x: 119, y: 25), Point(x: 119.1, y: 25)],
            offsets: [0, 2],
            in: .degrees
        )
        #expect(!degrees.contacts(from: Point(x: 119, y: 25), to: Point(x: 119, y: 95), within: 1, into: &contacts))
    }

    @Test func tracksWithoutLegsCoverNothing() {
        let index = CoverageIndex(points: [Point(x: 0, y: 0), Point(x: 100, y: 0)], offsets: [0, 2], in: .metres)
        var sweep = CoverageSweep(over: index, within: 5)
        sweep.add(fixes: [Point(x: 50, y: 0)], offsets: [0, 1])
        sweep.add(fixes: [Point(x: 50, y: 0), Point(x: 60, y: 0)], offsets: [0, 1, 2])
        sweep.add(fixes: [], offsets: [])
        #expect(sweep.coverage().touchedLines.isEmpty && sweep.coverage()[0].isEmpty && sweep.coverage().metres == 0)
        for radius in [-1, -.infinity, .nan] as [Double] {
            var sweep = CoverageSweep(over: index, within: radius)
            sweep.add(fixes: [Point(x: 50, y: 0), Point(x: 60, y: 0)], offsets: [0, 2])
            #expect(sweep.coverage().touchedLines.isEmpty)
            var contacts: [LegContact] = []
            index.contacts(from: Point(x: 50, y: 0), to: Point(x: 60, y: 0), within: radius, into: &contacts)
            #expect(contacts.isEmpty)
        }
    }

    @Test func halfAMillimetreIsMissed() {
        let index = CoverageIndex(points: [Point(x: 0, y: 0), Point(x: 100, y: 0)], offsets: [0, 2], in: .metres)
        var sweep = CoverageSweep(over: index, within: 5)
        sweep.add(fixes: [Point(x: 5.0005, y: 0), Point(x: 96, y: 0)], offsets: [0, 2])
        #expect(abs((sweep.coverage()[0].first?.from ?? 0) - 0.0005) < 1e-12)
        sweep.add(fixes: [Point(x: 4, y: 0), Point(x: 94.9995, y: 0)], offsets: [0, 2])
        #expect(Array(sweep.coverage()[0]) == [IntervalSet.Interval(from: 0, to: 100)])
    }

    /// Neighbouring segments meet in one number, so that a line covered from end to end is one interval.
    @Test func aLineWalkedFromEndToEndIsOneInterval() {
        var random = SeededGenerator(seed: 4)
        let line = (0..<200).map {
            Point(x: 3e6 + Double($0) * .random(in: 30...31, using: &random), y: .random(in: 0...9, using: &random))
        }
        let index = CoverageIndex(points: line, offsets: [0, line.count], in: .metres)
        var sweep = CoverageSweep(over: index, within: 1)
        sweep.add(fixes: line, offsets: [0, line.count])
        #expect(Array(sweep.coverage()[0]) == [IntervalSet.Interval(from: 0, to: index.length(ofLine: 0))])
        var all = CoverageSweep(over: index, within: .infinity)
        all.add(fixes: Array(line.prefix(2)), offsets: [0, 2])
        #expect(all.coverage() == sweep.coverage())
    }
}
