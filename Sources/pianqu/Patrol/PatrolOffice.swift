import Foundation
import Patrol
import Response
import Storage
import Territory

/// A store open for questions of patrols: the lines, whose they are, and the numbers that count.
struct PatrolOffice {
    let store: GeoPackageStore
    let bureau: Bureau
    let roster: Roster
    let ground: PatrolGround

    /// Opens the office of a store.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - policy: The numbers; nil for those in force, or the usual ones.
    ///   - needsLines: Whether there is nothing to say of a store without lines.
    /// - Throws: ``CoverageError/noLines``; the store's errors.
    init(_ store: GeoPackageStore, policy: PatrolPolicy? = nil, needsLines: Bool = true) throws {
        self.store = store
        bureau = try store.bureau()
        roster = try Roster(store: store)
        ground = try PatrolGround(store: store, policy: policy ?? store.patrolPolicy() ?? PatrolPolicy())
        if needsLines, ground.network.lines.isEmpty { throw CoverageError.noLines }
    }

    var clock: DutyClock { DutyClock(timeZone: bureau.timeZone) }

    /// The door for tracks; a rehearsal keeps nothing.
    func keeper(isRehearsal: Bool = false) throws -> TrackKeeper {
        let crew = OfficeCrew(roster, try DeviceBook(store: store))
        return TrackKeeper(store: store, ground: ground, crew: crew, clock: clock, isRehearsal: isRehearsal)
    }

    /// Judges the tracks of some days anew.
    ///
    /// - Returns: How many there are, and how many of them tell something else now.
    func rebuild(from start: LocalDay, to end: LocalDay) throws -> (count: Int, changed: Int) {
        var keys: [TrackKey] = []
        try store.forEachTrack(from: start, to: end) { keys.append($0.key) }
        var keeper = try keeper()
        return (keys.count, try keeper.rebuild(keys, at: Date()))
    }

    /// Whose every metre is, by the districts and the assignments of a period's last day.
    func segments(_ period: CoveragePeriod) throws -> SegmentTable {
        let last = period.end.advanced(by: -1)
        let atlas = try AtlasShelf(store: store).atlas(asOf: clock.instant(of: period.end, minute: 0) - 0.001)
        let keepers = KeeperTable(roster, atlas.hierarchy)
        var responsible: [String: [String]] = [:]
        for leaf in atlas.hierarchy.leaves { responsible[leaf.code] = keepers.staff(of: leaf.code, on: last) }
        return SegmentTable(network: ground.network, atlas: atlas, responsible: responsible)
    }

    /// The tracks of a period, summed up.
    func tally(_ period: CoveragePeriod) throws -> TrackTally {
        var tally = TrackTally()
        try store.forEachTrack(from: period.start, to: period.end) { tally.add($0) }
        return tally
    }

    /// What the store keeps of some days, line by line.
    func credits(from start: LocalDay, to end: LocalDay) -> CreditSource {
        { body in try store.forEachCredit(of: nil, from: start, to: end, body) }
    }

    /// What the raw fixes of a period give by this office's numbers, line by line.
    func creditsAnew(_ period: CoveragePeriod) throws -> CreditSource {
        let crew = OfficeCrew(roster, try DeviceBook(store: store))
        var credits: [KeptCredit] = []
        try store.forEachTrack(from: period.start, to: period.end) { track in
            let fixes = try store.fixes(of: track.key)
            guard fixes.count == track.summary.fixCount else { throw CoverageError.noFixes(track.key.day) }
            var fold = TrackFold(ground, duty: crew.duty(of: track.key.staff, on: track.key.day))
            for fix in fixes { fold.add(fix) }
            credits += fold.result().credits.map { ground.kept($0, of: track.key) }
        }
        credits.sort { ($0.line, $0.key) < ($1.line, $1.key) }
        return { [credits] body in for credit in credits { try body(credit) } }
    }

    /// The report of a period.
    func report(_ period: CoveragePeriod, _ segments: SegmentTable, _ credits: CreditSource) throws -> CoverageReport {
        try CoverageReport(
            period,
            ground: ground,
            segments: segments,
            tracks: tally(period),
            credits: credits,
            tasks: tasks(period)
        )
    }

    /// What became of the plans' tasks that fell due in a period.
    private func tasks(_ period: CoveragePeriod) throws -> [TaskOutcome] {
        let days = DaySpan(from: period.start, to: period.end)
        let desk = try PatrolDesk(store, on: days.last, judging: days)
        return try desk.book.tasks(dueIn: days).map(PatrolJudge(desk.evidence).outcome)
    }
}
