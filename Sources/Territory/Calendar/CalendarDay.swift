/// A day of the Gregorian calendar as files write it.
enum CalendarDay {
    /// The day in the form `2026-05-20`; nil when the text names no day.
    ///
    /// Year, month and day stand in this order, parted by `-`, `/`, `.` or 年月日; a time of day may follow and is dropped.
    static func normalised(_ text: String) -> String? {
        let day = text.prefix { $0 != "T" && $0 != " " }
        let parts = day.split(omittingEmptySubsequences: false) { "-/.年月".contains($0) }
        guard parts.count == 3 else { return nil }
        let last = parts[2].hasSuffix("日") ? parts[2].dropLast() : parts[2]
        guard parts[0].utf8.count == 4, let year = number(parts[0]), let month = number(parts[1]),
            let date = number(last), (1...12).contains(month), (1...days(in: month, of: year)).contains(date)
        else { return nil }
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(parts[0])-\(two(month))-\(two(date))"
    }

    /// A number of one to four digits and nothing else.
    private static func number(_ text: Substring) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int(text)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}
