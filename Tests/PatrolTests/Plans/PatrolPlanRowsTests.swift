import GeometryCore
import Territory
import Testing

@testable import Patrol

@Suite struct PatrolPlanRowsTests {
    private static let sound = ["kind": "cycle", "asset": "line", "cycle_days": "30", "valid_from": "2026-01-01"]

    private static func refined(_ changes: [String: String?]) throws -> LayerRecord {
        let layer = Layer.patrolPlans
        let given = sound.merging(changes.compactMapValues { $0 ?? "" }) { $1 }
        let values = layer.fields.map { field -> FieldValue in
            given[field.name].flatMap { $0.isEmpty ? nil : .text($0) } ?? .null
        }
        var record = LayerRecord(values: values, geometry: nil)
        let refine = try #require(PatrolPlanRows.refinement(of: layer))
        try refine(&record)
        return record
    }

    @Test func rowsComeIntoTheirOneForm() throws {
        let record = try Self.refined(["season_from": "6-1", "season_to": "9/30", "district": "D1"])
        #expect(record.code == "cycle line D1 06-01 2026-01-01")
        let plan = try PatrolPlan(record: record)
        #expect(plan.cycleDays == 30 && plan.district == "D1")
        #expect(plan.season?.first.text == "06-01" && plan.season?.last.text == "09-30")
        #expect(record.values[Layer.patrolPlans.index(of: "cycle_days")] == .integer(30))
        #expect(PatrolPlanRows.refinement(of: .poles) == nil)
    }

    @Test func aCodeThatIsThereStays() throws {
        #expect(try Self.refined(["code": "Y1"]).code == "Y1")
    }

    @Test(
        arguments: [
            (["cycle_days": nil], .noCycle), (["cycle_days": "0"], .noCycle), (["cycle_days": "1.5"], .noCycle),
            (["cycle_days": "3661"], .noCycle), (["valid_to": "2026-01-01"], .endsTooEarly),
            (["season_from": "06-01"], .notASeason(field: "season_to")),
            (["season_to": "06-31", "season_from": "06-01"], .notASeason(field: "season_to")),
            (["kind": "special", "valid_to": "2026-02-01"], .specialWithCycle(field: "cycle_days")),
            (["kind": "special", "cycle_days": nil], .noEnd), (["kind": "often"], .notAPlan(field: "kind")),
            (["asset": "tower"], .notAPlan(field: "asset")), (["valid_from": nil], .noStart),
            (["asset": "pole", "line_kind": "cable"], .lineKindOfDevice),
            (
                [
                    "kind": "special", "cycle_days": nil, "valid_to": "2026-02-01", "season_from": "01-01",
                    "season_to": "02-01",
                ], .specialWithCycle(field: "season_from")
            ),
        ] as [([String: String?], PatrolPlanProblem)]
    )
    func whatMakesNoSenseIsRefused(changes: [String: String?], problem: PatrolPlanProblem) {
        let error = #expect(throws: RowProblem.self) { try Self.refined(changes) }
        #expect(error == .unfit(field: problem.field, reason: problem.words))
    }
}
