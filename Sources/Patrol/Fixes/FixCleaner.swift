import GeometryCore

/// Says of each fix of a track, in order, what it is worth: a forward fold, which never changes its mind.
///
/// So a track whose fixes come one by one gets the verdicts that it gets when all come at once.
struct FixCleaner: Sendable {
    /// A fix with what was said of it.
    struct Judged {
        let verdict: FixVerdict
        /// Whether nothing can be told of the way from the good fix before.
        var startsAnew = false
    }

    private let ground: PatrolGround
    /// When the person was on duty, and a little before and after, in milliseconds since 1970, ascending; nil when nobody knows.
    private let duty: [Range<Int64>]?
    /// Stretches of the track, in milliseconds, that were recorded before.
    private let replayed: [ClosedRange<Int64>]
    /// The last fix that counts, and where it is.
    private var last: TrackFix?
    private var lastPlace = Point(x: 0, y: 0)
    /// Since when the device has said the place of ``last``.
    private var placeSince: Int64 = 0
    /// The last fix that was too far away to be believed, and how many in a row agree with it.
    private var rejected: (fix: TrackFix, place: Point)?
    private var agreeing = 0

    init(_ ground: PatrolGround, duty: [Range<Int64>]?, replayed: [ClosedRange<Int64>]) {
        self.ground = ground
        let slack = Int64(ground.policy.cleaning.shiftSlackSeconds * 1000)
        self.duty = duty?.map { $0.lowerBound - slack..<$0.upperBound + slack }
        self.replayed = replayed
    }

    private var policy: PatrolPolicy.Cleaning { ground.policy.cleaning }

    /// The verdict on the next fix, whose place is at hand.
    mutating func judge(_ fix: TrackFix, at place: Point) -> Judged {
        if fix.isMock { return Judged(verdict: .mock) }
        if let duty, !duty.contains(where: { $0.contains(fix.milliseconds) }) { return Judged(verdict: .offShift) }
        if let last, last.milliseconds == fix.milliseconds { return Judged(verdict: .duplicate) }
        if let accuracy = fix.accuracyMetres, accuracy > policy.worstAccuracy { return Judged(verdict: .inaccurate) }
        if replayed.contains(where: { $0.contains(fix.milliseconds) }) { return Judged(verdict: .replayed) }
        guard let last else { return take(fix, place, startsAnew: true) }
        if last.longitude == fix.longitude, last.latitude == fix.latitude {
            let isFrozen = Double(fix.milliseconds - placeSince) > policy.frozenSeconds * 1000
            return isFrozen ? Judged(verdict: .frozen) : take(fix, place, startsAnew: false)
        }
        if isReachable(fix, place, from: last, lastPlace) { return take(fix, place, startsAnew: false) }
        let agrees = rejected.map { isReachable(fix, place, from: $0.fix, $0.place) } ?? false
        agreeing = agrees ? agreeing + 1 : 1
        rejected = (fix, place)
        // The others were right, and the one that was believed was not.
        return agreeing >= policy.agreeing ? take(fix, place, startsAnew: true) : Judged(verdict: .impossibleSpeed)
    }

    private mutating func take(_ fix: TrackFix, _ place: Point, startsAnew: Bool) -> Judged {
        if last?.longitude != fix.longitude || last?.latitude != fix.latitude { placeSince = fix.milliseconds }
        (last, lastPlace) = (fix, place)
        rejected = nil
        agreeing = 0
        return Judged(verdict: .good, startsAnew: startsAnew)
    }

    private func isReachable(_ fix: TrackFix, _ place: Point, from other: TrackFix, _ otherPlace: Point) -> Bool {
        let seconds = Double(fix.milliseconds - other.milliseconds) / 1000
        return ground.metres(from: otherPlace, to: place) <= policy.impossibleSpeed * seconds + policy.noise
    }
}
