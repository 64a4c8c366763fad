import GeometryCore
import SpatialIndex
import Territory
import TestSupport
import Testing

@testable import Patrol

@Suite struct PatrolBookTests {
    private static let all = PatrolPlan(code: "Y1", kind: .cycle(days: 30), asset: .line, validFrom: day(1))

    @Test func tasksFallDueOnTheLastDayOfAWindow() {
        let book = PatrolBook([Self.all], [.line("L1")], staff: ["D1-1": ["E1", "E2"]])
        let tasks = book.tasks(dueIn: days(1, 91))
        #expect(tasks.map(\.window) == [days(1, 31), days(31, 61), days(61, 91)])
        #expect(tasks.allSatisfy { $0.staff == ["E1", "E2"] })
        #expect(book.tasks(dueIn: days(1, 30)).isEmpty)
        #expect(book.tasks(dueIn: days(30, 31)).map(\.window) == [days(1, 31)])
        #expect(book.tasks(openOn: day(31)).map(\.window) == [days(31, 61)])
    }

    @Test func aLineInTwoLeavesGivesATaskForEach() {
        let pieces = [PatrolPiece.line("L1", 0, 60), .line("L1", 60, 100, path: ["S1", "D2", "D2-1"])]
        let book = PatrolBook([Self.all], pieces, staff: ["D1-1": ["E1"], "D2-1": ["E3"]])
        #expect(book.tasks(dueIn: days(1, 32)).map(\.staff) == [["E1"], ["E3"]])
    }

    @Test func thePlanThatCountsOnTheLastDayHasTheTask() {
        var own = Self.all
        (own.code, own.district, own.kind, own.validFrom) = ("Y2", "D1-1", .cycle(days: 10), day(25))
        let pieces = [PatrolPiece.line("L1"), .line("L2", path: ["S1", "D2", "D2-1"])]
        let tasks = PatrolBook([Self.all, own], pieces).tasks(dueIn: days(1, 61))
        #expect(tasks.filter { $0.piece.code == "L1" }.map(\.window) == [days(25, 35), days(35, 45), days(45, 55)])
        #expect(tasks.filter { $0.piece.code == "L2" }.map(\.window) == [days(1, 31), days(31, 61)])
    }

    @Test func specialPatrolsAreBesidesTheCycles() {
        let special = PatrolPlan(code: "T1", kind: .special, asset: .line, validFrom: day(20), validTo: day(25))
        let tasks = PatrolBook([Self.all, special], [.line("L1")]).tasks(dueIn: days(1, 32))
        #expect(tasks.map(\.plan.code) == ["T1", "Y1"])
    }

    @Test func aPlanOfOnesOwnIsForWhatOneAnswersFor() {
        var own = Self.all
        (own.code, own.staff) = ("Y2", "E1")
        let pieces = [PatrolPiece.line("L1"), .line("L2", path: ["S1", "D2", "D2-1"])]
        let book = PatrolBook([own], pieces, staff: ["D1-1": ["E1", "E2"], "D2-1": ["E3"]])
        let tasks = book.tasks(dueIn: days(1, 32))
        #expect(tasks.map(\.piece.code) == ["L1"] && tasks.map(\.staff) == [["E1"]])
    }

    @Test func onlyWhatIsInServiceThroughoutHasATask() {
        let pieces = [
            PatrolPiece.line("new", since: day(2)), .line("old", until: day(60)), .line("both", since: day(31)),
        ]
        let tasks = PatrolBook([Self.all], pieces).tasks(dueIn: days(1, 62))
        #expect(
            tasks.map { "\($0.piece.code) \($0.window.from.number - day(0).number)" } == ["new 31", "old 1", "both 31"]
        )
    }

    /// Tasks against a plain reading of the rule: every window of every plan, every piece.
    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func tasksAreThoseOfAPlainReading(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let paths = [["S1", "D1", "D1-1"], ["S1", "D1", "D1-2"], ["S1", "D2", "D2-1"]]
        let plans = (0..<5).map { number in
            PatrolPlan(
                code: "Y\(number)",
                kind: number == 4 ? .special : .cycle(days: .random(in: 5...40, using: &random)),
                asset: .line,
                district: [nil, "S1", "D1", "D1-2", "D2-1"].randomElement(using: &random) ?? nil,
                validFrom: day(.random(in: 1...60, using: &random)),
                validTo: number > 2 ? day(.random(in: 61...120, using: &random)) : nil
            )
        }
        let pieces = (0..<6).map { number in
            PatrolPiece.line(
                "L\(number)",
                path: paths[number % 3],
                since: Bool.random(using: &random) ? day(.random(in: 1...80, using: &random)) : nil
            )
        }
        let period = days(40, 130)
        var expected: Set<PatrolTask> = []
        for piece in pieces {
            for plan in plans where plan.covers(piece) {
                for window in plan.windows(endingIn: days(-100, 400)) where period.contains(window.last) {
                    let rivals = plans.filter { !$0.isSpecial && $0.covers(piece) && $0.isInForce(on: window.last) }
                    let isBeaten = rivals.contains { $0.isMoreSpecific(than: plan, for: piece) }
                    guard plan.isSpecial || !isBeaten, piece.inServiceFrom.map({ $0 <= window.from }) ?? true else {
                        continue
                    }
                    expected.insert(PatrolTask(plan: plan, piece: piece, window: window, staff: []))
                }
            }
        }
        let tasks = PatrolBook(plans, pieces).tasks(dueIn: period)
        #expect(Set(tasks) == expected && tasks.count == expected.count, "seed \(seed)")
    }

    @Test func whatIsWrongWithPlansIsFound() throws {
        func record(_ code: String, _ parent: String?) -> LayerRecord {
            let fields = Layer.districts.fields.map(\.name)
            let values = ["code": code, "parent": parent]
            return LayerRecord(values: fields.map { (values[$0] ?? nil).map(FieldValue.text) ?? .null }, geometry: nil)
        }
        let hierarchy = try Hierarchy([record("S1", nil), record("D1", "S1"), record("D1-1", "D1")])
        var plans = [Self.all, Self.all, Self.all, Self.all, Self.all]
        for index in plans.indices { plans[index].code = "Y\(index)" }
        plans[0].district = "D1"
        plans[1].district = "D9"
        (plans[2].district, plans[2].staff) = ("D1", "E9")
        (plans[3].district, plans[3].asset) = ("D1", .pole)
        (plans[4].district, plans[4].validFrom) = ("D1", day(5))
        let pieces = [PatrolPiece.line("L1"), .line("L2", 0, 50, path: ["S2", "D2", "D2-1"])]
        let findings = PatrolBook(plans, pieces).findings(units: hierarchy, isStaff: { $0 == "E1" }, on: day(10))
        #expect(
            findings == [
                .init(plan: "Y0", kind: .overlaps(other: "Y4")), .init(plan: "Y1", kind: .unknownDistrict("D9")),
                .init(plan: "Y2", kind: .unknownStaff("E9")), .init(plan: "Y3", kind: .coversNothing),
                .init(plan: nil, kind: .unplanned(asset: .line, pieces: 1, metres: 50)),
            ]
        )
    }
}
