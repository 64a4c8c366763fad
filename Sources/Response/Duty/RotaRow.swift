public import Phrasebook
import Territory

/// What is wrong with one row of a rota file.
public enum RotaRowProblem: Error, Hashable, Sendable {
    /// Required and empty.
    case missing(field: String)
    /// Not one of the kinds.
    case unknownKind
    /// Both or neither of weekday and date.
    case weekdayOrDate
    /// No number from 1 to 7.
    case notAWeekday
    /// Not written as 2026-05-20, or no day of the calendar.
    case notADate
    /// Not written as 08:30, or later than 24:00.
    case notATime(field: String)
    /// Ends where it begins, or has one time without the other.
    case noTime
    /// A shift with a substitute, or a person who stands in for themselves.
    case notASubstitute
}

extension RotaEntry {
    /// The columns of a rota file.
    public static let columns = ["staff", "kind", "weekday", "date", "start", "end", "substitute"]

    /// Reads a row: `staff`, `kind` (`shift`, `override`, `leave`), `weekday` (1 for Monday) or `date`, `start` and `end`
    /// (`08:30`; both empty for the whole day), `substitute`.
    ///
    /// - Parameter value: The text of each of ``columns``; nil or blank for none.
    /// - Throws: ``RotaRowProblem``, which repeats nothing of the row.
    public init(row value: (String) -> String?) throws {
        func text(_ field: String) -> String? {
            guard let text = value(field) else { return nil }
            let characters = text.drop { $0.isWhitespace }
            guard let last = characters.lastIndex(where: { !$0.isWhitespace }) else { return nil }
            return String(characters[...last])
        }
        guard let staff = text("staff") else { throw RotaRowProblem.missing(field: "staff") }
        guard let word = text("kind") else { throw RotaRowProblem.missing(field: "kind") }
        guard let kind = Kind(rawValue: word.lowercased()) else { throw RotaRowProblem.unknownKind }
        let (start, end) = try Self.times(text("start"), text("end"))
        let substitute = text("substitute")
        guard substitute == nil || kind != .shift && substitute != staff else { throw RotaRowProblem.notASubstitute }
        self.staff = staff
        self.kind = kind
        days = try Self.days(weekday: text("weekday"), date: text("date"))
        self.start = start
        self.end = end
        self.substitute = substitute
    }

    private static func days(weekday: String?, date: String?) throws -> Days {
        switch (weekday, date) {
        case (let weekday?, nil):
            guard let number = Int(weekday), (1...7).contains(number) else { throw RotaRowProblem.notAWeekday }
            return .weekly(number)
        case (nil, let date?):
            guard let day = LocalDay(date) else { throw RotaRowProblem.notADate }
            return .on(day)
        default: throw RotaRowProblem.weekdayOrDate
        }
    }

    private static func times(_ start: String?, _ end: String?) throws -> (start: Int, end: Int) {
        guard start != nil || end != nil else { return (0, 1440) }
        guard let start, let end else { throw RotaRowProblem.noTime }
        guard let from = minutes(start), from < 1440 else { throw RotaRowProblem.notATime(field: "start") }
        guard let to = minutes(end) else { throw RotaRowProblem.notATime(field: "end") }
        guard from != to else { throw RotaRowProblem.noTime }
        return (from, to)
    }

    /// Minutes after midnight of `8:30` or `08:30`; 24:00 is the end of the day.
    static func minutes(_ text: String) -> Int? {
        let parts = text.utf8.split(separator: 0x3a, omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            parts.joined().allSatisfy({ 0x30...0x39 ~= $0 })
        else { return nil }
        let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1) - 0x30 } }
        let minutes = numbers[0] * 60 + numbers[1]
        return numbers[1] < 60 && minutes <= 1440 ? minutes : nil
    }
}

extension RotaRowProblem: Worded {
    /// What is wrong, and what was expected.
    public var words: Words {
        switch self {
        case .missing(let field): Words(zh: "\(field) 是必填项，却没有值", en: "\(field) has no value; it is required")
        case .unknownKind:
            Words(zh: "kind 应为 shift（班次）、override（替班）或 leave（请假）", en: "kind must be shift, override or leave")
        case .weekdayOrDate:
            Words(zh: "weekday 和 date 须填且只填一项", en: "give either weekday or date, and not both")
        case .notAWeekday: Words(zh: "weekday 应为 1（星期一）至 7（星期日）", en: "weekday must be 1 (Monday) to 7 (Sunday)")
        case .notADate: Words(zh: "date 应写作 2026-05-20 这样的日期", en: "date must be a day written as 2026-05-20")
        case .notATime(let field):
            Words(
                zh: "\(field) 应写作 08:30 这样的时间，最晚 24:00",
                en: "\(field) must be a time written as 08:30, at most 24:00"
            )
        case .noTime:
            Words(
                zh: "start 和 end 须都填且不相同；全天则都留空",
                en: "start and end must both be given and differ; leave both empty for the whole day"
            )
        case .notASubstitute:
            Words(
                zh: "substitute 只用于 override 和 leave，且不能是本人",
                en: "substitute goes with override and leave only, and names another person"
            )
        }
    }
}
