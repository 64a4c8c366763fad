import Phrasebook
import Testing

@testable import Response

@Suite struct PromiseWordsTests {
    @Test(arguments: PromiseStatus.allCases)
    func everythingIsSaidInBothLanguages(status: PromiseStatus) {
        let words = status.words
        func isHan(_ scalar: Unicode.Scalar) -> Bool { (0x3400...0x9fff).contains(scalar.value) }
        #expect(words.zh.unicodeScalars.contains(where: isHan), "\(status): \(words.zh)")
        #expect(!words.en.isEmpty && !words.en.unicodeScalars.contains(where: isHan), "\(status): \(words.en)")
        #expect(PromiseStatus.allCases.count { $0.words == words } == 1, "\(status)")
    }
}
