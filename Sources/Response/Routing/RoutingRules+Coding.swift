import Territory

/// Keys as people write them, with what is left out taken as usual and what is not known refused: a condition with a
/// mistyped name must not silently apply to all.
extension RoutingRules {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case arrivalLimits = "arrival_limits"
        case positions
        case lineSpeed = "line_speed_kmh"
        case capacity
        case clocks
        case incidents
        case rules
    }

    /// Reads settings; what is left out is as usual.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(besides: CodingKeys.self)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        arrivalLimits = try values.decodeIfPresent(ArrivalLimits.self, forKey: .arrivalLimits) ?? arrivalLimits
        positions = try values.decodeIfPresent(PositionPolicy.self, forKey: .positions) ?? positions
        lineSpeed = try values.decodeIfPresent(Double.self, forKey: .lineSpeed) ?? lineSpeed
        capacity = try values.decodeIfPresent(Int.self, forKey: .capacity) ?? capacity
        clocks = try values.decodeIfPresent(ClockLimits.self, forKey: .clocks) ?? clocks
        incidents = try values.decodeIfPresent(IncidentPolicy.self, forKey: .incidents) ?? incidents
        rules = try values.decodeIfPresent([RoutingRule].self, forKey: .rules) ?? rules
    }
}

extension RoutingRule {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case name, category, area, district, asset, weekdays, from, to, steps, skills, roles, escalation
        case limitMinutes = "limit_minutes"
    }

    /// Reads a rule.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(besides: CodingKeys.self)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(name: try values.decode(String.self, forKey: .name))
        category = try values.decodeIfPresent([CallCategory].self, forKey: .category)
        area = try values.decodeIfPresent([AreaClass].self, forKey: .area)
        district = try values.decodeIfPresent([String].self, forKey: .district)
        asset = try values.decodeIfPresent([CallAsset].self, forKey: .asset)
        weekdays = try values.decodeIfPresent([Int].self, forKey: .weekdays)
        from = try values.decodeIfPresent(String.self, forKey: .from)
        to = try values.decodeIfPresent(String.self, forKey: .to)
        steps = try values.decodeIfPresent([RoutingStep].self, forKey: .steps)
        skills = try values.decodeIfPresent([String].self, forKey: .skills)
        roles = try values.decodeIfPresent([StaffRole].self, forKey: .roles)
        limitMinutes = try values.decodeIfPresent(Double.self, forKey: .limitMinutes)
        escalation = try values.decodeIfPresent([StaffRole].self, forKey: .escalation)
    }
}

extension ArrivalLimits {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case urban, rural, remote
    }

    /// Reads limits; what is left out is as usual.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(besides: CodingKeys.self)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let usual = ArrivalLimits.standard
        self.init(
            urban: try values.decodeIfPresent(Double.self, forKey: .urban) ?? usual.urban,
            rural: try values.decodeIfPresent(Double.self, forKey: .rural) ?? usual.rural,
            remote: try values.decodeIfPresent(Double.self, forKey: .remote) ?? usual.remote
        )
    }
}

extension PositionPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case limitSeconds = "limit_seconds"
        case driftMetresPerSecond = "drift_metres_per_second"
        case unstatedAccuracyMetres = "unstated_accuracy_metres"
        case worstAccuracyMetres = "worst_accuracy_metres"
        case futureSeconds = "future_seconds"
    }

    /// Reads a policy; what is left out is as usual.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(besides: CodingKeys.self)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        limitSeconds = try values.decodeIfPresent(Double.self, forKey: .limitSeconds) ?? limitSeconds
        driftMetresPerSecond =
            try values.decodeIfPresent(Double.self, forKey: .driftMetresPerSecond) ?? driftMetresPerSecond
        unstatedAccuracyMetres =
            try values.decodeIfPresent(Double.self, forKey: .unstatedAccuracyMetres) ?? unstatedAccuracyMetres
        worstAccuracyMetres =
            try values.decodeIfPresent(Double.self, forKey: .worstAccuracyMetres) ?? worstAccuracyMetres
        futureSeconds = try values.decodeIfPresent(Double.self, forKey: .futureSeconds) ?? futureSeconds
    }
}

extension ClockLimits {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case dispatchMinutes = "dispatch_minutes"
        case acceptMinutes = "accept_minutes"
        case restoreHoursUrban = "restore_hours_urban"
        case restoreHoursElsewhere = "restore_hours_elsewhere"
        case connectionWorkingDays = "connection_working_days"
    }

    /// Reads limits; what is left out is as usual.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(besides: CodingKeys.self)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func number(_ key: CodingKeys, _ usual: Double) throws -> Double {
            try values.decodeIfPresent(Double.self, forKey: key) ?? usual
        }
        self.init()
        dispatchMinutes = try number(.dispatchMinutes, dispatchMinutes)
        acceptMinutes = try number(.acceptMinutes, acceptMinutes)
        restoreHoursUrban = try number(.restoreHoursUrban, restoreHoursUrban)
        restoreHoursElsewhere = try number(.restoreHoursElsewhere, restoreHoursElsewhere)
        connectionWorkingDays = try number(.connectionWorkingDays, connectionWorkingDays)
    }
}

extension IncidentPolicy {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case windowMinutes = "window_minutes"
        case least
        case duplicateMetres = "duplicate_metres"
    }

    /// Reads a policy; what is left out is as usual.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(besides: CodingKeys.self)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        windowMinutes = try values.decodeIfPresent(Double.self, forKey: .windowMinutes) ?? windowMinutes
        least = try values.decodeIfPresent(Int.self, forKey: .least) ?? least
        duplicateMetres = try values.decodeIfPresent(Double.self, forKey: .duplicateMetres) ?? duplicateMetres
    }
}

extension Decoder {
    /// Refuses a key that nobody knows.
    fileprivate func refuseKeys<Key: CodingKey & CaseIterable>(besides known: Key.Type) throws {
        let names = Set(known.allCases.map(\.stringValue))
        for key in try container(keyedBy: AnyKey.self).allKeys where !names.contains(key.stringValue) {
            let context = DecodingError.Context(codingPath: codingPath + [key], debugDescription: "unknown key")
            throw DecodingError.dataCorrupted(context)
        }
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
}
