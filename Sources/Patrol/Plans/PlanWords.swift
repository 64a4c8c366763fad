public import Phrasebook

extension PatrolPlan.Kind: Worded {
    /// What the kind is called.
    public var words: Words {
        switch self {
        case .cycle(let days): Words(zh: "周期 \(days) 天", en: "every \(days) days")
        case .special: Words(zh: "特殊巡视", en: "special patrol")
        }
    }
}

extension PatrolPlanProblem: Worded {
    /// What is wrong, and what was expected.
    public var words: Words {
        switch self {
        case .notAPlan(let field):
            Words(zh: "\(field) 没有值或不认识", en: "\(field) has no value, or one that nobody knows")
        case .noCycle:
            Words(
                zh: "周期计划的 cycle_days 应为 1 到 \(PatrolPlan.longestCycle) 的整数",
                en: "a cycle needs cycle_days, a whole number from 1 to \(PatrolPlan.longestCycle)"
            )
        case .specialWithCycle(let field):
            Words(zh: "特殊巡视只做一次，\(field) 应留空", en: "a special patrol is done once; leave \(field) empty")
        case .noEnd:
            Words(zh: "特殊巡视须写明 valid_to（不再有效的第一天）", en: "a special patrol needs valid_to, the first day after it")
        case .noStart: Words(zh: "valid_from 应为日期", en: "valid_from must be a day")
        case .endsTooEarly:
            Words(
                zh: "valid_to 是不再有效的第一天，须晚于 valid_from",
                en: "valid_to is the first day on which it no longer holds, and must be later than valid_from"
            )
        case .notASeason(let field):
            Words(
                zh: "\(field) 应写作 06-01 这样的月日，season_from 和 season_to 须都填或都不填",
                en:
                    "\(field) must be a day of the year, as 06-01; give both season_from and season_to, or neither"
            )
        case .lineKindOfDevice:
            Words(zh: "line_kind 只用于 asset 为 line 的计划", en: "line_kind goes with plans whose asset is line only")
        }
    }
}

extension PatrolPlanFinding: Worded {
    /// What is wrong, and what to do.
    public var words: Words {
        switch kind {
        case .unreadable(let problem): problem.words
        case .unknownDistrict(let code):
            Words(zh: "没有片区 \(code)，此计划不起作用", en: "there is no unit \(code), so the plan does nothing")
        case .unknownStaff(let code):
            Words(zh: "没有员工 \(code)，此计划不起作用", en: "there is no staff member \(code), so the plan does nothing")
        case .coversNothing:
            Words(zh: "没有任何设备符合此计划", en: "there is nothing that the plan could be about")
        case .overlaps(let other):
            Words(
                zh: "与计划 \(other) 所管相同、日期重叠；只有生效较晚的、其次编码较小的一个算数",
                en: "is about the same as plan \(other) on some days; only the one that holds since later counts, "
                    + "then the one with the smaller code"
            )
        case .unplanned(let asset, let pieces, let metres):
            Words(
                zh: "\(asset.words.zh) \(pieces) 项没有周期计划"
                    + (asset.isDevice ? "" : "，共 \(Int(metres.rounded())) 米"),
                en: "\(pieces) of the kind \(asset.words.en) have no cycle"
                    + (asset.isDevice ? "" : ", \(Int(metres.rounded())) m in all")
            )
        }
    }
}

extension WalkUrgency: Worded {
    /// What it is called.
    public var words: Words {
        switch self {
        case .overdue: Words(zh: "超期", en: "overdue")
        case .special: Words(zh: "特殊巡视", en: "special patrol")
        case .due: Words(zh: "到期", en: "due")
        }
    }
}
