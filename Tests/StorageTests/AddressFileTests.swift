import Foundation
import GRDB
import GeometryCore
import Phrasebook
import TestSupport
import Testing

@testable import Storage
@testable import Territory

/// The index of a store's addresses: what is in it, when it is made anew, and what becomes of a spoilt one.
@Suite struct AddressFileTests {
    private let folder: Folder
    private let store: GeoPackageStore

    init() throws {
        folder = try Folder()
        store = try Sample.store(in: folder)
        try store.put(
            [
                Self.customer("A", "笏石街道北埔村1号", phone: "0594-5550101"), Self.customer("B", "笏石街道北埔村12号"),
                Self.customer("C", nil), Self.customer("D", "东庄镇前运村8号3栋", name: "阿明海鲜"),
            ],
            into: .customers
        )
    }

    private static func customer(
        _ code: String,
        _ address: String?,
        name: String? = nil,
        phone: String? = nil,
        at place: Point = Point(x: 119.1, y: 25.2)
    ) -> LayerRecord {
        let given = ["code": code, "address": address, "name": name, "phone": phone]
        let values = Layer.customers.fields.map { field in (given[field.name] ?? nil).map(FieldValue.text) ?? .null }
        return LayerRecord(values: values, geometry: .point(place))
    }

    private static func record(_ layer: Layer, _ given: [String: String], _ place: Point? = nil) -> LayerRecord {
        LayerRecord(
            values: layer.fields.map { given[$0.name].map(FieldValue.text) ?? .null },
            geometry: place.map(Geometry.point)
        )
    }

    private var path: String { AddressFile.path(besides: store.path) }

    /// The customers of a house of an area whose name begins alike.
    private func customers(in file: AddressFile, _ area: String, _ number: Int) throws -> [String] {
        let term = AddressTerms.text(of: area).split(separator: " ").map(String.init)[0]
        let numbers = try file.areas(having: [term], limit: 9)
        return try numbers[0].flatMap { try file.houses(in: $0, number: number, limit: 9) }.map(\.customer)
    }

    private func identity(of path: String) throws -> UInt64 {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.systemFileNumber] as? UInt64)
    }

    @Test func theIndexLiesBesidesTheStoreAndIsMadeOnce() throws {
        let file = try AddressFile.open(of: store)
        #expect(try customers(in: file, "北埔村", 12) == ["B"])
        #expect(try folder.names().filter { $0.contains("addresses") } == ["s.gpkg.addresses"])
        let first = try identity(of: path)
        _ = try AddressFile.open(of: store)
        #expect(try identity(of: path) == first)
    }

    @Test func everyLayerItIsMadeOfMakesItAnew() throws {
        let records: [(Layer, LayerRecord)] = [
            (.customers, Self.customer("E", "北埔村13号")),
            (.transformers, Self.record(.transformers, ["code": "TR1", "name": "北埔3号变"], Point(x: 119.1, y: 25.2))),
            (.meterBoxes, Self.record(.meterBoxes, ["code": "MB1", "name": "表箱甲"], Point(x: 119.1, y: 25.2))),
            (.poles, Self.record(.poles, ["code": "P1", "name": "杆一"], Point(x: 119.1, y: 25.2))),
            (.placeNames, Self.record(.placeNames, ["code": "1", "alias": "旧埔村", "name": "北埔村"])),
        ]
        _ = try AddressFile.open(of: store)
        for (layer, record) in records {
            let before = try identity(of: path)
            try store.put([record], into: layer)
            _ = try AddressFile.open(of: store)
            #expect(try identity(of: path) != before, "\(layer)")
        }
        let file = try AddressFile.open(of: store)
        #expect(try file.assets(named: "北埔3号变").map(\.code) == ["TR1"])
        #expect(try file.assets(named: AddressTerms.folded("杆一")).map(\.layer) == [.poles])
        #expect(try customers(in: file, "旧埔村", 12) == ["B"])
        #expect(try file.otherNames().map(\.other) == ["旧埔村"])
        // A layer without addresses does not matter.
        let before = try identity(of: path)
        try store.put([Self.record(.lines, ["code": "L1", "name": "甲"])], into: .lines)
        _ = try AddressFile.open(of: store)
        #expect(try identity(of: path) == before)
    }

    /// Another program that edits the GeoPackage is noticed by what the standard has it write.
    @Test func anEditByAnotherProgramIsNoticed() throws {
        _ = try AddressFile.open(of: store)
        try store.database.onWriter { db in
            try db.execute(sql: "UPDATE customers SET address = '笏石街道北埔村99号' WHERE code = 'B'")
            try db.execute(
                sql: "UPDATE gpkg_contents SET last_change = '2030-01-01T00:00:00.000Z' WHERE table_name = 'customers'"
            )
        }
        #expect(try customers(in: AddressFile.open(of: store), "北埔村", 99) == ["B"])
    }

    @Test func anOpenIndexStaysAsItIs() throws {
        let old = try AddressFile.open(of: store)
        try store.put([Self.customer("E", "笏石街道北埔村14号")], into: .customers)
        let new = try AddressFile.open(of: store)
        #expect(try customers(in: old, "北埔村", 14).isEmpty && customers(in: old, "北埔村", 12) == ["B"])
        #expect(try customers(in: new, "北埔村", 14) == ["E"])
    }

    enum Damage: CaseIterable, Sendable { case garbage, empty, cut, otherDatabase, headerOnly }

    @Test(arguments: Damage.allCases)
    func aSpoiltIndexIsMadeAnew(damage: Damage) throws {
        _ = try AddressFile.open(of: store)
        let url = URL(fileURLWithPath: path)
        let whole = try Data(contentsOf: url)
        try FileManager.default.removeItem(at: url)
        switch damage {
        case .garbage: try Data((0..<9000).map { UInt8(truncatingIfNeeded: $0 * 31) }).write(to: url)
        case .empty: try Data().write(to: url)
        case .cut: try whole.prefix(whole.count / 2).write(to: url)
        case .headerOnly: try whole.prefix(100).write(to: url)
        case .otherDatabase: try FileManager.default.copyItem(atPath: store.path, toPath: path)
        }
        let file = try AddressFile.open(of: store)
        #expect(try customers(in: file, "北埔村", 12) == ["B"])
        #expect(try file.customers(phone: #require(PhoneNumber(written: "05945550101")).number) == ["A"])
    }

    @Test func whereAFolderIsInTheWayTheIndexPasses() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(try customers(in: AddressFile.open(of: store), "北埔村", 12) == ["B"])
        #expect(try folder.names().filter { $0.contains("addresses") } == ["s.gpkg.addresses"])
    }

    @Test func aStampOfAnotherStoreIsStale() throws {
        let other = try Sample.store(in: folder, "o.gpkg")
        _ = try AddressFile.open(of: other)
        try FileManager.default.copyItem(atPath: AddressFile.path(besides: other.path), toPath: path)
        #expect(try customers(in: AddressFile.open(of: store), "北埔村", 12) == ["B"])
    }

    @Test func whoMayNotReadTheStoreMayNotReadTheIndex() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: store.path)
        _ = try AddressFile.open(of: store)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func aStoreWithoutCustomersHasAnEmptyIndex() throws {
        let file = try AddressFile.open(of: Sample.store(in: folder, "e.gpkg"))
        #expect(try file.isEmpty() && file.regions().isEmpty && file.area(1) == nil && file.premise(0) == nil)
        #expect(try !AddressFile.open(of: store).isEmpty())
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may write anywhere"))
    func inAReadOnlyFolderTheIndexPasses() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path) }
        let file = try AddressFile.open(of: GeoPackageStore(path: store.path, mode: .readOnly, now: Sample.now))
        #expect(try customers(in: file, "北埔村", 12) == ["B"])
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    /// Everything the file answers, against what was gathered for it.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func theFileSaysWhatWasGathered(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let towns = ["笏石街道", "东庄镇", ""]
        let streets = ["北埔村", "前运村", "北埔村文化路", "四村村", "Kauppakatu "]
        let records = (0..<200).map { number in
            let street = (towns.randomElement(using: &random) ?? "") + (streets.randomElement(using: &random) ?? "")
            let door = "\(Int.random(in: 1...30, using: &random))号" + (Bool.random(using: &random) ? "2栋" : "")
            let place = Point(
                x: .random(in: 118.9...119.4, using: &random),
                y: .random(in: 25...25.5, using: &random)
            )
            return Self.customer(
                "K\(number)",
                street + door,
                name: Bool.random(using: &random) ? "商店\(number)" : nil,
                phone: "0594555\(1000 + number % 90)",
                at: place
            )
        }
        let store = try Sample.store(in: folder, "r\(seed).gpkg")
        try store.put(records, into: .customers)
        let file = try AddressFile.open(of: store)
        var build = AddressBuild()
        for record in try store.all(.customers) {
            func text(_ name: String) -> String? { record.values[Layer.customers.index(of: name)].text }
            let place = try #require(record.place)
            build.add(
                code: record.code,
                name: text("name"),
                phone: text("phone"),
                address: text("address"),
                place: place
            )
        }
        build.finish()
        for area in build.areas { #expect(try file.area(area.number) == area, "seed \(seed)") }
        let centimetre = 0.5001e-7
        for area in build.areas.map(\.number) {
            for number in 0...31 {
                let expected = build.houses.filter { $0.area == area && $0.house.number == number }.map(\.house)
                let found = try file.houses(in: area, number: number, limit: 500)
                #expect(found.map(\.customer) == expected.map(\.customer), "seed \(seed)")
                #expect(found.map(\.detail) == expected.map(\.detail))
                for (a, b) in zip(found, expected) {
                    #expect(abs(a.place.x - b.place.x) <= centimetre && abs(a.place.y - b.place.y) <= centimetre)
                }
                let (below, above) = try file.neighbours(in: area, of: number, limit: 4)
                let numbers = Set(build.houses.filter { $0.area == area }.map(\.house.number)).sorted()
                #expect(below.map(\.number) == numbers.filter { $0 < number }.suffix(4).reversed())
                #expect(above.map(\.number) == Array(numbers.filter { $0 > number }.prefix(4)))
                for neighbour in below + above {
                    let doors = build.houses.filter { $0.area == area && $0.house.number == neighbour.number }
                        .map(\.house.place)
                    let (x, y) = doors.reduce(into: (0.0, 0.0)) { $0 = ($0.0 + $1.x, $0.1 + $1.y) }
                    #expect(abs(neighbour.place.x - x / Double(doors.count)) <= centimetre)
                    #expect(abs(neighbour.place.y - y / Double(doors.count)) <= centimetre)
                }
            }
        }
        for (number, premise) in build.premises.enumerated() {
            #expect(
                try file.premise(number)?.customer == premise.customer && file.premise(number)?.area == premise.area
            )
        }
        for phone in Set(build.phones.map(\.phone)) {
            let expected = build.phones.filter { $0.phone == phone }.map(\.customer)
            #expect(try file.customers(phone: phone) == expected)
        }
        let terms = ["北埔村", "商店", "四村村", "kauppakatu"].flatMap {
            AddressTerms.text(of: $0).split(separator: " ").map(String.init)
        }
        let areas = try file.areas(having: terms, limit: 1000)
        let premises = try file.premises(having: terms, limit: 1000)
        for (index, term) in terms.enumerated() {
            func has(_ name: String) -> Bool {
                AddressTerms.text(of: name).split(separator: " ").contains { $0 == term }
            }
            #expect(areas[index] == build.areas.filter { has($0.name) }.map(\.number), "seed \(seed): \(term)")
            #expect(premises[index] == build.premises.indices.filter { has(build.premises[$0].name) })
            #expect(try file.areas(having: [term], limit: 1)[0].count <= 1)
        }
    }
}
