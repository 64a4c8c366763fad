import GeometryCore

/// All that follows from one track, fix by fix: verdicts, walks along lines, gaps, visits.
///
/// A forward fold: a fix that is later than all before it is added in the time of one leg, and the sum is, to the bit,
/// what it would be had all come at once. When an earlier fix comes late, its track is folded anew from its beginning.
///
/// The order of fixes is ``TrackFix``'s; the caller sees to it.
public struct TrackFold: Sendable {
    private let ground: PatrolGround
    private var cleaner: FixCleaner
    private var walks: WalkFold
    private var visits: VisitFold
    private var previous: PlacedFix?
    private var verdicts = VerdictRuns()
    private var summary = TrackSummary()
    /// The last fix of all.
    public private(set) var last: TrackFix?

    /// Starts a track.
    ///
    /// - Parameters:
    ///   - ground: What it is credited against.
    ///   - duty: When the person was on duty, in milliseconds since 1970, ascending; nil when nobody knows, and then
    ///     nothing is off shift.
    ///   - replayed: Stretches of the track, in milliseconds, that were recorded before.
    public init(_ ground: PatrolGround, duty: [Range<Int64>]?, replayed: [ClosedRange<Int64>] = []) {
        self.ground = ground
        cleaner = FixCleaner(ground, duty: duty, replayed: replayed)
        walks = WalkFold(ground)
        visits = VisitFold(ground)
    }

    /// Adds the next fix.
    ///
    /// - Parameter fix: Greater than all before it.
    /// - Returns: What cleaning says of it.
    /// - Complexity: O(1) plus the segments and devices near the leg.
    @discardableResult
    public mutating func add(_ fix: TrackFix) -> FixVerdict {
        let placed = PlacedFix(fix)
        let judged = cleaner.judge(fix, at: placed.place)
        verdicts.append(judged.verdict)
        summary.note(fix)
        last = fix
        guard judged.verdict == .good else { return judged.verdict }
        if let previous {
            if judged.startsAnew { summary.gaps += 1 } else { bridge(from: previous, to: placed) }
        }
        previous = placed
        return .good
    }

    private mutating func bridge(from start: PlacedFix, to end: PlacedFix) {
        let milliseconds = end.fix.milliseconds - start.fix.milliseconds
        let seconds = Double(milliseconds) / 1000
        let metres = ground.metres(from: start.place, to: end.place)
        let legs = ground.policy.legs
        guard seconds <= legs.longestSeconds, metres <= legs.longestMetres else {
            summary.gaps += 1
            summary.gapMilliseconds += milliseconds
            if seconds > legs.longestSeconds, seconds <= legs.longestGapSeconds {
                // A line is seen from as far as a leg reaches, there and back.
                let way = legs.walkingSpeed * seconds + 2 * ground.policy.credit.radius
                if metres < legs.walkingSpeed * seconds { walks.addGap(from: start, to: end, way: way) }
            }
            return
        }
        summary.metres += metres
        visits.add(from: start, to: end)
        if metres <= legs.fastest * seconds { walks.add(from: start, to: end) }
    }

    /// What the track says so far, of lines only what it says anew or otherwise than when this was asked last.
    ///
    /// - Complexity: O(*n* log *n*) in visits, and in the walks along those lines.
    public mutating func takeChanges() -> TrackResult {
        let credits = walks.takeChanges()
        return TrackResult(summary: summary, verdicts: verdicts, credits: credits, visits: visits.visits())
    }

    /// What the track says so far.
    ///
    /// - Complexity: O(*n* log *n*) in walks and visits.
    public func result() -> TrackResult {
        TrackResult(summary: summary, verdicts: verdicts, credits: walks.credits(), visits: visits.visits())
    }
}

/// A fix with its place at hand, which takes two divisions.
struct PlacedFix: Sendable {
    let fix: TrackFix
    let place: Point

    init(_ fix: TrackFix) { (self.fix, place) = (fix, fix.place) }
}

/// The figures of a track.
public struct TrackSummary: Hashable, Sendable {
    /// The time of the first fix, in milliseconds since 1970; 0 without one.
    public var start: Int64 = 0
    /// The time of the last.
    public var end: Int64 = 0
    /// How many fixes there are, whatever they are worth.
    public var fixCount = 0
    /// How many metres the legs are long in all, at any speed.
    public var metres = 0.0
    /// How often nothing was heard between two good fixes, or nothing that could be believed.
    public var gaps = 0
    /// How long that was in all.
    public var gapMilliseconds: Int64 = 0

    /// No fixes.
    public init() {}

    mutating func note(_ fix: TrackFix) {
        if fixCount == 0 { start = fix.milliseconds }
        end = fix.milliseconds
        fixCount += 1
    }
}

/// All that one track tells.
public struct TrackResult: Hashable, Sendable {
    /// Its figures.
    public var summary: TrackSummary
    /// What cleaning says of each fix, in their order.
    public var verdicts: VerdictRuns
    /// What it tells of each line, in the order of the lines' numbers.
    public var credits: [LineCredit]
    /// Whoever was at a device, in order of time.
    public var visits: [DeviceVisit]
}
