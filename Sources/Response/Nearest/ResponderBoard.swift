public import Foundation
import GeometryCore
public import SpatialIndex
import Territory

/// Who can be sent from where, as it changes: duty, positions, work at hand.
///
/// A value with one owner, which brings it forward with ``advance(to:)`` and asks it about the instant it stands at. What
/// it answers depends on what it holds, not on how it came to hold it.
///
/// - Complexity: A change is O(1) but for a change of duty, O(log *n*); advancing is linear in what changes meanwhile.
public struct ResponderBoard: Sendable {
    /// The traits by which searches pick responders: on duty, free, the roles, and as many skills as there is room for.
    enum Trait {
        static let onDuty: UInt32 = 1
        static let free: UInt32 = 2
        static let skillBits = (2 + StaffRole.allCases.count)..<32

        static func roles(_ roles: Set<StaffRole>) -> UInt32 {
            zip(2..., StaffRole.allCases).reduce(0) { $0 | (roles.contains($1.1) ? 1 << UInt32($1.0) : 0) }
        }
    }

    /// What is known of one person.
    struct State: Sendable {
        var fix: PositionFix?
        var whereabouts: Whereabouts?
        var road: RoadPosition?
        /// Whose duties the person has at this instant.
        var duties: [String] = []
        /// How much work is at hand.
        var load = 0
        /// Whether the agenda will look whether the position is too old by then.
        var isWatched = false
        /// The board's count of people who became available when this one last did; 0 while not available.
        var available = 0
    }

    /// Everybody.
    public let roster: Roster
    /// The roads; nil when there are none, and then ways are straight.
    public let roads: RoadGraph?
    /// How long positions are believed.
    public let policy: PositionPolicy
    /// How many tickets somebody may have at once.
    public let capacity: Int
    /// How far a road may be from a responder or a place, in metres.
    public let reach: Double
    /// The instant the board stands at.
    public private(set) var now: Date

    private(set) var states: [State]
    var onRoads: RoadBoard?
    private(set) var inAir: NearestIndex
    private var search: RoadSearch?
    let skillBits: [String: UInt32]
    /// When somebody's position may be too old, once for each.
    private var expiries = Agenda<Int>()
    private var duties: Duties
    /// When somebody's duty changes, soonest last.
    private var dutyChanges: [Date] = []

    /// How often somebody became available: came on duty, or was done with work.
    private(set) var availabilities = 0

    /// How far duty is worked out ahead, in seconds.
    private static let outlook: TimeInterval = 36 * 3600

    /// Creates a board on which everybody is at their duty point.
    ///
    /// - Parameters:
    ///   - roster: Everybody.
    ///   - roads: The roads; nil for none.
    ///   - policy: How long positions are believed.
    ///   - capacity: How many tickets somebody may have at once.
    ///   - reach: How far a road may be from a responder or a place, in metres.
    ///   - now: The instant the board stands at.
    public init(
        roster: Roster,
        roads: RoadGraph?,
        policy: PositionPolicy = PositionPolicy(),
        capacity: Int = 1,
        reach: Double = 2000,
        at now: Date
    ) {
        self.roster = roster
        self.roads = roads.flatMap { $0.edgeCount > 0 ? $0 : nil }
        self.policy = policy
        self.capacity = capacity
        self.reach = reach
        self.now = now
        states = Array(repeating: State(), count: roster.staff.count)
        onRoads = self.roads.map(RoadBoard.init(graph:))
        inAir = NearestIndex(metric: .greatCircle)
        let skills = Set(roster.staff.flatMap(\.skills)).sorted()
        skillBits = Dictionary(uniqueKeysWithValues: zip(skills, Trait.skillBits.map { UInt32(1) << UInt32($0) }))
        duties = roster.rota.duties(from: now, to: now)
        workOutDuties()
        for number in states.indices { place(number) }
        onRoads?.arrange()
    }

    // MARK: Time

    /// Brings the board to a later instant.
    ///
    /// A clock that jumps backwards leaves the board where it is.
    public mutating func advance(to instant: Date) {
        guard instant > now else { return }
        now = instant
        while let time = expiries.nextTime, time < instant, let number = expiries.next()?.item {
            states[number].isWatched = false
            if states[number].fix?.whereabouts(at: instant, policy) == nil { place(number) } else { watch(number) }
        }
        guard instant < duties.end else { return workOutDuties() }
        guard let next = dutyChanges.last, next <= instant else { return }
        while let next = dutyChanges.last, next <= instant { dutyChanges.removeLast() }
        takeUpDuties()
    }

    private mutating func workOutDuties() {
        duties = roster.rota.duties(from: now, to: now.addingTimeInterval(Self.outlook))
        let changes = duties.staff.flatMap { duties.intervals(of: $0).map(\.start) }
        let midnights = [1, 2].map { day in
            let clock = roster.rota.clock
            return clock.instant(of: clock.day(at: now).advanced(by: day), minute: 0)
        }
        dutyChanges = Set(changes + midnights).filter { $0 > now }.sorted(by: >)
        takeUpDuties()
    }

    private mutating func takeUpDuties() {
        let day = roster.rota.clock.day(at: now)
        for number in states.indices { states[number].duties = [] }
        for person in duties.staff {
            guard let holder = duties.cover(for: person, at: now).holder.flatMap(roster.number(of:)),
                roster.staff[holder].validity.contains(day)
            else { continue }
            states[holder].duties.append(person)
        }
        for number in states.indices { mark(number) }
    }

    /// Who has somebody's duty now, and why.
    public func cover(for staff: String) -> DutyCover { duties.cover(for: staff, at: now) }

    /// Whether somebody is on duty now.
    public func isOnDuty(_ number: Int) -> Bool { !states[number].duties.isEmpty }

    // MARK: Positions

    /// Takes a reported position.
    ///
    /// One that was taken when the person was off shift is refused; so is one that is not later than the last.
    @discardableResult
    public mutating func take(_ fix: PositionFix) -> PositionVerdict {
        guard let number = roster.number(of: fix.staff) else { return .unknownStaff }
        if let refusal = fix.refusal(at: now, policy) { return refusal }
        guard wasOnDuty(number, at: fix.time) else { return .offShift }
        if let last = states[number].fix, last.time >= fix.time { return .superseded }
        states[number].fix = fix
        watch(number)
        place(number)
        return .taken
    }

    /// Makes sure that somebody's position is looked at when it becomes too old, or before.
    private mutating func watch(_ number: Int) {
        guard let fix = states[number].fix, !states[number].isWatched else { return }
        states[number].isWatched = true
        expiries.add(number, at: fix.time.addingTimeInterval(policy.limitSeconds))
    }

    private func wasOnDuty(_ number: Int, at instant: Date) -> Bool {
        guard instant < now.addingTimeInterval(-1) || instant > now.addingTimeInterval(1) else {
            return isOnDuty(number)
        }
        let member = roster.staff[number]
        guard member.validity.contains(roster.rota.clock.day(at: instant)) else { return false }
        // Whose duty it is now, it mostly was a moment ago: the long way only when that does not answer.
        if let first = states[number].duties.first, covered(first, at: instant) == member.code { return true }
        return roster.onDuty(at: instant)[number] != nil
    }

    private func covered(_ staff: String, at instant: Date) -> String? {
        instant >= duties.start && instant < duties.end
            ? duties.cover(for: staff, at: instant).holder : roster.rota.cover(for: staff, at: instant).holder
    }

    /// Where somebody is taken to be; nil when neither a position nor a duty point is known.
    public func whereabouts(of number: Int) -> Whereabouts? {
        guard let fix = states[number].fix, let current = fix.whereabouts(at: now, policy) else {
            return states[number].whereabouts
        }
        return current
    }

    /// Puts somebody where they are taken to be now.
    private mutating func place(_ number: Int) {
        let fix = states[number].fix
        let found =
            fix?.whereabouts(at: now, policy)
            ?? roster.staff[number].dutyPoint.map {
                let age = fix.map { now.timeIntervalSince($0.time) }
                return Whereabouts(place: $0, isDutyPoint: true, age: age, uncertaintyMetres: nil)
            }
        states[number].whereabouts = found
        states[number].road = found.flatMap { roads?.nearestPosition(to: $0.place, within: reach) }
        let traits = traits(of: number)
        if let road = states[number].road {
            onRoads?.place(UInt32(number), at: road, traits: traits)
        } else {
            onRoads?.remove(UInt32(number))
        }
        // A place was checked when it was taken; a duty point of another program may be none, and then is not found.
        if inAir.contains(UInt32(number)) { try? inAir.remove(UInt32(number)) }
        if let found { try? inAir.insert(UInt32(number), at: found.place, traits: traits) }
    }

    // MARK: Work

    /// Whether anybody is on duty and free now who was not when ``availabilities`` were so many.
    func hasAnybodyNew(since count: Int) -> Bool { states.contains { $0.available > count } }

    /// How many tickets somebody has at hand.
    public func load(of number: Int) -> Int { states[number].load }

    /// Says how many tickets somebody has at hand.
    public mutating func setLoad(of number: Int, to load: Int) {
        states[number].load = load
        mark(number)
    }

    private mutating func mark(_ number: Int) {
        let isAvailable = isOnDuty(number) && states[number].load < capacity
        if isAvailable != (states[number].available > 0) {
            if isAvailable { availabilities += 1 }
            states[number].available = isAvailable ? availabilities : 0
        }
        let traits = traits(of: number)
        onRoads?.setTraits(of: UInt32(number), to: traits)
        if inAir.contains(UInt32(number)) { try? inAir.setTraits(of: UInt32(number), to: traits) }
    }

    private func traits(of number: Int) -> UInt32 {
        var traits: UInt32 = 0
        if isOnDuty(number) { traits |= Trait.onDuty }
        if states[number].load < capacity { traits |= Trait.free }
        traits |= Trait.roles(roster.staff[number].roles)
        for skill in roster.staff[number].skills { traits |= skillBits[skill] ?? 0 }
        return traits
    }

    // MARK: Searching

    /// Lends the scratch memory of road searches, made when it is first needed.
    mutating func searching<Result>(_ body: (inout RoadSearch, RoadBoard) -> Result) -> Result? {
        guard let roads, let onRoads else { return nil }
        if search == nil { search = RoadSearch(graph: roads) }
        guard var own = search.take() else { return nil }
        let result = body(&own, onRoads)
        search = own
        return result
    }
}
