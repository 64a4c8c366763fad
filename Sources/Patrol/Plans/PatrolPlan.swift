public import Territory

/// What is to be patrolled how often: every so many days, or once between two days.
public struct PatrolPlan: Hashable, Sendable {
    /// The kinds of plan.
    public enum Kind: Hashable, Sendable {
        /// Once in every so many days (周期巡视).
        case cycle(days: Int)
        /// Once while the plan is valid (特殊巡视), as after a typhoon; besides the cycles, not instead of them.
        case special

        /// The word in files.
        public var name: String {
            switch self {
            case .cycle: "cycle"
            case .special: "special"
            }
        }
    }

    /// The code that names it.
    public var code: String
    /// What people call it.
    public var name: String?
    /// Every so many days, or once.
    public var kind: Kind
    /// The assets it is about.
    public var asset: PatrolAsset
    /// Only lines of this kind; nil for all.
    public var lineKind: LineKind?
    /// Only what lies in this unit, of any level; nil for all.
    public var district: String?
    /// Only what lies in units of this class; nil for all.
    public var areaClass: AreaClass?
    /// Only at this time of the year; nil for all year.
    public var season: Season?
    /// The first day on which it holds, from which its cycles are counted.
    public var validFrom: LocalDay
    /// The first day on which it no longer holds; nil for without end.
    public var validTo: LocalDay?
    /// Only what this staff member answers for; nil for all.
    public var staff: String?

    /// Creates a plan.
    public init(
        code: String,
        name: String? = nil,
        kind: Kind,
        asset: PatrolAsset,
        lineKind: LineKind? = nil,
        district: String? = nil,
        areaClass: AreaClass? = nil,
        season: Season? = nil,
        validFrom: LocalDay,
        validTo: LocalDay? = nil,
        staff: String? = nil
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.asset = asset
        self.lineKind = lineKind
        self.district = district
        self.areaClass = areaClass
        self.season = season
        self.validFrom = validFrom
        self.validTo = validTo
        self.staff = staff
    }

    /// Whether it is one of those that are done once.
    public var isSpecial: Bool { kind == .special }

    /// Days between two patrols; nil for a special one.
    public var cycleDays: Int? {
        if case .cycle(let days) = kind { days } else { nil }
    }

    /// Whether it is in force on a day.
    public func isInForce(on day: LocalDay) -> Bool {
        validFrom <= day && validTo.map { day < $0 } ?? true && season?.contains(day) ?? true
    }

    /// Whether it is about a piece, whoever answers for that.
    public func covers(_ piece: PatrolPiece) -> Bool {
        piece.asset == asset && (lineKind == nil || lineKind == piece.lineKind)
            && (areaClass == nil || areaClass == piece.areaClass) && district.map(piece.path.contains) ?? true
    }

    /// Whether it is about a piece that these people answer for.
    public func covers(_ piece: PatrolPiece, of staff: [String]) -> Bool {
        covers(piece) && self.staff.map(staff.contains) ?? true
    }

    /// Whether it counts rather than another plan that covers the same piece on the same day.
    ///
    /// One for a staff member before one for all; then the one for the lower unit; then one for an area class, one for a
    /// kind of line, one for a season; then the one that holds since later; then the smaller code.
    public func isMoreSpecific(than other: PatrolPlan, for piece: PatrolPiece) -> Bool {
        let (mine, theirs) = (rank(for: piece), other.rank(for: piece))
        if mine != theirs { return theirs.lexicographicallyPrecedes(mine) }
        return code.utf8.lexicographicallyPrecedes(other.code.utf8)
    }

    private func rank(for piece: PatrolPiece) -> [Int] {
        [
            staff == nil ? 0 : 1, district.flatMap { piece.path.firstIndex(of: $0) }.map { $0 + 1 } ?? 0,
            areaClass == nil ? 0 : 1, lineKind == nil ? 0 : 1, season == nil ? 0 : 1, validFrom.number,
        ]
    }
}
