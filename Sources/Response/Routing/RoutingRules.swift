import Foundation
public import Territory

/// What a call is about.
public enum CallCategory: String, CaseIterable, Codable, Sendable {
    /// No power (停电).
    case outage
    /// Something is broken (报修).
    case repair
    /// A meter (计量).
    case metering
    /// A question (咨询).
    case enquiry
    /// A new or larger supply (报装).
    case connection
    /// A complaint (投诉).
    case complaint

    /// Whether somebody must be on the spot at once, and can be on no other meanwhile.
    public var isOnSite: Bool {
        switch self {
        case .outage, .repair, .metering: true
        case .enquiry, .connection, .complaint: false
        }
    }
}

/// What a call is about on the network.
public enum CallAsset: String, CaseIterable, Codable, Sendable {
    /// A customer's own installation or meter.
    case customer
    /// A meter box (表箱).
    case meterBox = "meter_box"
    /// A low-voltage line (低压线路).
    case line
    /// A transformer (台区).
    case transformer
}

/// Whom a rule tries, in its order.
public enum RoutingStep: String, CaseIterable, Codable, Sendable {
    /// The attendant who answers for the subdistrict, if on duty.
    case responsible
    /// Who stands in for the attendant by override or leave.
    case substitute
    /// The nearest who can.
    case nearest
}

/// How calls are routed: readable settings of a bureau, the first rule that matches applies.
public struct RoutingRules: Hashable, Codable, Sendable {
    /// The promised minutes, by area class.
    public var arrivalLimits = ArrivalLimits.standard
    /// How long positions are believed.
    public var positions = PositionPolicy()
    /// The speed on straight ways, in kilometres an hour.
    public var lineSpeed = 30.0
    /// How many tickets somebody may have at once.
    public var capacity = 1
    /// What tickets must keep to besides the arrival limits.
    public var clocks = ClockLimits()
    /// When tickets become one incident.
    public var incidents = IncidentPolicy()
    /// The rules; after the last there is ``RoutingRule/usual``.
    public var rules: [RoutingRule] = []

    /// The usual settings without rules of one's own.
    public init() {}

    /// The rules in the order in which they are tried; the last one matches always.
    public var all: [RoutingRule] { rules + [.usual] }

    /// Tries the rules in their order.
    ///
    /// - Returns: Every rule that was tried with the first condition that it fails; the last one fails none.
    public func trials(_ subject: RoutingSubject) -> [RuleTrial] {
        var trials: [RuleTrial] = []
        for rule in all {
            trials.append(RuleTrial(rule: rule.name, failed: rule.failure(subject)))
            if trials.last?.failed == nil { break }
        }
        return trials
    }

    /// The rule of that name.
    public func rule(_ name: String) -> RoutingRule { all.first { $0.name == name } ?? .usual }
}

/// A rule: when it applies, and whom it tries.
public struct RoutingRule: Hashable, Codable, Sendable {
    /// Names the rule in decisions.
    public var name: String
    /// Applies to these categories; any when absent.
    public var category: [CallCategory]?
    /// Applies in areas of these classes.
    public var area: [AreaClass]?
    /// Applies in these units and those below them.
    public var district: [String]?
    /// Applies to these assets.
    public var asset: [CallAsset]?
    /// Applies on these days of the week, 1 for Monday.
    public var weekdays: [Int]?
    /// Applies from this time of the day, as `08:00`.
    public var from: String?
    /// Applies up to but not including this time; on the next day when it is not later than ``from``.
    public var to: String?
    /// Whom it tries, in order.
    public var steps: [RoutingStep]?
    /// Skills that whoever goes must have.
    public var skills: [String]?
    /// Roles of which the nearest must have one.
    public var roles: [StaffRole]?
    /// The arrival limit in minutes, in place of that of the area class.
    public var limitMinutes: Double?
    /// The roles to which a call that nobody can take goes up, in order.
    public var escalation: [StaffRole]?

    /// The rule behind all others: design's order for every call.
    public static let usual = RoutingRule(name: "usual")

    /// Creates a rule without conditions.
    public init(name: String) { self.name = name }
}

/// What rules look at.
public struct RoutingSubject: Hashable, Codable, Sendable {
    /// What the call is about.
    public var category: CallCategory
    /// What it is about on the network; nil when nobody knows.
    public var asset: CallAsset?
    /// The class of the place's area.
    public var area: AreaClass
    /// The units of the place, the highest first.
    public var path: [String]
    /// The day of the week, 1 for Monday.
    public var weekday: Int
    /// Minutes after midnight by the bureau's clock.
    public var minute: Int

    /// Creates a subject.
    public init(category: CallCategory, asset: CallAsset?, area: AreaClass, path: [String], weekday: Int, minute: Int) {
        self.category = category
        self.asset = asset
        self.area = area
        self.path = path
        self.weekday = weekday
        self.minute = minute
    }
}

/// A rule that was tried, and what became of it.
public struct RuleTrial: Hashable, Codable, Sendable {
    /// A condition of a rule.
    public enum Condition: String, CaseIterable, Codable, Sendable {
        case category, area, district, asset, weekdays, hours
    }

    /// The rule's name.
    public let rule: String
    /// The first condition that the call fails; nil when the rule applies.
    public let failed: Condition?
}

extension RoutingRule {
    /// The first condition that a call fails; nil when the rule applies.
    func failure(_ subject: RoutingSubject) -> RuleTrial.Condition? {
        if let category, !category.contains(subject.category) { return .category }
        if let area, !area.contains(subject.area) { return .area }
        if let district, Set(district).isDisjoint(with: subject.path) { return .district }
        if let asset, !(subject.asset.map(asset.contains) ?? false) { return .asset }
        let start = from.flatMap(RotaEntry.minutes) ?? 0
        let end = to.flatMap(RotaEntry.minutes) ?? 1440
        let isOvernight = end <= start
        let isAfterMidnight = isOvernight && subject.minute < end
        // The small hours belong to the day on which the rule's hours began.
        let weekday = isAfterMidnight ? (subject.weekday + 5) % 7 + 1 : subject.weekday
        if let weekdays, !weekdays.contains(weekday) { return .weekdays }
        let isInside =
            isOvernight
            ? subject.minute >= start || subject.minute < end : (start..<end).contains(subject.minute)
        return isInside ? nil : .hours
    }
}

/// What is wrong with a file of routing rules.
public enum RoutingRulesError: Error, Hashable, Sendable {
    /// Two rules have one name, or one has that of the usual rule or none.
    case name(String)
    /// A number is not one that makes sense; the key says which.
    case number(String)
    /// A time of a rule is not written as 08:00.
    case time(rule: String)
    /// A rule's list is empty, so that it could never apply or do anything; the key says which.
    case empty(rule: String, key: String)
}

extension RoutingRules {
    /// Makes sure that the settings make sense.
    ///
    /// - Throws: ``RoutingRulesError``.
    public func check() throws {
        // More than any sensible setting, and less than what dates and clocks can bear.
        func positive(_ value: Double, _ key: String, most: Double = 100_000) throws {
            guard value > 0, value <= most else { throw RoutingRulesError.number(key) }
        }
        try positive(arrivalLimits.urban, "arrival_limits.urban")
        try positive(arrivalLimits.rural, "arrival_limits.rural")
        try positive(arrivalLimits.remote, "arrival_limits.remote")
        try positive(lineSpeed, "line_speed_kmh")
        try positive(positions.limitSeconds, "positions.limit_seconds")
        try positive(positions.driftMetresPerSecond + 1, "positions.drift_metres_per_second")
        try positive(clocks.dispatchMinutes, "clocks.dispatch_minutes")
        try positive(clocks.acceptMinutes, "clocks.accept_minutes")
        try positive(clocks.restoreHoursUrban, "clocks.restore_hours_urban")
        try positive(clocks.restoreHoursElsewhere, "clocks.restore_hours_elsewhere")
        try positive(clocks.connectionWorkingDays, "clocks.connection_working_days", most: 1000)
        try positive(incidents.windowMinutes, "incidents.window_minutes")
        guard (2...100).contains(incidents.least) else { throw RoutingRulesError.number("incidents.least") }
        guard incidents.duplicateMetres >= 0, incidents.duplicateMetres <= 1000 else {
            throw RoutingRulesError.number("incidents.duplicate_metres")
        }
        guard (1...100).contains(capacity) else { throw RoutingRulesError.number("capacity") }
        var names: Set<String> = [RoutingRule.usual.name, ""]
        for rule in rules {
            guard names.insert(rule.name).inserted else { throw RoutingRulesError.name(rule.name) }
            for time in [rule.from, rule.to].compactMap(\.self) where RotaEntry.minutes(time) == nil {
                throw RoutingRulesError.time(rule: rule.name)
            }
            if let limit = rule.limitMinutes { try positive(limit, "\(rule.name).limit_minutes") }
            guard (rule.weekdays ?? []).allSatisfy((1...7).contains) else {
                throw RoutingRulesError.number("\(rule.name).weekdays")
            }
            let lists: [(String, Bool?)] = [
                ("category", rule.category?.isEmpty), ("area", rule.area?.isEmpty),
                ("district", rule.district?.isEmpty),
                ("asset", rule.asset?.isEmpty), ("weekdays", rule.weekdays?.isEmpty), ("steps", rule.steps?.isEmpty),
            ]
            if let empty = lists.first(where: { $0.1 == true }) {
                throw RoutingRulesError.empty(rule: rule.name, key: empty.0)
            }
        }
    }
}
