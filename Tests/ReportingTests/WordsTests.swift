import Phrasebook
import Testing

@testable import Reporting

@Suite struct WordsTests {
    private static var all: [any Worded] {
        [
            PictureError.badWidth(3), PictureError.tooLarge(width: 9000, height: 1), PictureError.badScale,
            PictureError.badAgeLimits, PictureFailure(operation: "cairo_create", message: "out of memory"),
        ]
    }

    @Test func everyErrorSpeaksBothLanguages() {
        for item in Self.all {
            let words = item.words
            #expect(words.zh.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) }, "\(item): \(words.zh)")
            #expect(!words.en.isEmpty && words.en.unicodeScalars.allSatisfy { $0.value < 0x80 }, "\(item): \(words.en)")
        }
        #expect(Set(Self.all.map { $0.words.en }).count == Self.all.count, "no two say the same")
    }
}
