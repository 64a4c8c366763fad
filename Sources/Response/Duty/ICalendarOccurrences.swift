import Foundation
import Territory

/// When an event takes place, by the bureau's clock.
struct ICalendarOccurrences {
    /// A stretch of a day.
    struct Piece: Hashable {
        let days: RotaEntry.Days
        let start: Int
        let end: Int
    }

    /// The most pieces that one event may give.
    static let limit = 800

    /// The pieces, those of an endless rule first.
    private(set) var pieces: [Piece] = []
    /// Whether an endless rule was written out for as long as entries are made.
    private(set) var isShortened = false

    private let clock: DutyClock
    private let start: ICalendarTime
    private let length: ICalendarLength
    private let line: Int
    /// For each start of a piece its latest end: pieces of one event may lie upon each other.
    private var ends: [RotaEntry.Days: [Int: Int]] = [:]
    private var order: [(days: RotaEntry.Days, start: Int)] = []

    init(of event: ICalendarEvent, clock: DutyClock) throws(ICalendarEventProblem) {
        self.clock = clock
        guard let given = try event.only("DTSTART") else {
            throw .missing(property: "DTSTART", line: event.line)
        }
        (start, line) = (try ICalendarTime(given.value, of: given, clock: clock), given.line)
        length = try Self.length(of: event, start: start, clock: clock)
        if let excluded = event.properties.first(where: { $0.name == "EXRULE" }) {
            throw .unsupported(property: "EXRULE", line: excluded.line)
        }
        let rule = try event.only("RRULE").map { property throws(ICalendarEventProblem) in
            try ICalendarRule(property, clock: clock)
        }
        if let rule, !rule.meets(start.day) { throw .startOutsideRule(line: rule.line) }
        let added = try times("RDATE", of: event)
        let removed = try times("EXDATE", of: event)
        var walls = Set(added.map(\.wall))
        if let rule, let weekdays = rule.endlessWeekdays(from: start.day) {
            try takeEndless(rule, weekdays, besides: removed)
        } else {
            walls.formUnion(try rule.map { rule throws(ICalendarEventProblem) in try dated(rule) } ?? [start.wall])
        }
        walls.subtract(removed.map(\.wall))
        for wall in walls.sorted() {
            for (days, start, end) in try pieces(from: wall) { try take(.on(days), start, end) }
        }
        guard !order.isEmpty else { throw .nothingLeft(line: line) }
        pieces = order.map { Piece(days: $0.days, start: $0.start, end: ends[$0.days]?[$0.start] ?? 0) }
    }

    private static func length(
        of event: ICalendarEvent,
        start: ICalendarTime,
        clock: DutyClock
    ) throws(ICalendarEventProblem) -> ICalendarLength {
        let (last, duration) = (try event.only("DTEND"), try event.only("DURATION"))
        if let duration {
            guard last == nil else { throw .endAndDuration(line: duration.line) }
            let length = try ICalendarLength(duration: duration)
            if start.isDay, case .passing(_, let seconds) = length, seconds > 0 {
                throw .otherForm(property: "DURATION", line: duration.line)
            }
            return length
        }
        guard let last else {
            guard start.isDay else { throw .missing(property: "DTEND", line: event.line) }
            return .byClock(86_400)
        }
        let end = try ICalendarTime(last.value, of: last, clock: clock)
        guard end.isDay == start.isDay else { throw .otherForm(property: "DTEND", line: last.line) }
        let isSameClock = start.zone == end.zone
        let seconds =
            isSameClock ? end.wall - start.wall : Int(end.instant(clock).timeIntervalSince(start.instant(clock)))
        guard seconds > 0 else { throw .notLater(property: "DTEND", line: last.line) }
        return isSameClock ? .byClock(seconds) : .passing(days: 0, seconds: seconds)
    }

    /// The times that a property lists, by the clock of the event's start.
    private func times(
        _ name: String,
        of event: ICalendarEvent
    ) throws(ICalendarEventProblem) -> [(wall: Int, line: Int)] {
        var times: [(wall: Int, line: Int)] = []
        for property in event.properties where property.name == name {
            for text in property.value.split(separator: ",", omittingEmptySubsequences: false) {
                let time = try ICalendarTime(String(text), of: property, clock: clock)
                guard time.isDay == start.isDay else { throw .otherForm(property: name, line: property.line) }
                let wall =
                    time.zone == start.zone
                    ? time.wall : LocalTime.wall(at: time.instant(clock), in: start.zone ?? clock.timeZone)
                guard times.count < Self.limit else { throw .tooMany(limit: Self.limit, line: property.line) }
                times.append((wall, property.line))
            }
        }
        return times
    }

    /// The starts of a rule that ends, or that leaves out days or weeks.
    private mutating func dated(_ rule: ICalendarRule) throws(ICalendarEventProblem) -> Set<Int> {
        let time = start.wall - start.day.number * 86_400
        var walls = rule.days(from: start.day).map { $0.number * 86_400 + time }
        let horizon = (start.day.number + ICalendarRule.horizon) * 86_400
        switch rule.end {
        case .never:
            isShortened = true
            walls.removeAll { $0 >= horizon }
        case .count(let count):
            guard count <= walls.count else { throw .tooFar(line: rule.line) }
            walls = Array(walls.prefix(count))
        case .until(let until):
            guard until.isDay == start.isDay else { throw .otherForm(property: "RRULE", line: rule.line) }
            if until.zone == start.zone || start.isDay {
                walls.removeAll { $0 > until.wall }
            } else {
                let (zone, last) = (start.zone ?? clock.timeZone, until.instant(clock))
                walls.removeAll { LocalTime.instant($0, in: zone) > last }
            }
        }
        if let last = walls.last, last >= horizon { throw .tooFar(line: rule.line) }
        return Set(walls)
    }

    /// The weekly pieces of a rule without end.
    private mutating func takeEndless(
        _ rule: ICalendarRule,
        _ weekdays: Set<Int>,
        besides removed: [(wall: Int, line: Int)]
    ) throws(ICalendarEventProblem) {
        let time = start.wall - start.day.number * 86_400
        // What takes no day out says nothing.
        let touched = removed.first { wall, _ in
            wall >= start.wall && wall - LocalTime.day(of: wall) * 86_400 == time
                && weekdays.contains(LocalDay(number: LocalTime.day(of: wall)).weekday)
        }
        if let touched { throw .exceptionToEndless(line: touched.line) }
        if let zone = start.zone, !LocalTime.keepPace(zone, clock.timeZone, from: start.instant(clock)) {
            throw .endlessElsewhere(line: rule.line)
        }
        for ahead in 0..<7 where weekdays.contains(start.day.advanced(by: ahead).weekday) {
            let number = start.day.number + ahead
            for (day, from, to) in try pieces(from: number * 86_400 + time) { try take(.weekly(day.weekday), from, to) }
        }
    }

    /// The stretches of days from one start, by the bureau's clock: whole for less than 24 hours, or else one a day.
    private func pieces(from wall: Int) throws(ICalendarEventProblem) -> [(LocalDay, Int, Int)] {
        let (from, to) = (try bureauTime(start.zone == nil ? nil : startInstant(wall), wall, "DTSTART"), try end(wall))
        guard from < to else { throw .notLater(property: "DTEND", line: line) }
        let first = LocalTime.day(of: from * 60)
        let minute = from - first * 1440
        if to - from < 1440 {
            let last = to - first * 1440
            return [(LocalDay(number: first), minute, last <= 1440 ? last : last - 1440)]
        }
        guard to - from <= Self.limit * 1440 else { throw .tooMany(limit: Self.limit, line: line) }
        return (first...LocalTime.day(of: to * 60 - 1)).map { day in
            (LocalDay(number: day), day == first ? minute : 0, min(to - day * 1440, 1440))
        }
    }

    private func startInstant(_ wall: Int) -> Date { LocalTime.instant(wall, in: start.zone ?? clock.timeZone) }

    /// The end, in minutes of the bureau's clock.
    private func end(_ wall: Int) throws(ICalendarEventProblem) -> Int {
        switch (length, start.zone) {
        case (.byClock(let seconds), nil): try bureauTime(nil, wall + seconds, "DTEND")
        case (.byClock(let seconds), _?): try bureauTime(startInstant(wall + seconds), 0, "DTEND")
        case (.passing(let days, 0), nil): try bureauTime(nil, wall + days * 86_400, "DURATION")
        case (.passing(let days, let seconds), _):
            try bureauTime(
                startInstant(wall + days * 86_400).addingTimeInterval(TimeInterval(seconds)),
                0,
                "DURATION"
            )
        }
    }

    /// Minutes of the bureau's clock: at an instant, which the clock must show for the first time, or else a time of it.
    private func bureauTime(
        _ instant: Date?,
        _ wall: Int,
        _ property: String
    ) throws(ICalendarEventProblem) -> Int {
        let wall = instant.map { LocalTime.wall(at: $0, in: clock.timeZone) } ?? wall
        guard wall % 60 == 0 else { throw .notAMinute(property: property, line: line) }
        let day = LocalTime.day(of: wall)
        if let instant, clock.instant(of: LocalDay(number: day), minute: wall / 60 - day * 1440) != instant {
            throw .repeatedHour(property: property, line: line)
        }
        return wall / 60
    }

    private mutating func take(_ days: RotaEntry.Days, _ from: Int, _ to: Int) throws(ICalendarEventProblem) {
        // Minutes of the next day are later than all of this one.
        func length(_ end: Int) -> Int { end > from ? end : end + 1440 }
        if let known = ends[days]?[from] {
            if length(to) > length(known) { ends[days]?[from] = to }
        } else {
            guard order.count < Self.limit else { throw .tooMany(limit: Self.limit, line: line) }
            order.append((days, from))
            ends[days, default: [:]][from] = to
        }
    }
}

extension ICalendarTime {
    /// The instant at which the clock shows this time.
    func instant(_ clock: DutyClock) -> Date { LocalTime.instant(wall, in: zone ?? clock.timeZone) }
}

extension ICalendarEvent {
    /// The property of a name that may be there once.
    func only(_ name: String) throws(ICalendarEventProblem) -> ICalendarProperty? {
        let found = properties.filter { $0.name == name }
        if found.count > 1 { throw .repeated(property: name, line: found[1].line) }
        return found.first
    }
}
