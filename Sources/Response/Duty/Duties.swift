public import Foundation

/// A rota worked out for a stretch of time.
public struct Duties: Sendable {
    struct Stretch: Sendable {
        let order: Int
        let kind: RotaEntry.Kind
        let start: Date
        let end: Date
        let substitute: String?
    }

    /// A stretch of time in which the same person has a duty.
    public struct Interval: Hashable, Sendable {
        /// When it begins.
        public let start: Date
        /// When it ends; not part of it.
        public let end: Date
        /// Who has the duty, and why.
        public let cover: DutyCover
    }

    /// The first instant that can be asked about.
    public let start: Date
    /// The end of what can be asked about.
    public let end: Date
    private let stretches: [String: [Stretch]]

    init(start: Date, end: Date, stretches: [String: [Stretch]]) {
        self.start = start
        self.end = end
        self.stretches = stretches
    }

    /// Everybody who has an entry of their own, in order.
    public var staff: [String] { stretches.keys.sorted() }

    /// Whether somebody is on duty at an instant between ``start`` and ``end``, or who is instead.
    public func cover(for staff: String, at instant: Date) -> DutyCover {
        if let leave = upper(.leave, of: staff, instant) {
            return standIn(for: [staff], leave.substitute, .leave, instant)
        }
        if let override = upper(.override, of: staff, instant) {
            guard let substitute = override.substitute, substitute != staff else {
                return DutyCover(holder: staff, reason: .override, chain: [staff])
            }
            return standIn(for: [staff], substitute, .override, instant)
        }
        let isOn = upper(.shift, of: staff, instant) != nil
        return DutyCover(holder: isOn ? staff : nil, reason: isOn ? .shift : .offShift, chain: [staff])
    }

    /// The duty of one person from ``start`` to ``end``, without holes; neighbours differ.
    public func intervals(of staff: String) -> [Interval] {
        var marks: Set<Date> = [start]
        var (open, seen) = ([staff], Set([staff]))
        while let next = open.popLast() {
            for stretch in stretches[next] ?? [] {
                marks.formUnion([stretch.start, stretch.end].filter { $0 > start && $0 < end })
                if let substitute = stretch.substitute, seen.insert(substitute).inserted { open.append(substitute) }
            }
        }
        let ordered = marks.sorted()
        var intervals: [Interval] = []
        for (index, mark) in ordered.enumerated() where mark < end {
            let cover = cover(for: staff, at: mark)
            let until = index + 1 < ordered.count ? ordered[index + 1] : end
            if let last = intervals.last, last.cover == cover {
                intervals[intervals.count - 1] = Interval(start: last.start, end: until, cover: cover)
            } else {
                intervals.append(Interval(start: mark, end: until, cover: cover))
            }
        }
        return intervals
    }

    /// Goes along those who stand in until one can.
    private func standIn(
        for chain: [String],
        _ substitute: String?,
        _ reason: DutyCover.Reason,
        _ instant: Date
    ) -> DutyCover {
        guard let substitute else { return DutyCover(holder: nil, reason: .absent, chain: chain) }
        guard !chain.contains(substitute) else {
            return DutyCover(holder: nil, reason: .contradiction, chain: chain + [substitute])
        }
        let next = chain + [substitute]
        if let leave = upper(.leave, of: substitute, instant) {
            return standIn(for: next, leave.substitute, reason, instant)
        }
        if let override = upper(.override, of: substitute, instant), let other = override.substitute,
            other != substitute
        {
            return standIn(for: next, other, reason, instant)
        }
        return DutyCover(holder: substitute, reason: reason, chain: next)
    }

    /// The uppermost entry of a kind that holds at an instant.
    private func upper(_ kind: RotaEntry.Kind, of staff: String, _ instant: Date) -> Stretch? {
        var found: Stretch?
        for stretch in stretches[staff] ?? [] {
            if stretch.start > instant { break }
            if stretch.kind == kind, stretch.end > instant, stretch.order >= found?.order ?? 0 { found = stretch }
        }
        return found
    }
}
