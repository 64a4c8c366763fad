import Territory
import TestSupport
import Testing

@testable import Patrol

@Suite struct PatrolPlanTests {
    private static func plan(
        _ code: String = "Y1",
        _ kind: PatrolPlan.Kind = .cycle(days: 30),
        season: Season? = nil,
        from: Int = 1,
        to: Int? = nil
    ) -> PatrolPlan {
        PatrolPlan(
            code: code,
            kind: kind,
            asset: .line,
            season: season,
            validFrom: day(from),
            validTo: to.map { day($0) }
        )
    }

    @Test func windowsFollowOneAnotherFromTheFirstDay() {
        let windows = Self.plan(from: 10, to: 80).windows(endingIn: days(1, 365))
        #expect(windows == [days(10, 40), days(40, 70), days(70, 80)])
    }

    @Test func aSpecialPatrolHasOneWindow() {
        let plan = Self.plan("T1", .special, from: 10, to: 17)
        #expect(plan.windows(endingIn: days(1, 365)) == [days(10, 17)])
        #expect(plan.windows(endingIn: days(1, 16)).isEmpty)
        #expect(plan.windows(endingIn: days(16, 17)) == [days(10, 17)])
        #expect(plan.window(containing: day(9)) == nil)
    }

    /// Each day in force lies in one window, whose days are all in force and no more than the cycle; a window that is
    /// shorter ends with its stretch.
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func windowsPartTheDaysInForce(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let seasons = [("04-01", "09-30"), ("11-01", "02-28"), ("01-01", "12-31")]
        let (first, last) = seasons[Int.random(in: 0..<3, using: &random)]
        let season = Season(first: try #require(Season.Day(first)), last: try #require(Season.Day(last)))
        let cycle = Int.random(in: 1...120, using: &random)
        let from = Int.random(in: -300...300, using: &random)
        let plan = Self.plan(
            "Y1",
            .cycle(days: cycle),
            season: Bool.random(using: &random) ? season : nil,
            from: from,
            to: Bool.random(using: &random) ? from + Int.random(in: 1...500, using: &random) : nil
        )
        let windows = plan.windows(endingIn: days(-500, 1500))
        for number in 1...700 {
            let holders = windows.filter { $0.contains(day(number)) }
            #expect(holders.count == (plan.isInForce(on: day(number)) ? 1 : 0), "seed \(seed), day \(number)")
            #expect(plan.window(containing: day(number)) == holders.first, "seed \(seed), day \(number)")
        }
        for window in windows where window.to < day(1000) {
            #expect((1...cycle).contains(window.count), "seed \(seed)")
            let isShort = window.count < cycle
            #expect(!isShort || !plan.isInForce(on: window.to), "seed \(seed)")
        }
        let some = days(Int.random(in: 1...200, using: &random), Int.random(in: 200...400, using: &random))
        #expect(plan.windows(endingIn: some) == windows.filter { some.contains($0.last) }, "seed \(seed)")
    }

    @Test func theMoreSpecificPlanCounts() {
        var base = Self.plan("A")
        let piece = PatrolPiece.line("L1")
        var others: [PatrolPlan] = []
        base.code = "B"
        for change in [
            { $0.season = Season.Day("01-01").map { Season(first: $0, last: $0) } }, { $0.lineKind = .overhead },
            { $0.areaClass = .rural }, { $0.district = "S1" }, { $0.district = "D1" }, { $0.district = "D1-1" },
            { $0.staff = "E1" },
        ] as [(inout PatrolPlan) -> Void] {
            var plan = base
            change(&plan)
            others.append(plan)
        }
        let order = [base] + others
        for (index, plan) in order.enumerated() {
            for (place, other) in order.enumerated() where place != index {
                #expect(plan.isMoreSpecific(than: other, for: piece) == (index > place), "\(index) against \(place)")
            }
        }
        var later = base
        later.validFrom = day(2)
        #expect(later.isMoreSpecific(than: base, for: piece))
        #expect(Self.plan("A").isMoreSpecific(than: Self.plan("B"), for: piece))
    }

    @Test func aPlanCoversWhatItNames() {
        var plan = Self.plan()
        let piece = PatrolPiece.line("L1")
        #expect(plan.covers(piece))
        #expect(!plan.covers(.device(.pole, "P1")))
        plan.district = "D1"
        #expect(plan.covers(piece) && !plan.covers(.line("L2", path: ["S1", "D2", "D2-1"])))
        plan.areaClass = .urban
        #expect(!plan.covers(piece))
        plan.areaClass = .rural
        plan.lineKind = .cable
        #expect(!plan.covers(piece))
        plan.lineKind = .overhead
        plan.staff = "E1"
        #expect(plan.covers(piece, of: ["E2", "E1"]) && !plan.covers(piece, of: ["E2"]))
    }
}
