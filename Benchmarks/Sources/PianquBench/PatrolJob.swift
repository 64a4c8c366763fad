import Foundation
import GeometryCore
import Patrol
import SpatialIndex
import Storage
import Territory
import TestSupport

/// Tracks of a day taken in, cleaned, credited and committed to a store, person by person, and then fix by fix.
struct PatrolJob {
    let store: String
    /// How many people walk.
    let people: Int
    /// The most processor seconds for a million fixes, megabytes, and milliseconds for the 99th percentile of one fix.
    let limits: (secondsPerMillion: Double, megabytes: Double, milliseconds: Double)

    /// A fix every five seconds for eight and a third hours.
    private static let fixesOfDay = 6000
    private static let day = LocalDay(number: 20_762)

    func run() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(
            "pianqu-patrol-\(UUID().uuidString).gpkg"
        )
        try FileManager.default.copyItem(atPath: store, toPath: file.path)
        defer {
            for end in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: file.path + end) }
        }
        let store = try GeoPackageStore(path: file.path, mode: .readWrite)
        let ground = try PatrolGround(store: store, policy: PatrolPolicy())
        let clock = DutyClock(timeZone: try store.bureau().timeZone)
        let start = clock.instant(of: Self.day, minute: 8 * 60)
        let walkers = Walkers(network: ground.network)
        try takeDay(store, ground, clock, start, walkers)
        try takeLive(store, ground, clock, start, walkers)
    }

    private func keeper(_ store: GeoPackageStore, _ ground: PatrolGround, _ clock: DutyClock) -> TrackKeeper {
        TrackKeeper(store: store, ground: ground, crew: Everybody(), clock: clock)
    }

    /// The whole day of one person after another, in three uploads each.
    private func takeDay(
        _ store: GeoPackageStore,
        _ ground: PatrolGround,
        _ clock: DutyClock,
        _ start: Date,
        _ walkers: Walkers
    ) throws {
        var keeper = keeper(store, ground, clock)
        let end = start.addingTimeInterval(86_400)
        var (cpu, good, count) = (0.0, 0, 0)
        let wall = ContinuousClock.now
        for person in 0..<people {
            let fixes = walkers.fixes(of: person, count: Self.fixesOfDay, from: start)
            let before = Meter.cpuSeconds()
            for first in stride(from: 0, to: fixes.count, by: 2000) {
                let receipts = try keeper.take(Array(fixes[first..<min(first + 2000, fixes.count)]), at: end)
                good += receipts.count { $0 == .kept(.good, isLate: false) }
            }
            cpu += Meter.cpuSeconds() - before
            count += fixes.count
        }
        let seconds = Double((ContinuousClock.now - wall).components.seconds)
        let megabytes = Meter.usage(.own).megabytes
        let period = CoveragePeriod(from: Self.day, to: Self.day.advanced(by: 1))
        var (lines, metres, walks) = (Set<String>(), 0.0, 0)
        if let period {
            try store.forEachCredit(of: nil, from: period.start, to: period.end) { credit in
                lines.insert(credit.line)
                walks += credit.walks.count
                metres += credit.walks.reduce(0) { $0 + $1.covered.length }
            }
        }
        Meter.report(
            job: "patrol day",
            count: count,
            wall: seconds,
            cpu: cpu,
            check: ["\(good)", "\(lines.count)", "\(walks)", String(format: "%.0f", metres)],
            more: [
                ("people", "\(people)"), ("lines", "\(ground.network.lines.count)"),
                ("network_km", String(format: "%.0f", ground.network.lines.reduce(0) { $0 + $1.length } / 1000)),
                ("cpu_us_per_fix", String(format: "%.3f", cpu * 1e6 / Double(count))),
                ("megabytes", String(format: "%.0f", megabytes)),
            ]
        )
        let limit = limits.secondsPerMillion * Double(count) / 1e6
        Self.require(cpu <= limit, String(format: "%.1f CPU s, at most %.1f", cpu, limit))
        Self.require(
            megabytes <= limits.megabytes,
            String(format: "%.0f MB, at most %.0f", megabytes, limits.megabytes)
        )
    }

    /// The next day's fixes, one by one: how long each takes without and with its commit.
    private func takeLive(
        _ store: GeoPackageStore,
        _ ground: PatrolGround,
        _ clock: DutyClock,
        _ start: Date,
        _ walkers: Walkers
    ) throws {
        let fixes = walkers.fixes(of: people, count: Self.fixesOfDay, from: start.addingTimeInterval(86_400))
        var fold = TrackFold(ground, duty: nil)
        var credits: [Duration] = []
        for raw in fixes {
            let fix = TrackFix(raw, milliseconds: Int64((raw.time ?? start).timeIntervalSince1970 * 1000))
            let begin = ContinuousClock.now
            fold.add(fix)
            _ = fold.takeChanges()
            credits.append(ContinuousClock.now - begin)
        }
        var keeper = keeper(store, ground, clock)
        var commits: [Duration] = []
        for raw in fixes {
            let begin = ContinuousClock.now
            _ = try keeper.take([raw], at: start.addingTimeInterval(2 * 86_400))
            commits.append(ContinuousClock.now - begin)
        }
        let p99 = Self.milliseconds(credits, 0.99)
        Meter.report(
            job: "patrol live fix",
            count: fixes.count,
            wall: Self.milliseconds(credits, 0.5) / 1000,
            cpu: Self.milliseconds(credits, 0.5) / 1000,
            check: ["\(fold.result().credits.count)"],
            more: [
                ("credited_p50_ms", String(format: "%.4f", Self.milliseconds(credits, 0.5))),
                ("credited_p99_ms", String(format: "%.4f", p99)),
                ("committed_p50_ms", String(format: "%.4f", Self.milliseconds(commits, 0.5))),
                ("committed_p99_ms", String(format: "%.4f", Self.milliseconds(commits, 0.99))),
            ]
        )
        Self.require(p99 <= limits.milliseconds, String(format: "p99 %.3f ms, at most %.3f", p99, limits.milliseconds))
    }

    private static func milliseconds(_ times: [Duration], _ share: Double) -> Double {
        let time = times.sorted()[Int(Double(times.count - 1) * share)].components
        return Double(time.seconds) * 1e3 + Double(time.attoseconds) / 1e15
    }

    /// Ends the run when what was measured is over the limit.
    private static func require(_ isWithin: Bool, _ text: String) {
        guard !isWithin else { return }
        fflush(nil)
        FileHandle.standardError.write(Data("patrol: \(text)\n".utf8))
        exit(1)
    }
}

/// Everybody works here, and nobody has a rota.
private struct Everybody: PatrolCrew {
    func knows(_ staff: String) -> Bool { true }
    func carrier(of device: String, on day: LocalDay) -> String? { nil }
    func duty(of staff: String, on day: LocalDay) -> [Range<Int64>]? { nil }
}

/// People who walk along the lines of a network, one after another, with the noise of telephones: seeded.
private struct Walkers {
    let network: LineNetwork

    func fixes(of person: Int, count: Int, from start: Date) -> [RawFix] {
        var random = SeededGenerator(seed: UInt64(person))
        var line = Int(random.next() % UInt64(network.lines.count))
        var (path, place, along) = (network.lines[line].parts.first?.points ?? [], 0, 0.0)
        var drift = Point(x: 0, y: 0)
        var fixes: [RawFix] = []
        fixes.reserveCapacity(count)
        for number in 0..<count {
            var step = 6.0
            var metric = LocalMetric(latitude: path.first?.y ?? 0)
            while place + 1 < path.count {
                let length = metric.distance(path[place], path[place + 1])
                if along + step < length { break }
                step -= length - along
                (along, place) = (0, place + 1)
            }
            if place + 1 >= path.count {
                line = (line + 1) % network.lines.count
                (path, place, along) = (network.lines[line].parts.first?.points ?? [], 0, 0)
                metric = LocalMetric(latitude: path.first?.y ?? 0)
                guard path.count > 1 else { continue }
            } else {
                along += step
            }
            let (a, b) = (path[place], path[place + 1])
            let share = min(1, along / max(metric.distance(a, b), 1e-9))
            func noise(_ size: Double) -> Double { Double.random(in: -size...size, using: &random) }
            drift = Point(x: drift.x * 0.9 + noise(2), y: drift.y * 0.9 + noise(2))
            fixes.append(
                RawFix(
                    staff: "W\(person)",
                    time: start.addingTimeInterval(Double(number) * 5),
                    place: Point(
                        x: a.x + share * (b.x - a.x) + (drift.x + noise(2)) / metric.metresPerDegreeX,
                        y: a.y + share * (b.y - a.y) + (drift.y + noise(2)) / metric.metresPerDegreeY
                    ),
                    accuracyMetres: Double(Int.random(in: 3...12, using: &random))
                )
            )
        }
        return fixes
    }
}
