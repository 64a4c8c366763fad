/// A day of the Gregorian calendar, by its number from 1 January 1970.
public struct LocalDay: Hashable, Comparable, Sendable {
    /// Days since 1 January 1970; negative before.
    public let number: Int

    /// The day of that number.
    public init(number: Int) { self.number = number }

    /// A day by year, month and date; nil when there is no such day between the years 1 and 9999.
    public init?(year: Int, month: Int, date: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), date >= 1 else { return nil }
        // Years begin in March here, so that the leap day is the last one.
        let shifted = month > 2 ? year : year - 1
        let (era, ofEra) = (shifted / 400, shifted % 400)
        let ofYear = (153 * ((month + 9) % 12) + 2) / 5 + date - 1
        number = era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
        guard parts == (year, month, date) else { return nil }
    }

    /// Reads `2026-05-20`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        // Byte by byte: days are read with every row.
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2d, bytes[7] == 0x2d else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var number = 0
            for byte in bytes[range] {
                guard 0x30...0x39 ~= byte else { return nil }
                number = number * 10 + Int(byte) - 0x30
            }
            return number
        }
        guard let year = number(0..<4), let month = number(5..<7), let date = number(8..<10) else { return nil }
        self.init(year: year, month: month, date: date)
    }

    /// The day as `2026-05-20`.
    public var text: String {
        let (year, month, date) = parts
        func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(date, 2))"
    }

    /// Year, month and date.
    public var parts: (year: Int, month: Int, date: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let fifths = (5 * ofYear + 2) / 153
        let month = fifths < 10 ? fifths + 3 : fifths - 9
        return (year + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * fifths + 2) / 5 + 1)
    }

    /// 1 for Monday to 7 for Sunday, as ISO 8601 counts.
    public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

    /// Earlier days are less.
    public static func < (a: LocalDay, b: LocalDay) -> Bool { a.number < b.number }

    /// The day that many days later.
    public func advanced(by days: Int) -> LocalDay { LocalDay(number: number + days) }
}
