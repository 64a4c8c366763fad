import Foundation
import Territory

/// A day or a time of an iCalendar.
struct ICalendarTime {
    /// Whether it is a day without a time.
    let isDay: Bool
    /// What the clock shows, in seconds as if it were in Greenwich.
    let wall: Int
    /// The zone of the clock; nil for the bureau's.
    let zone: TimeZone?

    /// Reads one text of a property.
    init(_ text: String, of property: ICalendarProperty, clock: DutyClock) throws(ICalendarEventProblem) {
        var digits = Array(text.utf8)
        let isUTC = digits.count == 16 && digits.last == UInt8(ascii: "Z")
        if isUTC { digits.removeLast() }
        guard digits.count == 8 || digits.count == 15 && digits.remove(at: 8) == UInt8(ascii: "T"),
            digits.allSatisfy({ 0x30...0x39 ~= $0 })
        else { throw .notATime(property: property.name, line: property.line) }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + Int($1) - 0x30 } }
        isDay = digits.count == 8
        let form = property.parameters["VALUE"]?.first?.uppercased()
        guard form == nil || form == (isDay ? "DATE" : "DATE-TIME") else {
            throw form == "DATE" || form == "DATE-TIME"
                ? .notATime(property: property.name, line: property.line)
                : .unsupported(property: property.name, line: property.line)
        }
        guard let day = LocalDay(year: number(0..<4), month: number(4..<6), date: number(6..<8)) else {
            throw .notATime(property: property.name, line: property.line)
        }
        let time = isDay ? (0, 0, 0) : (number(8..<10), number(10..<12), number(12..<14))
        guard time.0 < 24, time.1 < 60, time.2 < 60 else {
            throw .notATime(property: property.name, line: property.line)
        }
        wall = day.number * 86_400 + time.0 * 3600 + time.1 * 60 + time.2
        if isUTC {
            zone = TimeZone(secondsFromGMT: 0)
        } else if !isDay, let name = property.parameters["TZID"]?.first {
            guard let named = Self.zone(name) else {
                let shown = String(name.prefix(60).filter { $0.isLetter || $0.isNumber || "/_+-. ()".contains($0) })
                throw .unknownZone(property: property.name, zone: shown, line: property.line)
            }
            zone = named.identifier == clock.timeZone.identifier ? nil : named
        } else {
            zone = nil
        }
    }

    /// A zone of the IANA's data base, also by the names that it keeps for earlier ones.
    private static func zone(_ name: String) -> TimeZone? {
        guard name == "UTC" || name == "GMT" || name.contains("/"), !name.hasPrefix("/"), name.utf8.count < 60,
            name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) || "/_+-".contains($0) })
        else { return nil }
        return TimeZone(identifier: name)
    }

    /// The day that the clock shows.
    var day: LocalDay { LocalDay(number: LocalTime.day(of: wall)) }
}

/// Times of a clock as seconds, as if the clock were in Greenwich.
enum LocalTime {
    static func day(of wall: Int) -> Int { Int((Double(wall) / 86_400).rounded(.down)) }

    /// The instant at which a zone's clock shows a time, as RFC 5545 §3.3.5 has it: the first of two, and for a time that
    /// is left out the instant by the offset before.
    static func instant(_ wall: Int, in zone: TimeZone) -> Date {
        func offset(_ at: Int) -> Int { zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(at))) }
        let before = wall - offset(wall - 86_400 - offset(wall))
        let after = wall - offset(before)
        let isBefore = after == before || wall - offset(after) != after
        return Date(timeIntervalSince1970: TimeInterval(isBefore ? before : after))
    }

    /// What a zone's clock shows at an instant.
    static func wall(at instant: Date, in zone: TimeZone) -> Int {
        Int(instant.timeIntervalSince1970) + zone.secondsFromGMT(for: instant)
    }

    /// Whether two clocks differ by the same amount in the ten years after an instant.
    static func keepPace(_ a: TimeZone, _ b: TimeZone, from start: Date) -> Bool {
        func difference(_ at: Date) -> Int { a.secondsFromGMT(for: at) - b.secondsFromGMT(for: at) }
        let (first, end) = (difference(start), start.addingTimeInterval(10 * 366 * 86_400))
        var instant = start
        while let next = [a, b].compactMap({ $0.nextDaylightSavingTimeTransition(after: instant) }).min(), next < end {
            if difference(next) != first { return false }
            instant = next
        }
        return true
    }
}

/// How long an event takes.
enum ICalendarLength {
    /// Until the event's own clock shows a time so many seconds later.
    case byClock(Int)
    /// Days by the clock, and then seconds as they pass.
    case passing(days: Int, seconds: Int)

    /// Reads a duration such as `P1DT12H`.
    init(duration property: ICalendarProperty) throws(ICalendarEventProblem) {
        let text = property.value.uppercased()
        let weeks = /\+?P(\d{1,5})W/
        let days = /\+?P(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?/
        func number(_ digits: Substring?) -> Int { digits.flatMap { Int($0) } ?? 0 }
        if let match = text.wholeMatch(of: weeks), number(match.1) > 0 {
            self = .passing(days: number(match.1) * 7, seconds: 0)
            return
        }
        guard let match = text.wholeMatch(of: days) else {
            throw .notADuration(property: property.name, line: property.line)
        }
        let seconds = number(match.2) * 3600 + number(match.3) * 60 + number(match.4)
        guard number(match.1) + seconds > 0 else { throw .notADuration(property: property.name, line: property.line) }
        self = .passing(days: number(match.1), seconds: seconds)
    }
}
