/// What kind of road a line is, by OpenStreetMap's `highway` values.
public enum RoadClass: String, CaseIterable, Sendable {
    /// Motorway (高速公路).
    case motorway
    /// National trunk road, urban expressway (国道、快速路).
    case trunk
    /// Provincial road, main urban road (省道、主干路).
    case primary
    /// County road, secondary urban road (县道、次干路).
    case secondary
    /// Township road, urban branch road (乡道、支路).
    case tertiary
    /// Slip road of a motorway (匝道).
    case motorwayLink = "motorway_link"
    /// Slip road of a trunk road.
    case trunkLink = "trunk_link"
    /// Slip road of a primary road.
    case primaryLink = "primary_link"
    /// Slip road of a secondary road.
    case secondaryLink = "secondary_link"
    /// Slip road of a tertiary road.
    case tertiaryLink = "tertiary_link"
    /// Village road, or any minor one (村道).
    case unclassified
    /// Street to houses (街道、小区道路).
    case residential
    /// Street where walkers come first (巷、里弄).
    case livingStreet = "living_street"
    /// Road within a yard, works or car park (内部道路).
    case service
    /// Road of an unknown kind.
    case road
    /// Farm or forest track (机耕路、土路).
    case track
    /// Street for walkers (步行街).
    case pedestrian
    /// Path for walkers (人行道).
    case footway
    /// Path for bicycles (非机动车道).
    case cycleway
    /// Path for all but cars (小路).
    case path
    /// Path for riders.
    case bridleway
    /// Steps (台阶).
    case steps

    /// The class that a value of a file's class column means; nil for an unknown one.
    ///
    /// The names of OpenStreetMap, whatever their case, and the Chinese administrative, urban and technical classes.
    public init?(named name: String) {
        let name = name.roadValue
        guard let value = RoadClass(rawValue: name) ?? Self.aliases[name] else { return nil }
        self = value
    }

    private static let aliases: [String: RoadClass] = {
        let names: [RoadClass: [String]] = [
            .motorway: ["高速", "高速公路", "国家高速", "省级高速"],
            .motorwayLink: ["匝道", "高速匝道"],
            .trunk: ["国道", "快速路", "城市快速路", "一级公路"],
            .primary: ["省道", "主干路", "主干道", "城市主干路", "城市主干道", "二级公路"],
            .secondary: ["县道", "次干路", "次干道", "城市次干路", "城市次干道", "三级公路"],
            .tertiary: ["乡道", "乡镇道路", "镇道", "支路", "城市支路", "四级公路"],
            .unclassified: ["村道", "专用公路", "等外公路", "其他道路", "minor"],
            .residential: ["街道", "小区道路", "居住区道路"],
            .livingStreet: ["巷", "巷道", "里弄", "胡同", "街巷"],
            .service: ["内部道路", "服务道路", "厂区道路"],
            .road: ["道路", "公路", "unknown"],
            .track: [
                "机耕路", "机耕道", "田间道", "土路", "便道", "track_grade1", "track_grade2", "track_grade3", "track_grade4",
                "track_grade5",
            ],
            .pedestrian: ["步行街"],
            .footway: ["人行道", "人行步道"],
            .cycleway: ["非机动车道", "自行车道"],
            .path: ["小路", "小径"],
            .steps: ["台阶", "梯道"],
        ]
        return names.reduce(into: [:]) { aliases, entry in
            for name in entry.value { aliases[name] = entry.key }
        }
    }()
}

extension String {
    /// The value without spaces around it, in lower case, its full-width letters and digits made plain.
    var roadValue: String {
        let scalars = unicodeScalars.map { scalar in
            // Full-width forms stand in the order of ASCII.
            (0xff01...0xff5e).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xfee0) ?? scalar : scalar
        }
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        let head = text.drop(while: \.isWhitespace)
        guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return head[...last].lowercased()
    }
}
