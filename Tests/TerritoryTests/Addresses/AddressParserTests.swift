import TestSupport
import Testing

@testable import Territory

/// Addresses taken apart.
@Suite struct AddressParserTests {
    private static func parsed(_ text: String) -> (head: String, door: Door) {
        let parsed = ParsedAddress(AddressText(text))
        return (parsed.head.text, parsed.door)
    }

    @Test(arguments: [
        ("文化路3号3栋1单元101室", "文化路", 3, "b3u1r101"), ("北埔村十二号", "北埔村", 12, ""), ("北埔12", "北埔", 12, ""),
        ("北埔村12号之2", "北埔村", 12, "s-2"), ("北埔村12号附3号", "北埔村", 12, "s-3"), ("文化路12-16号", "文化路", 12, "n12l16"),
        ("文化路3 3栋1单元101", "文化路", 3, "b3u1r101"), ("幸福小区12号楼3单元101室", "幸福小区", 12, "xb12u3r101"),
        ("三巷5号", "3巷", 5, ""), ("308国道12号", "308国道", 12, ""), ("2组8号", "2组", 8, ""),
        ("20 Mannerheimintie", "mannerheimintie", 20, ""), ("Annankatu 31-33", "annankatu", 31, "n31l33"),
        ("Mannerheimintie 20 B, 00100 Helsinki", "mannerheimintie", 20, "sb"),
        ("Rue Plati 4 bis", "rueplati", 4, "sbis"),
        ("Quai Antoine 1er 6, 98000 Monaco", "quaiantoine1er", 6, ""), ("Hauptstr. 12a", "hauptstr", 12, "sa"),
        ("文化路12号3栋2-901", "文化路", 12, "b3u2r901"), ("幸福小区3栋2-9", "幸福小区", 3, "xb3u2r9"), ("文化路12-2", "文化路", 12, "s-2"),
        ("Rua 7 de Setembro 630, 90010-190 Porto Alegre", "rua7desetembro", 630, ""),
        ("Rua dos Andradas 1137, 90027-900", "ruadosandradas", 1137, ""), ("文化路1203", "文化路", 1203, ""),
        ("Mannerheimintie 20 as 4", "mannerheimintie", 20, ""), ("Landstrasse 7, 9490 Vaduz", "landstrasse", 7, ""),
        ("Rue du 11 Novembre 5", "ruedu11novembre", 5, ""),
        ("Mannerheimintie 20 Helsinki 00100", "mannerheimintie", 20, ""),
        ("文化路12号2-901", "文化路", 12, "b2r901"),
    ])
    func doorsAreTakenFromNames(text: String, head: String, key: Int, detail: String) {
        let found = Self.parsed(text)
        #expect(found.head == head && found.door.key == key && found.door.detail == detail, "\(found)")
    }

    @Test(arguments: ["北埔村", "三江口村", "Helsinki", "308国道", ""])
    func namesAloneHaveNoDoor(text: String) {
        #expect(Self.parsed(text).door.isEmpty)
    }

    @Test(arguments: [
        ("福建省莆田市秀屿区笏石街道北埔村12号", "福建省莆田市秀屿区", "笏石街道", "北埔村", ""),
        ("笏石街道文化路3号", "", "笏石街道", "", "文化路"), ("北埔村文化路3号", "", "", "北埔村", "文化路"),
        ("东镇村5号", "", "", "东镇村", ""), ("笏石镇四村村66号", "", "笏石镇", "4村村", ""),
        ("笏石街道笏石社区居委会8号", "", "笏石街道", "笏石社区", ""), ("东庄镇石码村委会西头9号", "", "东庄镇", "石码村", "西头"),
        ("Annankatu 5, 00100 Helsinki", "", "helsinki", "", "annankatu"),
    ])
    func entriesAreDivided(text: String, region: String, town: String, village: String, street: String) {
        let entry = AddressEntry(AddressText(text))
        #expect(entry.region.text == region && entry.town.text == town, "\(entry.region.text) \(entry.town.text)")
        #expect(
            entry.village.text == village && entry.street.text == street,
            "\(entry.village.text) \(entry.street.text)"
        )
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func detailsReadBack(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            func maybe() -> UInt32? { Bool.random(using: &random) ? UInt32.random(in: 0...9999, using: &random) : nil }
            var door = Door()
            (door.number, door.building, door.unit, door.floor, door.room) = (
                maybe(), maybe(), maybe(), maybe(), maybe()
            )
            if let number = door.number, Bool.random(using: &random) { door.last = number + 2 }
            door.sub = ["", "a", "bis", "-2", "l"].randomElement(using: &random) ?? ""
            guard let key = door.key else { continue }
            #expect(Door(key: key, detail: door.detail) == door, "seed \(seed): \(door)")
        }
    }

    @Test func aRangeStandsForItsSide() {
        var door = Door()
        (door.number, door.last) = (12, 16)
        #expect(door.keys == [12, 14, 16])
        door.last = 15
        #expect(door.keys == [12, 13, 14, 15])
        door.last = 4000
        #expect(door.keys == [12])
    }
}
