/// What was walked of some metres of line in a period, in metres; assets that served only a part of the period count in
/// proportion.
public struct CoverageFigures: Hashable, Codable, Sendable {
    /// How many metres there are.
    public var length = 0.0
    /// Of these, walked at least once.
    public var covered = 0.0
    /// Of the rest, those that may have been walked while nothing was heard.
    public var unknown = 0.0
    /// All metres walked, each as often as it was passed.
    public var effort = 0.0
    /// When a walk along them ended last, in milliseconds since 1970; nil without one.
    public var last: Int64?

    /// No metres.
    public init() {}

    /// Of the metres, those that surely nobody walked.
    public var missed: Double { max(0, length - covered - unknown) }

    /// The share that was surely walked, from 0 to 1; nil without metres.
    public var low: Double? { length > 0 ? min(1, covered / length) : nil }

    /// The share that may have been walked, from 0 to 1; nil without metres.
    public var high: Double? { length > 0 ? min(1, (covered + unknown) / length) : nil }

    /// How often a metre was passed in the mean; nil without metres.
    public var passes: Double? { length > 0 ? effort / length : nil }

    /// Adds the figures of other metres.
    public mutating func add(_ other: CoverageFigures) {
        length += other.length
        covered += other.covered
        unknown += other.unknown
        effort += other.effort
        last = [last, other.last].compactMap(\.self).max()
    }
}
