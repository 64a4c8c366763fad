public import Foundation
public import Territory

/// Who is on duty when: layers of weekly shifts, overrides and leave, by the clock of the bureau.
///
/// Leave is above overrides, overrides above shifts; among entries of one kind the later one in the list is above. Who
/// stands in for somebody may be on leave or overridden in turn: then the next in the chain stands in.
public struct Rota: Sendable {
    /// The clock by which the entries are written.
    public let clock: DutyClock
    private let entries: [String: [(order: Int, entry: RotaEntry)]]

    /// A rota of these entries, the later ones above the earlier ones.
    public init(_ entries: some Sequence<RotaEntry>, clock: DutyClock) {
        self.clock = clock
        self.entries = Dictionary(grouping: entries.enumerated().map { (order: $0, entry: $1) }) { $0.entry.staff }
    }

    /// Everybody who has an entry of their own, in order.
    public var staff: [String] { entries.keys.sorted() }

    /// Whether somebody is on duty at an instant, or who is instead.
    public func cover(for staff: String, at instant: Date) -> DutyCover {
        duties(from: instant, to: instant.addingTimeInterval(1)).cover(for: staff, at: instant)
    }

    /// The rota worked out for a stretch of time, for many questions about it.
    ///
    /// - Complexity: O(entries × days).
    public func duties(from start: Date, to end: Date) -> Duties {
        let days = clock.day(at: start).number - 2...max(clock.day(at: start).number, clock.day(at: end).number) + 1
        var instants: [Int: Date] = [:]
        func instant(_ day: Int, _ minute: Int) -> Date {
            if let known = instants[day * 1441 + minute] { return known }
            let found = clock.instant(of: LocalDay(number: day), minute: minute)
            instants[day * 1441 + minute] = found
            return found
        }
        var stretches: [String: [Duties.Stretch]] = [:]
        for (staff, own) in entries {
            var found: [Duties.Stretch] = []
            for (order, entry) in own {
                for day in days where entry.begins(on: LocalDay(number: day)) {
                    let last = entry.end > entry.start ? day : day + 1
                    let (from, to) = (instant(day, entry.start), instant(last, entry.end))
                    guard from < to, from < end, to > start else { continue }
                    let stretch = Duties.Stretch(
                        order: order,
                        kind: entry.kind,
                        start: from,
                        end: to,
                        substitute: entry.substitute
                    )
                    found.append(stretch)
                }
            }
            stretches[staff] = found.sorted { ($0.start, $0.order) < ($1.start, $1.order) }
        }
        return Duties(start: start, end: end, stretches: stretches)
    }
}

extension RotaEntry {
    fileprivate func begins(on day: LocalDay) -> Bool {
        switch days {
        case .weekly(let weekday): day.weekday == weekday
        case .on(let date): day == date
        }
    }
}
