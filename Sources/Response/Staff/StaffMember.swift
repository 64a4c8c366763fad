public import GeometryCore
public import Territory

/// What people do for the bureau.
public enum StaffRole: String, CaseIterable, Codable, Sendable {
    /// Answers for a subdistrict (供电服务员).
    case attendant
    /// Fits and inspects meters (装表兼用检员).
    case inspector
    /// Leads a district or a station (组长).
    case crewLeader = "crew_leader"
    /// Takes calls and sends people (调度员).
    case dispatcher
    /// Runs a station or the bureau (所长).
    case manager

    /// What foreign files call it.
    public var aliases: [String] {
        switch self {
        case .attendant: ["供电服务员", "服务员", "台区经理", "客户经理"]
        case .inspector: ["装表兼用检员", "装表用检员", "用检员", "装表员"]
        case .crewLeader: ["组长", "班长", "片区长"]
        case .dispatcher: ["调度员", "值班员"]
        case .manager: ["所长", "主任", "经理"]
        }
    }

    /// The role that a word names; nil when it names none.
    public init?(word: some StringProtocol) {
        let lowered = word.lowercased().replacing(" ", with: "_").replacing("-", with: "_")
        guard let role = Self.allCases.first(where: { $0.rawValue == lowered || $0.aliases.contains(String(word)) })
        else { return nil }
        self = role
    }
}

/// Somebody who works for the bureau.
public struct StaffMember: Hashable, Sendable {
    /// A district that somebody answers for, from the first day to the last but not on it.
    public struct Assignment: Hashable, Sendable {
        /// The district's code.
        public var district: String
        /// The days on which it holds.
        public var validity: DayRange

        /// Creates an assignment.
        public init(district: String, validity: DayRange) {
            self.district = district
            self.validity = validity
        }
    }

    /// The number that names the person everywhere.
    public var code: String
    /// The name; personal.
    public var name: String?
    /// What they do.
    public var roles: Set<StaffRole>
    /// What they are able to do, in lower case.
    public var skills: Set<String>
    /// The telephone number; personal.
    public var phone: String?
    /// The districts they answer for.
    public var assignments: [Assignment]
    /// The days on which they work for the bureau.
    public var validity: DayRange
    /// Where they wait for calls, WGS 84 longitude and latitude in degrees; nil when nobody said so.
    public var dutyPoint: Point?

    /// Creates a staff member.
    public init(
        code: String,
        name: String? = nil,
        roles: Set<StaffRole> = [],
        skills: Set<String> = [],
        phone: String? = nil,
        assignments: [Assignment] = [],
        validity: DayRange = .always,
        dutyPoint: Point? = nil
    ) {
        self.code = code
        self.name = name
        self.roles = roles
        self.skills = skills
        self.phone = phone
        self.assignments = assignments
        self.validity = validity
        self.dutyPoint = dutyPoint
    }
}

/// Days from a first one up to but not including a last one; each may be open.
public struct DayRange: Hashable, Sendable {
    /// The first day; nil for since ever.
    public var from: LocalDay?
    /// The first day after; nil for without end.
    public var to: LocalDay?

    /// Every day.
    public static let always = DayRange()

    /// Creates a range.
    public init(from: LocalDay? = nil, to: LocalDay? = nil) {
        self.from = from
        self.to = to
    }

    /// Whether a day is one of them.
    public func contains(_ day: LocalDay) -> Bool { (from ?? day) <= day && to.map { day < $0 } ?? true }
}
