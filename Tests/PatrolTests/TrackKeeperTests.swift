import Foundation
import GeometryCore
import SpatialIndex
import Territory
import TestSupport
import Testing

@testable import Patrol

/// What is kept depends on which fixes came, and not on when, how often or in which portions.
@Suite struct TrackKeeperTests {
    private static let now = TestVillage.start.addingTimeInterval(3 * 86_400)

    private static func keeper(_ store: PatrolShelf) throws -> TrackKeeper {
        TrackKeeper(
            store: store,
            ground: try TestVillage.ground(store),
            crew: TestCrew(devices: ["T1": "E3"]),
            clock: DutyClock(timeZone: .gmt)
        )
    }

    private static func fixes(_ seed: UInt64) -> [RawFix] {
        var random = SeededGenerator(seed: seed)
        var fixes = TestVillage.walk("E1", "", day: 0, fixes: 150, &random)
        fixes += TestVillage.walk("E1", "p2", day: 0, fixes: 60, &random)
        fixes += TestVillage.walk("E2", "", day: 1, fixes: 150, &random)
        // Across midnight.
        fixes += TestVillage.walk("E3", "", day: 0, fixes: 100, &random).map { fix in
            var fix = fix
            fix.time = fix.time?.addingTimeInterval(15.9 * 3600)
            return fix
        }
        return fixes
    }

    @Test(arguments: 0..<10)
    func anyOrderAnyPortionsAndAnyRepeatsLeaveTheSame(seed: UInt64) throws {
        let fixes = Self.fixes(seed)
        let layers = try TestVillage.layers(seed: seed)
        let whole = PatrolShelf(layers)
        var keeper = try Self.keeper(whole)
        _ = try keeper.take(fixes, at: Self.now)
        let expected = whole.picture
        #expect(!expected.credits.isEmpty && expected.tracks.count >= 4)

        var random = SeededGenerator(seed: seed &+ 1000)
        for isShuffled in [false, true] {
            let store = PatrolShelf(layers)
            var keeper = try Self.keeper(store)
            var rest = isShuffled ? fixes.shuffled(using: &random)[...] : fixes[...]
            while !rest.isEmpty {
                let portion = rest.prefix(Int.random(in: 1...60, using: &random))
                // Some come twice, and some portions are lost on the way to the store and sent again.
                let repeated =
                    Array(portion) + fixes.shuffled(using: &random).prefix(Int.random(in: 0...3, using: &random))
                if Int.random(in: 0..<5, using: &random) == 0 { store.fail(times: 1) }
                do { _ = try keeper.take(repeated, at: Self.now) } catch is PatrolShelf.Failure {
                    _ = try keeper.take(repeated, at: Self.now)
                }
                store.fail(times: 0)
                rest = rest.dropFirst(portion.count)
                // And the program starts anew.
                if Int.random(in: 0..<6, using: &random) == 0 { keeper = try Self.keeper(store) }
            }
            let differences = store.picture.differences(from: expected)
            #expect(differences.isEmpty, "seed \(seed), shuffled \(isShuffled)")
        }
    }

    @Test(arguments: 0..<10)
    func whatIsKeptIsWhatTheFixesGiveWhenFoldedAnew(seed: UInt64) throws {
        let store = PatrolShelf(try TestVillage.layers(seed: seed))
        var keeper = try Self.keeper(store)
        var random = SeededGenerator(seed: seed)
        for fix in Self.fixes(seed).shuffled(using: &random) { _ = try keeper.take([fix], at: Self.now) }
        let ground = keeper.ground
        for (key, track) in store.picture.tracks {
            var fold = TrackFold(ground, duty: nil)
            for fix in store.fixes(of: key) { fold.add(fix) }
            let result = fold.result()
            #expect(
                track.summary == result.summary && track.verdicts == result.verdicts && track.visits == result.visits
            )
            #expect(store.credits(of: key) == result.credits.map { ground.kept($0, of: key) })
        }
    }

    @Test func everythingHasAReceiptAndWhatIsRefusedChangesNothing() throws {
        let store = PatrolShelf(try TestVillage.layers(seed: 1))
        var keeper = try Self.keeper(store)
        let (place, time) = (TestVillage.place(0, 0), TestVillage.start)
        func raw(_ staff: String?, _ time: Date?, _ place: Point, device: String = "") -> RawFix {
            RawFix(staff: staff, device: device, time: time, place: place)
        }
        let refused: [(RawFix, FixRefusal)] = [
            (raw("E9", time, place), .unknownStaff), (raw(nil, time, place, device: "T9"), .unknownStaff),
            (raw("E1", time, Point(x: .nan, y: 25)), .notAPlace),
            (raw("E1", time, Point(x: 119, y: .infinity)), .notAPlace),
            (raw("E1", time, Point(x: 25.3, y: 119.1)), .notAPlace), (raw("E1", nil, place), .noTime),
            (raw("E1", Date(timeIntervalSince1970: .nan), place), .noTime),
            (raw("E1", Self.now.addingTimeInterval(121), place), .future),
            (raw("E1", Date(timeIntervalSince1970: 1e300), place), .future),
            (raw("E1", Date(timeIntervalSince1970: 0), place), .tooOld),
            (raw("E1", Date(timeIntervalSince1970: -1e300), place), .tooOld),
            (raw("E1", Self.now.addingTimeInterval(-92 * 86_400), place), .tooOld),
        ]
        #expect(try keeper.take(refused.map(\.0), at: Self.now) == refused.map { .refused($0.1) })
        #expect(store.picture.differences(from: PatrolShelf().picture).isEmpty)
        let good = [
            raw("E1", time, place), raw(nil, time, place, device: "T1"), raw("E1", time.addingTimeInterval(-60), place),
        ]
        #expect(
            try keeper.take(good, at: Self.now)
                == [.kept(.good, isLate: false), .kept(.good, isLate: false), .kept(.good, isLate: false)]
        )
        let late = raw("E1", time.addingTimeInterval(-30), place)
        #expect(
            try keeper.take([late, late, good[0]], at: Self.now) == [.kept(.good, isLate: true), .repeated, .repeated]
        )
    }

    @Test func fixesWithoutEndAtOnePlaceAreTakenAndFrozen() throws {
        let store = PatrolShelf(try TestVillage.layers(seed: 1))
        var keeper = try Self.keeper(store)
        let place = TestVillage.place(10, 3)
        var frozen = 0
        for batch in 0..<20 {
            let fixes = (0..<1000).map { number in
                let time = TestVillage.start.addingTimeInterval(Double(batch * 1000 + number) * 0.5)
                return RawFix(staff: "E1", time: time, place: place)
            }
            frozen += try keeper.take(fixes, at: Self.now).count { $0 == .kept(.frozen, isLate: false) }
        }
        // Ten minutes of half-seconds count.
        #expect(frozen == 20_000 - 1201)
        #expect(store.picture.credits.isEmpty)
    }
}

/// Walks that are handed in again under another date, in any order.
@Suite struct ReplayedTrackTests {
    private static let now = TestVillage.start.addingTimeInterval(4 * 86_400)

    /// One walk of four hundred fixes, handed in for three days, and a fresh one.
    private static func fixes(_ seed: UInt64) -> [RawFix] {
        var random = SeededGenerator(seed: seed)
        let walk = TestVillage.walk("E1", "", day: 0, fixes: 400, &random)
        func again(_ staff: String, days: Double) -> [RawFix] {
            walk.map { fix in
                var fix = fix
                fix.staff = staff
                fix.time = fix.time?.addingTimeInterval(days * 86_400)
                return fix
            }
        }
        return walk + again("E2", days: 1) + again("E1", days: 2)
            + TestVillage.walk("E3", "", day: 1, fixes: 400, &random)
    }

    @Test(arguments: 0..<4)
    func theFirstDayIsTheOriginalInWhateverOrderTheyCome(seed: UInt64) throws {
        let fixes = Self.fixes(seed)
        let layers = try TestVillage.layers(seed: seed)
        func keeper(_ store: PatrolShelf) throws -> TrackKeeper {
            TrackKeeper(
                store: store,
                ground: try TestVillage.ground(store),
                crew: TestCrew(),
                clock: DutyClock(timeZone: .gmt)
            )
        }
        let whole = PatrolShelf(layers)
        var first = try keeper(whole)
        _ = try first.take(fixes, at: Self.now)
        let expected = whole.picture
        for (key, track) in expected.tracks {
            let replayed = track.verdicts.count(of: .replayed)
            let isOriginal = key.day.number == 20_762 || key.staff == "E3"
            #expect(isOriginal ? replayed == 0 : replayed > 250, "seed \(seed), \(replayed)")
        }
        var random = SeededGenerator(seed: seed &+ 5)
        for _ in 0..<3 {
            let store = PatrolShelf(layers)
            var keeper = try keeper(store)
            var rest = fixes.shuffled(using: &random)[...]
            while !rest.isEmpty {
                let portion = rest.prefix(Int.random(in: 1...200, using: &random))
                _ = try keeper.take(Array(portion), at: Self.now)
                rest = rest.dropFirst(portion.count)
            }
            let differences = store.picture.differences(from: expected)
            #expect(differences.isEmpty, "seed \(seed)")
        }
        // The latest first, and then the ones before.
        let store = PatrolShelf(layers)
        var backwards = try keeper(store)
        for fix in fixes.reversed() { _ = try backwards.take([fix], at: Self.now) }
        let differences = store.picture.differences(from: expected)
        #expect(differences.isEmpty, "seed \(seed), backwards")
    }
}
