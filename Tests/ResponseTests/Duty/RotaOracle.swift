import Foundation
import Territory

@testable import Response

/// A rota worked out minute by minute: the clock is only ever read, never computed backwards.
struct RotaOracle {
    let start: Date
    let minutes: Int
    private let entries: [RotaEntry]
    /// For each entry, whether it holds in each minute.
    private let holds: [[Bool]]
    /// The entries of each person and kind, the uppermost first.
    private let layers: [String: [RotaEntry.Kind: [Int]]]

    init(_ entries: [RotaEntry], _ timeZone: TimeZone, from start: Date, minutes: Int) {
        self.start = start
        self.minutes = minutes
        self.entries = entries
        layers = Dictionary(grouping: entries.indices.reversed()) { entries[$0].staff }
            .mapValues { Dictionary(grouping: $0) { entries[$0].kind } }
        // The clock is watched from three days before.
        let lead = 3 * 1440
        var first: [Int: Int] = [:]
        var latest = Int.min
        for minute in -lead..<minutes {
            let instant = start.addingTimeInterval(Double(minute) * 60)
            let shown = Int(instant.timeIntervalSince1970) / 60 + timeZone.secondsFromGMT(for: instant) / 60
            if latest == Int.min { latest = shown - 1 }
            // The first minute in which the clock shows this time, or has leapt over it.
            while latest < shown {
                latest += 1
                first[latest] = minute
            }
        }
        /// When a time was reached; times before the watch began were, and times after its end will be.
        let (earliest, last) = (first.keys.min() ?? 0, minutes)
        func reached(_ time: Int) -> Int { time < earliest ? -lead : first[time] ?? last }
        let days = earliest / 1440...(first.keys.max() ?? 0) / 1440
        holds = entries.map { entry in
            var holds = [Bool](repeating: false, count: minutes)
            for day in days {
                let isOn =
                    switch entry.days {
                    case .weekly(let weekday): (day + 3) % 7 + 1 == weekday
                    case .on(let date): date.number == day
                    }
                guard isOn else { continue }
                let end = (entry.end > entry.start ? day : day + 1) * 1440 + entry.end
                let (from, to) = (reached(day * 1440 + entry.start), reached(end))
                for minute in max(0, from)..<max(max(0, from), min(to, minutes)) { holds[minute] = true }
            }
            return holds
        }
    }

    /// Who has somebody's duty in a minute, and why; written from the rules, not from the code.
    func holder(for staff: String, _ minute: Int) -> (String?, DutyCover.Reason) {
        func last(_ kind: RotaEntry.Kind, _ person: String) -> RotaEntry? {
            for index in layers[person]?[kind] ?? [] where holds[index][minute] { return entries[index] }
            return nil
        }
        var person = staff
        var seen: Set<String> = []
        var reason: DutyCover.Reason?
        while seen.insert(person).inserted {
            if let leave = last(.leave, person) {
                guard let next = leave.substitute else { return (nil, .absent) }
                reason = reason ?? .leave
                person = next
            } else if let override = last(.override, person), let next = override.substitute, next != person {
                reason = reason ?? .override
                person = next
            } else if let reason {
                return (person, reason)
            } else if last(.override, person) != nil {
                return (person, .override)
            } else {
                return last(.shift, person) != nil ? (person, .shift) : (nil, .offShift)
            }
        }
        return (nil, .contradiction)
    }
}
