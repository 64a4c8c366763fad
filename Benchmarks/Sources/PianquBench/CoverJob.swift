import Foundation
import GeometryCore
import Patrol
import SpatialIndex

/// J3 of the shared workload: how much of the lines lies within 20 m of the day's tracks, in plane metres.
struct CoverJob {
    let folder: String
    private static let radius = 20.0

    func run() throws {
        let workload = Workload(folder: folder)
        let lines = try Paths(points: workload.points("lines.xy"), offsets: workload.offsets("lines"))
        let (fixes, offsets) = try (workload.points("tracks.xy"), workload.offsets("tracks"))
        for count in [10, offsets.count - 1] {
            let tracks = Paths(points: fixes, offsets: Array(offsets.prefix(count + 1)))
            let job = "J3 \(count) tracks"
            fromArrays(job, lines, tracks)
            let (index, _, build) = Meter.median(runs: 9) { Self.index(lines) }
            prebuilt(job, index, tracks, build)
            legByLeg(job, index, tracks)
            try ledger(job, lines, tracks)
        }
    }

    /// Lines or tracks, one after another.
    private struct Paths {
        let points: [Point]
        let offsets: [Int]

        var legCount: Int { zip(offsets, offsets.dropFirst()).reduce(0) { $0 + max(0, $1.1 - $1.0 - 1) } }
    }

    /// All that the peers' time holds too: from the arrays to the answer.
    private func fromArrays(_ job: String, _ lines: Paths, _ tracks: Paths) {
        let (coverage, wall, cpu) = Meter.median(runs: 9) { Self.sweep(Self.index(lines), tracks).coverage() }
        Meter.report(
            job: job,
            count: lines.offsets.count - 1,
            wall: wall,
            cpu: cpu,
            check: Self.check(coverage),
            more: [("mode", "\"bulk\"")]
        )
    }

    /// With the lines' index at hand, as a server has it.
    private func prebuilt(_ job: String, _ index: CoverageIndex, _ tracks: Paths, _ build: Double) {
        let (coverage, wall, cpu) = Meter.median(runs: 9) { Self.sweep(index, tracks).coverage() }
        let more = [
            ("mode", "\"prebuilt\""), ("build_cpu_seconds", String(format: "%.6f", build)),
            ("legs", "\(tracks.legCount)"), ("pairs", "\(Self.sweep(index, tracks).pairCount)"),
        ]
        Meter.report(job: job, count: index.lineCount, wall: wall, cpu: cpu, check: Self.check(coverage), more: more)
    }

    /// Every leg on its own, as live fixes come: all its contacts, and how long one takes.
    private func legByLeg(_ job: String, _ index: CoverageIndex, _ tracks: Paths) {
        var contacts: [LegContact] = []
        let (refused, wall, cpu) = Meter.median(runs: 3) {
            contacts.removeAll(keepingCapacity: true)
            return index.contacts(
                fixes: tracks.points,
                offsets: tracks.offsets,
                within: Self.radius,
                into: &contacts
            )
        }
        var ledger = [IntervalSet](repeating: IntervalSet(), count: index.lineCount)
        for contact in contacts { ledger[Int(contact.line)].insert(from: contact.from, to: contact.to) }
        let check = Self.check(ledger.reduce(0) { $0 + $1.length }, ledger.filter { !$0.isEmpty }.count)
        let times = latencies(index, tracks)
        let more = [
            ("mode", "\"leg by leg\""), ("legs", "\(tracks.legCount)"), ("contacts", "\(contacts.count)"),
            ("refused", "\(refused)"), ("p50_us", Self.microseconds(times, 0.5)),
            ("p99_us", Self.microseconds(times, 0.99)),
        ]
        Meter.report(job: job, count: index.lineCount, wall: wall, cpu: cpu, check: check, more: more)
    }

    /// Through the ledger: every fix is judged, every leg's contacts become walks, and the answer is their union.
    private func ledger(_ job: String, _ lines: Paths, _ tracks: Paths) throws {
        var policy = PatrolPolicy()
        policy.credit.radius = Self.radius
        // Whatever lies within the radius counts, at any speed: what the peers are asked.
        policy.credit.isAlong = false
        (policy.legs.fastest, policy.legs.longestMetres) = (1e9, 1e9)
        (policy.cleaning.impossibleSpeed, policy.cleaning.frozenSeconds) = (1e9, 1e9)
        let descriptions = zip(lines.offsets, lines.offsets.dropFirst()).enumerated().map { number, ends in
            let points = Array(lines.points[ends.0..<ends.1])
            let part = try? LineString(points)
            return LineNetwork.Description(code: "\(number)", kind: nil, parts: part.map { [$0] } ?? [])
        }
        func ground() -> PatrolGround {
            PatrolGround(network: LineNetwork(descriptions, in: .metres), sites: DeviceSites(), policy: policy)
        }
        let (built, _, build) = Meter.median(runs: 5) { ground() }
        let (credits, wall, cpu) = Meter.median(runs: 5) { Self.credits(built, tracks) }
        var covered = [IntervalSet](repeating: IntervalSet(), count: built.network.lines.count)
        for credit in credits { for walk in credit.walks { covered[credit.line].formUnion(walk.covered) } }
        let more = [
            ("mode", "\"ledger\""), ("build_cpu_seconds", String(format: "%.6f", build)),
            ("walks", "\(credits.reduce(0) { $0 + $1.walks.count })"),
        ]
        let check = Self.check(covered.reduce(0) { $0 + $1.length }, covered.filter { !$0.isEmpty }.count)
        Meter.report(job: job, count: built.network.lines.count, wall: wall, cpu: cpu, check: check, more: more)
    }

    private static func credits(_ ground: PatrolGround, _ tracks: Paths) -> [LineCredit] {
        zip(tracks.offsets, tracks.offsets.dropFirst()).flatMap { first, end in
            var fold = TrackFold(ground, duty: nil)
            for number in first..<end {
                let place = tracks.points[number]
                fold.add(
                    TrackFix(
                        milliseconds: Int64(number - first) * 5000,
                        longitude: Int64((place.x * 1e9).rounded()),
                        latitude: Int64((place.y * 1e9).rounded())
                    )
                )
            }
            return fold.result().credits
        }
    }

    /// What each leg took, ascending; the clock's own cost included.
    private func latencies(_ index: CoverageIndex, _ tracks: Paths) -> [Duration] {
        var contacts: [LegContact] = []
        var times: [Duration] = []
        times.reserveCapacity(tracks.legCount)
        for (first, end) in zip(tracks.offsets, tracks.offsets.dropFirst()) where end > first {
            for fix in first..<end - 1 {
                contacts.removeAll(keepingCapacity: true)
                let start = ContinuousClock.now
                index.contacts(
                    from: tracks.points[fix],
                    to: tracks.points[fix + 1],
                    within: Self.radius,
                    into: &contacts
                )
                times.append(ContinuousClock.now - start)
            }
        }
        return times.sorted()
    }

    private static func index(_ lines: Paths) -> CoverageIndex {
        CoverageIndex(points: lines.points, offsets: lines.offsets, in: .metres)
    }

    private static func sweep(_ index: CoverageIndex, _ tracks: Paths) -> CoverageSweep {
        var sweep = CoverageSweep(over: index, within: radius)
        sweep.add(fixes: tracks.points, offsets: tracks.offsets)
        return sweep
    }

    /// The peers' check: kilometres covered and lines touched.
    private static func check(_ coverage: LineCoverage) -> [Double] {
        check(coverage.metres, coverage.touchedLines.count)
    }

    private static func check(_ metres: Double, _ lines: Int) -> [Double] {
        [(metres * 1000).rounded() / 1e6, Double(lines)]
    }

    private static func microseconds(_ times: [Duration], _ share: Double) -> String {
        let time = times[Int(Double(times.count - 1) * share)].components
        return String(format: "%.3f", Double(time.seconds) * 1e6 + Double(time.attoseconds) / 1e12)
    }
}
