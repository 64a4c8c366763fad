import GeometryCore
import Projection
import TestSupport
import Testing

@testable import Territory

/// What becomes of a bureau's customers in the index.
@Suite struct AddressBuildTests {
    private static func build(
        _ addresses: [String],
        otherNames: [(other: String, current: String)] = []
    ) -> AddressBuild {
        var build = AddressBuild(otherNames: otherNames)
        for (index, address) in addresses.enumerated() {
            let place = Point(x: 119 + 0.001 * Double(index), y: 25)
            build.add(code: "C\(index)", name: nil, phone: nil, address: address, place: place)
        }
        build.finish()
        return build
    }

    private static func names(_ build: AddressBuild) -> [String] { build.areas.map(\.name).sorted() }

    @Test func anAddressIsATownAVillageAndAStreet() throws {
        let build = Self.build(["福建省莆田市秀屿区笏石街道北埔村文化路12号3栋101室"])
        #expect(build.areas.map(\.name) == ["笏石街道", "北埔村", "文化路"])
        #expect(build.areas.map(\.level) == [.town, .village, .street])
        #expect(build.areas.map(\.parent) == [nil, 1, 2])
        #expect(build.areas.allSatisfy { $0.count == 1 })
        #expect(build.houses.map(\.area) == [3] && build.houses[0].house.number == 12)
        #expect(build.houses[0].house.detail == "b3r101")
        #expect(Set(build.regions) == ["福建省", "莆田市", "秀屿区"])
    }

    @Test func addressesWithoutTheTownJoinTheOnlyVillageOfThatName() {
        let build = Self.build(["北埔村1号", "笏石街道北埔村2号", "北埔村文化路3号", "笏石街道北埔村文化路4号"])
        #expect(Self.names(build) == ["北埔村", "文化路", "笏石街道"].sorted())
        let village = build.areas.first { $0.name == "北埔村" }
        #expect(village?.count == 4 && build.areas.first { $0.name == "笏石街道" }?.count == 4)
        #expect(Set(build.houses.filter { $0.house.number < 3 }.map(\.area)) == [village?.number ?? 0])
    }

    @Test func ofTwoVillagesOfThatNameNoneIsGuessed() {
        let build = Self.build(["东店村1号", "笏石街道东店村2号", "东庄镇东店村3号"])
        #expect(build.areas.count { $0.name == "东店村" } == 3)
        #expect(Set(build.houses.map(\.area)).count == 3)
    }

    @Test func formerNamesBecomeTheNameInUse() {
        let build = Self.build(
            ["笏石街道旧埔村1号", "笏石街道北埔村2号"],
            otherNames: [(AddressTerms.folded("旧埔村"), AddressTerms.folded("北埔村"))]
        )
        #expect(Self.names(build) == ["北埔村", "笏石街道"].sorted())
    }

    /// Where nobody has the name in use yet, and where the street below it has both.
    @Test func formerNamesOfAllAddressesBecomeTheNameInUse() {
        let names = [(other: "旧埔村", current: "北埔村")]
        let renamed = Self.build(["笏石街道旧埔村1号", "旧埔村2号"], otherNames: names)
        #expect(Self.names(renamed) == ["北埔村", "笏石街道"].sorted() && renamed.areas.allSatisfy { $0.count == 2 })
        let streets = Self.build(["笏石街道旧埔村文化路1号", "笏石街道北埔村文化路3号", "旧埔村东路5号"], otherNames: names)
        #expect(Self.names(streets) == ["东路", "北埔村", "文化路", "笏石街道"].sorted(), "\(streets.areas)")
        #expect(streets.areas.first { $0.name == "北埔村" }?.count == 3)
        #expect(streets.areas.first { $0.name == "笏石街道" }?.count == 3)
        #expect(streets.areas.first { $0.name == "文化路" }?.count == 2)
    }

    @Test func aFormerNameThatAnotherTownUsesStaysThere() {
        let names = [(other: "东店村", current: "北埔村")]
        let build = Self.build(["笏石街道北埔村1号", "东庄镇东店村2号", "笏石街道东店村3号"], otherNames: names)
        #expect(Self.names(build) == ["东店村", "东庄镇", "北埔村", "笏石街道"].sorted(), "\(build.areas)")
        let villages = build.areas.filter { $0.level == .village }
        #expect(villages.map(\.count).sorted() == [1, 2])
    }

    /// Names that were exchanged, or name themselves, must not go round in circles.
    @Test func circlesOfFormerNamesEnd() {
        for names in [[("东店村", "北埔村"), ("北埔村", "东店村")], [("北埔村", "北埔村")], [("甲村", "乙村"), ("乙村", "北埔村")]] {
            let build = Self.build(
                ["笏石街道北埔村1号", "笏石街道东店村2号", "笏石街道甲村3号", "笏石街道乙村4号"],
                otherNames: names.map { (other: $0.0, current: $0.1) }
            )
            #expect(build.houses.count == 4)
            let numbers = Set(build.areas.map(\.number))
            #expect(build.houses.allSatisfy { numbers.contains($0.area) }, "\(names)")
        }
    }

    @Test func aRangeIsAHouseOfEachNumber() {
        let numbers = Self.build(["Siltasaarenkatu 6-10, Helsinki"]).houses.map(\.house.number)
        #expect(numbers == [6, 8, 10])
        #expect(Self.build(["Siltasaarenkatu 6-9"]).houses.map(\.house.number) == [6, 7, 8, 9])
        // Nobody's street: such a range is a number with something behind it.
        #expect(Self.build(["Siltasaarenkatu 6-1000"]).houses.count == 1)
    }

    @Test func whatCustomersHaveOfTheirOwn() {
        var build = AddressBuild()
        let place = Point(x: 119, y: 25)
        for (code, name, address) in [
            ("A", "阿明海鲜", "北埔村1号"), ("B", "北埔村2号户", "北埔村2号"), ("C", "", "北埔村3号"), ("D", "孤岛灯塔", nil as String?),
        ] {
            build.add(code: code, name: name, phone: code == "A" ? "0594-5550101" : "x", address: address, place: place)
        }
        build.add(code: "E", name: nil, phone: nil, address: "", place: place)
        build.finish()
        #expect(build.premises.map(\.customer) == ["A", "D"] && build.premises.map(\.name) == ["阿明海鲜", "孤岛灯塔"])
        #expect(build.premises[0].area == build.areas[0].number && build.premises[1].area == nil)
        #expect(build.phones.map(\.customer) == ["A"])
        #expect(build.houses.count == 3)
    }

    /// The extent of an area against the farthest of its customers.
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func theRadiusCoversEveryCustomer(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let box = Box(minX: 119, minY: 25, maxX: 119.05, maxY: 25.05)
        let places = (0..<Int.random(in: 1...40, using: &random)).map { _ in random.point(in: box) }
        var build = AddressBuild()
        for (index, place) in places.enumerated() {
            build.add(code: "\(index)", name: nil, phone: nil, address: "北埔村\(index + 1)号", place: place)
        }
        build.finish()
        let area = try #require(build.areas.first)
        #expect(build.areas.count == 1 && area.count == places.count)
        let reach = places.map { Geodesic.grs80.distance(area.place, $0) }.max() ?? 0
        // The box around them is not larger than it must be.
        #expect(area.radiusMetres >= reach - 0.01 && area.radiusMetres <= 2 * reach + 0.01, "seed \(seed)")
        let middle = places.reduce(into: (0.0, 0.0)) { $0 = ($0.0 + $1.x, $0.1 + $1.y) }
        #expect(abs(area.place.x - middle.0 / Double(places.count)) < 1e-9)
        #expect(abs(area.place.y - middle.1 / Double(places.count)) < 1e-9)
    }

    /// The order of the rows does not matter to what is found.
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func theOrderOfRowsDoesNotMatter(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let addresses = [
            "北埔村1号", "笏石街道北埔村2号", "北埔村文化路3号", "笏石街道北埔村文化路4号", "东店村1号", "东庄镇东店村3号", "笏石街道", "文化路7号",
        ]
        func summary(_ build: AddressBuild) -> [String] {
            let titles = Dictionary(uniqueKeysWithValues: build.areas.map { ($0.number, $0) })
            return build.houses.map { house in
                var (names, next) = ([String](), titles[house.area])
                while let area = next {
                    names.append("\(area.name)×\(area.count)")
                    next = area.parent.flatMap { titles[$0] }
                }
                return names.reversed().joined(separator: "/") + "#\(house.house.number)"
            }.sorted()
        }
        #expect(
            summary(Self.build(addresses.shuffled(using: &random))) == summary(Self.build(addresses)),
            "seed \(seed)"
        )
    }
}
