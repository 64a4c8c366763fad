public import Foundation
public import Territory

/// Who has the duty of one attendant of a subdistrict at an instant.
public struct PostDuty: Hashable, Sendable {
    /// The attendant who answers for the subdistrict.
    public let attendant: String
    /// Who is on duty for them.
    public let cover: DutyCover
    /// Until when this holds; nil when it holds for longer than was looked ahead.
    public let until: Date?
}

extension Roster {
    /// How far ahead a duty's end is looked for, in seconds.
    private static let outlook: TimeInterval = 8 * 86_400

    /// Who is on duty for a subdistrict at an instant: one answer for each of its attendants, in the order of their
    /// codes; none when nobody was ever assigned.
    public func duties(for leaf: String, at instant: Date) -> [PostDuty] {
        let attendants = assigned(to: leaf, as: .attendant, on: rota.clock.day(at: instant))
        guard !attendants.isEmpty else { return [] }
        let end = instant.addingTimeInterval(Self.outlook)
        let duties = rota.duties(from: instant, to: end)
        return attendants.compactMap { attendant in
            guard let first = duties.intervals(of: attendant.code).first else { return nil }
            return PostDuty(attendant: attendant.code, cover: first.cover, until: first.end < end ? first.end : nil)
        }
    }

    /// The numbers of those whose own duty or somebody else's makes them responders at an instant, each with those for
    /// whom they are on duty.
    ///
    /// Who does not work for the bureau on that day is none, whatever the rota says.
    public func onDuty(at instant: Date) -> [Int: [String]] {
        let duties = rota.duties(from: instant, to: instant.addingTimeInterval(1))
        let day = rota.clock.day(at: instant)
        var found: [Int: [String]] = [:]
        for person in duties.staff {
            guard let holder = duties.cover(for: person, at: instant).holder.flatMap(number(of:)),
                staff[holder].validity.contains(day)
            else { continue }
            found[holder, default: []].append(person)
        }
        return found
    }

    /// What is wrong with the rota in a stretch of time.
    ///
    /// - Parameters:
    ///   - start: The first instant.
    ///   - end: The end.
    ///   - hierarchy: The subdistricts, each of which must have somebody at all times: one of its attendants, one who
    ///     stands in, or anybody of its highest unit, as keeps the night there.
    ///   - isStrict: Whether only attendants of the subdistrict and those who stand in for them count.
    ///   - rest: The least time between two duties of a person, in seconds.
    /// - Returns: In order of time.
    public func findings(
        from start: Date,
        to end: Date,
        hierarchy: Hierarchy,
        isStrict: Bool = false,
        rest: TimeInterval
    ) -> [RotaFinding] {
        let whole = rota.duties(from: start, to: end)
        var findings = whole.findings(posts: [], rest: rest)
        var open: [String: RotaFinding] = [:]
        let changes = ([start] + assignmentChanges(from: start, to: end) + [end])
        for (from, to) in zip(changes, changes.dropFirst()) {
            let posts = posts(of: hierarchy, on: rota.clock.day(at: from), isStrict: isStrict)
            let gaps = rota.duties(from: from, to: to).gaps(of: posts)
            var carried: [String: RotaFinding] = [:]
            for gap in gaps {
                var gap = gap
                if let earlier = open[gap.subject], earlier.end == gap.start {
                    gap = RotaFinding(.gap, gap.subject, earlier.start, gap.end, gap.staff)
                    open[gap.subject] = nil
                }
                if gap.end == to, to < end { carried[gap.subject] = gap } else { findings.append(gap) }
            }
            findings += open.values
            open = carried
        }
        return findings.sorted()
    }

    /// The posts that must always have somebody.
    private func posts(of hierarchy: Hierarchy, on day: LocalDay, isStrict: Bool) -> [DutyPost] {
        var watches: [String: [String]] = [:]
        func watch(_ unit: String) -> [String] {
            if let known = watches[unit] { return known }
            let below = Set([unit] + hierarchy.leaves(under: unit).flatMap { hierarchy.path(to: $0.code).map(\.code) })
            let found = staff.filter { member in
                member.validity.contains(day)
                    && member.assignments.contains { below.contains($0.district) && $0.validity.contains(day) }
            }.map(\.code)
            watches[unit] = found
            return found
        }
        return hierarchy.leaves.map { leaf in
            let own = assigned(to: leaf.code, as: .attendant, on: day).map(\.code)
            let others = isStrict ? [] : hierarchy.path(to: leaf.code).first.map { watch($0.code) } ?? []
            return DutyPost(code: leaf.code, staff: own + others.filter { !own.contains($0) })
        }
    }

    /// When somebody's assignment or work for the bureau begins or ends.
    private func assignmentChanges(from start: Date, to end: Date) -> [Date] {
        let days = staff.flatMap { member in
            ([member.validity] + member.assignments.map(\.validity)).flatMap { [$0.from, $0.to].compactMap(\.self) }
        }
        return Set(days).map { rota.clock.instant(of: $0, minute: 0) }.filter { $0 > start && $0 < end }.sorted()
    }
}
