import Foundation

/// Instants as the store keeps them: RFC 3339 text in UTC with milliseconds, `2025-03-01T08:00:00.000Z`.
///
/// The text has one width, so its byte order is the order of time, and GeoPackage reads it as a DATETIME. Years run
/// from 0 to 9999.
enum Instant {
    private static let millisecondsPerDay = 86_400_000

    /// The text for `date`, rounded to the nearest millisecond and held within the years 0 to 9999.
    static func text(of date: Date) -> String {
        let limits = (-62_167_219_200_000.0)...253_402_300_799_999.0
        let total = Int(min(max((date.timeIntervalSince1970 * 1000).rounded(), limits.lowerBound), limits.upperBound))
        let days = Int((Double(total) / Double(millisecondsPerDay)).rounded(.down))
        let (year, month, day) = civil(days: days)
        let time = total - days * millisecondsPerDay
        // Digit by digit: instants are written with every row.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        func write(_ value: Int, _ width: Int, then mark: Unicode.Scalar) {
            for place in stride(from: width, to: 0, by: -1) {
                let power = [1, 10, 100, 1000][place - 1]
                bytes.append(UInt8(0x30 + value / power % 10))
            }
            bytes.append(UInt8(ascii: mark))
        }
        write(year, 4, then: "-")
        write(month, 2, then: "-")
        write(day, 2, then: "T")
        write(time / 3_600_000, 2, then: ":")
        write(time / 60_000 % 60, 2, then: ":")
        write(time / 1000 % 60, 2, then: ".")
        write(time % 1000, 3, then: "Z")
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The instant that `text` names; nil when it is no such text.
    ///
    /// Other programs may leave out the milliseconds.
    static func date(from text: String) -> Date? {
        let bytes = Array(text.utf8)
        guard bytes.count == 20 || bytes.count == 24, bytes.last == UInt8(ascii: "Z") else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].reduce(0 as Int?) { sum, byte in
                guard let sum, (48...57).contains(byte) else { return nil }
                return sum * 10 + Int(byte - 48)
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19),
            let milliseconds = bytes.count == 24 ? number(20..<23) : 0,
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        let total = ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
        return Date(timeIntervalSince1970: Double(total * 1000 + milliseconds) / 1000)
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar.
    ///
    /// Years begin in March, so that the leap day is the last of its year.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return 365 * marchYear + floored(marchYear, 4) - floored(marchYear, 100) + floored(marchYear, 400) + dayOfYear
            - 719_468
    }

    private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468  // days since 0000-03-01
        let era = floored(shifted, 146_097)
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func floored(_ dividend: Int, _ divisor: Int) -> Int {
        dividend >= 0 ? dividend / divisor : -((divisor - 1 - dividend) / divisor)
    }
}
