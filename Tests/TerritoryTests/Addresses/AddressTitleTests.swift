import GeometryCore
import Testing

@testable import Territory

/// How what was found is written, in either script.
@Suite struct AddressTitleTests {
    @Test(arguments: [
        ("Mannerheimintie 20 B, 00100 Helsinki", "Mannerheimintie 21", "Mannerheimintie 21, Helsinki"),
        ("Boulevard Albert 1er 5, 98000 Monaco", "boulevard albert 1er 6", "Boulevard Albert 1er 6, Monaco"),
        ("12 Rue Gîte; Monte-Carlo", "13 rue gite", "Rue Gîte 13, Monte-Carlo"),
        ("Rue Plati 4 bis", "rue plati 6 bis", "Rue Plati 6bis"),
        ("笏石街道北埔村12号", "北埔村13号3栋", "笏石街道北埔村13号3栋"),
    ])
    func aNumberThatNobodyHas(written: String, asked: String, matched: String) throws {
        let fixture = try AddressFixture([.init(code: "A", address: written, place: Point(x: 119.05, y: 25.05))])
        let answer = try fixture.find(asked)
        #expect(answer.status == .street && answer.lead?.matched == matched, "\(answer)")
    }

    @Test func suggestionsAreWrittenSoToo() throws {
        let fixture = try AddressFixture([
            .init(code: "A", address: "Kauppakatu 12, 00100 Helsinki", place: Point(x: 119.05, y: 25.05)),
            .init(code: "B", address: "Kauppakatu 14 b, 00100 Helsinki", place: Point(x: 119.05, y: 25.05)),
        ])
        #expect(try fixture.search.suggestions(for: "kaup").map(\.text) == ["Kauppakatu, Helsinki"])
        let numbered = try fixture.search.suggestions(for: "kauppakatu 1").map(\.text)
        #expect(numbered == ["Kauppakatu 12, Helsinki", "Kauppakatu 14b, Helsinki"])
    }

    /// A street that is unlike the one said tells no place.
    @Test func anotherStreetIsNotCertain() throws {
        let fixture = try AddressFixture([.init(code: "A", address: "Rue Basse 9", place: Point(x: 119.05, y: 25.05))])
        let answer = try fixture.find("Rue Bosio 6")
        #expect(answer.status == .ambiguous || answer.status == .notFound, "\(answer)")
        #expect(try fixture.find("Rue Base 6").status == .street)
    }
}
