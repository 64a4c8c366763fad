import SpatialIndex

extension IntervalSet {
    /// The same intervals farther along: the part of a line does not know where on the line it starts.
    func shifted(by metres: Double) -> IntervalSet {
        metres == 0 ? self : IntervalSet(intervals.map { Interval(from: $0.from + metres, to: $0.to + metres) })
    }
}
