import Foundation
import TestSupport
import Testing

/// The truth that the ledger is judged by must itself be true.
@Suite struct TownTests {
    @Test func equalSeedsBuildEqualTowns() {
        let (a, b, other) = (Town(seed: 1), Town(seed: 1), Town(seed: 2))
        func text(_ town: Town) -> String { "\(town.lines) \(town.drops) \(town.canyons)" }
        #expect(text(a) == text(b) && text(a) != text(other))
        let (walk, again) = (TownWalk(in: a, seed: 5), TownWalk(in: b, seed: 5))
        #expect("\(walk.places)" == "\(again.places)")
        let noise = FixNoise.drifting(sigmaMetres: 5)
        #expect("\(noise.fixes(of: walk, in: a, seed: 1))" == "\(noise.fixes(of: again, in: b, seed: 1))")
        #expect("\(noise.fixes(of: walk, in: a, seed: 1))" != "\(noise.fixes(of: walk, in: a, seed: 2))")
    }

    @Test(arguments: 0..<10)
    func linesLieAsTheirKindsSay(seed: UInt64) throws {
        let town = Town(seed: seed)
        #expect(Set(town.lines.map(\.kind)).count >= 5, "seed \(seed)")
        let gaps: [TownLine.Kind: ClosedRange<Double>] = [
            .facing: 9...13, .double: 1.499...1.501, .parallel: 19.999...20.001,
        ]
        for (number, line) in town.lines.enumerated() {
            #expect(line.metres > 20, "seed \(seed), \(line.code)")
            guard let twin = line.twin else {
                #expect(gaps[line.kind] == nil)
                continue
            }
            #expect(town.lines[twin].twin == number && town.lines[twin].kind == line.kind)
            let expected = try #require(gaps[line.kind])
            for (a, b) in zip(line.points, town.lines[twin].points) {
                #expect(expected.contains(Town.distance(a, b)), "seed \(seed), \(line.code)")
            }
        }
        #expect(town.drops.count > 50, "seed \(seed)")
        for drop in town.drops {
            #expect(drop.metres > 4.99 && drop.metres < 25.01, "seed \(seed), \(drop.code)")
        }
    }

    @Test(arguments: 0..<10)
    func walksAreGoneSecondBySecond(seed: UInt64) {
        let town = Town(seed: seed)
        let walk = TownWalk(in: town, seed: seed)
        #expect(walk.places.count >= 3 * 3600, "seed \(seed)")
        let speeds = zip(walk.places, walk.places.dropFirst()).map { Town.distance($0, $1) }
        // At the corners of lines somebody beside them has a longer way.
        #expect(speeds.filter { $0 > 12 }.isEmpty, "seed \(seed): \(speeds.max() ?? 0)")
        #expect(speeds.filter { $0 < 3 }.count > speeds.count / 2, "seed \(seed)")
    }

    // MARK: Noise

    /// Deviation and correlation are those asked for.
    @Test(arguments: [3.0, 15])
    func noiseHasItsDeviationAndMemory(sigma: Double) {
        let town = Town(seed: 1)
        let walk = TownWalk(through: [(x: 0, y: 0), (x: 2e5, y: 0)], metresPerSecond: 1)
        for memory in [0.0, 45] {
            var noise = FixNoise.white(sigmaMetres: sigma)
            noise.correlationSeconds = memory...memory
            let fixes = noise.fixes(of: walk, in: town, seed: 3)
            let errors = fixes.map { $0.place.y - $0.truth.y }
            #expect(fixes.count == 40_001)
            let variance = errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
            #expect(abs(variance.squareRoot() / sigma - 1) < 0.05, "memory \(memory)")
            for lag in [1, 9] {
                let products = zip(errors, errors.dropFirst(lag)).map(*)
                let correlation = products.reduce(0, +) / Double(products.count) / variance
                let expected = memory > 0 ? exp(-5 * Double(lag) / memory) : 0
                #expect(abs(correlation - expected) < 0.05, "memory \(memory), lag \(lag)")
            }
            let within = fixes.filter { Town.distance($0.place, $0.truth) <= $0.accuracyMetres }.count
            #expect(abs(Double(within) / Double(fixes.count) - 0.68) < 0.06, "memory \(memory)")
        }
    }

    @Test func whatGoesWrongDoes() {
        let town = Town(seed: 4)
        #expect(!town.canyons.isEmpty)
        let walk = TownWalk(in: town, seed: 4, seconds: 40 * 3600)
        let fixes = FixNoise.drifting(sigmaMetres: 3).fixes(of: walk, in: town, seed: 4)
        let gaps = zip(fixes, fixes.dropFirst()).map { $1.second - $0.second }
        #expect(gaps.contains { $0 > 150 } && gaps.filter { (60...120).contains($0) }.count > 50)
        let far = fixes.filter { Town.distance($0.place, $0.truth) > 45 }.count
        #expect((0.001...0.006).contains(Double(far) / Double(fixes.count)))
        let inside = fixes.filter { fix in town.canyons.contains { $0.contains(fix.truth) } }
        let mean = inside.reduce(0) { $0 + Town.distance($1.place, $1.truth) } / Double(inside.count)
        #expect(inside.count > 50 && mean > 9, "\(inside.count) fixes, \(mean) m")
    }
}
