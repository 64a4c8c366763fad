public import Foundation
public import GeometryCore

/// Where somebody was at an instant, as a telephone or a tracker said it.
public struct PositionFix: Hashable, Sendable {
    /// The code of the staff member.
    public var staff: String
    /// When it was taken.
    public var time: Date
    /// WGS 84 longitude and latitude in degrees.
    public var place: Point
    /// How far the true place may be away, in metres; nil when the source does not say.
    public var accuracyMetres: Double?
    /// What took it, as `osmand` or `import`.
    public var source: String

    /// Creates a fix.
    public init(staff: String, time: Date, place: Point, accuracyMetres: Double? = nil, source: String) {
        self.staff = staff
        self.time = time
        self.place = place
        self.accuracyMetres = accuracyMetres
        self.source = source
    }
}

/// How long a position is believed.
public struct PositionPolicy: Hashable, Codable, Sendable {
    /// Older than this, the duty point is taken instead and marked as stale, in seconds.
    public var limitSeconds = 1800.0
    /// How fast the uncertainty of a place grows with its age, in metres a second.
    public var driftMetresPerSecond = 1.5
    /// The accuracy of a fix whose source states none, in metres.
    public var unstatedAccuracyMetres = 50.0
    /// A fix that is less accurate than this is refused, in metres.
    public var worstAccuracyMetres = 2000.0
    /// How far ahead of the clock a fix may be, in seconds.
    public var futureSeconds = 120.0

    /// The usual policy.
    public init() {}
}

/// What became of a position that was reported.
public enum PositionVerdict: String, CaseIterable, Sendable {
    /// It is the person's last known position now.
    case taken
    /// A later one is known already.
    case superseded
    /// Nobody has this code.
    case unknownStaff = "unknown-staff"
    /// The person was not on duty when it was taken.
    case offShift = "off-shift"
    /// A coordinate is not a number, infinite or out of the world.
    case notAPlace = "not-a-place"
    /// It was taken later than now.
    case future
    /// It is too inaccurate to be of use.
    case inaccurate
}

/// Where somebody is taken to be at an instant.
public struct Whereabouts: Hashable, Sendable {
    /// WGS 84 longitude and latitude in degrees.
    public let place: Point
    /// Whether it is the duty point, because no position is known or the last one is too old.
    public let isDutyPoint: Bool
    /// The age of the last known position in seconds, too old or not; nil when there is none.
    public let age: Double?
    /// How far the true place may be away, in metres; nil at the duty point.
    public let uncertaintyMetres: Double?
}

extension PositionFix {
    /// Where its person is taken to be at a later instant; nil when the fix is too old by then.
    func whereabouts(at instant: Date, _ policy: PositionPolicy) -> Whereabouts? {
        let age = max(0, instant.timeIntervalSince(time))
        guard age <= policy.limitSeconds else { return nil }
        let accuracy = accuracyMetres ?? policy.unstatedAccuracyMetres
        return Whereabouts(
            place: place,
            isDutyPoint: false,
            age: age,
            uncertaintyMetres: accuracy + age * policy.driftMetresPerSecond
        )
    }

    /// Why the fix is of no use, whatever else is known; nil when it is.
    func refusal(at now: Date, _ policy: PositionPolicy) -> PositionVerdict? {
        let world = Box(minX: -180, minY: -90, maxX: 180, maxY: 90)
        guard place.isFinite, world.contains(place) else { return .notAPlace }
        guard time.timeIntervalSince(now) <= policy.futureSeconds else { return .future }
        let accuracy = accuracyMetres ?? policy.unstatedAccuracyMetres
        guard accuracy >= 0, accuracy <= policy.worstAccuracyMetres else { return .inaccurate }
        return nil
    }
}
