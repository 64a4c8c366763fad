public import Foundation
public import SpatialIndex
public import Territory

/// What Patrol needs of a store besides the layers.
///
/// Raw fixes are the truth for as long as they are kept; credits follow from them and stay.
public protocol PatrolStore: TerritoryStore {
    /// Keeps what became of tracks, all or nothing.
    func keep(_ changes: [TrackChange], at now: Date) throws

    /// A track as it was kept last; nil when there is none.
    func track(_ key: TrackKey) throws -> KeptTrack?

    /// The fixes of a track, in their order; none when there is no such track, or when they have been removed.
    func fixes(of key: TrackKey) throws -> [TrackFix]

    /// What a track tells of each line, in the order of their codes' bytes.
    func credits(of key: TrackKey) throws -> [KeptCredit]

    /// Visits the tracks of some days, in the order of their keys.
    func forEachTrack(from start: LocalDay, to end: LocalDay, _ body: (KeptTrack) throws -> Void) throws

    /// Visits what tracks of some days tell of each line, line by line in the order of their codes' bytes, each in the
    /// order of the tracks' keys.
    ///
    /// - Parameters:
    ///   - line: Only of this line; nil for all.
    ///   - start: The first day.
    ///   - end: The day after the last.
    ///   - body: Receives each.
    /// - Throws: What `body` throws; the store's errors.
    func forEachCredit(
        of line: String?,
        from start: LocalDay,
        to end: LocalDay,
        _ body: (KeptCredit) throws -> Void
    ) throws

    /// The tracks in which any of these shapes was seen, shape by shape, each in the order of their keys.
    func tracks(showing shapes: [Int64]) throws -> [Int64: [TrackKey]]

    /// Removes the raw fixes, and the shapes, of the days before one.
    ///
    /// - Returns: Of how many tracks.
    @discardableResult
    func removeFixes(before day: LocalDay, at now: Date) throws -> Int

    /// The policy that is in force; nil when none was ever put into force.
    func patrolPolicy() throws -> PatrolPolicy?

    /// Puts a policy into force.
    func adopt(_ policy: PatrolPolicy, at now: Date) throws

    /// The reports that were issued of a period, oldest first.
    func issues(of period: CoveragePeriod) throws -> [CoverageIssue]

    /// Keeps an issue; one of the same period and number is never overwritten.
    ///
    /// - Throws: ``PatrolStoreError/issued`` when there is one.
    func keep(_ issue: CoverageIssue) throws
}

/// A track as a store keeps it.
public struct KeptTrack: Hashable, Sendable {
    /// Its name.
    public var key: TrackKey
    /// Its figures.
    public var summary: TrackSummary
    /// What cleaning says of each fix, in their order.
    public var verdicts: VerdictRuns
    /// Whoever was at a device.
    public var visits: [DeviceVisit]
    /// When the last of its fixes came in, to the millisecond.
    public var received: Date

    /// Creates a track.
    public init(
        key: TrackKey,
        summary: TrackSummary,
        verdicts: VerdictRuns,
        visits: [DeviceVisit],
        received: Date
    ) {
        self.key = key
        self.summary = summary
        self.verdicts = verdicts
        self.visits = visits
        self.received = received
    }
}

/// What one track tells of one line, as a store keeps it.
public struct KeptCredit: Hashable, Sendable {
    /// The track.
    public var key: TrackKey
    /// The line's code.
    public var line: String
    /// The course that the line had then: ``LineNetwork/Line/mark``.
    public var mark: Int64
    /// The walks along it, in order of their starts.
    public var walks: [LineWalk]
    /// What may have been walked while nothing was heard.
    public var unknown: IntervalSet

    /// Creates a credit.
    public init(key: TrackKey, line: String, mark: Int64, walks: [LineWalk], unknown: IntervalSet) {
        self.key = key
        self.line = line
        self.mark = mark
        self.walks = walks
        self.unknown = unknown
    }
}

/// What became of one track.
public struct TrackChange: Hashable, Sendable {
    /// The track as it is now.
    public var track: KeptTrack
    /// Fixes to keep besides those that are there, or instead of them.
    public var fixes: [TrackFix]
    /// Whether the fixes take the place of all that are there.
    public var replacesFixes: Bool
    /// What it tells anew of lines, or otherwise than before.
    public var credits: [KeptCredit]
    /// The codes of the lines of which it no longer tells anything.
    public var withdrawn: [String]
    /// Shapes that were not seen in it before.
    public var shapes: [Int64]
    /// Shapes that are no longer seen in it.
    public var lostShapes: [Int64]

    /// Creates a change.
    public init(
        track: KeptTrack,
        fixes: [TrackFix],
        replacesFixes: Bool = false,
        credits: [KeptCredit] = [],
        withdrawn: [String] = [],
        shapes: [Int64] = [],
        lostShapes: [Int64] = []
    ) {
        self.track = track
        self.fixes = fixes
        self.replacesFixes = replacesFixes
        self.credits = credits
        self.withdrawn = withdrawn
        self.shapes = shapes
        self.lostShapes = lostShapes
    }
}

/// Why a store cannot say what it keeps of patrols.
public enum PatrolStoreError: Error, Hashable, Sendable {
    /// A track of that day is not what was written: another program has changed it.
    case damaged(String)
    /// The policy cannot be read.
    case damagedPolicy
    /// An issue of a report cannot be read.
    case damagedIssue
    /// Somebody else has issued the report meanwhile.
    case issued
}
