import Foundation
import TestSupport
import Testing

@testable import Territory

/// What holds of folding for every text.
@Suite struct AddressFoldingTests {
    private static let parts: [[String]] = [
        "福建省石狮市北埔村江口里長樂號樓東".map(String.init), "〇零一二三四五六七八九十百千廿卅两壹陆拾○".map(String.init),
        ["号", "栋", "幢", "座", "单元", "单", "元", "梯", "层", "楼", "室", "之", "附", "至", "号楼", "村", "路", "下"],
        ["0", "7", "12", "00100", "99999999999", "⑳", "①", "㈠", "３", "٣", "½", "²"],
        ["a", "B", "ß", "É", "no", "No.", "n", "o", "Ø", "я", "ς", "가", "が", "Ⅳ", "ﬁ", "𝐀", "㎡", "İ"],
        [" ", ",", "-", "—", "~", "，", "；", "/", "\n", "(", ")", "。", "'", "’", "#", "№", "＃", ".", "·"],
        [
            "\u{200b}", "\u{301}", "\u{0}", "\u{7f}", "\u{202e}", "🏠", "👨‍👩‍👧", "\u{fe0f}", "\u{fffd}", "\u{e000}",
            "\u{10ffff}",
        ],
    ]

    private static func text(of length: Int, _ random: inout SeededGenerator) -> String {
        var text = ""
        while text.utf8.count < length {
            let kind = parts[Int.random(in: 0..<parts.count, using: &random)]
            text += kind[Int.random(in: 0..<kind.count, using: &random)]
        }
        return text
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func foldingTwiceIsFoldingOnce(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let text = Self.text(of: Int.random(in: 1...60, using: &random), &random)
            Self.expectStable(text, "seed \(seed)")
        }
        Self.expectStable(Self.text(of: 10_000, &random), "seed \(seed), long")
    }

    private static func expectStable(_ text: String, _ comment: Comment) {
        let once = AddressText(text)
        let twice = AddressText(once.folded)
        #expect(twice.tokens == once.tokens, "\(comment): \(text.debugDescription) → \(once.folded) → \(twice.folded)")
        expectInvariants(once, comment)
    }

    private static func expectInvariants(_ text: AddressText, _ comment: Comment) {
        #expect(text.tokens.first?.kind != .gap, comment)
        #expect(text.tokens.last?.kind != .gap, comment)
        for (token, next) in zip(text.tokens, text.tokens.dropFirst()) {
            #expect(token.kind != .gap || next.kind != .gap, comment)
            #expect(token.kind != .number || next.kind != .number, comment)
        }
        #expect(!text.folded.contains("#"), comment)
        #expect(text.folded.unicodeScalars.count <= AddressText.longest, comment)
    }

    @Test func everyScalarFoldsOnce() {
        var failed: [UInt32] = []
        let values: [Range<UInt32>] = [
            0..<0x11000, 0x16fe0..<0x17000, 0x1d400..<0x1d800, 0x1e900..<0x1e960, 0x1f000..<0x1fb00, 0x2f800..<0x2fa20,
        ]
        for scalar in values.joined().compactMap({ Unicode.Scalar($0) }) {
            let once = AddressText(String(scalar))
            if AddressText(once.folded).tokens != once.tokens { failed.append(scalar.value) }
        }
        #expect(failed.isEmpty)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func widthAndScriptMakeNoDifference(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let plain = Array("石狮市东门长乐楼龙云号栋单元室村里路层三十二〇ABcxyz0123456789#,;/-(). ")
        for _ in 0..<50 {
            let text = String((0..<30).map { _ in plain[Int.random(in: 0..<plain.count, using: &random)] })
            let wide = text.applyingTransform(.fullwidthToHalfwidth, reverse: true) ?? ""
            let traditional = text.applyingTransform(StringTransform("Hans-Hant"), reverse: false) ?? ""
            #expect(AddressText(wide).tokens == AddressText(text).tokens, "seed \(seed): \(text)")
            #expect(AddressText(traditional).tokens == AddressText(text).tokens, "seed \(seed): \(text)")
            #expect(AddressText(text.uppercased()).tokens == AddressText(text).tokens, "seed \(seed): \(text)")
        }
    }

    /// Against numbers spelled out here, by place and digit by digit.
    @Test func everyNumberIsReadByPlace() {
        let digits = Array("零一二三四五六七八九")
        for number in 1..<10_000 {
            var words = ""
            for (place, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
                let digit = number / place % 10
                if digit > 0 {
                    words += String(digits[digit]) + name
                } else if !words.isEmpty, number % place > 0, words.last != "零" {
                    words += "零"
                }
            }
            #expect(AddressText(words + "号").folded == "\(number)号", "\(words)")
            let figures = String(String(number).compactMap { $0.wholeNumberValue.map { digits[$0] } })
            #expect(AddressText(figures + "室").folded == "\(number)室", "\(figures)")
        }
    }
}
