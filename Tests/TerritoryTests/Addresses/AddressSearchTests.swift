import GeometryCore
import Projection
import Testing

@testable import Territory

/// What a caller's words lead to, over a small bureau whose every house is known.
@Suite struct AddressSearchTests {
    private let fixture: AddressFixture

    init() throws { fixture = try AddressFixture() }

    @Test(arguments: [
        "笏石街道北埔村12号", "北埔村12号", "北埔12号", "北埔十二号", "北埔村12", "北埔村12号旁边停电了", "北铺村12号", "笏石北埔１２號",
        "埔北村12号", "旧埔村12号", "福建省莆田市秀屿区笏石街道北埔村12号",
    ])
    func onesAndTheSameHouse(text: String) throws {
        let answer = try fixture.find(text)
        #expect(answer.lead?.code == "N12", "\(answer)")
        #expect(answer.status == .certain && answer.codes == ["W"])
        #expect(answer.lead?.accuracyMetres == 0)
    }

    @Test func whatWasSaidIsExplainedPartByPart() throws {
        let lead = try #require(try fixture.find("北铺村12号").lead)
        let verdicts = Dictionary(uniqueKeysWithValues: lead.parts.map { ($0.name, $0.verdict) })
        #expect(verdicts[.town] == .unsaid && verdicts[.village] == .alike && verdicts[.number] == .same)
        #expect(abs(lead.parts.reduce(0) { $0 + $1.cost } - lead.cost) < 1e-6)
        let exact = try #require(try fixture.find("笏石街道北埔村12号").lead)
        #expect(exact.score == 1 && exact.parts.allSatisfy { $0.verdict == .same })
        #expect(lead.score < exact.score && lead.matched == "笏石街道北埔村12号")
    }

    @Test func tiesOverTwoLeavesStayTies() throws {
        let answer = try fixture.find("东店村5号")
        #expect(answer.status == .ambiguous)
        #expect(Set(answer.plausible.compactMap(\.code)) == ["T1", "T2"])
        #expect(Set(answer.plausible.map(\.score)).count == 1)
        #expect(Set(answer.codes) == ["W", "E"])
        // The town decides.
        #expect(try fixture.find("东庄东店村5号").codes == ["E"])
        #expect(try fixture.find("笏石东店村5号").codes == ["W"])
    }

    @Test func tiesWithinALeafAreCertainOfIt() throws {
        let answer = try fixture.find("前运村8号3栋1单元")
        #expect(Set(answer.plausible.compactMap(\.code)) == ["T4", "T5"])
        #expect(answer.status == .certain && answer.codes == ["E"])
    }

    @Test func aRoomDecidesBetweenDoors() throws {
        let answer = try fixture.find("前运村8号3栋1单元102室")
        #expect(answer.plausible.map(\.code) == ["T5"])
        // Nobody has that room: the house is still the same.
        #expect(try fixture.find("前运村8号3栋1单元909室").codes == ["E"])
    }

    @Test func anUnknownNumberStandsBetweenItsNeighbours() throws {
        let answer = try fixture.find("北埔村13号")
        let lead = try #require(answer.lead)
        #expect(answer.status == .street && lead.kind == .street && lead.code == nil)
        let middle = Make.point(from: Point(x: 119.02, y: 25.05), east: 650, north: 0)
        #expect(Geodesic.grs80.distance(lead.place, middle) < 0.01)
        // As far as the second house on either side.
        #expect(abs(lead.accuracyMetres - 150) < 1)
        #expect(answer.codes == ["W"])
    }

    /// Between 9 in W and 11 in E lies the border: the accuracy flows into the probabilities of both.
    @Test func anUnknownNumberNearABorderMayBeEither() throws {
        let answer = try fixture.find("文化路10号")
        let placement = try #require(answer.lead?.placement)
        #expect(answer.status == .street && Set(answer.codes) == ["W", "E"])
        #expect(placement.candidates.count == 2)
        for candidate in placement.candidates { #expect(abs(candidate.probability - 0.5) < 0.02) }
        // Far from the border there is no doubt.
        #expect(try fixture.find("文化路2号").codes == ["W"])
    }

    /// 东店 was the name of 北埔, and is that of another village: both are meant, and 北埔 stays certain.
    @Test func aFormerNameThatIsInUseElsewhereIsATie() throws {
        let fixture = try AddressFixture(
            [
                .init(code: "A", address: "笏石街道北埔村3号", place: Point(x: 119.05, y: 25.05)),
                .init(code: "B", address: "东庄镇东店村3号", place: Point(x: 119.15, y: 25.05)),
            ],
            otherNames: [("东店村", "北埔村")]
        )
        let answer = try fixture.find("东店村3号")
        #expect(answer.status == .ambiguous && Set(answer.plausible.map(\.code)) == ["A", "B"], "\(answer)")
        #expect(try fixture.find("北埔村3号").plausible.map(\.code) == ["A"])
    }

    @Test func aNumberThatNoStreetHasIsNone() throws {
        let answer = try fixture.find("北埔村99999999999999999999号")
        #expect(answer.status == .village && answer.lead?.matched == "笏石街道北埔村", "\(answer)")
    }

    @Test func anUnknownStreetLeadsToItsVillage() throws {
        let answer = try fixture.find("东庄镇前运村滨海大道77号")
        let lead = try #require(answer.lead)
        #expect(answer.status == .village && lead.kind == .village && lead.matched == "东庄镇前运村")
        #expect(lead.accuracyMetres > 0 && answer.codes == ["E"])
    }

    @Test func aVillageAloneIsItsExtent() throws {
        let answer = try fixture.find("北埔村")
        let lead = try #require(answer.lead)
        #expect(answer.status == .village && lead.code == nil)
        let first = Make.point(from: Point(x: 119.02, y: 25.05), east: 100, north: 0)
        // Half of 1,900 m.
        #expect(abs(lead.accuracyMetres - 950) < 5 && lead.place.x > first.x)
    }

    @Test func nothingAlikeIsTypedAndSuggests() throws {
        let unlike = try fixture.find("北京大学")
        #expect(unlike.status == .notFound && unlike.candidates.isEmpty && unlike.reason == .unknown)
        #expect(unlike.suggestions.contains("北埔村"))
        #expect(try fixture.find("Xyzzy 3").reason == .unknown)
    }

    @Test func aBureauWithoutAddressesSaysSo() throws {
        let empty = try AddressFixture([])
        #expect(try empty.find("北埔村12号").reason == .noAddresses)
        // The first area of this one is merged into another, but there are addresses.
        let strays = try AddressFixture([
            .init(code: "A", address: "北埔村2号", place: Point(x: 119.01, y: 25.01)),
            .init(code: "B", address: "笏石街道北埔村4号", place: Point(x: 119.01, y: 25.01)),
        ])
        #expect(strays.index.area(1) == nil)
        #expect(try strays.find("Xyzzy").reason == .unknown)
        #expect(try strays.find("笏石街道北埔村2号").lead?.code == "A")
    }

    @Test(arguments: [
        ("", AddressAnswer.Reason.empty), (" \t\n", .empty), ("\u{0}\u{1}\u{7f}", .empty), ("，。！", .empty),
        ("12345", .onlyNumbers),
        ("-5", .onlyNumbers), ("１２", .onlyNumbers), (String(repeating: "北", count: 201), .tooLong),
        (String(repeating: "北埔村12号", count: 2000), .tooLong), ("😀👩‍👩‍👧‍👦", .empty),
    ])
    func whatIsNoAddressHasAReason(text: String, reason: AddressAnswer.Reason) throws {
        let answer = try fixture.find(text)
        #expect(answer.status == .notFound && answer.candidates.isEmpty && answer.reason == reason, "\(answer)")
    }

    @Test(arguments: [
        "' OR 1=1 --", "NEAR(\"北埔\" 村)", "\"", "*", "北埔* OR 文化", "area_terms MATCH '*'", "{terms}: 北", "^北埔",
        "北埔村 AND 12号",
        "Владивосток", "서울특별시 12", "ｶﾀｶﾅ", "مدينة", "e\u{301}\u{301}\u{301}", "𠮷𠮷𠮷", "99999999999999999999号",
        "北埔村99999999999999999999号",
        "0号", "北埔村0号", "北埔村-5号", "零号之零", "之之之", "号号号号", "一二三四五六七八九十百千",
    ])
    func hostileTextIsText(text: String) throws {
        let answer = try fixture.find(text)
        #expect((answer.status == .notFound) == answer.candidates.isEmpty)
        #expect((answer.reason != nil) == answer.candidates.isEmpty)
        for candidate in answer.candidates {
            #expect(candidate.score > 0 && candidate.score <= 1 && candidate.place.x.isFinite)
            #expect(candidate.accuracyMetres.isFinite && candidate.placement != nil)
        }
    }

    @Test func aNumberRangeIsFoundByEachOfItsNumbersAndBestByItself() throws {
        func house(_ code: String, _ address: String, _ x: Double) -> AddressFixture.Customer {
            .init(code: code, address: address, place: Point(x: x, y: 25.01))
        }
        let fixture = try AddressFixture([
            house("A", "Siltasaarenkatu 6-10, Helsinki", 119.01), house("B", "Siltasaarenkatu 8-10, Helsinki", 119.02),
            house("C", "Siltasaarenkatu 12, Helsinki", 119.03),
        ])
        for (text, code) in [("Siltasaarenkatu 8-10", "B"), ("Siltasaarenkatu 6-10", "A"), ("Siltasaarenkatu 6", "A")] {
            #expect(try fixture.find(text).lead?.code == code, "\(text)")
        }
        #expect(Set(try fixture.find("Siltasaarenkatu 8").plausible.map(\.code)) == ["A", "B"])
        #expect(try fixture.find("12 siltasaarenkatu").lead?.code == "C")
        #expect(try fixture.find("Siltasarenkatu 12").lead?.code == "C")
    }

    @Test func suggestionsCompleteWhatIsTyped() throws {
        #expect(try fixture.search.suggestions(for: "北").map(\.text) == ["笏石街道北埔村"])
        let numbered = try fixture.search.suggestions(for: "北埔1")
        #expect(numbered.map(\.text) == (10...18).filter { $0 % 2 == 0 }.map { "笏石街道北埔村\($0)号" })
        #expect(Set(try fixture.search.suggestions(for: "东店").map(\.text)) == ["笏石街道东店村", "东庄镇东店村"])
        #expect(try fixture.search.suggestions(for: "东店", limit: 1).count == 1)
        #expect(try fixture.search.suggestions(for: "东店", limit: 0).isEmpty)
        #expect(try fixture.search.suggestions(for: "").isEmpty)
        #expect(try fixture.search.suggestions(for: String(repeating: "东", count: 201)).isEmpty)
    }
}
