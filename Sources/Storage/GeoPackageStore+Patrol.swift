public import Foundation
public import Patrol
public import Territory

/// What Patrol keeps in the file; see `PatrolStore`.
///
/// Reading throws `PatrolStoreError.damaged` at a track that another program left unreadable.
extension GeoPackageStore: PatrolStore {
    private var patrol: PatrolRepository<GeoPackageDatabase> {
        PatrolRepository(database: database, bureauCode: bureauCode)
    }

    /// Keeps what became of tracks, all or nothing.
    public func keep(_ changes: [TrackChange], at now: Date) throws { try patrol.keep(changes, at: now) }

    /// A track as it was kept last.
    public func track(_ key: TrackKey) throws -> KeptTrack? { try patrol.track(key) }

    /// The fixes of a track, in their order.
    public func fixes(of key: TrackKey) throws -> [TrackFix] { try patrol.fixes(of: key) }

    /// What a track tells of each line.
    public func credits(of key: TrackKey) throws -> [KeptCredit] { try patrol.credits(of: key) }

    /// Visits the tracks of some days.
    public func forEachTrack(from start: LocalDay, to end: LocalDay, _ body: (KeptTrack) throws -> Void) throws {
        try patrol.forEachTrack(from: start, to: end, body)
    }

    /// Visits what tracks of some days tell of each line, line by line.
    public func forEachCredit(
        of line: String?,
        from start: LocalDay,
        to end: LocalDay,
        _ body: (KeptCredit) throws -> Void
    ) throws {
        try patrol.forEachCredit(of: line, from: start, to: end, body)
    }

    /// The tracks in which any of these shapes was seen.
    public func tracks(showing shapes: [Int64]) throws -> [Int64: [TrackKey]] { try patrol.tracks(showing: shapes) }

    /// Removes the raw fixes, and the shapes, of the days before one.
    @discardableResult
    public func removeFixes(before day: LocalDay, at now: Date) throws -> Int {
        try patrol.removeFixes(before: day, at: now)
    }

    /// The policy that is in force.
    public func patrolPolicy() throws -> PatrolPolicy? { try patrol.policy() }

    /// Puts a policy into force.
    public func adopt(_ policy: PatrolPolicy, at now: Date) throws { try patrol.adopt(policy, at: now) }

    /// The reports that were issued of a period, oldest first.
    public func issues(of period: CoveragePeriod) throws -> [CoverageIssue] { try patrol.issues(of: period) }

    /// Keeps an issue.
    public func keep(_ issue: CoverageIssue) throws { try patrol.keep(issue) }
}
