import Foundation
import GeometryCore
import Patrol
import TestSupport
import Testing

@Suite struct ShapeMatchTests {
    private typealias Walks = ShapeWalks

    // MARK: Honest walks

    /// 1,000 walks of 500 fixes, every one against all before it and against itself.
    @Test func walksNeverMatchEachOther() {
        var shelf = ShapeShelf()
        for seed in 0..<1000 as Range<UInt64> {
            let fixes = Walks.wandering(seed: seed, count: 500)
            let key = Walks.key("E\(seed)", Int(seed) / 10)
            #expect(shelf.replayed(key, fixes).isEmpty, "seed \(seed)")
            shelf.put(key, fixes)
        }
        #expect(shelf.windowCount > 7000)
    }

    /// 300 times two people on one straight line, and one person there and back, with little noise.
    @Test(arguments: [0.3, 1, 5])
    func twoOnTheSameLineDoNotMatch(noise: Double) {
        var shelf = ShapeShelf()
        for seed in 0..<300 as Range<UInt64> {
            let there = Walks.straight(seed: seed, count: 400, noise: noise)
            let back = Walks.straight(seed: 1000 + seed, count: 400, noise: noise).reversed()
            let fixes = (there + back).enumerated().map { Walks.moved($1, to: Int64($0) * 5000) }
            let key = Walks.key("E\(seed)", Int(seed))
            #expect(shelf.replayed(key, fixes).isEmpty, "seed \(seed), noise \(noise)")
            shelf.put(key, fixes)
        }
        #expect(shelf.windowCount > 1000, "noise \(noise)")
    }

    /// 300 people on one straight line whose devices round to 11 m.
    @Test func coarseWalksDoNotMatch() {
        var shelf = ShapeShelf()
        for seed in 0..<300 as Range<UInt64> {
            let fixes = Walks.coarse(Walks.straight(seed: seed, count: 1000, noise: 4))
            #expect(shelf.replayed(Walks.key("E\(seed)", Int(seed)), fixes).isEmpty, "seed \(seed)")
            shelf.put(Walks.key("E\(seed)", Int(seed)), fixes)
        }
    }

    /// Real walks, rides and drives, some of them by one person with several receivers at once: 39,000 fixes.
    @Test(.enabled(if: TestData.isPresent, "\(TestData.absence)"))
    func realTracksDoNotMatch() throws {
        var shelf = ShapeShelf()
        for file in ["tracks_gpxpy/tracks.csv", "tracks_paris_tracklib/tracks.csv"] {
            let text = try String(contentsOfFile: TestData.path(file), encoding: .utf8)
            var tracks: [Substring: [TrackFix]] = [:]
            for row in text.split(whereSeparator: \.isNewline).dropFirst() {
                let fields = row.split(separator: ",", omittingEmptySubsequences: false)
                guard let x = Double(fields[3]), let y = Double(fields[4]) else { continue }
                let raw = RawFix(time: nil, place: Point(x: x, y: y))
                let second = tracks[fields[0]]?.count ?? 0
                tracks[fields[0], default: []].append(TrackFix(raw, milliseconds: Int64(second) * 1000))
            }
            for (number, name) in tracks.keys.sorted().enumerated() {
                let (key, fixes) = (Walks.key("\(file) \(name)", number), tracks[name] ?? [])
                #expect(shelf.replayed(key, fixes).isEmpty, "\(key)")
                shelf.put(key, fixes)
                // And each would be known again.
                let again = shelf.replayed(Walks.key("E1", 1000), fixes)
                #expect(
                    fixes.count < 800 || again.reduce(0) { $0 + $1.count } > fixes.count * 95 / 100,
                    "\(key): \(again)"
                )
            }
        }
        #expect(shelf.windowCount > 300)
    }

    // MARK: Replays

    /// Handed in whole, in the middle of another walk, at any place moved by whole millionths: 40 seeds.
    @Test(arguments: 0..<40)
    func replaysAreFoundWhereverTheyAre(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var shelf = ShapeShelf()
        let old = Walks.wandering(seed: 5000 + seed, count: 600)
        shelf.put(Walks.key("E1", 1), old)
        for _ in 0..<10 {
            let before = Walks.wandering(seed: random.next(), count: .random(in: 0...300, using: &random))
            let after = Walks.wandering(seed: random.next(), count: .random(in: 0...300, using: &random))
            let start = Int.random(in: 0...150, using: &random)
            let part = old[start..<start + .random(in: 400...450, using: &random)]
            let x = Int64.random(in: -9_000_000...9_000_000, using: &random) * 1000
            let y = Int64.random(in: -90_000...90_000, using: &random) * 1000
            let fixes = before + part.map { Walks.moved($0, to: 0, x: x, y: y) } + after
            let found = shelf.replayed(Walks.key("E2", 2), Self.timed(fixes))
            #expect(found == [before.count..<before.count + part.count], "seed \(seed)")
        }
    }

    /// Faster, and with pauses: those within are part of the replay, those at its ends not.
    @Test(arguments: 0..<20)
    func speedAndPausesDoNotMatter(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var shelf = ShapeShelf()
        let old = Walks.wandering(seed: 6000 + seed, count: 500)
        shelf.put(Walks.key("E1", 1), old)
        var fixes = [TrackFix](repeating: old[0], count: 50)
        for fix in old.dropFirst().dropLast() {
            fixes += [TrackFix](repeating: fix, count: Int.random(in: 0..<20, using: &random) == 0 ? 40 : 1)
        }
        fixes += [TrackFix](repeating: old[499], count: 50)
        let timed = Self.timed(fixes, every: 700)
        #expect(shelf.replayed(Walks.key("E1", 9), timed) == [49..<timed.count - 49], "seed \(seed)")
    }

    /// Two parts in the wrong order are two replays that meet; with a new way between them they are apart.
    @Test func partsAreFoundOneByOne() {
        var shelf = ShapeShelf()
        let old = Walks.wandering(seed: 71, count: 1200)
        shelf.put(Walks.key("E1", 1), old)
        let new = Walks.wandering(seed: 72, count: 100)
        let fixes = Self.timed(Array(old[700...]) + new + Array(old[..<500]))
        #expect(shelf.replayed(Walks.key("E1", 2), fixes) == [0..<500, 600..<1100])
    }

    @Test(arguments: 0..<20)
    func aLoopHandedInTwiceIsItsOwnOriginal(seed: UInt64) {
        let loop = Walks.wandering(seed: 8000 + seed, count: 450)
        let fixes = Self.timed(loop + loop + loop)
        // The way from its end to its start is as new as it looks, once; the second time it is not.
        #expect(ShapeShelf().replayed(Walks.key("E1", 1), fixes) == [450..<1350], "seed \(seed)")
    }

    /// Reversed walks are not found: whoever goes back the same way does not step on the same places either.
    @Test func reversedWalksAreNotFound() {
        var shelf = ShapeShelf()
        let old = Walks.wandering(seed: 9, count: 2000)
        shelf.put(Walks.key("E1", 1), old)
        #expect(shelf.replayed(Walks.key("E1", 2), Self.timed(old.reversed())).isEmpty)
    }

    /// Few steps in a row may agree by chance; 24 do not.
    @Test func shortPartsDoNotCount() {
        var shelf = ShapeShelf()
        let old = Walks.wandering(seed: 10, count: 3000)
        shelf.put(Walks.key("E1", 1), old)
        var (long, short) = (0, 0)
        for seed in 0..<500 as Range<UInt64> {
            let new = Walks.wandering(seed: 20_000 + seed, count: 60)
            func isFound(_ steps: Int) -> Bool {
                let start = Int(seed) * 5
                let fixes = Array(new[..<30]) + Array(old[start...start + steps]) + Array(new[30...])
                return !shelf.replayed(Walks.key("E1", 2), Self.timed(fixes)).isEmpty
            }
            if isFound(ShapeMatch.leastSteps - 1) { short += 1 }
            if isFound(ShapeMatch.leastSteps) { long += 1 }
        }
        #expect(short == 0)
        // 13 windows: 18.5 % of 500 are 93.
        #expect((55...130).contains(long), "\(long)")
    }

    /// How often a replay of *n* fixes is found, beside the documented probability.
    @Test(arguments: [50, 100, 202, 305])
    func detectionGrowsWithLength(count: Int) {
        let trials = 400
        var found = 0
        for seed in 0..<UInt64(trials) {
            var shelf = ShapeShelf()
            let old = Walks.wandering(seed: 100_000 + seed, count: count)
            shelf.put(Walks.key("E1", 1), old)
            if shelf.replayed(Walks.key("E1", 2), old) == [0..<count] { found += 1 }
        }
        let expected = 1 - pow(63.0 / 64, Double(count - 12))
        let deviation = (expected * (1 - expected) / Double(trials)).squareRoot()
        #expect(abs(Double(found) / Double(trials) - expected) < 4 * deviation, "\(found) of \(trials)")
    }

    // MARK: Who is the original

    @Test func theEarlierDayIsTheOriginalWhateverCameInFirst() {
        let fixes = Walks.wandering(seed: 11, count: 800)
        var shelf = ShapeShelf()
        shelf.put(Walks.key("E1", 20), fixes)
        #expect(shelf.replayed(Walks.key("E2", 10), fixes).isEmpty)
        #expect(shelf.replayed(Walks.key("E0", 20), fixes).isEmpty)
        #expect(shelf.replayed(Walks.key("E2", 20), fixes) == [0..<800])
        #expect(shelf.replayed(Walks.key("E0", 21), fixes) == [0..<800])
        // Itself, as it was handed in before.
        #expect(shelf.replayed(Walks.key("E1", 20), fixes).isEmpty)
    }

    /// An original whose fixes have changed still is one as far as it goes; one with a signature by chance is none.
    @Test func originalsMayChange() {
        let fixes = Walks.wandering(seed: 12, count: 800)
        func found(_ other: [TrackFix]) -> [Range<Int>] {
            ShapeMatch.replayed(
                Walks.key("E1", 2),
                fixes: fixes,
                sketch: ShapeSketch(fixes),
                originals: { _ in Walks.key("E1", 1) },
                fixesOf: { _ in other }
            )
        }
        #expect(found([]).isEmpty && found(Walks.wandering(seed: 13, count: 800)).isEmpty)
        let late = Walks.wandering(seed: 14, count: 50)
        #expect(found(late + fixes[100...] + late) == [100..<800])
    }

    private static func timed(_ fixes: [TrackFix], every milliseconds: Int64 = 5000) -> [TrackFix] {
        fixes.enumerated().map { Walks.moved($1, to: Int64($0) * milliseconds) }
    }
}
