public import Foundation
public import Territory

/// Instants as files of defects and work write them, and as the store keeps them.
public enum PatrolMoment {
    /// What a day without a time of day stands for.
    public enum OfDay: Sendable {
        /// Its midnight.
        case start
        /// The midnight after it: a deadline that names a day includes it.
        case end
    }

    /// The text that the store keeps: RFC 3339 in UTC, rounded to milliseconds.
    ///
    /// The library's own style cuts the rest off, so that what it writes and reads again is a millisecond less.
    public static func text(of date: Date) -> String {
        let total = Int((date.timeIntervalSince1970 * 1000).rounded())
        let day = LocalDay(number: Int((Double(total) / 86_400_000).rounded(.down)))
        let rest = total - day.number * 86_400_000
        func padded(_ value: Int, _ width: Int = 2) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0) }.joined(separator: ":")
        return day.text + "T" + clock + "." + padded(rest % 1000, 3) + "Z"
    }

    /// The instant that a text names; nil when it names none.
    ///
    /// Year, month and date may be parted by `-`, `/`, `.` or 年月日; a time of day may follow after `T` or a space, and an
    /// offset after that. Without an offset it is meant by the clock.
    public static func date(from text: String, by clock: DutyClock, ofDay part: OfDay = .start) -> Date? {
        let pieces = text.split(whereSeparator: { $0 == "T" || $0 == " " }).map(String.init)
        guard let first = pieces.first, pieces.count <= 3, let day = day(first) else { return nil }
        guard pieces.count > 1 else { return clock.instant(of: part == .end ? day.advanced(by: 1) : day, minute: 0) }
        let rest = pieces.dropFirst().joined()
        guard let match = rest.wholeMatch(of: /(\d\d?):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?/),
            let hour = Int(match.1), let minute = Int(match.2), hour < 24, minute < 60
        else { return nil }
        let seconds = Double(match.3.map(String.init) ?? "0").map { $0 + (Double("0" + (match.4 ?? ".0")) ?? 0) } ?? 0
        guard seconds < 60 else { return nil }
        guard let zone = match.5 else {
            return clock.instant(of: day, minute: hour * 60 + minute).addingTimeInterval(seconds)
        }
        guard let offset = offset(zone) else { return nil }
        return Date(timeIntervalSince1970: Double((day.number * 1440 + hour * 60 + minute - offset) * 60) + seconds)
    }

    private static func day(_ text: String) -> LocalDay? {
        let parts = text.split { "-/.年月日".contains($0) }.map { $0.count == 1 ? "0" + $0 : String($0) }
        return parts.count == 3 ? LocalDay(parts.joined(separator: "-")) : nil
    }

    /// Minutes east of Greenwich.
    private static func offset(_ text: Substring) -> Int? {
        guard text != "Z" else { return 0 }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard let hours = Int(digits.prefix(2)), let minutes = Int("0" + digits.dropFirst(2)), hours < 24, minutes < 60
        else { return nil }
        return (text.first == "-" ? -1 : 1) * (hours * 60 + minutes)
    }
}
