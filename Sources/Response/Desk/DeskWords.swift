public import Phrasebook

extension DeskRefusal: Worded {
    /// Why the command is not carried out, and what to do.
    public var words: Words {
        switch self {
        case .unknownTicket(let code): Words(zh: "没有工单 \(code)", en: "there is no ticket \(code)")
        case .ticket(let problem): problem.words
        case .unknownStaff(let code): Words(zh: "没有员工 \(code)", en: "there is no staff member \(code)")
        case .notHolder:
            Words(
                zh: "只有接单人、组长、调度员或管理人员可以这样报",
                en: "only who has the ticket, a crew leader, dispatcher or manager can say so"
            )
        case .unavailable(let reason):
            Words(zh: "此人不能派：\(reason.words.zh)", en: "this person cannot be sent: \(reason.words.en)")
        case .notAPlace: Words(zh: "坐标须为经度 ±180、纬度 ±90 以内的数", en: "coordinates are numbers within ±180 and ±90")
        case .unknownCustomer(let code): Words(zh: "没有客户 \(code)", en: "there is no customer \(code)")
        case .unknownDevice(let asset):
            Words(
                zh: "没有这个\(asset.words.zh)，或未给编号",
                en: "there is no such \(asset.words.en), or its code is missing"
            )
        case .unknownActor:
            Words(
                zh: "--by 须是工号，或小写字母的程序名（如 dispatcher）",
                en: "--by is a staff code, or the name of a program in small letters, as dispatcher"
            )
        case .notLeader:
            Words(zh: "只有组长、调度员或管理人员可以这样做", en: "only a crew leader, dispatcher or manager can do so")
        case .empty(let field): Words(zh: "\(field) 不能为空", en: "\(field) must not be empty")
        case .controlCharacter(let field):
            Words(zh: "\(field) 含有控制字符或换行；请删去", en: "\(field) holds control characters or line breaks; remove them")
        case .tooInaccurate(let limit):
            Words(zh: "位置精度须在 \(limit) 米以内", en: "the place must be known to within \(limit) m")
        case .sameHolder: Words(zh: "该工单已派给此人", en: "this person has the ticket already")
        case .repeatsItself: Words(zh: "工单不能是自己的重复", en: "a ticket does not repeat itself")
        case .originalNeeded:
            Words(
                zh: "重复的工单须用 --of 指明与哪张重复，其他情形不用",
                en: "a duplicate names the ticket that it repeats with --of, and nothing else does"
            )
        case .originalNotKept(let code):
            Words(
                zh: "工单 \(code) 已撤销或本身是重复，不能作为原工单",
                en: "ticket \(code) was taken back or is a duplicate itself; name one that somebody sees to"
            )
        case .notOnSite(let code):
            Words(
                zh: "工单 \(code) 不是停电、报修或计量，不能并入停电事件",
                en: "ticket \(code) is no outage, repair or metering, and so of no incident"
            )
        case .keyReused: Words(zh: "该键已用于另一条指令", en: "this key belongs to another command")
        case .tooLong(let field, let limit):
            Words(zh: "\(field) 超过 \(limit) 个字符", en: "\(field) has more than \(limit) characters")
        case .future: Words(zh: "时间晚于现在", en: "the time is later than now")
        case .notTogether: Words(zh: "至少要两张未结的工单才能合并", en: "it takes two open tickets to be merged")
        case .noIncident: Words(zh: "该工单不属于任何停电事件", en: "the ticket is of no incident")
        case .alreadyThere(let code):
            Words(zh: "工单 \(code) 的人已到场，不能并入", en: "somebody else is on the spot for ticket \(code) already")
        }
    }
}

extension TicketProblem: Worded {
    /// Why the ticket cannot take it.
    public var words: Words {
        switch self {
        case .notReceived: Words(zh: "工单的第一个事件须是受理", en: "a ticket begins with its call")
        case .version(let expected, let found):
            Words(
                zh: "工单已被他人更新：现为第 \(expected) 版，所据为第 \(found) 版；请重看后再报",
                en: "somebody else was quicker: it is version \(expected), not \(found); look again"
            )
        case .outOfOrder(let stage):
            Words(
                zh: "工单在“\(stage.words.zh)”阶段，不能这样报；接下来可以：\(stage.next.zh)",
                en: "this cannot happen to a ticket that is \(stage.words.en); what can: \(stage.next.en)"
            )
        case .clockBackwards: Words(zh: "时间早于工单的上一个事件", en: "the time is earlier than the ticket's last event")
        case .notAConnection: Words(zh: "只有报装工单有这些步骤", en: "only connections have such steps")
        case .stepOutOfOrder(let step):
            Words(
                zh: step.map { "报装的上一步是“\($0.words.zh)”，步骤须依次进行" } ?? "报装须先现场勘查",
                en: step.map { "the connection was \($0.words.en) last; its steps follow one another" }
                    ?? "a connection is surveyed first"
            )
        case .notInIncident: Words(zh: "工单不属于该停电事件", en: "the ticket is not of that incident")
        }
    }
}

extension ResponseStoreError: Worded {
    /// What is wrong with what is kept, and what to do.
    public var words: Words {
        switch self {
        case .conflict(let ticket):
            Words(
                zh: "工单 \(ticket) 同时被他人更新；请重试",
                en: "somebody else changed ticket \(ticket) at the same time; try again"
            )
        case .damaged(let ticket):
            Words(
                zh: "工单 \(ticket) 的事件记录被别的程序改坏了；请用最近的备份恢复",
                en: "the events of ticket \(ticket) were changed by another program; restore the latest backup"
            )
        case .missingRules(let code): Words(zh: "没有保存派单规则 \(code)", en: "the routing rules \(code) are not kept")
        }
    }
}

extension Ticket.Stage: Worded {
    /// Where a ticket stands.
    public var words: Words {
        switch self {
        case .waiting: Words(zh: "待派", en: "waiting")
        case .dispatched: Words(zh: "已派", en: "dispatched")
        case .accepted: Words(zh: "已接单", en: "accepted")
        case .enRoute: Words(zh: "途中", en: "on the way")
        case .arrived: Words(zh: "已到场", en: "arrived")
        case .restored: Words(zh: "已恢复", en: "restored")
        case .closed: Words(zh: "已办结", en: "closed")
        }
    }
}

extension Ticket.Stage {
    /// What may come next.
    fileprivate var next: Words {
        switch self {
        case .waiting: Words(zh: "route、reassign 或 close", en: "route, reassign or close")
        case .dispatched: Words(zh: "accept、route 或 reassign", en: "accept, route or reassign")
        case .accepted: Words(zh: "set-out、arrive 或 reassign", en: "set-out, arrive or reassign")
        case .enRoute: Words(zh: "arrive 或 reassign", en: "arrive or reassign")
        case .arrived: Words(zh: "restore 或 reassign", en: "restore or reassign")
        case .restored: Words(zh: "close", en: "close")
        case .closed: Words(zh: "reopen 或 note", en: "reopen or note")
        }
    }
}

extension TicketClosure: Worded {
    /// How it ended.
    public var words: Words {
        switch self {
        case .settled: Words(zh: "办结", en: "settled")
        case .cancelled: Words(zh: "撤销", en: "cancelled")
        case .duplicate: Words(zh: "重复", en: "duplicate")
        }
    }
}

extension ConnectionStep: Worded {
    /// The step's name.
    public var words: Words {
        switch self {
        case .surveyed: Words(zh: "现场勘查", en: "surveyed")
        case .planned: Words(zh: "答复供电方案", en: "planned")
        case .connected: Words(zh: "装表接电", en: "connected")
        }
    }
}

extension CallCategory: Worded {
    /// What a call is about.
    public var words: Words {
        switch self {
        case .outage: Words(zh: "停电", en: "outage")
        case .repair: Words(zh: "报修", en: "repair")
        case .metering: Words(zh: "计量", en: "metering")
        case .enquiry: Words(zh: "咨询", en: "enquiry")
        case .connection: Words(zh: "报装", en: "connection")
        case .complaint: Words(zh: "投诉", en: "complaint")
        }
    }
}

extension CallAsset: Worded {
    /// What a call is about on the network.
    public var words: Words {
        switch self {
        case .customer: Words(zh: "客户设施", en: "customer's installation")
        case .meterBox: Words(zh: "表箱", en: "meter box")
        case .line: Words(zh: "低压线路", en: "line")
        case .transformer: Words(zh: "台区", en: "transformer")
        }
    }
}

extension NetworkDevice.Kind: Worded {
    /// What it is.
    public var words: Words {
        switch self {
        case .meterBox: CallAsset.meterBox.words
        case .line: CallAsset.line.words
        case .transformer: CallAsset.transformer.words
        }
    }
}

extension CallChannel: Worded {
    /// By which way a call came in.
    public var words: Words {
        switch self {
        case .phone: Words(zh: "服务员电话", en: "attendant's telephone")
        case .hotline: Words(zh: "95598 热线", en: "hotline 95598")
        case .open311: Words(zh: "Open311", en: "Open311")
        case .counter: Words(zh: "营业厅", en: "counter")
        }
    }
}

extension TicketPriority: Worded {
    /// How urgent it is.
    public var words: Words {
        switch self {
        case .emergency: Words(zh: "特急", en: "emergency")
        case .high: Words(zh: "紧急", en: "high")
        case .normal: Words(zh: "一般", en: "normal")
        case .low: Words(zh: "不急", en: "low")
        }
    }
}

extension TicketClock.Span: Worded {
    /// What is measured.
    public var words: Words {
        switch self {
        case .dispatch: Words(zh: "派单", en: "dispatch")
        case .accept: Words(zh: "接单", en: "accept")
        case .arrive: Words(zh: "到场", en: "arrive")
        case .restore: Words(zh: "到场后恢复", en: "restore after arrival")
        case .whole: Words(zh: "报修到恢复", en: "report to restoration")
        }
    }
}

extension PositionVerdict: Worded {
    /// What became of a position.
    public var words: Words {
        switch self {
        case .taken: Words(zh: "采用", en: "taken")
        case .superseded: Words(zh: "已有更新的位置", en: "a later one is known")
        case .unknownStaff: Words(zh: "没有此工号", en: "nobody has this code")
        case .offShift: Words(zh: "当时不在班", en: "not on duty then")
        case .notAPlace: Words(zh: "坐标无效", en: "no place")
        case .future: Words(zh: "时间晚于现在", en: "later than now")
        case .inaccurate: Words(zh: "精度太差", en: "too inaccurate")
        }
    }
}
