import Foundation
import GeometryCore
import TestSupport
import Testing

@testable import Patrol

@Suite struct DefectSummaryTests {
    private static func instant(_ hour: Int) -> Date { Date(timeIntervalSince1970: Double(hour) * 3600) }

    private static func defect(_ found: Int, _ deadline: Int, _ cleared: Int?) -> Defect {
        Defect(
            code: "D",
            asset: nil,
            kind: "k",
            severity: .general,
            found: instant(found),
            deadline: instant(deadline),
            cleared: cleared.map(instant)
        )
    }

    private static func sum(_ defects: [Defect], _ from: Int, _ to: Int) -> DefectSummary {
        var sum = DefectSummary()
        for defect in defects { sum.count(defect, from: instant(from), to: instant(to)) }
        return sum
    }

    @Test func eachDefectIsCountedWhereItBelongs() {
        let defects = [
            Self.defect(5, 20, 8), Self.defect(12, 18, 15), Self.defect(12, 14, 19), Self.defect(3, 11, nil),
            Self.defect(2, 40, 10), Self.defect(20, 30, nil),
        ]
        let sum = Self.sum(defects, 10, 20)
        #expect(sum.found == 2 && sum.openBefore == 2)
        #expect(sum.clearance == PatrolRate(3, of: 4))
        #expect(sum.open == 1 && sum.overdue == 1)
        // Kept: cleared at 15 of 18, and at 10 of 40; late: 19 of 14; never: 11.
        #expect(sum.deadlines == PatrolRate(2, of: 4))
    }

    /// Over stretches that follow one another every defect is found, cleared and judged once, and what is open at the end
    /// of one is open at the beginning of the next.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func stretchesAddUp(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let defects = (0..<60).map { _ in
            let found = Int.random(in: 0..<100, using: &random)
            let cleared = Bool.random(using: &random) ? found + Int.random(in: 0..<60, using: &random) : nil
            return Self.defect(found, found + Int.random(in: 1..<50, using: &random), cleared)
        }
        let cuts = [0, 13, 40, 41, 77, 300]
        let parts = zip(cuts, cuts.dropFirst()).map { Self.sum(defects, $0, $1) }
        for (one, next) in zip(parts, parts.dropFirst()) { #expect(one.open == next.openBefore, "seed \(seed)") }
        #expect(parts.reduce(0) { $0 + $1.found } == 60, "seed \(seed)")
        #expect(parts.reduce(0) { $0 + $1.cleared } == defects.count { $0.cleared != nil }, "seed \(seed)")
        #expect(parts.reduce(0) { $0 + $1.judged } == 60, "seed \(seed)")
        let kept = defects.count { defect in defect.cleared.map { $0 <= defect.deadline } ?? false }
        #expect(parts.reduce(0) { $0 + $1.kept } == kept, "seed \(seed)")
        for (index, cut) in cuts.dropFirst().enumerated() {
            let open = defects.count { defect in
                defect.found < Self.instant(cut) && defect.cleared.map { $0 >= Self.instant(cut) } ?? true
            }
            #expect(parts[index].open == open, "seed \(seed)")
        }
    }

    @Test func workIsCountedByRecordsThingsAndPlaces() {
        func work(_ done: Int?, _ quantity: Int, _ asset: String?, _ place: Point? = nil, asked: Int? = nil)
            -> WorkRecord
        {
            WorkRecord(
                code: "W",
                asset: asset.map { AssetName(kind: .line, code: $0) },
                kind: .treeTrimmed,
                asked: asked.map(Self.instant),
                done: done.map(Self.instant),
                quantity: quantity,
                defect: quantity == 3 ? "D" : nil,
                place: place
            )
        }
        var sum = WorkSummary()
        let (near, far) = (Point(x: 119, y: 25), Point(x: 119.01, y: 25))
        let records = [
            work(10, 3, "L1"), work(19, 4, "L1"), work(15, 1, nil, near), work(16, 1, nil, near), work(17, 2, nil, far),
            work(20, 9, "L1", asked: 12), work(9, 9, "L1"), work(nil, 1, "L2", asked: 30), work(nil, 1, "L2"),
        ]
        for record in records { sum.count(record, from: Self.instant(10), to: Self.instant(20)) }
        #expect(sum.records == 5 && sum.quantity == 11 && sum.places == 3 && sum.ofDefects == 1 && sum.open == 2)
    }
}
