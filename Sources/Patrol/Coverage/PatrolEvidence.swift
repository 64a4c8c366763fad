public import SpatialIndex
public import Territory

/// What tracks prove, for plans to be judged by.
public protocol PatrolEvidence {
    /// What of a line somebody walked along from one day to before another: metres from its first point.
    ///
    /// - Parameters:
    ///   - line: The line's code.
    ///   - start: The first day.
    ///   - end: The day after the last.
    /// - Returns: Each stretch with the day on which it was walked last in that time, apart from one another, ascending.
    /// - Throws: The store's errors.
    func walked(line: String, from start: LocalDay, to end: LocalDay) throws -> [WalkedStretch]

    /// Who visited a device from one day to before another, in order of time; those who only passed by are left out.
    ///
    /// - Throws: The store's errors.
    func visits(to asset: PatrolAsset, _ code: String, from start: LocalDay, to end: LocalDay) throws -> [EvidentVisit]

    /// The length of a line in metres; nil when there is no such line.
    func length(ofLine line: String) -> Double?
}

/// A stretch of line with the day on which it was walked last.
public struct WalkedStretch: Hashable, Sendable {
    /// Where.
    public let stretch: IntervalSet.Interval
    /// The last day.
    public let day: LocalDay

    /// Creates a stretch.
    public init(stretch: IntervalSet.Interval, day: LocalDay) {
        self.stretch = stretch
        self.day = day
    }
}

/// A visit and who made it.
public struct EvidentVisit: Hashable, Sendable {
    /// The code of the staff member.
    public let staff: String
    /// The day.
    public let day: LocalDay
    /// The visit.
    public let visit: DeviceVisit

    /// Creates a visit.
    public init(staff: String, day: LocalDay, visit: DeviceVisit) {
        self.staff = staff
        self.day = day
        self.visit = visit
    }
}
