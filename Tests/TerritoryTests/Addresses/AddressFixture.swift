import GeometryCore

@testable import Territory

/// A bureau of two square leaves, W and E, with a border at 119.1, and a few addresses in them.
struct AddressFixture {
    struct Customer {
        var code: String
        var name: String?
        var phone: String?
        var address: String?
        var place: Point
    }

    let atlas: Atlas
    let index: MemoryAddressIndex
    let search: AddressSearch

    init(
        _ customers: [Customer] = standard,
        otherNames: [(other: String, current: String)] = [("旧埔村", "北埔村"), ("和平路", "文化路")],
        assets: [AddressAsset] = []
    ) throws {
        let west = try MultiPolygon(west: 119, south: 25, east: 119.1, north: 25.1)
        let east = try MultiPolygon(west: 119.1, south: 25, east: 119.2, north: 25.1)
        atlas = try Make.atlas([Make.district("W", west), Make.district("E", east)])
        index = MemoryAddressIndex(customers, otherNames: otherNames, assets: assets)
        let records = customers.map { customer in
            var values = ["code": customer.code]
            values["name"] = customer.name
            values["phone"] = customer.phone
            values["address"] = customer.address
            return Make.record(.customers, values, .point(customer.place))
        }
        let boxes = assets.map { Make.record($0.layer, ["code": $0.code, "name": $0.name], .point($0.place)) }
        let layers = Dictionary(grouping: zip(assets, boxes), by: { $0.0.layer }).mapValues { $0.map(\.1) }
        search = try AddressSearch(index: index, store: MemoryStore(layers.merging([.customers: records]) { $1 }))
    }

    func find(_ text: String) throws -> AddressAnswer { try search.find(text, in: atlas, asOf: Make.now) }

    static let standard = village + street + rest

    /// Even numbers 2…40 eastward, every tenth of a kilometre.
    private static let village: [Customer] = (1...20).map { place in
        let house = Make.point(from: Point(x: 119.02, y: 25.05), east: 100 * Double(place), north: 0)
        return Customer(code: "N\(place * 2)", address: "笏石街道北埔村\(place * 2)号", place: house)
    }

    /// A street through the border, 1…9 in W and 11…19 in E, every 200 m.
    private static let street: [Customer] = stride(from: 1, through: 19, by: 2).map { (number: Int) in
        let house = Make.point(from: Point(x: 119.1, y: 25.08), east: 100 * Double(number - 10), north: 0)
        return Customer(code: "C\(number)", address: "笏石街道文化路\(number)号", place: house)
    }

    /// Two villages of the same name, one in each leaf; flats; a shop.
    private static let rest = [
        Customer(code: "T1", address: "笏石街道东店村5号", place: Point(x: 119.03, y: 25.02)),
        Customer(code: "T2", address: "东庄镇东店村5号", place: Point(x: 119.15, y: 25.02)),
        Customer(code: "T3", address: "笏石街道东店村7号", place: Point(x: 119.031, y: 25.02)),
        Customer(code: "T4", address: "东庄镇前运村8号3栋1单元101室", place: Point(x: 119.16, y: 25.03)),
        Customer(code: "T5", address: "东庄镇前运村8号3栋1单元102室", place: Point(x: 119.16, y: 25.03)),
        Customer(
            code: "S1",
            name: "阿明海鲜大排档",
            phone: "0594-5550101",
            address: "东庄镇前运村9号",
            place: Point(x: 119.161, y: 25.03)
        ),
    ]
}
