import GeometryCore
import SpatialIndex
public import Territory

/// How long pieces went without a patrol beyond their cycle: overdue metre-days and device-days, exactly.
///
/// The age of a metre on a day is the number of days since it was last walked, that day included, or since its clock began
/// when it was not walked after that. The clock begins with the stretch in which the plan is in force, and for a new asset
/// with its service. A day on which the age exceeds the cycle is overdue.
public struct OverdueDays {
    private let book: PatrolBook
    private let evidence: any PatrolEvidence

    /// Prepares to count.
    public init(_ book: PatrolBook, _ evidence: any PatrolEvidence) {
        self.book = book
        self.evidence = evidence
    }

    /// A run of days on which one cycle counts for a piece, with one beginning of its clock.
    public struct Rule: Hashable, Sendable {
        /// The days.
        public let days: DaySpan
        /// The plan that counts.
        public let plan: PatrolPlan
        /// The most days between two patrols.
        public let cycle: Int
        /// When the clock began.
        public let clock: LocalDay

        /// How many of the rule's days a place is overdue that was last patrolled on a day, and next on another or never.
        func overdue(since last: LocalDay?, until next: LocalDay?) -> Int {
            // A patrol on the day itself ends the age.
            let since = max(last ?? clock, clock)
            let from = max(days.from, since.advanced(by: cycle + 1), last ?? days.from)
            return max(0, min(days.to, next ?? days.to).number - from.number)
        }
    }

    /// The rules of a piece on some days, in order; days without a cycle or without service are left out.
    public func rules(of piece: PatrolPiece, in days: DaySpan) -> [Rule] {
        let service = piece.service(in: days)
        let candidates = book.candidates(for: piece)
        guard !service.isEmpty, !candidates.isEmpty else { return [] }
        var rules: [Rule] = []
        for number in service.from.number..<service.to.number {
            let day = LocalDay(number: number)
            guard let plan = book.choose(from: candidates, for: piece, on: day), let cycle = plan.cycleDays else {
                continue
            }
            if let last = rules.last, last.plan == plan, last.days.to == day {
                rules[rules.count - 1] = Rule(
                    days: DaySpan(from: last.days.from, to: day.advanced(by: 1)),
                    plan: plan,
                    cycle: cycle,
                    clock: last.clock
                )
                continue
            }
            let one = DaySpan(from: day, to: day.advanced(by: 1))
            let begin = plan.stretches(touching: one).first?.from ?? plan.validFrom
            let clock = max(begin, piece.inServiceFrom ?? begin)
            rules.append(Rule(days: one, plan: plan, cycle: cycle, clock: clock))
        }
        return rules
    }

    /// What was overdue of a piece on some days, of all that a cycle covered: metre-days, for a device device-days.
    ///
    /// - Returns: The sums for each plan that counted on some of the days, in order of time.
    /// - Throws: What the evidence throws.
    public func sums(of piece: PatrolPiece, in days: DaySpan) throws -> [(plan: PatrolPlan, overdue: PatrolRate)] {
        let rules = rules(of: piece, in: days)
        guard let first = rules.map(\.clock).min(), let end = rules.last?.days.to else { return [] }
        let history = try history(of: piece, DaySpan(from: first, to: end))
        return rules.map { rule in
            let sum = history.reduce(0.0) { sum, part in
                let breaks = [nil] + part.days.map(Optional.some) + [nil]
                let count = zip(breaks, breaks.dropFirst()).reduce(0) { $0 + rule.overdue(since: $1.0, until: $1.1) }
                return sum + part.size * Double(count)
            }
            let whole = piece.asset.isDevice ? 1 : piece.metres
            return (rule.plan, PatrolRate(sum, of: whole * Double(rule.days.count)))
        }
    }

    /// How many days beyond its cycle the oldest metre of a piece, or a device, is on a day; nil when none is.
    ///
    /// - Throws: What the evidence throws.
    public func greatest(of piece: PatrolPiece, on day: LocalDay) throws -> Int? {
        guard let rule = rules(of: piece, in: DaySpan(from: day, to: day.advanced(by: 1))).first else { return nil }
        let history = try history(of: piece, DaySpan(from: rule.clock, to: day.advanced(by: 1)))
        let last = history.map { max($0.days.last ?? rule.clock, rule.clock) }.min() ?? rule.clock
        let beyond = day.number - last.number - rule.cycle
        return beyond > 0 ? beyond : nil
    }

    /// Parts of a piece that were patrolled on the same days, ascending; a device is one part of size 1.
    private func history(of piece: PatrolPiece, _ days: DaySpan) throws -> [(size: Double, days: [LocalDay])] {
        if piece.asset.isDevice {
            let visits = try evidence.visits(to: piece.asset, piece.code, from: days.from, to: days.to)
            return [(1, Set(visits.filter(\.visit.isVisit).map(\.day)).sorted())]
        }
        let layers = try layers(of: piece, days)
        let ends = layers.flatMap { $0.walked.intervals.flatMap { [$0.from, $0.to] } }
        let cuts = Set(ends + [piece.fromMetres, piece.toMetres]).sorted()
        return zip(cuts, cuts.dropFirst()).map { from, to in
            (to - from, layers.filter { $0.walked.contains(from: from, to: to) }.map(\.day).reversed())
        }
    }

    /// The days on which something of a piece was walked, latest first, each with what was.
    ///
    /// Evidence tells of each place the last day only: what has the latest day of all is all that was walked on it, and
    /// before that day the question is asked anew.
    private func layers(of piece: PatrolPiece, _ days: DaySpan) throws -> [(day: LocalDay, walked: IntervalSet)] {
        let whole = IntervalSet([.init(from: piece.fromMetres, to: piece.toMetres)])
        var layers: [(day: LocalDay, walked: IntervalSet)] = []
        var end = days.to
        while end > days.from {
            let walked = try evidence.walked(line: piece.code, from: days.from, to: end)
            guard let day = walked.map(\.day).max(), day < end else { break }
            let ofDay = IntervalSet(walked.filter { $0.day == day }.map(\.stretch)).intersection(whole)
            if !ofDay.isEmpty { layers.append((day, ofDay)) }
            end = day
        }
        return layers
    }
}
