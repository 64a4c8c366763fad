import Foundation
import Testing

@testable import Territory

/// What texts fold to, case by case.
@Suite struct AddressTextTests {
    @Test(arguments: [
        ("北埔村１２号", "北埔村12号"), ("北埔村 12 号", "北埔村12号"), ("ＡＢｃ", "abc"), ("（石狮）", "石狮"),
        ("北埔,江口;三明、龙岩/福州", "北埔, 江口, 三明, 龙岩, 福州"), ("北埔\n江口", "北埔, 江口"), ("北埔( 江口 )", "北埔, 江口"),
        ("  北埔 ,- 江口  ", "北埔, 江口"), ("東門大樓", "东门大楼"), ("臺灣路", "台湾路"), ("後龍", "后龙"), ("福", "福"),
        ("北\u{200b}埔\u{feff}村", "北埔村"), ("\u{202e}北埔\u{202c}", "北埔"), ("北埔🏠村", "北埔村"), ("ab🏠cd", "ab cd"),
        ("a\u{0}b", "a b"),
        ("㐂路", "㐂路"), ("𠮷路", "𠮷路"), ("\u{f900}", "岂"), ("⼈", "人"),
    ])
    func widthsScriptsAndGaps(text: String, folded: String) {
        #expect(AddressText(text).folded == folded)
    }

    @Test(arguments: [
        ("Mannerheimintie 20", "mannerheimintie 20"), ("Åbovägen", "abovagen"), ("Rue de l’Église", "rue de leglise"),
        ("Straße", "strasse"), ("STRAẞE", "strasse"), ("Ørsted Æble", "orsted aeble"), ("Œuvre", "oeuvre"),
        ("Łódź", "lodz"),
        ("Đà Nẵng", "da nang"), ("a\u{308}", "a"), ("Saint-Denis", "saint denis"), ("St. Roman", "st roman"),
        ("Улица Ёлок", "улица елок"), ("Οδός", "οδοσ"), ("ﬁn", "fin"), ("Ⅳ", "iv"), ("12A", "12a"),
        ("O'Neill", "oneill"),
        ("00100 Helsinki", "00100 helsinki"), ("서울 12", "서울 12"),
    ])
    func letters(text: String, folded: String) {
        #expect(AddressText(text).folded == folded)
    }

    @Test(arguments: [
        ("#12", "12号"), ("12#", "12号"), ("＃12", "12号"), ("№12", "12号"), ("№ 12", "12号"), ("No.12", "12号"),
        ("no 12", "12号"),
        ("NO．十二", "12号"), ("#12号", "12号"), ("12#楼", "12栋"), ("#3单元", "3单元"), ("No.#12", "12号"), ("12#3", "12号3"),
        ("Nordic 12", "nordic 12"), ("casino 12", "casino 12"), ("no name", "no name"), ("#", ""), ("a#b", "a b"),
        ("3幢", "3栋"), ("3座", "3栋"), ("A座", "a栋"), ("3号楼", "3栋"), ("3號樓201", "3栋201"), ("3号楼下", "3号楼下"), ("3楼", "3楼"),
        ("二梯", "2单元"), ("梯田村", "梯田村"), ("宝座村", "宝座村"), ("2單元", "2单元"),
    ])
    func signsAndUnits(text: String, folded: String) {
        #expect(AddressText(text).folded == folded)
    }

    @Test(arguments: [
        ("十二号", "12号"), ("北埔十二", "北埔12"), ("二十三栋", "23栋"), ("一〇一室", "101室"), ("一零一室", "101室"), ("二○三室", "203室"),
        ("三百零五号", "305号"), ("三百五号", "350号"), ("一百一十号", "110号"), ("一千零二号", "1002号"), ("廿三号", "23号"), ("卅号", "30号"),
        ("壹拾贰號", "12号"), ("兩號", "2号"), ("十号之三", "10号之3"), ("五之二", "5之2"), ("附三号", "附3号"), ("〇〇七号", "007号"),
        ("三江口村", "三江口村"), ("五里村", "五里村"), ("千禧路", "千禧路"), ("百兴街", "百兴街"), ("九龙", "九龙"), ("三村", "3村"),
        ("二巷四弄", "2巷4弄"), ("十百号", "十百号"), ("百百号", "百百号"), ("三单元", "3单元"), ("三单村", "三单村"), ("北埔十二 店", "北埔12店"),
        ("陆村", "陆村"),
        ("新大陆", "新大陆"), ("陆号", "6号"), ("三至五号", "3-5号"), ("12三号", "12三号"), ("十二#", "12号"),
    ])
    func numerals(text: String, folded: String) {
        #expect(AddressText(text).folded == folded)
    }

    @Test(arguments: [
        ("①", "1"), ("⑳号", "20号"), ("㈠", "1"), ("⑿", "12"), ("①②", "1 2"), ("12②", "12 2"), ("٣", "3"), ("007", "007"),
        ("½", ""),
        ("1-3号", "1-3号"), ("1—3", "1-3"), ("1–3", "1-3"), ("1～3", "1-3"), ("1 ~ 3", "1-3"), ("12至15号", "12-15号"),
        ("12号至15号", "12号-15号"), ("12号-3", "12号-3"), ("冬至路", "冬至路"), ("-12-", "12"), ("3-a", "3 a"), ("1️⃣", "1"),
    ])
    func digitsAndHyphens(text: String, folded: String) {
        #expect(AddressText(text).folded == folded)
    }

    @Test func tokensCarryKindValueAndLength() {
        #expect(
            AddressText("北 a,007").tokens == [
                AddressToken(.han, 0x5317), AddressToken(.letter, 0x61), .comma, AddressToken(.number, 7, digits: 3),
            ]
        )
    }

    @Test func aNumberTooGreatStopsAtTheGreatest() {
        let text = AddressText("99999999999号")
        #expect(text.tokens.first == AddressToken(.number, .max, digits: 11))
        #expect(AddressText(text.folded).tokens == text.tokens)
    }

    @Test(arguments: ["", " ", "\u{200d}", "🏠🏡👨‍👩‍👧🇨🇳", ",;-", "\u{0}\u{1}\u{1f}", "\u{301}"])
    func textsWithNothingToSay(text: String) {
        #expect(AddressText(text).tokens.isEmpty)
        #expect(AddressText(text).folded.isEmpty)
        #expect(!AddressText(text).isCut)
    }

    @Test func aLongTextIsCut() {
        let whole = AddressText(String(repeating: "福", count: AddressText.longest))
        #expect(!whole.isCut)
        #expect(whole.tokens.count == AddressText.longest)
        let long = AddressText(String(repeating: "福", count: 10_000))
        #expect(long.isCut)
        #expect(long.tokens == whole.tokens)
    }

    @Test(arguments: [",", "æ", "千", "№", "①", "梯", "9", "\u{fdfa}", "\u{200b}"])
    func aFoldedTextIsNotLongerThanTheLongest(part: String) {
        let text = AddressText(String(repeating: "a" + part, count: 5000))
        #expect(text.isCut)
        #expect(text.folded.unicodeScalars.count <= AddressText.longest)
        #expect(AddressText(text.folded).tokens == text.tokens)
        #expect(!AddressText(text.folded).isCut)
    }
}
