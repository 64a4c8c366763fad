import Foundation
import GeometryCore
import Patrol
import TestSupport
import Testing

@Suite struct ShapeSketchTests {
    private typealias Walks = ShapeWalks

    @Test func signaturesAreTheSameInEveryRun() {
        let windows = ShapeSketch(Walks.wandering(seed: 1, count: 1000)).windows
        #expect(windows.first == ShapeSketch.Window(signature: -4_599_397_093_514_538_240, index: 326))
        #expect(windows.count == 12)
    }

    /// The share kept is the one that the documentation computes with.
    @Test func oneWindowInSixtyFourIsKept() {
        let count = 200_000
        let windows = ShapeSketch(Walks.wandering(seed: 2, count: count)).windows
        let expected = Double(count - ShapeSketch.window) / 64
        // Five standard deviations of a binomial number.
        #expect(abs(Double(windows.count) - expected) < 5 * expected.squareRoot())
        #expect(zip(windows, windows.dropFirst()).allSatisfy { $0.index < $1.index })
    }

    @Test(arguments: 0..<20)
    func timePausesAndPlaceDoNotMatter(seed: UInt64) {
        let fixes = Walks.wandering(seed: seed, count: 2000)
        var random = SeededGenerator(seed: 100 + seed)
        var (later, firsts): ([TrackFix], [Int]) = ([], [])
        let (x, y) = (Int64.random(in: -50_000...50_000, using: &random) * 1000, Int64.random(in: -9...9) * 1000)
        var time: Int64 = 9_000_000_000
        for fix in fixes {
            firsts.append(later.count)
            for _ in 0...(Int.random(in: 0..<10, using: &random) == 0 ? 30 : 0) {
                time += .random(in: 1...60_000, using: &random)
                later.append(Walks.moved(fix, to: time, x: x, y: y))
            }
        }
        let (before, after) = (ShapeSketch(fixes).windows, ShapeSketch(later).windows)
        #expect(before.count > 10, "seed \(seed)")
        let expected = before.map { ShapeSketch.Window(signature: $0.signature, index: firsts[$0.index]) }
        #expect(after == expected, "seed \(seed)")
    }

    /// Rounding does not depend on the hemisphere.
    @Test func movingAcrossTheEquatorDoesNotMatter() {
        let fixes = Walks.wandering(seed: 7, count: 3000)
        let moved = fixes.map { Walks.moved($0, to: $0.milliseconds, x: -119_100_000_000, y: 0) }
        #expect(ShapeSketch(moved) == ShapeSketch(fixes) && !ShapeSketch(fixes).windows.isEmpty)
    }

    /// Standing still, with a last digit that jitters or with the noise of a receiver that filters; standing frozen.
    @Test func whoStandsStillHasNoShape() {
        var random = SeededGenerator(seed: 3)
        for deviation in [0, 0.1, 0.5] {
            let fixes = (0..<20_000).map {
                Walks.fix($0, Walks.normal(deviation, using: &random), Walks.normal(deviation, using: &random))
            }
            #expect(ShapeSketch(fixes).windows.isEmpty, "deviation \(deviation)")
        }
    }

    /// A device that makes its places up along a straight line; one that rounds to a hundred-thousandth of a degree.
    @Test func regularStepsHaveNoShape() {
        let even = (0..<20_000).map { Walks.fix($0, 6.1 * Double($0), 2.3 * Double($0)) }
        #expect(ShapeSketch(even).windows.isEmpty)
        // Of 312 windows.
        #expect(ShapeSketch(Walks.coarse(Walks.straight(seed: 4, count: 20_000, noise: 3))).windows.count < 10)
    }

    @Test func shortTracksHaveNoShape() {
        for count in 0...ShapeSketch.window {
            for seed in 0..<200 as Range<UInt64> {
                #expect(ShapeSketch(Walks.wandering(seed: seed, count: count)).windows.isEmpty)
            }
        }
    }
}
