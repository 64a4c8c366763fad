import Foundation
import GRDB
import GeometryCore
import Patrol
import SpatialIndex
import Storage
import Territory
import TestSupport
import Testing

/// What every store owes to Patrol.
@Suite struct PatrolStoreContractTests {
    private static func key(_ day: Int, _ staff: String = "E1", _ device: String = "") -> TrackKey {
        TrackKey(staff: staff, device: device, day: LocalDay(number: 20_000 + day))
    }

    private static func fixes(_ count: Int, _ random: inout SeededGenerator) -> [TrackFix] {
        (0..<count).map { number in
            TrackFix(
                milliseconds: 1_728_000_000_000 + Int64(number) * 5000 + Int64.random(in: 0...999, using: &random),
                longitude: Int64.random(in: -180_000_000_000...180_000_000_000, using: &random),
                latitude: Int64.random(in: -90_000_000_000...90_000_000_000, using: &random),
                accuracyCentimetres: Int32.random(in: -1...Int32.max, using: &random),
                speedCentimetresPerSecond: Int32.random(in: -1...2_000_000_000, using: &random),
                isMock: Bool.random(using: &random)
            )
        }
    }

    private static func set(_ random: inout SeededGenerator) -> IntervalSet {
        IntervalSet(
            (0..<Int.random(in: 0...3, using: &random)).map { _ in
                let from = Double.random(in: 0...1000, using: &random)
                return IntervalSet.Interval(from: from, to: from + Double.random(in: 0...50, using: &random))
            }
        )
    }

    private static func change(
        _ key: TrackKey,
        fixes: [TrackFix],
        lines: [String],
        seed: UInt64
    ) -> TrackChange {
        var random = SeededGenerator(seed: seed)
        var summary = TrackSummary()
        summary.start = fixes.first?.milliseconds ?? 0
        summary.end = fixes.last?.milliseconds ?? 0
        summary.fixCount = fixes.count
        summary.metres = Double.random(in: 0...1e5, using: &random)
        summary.gaps = 3
        summary.gapMilliseconds = 90_000
        let verdicts = VerdictRuns(fixes.map { _ in FixVerdict.allCases.randomElement(using: &random) ?? .good })
        let visits = (0..<4).map { number in
            DeviceVisit(
                asset: [.pole, .meterBox, .transformer].randomElement(using: &random) ?? .pole,
                code: "杆\(number)",
                start: summary.start + Int64(number) * 1000,
                dwell: Int64.random(in: 0...90_000, using: &random),
                nearestMetres: Double(Int.random(in: 0...2000, using: &random)) / 100,
                isVisit: Bool.random(using: &random)
            )
        }
        let track = KeptTrack(key: key, summary: summary, verdicts: verdicts, visits: visits, received: Sample.now)
        let credits = lines.map { line in
            let walks = (0..<2).map { number in
                LineWalk(start: summary.start + Int64(number), end: summary.end, covered: set(&random))
            }
            return KeptCredit(
                key: key,
                line: line,
                mark: Int64.random(in: .min ... .max, using: &random),
                walks: walks,
                unknown: set(&random)
            )
        }
        return TrackChange(
            track: track,
            fixes: fixes,
            credits: credits,
            shapes: [Int64(bitPattern: seed), -7]
        )
    }

    @Test(arguments: 0..<10)
    func whatIsKeptIsReadBackToTheBit(seed: UInt64) throws {
        let folder = try Folder()
        let store = try Sample.store(in: folder)
        var random = SeededGenerator(seed: seed)
        let fixes = Self.fixes(300, &random)
        let first = Self.change(Self.key(1), fixes: Array(fixes.prefix(100)), lines: ["L1", "L2"], seed: seed)
        try store.keep([first], at: Sample.now)
        var second = Self.change(Self.key(1), fixes: Array(fixes.dropFirst(100)), lines: ["L2", "L3"], seed: seed + 1)
        second.withdrawn = ["L1"]
        try store.keep([second], at: Sample.now)
        #expect(try store.fixes(of: Self.key(1)) == fixes.sorted())
        #expect(try store.track(Self.key(1)) == second.track)
        #expect(try store.credits(of: Self.key(1)) == second.credits)
        #expect(try store.tracks(showing: [-7, 5, Int64(bitPattern: seed)])[-7] == [Self.key(1)])
        var third = Self.change(Self.key(1), fixes: Array(fixes.prefix(7)), lines: [], seed: seed + 2)
        third.replacesFixes = true
        try store.keep([third], at: Sample.now)
        #expect(try store.fixes(of: Self.key(1)) == fixes.prefix(7).sorted())
        #expect(try store.track(Self.key(9)) == nil && store.fixes(of: Self.key(9)).isEmpty)
    }

    @Test func tracksAndCreditsComeInTheirOrder() throws {
        let folder = try Folder()
        let store = try Sample.store(in: folder)
        var random = SeededGenerator(seed: 4)
        let keys = [Self.key(3), Self.key(1, "E2"), Self.key(1, "E1", "p"), Self.key(1), Self.key(2), Self.key(4)]
        for (number, key) in keys.enumerated() {
            let change = Self.change(
                key,
                fixes: Self.fixes(3, &random),
                lines: ["线", "L2", "L10"],
                seed: UInt64(number)
            )
            try store.keep([change], at: Sample.now)
        }
        var tracks: [TrackKey] = []
        let (start, end) = (Self.key(1).day, Self.key(4).day)
        try store.forEachTrack(from: start, to: end) { tracks.append($0.key) }
        #expect(tracks == [Self.key(1), Self.key(1, "E1", "p"), Self.key(1, "E2"), Self.key(2), Self.key(3)])
        var credits: [String] = []
        try store.forEachCredit(of: nil, from: start, to: end) {
            credits.append("\($0.line) \($0.key.day.text) \($0.key.staff)")
        }
        #expect(credits.count == 15 && credits.map { $0.prefix(2) }.prefix(5).allSatisfy { $0 == "L1" })
        #expect(credits.suffix(5).allSatisfy { $0.hasPrefix("线") })
        var one: [TrackKey] = []
        try store.forEachCredit(of: "L2", from: start, to: start.advanced(by: 1)) { one.append($0.key) }
        #expect(one == Array(tracks.prefix(3)))
    }

    @Test func oldFixesGoAndWhatFollowedFromThemStays() throws {
        let folder = try Folder()
        let store = try Sample.store(in: folder)
        var random = SeededGenerator(seed: 4)
        for day in 1...3 {
            let change = Self.change(Self.key(day), fixes: Self.fixes(3, &random), lines: ["L"], seed: UInt64(day))
            try store.keep([change], at: Sample.now)
        }
        #expect(try store.removeFixes(before: Self.key(3).day, at: Sample.now) == 2)
        #expect(try store.fixes(of: Self.key(2)).isEmpty && store.fixes(of: Self.key(3)).count == 3)
        #expect(try store.credits(of: Self.key(1)).count == 1 && store.track(Self.key(1)) != nil)
        #expect(try store.tracks(showing: [-7]) == [-7: [Self.key(3)]])
    }

    @Test func thePolicyInForceIsTheLastThatWasAdopted() throws {
        let folder = try Folder()
        let store = try Sample.store(in: folder)
        #expect(try store.patrolPolicy() == nil)
        var policy = PatrolPolicy()
        policy.credit.radius = 20
        try store.adopt(policy, at: Sample.now)
        try store.adopt(PatrolPolicy(), at: Sample.now.addingTimeInterval(1))
        #expect(try store.patrolPolicy() == PatrolPolicy())
        try store.adopt(policy, at: Sample.now.addingTimeInterval(2))
        #expect(try store.patrolPolicy() == policy)
    }

    @Test func whatAnotherProgramSpoiltIsNamedByItsDay() throws {
        let folder = try Folder()
        let store = try Sample.store(in: folder)
        var random = SeededGenerator(seed: 4)
        try store.keep([Self.change(Self.key(1), fixes: Self.fixes(3, &random), lines: ["L"], seed: 1)], at: Sample.now)
        for bytes in [[], [1], [9, 9], [1, 200, 200, 200], [UInt8](repeating: 255, count: 40)] as [[UInt8]] {
            #expect(throws: PatrolStoreError.damaged("2024-10-05")) {
                try DatabaseQueue(path: folder.file("s.gpkg")).write { db in
                    try db.execute(sql: "UPDATE track_fixes SET body = ?", arguments: [Data(bytes)])
                }
                _ = try store.fixes(of: Self.key(1))
            }
        }
    }
}
