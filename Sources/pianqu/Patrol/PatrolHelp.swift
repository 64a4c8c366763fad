import Patrol
import Phrasebook

/// What `--help` says of patrol plans, defects and work, and what their commands say besides their data.
enum PatrolHelp {
    static let abstract = Words(zh: "巡视：计划、任务、今日巡视单", en: "Patrols: plans, tasks and today's walking list")
    static let plan = Words(zh: "巡视计划：列出、检查", en: "Patrol plans: list and check")
    static let planList = Words(zh: "列出巡视计划及其所管的设备", en: "List the plans and how much each is about")
    static let planCheck = Words(
        zh: "检查计划：重叠、无所管、片区或员工不存在、设备无计划",
        en: "Find plans that overlap, cover nothing or name who is not there, and assets without a plan"
    )
    static let tasks = Words(
        zh: "一段时间内到期的任务，到位率与完成率，超期米日",
        en: "The tasks that fall due in a stretch of days: arrival and completion rates, overdue metre-days"
    )
    static let today = Words(zh: "今日巡视单：按走路顺序列出到期和超期的设备", en: "What is due or overdue, in the order of one walk")

    static let day = Words(zh: "哪一天，如 2026-11-05（默认今天）", en: "Which day, as 2026-11-05 (default today).")
    static let from = Words(zh: "从哪一天起", en: "From which day.")
    static let to = Words(zh: "到哪一天为止（不含当天）", en: "Up to which day; that day is not counted.")
    static let order = Words(zh: "--from 须早于 --to", en: "--from is earlier than --to")
    static let tooLong = Words(zh: "最多十年", en: "ten years at most")
    static let by = Words(
        zh: "按什么汇总：staff、subdistrict、district、plan（默认逐项列出）",
        en: "Sum up by staff, subdistrict, district or plan (default: one row for each task)."
    )
    static let onlyStaff = Words(zh: "只列此员工的（工号）", en: "Only those of this staff member.")
    static let share = Words(
        zh: "线路走过多大比例算到位，0 到 1（默认 0.9）",
        en: "The share of a line that must be walked, from 0 to 1 (default 0.9)."
    )
    static let shareRange = Words(zh: "--share 须在 0 到 1 之间", en: "--share is from 0 to 1")
    static let borders = Words(
        zh: "按哪一天的片区（默认时段的最后一天）",
        en: "The districts of which day (default the last of the days)."
    )
    static let limit = Words(
        zh: "最多几项（20）或几分钟（240min），先取最急的",
        en: "At most so many items (20) or minutes (240min), the most pressing first."
    )
    static let limitRange = Words(zh: "--limit 应写作 20 或 240min", en: "--limit is written as 20 or 240min")
    static let ahead = Words(zh: "也列几天内到期的（默认 7）", en: "Also what falls due within so many days (default 7).")
    static let aheadRange = Words(zh: "--ahead 须在 0 到 366 之间", en: "--ahead is from 0 to 366")
    static let noRoads = Words(
        zh: "数据库里没有可步行的道路，按直线估算；请 pianqu import roads",
        en: "the store has no roads for walkers, so ways are straight; pianqu import roads"
    )
    static let noPlans = Words(
        zh: "数据库里没有巡视计划；请先 pianqu import patrol_plans 文件",
        en: "the store has no patrol plans; pianqu import patrol_plans FILE first"
    )
    static let noTracks = Words(
        zh: "还没有轨迹，全部按未巡视计算",
        en: "no tracks are looked at yet, so everything counts as not patrolled"
    )

    static let defect = Words(zh: "缺陷：登记、消除、列出、统计", en: "Defects: report, clear, list and count")
    static let defectNew = Words(zh: "登记缺陷", en: "Report a defect")
    static let defectClear = Words(zh: "消除缺陷", en: "Say that a defect is cleared")
    static let defectList = Words(zh: "列出缺陷", en: "List defects")
    static let defectSummary = Words(
        zh: "统计一段时间的缺陷与消缺率",
        en: "Count the defects of a stretch of time, and how many were cleared"
    )
    static let defectDeadlines = Words(zh: "查看或设定消缺期限", en: "Show or set within what time defects are cleared")
    static let criticalTime = Words(zh: "危急缺陷的期限，如 24h 或 1d", en: "The time for critical defects, as 24h or 1d.")
    static let seriousTime = Words(zh: "严重缺陷的期限", en: "The time for serious ones.")
    static let generalTime = Words(zh: "一般缺陷的期限", en: "The time for general ones.")
    static let timeRange = Words(zh: "期限应写作 24h 或 30d，最多十年", en: "times are written as 24h or 30d, ten years at most")
    static let place = Words(
        zh: "经度,纬度、地址或户号；给出 --asset 时可省",
        en: "LON,LAT, an address or a customer's number; may be left out with --asset."
    )
    static let asset = Words(
        zh: "设备：meter_box:B0001，类别为 \(PatrolAsset.allCases.map(\.rawValue).joined(separator: "、"))",
        en:
            "The asset, as meter_box:B0001: \(PatrolAsset.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    static let kind = Words(zh: "缺陷内容，如 断股、树障", en: "What is wrong, in your own words.")
    static let severity = Words(zh: "程度：critical（危急）、serious（严重）、general（一般）", en: "critical, serious or general.")
    static let photo = Words(zh: "照片的文件名或网址", en: "A photograph, by name or address.")
    static let note = Words(zh: "备注", en: "What else is to be said.")
    static let finder = Words(zh: "谁发现的（工号）", en: "Who found it, by staff code.")
    static let worker = Words(zh: "谁做的（工号）", en: "Who did it, by staff code.")
    static let when = Words(zh: "何时（默认现在）", en: "When it happened (default now).")
    static let deadline = Words(
        zh: "消缺期限，日期含当天（默认按程度，见 defect deadlines）",
        en:
            "By when it must be cleared; a day includes that day (default by severity: defect deadlines)."
    )
    static let code = Words(zh: "编号", en: "The code.")
    static let open = Words(zh: "只列未消除的", en: "Only those that are open.")
    static let overdue = Words(zh: "只列超过期限未消除的", en: "Only those that are open beyond their deadline.")
    static let district = Words(zh: "只列此单元及其下级的", en: "Only those of this unit and those below it.")
    static let asOf = Words(zh: "按哪一时刻看（默认现在）", en: "As it stood at this moment (default now).")
    static let sumFrom = Words(zh: "从哪一天或时刻起", en: "From which day or moment.")
    static let sumTo = Words(zh: "到哪一天或时刻为止（默认现在）", en: "Up to which day or moment (default now).")
    static let sumBy = Words(
        zh: "按什么分组：severity、kind、asset、staff、subdistrict、district（默认 severity）",
        en: "Group by severity, kind, asset, staff, subdistrict or district (default severity)."
    )
    static let workBy = Words(
        zh: "按什么分组：kind、asset、staff、subdistrict、district（默认 kind）",
        en: "Group by kind, asset, staff, subdistrict or district (default kind)."
    )

    static let work = Words(zh: "检修作业：登记、列出、统计", en: "Work: report, list and count")
    static let workNew = Words(zh: "登记已做或待做的作业", en: "Report work that was done, or is to be done")
    static let workList = Words(zh: "列出作业", en: "List work")
    static let workSummary = Words(zh: "统计一段时间的作业", en: "Count the work of a stretch of time")
    static let workKind = Words(
        zh: "类别：\(WorkKind.allCases.map(\.rawValue).joined(separator: "、"))",
        en: "\(WorkKind.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    static let quantity = Words(zh: "数量：几只表箱、几棵树（默认 1）", en: "How many boxes, trees and so on (default 1).")
    static let quantityRange = Words(zh: "--quantity 须在 0 到 1000000 之间", en: "--quantity is from 0 to 1000000")
    static let ofDefect = Words(zh: "消除了哪个缺陷", en: "The defect that it cleared.")
    static let toDo = Words(zh: "待做，尚未完成", en: "It is to be done, and was not done yet.")
    static let onlyOpen = Words(zh: "只列待做的", en: "Only what is to be done.")
}
