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
public struct TrackKeeper {
    /// A track whose fold is in memory.
    private struct OpenTrack {
        var fold: TrackFold
        /// What is in the store of it: credits by line.
        var kept: [Int: LineCredit]
        var portions: Int
        /// When it was needed last, in takes.
        var used: Int
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
    private var open: [TrackKey: OpenTrack] = [:]
    private var takes = 0

    /// Opens the door of a store.
    ///
    /// - Parameters:
    ///   - store: Where everything is kept.
    ///   - ground: What tracks are credited against.
    ///   - crew: Who carries which device, and is on duty when.
    ///   - clock: The bureau's.
    public init(store: any PatrolStore, ground: PatrolGround, crew: any PatrolCrew, clock: DutyClock) {
        self.store = store
        self.ground = ground
        self.crew = crew
        self.clock = clock
    }

    /// Takes positions and keeps, all in one transaction of the store, what follows from them.
    ///
    /// - Parameters:
    ///   - fixes: In any order; what is there already changes nothing.
    ///   - now: The time by the clock.
    /// - Returns: What became of each, in their order.
    /// - Throws: The store's errors; nothing has changed then.
    public mutating func take(_ fixes: [RawFix], at now: Date) throws -> [FixReceipt] {
        let (changes, receipts) = try changes(of: fixes, at: now)
        do {
            if !changes.isEmpty { try store.keep(changes, at: now) }
        } catch {
            for change in changes { open[change.track.key] = nil }
            throw error
        }
        return receipts
    }

    /// What positions would lead to; nothing is kept.
    ///
    /// - Throws: The store's errors.
    public func rehearse(_ fixes: [RawFix], at now: Date) throws -> [FixReceipt] {
        var trial = self
        return try trial.changes(of: fixes, at: now).receipts
    }

    private mutating func changes(
        of fixes: [RawFix],
        at now: Date
    ) throws -> (changes: [TrackChange], receipts: [FixReceipt]) {
        takes += 1
        var receipts = [FixReceipt](repeating: .repeated, count: fixes.count)
        var arrivals: [TrackKey: [(fix: TrackFix, number: Int)]] = [:]
        var days = DayFinder(clock: clock)
        let today = days.day(of: now.milliseconds)
        for (number, raw) in fixes.enumerated() {
            switch admit(raw, at: now, today: today, &days) {
            case .success(let (key, fix)): arrivals[key, default: []].append((fix, number))
            case .failure(let refusal): receipts[number] = .refused(refusal.reason)
            }
        }
        var changes: [TrackChange] = []
        for key in arrivals.keys.sorted() {
            let change = try take(arrivals[key] ?? [], of: key, at: now) { receipts[$0] = $1 }
            if let change { changes.append(change) }
        }
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

    /// Adds fixes to a track.
    ///
    /// - Returns: What there is to keep; nil when nothing is new.
    private mutating func take(
        _ arrivals: [(fix: TrackFix, number: Int)],
        of key: TrackKey,
        at now: Date,
        _ tell: (Int, FixReceipt) -> Void
    ) throws -> TrackChange? {
        let sorted = arrivals.sorted { ($0.fix, $0.number) < ($1.fix, $1.number) }
        var new: [(fix: TrackFix, number: Int)] = []
        for arrival in sorted where new.last?.fix != arrival.fix { new.append(arrival) }
        var track = try open[key] ?? read(key)
        var isLate = Set<TrackFix>()
        var all: [TrackFix]?
        if let last = track.fold.last, new[0].fix <= last {
            let known = try store.fixes(of: key)
            let held = Set(known)
            new.removeAll { held.contains($0.fix) }
            guard let first = new.first else { return nil }
            isLate = Set(new.lazy.map(\.fix).filter { $0 <= last })
            if first.fix <= last { all = (known + new.map(\.fix)).sorted() }
        }
        var verdicts: [TrackFix: FixVerdict] = [:]
        if let all {
            var fold = fold(key)
            let wanted = Set(new.map(\.fix))
            for fix in all {
                let verdict = fold.add(fix)
                if wanted.contains(fix) { verdicts[fix] = verdict }
            }
            track.fold = fold
        } else {
            for (fix, _) in new { verdicts[fix] = track.fold.add(fix) }
        }
        for (fix, number) in new {
            if let verdict = verdicts[fix] { tell(number, .kept(verdict, isLate: isLate.contains(fix))) }
        }
        return try settle(&track, key, new.map(\.fix), all, at: now)
    }

    /// What there is to keep of a track after its fold has changed.
    private mutating func settle(
        _ track: inout OpenTrack,
        _ key: TrackKey,
        _ new: [TrackFix],
        _ all: [TrackFix]?,
        at now: Date
    ) throws -> TrackChange {
        let result = track.fold.result()
        var change = TrackChange(
            track: KeptTrack(
                key: key,
                summary: result.summary,
                verdicts: result.verdicts,
                visits: result.visits,
                received: now
            ),
            fixes: new,
            replacesFixes: false,
            credits: [],
            withdrawn: [],
            shapes: []
        )
        track.portions += 1
        if track.portions > Self.mostPortions {
            change.fixes = try all ?? (store.fixes(of: key) + new)
            change.replacesFixes = true
            track.portions = 1
        }
        var kept: [Int: LineCredit] = [:]
        kept.reserveCapacity(result.credits.count)
        for credit in result.credits {
            kept[credit.line] = credit
            if track.kept[credit.line] != credit { change.credits.append(ground.kept(credit, of: key)) }
        }
        change.withdrawn = track.kept.keys.filter { kept[$0] == nil }.map { ground.network.lines[$0].code }.sorted()
        track.kept = kept
        track.used = takes
        open[key] = track
        return change
    }

    private func fold(_ key: TrackKey) -> TrackFold {
        TrackFold(ground, duty: crew.duty(of: key.staff, on: key.day))
    }

    /// A track as the store has it.
    private func read(_ key: TrackKey) throws -> OpenTrack {
        var fold = fold(key)
        guard try store.track(key) != nil else { return OpenTrack(fold: fold, kept: [:], portions: 0, used: 0) }
        for fix in try store.fixes(of: key) { fold.add(fix) }
        var kept: [Int: LineCredit] = [:]
        for credit in try store.credits(of: key) {
            // Of a line that is gone nothing is told any more; nor is it withdrawn.
            guard let line = ground.network.number(of: credit.line) else { continue }
            // A course that has changed since is told anew.
            let mark = ground.network.lines[line].mark
            kept[line] = LineCredit(
                line: line,
                walks: credit.mark == mark ? credit.walks : [],
                unknown: credit.mark == mark ? credit.unknown : IntervalSet()
            )
        }
        return OpenTrack(fold: fold, kept: kept, portions: Self.mostPortions, used: 0)
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
