public import Foundation

/// Something about a rota that should be mended before its time comes.
public struct RotaFinding: Hashable, Comparable, Sendable {
    /// What is wrong.
    public enum Kind: String, CaseIterable, Sendable {
        /// Nobody has the post's duty.
        case gap
        /// One person has the duty of several posts' holders at once.
        case doubleBooking = "double-booking"
        /// Those who stand in for one another go round in a circle.
        case contradiction
        /// Too little time between two duties of a person.
        case shortRest = "short-rest"
    }

    /// What is wrong.
    public let kind: Kind
    /// The post with the gap; the person otherwise.
    public let subject: String
    /// When it begins.
    public let start: Date
    /// When it ends.
    public let end: Date
    /// Those concerned: who could not, or whose duties are held at once.
    public let staff: [String]

    /// In order of time.
    public static func < (a: RotaFinding, b: RotaFinding) -> Bool {
        (a.start, a.kind.rawValue, a.subject, a.end) < (b.start, b.kind.rawValue, b.subject, b.end)
    }
}

/// A place of work that must always have somebody: a subdistrict with those responsible for it.
public struct DutyPost: Hashable, Sendable {
    /// The district's code.
    public var code: String
    /// Those responsible for it; one of them on duty, or one who stands in, is enough.
    public var staff: [String]

    /// Creates a post.
    public init(code: String, staff: [String]) {
        self.code = code
        self.staff = staff
    }
}

extension Duties {
    /// What is wrong with the rota from ``start`` to ``end``, in order of time.
    ///
    /// - Parameters:
    ///   - posts: The places that must always have somebody.
    ///   - rest: The least time between two duties of a person, in seconds.
    /// - Returns: Stretches of time as long as they can be: neighbours of the same finding are one.
    /// - Complexity: O(*n* log *n*) in the changes of duty.
    public func findings(posts: [DutyPost], rest: TimeInterval) -> [RotaFinding] {
        let all = Set(posts.flatMap(\.staff)).union(staff).sorted()
        let intervals = Dictionary(uniqueKeysWithValues: all.map { ($0, self.intervals(of: $0)) })
        var findings = posts.flatMap { gaps(of: $0, intervals) }
        for person in all {
            for interval in intervals[person] ?? [] where interval.cover.reason == .contradiction {
                let chain = interval.cover.chain
                findings.append(.init(.contradiction, person, interval.start, interval.end, chain))
            }
        }
        var held: [String: [(start: Date, end: Date, of: String)]] = [:]
        for person in all {
            for interval in intervals[person] ?? [] {
                guard let holder = interval.cover.holder else { continue }
                held[holder, default: []].append((interval.start, interval.end, person))
            }
        }
        for (holder, duties) in held {
            findings += Self.doubleBookings(of: holder, duties) + Self.shortRests(of: holder, duties, rest)
        }
        return findings.sorted()
    }

    /// When nobody has a post's duty, post by post.
    func gaps(of posts: [DutyPost]) -> [RotaFinding] {
        let people = Set(posts.flatMap(\.staff))
        let intervals = Dictionary(uniqueKeysWithValues: people.map { ($0, self.intervals(of: $0)) })
        return posts.flatMap { gaps(of: $0, intervals) }
    }

    private func gaps(of post: DutyPost, _ intervals: [String: [Interval]]) -> [RotaFinding] {
        let held = post.staff.flatMap { intervals[$0] ?? [] }.filter { $0.cover.holder != nil }
            .sorted { $0.start < $1.start }
        var (reached, gaps) = (start, [RotaFinding]())
        for interval in held {
            if interval.start > reached { gaps.append(.init(.gap, post.code, reached, interval.start, post.staff)) }
            reached = max(reached, interval.end)
        }
        if reached < end { gaps.append(.init(.gap, post.code, reached, end, post.staff)) }
        return gaps
    }

    private static func doubleBookings(
        of holder: String,
        _ duties: [(start: Date, end: Date, of: String)]
    ) -> [RotaFinding] {
        var found: [RotaFinding] = []
        var current: Set<String> = []
        var since = Date.distantPast
        let changes = duties.flatMap { [($0.start, true, $0.of), ($0.end, false, $0.of)] }
            .sorted { $0.0 != $1.0 ? $0.0 < $1.0 : !$0.1 && $1.1 }
        var index = 0
        while index < changes.count {
            let now = changes[index].0
            var next = current
            while index < changes.count, changes[index].0 == now {
                if changes[index].1 { next.insert(changes[index].2) } else { next.remove(changes[index].2) }
                index += 1
            }
            guard next != current else { continue }
            if current.count > 1 { found.append(.init(.doubleBooking, holder, since, now, current.sorted())) }
            (current, since) = (next, now)
        }
        return found
    }

    private static func shortRests(
        of holder: String,
        _ duties: [(start: Date, end: Date, of: String)],
        _ rest: TimeInterval
    ) -> [RotaFinding] {
        var found: [RotaFinding] = []
        var reached: Date?
        for duty in duties.sorted(by: { $0.start < $1.start }) {
            if let last = reached, duty.start > last, duty.start.timeIntervalSince(last) < rest {
                found.append(.init(.shortRest, holder, last, duty.start, [holder]))
            }
            reached = max(reached ?? duty.end, duty.end)
        }
        return found
    }
}

extension RotaFinding {
    init(_ kind: Kind, _ subject: String, _ start: Date, _ end: Date, _ staff: [String]) {
        self.kind = kind
        self.subject = subject
        self.start = start
        self.end = end
        self.staff = staff
    }
}
