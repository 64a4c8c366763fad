public import Phrasebook

/// Why a file cannot be read as an iCalendar; nothing of it is imported.
public enum ICalendarError: Error, Hashable, Sendable {
    /// It does not begin with BEGIN:VCALENDAR.
    case notACalendar(line: Int)
    /// It ends before what it began.
    case unfinished(line: Int)
    /// Something ends that is not the last that began.
    case misplacedEnd(line: Int)
    /// A line outside of events is no content line.
    case malformed(line: Int)
    /// Another version of the format, such as vCalendar 1.0.
    case otherVersion(line: Int)
    /// Another calendar than the Gregorian one.
    case otherScale(line: Int)
    /// Too many components within components.
    case tooDeep(line: Int)
    /// More bytes than are read.
    case tooLarge(megabytes: Int)
}

/// Why an event gives no entries of a rota.
///
/// None repeats what the event says, but for the name of a time zone.
public enum ICalendarEventProblem: Error, Hashable, Sendable {
    /// A line is not NAME;PARAMETER=VALUE:VALUE.
    case malformedLine(line: Int)
    /// A property is longer than is read.
    case tooLong(property: String, line: Int)
    /// Not UTF-8.
    case notText(property: String, line: Int)
    /// A property that must be there is not.
    case missing(property: String, line: Int)
    /// A property that may be there once is there again.
    case repeated(property: String, line: Int)
    /// Neither a day nor a time.
    case notATime(property: String, line: Int)
    /// A time with seconds, which a rota has not.
    case notAMinute(property: String, line: Int)
    /// A time zone that is not known.
    case unknownZone(property: String, zone: String, line: Int)
    /// A day where DTSTART has a time, or the other way round.
    case otherForm(property: String, line: Int)
    /// The end is not later than the start.
    case notLater(property: String, line: Int)
    /// No positive duration.
    case notADuration(property: String, line: Int)
    /// Both DTEND and DURATION.
    case endAndDuration(line: Int)
    /// Nothing says whose entry it is.
    case noStaff(line: Int)
    /// CATEGORIES and SUMMARY name different kinds.
    case kindsDiffer(line: Int)
    /// A part of a rule that is not read.
    case unsupportedRule(part: String, line: Int)
    /// A part of a rule whose value is none.
    case badRule(part: String, line: Int)
    /// The rule does not meet the day of DTSTART, which the standard leaves undefined.
    case startOutsideRule(line: Int)
    /// Days are taken out of a rule without end.
    case exceptionToEndless(line: Int)
    /// A rule without end in a zone whose clock does not keep pace with the bureau's.
    case endlessElsewhere(line: Int)
    /// More entries than one event may give.
    case tooMany(limit: Int, line: Int)
    /// The rule goes on for more than a year.
    case tooFar(line: Int)
    /// A changed occurrence of another event.
    case changedOccurrence(line: Int)
    /// A property, or a form of it, that is not read.
    case unsupported(property: String, line: Int)
    /// A time that the bureau's clock strikes twice, the second time.
    case repeatedHour(property: String, line: Int)
    /// No day is left.
    case nothingLeft(line: Int)

    /// The property at fault, if it is one.
    public var property: String? {
        switch self {
        case .malformedLine: nil
        case .tooLong(let property, _), .notText(let property, _), .missing(let property, _),
            .repeated(let property, _), .notATime(let property, _), .notAMinute(let property, _),
            .unknownZone(let property, _, _), .otherForm(let property, _), .notLater(let property, _),
            .notADuration(let property, _), .unsupported(let property, _), .repeatedHour(let property, _):
            property
        case .endAndDuration: "DURATION"
        case .noStaff: "SUMMARY"
        case .kindsDiffer: "CATEGORIES"
        case .unsupportedRule, .badRule, .startOutsideRule, .endlessElsewhere, .tooFar: "RRULE"
        case .exceptionToEndless: "EXDATE"
        case .changedOccurrence: "RECURRENCE-ID"
        case .tooMany, .nothingLeft: "DTSTART"
        }
    }
}

extension ICalendarError: Worded {
    /// What is wrong, where, and the cure.
    public var words: Words {
        switch self {
        case .notACalendar(let line):
            Words(
                zh: "第 \(line) 行：不是 iCalendar 文件，应以 BEGIN:VCALENDAR 开头",
                en: "line \(line): this is no iCalendar file, which begins with BEGIN:VCALENDAR"
            )
        case .unfinished(let line):
            Words(
                zh: "文件在第 \(line) 行中断，缺少 END；请重新导出",
                en: "the file breaks off at line \(line) without its END; export it again"
            )
        case .misplacedEnd(let line):
            Words(zh: "第 \(line) 行：END 与最近的 BEGIN 不符", en: "line \(line): END does not match the last BEGIN")
        case .malformed(let line):
            Words(zh: "第 \(line) 行不是 iCalendar 的内容行", en: "line \(line) is no content line of an iCalendar")
        case .otherVersion(let line):
            Words(
                zh: "第 \(line) 行：只支持 iCalendar 2.0；请导出为 .ics（2.0）",
                en: "line \(line): only iCalendar 2.0 is read; export the calendar as that"
            )
        case .otherScale(let line):
            Words(zh: "第 \(line) 行：只支持公历（GREGORIAN）", en: "line \(line): only the Gregorian calendar is read")
        case .tooDeep(let line):
            Words(zh: "第 \(line) 行：BEGIN 嵌套过深", en: "line \(line): too many BEGIN within one another")
        case .tooLarge(let megabytes):
            Words(
                zh: "文件超过 \(megabytes) MB；请按时间段分别导出",
                en: "the file has more than \(megabytes) MB; export it in parts"
            )
        }
    }
}
