/// Whom a search for responders may name.
public struct ResponderWish: Hashable, Sendable {
    /// Skills they must have, in lower case.
    public var skills: Set<String>
    /// Roles of which they must have one; any when empty.
    public var roles: Set<StaffRole>
    /// How many are wanted.
    public var count: Int
    /// Who takes longer is not wanted, in seconds.
    public var maximumSeconds: Double
    /// The arrival limit of the place, in seconds.
    public var limitSeconds: Double
    /// Whether ways are straight although there are roads.
    public var isByLine: Bool
    /// The stated speed on straight ways, in metres a second.
    public var lineSpeed: Double
    /// Who was asked before and does not go.
    public var passedOver: Set<String> = []
    /// Whether work at hand is no hindrance, as for a question.
    public var ignoresWork = false

    /// Creates a wish.
    public init(
        skills: Set<String> = [],
        roles: Set<StaffRole> = [],
        count: Int = 3,
        maximumSeconds: Double = .infinity,
        limitSeconds: Double = .infinity,
        isByLine: Bool = false,
        lineSpeed: Double = 30 / 3.6
    ) {
        self.skills = skills
        self.roles = roles
        self.count = count
        self.maximumSeconds = maximumSeconds
        self.limitSeconds = limitSeconds
        self.isByLine = isByLine
        self.lineSpeed = lineSpeed
    }
}

/// How a way was measured.
public enum TravelMode: String, CaseIterable, Codable, Sendable {
    /// Along the roads, by their speeds.
    case road
    /// Straight, by a stated speed.
    case line
}

/// Why somebody is not sent.
public enum Exclusion: String, CaseIterable, Codable, CodingKeyRepresentable, Error {
    /// Not on duty.
    case offShift = "off-shift"
    /// Has none of the roles wanted.
    case role
    /// Lacks a skill.
    case skill
    /// Was asked before and does not go.
    case passedOver = "passed-over"
    /// Has as much work as may be.
    case busy
    /// Neither a position nor a duty point is known.
    case unplaced
    /// No road is near enough.
    case offRoad = "off-road"
    /// No road leads there: an island, or a piece of road that does not join.
    case unreachable
    /// Comes later than wanted.
    case tooLate = "too-late"
}

/// Somebody who can be sent, and how long it takes.
public struct Candidate: Hashable, Codable, Sendable {
    /// The staff member's code.
    public let staff: String
    /// The travel time in seconds.
    public let seconds: Double
    /// The length of the way in metres.
    public let metres: Double
    /// How the way was measured.
    public let by: TravelMode
    /// The age of the last known position in seconds, used or not; nil when there is none.
    public let positionAge: Double?
    /// Whether the way begins at the duty point, because no position is fresh enough.
    public let isStale: Bool
    /// How far the true place may be from where the way begins, in metres; nil at the duty point.
    public let uncertaintyMetres: Double?
    /// Whether the arrival limit is met.
    public let meetsLimit: Bool
}

/// Who would be first at a place.
public struct NearestAnswer: Hashable, Sendable {
    /// Those who can be sent, the first one first.
    public let candidates: [Candidate]
    /// Everybody who cannot, by code, with the first reason there is.
    public let excluded: [(staff: String, reason: Exclusion)]
    /// How ways were measured.
    public let by: TravelMode
    /// How far the place is from the road where ways end, in metres; nil when ways are straight.
    public let metresOffRoad: Double?
    /// Whether the nearest road cannot be reached by anybody, so that ways end on the nearest main road.
    public let isOnMainRoad: Bool

    /// Answers are equal when all they say is.
    public static func == (a: NearestAnswer, b: NearestAnswer) -> Bool {
        a.candidates == b.candidates && a.by == b.by && a.metresOffRoad == b.metresOffRoad
            && a.isOnMainRoad == b.isOnMainRoad
            && a.excluded.elementsEqual(b.excluded) { $0.staff == $1.staff && $0.reason == $1.reason }
    }

    /// Hashes the candidates.
    public func hash(into hasher: inout Hasher) { hasher.combine(candidates) }
}
