import Foundation
import Territory

/// A rule by which an event comes again: daily or weekly.
struct ICalendarRule {
    /// When it ends.
    enum End {
        case never
        case count(Int)
        case until(ICalendarTime)
    }

    /// The days that a rule may go on for, the first included.
    static let horizon = 366

    let isWeekly: Bool
    let interval: Int
    let end: End
    /// Days of the week from 1 for Monday; all when nil.
    let weekdays: Set<Int>?
    let weekStart: Int
    let line: Int

    private static let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

    init(_ property: ICalendarProperty, clock: DutyClock) throws(ICalendarEventProblem) {
        var parts: [String: String] = [:]
        line = property.line
        for part in property.value.uppercased().split(separator: ";") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(halves[0])
            guard ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"].contains(name) else {
                // Only what the standard knows is repeated.
                let known = name.hasPrefix("BY") && name.utf8.count <= 10 && name.utf8.allSatisfy { 0x41...0x5a ~= $0 }
                throw known ? .unsupportedRule(part: name, line: line) : .badRule(part: "PART", line: line)
            }
            guard halves.count == 2, parts.updateValue(String(halves[1]), forKey: name) == nil else {
                throw .badRule(part: name, line: line)
            }
        }
        guard let frequency = parts["FREQ"] else { throw .badRule(part: "FREQ", line: line) }
        guard ["DAILY", "WEEKLY"].contains(frequency) else {
            let known = ["SECONDLY", "MINUTELY", "HOURLY", "MONTHLY", "YEARLY"].contains(frequency)
            throw known
                ? .unsupportedRule(part: "FREQ=" + frequency, line: line) : .badRule(part: "FREQ", line: line)
        }
        isWeekly = frequency == "WEEKLY"
        interval = try Self.number(parts["INTERVAL"], "INTERVAL", line) ?? 1
        let count = try Self.number(parts["COUNT"], "COUNT", line)
        if let until = parts["UNTIL"] {
            guard count == nil else { throw .badRule(part: "UNTIL", line: line) }
            end = .until(try Self.until(until, property, clock))
        } else {
            end = count.map(End.count) ?? .never
        }
        weekdays = try Self.weekdays(parts["BYDAY"], line)
        let start = parts["WKST"] ?? "MO"
        guard let place = Self.names.firstIndex(of: start) else { throw .badRule(part: "WKST", line: line) }
        weekStart = place + 1
    }

    private static func number(_ text: String?, _ part: String, _ line: Int) throws(ICalendarEventProblem) -> Int? {
        guard let text else { return nil }
        guard text.utf8.count <= 6, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(text), number > 0
        else { throw .badRule(part: part, line: line) }
        return number
    }

    private static func until(
        _ text: String,
        _ property: ICalendarProperty,
        _ clock: DutyClock
    ) throws(ICalendarEventProblem) -> ICalendarTime {
        let bare = ICalendarProperty(name: property.name, parameters: [:], value: text, line: property.line)
        guard let time = try? ICalendarTime(text, of: bare, clock: clock) else {
            throw .badRule(part: "UNTIL", line: property.line)
        }
        return time
    }

    private static func weekdays(_ text: String?, _ line: Int) throws(ICalendarEventProblem) -> Set<Int>? {
        guard let text else { return nil }
        var weekdays = Set<Int>()
        for name in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let place = names.firstIndex(of: String(name)) else {
                let isOrdinal = names.contains { name.hasSuffix($0) }
                throw isOrdinal
                    ? .unsupportedRule(part: "BYDAY=±n", line: line) : .badRule(part: "BYDAY", line: line)
            }
            weekdays.insert(place + 1)
        }
        return weekdays
    }

    /// The days of the week on which it recurs for ever; nil when it ends or leaves out days or weeks.
    func endlessWeekdays(from start: LocalDay) -> Set<Int>? {
        guard case .never = end, interval == 1 else { return nil }
        return weekdays ?? (isWeekly ? [start.weekday] : Set(1...7))
    }

    /// Whether a day is one of the rule's, as far as the week says.
    func meets(_ day: LocalDay) -> Bool { weekdays?.contains(day.weekday) ?? true }

    /// The days on which it recurs, the start's first: all before the horizon, and if there are more, one beyond it.
    func days(from start: LocalDay) -> [LocalDay] {
        let past = start.number + Self.horizon + 7 * interval + 7
        var days: [LocalDay] = []
        if isWeekly {
            let chosen = weekdays ?? [start.weekday]
            let first = start.number - (start.weekday - weekStart + 7) % 7
            let offsets = chosen.map { ($0 - weekStart + 7) % 7 }.sorted()
            for week in stride(from: first, to: past, by: 7 * interval) {
                days += offsets.map { LocalDay(number: week + $0) }.filter { $0 >= start }
            }
        } else {
            for day in stride(from: start.number, to: past, by: interval) where meets(LocalDay(number: day)) {
                days.append(LocalDay(number: day))
            }
        }
        return days
    }
}
