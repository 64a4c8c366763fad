import SpatialIndex
import Territory
import TestSupport
import Testing

@testable import Patrol

@Suite struct PatrolJudgeTests {
    private static let plan = PatrolPlan(code: "Y1", kind: .cycle(days: 30), asset: .line, validFrom: day(1))

    private static func task(_ piece: PatrolPiece) -> PatrolTask {
        PatrolTask(plan: plan, piece: piece, window: days(1, 31), staff: ["E1"])
    }

    @Test func nineTenthsOfAPieceAreEnough() throws {
        let task = Self.task(.line("L1", 40, 140))
        func outcome(_ to: Double, _ policy: PlanPolicy = .standard) throws -> TaskOutcome {
            let walks = [FakeEvidence.Walk(line: "L1", day: day(3), from: 0, to: to)]
            return try PatrolJudge(FakeEvidence(walks: walks), policy: policy).outcome(of: task)
        }
        #expect(try outcome(130).isArrived && outcome(130).walked.length == 90)
        #expect(try !outcome(129.9).isArrived)
        #expect(try outcome(129.9, PlanPolicy(arrivalShare: 0.8)).isArrived)
        #expect(try outcome(100).left.intervals == [.init(from: 100, to: 140)])
    }

    @Test func onlyTheWindowCounts() throws {
        let walks = [0, 31].map { FakeEvidence.Walk(line: "L1", day: day($0), from: 0, to: 100) }
        let visits = [0, 31].map { FakeEvidence.Visit(asset: .pole, code: "P1", day: day($0)) }
        let judge = PatrolJudge(FakeEvidence(walks: walks, visits: visits))
        #expect(try !judge.outcome(of: Self.task(.line("L1"))).isArrived)
        #expect(try !judge.outcome(of: Self.task(.device(.pole, "P1"))).isArrived)
    }

    @Test func whoOnlyPassedByDidNotVisit() throws {
        func isArrived(_ isVisit: Bool) throws -> Bool {
            let visit = FakeEvidence.Visit(asset: .pole, code: "P1", day: day(30), isVisit: isVisit)
            return try PatrolJudge(FakeEvidence(visits: [visit])).outcome(of: Self.task(.device(.pole, "P1"))).isArrived
        }
        #expect(try isArrived(true))
        #expect(try !isArrived(false))
    }

    /// Rates against adding up metre by metre.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func ratesAreWhatCountingGives(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let walks = (0..<12).map { _ in
            let from = Int.random(in: 0...90, using: &random)
            return FakeEvidence.Walk(
                line: "L\(Int.random(in: 0..<3, using: &random))",
                day: day(.random(in: -5...40, using: &random)),
                from: Double(from),
                to: Double(from + Int.random(in: 1...60, using: &random))
            )
        }
        let tasks = (0..<3).flatMap { [Self.task(.line("L\($0)", 0, 70)), Self.task(.line("L\($0)", 70, 120))] }
        let judge = PatrolJudge(FakeEvidence(walks: walks), policy: PlanPolicy(arrivalShare: 0.5))
        var figures = PatrolFigures()
        for task in tasks { figures.count(try judge.outcome(of: task)) }
        var (arrived, walked) = (0, 0)
        for task in tasks {
            let metres = (Int(task.piece.fromMetres)..<Int(task.piece.toMetres)).count { metre in
                walks.contains { walk in
                    walk.line == task.piece.code && task.window.contains(walk.day) && walk.from <= Double(metre)
                        && Double(metre) + 1 <= walk.to
                }
            }
            walked += metres
            arrived += Double(metres) >= 0.5 * task.piece.metres ? 1 : 0
        }
        #expect(figures.arrival == PatrolRate(Double(arrived), of: 6), "seed \(seed)")
        #expect(figures.metres == PatrolRate(Double(walked), of: 360), "seed \(seed)")
        #expect(figures.devices.percent == nil)
    }
}
