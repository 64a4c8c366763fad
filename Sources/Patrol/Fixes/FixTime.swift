public import Foundation
public import Territory

/// What a text or a number says of when a position was taken.
///
/// Texts are RFC 3339, also with a space for the `T`, `/` between the parts of the day, without seconds, or with an
/// offset of four digits or two; numbers are seconds since 1970 up to 10¹¹ (the year 5138), and milliseconds beyond.
/// Instants are rounded to the millisecond, and none is later than the year 9999.
public enum FixTime: Hashable, Sendable {
    /// An instant.
    case instant(Date)
    /// A day and a time without an offset, and no clock was given to read it by.
    case withoutZone
    /// Nothing that names an instant.
    case none

    private static let mostSeconds = 1e11
    /// The end of the year 9999.
    private static let end = 253_402_300_800.0

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - clock: By what a time without an offset is read. One that the clock strikes twice is its first time; one that
    ///     it leaps over is none.
    public init(_ text: String, clock: DutyClock? = nil) {
        var scanner = TimeScanner(text)
        guard let parts = scanner.parts() else {
            self = PlainNumber.read(text).map { FixTime(sinceEpoch: $0) } ?? .none
            return
        }
        let seconds = Double(parts.minute * 60) + parts.second
        if let offset = parts.offsetMinutes {
            self = Self.at(Double(parts.day.number * 86_400 - offset * 60) + seconds)
        } else if let clock {
            let struck = clock.instant(of: parts.day, minute: parts.minute)
            // A time that the clock leaps over never was.
            let shown = struck.timeIntervalSince1970 + Double(clock.timeZone.secondsFromGMT(for: struck))
            let isShown = shown == Double(parts.day.number * 86_400 + parts.minute * 60)
            self = isShown ? Self.at(struck.timeIntervalSince1970 + parts.second) : .none
        } else {
            self = .withoutZone
        }
    }

    /// Reads a number of seconds or milliseconds since 1970.
    public init(sinceEpoch number: Double) {
        self = Self.at(abs(number) > Self.mostSeconds ? number / 1000 : number)
    }

    /// The instant; nil when it is none.
    public var date: Date? { if case .instant(let date) = self { date } else { nil } }

    private static func at(_ seconds: Double) -> FixTime {
        abs(seconds) < end ? .instant(Date(timeIntervalSince1970: (seconds * 1000).rounded() / 1000)) : .none
    }
}

/// Reads a day and a time of it, part by part.
private struct TimeScanner {
    /// A day, minutes after its midnight, seconds of the minute, and the minutes that the offset is east of Greenwich.
    struct Parts {
        let day: LocalDay
        let minute: Int
        let second: Double
        let offsetMinutes: Int?
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8.prefix(64)) }

    private var isAtEnd: Bool { position == bytes.count }

    /// The parts; nil when the text is anything else.
    mutating func parts() -> Parts? {
        skipSpace()
        guard let year = number(4...4), let mark = take("-", "/"), let month = number(1...2), take(mark) != nil,
            let date = number(1...2), take("T", "t", " ") != nil,
            let day = LocalDay(year: year, month: month, date: date), let minute = clock()
        else { return nil }
        var second = 0.0
        if take(":") != nil {
            guard let whole = number(2...2), whole < 60 else { return nil }
            second = Double(whole) + fraction()
        }
        skipSpace()
        var offset: Int?
        if !isAtEnd {
            offset = self.offset()
            skipSpace()
            guard offset != nil, isAtEnd else { return nil }
        }
        return Parts(day: day, minute: minute, second: second, offsetMinutes: offset)
    }

    private mutating func clock() -> Int? {
        guard let hour = number(1...2), hour < 24, take(":") != nil, let minute = number(2...2), minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    private mutating func fraction() -> Double {
        guard take(".", ",") != nil else { return 0 }
        var (value, scale) = (0.0, 0.1)
        while let digit = digit() { (value, scale) = (value + Double(digit) * scale, scale / 10) }
        return value
    }

    private mutating func offset() -> Int? {
        if take("Z", "z") != nil { return 0 }
        guard let sign = take("+", "-"), let hours = number(2...2) else { return nil }
        var minutes = 0
        if !isAtEnd {
            _ = take(":")
            guard let given = number(2...2) else { return nil }
            minutes = given
        }
        guard hours < 24, minutes < 60 else { return nil }
        return (sign == "-" ? -1 : 1) * (hours * 60 + minutes)
    }

    private mutating func number(_ lengths: ClosedRange<Int>) -> Int? {
        var (value, count) = (0, 0)
        while count < lengths.upperBound, let digit = digit() { (value, count) = (value * 10 + digit, count + 1) }
        return lengths.contains(count) ? value : nil
    }

    private mutating func digit() -> Int? {
        guard position < bytes.count, (0x30...0x39).contains(bytes[position]) else { return nil }
        defer { position += 1 }
        return Int(bytes[position]) - 0x30
    }

    private mutating func take(_ marks: Unicode.Scalar...) -> Unicode.Scalar? {
        guard position < bytes.count, let mark = marks.first(where: { $0.value == bytes[position] }) else { return nil }
        position += 1
        return mark
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
    }
}
