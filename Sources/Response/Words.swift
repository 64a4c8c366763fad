public import Phrasebook

extension StaffRole: Worded {
    /// What people call the role.
    public var words: Words {
        switch self {
        case .attendant: Words(zh: "供电服务员", en: "attendant")
        case .inspector: Words(zh: "装表兼用检员", en: "metering inspector")
        case .crewLeader: Words(zh: "组长", en: "crew leader")
        case .dispatcher: Words(zh: "调度员", en: "dispatcher")
        case .manager: Words(zh: "管理人员", en: "manager")
        }
    }
}

extension DutyCover.Reason: Worded {
    /// Why somebody is on duty, or nobody.
    public var words: Words {
        switch self {
        case .shift: Words(zh: "本人当班", en: "own shift")
        case .override: Words(zh: "替班", en: "override")
        case .leave: Words(zh: "请假，有人代", en: "on leave, somebody stands in")
        case .offShift: Words(zh: "不在班", en: "off shift")
        case .absent: Words(zh: "请假，无人代", en: "on leave, nobody stands in")
        case .contradiction: Words(zh: "替班相互矛盾", en: "substitutes go round in a circle")
        }
    }
}

extension RotaFinding.Kind: Worded {
    /// What is wrong.
    public var words: Words {
        switch self {
        case .gap: Words(zh: "无人当班", en: "nobody on duty")
        case .doubleBooking: Words(zh: "一人多岗", en: "one person has several duties")
        case .contradiction: Words(zh: "替班相互矛盾", en: "substitutes go round in a circle")
        case .shortRest: Words(zh: "休息不足", en: "too little rest")
        }
    }
}

extension Roster.Problem: Worded {
    /// What is wrong with the row, and what to do.
    public var words: Words {
        switch kind {
        case .unreadable(let problem): problem.words
        case .unknownStaff(let code):
            Words(
                zh: "没有员工 \(code)；请先导入 staff，或更正工号",
                en: "there is no staff member \(code); import staff or mend the code"
            )
        case .unknownDistrict(let code):
            Words(zh: "没有片区 \(code)；请更正编号", en: "there is no district \(code); mend the code")
        }
    }
}

extension Exclusion: Worded {
    /// Why somebody is not sent.
    public var words: Words {
        switch self {
        case .offShift: Words(zh: "不在班", en: "off shift")
        case .role: Words(zh: "角色不符", en: "another role")
        case .skill: Words(zh: "缺少技能", en: "lacks a skill")
        case .passedOver: Words(zh: "问过，去不了", en: "asked before")
        case .busy: Words(zh: "手上已有工单", en: "busy")
        case .unplaced: Words(zh: "位置未知，也没有值守点", en: "neither a position nor a duty point")
        case .offRoad: Words(zh: "附近没有道路", en: "no road nearby")
        case .unreachable: Words(zh: "道路不通（海岛或断开的道路）", en: "no road leads there")
        case .tooLate: Words(zh: "来不及", en: "too late")
        }
    }
}

extension TravelMode: Worded {
    /// How the way was measured.
    public var words: Words {
        switch self {
        case .road: Words(zh: "道路", en: "by road")
        case .line: Words(zh: "直线", en: "straight")
        }
    }
}
