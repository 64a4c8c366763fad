/// Why a ``NearestIndex`` refuses a change; what it holds stays as it was.
public enum NearestIndexError: Error, Hashable, Sendable {
    /// A coordinate is infinite or not a number.
    case notFinite
    /// A coordinate lies outside the metric's range.
    case outOfRange
    /// The number exceeds ``NearestIndex/greatestNumber``.
    case numberTooGreat(UInt32)
    /// A point has this number already.
    case taken(UInt32)
    /// No point has this number.
    case unknown(UInt32)
}
