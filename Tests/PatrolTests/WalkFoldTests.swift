import Foundation
import GeometryCore
import SpatialIndex
import Territory
import TestSupport
import Testing

@testable import Patrol

/// Which walks count, for which lines, and how often.
@Suite struct WalkFoldTests {
    /// What a walk along some places, a fix every five seconds at 1.2 m/s, tells of lines.
    private static func credits(
        _ lines: [LayerRecord],
        _ way: [(Double, Double)],
        noise: Double = 0,
        seed: UInt64 = 1,
        policy: PatrolPolicy = PatrolPolicy()
    ) throws -> [String: LineCredit] {
        let store = PatrolShelf([.lines: lines])
        let ground = try TestVillage.ground(store, policy)
        var random = SeededGenerator(seed: seed)
        var fold = TrackFold(ground, duty: nil)
        for (number, place) in Self.steps(way).enumerated() {
            func jitter() -> Double { noise > 0 ? Double.random(in: -noise...noise, using: &random) : 0 }
            let point = TestVillage.place(place.0 + jitter(), place.1 + jitter())
            let raw = RawFix(time: nil, place: point, accuracyMetres: 5)
            fold.add(TrackFix(raw, milliseconds: Int64(number) * 5000))
        }
        let credits = fold.result().credits
        return Dictionary(uniqueKeysWithValues: credits.map { (ground.network.lines[$0.line].code, $0) })
    }

    /// Places six metres apart along a way.
    private static func steps(_ way: [(Double, Double)]) -> [(Double, Double)] {
        var places: [(Double, Double)] = []
        for (a, b) in zip(way, way.dropFirst()) {
            let length = ((b.0 - a.0) * (b.0 - a.0) + (b.1 - a.1) * (b.1 - a.1)).squareRoot()
            let count = max(1, Int((length / 6).rounded()))
            places += (0..<count).map { step in
                let share = Double(step) / Double(count)
                return (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1))
            }
        }
        return places + way.suffix(1)
    }

    private static func covered(_ credit: LineCredit?) -> Double {
        (credit?.walks ?? []).reduce(IntervalSet()) { $0.union($1.covered) }.length
    }

    @Test func walkingAlongCountsOnceAndReachesTheRadiusBeyond() throws {
        let line = try TestVillage.line("L", .overhead, [(0, 0), (300, 0)])
        let credit = try #require(try Self.credits([line], [(50, 5), (200, 5)])["L"])
        #expect(credit.walks.count == 1)
        let reach = (15.0 * 15 - 25).squareRoot()
        let interval = try #require(credit.walks[0].covered.intervals.first)
        #expect(abs(interval.from - (50 - reach)) < 0.01 && abs(interval.to - (200 + reach)) < 0.01)
    }

    @Test func crossingIsNotPatrolling() throws {
        let line = try TestVillage.line("L", .overhead, [(0, 0), (300, 0)])
        for seed in 0..<20 as Range<UInt64> {
            #expect(try Self.credits([line], [(150, -200), (150, 200)], noise: 4, seed: seed).isEmpty, "seed \(seed)")
        }
        // Unless whatever lies within the radius counts.
        var policy = PatrolPolicy()
        policy.credit.isAlong = false
        let all = try Self.credits([line], [(150, -200), (150, 200)], policy: policy)
        #expect(abs(Self.covered(all["L"]) - 30) < 0.01)
    }

    @Test func standingIsNotPatrolling() throws {
        let line = try TestVillage.line("L", .overhead, [(0, 0), (300, 0)])
        let standing = [(Double, Double)](repeating: (150, 3), count: 120)
        for seed in 0..<20 as Range<UInt64> {
            #expect(try Self.credits([line], standing, noise: 5, seed: seed).isEmpty, "seed \(seed)")
        }
    }

    @Test func thereAndBackAreTwoPasses() throws {
        let line = try TestVillage.line("L", .overhead, [(0, 0), (300, 0)])
        for noise in [0.0, 4] {
            let credit = try #require(try Self.credits([line], [(0, 0), (300, 0), (0, 0)], noise: noise)["L"])
            #expect(credit.walks.count == 2, "noise \(noise)")
            #expect(credit.walks[0].covered.length > 299 && credit.walks[1].covered.length > 230)
        }
    }

    @Test func comingBackAfterAWhileIsAnotherPass() throws {
        let line = try TestVillage.line("L", .overhead, [(0, 0), (300, 0)])
        let round = [(0.0, 0.0), (300, 0), (300, 100), (0, 100), (0, 0), (300, 0)]
        let credit = try #require(try Self.credits([line], round)["L"])
        #expect(credit.walks.count == 2)
    }

    @Test func ofLinesSideBySideTheNearestCounts() throws {
        let lines = try [
            TestVillage.line("A", .overhead, [(0, 0), (300, 0)]),
            TestVillage.line("B", .overhead, [(0, 20), (300, 20)]),
            TestVillage.line("C", .overhead, [(0, -1.5), (300, -1.5)]),
        ]
        // Nine metres from one and eleven from the other; a double circuit is seen together.
        let credits = try Self.credits(lines, [(0, 9), (300, 9)])
        #expect(Self.covered(credits["A"]) > 299 && Self.covered(credits["C"]) > 299)
        #expect(credits["B"] == nil)
        #expect(try Self.credits(lines, [(0, 11), (300, 11)]).keys.sorted() == ["B"])
        for seed in 0..<20 as Range<UInt64> {
            let noisy = try Self.credits(lines, [(0, 0), (300, 0)], noise: 8, seed: seed)
            #expect(Self.covered(noisy["B"]) == 0, "seed \(seed)")
            #expect(Self.covered(noisy["A"]) > 290, "seed \(seed)")
        }
    }

    @Test func aLineThatIsWalkedIsNotGivenUpForANeighbourAtOnce() throws {
        let lines = try [
            TestVillage.line("A", .overhead, [(0, 0), (300, 0)]),
            TestVillage.line("B", .overhead, [(0, 18), (300, 18)]),
        ]
        // A swerve of sixty metres, as far as ten metres out.
        let way = [(0.0, 2.0), (120, 2), (150, 12), (180, 2), (300, 2)]
        let credits = try Self.credits(lines, way)
        #expect(Self.covered(credits["A"]) > 299 && credits["B"] == nil)
    }

    @Test func aServiceDropIsSeenFromTheStreet() throws {
        let lines = try [
            TestVillage.line("A", .overhead, [(0, 0), (300, 0)]),
            TestVillage.line("S", .serviceDrop, [(100, 0), (100, 12)]),
            TestVillage.line("F", .serviceDrop, [(200, 16), (200, 30)]),
        ]
        let credits = try Self.credits(lines, [(0, 0), (300, 0)])
        #expect(abs(Self.covered(credits["S"]) - 12) < 0.01)
        #expect(credits["F"] == nil)
    }

    @Test func aBendIsWalkedThrough() throws {
        let line = try TestVillage.line("L", .overhead, [(0, 0), (150, 0), (150, 150)])
        for seed in 0..<10 as Range<UInt64> {
            let credit = try #require(
                try Self.credits([line], [(0, 2), (152, 2), (152, 150)], noise: 3, seed: seed)["L"]
            )
            #expect(credit.walks.count == 1 && credit.walks[0].covered.length > 298, "seed \(seed)")
        }
    }

    @Test func ridingByIsNotPatrolling() throws {
        let line = try TestVillage.line("L", .overhead, [(0, 0), (900, 0)])
        let store = PatrolShelf([.lines: [line]])
        var fold = TrackFold(try TestVillage.ground(store), duty: nil)
        for number in 0..<20 {
            let raw = RawFix(time: nil, place: TestVillage.place(Double(number) * 40, 0))
            fold.add(TrackFix(raw, milliseconds: Int64(number) * 5000))
        }
        #expect(fold.result().credits.isEmpty && abs(fold.result().summary.metres - 760) < 1)
    }

    @Test func whatMayHaveBeenWalkedInAGapIsUnknown() throws {
        let line = try TestVillage.line("L", .overhead, [(0, 0), (900, 0)])
        let store = PatrolShelf([.lines: [line]])
        func unknown(after seconds: Int64, at east: Double) throws -> IntervalSet {
            var fold = TrackFold(try TestVillage.ground(store), duty: nil)
            for (time, place) in [(0, 300.0), (5000, 306), (5000 + seconds * 1000, east)] as [(Int64, Double)] {
                fold.add(TrackFix(RawFix(time: nil, place: TestVillage.place(place, 0)), milliseconds: time))
            }
            return fold.result().credits.first?.unknown ?? IntervalSet()
        }
        // 120 s at 1.4 m/s are 168 m: 306 to 400 and 37 m to either side, and the radius.
        let reach = try #require(try unknown(after: 120, at: 400).intervals.first)
        #expect(abs(reach.from - 254) < 0.01 && abs(reach.to - 452) < 0.01)
        // Too short to be a gap, so long that it is absence, too far to have been walked.
        for (seconds, east) in [(60, 350.0), (901, 400), (61, 800)] as [(Int64, Double)] {
            #expect(try unknown(after: seconds, at: east).isEmpty)
        }
    }
}
