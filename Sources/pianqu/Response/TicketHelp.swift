import Phrasebook

/// What `--help` says of tickets, incidents, rules and simulations.
enum TicketHelp {
    static let abstract = Words(zh: "工单：受理、派单、跟踪、办结", en: "Tickets: from the call to its end")
    static let new = Words(
        zh: "受理来电：建工单，派单或并入停电事件",
        en: "Take a call: make a ticket, and send somebody or join an incident"
    )
    static let list = Words(zh: "列出工单", en: "List tickets")
    static let show = Words(zh: "列出工单的每个事件", en: "Show all that happened to a ticket")
    static let accept = Words(zh: "接单", en: "The one sent will go")
    static let setOut = Words(zh: "出发", en: "The one sent set out")
    static let arrive = Words(zh: "到场", en: "The one sent is there")
    static let restore = Words(zh: "恢复供电或处理完毕", en: "Power is back, or the matter settled on the spot")
    static let step = Words(zh: "报装进展", en: "A connection came a step further")
    static let close = Words(zh: "办结", en: "It is over")
    static let reassign = Words(zh: "人工改派", en: "Send somebody else, by hand")
    static let route = Words(zh: "重新派单", en: "Decide anew who goes")
    static let note = Words(zh: "记一笔", en: "Write something down")
    static let reopen = Words(zh: "重新打开", en: "It was not over after all")
    static let dispatch = Words(zh: "给等待的工单派人", en: "Find somebody for those who wait")
    static let summary = Words(zh: "统计一段时间的来电", en: "Count the calls of a stretch of time")

    static let code = Words(zh: "工单编号", en: "The ticket's code.")
    static let actor = Words(
        zh: "谁报的：工号或程序名（默认 dispatcher）",
        en: "Who says so: a staff code or a program (default dispatcher)."
    )
    static let key = Words(zh: "指令的键：重发同一指令不会重复执行", en: "The command's own key: sent again, it is carried out once.")
    static let version = Words(zh: "所见的工单版本；已有变化则拒绝", en: "The ticket's version as seen; refused when it has changed.")
    static let when = Words(zh: "何时发生（默认现在）", en: "When it happened (default now).")
    static let channel = Words(
        zh: "来电渠道：phone、hotline、open311、counter（默认 phone）",
        en: "phone, hotline, open311 or counter (default phone)."
    )
    static let priority = Words(
        zh: "紧急程度：emergency、high、normal、low（默认 normal）",
        en: "emergency, high, normal or low (default normal)."
    )
    static let customer = Words(zh: "户号", en: "The customer's code.")
    static let assetCode = Words(zh: "设备编号", en: "The code of that device.")
    static let assetNeeded = Words(zh: "--asset-code 须与 --asset 同用", en: "--asset-code goes with --asset")
    static let newHasNoVersion = Words(zh: "新工单还没有版本", en: "a new ticket has no version yet")
    static let warnRange = Words(zh: "--warn 须为 0 以上的分钟数", en: "--warn is a number of minutes from 0")
    static let order = Words(zh: "--from 须早于 --to", en: "--from is earlier than --to")
    static let text = Words(zh: "来电内容", en: "What the caller said.")
    static let preview = Words(zh: "只看会怎样，不保存", en: "Say what would happen; nothing is kept.")
    static let stepName = Words(zh: "步骤：surveyed、planned、connected", en: "surveyed, planned or connected.")
    static let closure = Words(
        zh: "怎样结束：settled、cancelled、duplicate（默认 settled）",
        en: "settled, cancelled or duplicate (default settled)."
    )
    static let duplicateOf = Words(zh: "与哪张工单重复", en: "The ticket that it repeats.")
    static let staff = Words(zh: "工号", en: "The staff code.")
    static let reason = Words(zh: "原因", en: "Why.")
    static let force = Words(zh: "不在班也派；手上有工单的仍不能派", en: "Also who is off shift; never who is busy.")
    static let passOver = Words(zh: "不再派给此人，可重复", en: "Not this one again; may be repeated.")
    static let noteText = Words(zh: "内容", en: "The text.")
    static let photo = Words(zh: "照片的文件名或网址", en: "A photograph, by name or address.")
    static let all = Words(zh: "也列出已办结的（近 30 天）", en: "Also those that are closed (of the last 30 days).")
    static let stage = Words(
        zh: "只列此阶段：waiting、dispatched、accepted、en-route、arrived、restored、closed",
        en: "Only this stage: waiting, dispatched, accepted, en-route, arrived, restored or closed."
    )
    static let holder = Words(zh: "只列派给此人的", en: "Only those of this staff member.")
    static let onlyCategory = Words(zh: "只列此类别", en: "Only this category.")
    static let onlyDistrict = Words(zh: "只列此单元及其下级的", en: "Only those of this unit and those below it.")
    static let warn = Words(zh: "只列几分钟内将超时或已超时的", en: "Only those that break a limit within so many minutes, or have.")
    static let moment = Words(zh: "按哪一时刻看（默认现在）", en: "As it stood at this moment (default now).")
    static let from = Words(zh: "从哪一天或时刻起", en: "From which day or moment.")
    static let to = Words(zh: "到哪一天或时刻为止（默认现在）", en: "Up to which day or moment (default now).")

    static let incident = Words(zh: "停电事件：同一原因的多张工单", en: "Incidents: tickets with one cause upstream")
    static let incidentList = Words(zh: "列出停电事件", en: "List incidents")
    static let incidentShow = Words(zh: "列出事件的工单，供回访", en: "The tickets of an incident, to ring back")
    static let incidentMerge = Words(zh: "把工单合并为一个事件", en: "Make one incident of tickets")
    static let incidentSplit = Words(
        zh: "把工单移出事件，另派人",
        en: "Take a ticket out of its incident, and send somebody for it"
    )
    static let incidentCode = Words(zh: "事件编号", en: "The incident's code.")
    static let codes = Words(zh: "工单编号，至少两个", en: "Codes of tickets, two at least.")

    static let rules = Words(zh: "派单规则：查看、检查、启用", en: "Routing rules: show, check, put into force")
    static let rulesShow = Words(zh: "列出在用的规则（YAML）", en: "The rules in force, as YAML")
    static let rulesCheck = Words(zh: "检查规则文件", en: "Check a file of rules")
    static let rulesAdopt = Words(zh: "启用规则文件", en: "Put a file of rules into force")
    static let rulesFile = Words(zh: "规则文件（YAML）", en: "A file of rules in YAML.")

    static let simulate = Words(
        zh: "在没有工单的数据库里模拟一天的来电与抢修",
        en: "Live through a day of calls, in a store that has no tickets"
    )
    static let day = Words(zh: "哪一天，如 2026-11-05", en: "Which day, as 2026-11-05.")
    static let calls = Words(zh: "多少个来电（默认 500）", en: "How many calls (default 500).")
    static let callsRange = Words(zh: "--calls 须在 1 到 1000000 之间", en: "--calls is from 1 to 1000000")
    static let seed = Words(zh: "随机种子；相同则结果相同（默认 1）", en: "The seed; the same gives the same day (default 1).")
    static let crashes = Words(
        zh: "程序崩溃的比例，0 到 0.5（默认 0.001）",
        en: "How often the program dies, from 0 to 0.5 (default 0.001)."
    )
    static let lost = Words(
        zh: "消息丢失的比例，0 到 0.5（默认 0.02）",
        en: "How many messages are lost, from 0 to 0.5 (default 0.02)."
    )
    static let shareRange = Words(zh: "比例须在 0 到 0.5 之间", en: "shares are from 0 to 0.5")
    static let rehearse = Words(zh: "只在内存中演练，不写入数据库", en: "A rehearsal in memory; nothing is written.")

    static let replay = Words(
        zh: "重做此工单的每次派单决定，看是否相同",
        en: "Make this ticket's decisions again, and see whether they are the same."
    )
    static let placeOrReplay = Words(
        zh: "请给出地点，或 --replay 工单编号，二者之一",
        en: "give a place, or --replay TICKET, and not both"
    )
}
