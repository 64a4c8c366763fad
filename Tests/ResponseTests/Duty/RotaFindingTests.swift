import Foundation
import Territory
import TestSupport
import Testing

@testable import Response

/// What is found ahead of time, against counting minute by minute.
@Suite struct RotaFindingTests {
    private static let clock = DutyClock(timeZone: TimeZone(identifier: "Asia/Shanghai") ?? .gmt)
    private static let start = Date(timeIntervalSince1970: 1_790_006_400)
    private static let minutes = 7 * 1440

    private static func entries(using random: inout SeededGenerator) -> [RotaEntry] {
        let staff = ["E1", "E2", "E3", "E4"]
        return (0..<24).compactMap { _ in
            let kind = [RotaEntry.Kind.shift, .shift, .override, .leave].randomElement(using: &random) ?? .shift
            return RotaEntry(
                staff: staff.randomElement(using: &random) ?? "",
                kind: kind,
                days: .weekly(.random(in: 1...7, using: &random)),
                start: .random(in: 0..<24, using: &random) * 60,
                end: .random(in: 0...24, using: &random) * 60,
                substitute: kind == .shift ? nil : staff.randomElement(using: &random)
            )
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func everyMinuteIsJudgedRight(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let entries = Self.entries(using: &random)
        let oracle = RotaOracle(entries, Self.clock.timeZone, from: Self.start, minutes: Self.minutes)
        let posts = [
            DutyPost(code: "P1", staff: ["E1", "E2"]), DutyPost(code: "P2", staff: ["E3"]),
            DutyPost(code: "P3", staff: []),
        ]
        let duties = Rota(entries, clock: Self.clock)
            .duties(from: Self.start, to: Self.start.addingTimeInterval(Double(Self.minutes) * 60))
        let findings = duties.findings(posts: posts, rest: 8 * 3600)
        #expect(findings.map(\.start) == findings.map(\.start).sorted())
        func marked(_ kind: RotaFinding.Kind, _ subject: String) -> [Bool] {
            var marked = [Bool](repeating: false, count: Self.minutes)
            for finding in findings where finding.kind == kind && finding.subject == subject {
                let from = Int(finding.start.timeIntervalSince(Self.start)) / 60
                let to = Int(finding.end.timeIntervalSince(Self.start)) / 60
                for minute in from..<to {
                    #expect(!marked[minute], "seed \(seed): a minute found twice")
                    marked[minute] = true
                }
            }
            return marked
        }
        let staff = Set(entries.map(\.staff)).union(["E1", "E2", "E3"]).sorted()
        var holders: [[String: [String]]] = []
        var circles: [Set<String>] = []
        var posted: [[Bool]] = []
        for minute in 0..<Self.minutes {
            let held = staff.map { ($0, oracle.holder(for: $0, minute)) }
            var now: [String: [String]] = [:]
            for (person, (holder, _)) in held { if let holder { now[holder, default: []].append(person) } }
            holders.append(now)
            circles.append(Set(held.filter { $0.1.1 == .contradiction }.map(\.0)))
            posted.append(posts.map { post in held.contains { post.staff.contains($0.0) && $0.1.0 != nil } })
        }
        for (index, post) in posts.enumerated() {
            #expect(marked(.gap, post.code) == posted.map { !$0[index] }, "seed \(seed): gaps of \(post.code)")
        }
        for person in staff {
            let double = holders.map { ($0[person]?.count ?? 0) > 1 }
            #expect(marked(.doubleBooking, person) == double, "seed \(seed): double bookings of \(person)")
            #expect(marked(.contradiction, person) == circles.map { $0.contains(person) }, "seed \(seed)")
            let onDuty = holders.map { $0[person] != nil }
            #expect(
                marked(.shortRest, person) == Self.rests(onDuty, shorterThan: 480),
                "seed \(seed): rest of \(person)"
            )
        }
    }

    /// The minutes of every pause between two duties that is too short.
    private static func rests(_ onDuty: [Bool], shorterThan least: Int) -> [Bool] {
        var marked = [Bool](repeating: false, count: onDuty.count)
        var last: Int?
        for minute in onDuty.indices where onDuty[minute] {
            if let last, minute - last > 1, minute - last - 1 < least {
                for pause in last + 1..<minute { marked[pause] = true }
            }
            last = minute
        }
        return marked
    }

    @Test func aWholeRotaHasNoFindings() throws {
        let shifts = (1...7).flatMap { day in
            [("A", 480, 1080), ("B", 1080, 480)].compactMap { staff, start, end in
                RotaEntry(staff: staff, kind: .shift, days: .weekly(day), start: start, end: end)
            }
        }
        let rota = Rota(shifts, clock: Self.clock)
        let duties = rota.duties(from: Self.start, to: Self.start.addingTimeInterval(30 * 86_400))
        let posts = [DutyPost(code: "P", staff: ["A", "B"])]
        #expect(duties.findings(posts: posts, rest: 8 * 3600).isEmpty)
        #expect(
            duties.findings(posts: posts, rest: 11 * 3600).allSatisfy { $0.kind == .shortRest && $0.subject == "B" }
        )
        #expect(duties.findings(posts: [DutyPost(code: "P", staff: ["A"])], rest: 0).count == 31)
    }
}
