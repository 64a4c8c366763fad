internal import Foundation
internal import TestSupport

/// `defects.csv`: defects of poles and meter boxes, found in October and November 2026.
struct Defects: Sendable {
    enum Asset: String, Sendable {
        case pole = "电杆"
        case meterBox = "表箱"

        /// What is found on it.
        var kinds: [String] {
            switch self {
            case .pole: ["倾斜", "裂纹", "树障", "鸟巢"]
            case .meterBox: ["箱体破损", "锁具缺失", "进水"]
            }
        }

        /// How many of them have a defect.
        var share: Double { self == .pole ? 0.008 : 0.01 }
    }

    static let heading = "缺陷编号,设备类别,设备编号,缺陷内容,严重程度,发现时间,消缺时间,发现人,照片,经度,纬度"
    /// From 1 October to 30 November.
    private static let hours = 61 * 24

    let county: County
    /// The attendant of each subdistrict.
    private let attendants: [String: String]

    init(county: County) {
        self.county = county
        let members = Staff(county: county).members.filter { $0.role == "attendant" }
        attendants = Dictionary(members.map { ($0.unit.code, $0.code) }) { first, _ in first }
    }

    /// The row of an asset's defect but for its place; nil when it has none.
    ///
    /// - Parameters:
    ///   - number: The defect's own.
    ///   - asset: What it is on.
    ///   - index: The asset's number among its kind.
    ///   - code: The asset's code.
    ///   - site: The site that it belongs to.
    /// - Returns: The values in the order of ``heading``, without longitude and latitude.
    func row(_ number: Int, _ asset: Asset, _ index: Int, _ code: String, _ site: Int) -> [Value]? {
        var generator = county.seeds.generator(.defects, index, asset == .pole ? 0 : 1)
        guard generator.unit() < asset.share else { return nil }
        let kind = asset.kinds[generator.below(asset.kinds.count)]
        let draw = generator.unit()
        let (severity, least, most) = draw < 0.1 ? ("危急", 2, 30) : draw < 0.4 ? ("严重", 48, 960) : ("一般", 120, 2400)
        let found = 24 * generator.below(61) + 8 + generator.below(9)
        let minute = generator.below(60)
        let cleared = found + least + generator.below(most - least)
        let isCleared = generator.unit() < 0.8 && cleared < Self.hours
        let name = "Q" + County.padded(number, 4)
        let finder = attendants[county.subdistricts[county.subdistrict(of: site)].code]
        return [
            .text(name), .text(asset.rawValue), .text(code), .text(kind), .text(severity),
            .text(Self.time(found, minute)), isCleared ? .text(Self.time(cleared, minute)) : .none,
            finder.map(Value.text) ?? .none, .text("photos/\(name).jpg"),
        ]
    }

    private static func time(_ hour: Int, _ minute: Int) -> String {
        let day = hour / 24
        let date = day < 31 ? "10-" + County.padded(day + 1, 2) : "11-" + County.padded(day - 30, 2)
        return "2026-\(date) \(County.padded(hour % 24, 2)):\(County.padded(minute, 2))"
    }
}
