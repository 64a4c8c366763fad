/// What of each line is covered: the answer of a ``CoverageSweep``.
///
/// Only lines of which something is covered take memory. All metres are along the line, from its first point.
public struct LineCoverage: Hashable, Sendable {
    /// The numbers of the lines of which something is covered, ascending.
    public private(set) var touchedLines: [UInt32] = []
    /// For each touched line where its intervals end.
    private var ends: [Int] = []
    private var intervals: [IntervalSet.Interval] = []

    /// Adds to a line an interval that starts no earlier than the last one added; lines come by ascending number.
    mutating func append(from: Double, to: Double, line: UInt32) {
        guard from < to else { return }
        let last = intervals.count - 1
        if touchedLines.last != line {
            touchedLines.append(line)
            ends.append(intervals.count + 1)
        } else if intervals[last].to >= from {
            intervals[last].to = max(intervals[last].to, to)
            return
        } else {
            ends[ends.count - 1] += 1
        }
        intervals.append(IntervalSet.Interval(from: from, to: to))
    }

    /// The covered parts of a line: ascending, apart from one another, longer than zero.
    ///
    /// - Complexity: O(log *n*) in touched lines.
    public subscript(line: Int) -> ArraySlice<IntervalSet.Interval> {
        var (low, high) = (0, touchedLines.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(touchedLines[middle]) < line { low = middle + 1 } else { high = middle }
        }
        guard low < touchedLines.count, Int(touchedLines[low]) == line else { return [] }
        return intervals(at: low)
    }

    /// The covered parts of a line as a set to compute with.
    public func set(ofLine line: Int) -> IntervalSet { IntervalSet(ascending: self[line]) }

    /// How many metres of a line are covered.
    public func metres(ofLine line: Int) -> Double { self[line].reduce(0) { $0 + $1.length } }

    /// How many metres of all lines are covered.
    ///
    /// - Complexity: O(*n*) in intervals.
    public var metres: Double {
        touchedLines.indices.reduce(0) { $0 + intervals(at: $1).reduce(0) { $0 + $1.length } }
    }

    private func intervals(at place: Int) -> ArraySlice<IntervalSet.Interval> {
        intervals[(place > 0 ? ends[place - 1] : 0)..<ends[place]]
    }
}
