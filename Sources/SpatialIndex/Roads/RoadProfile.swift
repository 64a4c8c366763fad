/// How somebody travels: which roads are open and how quick they are, read from a road's attributes.
///
/// The speed of a road is four fifths of its speed limit where that is known, since nobody drives at the limit all the
/// way, and never above the traveller's greatest; else that of its class. A slow surface and a narrow kind of service
/// road limit it too. Attributes are OpenStreetMap's: `highway` (or `class`), `oneway`, `maxspeed`, `junction`,
/// `access`, `vehicle`, `motor_vehicle` and the traveller's own, `service`, `surface`, `area`; so are their values, or
/// the Chinese words for them.
public struct RoadProfile: Sendable {
    /// Kilometres an hour on each class of road; a class that is not here is closed.
    public var classSpeeds: [RoadClass: Double]
    /// No road is quicker than this, in kilometres an hour.
    public var greatestSpeed: Double
    /// The attributes that may close or open a road, the most particular one first.
    public var accessKeys: [String]
    /// Whether one-way roads are one-way for this traveller.
    public var obeysOneWay: Bool
    /// Whether speed limits are this traveller's too.
    public var heedsLimits: Bool

    /// A car or a service van.
    public static let car = RoadProfile(
        classSpeeds: [
            .motorway: 100, .trunk: 75, .primary: 60, .secondary: 50, .tertiary: 35, .motorwayLink: 45, .trunkLink: 40,
            .primaryLink: 30, .secondaryLink: 25, .tertiaryLink: 20, .unclassified: 28, .residential: 25,
            .livingStreet: 10, .service: 15, .road: 25, .track: 12,
        ],
        greatestSpeed: 110,
        accessKeys: ["motorcar", "motor_vehicle", "vehicle", "access"],
        obeysOneWay: true,
        heedsLimits: true
    )

    /// A light motorcycle, which is quicker than a car in lanes and on tracks, and not let onto motorways.
    public static let motorcycle = RoadProfile(
        classSpeeds: [
            .trunk: 55, .primary: 50, .secondary: 45, .tertiary: 40, .trunkLink: 40, .primaryLink: 30,
            .secondaryLink: 25, .tertiaryLink: 25, .unclassified: 32, .residential: 28, .livingStreet: 15, .service: 18,
            .road: 28, .track: 20, .path: 10,
        ],
        greatestSpeed: 60,
        accessKeys: ["motorcycle", "motor_vehicle", "vehicle", "access"],
        obeysOneWay: true,
        heedsLimits: true
    )

    /// A bicycle.
    public static let bicycle = RoadProfile(
        classSpeeds: [
            .primary: 15, .secondary: 15, .tertiary: 15, .primaryLink: 15, .secondaryLink: 15, .tertiaryLink: 15,
            .unclassified: 15, .residential: 15, .livingStreet: 12, .service: 14, .road: 15, .track: 12, .cycleway: 15,
            .path: 10, .pedestrian: 6, .footway: 5,
        ],
        greatestSpeed: 15,
        accessKeys: ["bicycle", "vehicle", "access"],
        obeysOneWay: true,
        heedsLimits: false
    )

    /// A walker.
    public static let foot = RoadProfile(
        classSpeeds: Dictionary(
            uniqueKeysWithValues: RoadClass.allCases.filter { $0 != .motorway && $0 != .motorwayLink }
                .map { ($0, $0 == .steps ? 3 : 5) }
        ),
        greatestSpeed: 5,
        accessKeys: ["foot", "access"],
        obeysOneWay: false,
        heedsLimits: false
    )
}

/// What a traveller makes of a road.
public struct RoadVerdict: Hashable, Sendable {
    /// Why a road is closed.
    public enum Closure: Hashable, Sendable {
        /// The line has no class, so it is no road.
        case noClass
        /// The class is one that the traveller does not use, or not known at all.
        case notForTraveller
        /// It is private or forbidden.
        case noAccess
        /// Which direction is open depends on the hour.
        case reversible
        /// It is the outline of an area.
        case area
    }

    /// A value that could not be understood and was passed over.
    public enum Problem: Hashable, Sendable {
        /// The class, which closes the road.
        case roadClass(String)
        /// The speed limit; the speed is that of the class.
        case speedLimit(String)
        /// The direction; both are taken as open.
        case oneWay(String)
    }

    /// The speed in the direction in which the road is drawn, in metres a second; nil when that is closed.
    public var forwardSpeed: Double?
    /// The speed against that direction, in metres a second; nil when that is closed.
    public var backwardSpeed: Double?
    /// Why both are closed.
    public var closure: Closure?
    /// The values that could not be understood.
    public var problems: [Problem] = []
}

extension RoadProfile {
    /// Reads a road's attributes.
    ///
    /// No value makes it fail: what cannot be understood is named in the verdict, and passed over.
    public func verdict(on attributes: [String: String]) -> RoadVerdict {
        var verdict = RoadVerdict()
        guard let name = attributes["highway"] ?? attributes["class"], !name.roadValue.isEmpty else {
            return verdict.closed(.noClass)
        }
        guard let roadClass = RoadClass(named: name) else {
            // Roads that are planned, being built or given up are known not to be roads.
            if !Self.noRoads.contains(name.roadValue) { verdict.problems.append(.roadClass(name)) }
            return verdict.closed(.notForTraveller)
        }
        if attributes["area"]?.roadValue == "yes" { return verdict.closed(.area) }
        let access = accessKeys.lazy.compactMap { attributes[$0]?.roadValue }.first { !$0.isEmpty }
        if let access, Self.closedAccess.contains(access) { return verdict.closed(.noAccess) }
        guard let classSpeed = classSpeeds[roadClass] else { return verdict.closed(.notForTraveller) }
        var speed = min(greatestSpeed, classSpeed)
        if heedsLimits, let text = attributes["maxspeed"], !text.roadValue.isEmpty {
            switch SpeedLimit(text) {
            case .kilometresAnHour(let limit): speed = min(greatestSpeed, limit * 0.8)
            case .unstated: break
            case nil: verdict.problems.append(.speedLimit(text))
            }
        }
        speed = min(speed, Self.surfaceSpeeds[attributes["surface"]?.roadValue ?? ""] ?? speed)
        if let access, Self.privateAccess.contains(access) { speed = min(speed, 10) }
        if roadClass == .service {
            speed = min(speed, Self.serviceSpeeds[attributes["service"]?.roadValue ?? ""] ?? speed)
        }
        return directed(verdict, roadClass, attributes, speed / 3.6)
    }

    private func directed(
        _ verdict: RoadVerdict,
        _ roadClass: RoadClass,
        _ attributes: [String: String],
        _ speed: Double
    ) -> RoadVerdict {
        var verdict = verdict
        (verdict.forwardSpeed, verdict.backwardSpeed) = (speed, speed)
        guard obeysOneWay else { return verdict }
        switch attributes["oneway"].map({ OneWay($0) }) {
        case .forward: verdict.backwardSpeed = nil
        case .backward: verdict.forwardSpeed = nil
        case .both: break
        case .reversible: return verdict.closed(.reversible)
        case .unknown: verdict.problems.append(.oneWay(attributes["oneway"] ?? ""))
        case .unstated, nil:
            let junction = attributes["junction"]?.roadValue
            let isRound = junction == "roundabout" || junction == "circular"
            if isRound || roadClass == .motorway || roadClass == .motorwayLink { verdict.backwardSpeed = nil }
        }
        return verdict
    }

    private static let noRoads: Set<String> = [
        "construction", "proposed", "planned", "abandoned", "disused", "razed", "demolished", "dismantled", "platform",
        "raceway", "corridor", "elevator", "rest_area", "services", "bus_stop", "busway", "bus_guideway", "escape",
        "emergency_bay", "via_ferrata", "no",
    ]

    private static let closedAccess: Set<String> = [
        "no", "military", "emergency", "psv", "bus", "禁止", "禁止通行", "禁行", "不通",
    ]

    /// Open, since that is where customers are, but no way through: slow.
    private static let privateAccess: Set<String> = [
        "private", "customers", "delivery", "residents", "permit", "私有", "内部", "内部道路",
    ]

    /// Kilometres an hour; other surfaces do not matter.
    private static let surfaceSpeeds: [String: Double] = [
        "unpaved": 30, "gravel": 30, "pebblestone": 30, "ground": 25, "dirt": 25, "grass": 20, "grass_paver": 20,
        "earth": 20, "clay": 20, "sett": 40, "cobblestone": 25, "unhewn_cobblestone": 20, "sand": 10, "mud": 8,
        "rock": 10, "stone": 10, "未铺装": 30, "砂石": 30, "砂石路": 30, "砂石路面": 30, "碎石": 30, "碎石路": 30,
        "碎石路面": 30, "土路": 25, "土路面": 25, "泥土": 25, "泥路": 20, "石板": 40, "石板路": 40,
    ]

    /// Kilometres an hour on service roads of some kinds.
    private static let serviceSpeeds: [String: Double] = [
        "alley": 12, "driveway": 12, "parking_aisle": 10, "drive-through": 10, "drive_through": 10,
        "emergency_access": 10,
    ]
}

extension RoadVerdict {
    fileprivate func closed(_ closure: Closure) -> RoadVerdict {
        var verdict = self
        (verdict.forwardSpeed, verdict.backwardSpeed, verdict.closure) = (nil, nil, closure)
        return verdict
    }
}
