public import Foundation
import GeometryCore
import SpatialIndex
public import Territory

/// Takes positions in and keeps what follows from them: the one door for every file and every telephone.
///
/// A value with one owner, which blocks while the store writes. What a store holds afterwards depends on the set of fixes
/// that were taken, and not on their order, on how they were portioned or on how often they came.
///
/// A fix that is later than all of its track is added to the track's fold; the open tracks' folds are held in memory. Else
/// the track's fixes are read and folded anew.
public struct TrackKeeper: TrackIntake {
    /// A track whose fold is in memory.
    private struct OpenTrack {
        var fold: TrackFold
        var watch: ShapeWatch
        /// Whether its fold was made anew, so that what it tells must be compared with what is kept.
        var isMadeAnew = false
        /// Whether a part of it was recorded before; what is added may belong to that part.
        var isReplaying = false
        /// Later tracks that share shapes with it.
        var followers: Set<TrackKey> = []
        var portions: Int
        /// Whether its raw fixes have been removed: it stays as it is.
        var isClosed = false
        /// In a rehearsal, the fixes that would be in the store.
        var rehearsed: [TrackFix] = []
        /// When it was needed last, in takes.
        var used: Int
    }

    /// A fix and where it stands among those handed in.
    private struct Arrival: Comparable {
        let fix: TrackFix
        let number: Int

        static func < (a: Arrival, b: Arrival) -> Bool { (a.fix, a.number) < (b.fix, b.number) }
    }

    /// How many folds are held.
    private static let held = 2000
    /// How many portions of fixes a track may lie in before they become one.
    private static let mostPortions = 32

    private let store: any PatrolStore
    /// What tracks are credited against.
    public let ground: PatrolGround
    private let crew: any PatrolCrew
    private let clock: DutyClock
    private let isRehearsal: Bool
    private var open: [TrackKey: OpenTrack] = [:]
    private var takes = 0

    /// Opens the door of a store.
    ///
    /// - Parameters:
    ///   - store: Where everything is kept.
    ///   - ground: What tracks are credited against.
    ///   - crew: Who carries which device, and is on duty when.
    ///   - clock: The bureau's.
    ///   - isRehearsal: Whether nothing is kept but in memory, and only as long as tracks come in order.
    public init(
        store: any PatrolStore,
        ground: PatrolGround,
        crew: any PatrolCrew,
        clock: DutyClock,
        isRehearsal: Bool = false
    ) {
        self.store = store
        self.ground = ground
        self.crew = crew
        self.clock = clock
        self.isRehearsal = isRehearsal
    }

    /// Takes positions and keeps, all in one transaction of the store, what follows from them.
    ///
    /// - Parameters:
    ///   - fixes: In any order; what is there already changes nothing.
    ///   - now: The time by the clock.
    /// - Returns: What became of each, in their order.
    /// - Throws: The store's errors; nothing has changed then.
    public mutating func take(_ fixes: [RawFix], at now: Date) throws -> [FixReceipt] {
        do {
            let (changes, receipts) = try changes(of: fixes, at: now)
            if !changes.isEmpty, !isRehearsal { try store.keep(changes, at: now) }
            return receipts
        } catch {
            // What is in memory may be ahead of the store, whichever track it was that failed.
            open = [:]
            throw error
        }
    }

    /// Judges the fixes of tracks anew, after lines, devices, the rota or the numbers have changed.
    ///
    /// A track whose raw fixes have been removed, or whose person has left, stays as it is.
    ///
    /// - Parameters:
    ///   - keys: The tracks.
    ///   - now: The time by the clock.
    /// - Returns: How many of them tell something else now.
    /// - Throws: The store's errors; the tracks before are kept then.
    public mutating func rebuild(_ keys: some Sequence<TrackKey>, at now: Date) throws -> Int {
        var count = 0
        for key in keys.sorted() {
            open[key] = nil
            // Of somebody who has left nobody knows any more when they were on duty.
            guard crew.knows(key.staff), let kept = try store.track(key) else { continue }
            var track = try read(key)
            guard !track.isClosed else { continue }
            var change = try settle(&track, key, [], nil, at: now)
            change.track.received = kept.received
            open[key] = nil
            guard change.track != kept || !change.credits.isEmpty || !change.withdrawn.isEmpty else { continue }
            try store.keep([change], at: now)
            count += 1
        }
        return count
    }

    private mutating func changes(
        of fixes: [RawFix],
        at now: Date
    ) throws -> (changes: [TrackChange], receipts: [FixReceipt]) {
        takes += 1
        var receipts = [FixReceipt](repeating: .repeated, count: fixes.count)
        var arrivals: [TrackKey: [Arrival]] = [:]
        var days = DayFinder(clock: clock)
        let today = days.day(of: now.milliseconds)
        for (number, raw) in fixes.enumerated() {
            switch admit(raw, at: now, today: today, &days) {
            case .success(let (key, fix)): arrivals[key, default: []].append(Arrival(fix: fix, number: number))
            case .failure(let refusal): receipts[number] = .refused(refusal.reason)
            }
        }
        var changes: [TrackChange] = []
        var shapes = ShapeLedger(store: store)
        // Earlier tracks first: a track can make later ones replays, never earlier ones.
        var keys = Set(arrivals.keys)
        while let key = keys.min() {
            keys.remove(key)
            let isDoubtful = shapes.isDoubtful(key)
            let own = arrivals[key] ?? []
            if let change = try take(own, of: key, isDoubtful, &shapes, at: now, { receipts[$0] = $1 }) {
                changes.append(change)
                keys.formUnion(try shapes.note(change, followers: open[key]?.followers ?? []))
            }
        }
        for (key, followers) in shapes.followers { open[key]?.followers.formUnion(followers) }
        evict()
        return (changes, receipts)
    }

    /// Why a position does not come in.
    private struct Refusal: Error {
        let reason: FixRefusal
    }

    /// Whose track a position belongs to.
    private func admit(
        _ raw: RawFix,
        at now: Date,
        today: LocalDay,
        _ days: inout DayFinder
    ) -> Result<(TrackKey, TrackFix), Refusal> {
        func refused(_ reason: FixRefusal) -> Result<(TrackKey, TrackFix), Refusal> {
            .failure(Refusal(reason: reason))
        }
        guard Self.world.contains(raw.place) else { return refused(.notAPlace) }
        guard let time = raw.time, time.timeIntervalSince1970.isFinite else { return refused(.noTime) }
        guard time.timeIntervalSince(now) <= ground.policy.cleaning.futureSeconds else { return refused(.future) }
        // Before the check below, which needs a day: no calendar goes there.
        guard time.timeIntervalSince1970 > 0 else { return refused(.tooOld) }
        let fix = TrackFix(raw, milliseconds: time.milliseconds)
        let day = days.day(of: fix.milliseconds)
        guard day.number >= today.number - ground.policy.retentionDays else { return refused(.tooOld) }
        guard let staff = raw.staff ?? crew.carrier(of: raw.device, on: day), crew.knows(staff) else {
            return refused(.unknownStaff)
        }
        return .success((TrackKey(staff: staff, device: raw.device, day: day), fix))
    }

    private static let world = Box(minX: -180, minY: -90, maxX: 180, maxY: 90)

    // MARK: One track

    /// Adds fixes to a track, or judges it anew.
    ///
    /// - Returns: What there is to keep; nil when nothing is new.
    private mutating func take(
        _ arrivals: [Arrival],
        of key: TrackKey,
        _ isDoubtful: Bool,
        _ shapes: inout ShapeLedger,
        at now: Date,
        _ tell: (Int, FixReceipt) -> Void
    ) throws -> TrackChange? {
        var new: [Arrival] = []
        for arrival in arrivals.sorted() where new.last?.fix != arrival.fix { new.append(arrival) }
        var track = try open[key] ?? read(key)
        guard !track.isClosed else {
            // With its fixes gone it cannot be judged anew, and what it covered is not to be lost.
            for arrival in arrivals { tell(arrival.number, .refused(.tooOld)) }
            return nil
        }
        let last = track.fold.last
        var known: [TrackFix]?
        if let last, isDoubtful || new.first.map({ $0.fix <= last }) ?? false {
            let fixes = try (store.fixes(of: key) + track.rehearsed).sorted()
            let held = Set(fixes)
            new.removeAll { held.contains($0.fix) }
            known = fixes
        }
        guard !new.isEmpty || isDoubtful else { return nil }
        let isInOrder = new.first.map { first in last.map { $0 < first.fix } ?? true } ?? true
        let signatures = track.watch.signatures
        var all: [TrackFix]?
        if isInOrder && !isDoubtful {
            let repeatedItself = track.watch.repeatsItself
            let fresh = track.watch.add(new.map(\.fix))
            let isNewLoop = track.watch.repeatsItself && !repeatedItself
            if try track.isReplaying || isNewLoop || shapes.hasOriginal(of: fresh, before: key) {
                all = try (known ?? store.fixes(of: key) + track.rehearsed) + new.map(\.fix)
            } else {
                for arrival in new { tell(arrival.number, .kept(track.fold.add(arrival.fix), isLate: false)) }
            }
        } else {
            all = ((known ?? []) + new.map(\.fix)).sorted()
        }
        if let all {
            let verdicts = try foldAnew(&track, key, all, &shapes, Set(new.map(\.fix)))
            for arrival in new {
                guard let verdict = verdicts[arrival.fix] else { continue }
                tell(arrival.number, .kept(verdict, isLate: last.map { arrival.fix <= $0 } ?? false))
            }
        }
        if isRehearsal { track.rehearsed += new.map(\.fix) }
        var change = try settle(&track, key, new.map(\.fix), all, at: now)
        change.shapes = track.watch.signatures.subtracting(signatures).sorted()
        change.lostShapes = signatures.subtracting(track.watch.signatures).sorted()
        return change
    }

    /// Judges all fixes of a track from its beginning.
    ///
    /// - Returns: The verdicts on those that are wanted.
    private func foldAnew(
        _ track: inout OpenTrack,
        _ key: TrackKey,
        _ all: [TrackFix],
        _ shapes: inout ShapeLedger,
        _ wanted: Set<TrackFix>
    ) throws -> [TrackFix: FixVerdict] {
        var watch = ShapeWatch()
        _ = watch.add(all)
        let replayed = try shapes.replayed(key, all, watch.signatures.sorted())
        var fold = TrackFold(ground, duty: crew.duty(of: key.staff, on: key.day), replayed: replayed)
        var verdicts: [TrackFix: FixVerdict] = [:]
        for fix in all {
            let verdict = fold.add(fix)
            if wanted.contains(fix) { verdicts[fix] = verdict }
        }
        track.fold = fold
        track.watch = watch
        track.isMadeAnew = true
        track.isReplaying = !replayed.isEmpty
        return verdicts
    }

    /// What there is to keep of a track after its fold has changed.
    private mutating func settle(
        _ track: inout OpenTrack,
        _ key: TrackKey,
        _ new: [TrackFix],
        _ all: [TrackFix]?,
        at now: Date
    ) throws -> TrackChange {
        let result = track.fold.takeChanges()
        var change = TrackChange(
            track: KeptTrack(
                key: key,
                summary: result.summary,
                verdicts: result.verdicts,
                visits: result.visits,
                received: now
            ),
            fixes: new
        )
        if new.isEmpty, let kept = try store.track(key) { change.track.received = kept.received }
        track.portions += new.isEmpty ? 0 : 1
        if track.portions > Self.mostPortions {
            change.fixes = try all ?? (store.fixes(of: key) + new)
            change.replacesFixes = true
            track.portions = 1
        }
        change.credits = result.credits.map { ground.kept($0, of: key) }
        if track.isMadeAnew { try compare(&change, of: key) }
        track.isMadeAnew = false
        track.used = takes
        open[key] = track
        return change
    }

    /// Leaves out of a change what the store has already, and withdraws what no longer follows.
    private func compare(_ change: inout TrackChange, of key: TrackKey) throws {
        var kept = Dictionary(uniqueKeysWithValues: try store.credits(of: key).map { ($0.line, $0) })
        change.credits.removeAll { kept.removeValue(forKey: $0.line) == $0 }
        // Of a line that is gone nothing is withdrawn, since it may come back.
        change.withdrawn = kept.keys.filter { ground.network.number(of: $0) != nil }.sorted()
    }

    /// A track as the store has it.
    private func read(_ key: TrackKey) throws -> OpenTrack {
        let fold = TrackFold(ground, duty: crew.duty(of: key.staff, on: key.day))
        var track = OpenTrack(fold: fold, watch: ShapeWatch(), portions: 0, used: 0)
        guard let kept = try store.track(key) else { return track }
        let fixes = try store.fixes(of: key)
        guard fixes.count == kept.summary.fixCount else {
            track.isClosed = true
            return track
        }
        var shapes = ShapeLedger(store: store)
        _ = try foldAnew(&track, key, fixes, &shapes, [])
        track.followers = try shapes.later(than: key, showing: track.watch.signatures.sorted())
        track.portions = Self.mostPortions
        return track
    }

    private mutating func evict() {
        guard open.count > Self.held else { return }
        let oldest = open.sorted { ($0.value.used, $0.key) < ($1.value.used, $1.key) }.prefix(
            open.count - Self.held / 2
        )
        for (key, _) in oldest { open[key] = nil }
    }
}

extension PatrolGround {
    /// A credit by the line's code and course.
    public func kept(_ credit: LineCredit, of key: TrackKey) -> KeptCredit {
        let line = network.lines[credit.line]
        return KeptCredit(key: key, line: line.code, mark: line.mark, walks: credit.walks, unknown: credit.unknown)
    }
}

extension Date {
    /// Milliseconds since 1970, rounded.
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
}

/// Finds the day of the calendar for many instants of few days.
struct DayFinder {
    let clock: DutyClock
    private var day: LocalDay?
    private var span: Range<Int64> = 0..<0

    init(clock: DutyClock) { self.clock = clock }

    /// The day that the clock shows at an instant, given in milliseconds since 1970.
    mutating func day(of milliseconds: Int64) -> LocalDay {
        if let day, span.contains(milliseconds) { return day }
        let found = clock.day(at: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
        let start = clock.instant(of: found, minute: 0).milliseconds
        let end = clock.instant(of: found.advanced(by: 1), minute: 0).milliseconds
        day = found
        span = start..<max(start, end)
        return found
    }
}
