import Phrasebook

/// What `--help` says of the commands of who goes.
enum ResponseHelp {
    static let at = Words(
        zh: "哪一时刻：2026-12-01T08:00:00+08:00（默认现在）",
        en: "The moment: 2026-12-01T08:00:00+08:00 (default now)."
    )
    static let staffAbstract = Words(zh: "列出员工、技能、责任片区与是否在班", en: "List staff: skills, districts, on duty or not")
    static let staffCode = Words(zh: "只列此工号", en: "Only this staff member.")
    static let staffDistrict = Words(zh: "只列此单元及其下级的员工", en: "Only staff of this unit and those below it.")
    static let role = Words(
        zh: "只列此角色：attendant、inspector、crew_leader、dispatcher、manager",
        en: "Only this role: attendant, inspector, crew_leader, dispatcher or manager."
    )
    static let skill = Words(zh: "须具备的技能，可重复", en: "A skill they must have; may be repeated.")
    static let onDuty = Words(zh: "只列在班的", en: "Only those on duty.")

    static let rotaAbstract = Words(zh: "谁在当班；提前发现排班问题", en: "Who is on duty; find faults of the rota ahead of time")
    static let rotaShowAbstract = Words(zh: "各分片区由谁当班", en: "Who is on duty for each subdistrict")
    static let dutyDistrict = Words(zh: "只看该单元及其下级", en: "Only this unit and those below it.")
    static let rotaCheckAbstract = Words(
        zh: "提前找出无人当班、一人多岗、替班矛盾、休息不足",
        en: "Find gaps, double bookings, contradictions and short rests ahead of time"
    )
    static let days = Words(zh: "向前看多少天（默认 30）", en: "How many days ahead (default 30).")
    static let daysRange = Words(zh: "--days 须在 1 到 366 之间", en: "--days is from 1 to 366")
    static let fromDay = Words(zh: "从哪一天起（默认现在）", en: "From which day (default now).")
    static let rest = Words(zh: "两次值班之间至少休息几小时（默认 8）", en: "The least rest between two duties, in hours (default 8).")
    static let restRange = Words(zh: "--rest 须在 0 到 72 之间", en: "--rest is from 0 to 72")
    static let strict = Words(
        zh: "只算本分片区的人和替班人，不算同一供电所的值班人员",
        en: "Count only the subdistrict's own staff and their substitutes, not the watch of its station."
    )
}
