public import GeometryCore

/// A failure reported by GEOS, or a result of GEOS that breaks its own promise.
public struct TopologyError: Error, Hashable, Sendable {
    /// The GEOS function that failed.
    public let operation: String
    /// What GEOS said, oldest first; empty when it said nothing.
    public let messages: [String]

    init(operation: String, messages: [String]) {
        self.operation = operation
        self.messages = messages
    }
}

/// Why a coverage cannot be analysed or repaired.
public enum CoverageError: Error, Hashable, Sendable {
    /// The tolerance is not a finite number above zero.
    case unusableTolerance(Double)
    /// The area at `index` would have no land left; it is no wider than the tolerance or lies wholly in another area.
    case areaVanishes(index: Int)
    /// Borders near `point` cross so tightly that doubles cannot hold the crossings apart.
    case inseparableBorders(near: Point)
}
