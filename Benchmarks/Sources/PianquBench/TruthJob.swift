import Foundation
import GeometryCore
import Patrol
import SpatialIndex
import Territory
import TestSupport

/// What is credited of seeded walks in seeded towns, beside what was truly walked.
///
/// Every walk is judged by itself, from its telephone's fixes alone; sums are over all walks of a noise level. The naive
/// rule, by which every leg counts that comes near, is there to be beaten.
struct TruthJob {
    /// How a walk's fixes are credited: intervals of each line in metres, and those of which nobody knows.
    typealias Rule = (TruthScene, TruthScene.Day) throws -> (credited: [[Part]], unknown: [[Part]])
    typealias Part = (from: Double, to: Double)

    /// The first seed, to choose numbers on some towns and try them on others.
    var first = 0
    /// The numbers.
    var policy = PatrolPolicy()
    var towns = 4
    var walks = 4

    static let levels: [(name: String, noise: FixNoise)] =
        [3.0, 5, 8, 10, 15].map { ("drifting \(Int($0)) m", FixNoise.drifting(sigmaMetres: $0)) }
        + [3.0, 5, 10].map { ("clear \(Int($0)) m", FixNoise.clear(sigmaMetres: $0)) }
        + [("white 5 m", FixNoise.white(sigmaMetres: 5))]

    func run() throws {
        let scenes = (first..<first + towns).map { TruthScene(seed: UInt64($0), walks: walks) }
        for level in Self.levels {
            try measure("policy", level.name, level.noise, scenes) { Self.policy(policy, $0, $1) }
            try measure("naive", level.name, level.noise, scenes, Self.naive)
        }
    }

    func measure(_ rule: String, _ level: String, _ noise: FixNoise, _ scenes: [TruthScene], _ credit: Rule) throws {
        var score = TruthScore()
        var fixCount = 0
        let cpu = Meter.cpuSeconds()
        for scene in scenes {
            for day in scene.days(noise) {
                let (credited, unknown) = try credit(scene, day)
                score += day.truth.score(credited: credited, unknown: unknown, parallels: scene.parallels)
                fixCount += day.fixes.count
            }
        }
        func percent(_ metres: Double) -> String { String(format: "%.2f", score.percent(metres)) }
        let fields = [
            ("job", "\"truth\""), ("peer", "\"pianqu\""), ("rule", "\"\(rule)\""), ("noise", "\"\(level)\""),
            ("n", "\(fixCount)"), ("walked_m", String(format: "%.0f", score.walked)),
            ("false_covered_pct", percent(score.falseCovered)),
            ("false_covered_strict_pct", percent(score.falseCoveredStrict)),
            ("false_missed_pct", percent(score.falseMissed)), ("briefly_missed_pct", percent(score.brieflyMissed)),
            ("unknown_pct", percent(score.unknown)),
            ("unknown_walked_pct", percent(score.unknownWalked)),
            ("parallel_credited_m", String(format: "%.0f", score.parallelCredited)),
            ("cpu_seconds", String(format: "%.3f", Meter.cpuSeconds() - cpu)),
        ]
        print("{" + fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}")
    }

    /// What a policy's numbers credit, by the fold that the keeper of tracks uses.
    static func policy(
        _ policy: PatrolPolicy,
        _ scene: TruthScene,
        _ day: TruthScene.Day
    ) -> (credited: [[Part]], unknown: [[Part]]) {
        var fold = TrackFold(
            PatrolGround(network: scene.network, sites: DeviceSites(), policy: policy),
            duty: nil
        )
        // 12 May 2026, 08:00 in Shanghai.
        for fix in day.fixes { fold.add(scene.trackFix(fix, since: 1_778_544_000)) }
        var credited = [IntervalSet](repeating: IntervalSet(), count: scene.lines.count)
        var unknown = credited
        for credit in fold.result().credits {
            for walk in credit.walks { credited[credit.line].formUnion(walk.covered) }
            unknown[credit.line] = credit.unknown.subtracting(credited[credit.line])
        }
        func parts(_ sets: [IntervalSet]) -> [[Part]] { sets.map { $0.intervals.map { ($0.from, $0.to) } } }
        return (parts(credited), parts(unknown))
    }

    /// Every leg over no more than a minute and 200 m counts wherever it comes within 15 m.
    static func naive(_ scene: TruthScene, _ day: TruthScene.Day) -> (credited: [[Part]], unknown: [[Part]]) {
        var ledger = [IntervalSet](repeating: IntervalSet(), count: scene.index.lineCount)
        var contacts: [LegContact] = []
        for (a, b) in zip(day.fixes, day.fixes.dropFirst())
        where b.second - a.second <= 60 && Town.distance(a.place, b.place) <= 200 {
            scene.index.contacts(from: scene.degrees(a.place), to: scene.degrees(b.place), within: 15, into: &contacts)
        }
        for contact in contacts { ledger[Int(contact.line)].insert(from: contact.from, to: contact.to) }
        return (ledger.map { $0.intervals.map { ($0.from, $0.to) } }, [])
    }
}

/// A town on the map, and what was truly walked in it.
struct TruthScene {
    /// Somebody's day: what the telephone said of it, and the truth.
    struct Day {
        let staff: String
        let fixes: [TownFix]
        let truth: DenseTruth
    }

    let town: Town
    let index: CoverageIndex
    let lines: [LineString]
    let network: LineNetwork
    /// The lines that have another 20 m away.
    let parallels: Set<Int>
    private let walks: [(walk: TownWalk, truth: DenseTruth)]
    private let seed: UInt64
    private static let origin = Point(x: 119.1, y: 25.3)
    private static let metric = LocalMetric(latitude: origin.y)

    init(seed: UInt64, walks count: Int, tasks: [TownWalk.Task] = TownWalk.Task.usual) {
        let town = Town(seed: seed)
        self.seed = seed
        self.town = town
        lines = town.lines.compactMap { try? LineString($0.points.map(Self.degrees)) }
        precondition(lines.count == town.lines.count, "a town's lines have two points")
        index = CoverageIndex(lines: lines)
        network = LineNetwork(
            records: zip(town.lines, lines).map { line, string in
                var values = [FieldValue](repeating: .null, count: Layer.lines.fields.count)
                values[0] = .text(line.code)
                return LayerRecord(values: values, geometry: .multiLineString([string]))
            }
        )
        parallels = Set(town.lines.indices.filter { town.lines[$0].kind == .parallel })
        walks = (0..<count).map {
            let walk = TownWalk(in: town, seed: 1000 * seed + UInt64($0), tasks: tasks)
            return (walk, DenseTruth(of: town.lines, walks: [walk]))
        }
    }

    /// A place of the town on the earth.
    func degrees(_ place: XY) -> Point { Self.degrees(place) }

    /// What the telephone said, in Patrol's form; the walk began at `start`, in seconds since 1970.
    func trackFix(_ fix: TownFix, since start: Int) -> TrackFix {
        let raw = RawFix(time: nil, place: degrees(fix.place), accuracyMetres: fix.accuracyMetres)
        return TrackFix(raw, milliseconds: Int64(start + fix.second) * 1000)
    }

    private static func degrees(_ place: XY) -> Point {
        Point(x: origin.x + place.x / metric.metresPerDegreeX, y: origin.y + place.y / metric.metresPerDegreeY)
    }

    /// All walks as telephones with such noise report them.
    func days(_ noise: FixNoise, every interval: Int = 5) -> [Day] {
        walks.enumerated().map { number, walk in
            let fixes = noise.fixes(of: walk.walk, in: town, every: interval, seed: 7000 + 1000 * seed + UInt64(number))
            return Day(staff: "W\(number)", fixes: fixes, truth: walk.truth)
        }
    }
}
