public import GeometryCore
import SpatialIndex
public import Territory

/// How pressing it is to go somewhere, most pressing first.
public enum WalkUrgency: String, CaseIterable, Comparable, Sendable {
    /// A special patrol is to be done.
    case special
    /// A part of it has not been patrolled for longer than its cycle.
    case overdue
    /// Its window ends soon.
    case due

    /// More pressing ones come first.
    public static func < (a: WalkUrgency, b: WalkUrgency) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .special: 0
        case .overdue: 1
        case .due: 2
        }
    }
}

/// Something that somebody should go to today.
public struct WalkItem: Hashable, Sendable {
    /// Why.
    public let task: PatrolTask
    /// How pressing it is.
    public let urgency: WalkUrgency
    /// By how many days its oldest part is beyond its cycle; 0 when it is not.
    public let overdueDays: Int
    /// What is left to walk, in metres; 0 for a device.
    public let metres: Double
    /// From the first metre that is left to the last one, or the device's place.
    public let course: [Point]
    /// How long it takes to walk along that.
    public let seconds: Double

    /// Creates an item.
    public init(
        task: PatrolTask,
        urgency: WalkUrgency,
        overdueDays: Int,
        metres: Double,
        course: [Point],
        seconds: Double
    ) {
        self.task = task
        self.urgency = urgency
        self.overdueDays = overdueDays
        self.metres = metres
        self.course = course
        self.seconds = seconds
    }

    /// Its two ends.
    var stop: WalkStop? {
        guard let first = course.first, let last = course.last else { return nil }
        return WalkStop(first: first, last: last, seconds: seconds)
    }
}

/// An item on its turn in a walk.
public struct WalkLeg: Hashable, Sendable {
    /// What.
    public let item: WalkItem
    /// The way there, from the item before or from the start.
    public let way: WalkWay
    /// The course of the item itself, in the direction in which it is walked; one place for a device.
    public let course: [Point]
}

/// How much goes into a walk.
public enum WalkLimit: Hashable, Sendable {
    /// So many items.
    case items(Int)
    /// So much time, the ways and the walking along lines together, in seconds.
    case seconds(Double)
}

/// What is due or overdue on a day, and walks that take it in.
public struct WalkingList {
    private let judge: PatrolJudge
    private let overdue: OverdueDays
    private let policy: PlanPolicy

    /// Prepares lists.
    public init(_ book: PatrolBook, _ evidence: any PatrolEvidence, policy: PlanPolicy = .standard) {
        judge = PatrolJudge(evidence, policy: policy)
        overdue = OverdueDays(book, evidence)
        self.policy = policy
    }

    /// What is to be patrolled of some tasks that are open on a day, most pressing first.
    ///
    /// Of tasks that are not arrived: special ones, those with a part beyond its cycle, and those whose window ends within
    /// the policy's days ahead. Among equally pressing ones those come first that are longest overdue, then those due
    /// first. A piece that several tasks are about is there once, for the most pressing.
    ///
    /// - Throws: What the evidence throws.
    public func items(of tasks: [PatrolTask], on day: LocalDay) throws -> [WalkItem] {
        var items: [WalkItem] = []
        for task in tasks {
            let outcome = try judge.outcome(of: task)
            guard !outcome.isArrived else { continue }
            let days = task.plan.isSpecial ? 0 : try overdue.greatest(of: task.piece, on: day) ?? 0
            let isSoon = task.window.last.number - day.number <= policy.daysAhead
            guard days > 0 || task.plan.isSpecial || isSoon else { continue }
            let isDevice = task.piece.asset.isDevice
            let left = outcome.left
            let (from, to) = (left.intervals.first?.from ?? 0, left.intervals.last?.to ?? 0)
            items.append(
                WalkItem(
                    task: task,
                    urgency: task.plan.isSpecial ? .special : days > 0 ? .overdue : .due,
                    overdueDays: days,
                    metres: isDevice ? 0 : left.length,
                    course: isDevice ? task.piece.course : task.piece.course(from: from, to: to),
                    seconds: isDevice ? 0 : (to - from) / policy.walkingSpeed
                )
            )
        }
        items.sort(by: Self.isMorePressing)
        var seen: Set<PatrolPiece> = []
        return items.filter { seen.insert($0.task.piece).inserted }
    }

    private static func isMorePressing(_ a: WalkItem, _ b: WalkItem) -> Bool {
        func key(_ item: WalkItem) -> [Int] { [-item.overdueDays, item.task.window.to.number] }
        if a.urgency != b.urgency { return a.urgency < b.urgency }
        if key(a) != key(b) { return key(a).lexicographicallyPrecedes(key(b)) }
        func name(_ item: WalkItem) -> (String, String, Double) {
            (item.task.piece.asset.rawValue, item.task.piece.code, item.task.piece.fromMetres)
        }
        return name(a) < name(b)
    }

    /// One walk that takes in as many of the items as the limit lets it, those that come first; in the order of the way.
    ///
    /// - Parameters:
    ///   - items: By urgency.
    ///   - start: Where the walk begins; nil for at the first item.
    ///   - limit: How much may go into it; nil for all.
    ///   - ways: How to get about.
    /// - Returns: The items on their turns. A first item that alone takes longer than the limit is there all the same.
    /// - Complexity: A search of the roads for each end, O(*n*²) for each step of ordering.
    public func walk(_ items: [WalkItem], from start: Point?, limit: WalkLimit?, _ ways: inout WalkWays) -> [WalkLeg] {
        let placed = items.filter { $0.stop != nil }
        guard let start = start ?? placed.first?.stop?.first else { return [] }
        guard case .seconds(let most) = limit else {
            if case .items(let count) = limit { return legs(Array(placed.prefix(count)), start, &ways) }
            return legs(placed, start, &ways)
        }
        // More items take longer, near enough: the most that fit are found by halving.
        var (fits, tooMany) = (1, placed.count + 1)
        while tooMany - fits > 1 {
            let middle = (fits + tooMany) / 2
            if seconds(Array(placed.prefix(middle)), start, &ways) <= most { fits = middle } else { tooMany = middle }
        }
        return legs(Array(placed.prefix(fits)), start, &ways)
    }

    private func seconds(_ items: [WalkItem], _ start: Point, _ ways: inout WalkWays) -> Double {
        let stops = items.compactMap(\.stop)
        let times = ways.times(start: start, stops: stops)
        return WalkOrder.short(times).seconds(times) + stops.reduce(0) { $0 + $1.seconds }
    }

    private func legs(_ items: [WalkItem], _ start: Point, _ ways: inout WalkWays) -> [WalkLeg] {
        let times = ways.times(start: start, stops: items.compactMap(\.stop))
        var here = start
        return WalkOrder.short(times).turns.map { turn in
            let course = items[turn.stop].course
            let walked = turn.isReversed ? Array(course.reversed()) : course
            let way = ways.way(from: here, to: walked.first ?? here)
            here = walked.last ?? here
            return WalkLeg(item: items[turn.stop], way: way, course: walked)
        }
    }
}
