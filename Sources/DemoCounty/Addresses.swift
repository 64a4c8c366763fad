internal import TestSupport

/// Writes names and addresses the way a customer file has them: mostly whole, sometimes short, sometimes outdated.
struct Addresses: Sendable {
    /// Whether streets have names and houses may be blocks of flats.
    let isTown: Bool
    private let town: TownCopy
    private let village: String
    private let ordinal: Int
    private let streets: StreetNames?

    private static let region = "福建省莆田市秀屿区"
    /// What stands on some plots of a village's first site instead of a house.
    private static let premises: [Int: String] = [
        2: "小卖部", 6: "卫生所", 11: "小学", 17: "碾米厂", 24: "抽水站", 31: "通信基站", 38: "农资店", 45: "海产加工点",
    ]

    /// The addresses of a site's own houses.
    init(county: County, site: Int) {
        let village = county.village(of: site)
        town = county.town(of: site)
        isTown = town.town.isUrban && village.isSeat
        self.village = village.name
        ordinal = county.sites[site].ordinal
        streets = StreetNames(county: county, site: site)
    }

    /// The addresses of houses in a village, by number only.
    init(county: County, village index: Int) {
        let village = county.villages[index]
        town = county.towns[village.town]
        isTown = false
        self.village = village.name
        ordinal = 0
        streets = nil
    }

    /// The name and the local part of the address of a plot; `unit` counts the flats of a block.
    func label(plot: Int, street: Int, unit: Int?) -> (name: String, address: String) {
        let number = ordinal * 80 + plot + 1
        guard isTown, let streets else {
            let (name, address) = label(number: number)
            guard ordinal == 0, let premise = Self.premises[plot] else { return (name, address) }
            return (village + premise, address)
        }
        let door = streets.arm(street) + String(number) + "号"
        guard let unit else { return (door + "户", door) }
        let flat = "\(unit / 4 % 6 + 1)0\(unit % 2 + 1)室"
        let block = "\(plot % 3 + 1)栋\(unit / 2 % 2 + 1)单元" + flat
        return (door + block, door + block)
    }

    func label(number: Int) -> (name: String, address: String) {
        ("\(village)\(number)号户", "\(village)\(number)号")
    }

    /// The whole address, or one with the faults that people's files have.
    func written(_ local: String, _ generator: inout SeededGenerator) -> String {
        let draw = generator.unit()
        let townName = generator.unit() < 0.08 ? town.formerName ?? town.name : town.name
        return switch draw {
        case ..<0.02: isTown ? townName + local : local
        case ..<0.06: townName + local
        case ..<0.07: Self.region + townName + Self.fullWidth(local)
        default: Self.region + townName + local
        }
    }

    private static func fullWidth(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            (48...57).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0xfee0) ?? scalar : scalar
        }
        return scalars.reduce(into: "") { $0.unicodeScalars.append($1) }
    }
}
