public import SpatialIndex

/// Somebody going along a line once: what counts as one pass.
public struct LineWalk: Hashable, Sendable {
    /// When it began, in milliseconds since 1970.
    public let start: Int64
    /// When it ended.
    public let end: Int64
    /// What it covers of the line, in metres from the line's first point.
    public let covered: IntervalSet

    /// Creates a walk.
    public init(start: Int64, end: Int64, covered: IntervalSet) {
        self.start = start
        self.end = end
        self.covered = covered
    }
}

/// What one track tells of one line.
public struct LineCredit: Hashable, Sendable {
    /// The line's number in its ``LineNetwork``.
    public let line: Int
    /// The walks along it, in order of their starts.
    public var walks: [LineWalk]
    /// What may have been walked while nothing was heard: metres from the line's first point, covered ones among them.
    public var unknown: IntervalSet

    /// Nothing of a line.
    init(line: Int) {
        self.line = line
        walks = []
        unknown = IntervalSet()
    }

    /// Whether nothing is told.
    var isEmpty: Bool { walks.isEmpty && unknown.isEmpty }
}
