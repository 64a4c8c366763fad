public import Phrasebook

extension ICalendarEventProblem: Worded {
    /// What is wrong, on which line, and the cure.
    public var words: Words {
        switch self {
        case .malformedLine(let line), .tooLong(_, let line), .notText(_, let line), .missing(_, let line),
            .repeated(_, let line), .notATime(_, let line), .notAMinute(_, let line), .unknownZone(_, _, let line),
            .otherForm(_, let line), .notLater(_, let line), .notADuration(_, let line), .endAndDuration(let line),
            .noStaff(let line), .kindsDiffer(let line), .unsupportedRule(_, let line), .badRule(_, let line),
            .startOutsideRule(let line), .exceptionToEndless(let line), .endlessElsewhere(let line),
            .tooMany(_, let line), .tooFar(let line), .changedOccurrence(let line), .unsupported(_, let line),
            .repeatedHour(_, let line), .nothingLeft(let line):
            let reason = reason
            return Words(zh: "第 \(line) 行：\(reason.zh)", en: "line \(line): \(reason.en)")
        }
    }

    private var reason: Words {
        switch self {
        case .malformedLine: Words(zh: "不是“名称:值”这样的内容行", en: "this is no line of NAME:VALUE")
        case .tooLong(let property, _): Words(zh: "\(property) 过长", en: "\(property) is too long")
        case .notText(let property, _):
            Words(zh: "\(property) 不是 UTF-8 文字；请以 UTF-8 重新导出", en: "\(property) is not UTF-8; export the file as that")
        case .missing(let property, _): Words(zh: "该事件缺少 \(property)", en: "the event has no \(property)")
        case .repeated(let property, _):
            Words(zh: "\(property) 出现了不止一次", en: "\(property) is there more than once")
        case .notATime(let property, _):
            Words(
                zh: "\(property) 应写作 20260520 或 20260520T083000",
                en: "\(property) must be written as 20260520 or 20260520T083000"
            )
        case .notAMinute(let property, _):
            Words(zh: "\(property) 须为整分钟，排班不计秒", en: "\(property) must be a whole minute; a rota has no seconds")
        case .unknownZone(let property, let zone, _):
            Words(
                zh: "\(property) 的时区“\(zone)”无法识别；请用 Asia/Shanghai 这样的名称",
                en: "\(property) names the time zone \"\(zone)\", which is not known; use a name such as Asia/Shanghai"
            )
        case .otherForm(let property, _):
            Words(
                zh: "\(property) 与 DTSTART 须同为日期或同为时刻",
                en: "\(property) and DTSTART must both be days or both be times"
            )
        case .notLater(let property, _):
            Words(zh: "\(property) 须晚于 DTSTART", en: "\(property) must be later than DTSTART")
        case .notADuration(let property, _):
            Words(zh: "\(property) 应写作 PT8H 这样的正时长", en: "\(property) must be a positive duration such as PT8H")
        case .endAndDuration: Words(zh: "DTEND 与 DURATION 只能有一项", en: "give either DTEND or DURATION")
        case .noStaff:
            Words(
                zh: "不知是谁的班：请把员工编号写在 SUMMARY 开头，或写入 X-PIANQU-STAFF",
                en: "it names no staff member; begin SUMMARY with the code, or give X-PIANQU-STAFF"
            )
        case .kindsDiffer:
            Words(zh: "CATEGORIES 与 SUMMARY 所说的类别不一致", en: "CATEGORIES and SUMMARY say different kinds")
        case .repeatedHour(let property, _):
            Words(
                zh: "\(property) 落在本地时钟重复的一小时内的第二次，排班无法表达",
                en: "\(property) is in the second of two like hours of the bureau's clock, which a rota cannot say"
            )
        case .changedOccurrence:
            Words(
                zh: "重复事件中单独改动的一次（RECURRENCE-ID）不予导入；请改为单独的事件，并在原规则中排除",
                en: "a changed occurrence of another event is not read; make it an event of its own and take it out "
                    + "of the other's rule"
            )
        case .unsupported(let property, _):
            Words(zh: "不支持这样的 \(property)", en: "\(property) is not read, or not in this form")
        case .nothingLeft: Words(zh: "该事件没有任何一天", en: "no day of the event is left")
        default: ruleReason
        }
    }

    private var ruleReason: Words {
        switch self {
        case .unsupportedRule(let part, _):
            Words(
                zh: "不支持 RRULE 的 \(part)；只支持按日、按周重复，请改写为这类规则或单独的事件",
                en: "RRULE has \(part), which is not read; write it as a daily or weekly rule, or as single events"
            )
        case .badRule(let part, _):
            Words(zh: "RRULE 的 \(part) 写法有误", en: "RRULE has a \(part) that cannot be read")
        case .startOutsideRule:
            Words(
                zh: "DTSTART 这一天不符合 RRULE；请让 DTSTART 落在规则的某一天",
                en: "the day of DTSTART is none of RRULE's; let DTSTART be the first day of the rule"
            )
        case .exceptionToEndless:
            Words(
                zh: "没有终点的规则不能用 EXDATE 排除某天；请加上 UNTIL，或为那天另写请假",
                en: "EXDATE cannot take days out of a rule without end; give it an UNTIL, or enter leave for that day"
            )
        case .endlessElsewhere:
            Words(
                zh: "没有终点的规则所用时区与本单位的时钟不同步；请用本地时间，或加上 UNTIL",
                en: "a rule without end is in a zone whose clock does not keep pace with the bureau's; use local "
                    + "times, or give it an UNTIL"
            )
        case .tooMany(let limit, _):
            Words(
                zh: "该事件将产生超过 \(limit) 条排班；请缩短",
                en: "the event would become more than \(limit) entries; make it shorter"
            )
        case .tooFar:
            Words(
                zh: "规则延续超过一年；请把 UNTIL 或 COUNT 改小",
                en: "the rule goes on for more than a year; give it an earlier UNTIL or a smaller COUNT"
            )
        default: Words(zh: "无法读取", en: "it cannot be read")
        }
    }
}
