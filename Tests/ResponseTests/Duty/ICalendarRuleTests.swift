import Foundation
import Territory
import TestSupport
import Testing

@testable import Response

/// Rules compared with their definition, day by day, and times with Foundation's calendar.
@Suite struct ICalendarRuleTests {
    /// What the days of a rule are; nil when it has to be refused.
    ///
    /// Each day is asked by itself; weekdays are Foundation's.
    private struct Definition {
        var isWeekly = true
        var interval = 1
        var weekdays: Set<Int>?
        var weekStart = 1
        var count: Int?
        var until: Int?
        var excluded: Set<Int> = []
        var added: Set<Int> = []

        static let calendar = {
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = .gmt
            return calendar
        }()

        /// 1 for Monday.
        static func weekday(_ day: Int) -> Int {
            let sunday = calendar.component(.weekday, from: Date(timeIntervalSince1970: Double(day) * 86_400))
            return sunday == 1 ? 7 : sunday - 1
        }

        func weekBegin(_ day: Int) -> Int {
            var day = day
            while Self.weekday(day) != weekStart { day -= 1 }
            return day
        }

        func recurs(on day: Int, from start: Int) -> Bool {
            let chosen = weekdays ?? (isWeekly ? [Self.weekday(start)] : Set(1...7))
            guard day >= start, chosen.contains(Self.weekday(day)) else { return false }
            return isWeekly
                ? (weekBegin(day) - weekBegin(start)) / 7 % interval == 0 : (day - start) % interval == 0
        }

        func days(from start: Int) -> Set<Int>? {
            guard recurs(on: start, from: start) else { return nil }
            var days: Set<Int> = []
            var counted = 0
            for day in start... {
                let isOver = until.map { day > $0 } ?? (count.map { counted == $0 } ?? (day >= start + 366))
                if isOver { break }
                guard recurs(on: day, from: start) else { continue }
                if day >= start + 366 { return nil }
                counted += 1
                days.insert(day)
            }
            let isEndless = until == nil && count == nil && interval == 1
            if isEndless && !days.isDisjoint(with: excluded) { return nil }
            days.formUnion(added)
            // Days are taken out of all but rules that have no such day.
            if !isEndless { days.subtract(excluded) }
            if isEndless { days.formUnion(added) } else if days.isEmpty { return nil }
            return days
        }
    }

    private static func random(_ random: inout SeededGenerator, _ start: Int) -> Definition {
        var rule = Definition()
        rule.isWeekly = Bool.random(using: &random)
        rule.interval = [1, 1, 2, 3, 5, 11].randomElement(using: &random) ?? 1
        rule.weekStart = Int.random(in: 1...7, using: &random)
        if Bool.random(using: &random) {
            rule.weekdays = Set((1...7).filter { _ in Bool.random(using: &random) })
            // Mostly the start is one of the days.
            if Int.random(in: 0..<8, using: &random) > 0 { rule.weekdays?.insert(Definition.weekday(start)) }
            if rule.weekdays?.isEmpty == true { rule.weekdays = nil }
        }
        switch Int.random(in: 0..<3, using: &random) {
        case 0: rule.count = Int.random(in: 1...120, using: &random)
        case 1: rule.until = start + Int.random(in: 0...380, using: &random)
        default: break
        }
        func some() -> Set<Int> {
            Set((0..<Int.random(in: 0...4, using: &random)).map { _ in start + Int.random(in: 0..<40, using: &random) })
        }
        if Bool.random(using: &random) { rule.excluded = some() }
        if Bool.random(using: &random) { rule.added = some() }
        // A day that is both is RFC 5545's to take out, which an endless rule cannot.
        if rule.count == nil && rule.until == nil && rule.interval == 1 { rule.added.subtract(rule.excluded) }
        return rule
    }

    private static func text(_ day: Int) -> String {
        LocalDay(number: day).text.replacing("-", with: "")
    }

    private static func lines(_ rule: Definition, _ start: Int, _ time: String) -> [String] {
        let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        var parts = ["FREQ=" + (rule.isWeekly ? "WEEKLY" : "DAILY"), "WKST=" + names[rule.weekStart - 1]]
        if rule.interval != 1 { parts.append("INTERVAL=\(rule.interval)") }
        if let days = rule.weekdays { parts.append("BYDAY=" + days.map { names[$0 - 1] }.joined(separator: ",")) }
        if let count = rule.count { parts.append("COUNT=\(count)") }
        if let until = rule.until { parts.append("UNTIL=" + text(until) + time) }
        var lines = ["SUMMARY:E03", "DTSTART:" + text(start) + time, "RRULE:" + parts.joined(separator: ";")]
        if !time.isEmpty { lines.append("DURATION:PT9H") }
        for (name, days) in [("EXDATE", rule.excluded), ("RDATE", rule.added)] where !days.isEmpty {
            lines.append(name + ":" + days.map { text($0) + time }.joined(separator: ","))
        }
        return lines
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>) func rulesAreWhatTheirDefinitionSays(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var (refused, read) = (0, 0)
        for _ in 0..<150 {
            let start = 20_500 + Int.random(in: 0..<1000, using: &random)
            let rule = Self.random(&random, start)
            let time = ["", "T083000", "T200000"].randomElement(using: &random) ?? ""
            let lines = Self.lines(rule, start, time)
            let expected = rule.days(from: start)
            switch try ICalendarText.entries(lines) {
            case .failure:
                refused += 1
                #expect(expected == nil, "seed \(seed): \(lines)")
            case .success(let entries):
                read += 1
                var days: Set<Int> = []
                for entry in entries {
                    #expect(
                        entry.start == (time.isEmpty ? 0 : time == "T083000" ? 510 : 1200),
                        "seed \(seed): \(lines)"
                    )
                    #expect(
                        entry.end == (time.isEmpty ? 1440 : time == "T083000" ? 1050 : 300),
                        "seed \(seed): \(lines)"
                    )
                    switch entry.days {
                    case .on(let day): days.insert(day.number)
                    case .weekly(let weekday):
                        days.formUnion((start..<start + 366).filter { Definition.weekday($0) == weekday })
                    }
                }
                #expect(days == expected, "seed \(seed): \(lines)")
            }
        }
        #expect(refused > 5 && read > 60, "seed \(seed): \(refused) refused, \(read) read")
    }

    private static let zones = [
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "Asia/Kolkata", "UTC",
    ]

    /// A single event covers, by the rota's own reckoning, the time between the instants that Foundation makes of it.
    @Test(arguments: ["Asia/Shanghai", "Europe/Berlin", "America/New_York"], 1...4 as ClosedRange<UInt64>)
    func eventsOfOtherZonesCoverTheirTime(bureau: String, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let own = try #require(TimeZone(identifier: bureau))
        var read = 0
        for _ in 0..<60 {
            let zone = try #require(Self.zones.filter { $0 != bureau }.randomElement(using: &random))
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = try #require(TimeZone(identifier: zone))
            // Around changes of the clock as often as not.
            let base = Date(timeIntervalSince1970: 1.79e9 + Double(Int.random(in: 0..<400, using: &random)) * 86_400)
            let near = [own, calendar.timeZone].randomElement(using: &random)?
                .nextDaylightSavingTimeTransition(after: base)
            let from = (Bool.random(using: &random) ? near : nil) ?? base
            var wall = calendar.dateComponents([.year, .month, .day], from: from)
            (wall.hour, wall.minute) = (Int.random(in: 4..<24, using: &random), Int.random(in: 0..<60, using: &random))
            let start = try #require(calendar.date(from: wall))
            let length = Int.random(in: 1...3 * 1440, using: &random)
            let end = start.addingTimeInterval(Double(length) * 60)
            func two(_ number: Int?) -> String { String("0\(number ?? 0)".suffix(2)) }
            let day = "\(wall.year ?? 0)" + two(wall.month) + two(wall.day)
            let lines = [
                "SUMMARY:E03", "DTSTART;TZID=\(zone):\(day)T" + two(wall.hour) + two(wall.minute) + "00",
                "DURATION:PT\(length)M",
            ]
            switch try ICalendarText.entries(lines, bureau) {
            case .failure(let refusal):
                // Only where the bureau's clock showed the same not long before.
                #expect(refusal.text.contains("second of two like hours"), "seed \(seed): \(lines) \(refusal)")
                #expect([start, end].contains { Self.isRepeated($0, own) }, "seed \(seed): \(lines)")
            case .success(let entries):
                read += 1
                let rota = Rota(entries, clock: DutyClock(timeZone: own))
                let margin = 86_400.0
                let duties = rota.duties(from: start.addingTimeInterval(-margin), to: end.addingTimeInterval(margin))
                let held = duties.intervals(of: "E03").filter { $0.cover.holder != nil }
                #expect(held.map(\.start) == [start] && held.map(\.end) == [end], "seed \(seed): \(lines)")
            }
        }
        #expect(read > 40, "seed \(seed): \(read) read")
    }

    private static func isRepeated(_ instant: Date, _ zone: TimeZone) -> Bool {
        let now = zone.secondsFromGMT(for: instant)
        return stride(from: 60, through: 7200, by: 60).contains { ago in
            let then = instant.addingTimeInterval(-Double(ago))
            return zone.secondsFromGMT(for: then) - ago == now
        }
    }
}
