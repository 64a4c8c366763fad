extension IntervalSet {
    /// Everything that is in either set.
    ///
    /// - Complexity: O(*n* + *m*).
    public func union(_ other: IntervalSet) -> IntervalSet {
        var result = IntervalSet()
        var (mine, theirs) = (intervals[...], other.intervals[...])
        while let a = mine.first, let b = theirs.first {
            result.append(a.from <= b.from ? mine.removeFirst() : theirs.removeFirst())
        }
        for interval in mine { result.append(interval) }
        for interval in theirs { result.append(interval) }
        return result
    }

    /// Adds everything that is in `other`.
    ///
    /// - Complexity: O(*n* + *m*).
    public mutating func formUnion(_ other: IntervalSet) { self = union(other) }

    /// What is in both sets, as far as it has length: sets that only touch share nothing.
    ///
    /// - Complexity: O(*n* + *m*).
    public func intersection(_ other: IntervalSet) -> IntervalSet {
        var result = IntervalSet()
        var (mine, theirs) = (intervals[...], other.intervals[...])
        while let a = mine.first, let b = theirs.first {
            result.append(Interval(from: max(a.from, b.from), to: min(a.to, b.to)))
            if a.to <= b.to { mine.removeFirst() } else { theirs.removeFirst() }
        }
        return result
    }

    /// What is in this set and not in `other`, with its ends.
    ///
    /// - Complexity: O(*n* + *m*).
    public func subtracting(_ other: IntervalSet) -> IntervalSet {
        guard let first = intervals.first, let last = intervals.last else { return self }
        return intersection(other.complement(from: first.from, to: last.to))
    }

    /// Removes what is in `other`.
    ///
    /// - Complexity: O(*n* + *m*).
    public mutating func subtract(_ other: IntervalSet) { self = subtracting(other) }

    /// What is not in the set between `from` and `to`, with its ends: of a line's covered part, the missed one.
    ///
    /// - Complexity: O(*n*).
    public func complement(from: Double, to: Double) -> IntervalSet {
        var result = IntervalSet()
        var start = from
        for interval in intervals where interval.to > from {
            result.append(Interval(from: start, to: min(interval.from, to)))
            start = interval.to
            if start >= to { break }
        }
        result.append(Interval(from: start, to: to))
        return result
    }
}
