import GeometryCore
import Phrasebook
import Testing

@Suite struct WordsTests {
    private static let paths: [PathError] = [
        .tooFewPoints(count: 0, needed: 2), .tooFewPoints(count: 1, needed: 2), .tooFewPoints(count: 3, needed: 4),
        .notFinite(index: 0), .notFinite(index: 41), .notClosed,
    ]
    private static let errors: [GeometryError] =
        paths.flatMap { [.path(part: 0, ring: 0, $0), .path(part: 2, ring: 0, $0), .path(part: 0, ring: 5, $0)] } + [
            .malformed(offset: 0), .malformed(offset: 77), .empty, .tooDeep, .unsupportedType(code: 8),
            .unsupportedType(code: .max),
        ]

    /// A new case must be added to the lists above: these switches stop compiling without it.
    private func isListed(_ error: GeometryError) -> Bool {
        switch error {
        case .path(_, _, let path):
            switch path {
            case .tooFewPoints, .notFinite, .notClosed: Self.paths.contains(path)
            }
        case .malformed, .empty, .tooDeep, .unsupportedType: Self.errors.contains(error)
        }
    }

    @Test func everyCaseSpeaksBothLanguages() {
        for words in Self.paths.map(\.words) + Self.errors.map(\.words) {
            #expect(words.zh.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) }, "\(words)")
            #expect(words.en.contains(where: \.isLetter) && words.en.allSatisfy(\.isASCII), "\(words)")
            #expect(words.zh.last?.isWhitespace == false && words.en.last?.isWhitespace == false, "\(words)")
        }
        #expect(Self.errors.allSatisfy(isListed))
    }

    @Test func differentErrorsReadDifferently() {
        for language in Language.allCases {
            #expect(Set(Self.paths.map { $0.words[language] }).count == Self.paths.count)
            #expect(Set(Self.errors.map { $0.words[language] }).count == Self.errors.count)
        }
    }

    /// People count from one; code from nought.
    @Test func placesAreCountedFromOne() {
        let words = GeometryError.path(part: 2, ring: 1, .notFinite(index: 41)).words
        for text in ["3", "2", "42"] { #expect(words.zh.contains(" \(text) ") && words.en.contains(" \(text)")) }
        #expect(GeometryError.malformed(offset: 77).words.en.contains("77"))
        #expect(GeometryError.unsupportedType(code: 8).words.zh.contains("8"))
        #expect(PathError.tooFewPoints(count: 3, needed: 4).words.en.contains("3"))
    }
}
