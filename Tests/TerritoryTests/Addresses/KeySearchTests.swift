import GeometryCore
import Testing

@testable import Territory

/// Customers and assets by what is printed on bills and plates, and customers by the names they have of their own.
@Suite struct KeySearchTests {
    private let fixture: AddressFixture

    init() throws {
        fixture = try AddressFixture(assets: [
            AddressAsset(layer: .transformers, code: "TR-07", name: "北埔3号变", place: Point(x: 119.02, y: 25.05)),
            AddressAsset(layer: .meterBoxes, code: "MB-1", name: "文化路表箱", place: Point(x: 119.15, y: 25.08)),
            AddressAsset(layer: .poles, code: "P-9", name: "P-9", place: Point(x: 119.15, y: 25.08)),
        ])
    }

    @Test(arguments: ["N12", " N12 ", "n12", "Ｎ１２"])
    func aCustomersNumber(text: String) throws {
        let answer = try fixture.find(text)
        #expect(answer.candidates.map(\.code) == ["N12"] && answer.lead?.kind == .customer)
        #expect(answer.status == .certain && answer.codes == ["W"])
        #expect(answer.lead?.matched == "笏石街道北埔村12号")
    }

    @Test(arguments: ["0594-5550101", "05945550101", "+86 0594 5550101", "（0594）5550101", "０５９４５５５０１０１"])
    func aTelephoneNumber(text: String) throws {
        let answer = try fixture.find(text)
        #expect(answer.candidates.map(\.code) == ["S1"] && answer.lead?.kind == .phone)
        #expect(answer.codes == ["E"])
    }

    @Test(arguments: [
        ("TR-07", "TR-07", "W"), ("北埔3号变", "TR-07", "W"), ("北埔三号变", "TR-07", "W"), ("MB-1", "MB-1", "E"),
        ("文化路表箱", "MB-1", "E"), ("P-9", "P-9", "E"),
    ])
    func anAssetByCodeOrName(text: String, code: String, leaf: String) throws {
        let answer = try fixture.find(text)
        #expect(answer.candidates.map(\.code) == [code] && answer.lead?.kind == .asset, "\(answer)")
        #expect(answer.status == .certain && answer.codes == [leaf])
    }

    @Test(arguments: ["阿明海鲜大排档", "阿明海鲜", "前运村阿明海鲜大排档", "阿明海仙大排档停电了"])
    func aShopByItsName(text: String) throws {
        let answer = try fixture.find(text)
        #expect(answer.lead?.code == "S1" && answer.lead?.kind == .premise, "\(answer)")
        #expect(answer.codes == ["E"])
    }

    @Test(arguments: ["阿明", "大排档", "阿明超市"])
    func lessThanThreeOfItsCharactersAreChance(text: String) throws {
        #expect(try fixture.find(text).status == .notFound)
    }

    @Test(arguments: ["0594-5550102", "123456", "5550101", "0594555010199999"])
    func anotherNumberIsNobodys(text: String) throws {
        #expect(try fixture.find(text).status == .notFound)
    }

    @Test(arguments: [
        ("13800000001", "13800000001"), ("+86 138-0000-0001", "13800000001"), ("0086 13800000001", "13800000001"),
        ("0594 5550101", "05945550101"),
    ])
    func oneTelephoneHasManyForms(written: String, plain: String) {
        #expect(PhoneNumber(written: written) == PhoneNumber(written: plain))
        #expect(PhoneNumber(written: written) != nil)
    }

    @Test(arguments: ["", "12345", "北埔村12号", "555a0101", "123456789012345", "1234567890123456789", "٠١٢٣٤٥٦٧x"])
    func whatIsNoTelephoneIsNone(written: String) { #expect(PhoneNumber(written: written) == nil) }

    /// A leading zero is part of the number.
    @Test func leadingZerosCount() { #expect(PhoneNumber(written: "0594555") != PhoneNumber(written: "594555")) }
}
