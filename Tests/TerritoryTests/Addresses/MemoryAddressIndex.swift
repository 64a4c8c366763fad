import GeometryCore
import Territory

/// An ``AddressIndex`` in plain dictionaries, by the letter of the protocol.
struct MemoryAddressIndex: AddressIndex {
    private let build: AddressBuild
    private let names: [(other: String, current: String)]
    private let listed: [AddressAsset]
    private let areaTerms: [String: [Int]]
    private let premiseTerms: [String: [Int]]

    init(
        _ customers: [AddressFixture.Customer],
        otherNames: [(other: String, current: String)] = [],
        assets: [AddressAsset] = []
    ) {
        let folded = otherNames.map { (AddressTerms.folded($0.other), AddressTerms.folded($0.current)) }
        var build = AddressBuild(otherNames: folded)
        for customer in customers {
            build.add(
                code: customer.code,
                name: customer.name,
                phone: customer.phone,
                address: customer.address,
                place: customer.place
            )
        }
        build.finish()
        self.build = build
        names = folded
        listed = assets
        var terms: [String: Set<Int>] = [:]
        for area in build.areas {
            for name in [area.name] + folded.filter({ $0.1 == area.name }).map(\.0) {
                for term in AddressTerms.text(of: name).split(separator: " ") {
                    terms[String(term), default: []].insert(area.number)
                }
            }
        }
        areaTerms = terms.mapValues { $0.sorted() }
        terms = [:]
        for (number, premise) in build.premises.enumerated() {
            for term in AddressTerms.text(of: premise.name).split(separator: " ") {
                terms[String(term), default: []].insert(number)
            }
        }
        premiseTerms = terms.mapValues { $0.sorted() }
    }

    /// The towns, villages and streets.
    var areas: [AddressArea] { build.areas }

    func areas(having terms: [String], limit: Int) -> [[Int]] {
        terms.map { Array((areaTerms[$0] ?? []).prefix(limit)) }
    }

    func premises(having terms: [String], limit: Int) -> [[Int]] {
        terms.map { Array((premiseTerms[$0] ?? []).prefix(limit)) }
    }

    func isEmpty() -> Bool { build.areas.isEmpty }

    func area(_ number: Int) -> AddressArea? { build.areas.first { $0.number == number } }

    func premise(_ number: Int) -> AddressPremise? {
        build.premises.indices.contains(number) ? build.premises[number] : nil
    }

    func houses(in area: Int, number: Int, limit: Int) -> [AddressHouse] {
        Array(build.houses.lazy.filter { $0.area == area && $0.house.number == number }.map(\.house).prefix(limit))
    }

    func neighbours(in area: Int, of number: Int, limit: Int) -> (below: [AddressNumber], above: [AddressNumber]) {
        let numbers = Dictionary(grouping: build.houses.filter { $0.area == area }.map(\.house), by: \.number)
            .map { number, houses in
                let count = Double(houses.count)
                let (x, y) = houses.reduce(into: (0.0, 0.0)) { $0 = ($0.0 + $1.place.x, $0.1 + $1.place.y) }
                return AddressNumber(number: number, place: Point(x: x / count, y: y / count))
            }
            .sorted { $0.number < $1.number }
        return (
            below: Array(numbers.reversed().filter { $0.number < number }.prefix(limit)),
            above: Array(numbers.filter { $0.number > number }.prefix(limit))
        )
    }

    func customers(phone: Int) -> [String] { build.phones.filter { $0.phone == phone }.map(\.customer) }

    func assets(named name: String) -> [AddressAsset] {
        listed.filter { AddressTerms.folded($0.name) == name }
    }

    func regions() -> [String] { build.regions }

    func otherNames() -> [(other: String, current: String)] { names }
}
