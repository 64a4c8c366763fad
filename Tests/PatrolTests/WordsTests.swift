import Phrasebook
import Testing

@testable import Patrol

@Suite struct WordsTests {
    private static let payloadErrors: [PayloadError] = [
        .empty, .tooLarge(limitBytes: 10), .tooDeep(limit: 3), .tooManyRecords(limit: 4), .notJSON(offset: 7),
        .noRecords(field: ""), .noRecords(field: "locations"), .notPairs,
    ]

    private static var all: [any Worded] {
        var all: [any Worded] = FixVerdict.allCases
        all += FixRefusal.allCases as [any Worded]
        all += FixRefusal.allCases.map(FixReceipt.refused) as [any Worded]
        all += FixVerdict.allCases.map { FixReceipt.kept($0, isLate: true) } as [any Worded]
        all += [FixReceipt.repeated] as [any Worded]
        all += payloadErrors as [any Worded]
        all += PayloadProblem.Kind.allCases as [any Worded]
        all += DecodedPayload.PassedOver.allCases as [any Worded]
        for kind in PayloadProblem.Kind.allCases {
            for field in ["", "tst"] {
                all.append(PayloadProblem(record: 3, field: field, kind: kind, refusal: .noTime))
            }
        }
        return all
    }

    @Test func everythingIsSaidInBothLanguages() {
        for worded in Self.all {
            let words = worded.words
            #expect(words.zh.unicodeScalars.contains { Self.isHan($0) }, "\(worded): \(words.zh)")
            #expect(!words.en.isEmpty && !words.en.unicodeScalars.contains { Self.isHan($0) }, "\(worded): \(words.en)")
        }
    }

    @Test func noTwoReceiptsHaveTheSameStatus() {
        let receipts =
            FixRefusal.allCases.map(FixReceipt.refused) + [.repeated]
            + FixVerdict.allCases.map { FixReceipt.kept($0, isLate: false) }
        #expect(Set(receipts.map(\.status)).count == receipts.count)
        #expect(Set(receipts.map(\.words)).count == receipts.count)
        #expect(FixReceipt.kept(.good, isLate: true).words != FixReceipt.kept(.good, isLate: false).words)
    }

    @Test func aProblemNamesItsRecordAndField() {
        let words = PayloadProblem(record: 31, field: "coords.latitude", kind: .missing, refusal: .notAPlace).words
        for text in [words.zh, words.en] { #expect(text.contains("31") && text.contains("coords.latitude")) }
    }

    private static func isHan(_ scalar: Unicode.Scalar) -> Bool { (0x3400...0x9fff).contains(scalar.value) }
}
