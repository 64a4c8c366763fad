/// The numbers by which tracks are cleaned and credited; every report prints them.
///
/// Metres, seconds and metres a second throughout.
public struct PatrolPolicy: Hashable, Codable, Sendable {
    /// What makes a fix good.
    public var cleaning = Cleaning()
    /// What makes two good fixes a leg.
    public var legs = Legs()
    /// What makes a leg count for a line.
    public var credit = Credit()
    /// What makes somebody at a device a visitor.
    public var visits = Visits()
    /// How many days raw fixes are kept, and tracks can still change; coverage is kept for good.
    public var retentionDays = 90

    /// What makes a fix good.
    public struct Cleaning: Hashable, Codable, Sendable {
        /// A fix that is less accurate than this does not count.
        public var worstAccuracy = 50.0
        /// Nobody moves faster than this; some attendants ride.
        public var impossibleSpeed = 25.0
        /// How far a fix may leap for no reason but noise.
        public var noise = 50.0
        /// How many fixes that agree with one another outweigh the one before them.
        public var agreeing = 3
        /// A device that says the very same place for longer than this has stopped listening.
        public var frozenSeconds = 600.0
        /// How long before and after a duty somebody may still be at it.
        public var shiftSlackSeconds = 1800.0
        /// How far ahead of the clock a fix may be.
        public var futureSeconds = 120.0
    }

    /// What makes two good fixes a leg.
    public struct Legs: Hashable, Codable, Sendable {
        /// No leg is longer in time: what lies between is not known.
        public var longestSeconds = 60.0
        /// No leg is longer: nobody saw what lies between.
        public var longestMetres = 200.0
        /// Faster than this nobody inspects anything.
        public var fastest = 3.0
        /// How fast somebody may have walked while nothing was heard of them.
        public var walkingSpeed = 1.4
        /// Silence that is longer than this is absence: nothing of it is called unknown.
        public var longestGapSeconds = 900.0
    }

    /// What makes a leg count for a line.
    public struct Credit: Hashable, Codable, Sendable {
        /// How far a leg reaches.
        public var radius = 15.0
        /// Whether crossing a line is not patrolling it, and only the line that is nearest counts of those that run
        /// side by side; when false, whatever lies within the radius counts.
        public var isAlong = true
        /// How far somebody must go along a line before it counts, unless the line is short.
        public var progress = 35.0
        /// Which share of a short line does instead.
        public var shareOfLine = 0.5
        /// Within how long somebody must go so far; who stands drifts farther the longer they stand.
        public var progressSeconds = 90.0
        /// How many times as far as a fix may be wrong somebody must go, also along short lines.
        public var accuracies = 2.5
        /// Lines that run side by side no farther apart are seen together.
        public var together = 15.0
        /// By how much another line must be nearer than one along which somebody walks already.
        public var headStart = 8.0
        /// Who was out of reach of a place for longer, and comes again, passes it a second time.
        public var passSeconds = 60.0
        /// Who goes back farther than this passes a second time too.
        public var turnMetres = 30.0
    }

    /// What makes somebody at a device a visitor.
    public struct Visits: Hashable, Codable, Sendable {
        /// How near a pole is visited.
        public var poleMetres = 15.0
        /// How long.
        public var poleSeconds = 8.0
        /// How near a meter box is visited.
        public var meterBoxMetres = 15.0
        /// How long.
        public var meterBoxSeconds = 15.0
        /// How near a transformer is visited.
        public var transformerMetres = 20.0
        /// How long.
        public var transformerSeconds = 60.0
        /// Who left for longer than this comes anew.
        public var awaySeconds = 60.0
    }

    /// The usual numbers, for people who walk.
    public init() {}

    /// The usual numbers for a way of going about.
    public init(_ vehicle: Vehicle) {
        switch vehicle {
        case .walking: break
        case .bicycle:
            legs.fastest = 7
            legs.walkingSpeed = 4
        case .car:
            legs.fastest = 14
            legs.walkingSpeed = 8
            cleaning.impossibleSpeed = 50
        }
    }

    /// How patrols go about.
    public enum Vehicle: String, CaseIterable, Codable, Sendable {
        /// On foot.
        case walking
        /// On a bicycle or a light motorcycle, slowly.
        case bicycle
        /// In a car, along long lines.
        case car
    }
}
