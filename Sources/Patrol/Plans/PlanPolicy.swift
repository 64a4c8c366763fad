/// What a bureau says counts as patrolled.
public struct PlanPolicy: Hashable, Sendable {
    /// The share of a piece of line that must have been walked for its task to be arrived; from 0 to 1.
    public var arrivalShare: Double
    /// How many days ahead the walking list looks.
    public var daysAhead: Int
    /// How fast people walk along lines and where there is no road, in metres a second.
    public var walkingSpeed: Double

    /// A policy.
    ///
    /// - Precondition: The share is from 0 to 1 and the speed is above 0.
    public init(arrivalShare: Double = 0.9, daysAhead: Int = 7, walkingSpeed: Double = 5 / 3.6) {
        precondition((0...1).contains(arrivalShare) && walkingSpeed > 0)
        self.arrivalShare = arrivalShare
        self.daysAhead = daysAhead
        self.walkingSpeed = walkingSpeed
    }

    /// Nine tenths of a line, a week ahead, five kilometres an hour.
    public static let standard = PlanPolicy()
}
