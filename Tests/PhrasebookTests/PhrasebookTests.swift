import Phrasebook
import Testing

@Suite struct PhrasebookTests {
    @Test(arguments: [
        ("zh_CN.UTF-8", Language.zh), ("zh", .zh), ("ZH_cn", .zh), ("zh-Hans-CN", .zh), ("zh_TW", .zh),
        ("en_GB.UTF-8", .en), ("C", .en), ("POSIX", .en), ("C.UTF-8", .en), ("", .en), ("fr_FR", .en), ("za_CN", .en),
    ])
    func readsLocale(locale: String, expected: Language) {
        #expect(Language(locale: locale) == expected)
    }

    @Test func givesTheTextOfEachLanguage() {
        let words = Words(zh: "片区", en: "district")
        #expect(words[.zh] == "片区")
        #expect(words[.en] == "district")
        #expect(Set(Language.allCases.map { words[$0] }).count == Language.allCases.count)
    }

    @Test func languagesAreNamedByTheirCodes() {
        #expect(Language.allCases.map(\.rawValue) == ["zh", "en"])
        #expect(Language(rawValue: "de") == nil)
    }
}
