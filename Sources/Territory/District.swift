public import GeometryCore

/// The levels of the responsibility hierarchy, highest first.
public enum DistrictLevel: String, CaseIterable, Comparable, Sendable {
    /// A power supply station (供电所).
    case station
    /// A district (片区).
    case district
    /// A subdistrict (分片区).
    case subdistrict

    /// What foreign files call it.
    public var aliases: [String] {
        switch self {
        case .station: ["供电所", "所"]
        case .district: ["片区"]
        case .subdistrict: ["分片区", "子片区", "网格"]
        }
    }

    /// Higher levels sort first.
    public static func < (a: DistrictLevel, b: DistrictLevel) -> Bool { a.depth < b.depth }

    private var depth: Int {
        switch self {
        case .station: 0
        case .district: 1
        case .subdistrict: 2
        }
    }
}

/// How built-up a district is; the arrival limit follows from it.
public enum AreaClass: String, CaseIterable, Codable, Sendable {
    /// Town (城区).
    case urban
    /// Country (农村).
    case rural
    /// Far off: islands and mountains (偏远).
    case remote

    /// What foreign files call it.
    public var aliases: [String] {
        switch self {
        case .urban: ["城区", "城市", "城镇"]
        case .rural: ["农村", "乡村"]
        case .remote: ["偏远", "偏远地区", "特殊边远"]
        }
    }
}

/// A responsibility polygon at one level of the hierarchy.
public struct District: Hashable, Sendable {
    /// Unique within a district version; compared by Unicode scalars where an order decides.
    public let code: String
    /// The name; the code when the source gives none.
    public let name: String
    /// The code of the unit above; nil at the top.
    public let parent: String?
    /// The level.
    public let level: DistrictLevel
    /// The area class, its own or that of the nearest unit above that states one; rural when none does.
    public let areaClass: AreaClass
    /// The polygon; nil for a unit that is only the sum of the units below it.
    public let area: MultiPolygon?

    /// Creates a district.
    public init(
        code: String,
        name: String,
        parent: String?,
        level: DistrictLevel,
        areaClass: AreaClass,
        area: MultiPolygon?
    ) {
        self.code = code
        self.name = name
        self.parent = parent
        self.level = level
        self.areaClass = areaClass
        self.area = area
    }
}
