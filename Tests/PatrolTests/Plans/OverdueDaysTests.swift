import SpatialIndex
import Territory
import TestSupport
import Testing

@testable import Patrol

/// Overdue metre-days, against counting metre by metre and day by day.
@Suite struct OverdueDaysTests {
    private static func plans(using random: inout SeededGenerator) throws -> [PatrolPlan] {
        let season = Season(first: try #require(Season.Day("02-01")), last: try #require(Season.Day("03-15")))
        return (0..<3).map { number in
            PatrolPlan(
                code: "Y\(number)",
                kind: .cycle(days: .random(in: 1...20, using: &random)),
                asset: .line,
                district: [nil, "D1", "D1-1"][number],
                season: number == 1 ? season : nil,
                validFrom: day(.random(in: -40...40, using: &random)),
                validTo: number == 2 ? day(.random(in: 41...90, using: &random)) : nil
            )
        }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func everyMetreAndDayIsCounted(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let plans = try Self.plans(using: &random)
        let piece = PatrolPiece.line(
            "L1",
            10,
            40,
            since: Bool.random(using: &random) ? day(.random(in: -10...60, using: &random)) : nil,
            until: Bool.random(using: &random) ? day(.random(in: 61...110, using: &random)) : nil
        )
        let walks = (0..<Int.random(in: 0...10, using: &random)).map { _ in
            let from = Int.random(in: 0...40, using: &random)
            return FakeEvidence.Walk(
                line: "L1",
                day: day(.random(in: -60...110, using: &random)),
                from: Double(from),
                to: Double(from + Int.random(in: 1...20, using: &random))
            )
        }
        let book = PatrolBook(plans, [piece])
        var expected: [String: PatrolRate] = [:]
        for number in 20..<120 {
            let today = day(number)
            guard piece.isInService(throughout: days(number, number + 1)) else { continue }
            let inForce = plans.filter { $0.isInForce(on: today) }
            guard
                let plan = inForce.first(where: { plan in
                    inForce.allSatisfy { $0 == plan || plan.isMoreSpecific(than: $0, for: piece) }
                })
            else { continue }
            var clock = number
            while plan.isInForce(on: day(clock - 1)) { clock -= 1 }
            let begin = max(day(clock), piece.inServiceFrom ?? day(clock))
            for metre in 10..<40 {
                let last = walks.filter { $0.from <= Double(metre) && Double(metre) + 1 <= $0.to && $0.day <= today }
                    .map(\.day).max()
                let age = number - (max(last ?? begin, begin).number - day(0).number)
                let isOverdue = age > plan.cycleDays ?? 0
                expected[plan.code, default: PatrolRate()] += PatrolRate(isOverdue ? 1 : 0, of: 1)
            }
        }
        var found: [String: PatrolRate] = [:]
        for (plan, sum) in try OverdueDays(book, FakeEvidence(walks: walks)).sums(of: piece, in: days(20, 120)) {
            found[plan.code, default: PatrolRate()] += sum
        }
        #expect(found == expected, "seed \(seed)")
    }

    @Test func aDeviceIsOverdueByDays() throws {
        let plan = PatrolPlan(code: "Y1", kind: .cycle(days: 10), asset: .pole, validFrom: day(1))
        let piece = PatrolPiece.device(.pole, "P1")
        let passed = FakeEvidence.Visit(asset: .pole, code: "P1", day: day(15), isVisit: false)
        let visit = FakeEvidence.Visit(asset: .pole, code: "P1", day: day(20))
        let overdue = OverdueDays(PatrolBook([plan], [piece]), FakeEvidence(visits: [visit, passed]))
        // Days 12 to 19, then 31 and 32.
        #expect(try overdue.sums(of: piece, in: days(1, 33)).map(\.overdue) == [PatrolRate(10, of: 32)])
        #expect(try overdue.greatest(of: piece, on: day(19)) == 8)
        #expect(try overdue.greatest(of: piece, on: day(20)) == nil)
        #expect(try overdue.greatest(of: piece, on: day(30)) == nil)
        #expect(try overdue.greatest(of: piece, on: day(31)) == 1)
    }

    @Test func withoutACycleNothingIsOverdue() throws {
        let plan = PatrolPlan(code: "T1", kind: .special, asset: .line, validFrom: day(1), validTo: day(9))
        let piece = PatrolPiece.line("L1")
        let overdue = OverdueDays(PatrolBook([plan], [piece]), FakeEvidence())
        #expect(try overdue.sums(of: piece, in: days(1, 40)).isEmpty)
        #expect(try overdue.greatest(of: piece, on: day(5)) == nil)
    }
}
