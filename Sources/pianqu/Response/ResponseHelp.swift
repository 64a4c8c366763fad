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

    static let nearestAbstract = Words(zh: "谁最先能到", en: "Who would be first at a place")
    static let nearestPlace = Words(zh: "经度,纬度（WGS 84）", en: "LON,LAT in WGS 84.")
    static let count = Words(zh: "要几个人（默认 3）", en: "How many people (default 3).")
    static let countRange = Words(zh: "-k 须在 1 到 1000 之间", en: "-k is from 1 to 1000")
    static let nearestRole = Words(zh: "只要这些角色，可重复", en: "Only these roles; may be repeated.")
    static let within = Words(zh: "最多几分钟", en: "The most minutes.")
    static let by = Words(zh: "按道路（road）还是直线（line）", en: "By road or by line.")
    static let speed = Words(zh: "直线估算的时速，公里（默认 30）", en: "The speed on straight ways, in km/h (default 30).")
    static let vehicle = Words(
        zh: "交通工具：car、motorcycle、bicycle、foot",
        en: "What people come in: car, motorcycle, bicycle or foot."
    )
    static let limit = Words(
        zh: "到场时限，分钟（默认按地区类别 45、90、120）",
        en: "The arrival limit in minutes (default by area class: 45, 90 or 120)."
    )
    static let excluded = Words(zh: "也列出未列入的人和原因", en: "List those who are not sent, too, with the reason.")
    static let positive = Words(zh: "分钟数和时速须大于 0", en: "minutes and speeds are above 0")
    static let noRoads = Words(
        zh: "数据库里没有可通行的道路，按直线距离和时速估算；请 pianqu import roads",
        en: "the store has no open roads, so ways are straight, at the stated speed; pianqu import roads"
    )

    static let routeAbstract = Words(zh: "派谁去，为什么（只计算，不保存）", en: "Who goes, and why (nothing is stored)")
    static let routePlace = Words(zh: "经度,纬度，或地址、户号", en: "LON,LAT, an address or a customer's number.")
    static let category = Words(
        zh: "类别：outage、repair、metering、enquiry、connection、complaint（默认 outage）",
        en: "outage, repair, metering, enquiry, connection or complaint (default outage)."
    )
    static let asset = Words(
        zh: "设备：customer、meter_box、line、transformer",
        en: "What it is about: customer, meter_box, line or transformer."
    )
    static let rules = Words(zh: "按此派单规则文件（YAML）试算", en: "Try these routing rules, a YAML file.")
    static let explain = Words(zh: "说明试过的每条规则、每一步和每个人", en: "Say every rule, step and person that was tried.")

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
