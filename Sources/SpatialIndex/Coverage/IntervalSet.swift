/// A set of places along a line: disjoint closed intervals in ascending order.
///
/// Intervals that overlap or touch are one; single places have no length and are not kept. So every set has exactly
/// one form, and since ends are only ever chosen, never computed, the same intervals inserted in any order give the
/// same bits. Under union, intersection and subtraction the sets form a Boolean algebra: what is left after a
/// subtraction includes its ends.
///
/// Units are the caller's; Pianqu's are metres from a line's start.
public struct IntervalSet: Hashable, Sendable {
    /// The intervals: ascending, apart from one another, each longer than zero.
    public private(set) var intervals: [Interval]

    /// One closed interval.
    public struct Interval: Hashable, Sendable {
        /// Where it starts.
        public var from: Double
        /// Where it ends.
        public var to: Double

        /// Creates an interval from its ends.
        @inlinable
        public init(from: Double, to: Double) {
            self.from = from
            self.to = to
        }

        /// Its length.
        @inlinable
        public var length: Double { to - from }
    }

    /// The empty set.
    public init() { intervals = [] }

    /// The set of everything in some intervals, which may overlap and come in any order.
    ///
    /// - Complexity: O(*n* log *n*).
    public init(_ intervals: some Sequence<Interval>) {
        self.init(ascending: intervals.filter { $0.from < $0.to }.sorted { $0.from < $1.from })
    }

    /// The set of everything in some intervals that come by ascending start.
    init(ascending sorted: some Sequence<Interval>) {
        intervals = []
        for interval in sorted { append(interval) }
    }

    /// Whether nothing is in the set.
    public var isEmpty: Bool { intervals.isEmpty }

    /// The sum of the intervals' lengths.
    ///
    /// - Complexity: O(*n*).
    public var length: Double { intervals.reduce(0) { $0 + $1.length } }

    /// Whether `place` is in the set; ends are.
    ///
    /// - Complexity: O(log *n*).
    public func contains(_ place: Double) -> Bool {
        let index = firstIndex { $0.to >= place }
        return index < intervals.count && intervals[index].from <= place
    }

    /// Whether all of the interval from `from` to `to` is in the set.
    ///
    /// - Complexity: O(log *n*).
    public func contains(from: Double, to: Double) -> Bool {
        let index = firstIndex { $0.to >= to }
        return from <= to && index < intervals.count && intervals[index].from <= from
    }

    /// Adds everything from `from` to `to`; an interval that is no longer than zero, or has no numbers, adds nothing.
    ///
    /// - Complexity: O(log *n*) to find the place, O(*n*) to make room there.
    public mutating func insert(from: Double, to: Double) {
        guard from < to else { return }
        let first = firstIndex { $0.to >= from }
        var (end, joined) = (first, Interval(from: from + 0, to: to + 0))  // −0 becomes 0: one form for one place
        while end < intervals.count, intervals[end].from <= to {
            joined.from = min(joined.from, intervals[end].from)
            joined.to = max(joined.to, intervals[end].to)
            end += 1
        }
        if end == first + 1 {
            intervals[first] = joined
        } else {
            intervals.replaceSubrange(first..<end, with: CollectionOfOne(joined))
        }
    }

    /// The first interval for which `isPast` holds, which it does for all after it too.
    private func firstIndex(where isPast: (Interval) -> Bool) -> Int {
        var (low, high) = (0, intervals.count)
        while low < high {
            let middle = (low + high) / 2
            if isPast(intervals[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Adds an interval that starts no earlier than the last.
    mutating func append(_ interval: Interval) {
        guard interval.from < interval.to else { return }
        if let last = intervals.indices.last, intervals[last].to >= interval.from {
            intervals[last].to = max(intervals[last].to, interval.to + 0)
        } else {
            intervals.append(Interval(from: interval.from + 0, to: interval.to + 0))
        }
    }
}
