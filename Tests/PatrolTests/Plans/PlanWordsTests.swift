import Phrasebook
import Testing

@testable import Patrol

/// What plans, defects and work have to say is said in both languages.
@Suite struct PlanWordsTests {
    private static var all: [any Worded] {
        var all: [any Worded] = PatrolAsset.allCases
        all += WalkUrgency.allCases as [any Worded]
        all += DefectSeverity.allCases as [any Worded]
        all += WorkKind.allCases as [any Worded]
        all += [PatrolPlan.Kind.cycle(days: 30), .special] as [PatrolPlan.Kind]
        all += planProblems as [any Worded]
        let findings: [PatrolPlanFinding.Kind] =
            planProblems.map { .unreadable($0) } + [
                .unknownDistrict("D9"), .unknownStaff("E9"), .coversNothing, .overlaps(other: "Y2"),
                .unplanned(asset: .line, pieces: 3, metres: 12.4), .unplanned(asset: .pole, pieces: 3, metres: 0),
            ]
        all += findings.map { PatrolPlanFinding(plan: "Y1", kind: $0) } as [any Worded]
        all +=
            [
                DefectRowProblem.notAMoment(field: "found"), .clearedTooEarly, .halfAnAsset, .nowhere, .notAQuantity,
            ] as [DefectRowProblem]
        all +=
            [
                DefectRefusal.unknownAsset(AssetName(kind: .pole, code: "P1")), .nowhere, .notAText(field: "kind"),
                .unknown(code: "D1"),
                .alreadyCleared(code: "D1"), .clearedTooEarly, .future, .keyUsed(act: "defect new"),
            ] as [DefectRefusal]
        all.append(DefectPolicy.standard)
        return all
    }

    private static let planProblems: [PatrolPlanProblem] = [
        .notAPlan(field: "kind"), .noCycle, .specialWithCycle(field: "cycle_days"), .noEnd, .noStart, .endsTooEarly,
        .notASeason(field: "season_to"), .lineKindOfDevice,
    ]

    @Test func everythingIsSaidInBothLanguages() {
        func isHan(_ scalar: Unicode.Scalar) -> Bool { (0x4E00...0x9FFF).contains(scalar.value) }
        for worded in Self.all {
            #expect(worded.words.zh.unicodeScalars.contains(where: isHan), "\(worded)")
            #expect(!worded.words.en.isEmpty && !worded.words.en.unicodeScalars.contains(where: isHan), "\(worded)")
        }
    }

    @Test func theDeadlinesAreSaid() {
        #expect(DefectPolicy.standard.words.en == "deadlines: critical 24 hours, serious 30 days, general 180 days")
        #expect(DefectPolicy.standard.words.zh == "消缺期限：危急 24 小时，严重 30 天，一般 180 天")
    }
}
