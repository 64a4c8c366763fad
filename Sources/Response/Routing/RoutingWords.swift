public import Phrasebook

extension RoutingDecision.Outcome: Worded {
    /// How somebody was found.
    public var words: Words {
        switch self {
        case .responsible: Words(zh: "责任人", en: "responsible attendant")
        case .substitute: Words(zh: "替班人", en: "substitute")
        case .nearest: Words(zh: "最近的抢修人员", en: "nearest responder")
        case .shortfall: Words(zh: "无人可派", en: "nobody can go")
        }
    }
}

extension RoutingDecision.Shortfall: Worded {
    /// Why nobody goes.
    public var words: Words {
        switch self {
        case .outside: Words(zh: "该处不在本局辖区", en: "the place is not the bureau's")
        case .nobodyOnDuty: Words(zh: "无人在班", en: "nobody is on duty")
        case .nobodyQualified: Words(zh: "在班的人没有所需技能或角色", en: "nobody on duty has the skills and roles")
        case .allBusy: Words(zh: "能去的人手上都有工单", en: "all who could go are busy")
        case .unreachable: Words(zh: "有空的人都到不了", en: "no road leads there for those who are free")
        case .notAllowed: Words(zh: "规则不允许派最近的人", en: "the rule does not let the nearest be sent")
        }
    }
}

extension RoutingStep: Worded {
    /// The step's name.
    public var words: Words {
        switch self {
        case .responsible: RoutingDecision.Outcome.responsible.words
        case .substitute: RoutingDecision.Outcome.substitute.words
        case .nearest: RoutingDecision.Outcome.nearest.words
        }
    }
}

extension RoutingDecision.Trial.Verdict: Worded {
    /// What became of a step.
    public var words: Words {
        switch self {
        case .chosen: Words(zh: "派此人", en: "goes")
        case .nobodyAssigned: Words(zh: "该分片区没有责任人", en: "nobody answers for the subdistrict")
        case .nobodyStandsIn: Words(zh: "无人替班", en: "nobody stands in")
        case .notOnDuty: Words(zh: "不在班", en: "not on duty")
        case .excluded: Words(zh: "不能去", en: "cannot be sent")
        case .late: Words(zh: "赶不上到场时限", en: "would miss the arrival limit")
        case .nobody: Words(zh: "无人可派", en: "nobody can be sent")
        }
    }
}

extension RuleTrial: Worded {
    /// What became of the rule.
    public var words: Words {
        guard let failed else { return Words(zh: "规则 \(rule)：适用", en: "rule \(rule): applies") }
        let condition =
            switch failed {
            case .category: Words(zh: "类别", en: "category")
            case .area: Words(zh: "地区类别", en: "area class")
            case .district: Words(zh: "片区", en: "district")
            case .asset: Words(zh: "设备", en: "asset")
            case .weekdays: Words(zh: "星期", en: "weekday")
            case .hours: Words(zh: "时间", en: "time of day")
            }
        return Words(zh: "规则 \(rule)：\(condition.zh)不符", en: "rule \(rule): another \(condition.en)")
    }
}

extension RoutingRulesError: Worded {
    /// What is wrong, and what was expected.
    public var words: Words {
        switch self {
        case .name(let name):
            Words(
                zh: "规则名“\(name)”空缺、重复或是保留的 usual；每条规则须有自己的 name",
                en:
                    "the rule name '\(name)' is empty, taken twice or the reserved 'usual'; each rule needs its own name"
            )
        case .number(let key): Words(zh: "\(key) 的数值不合理", en: "\(key) is not a number that makes sense")
        case .time(let rule):
            Words(zh: "规则 \(rule)：from 和 to 应写作 08:00", en: "rule \(rule): from and to are written as 08:00")
        case .empty(let rule, let key):
            Words(
                zh: "规则 \(rule)：\(key) 是空的列表；不限则删去此项",
                en: "rule \(rule): \(key) is an empty list; leave it out for any"
            )
        }
    }
}
