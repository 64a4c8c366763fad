import TestSupport
import Testing

@testable import Reporting

@Suite struct TextMeasureTests {
    private static let alphabet = Array("片区巡视，。 ab cd-W01（）iil“”…")

    /// Nothing is lost but spaces at the ends of lines, and no line is too long.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func linesHoldTheWholeTextWithinTheWidth(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let text = XMLText.clean(
            String(
                (0..<Int.random(in: 0...200, using: &generator)).map { _ in
                    Self.alphabet.randomElement(using: &generator) ?? "片"
                }
            )
        )
        let width = Double.random(in: 60...400, using: &generator)
        let lines = TextMeasure.wrapped(text, width: width, size: 10, limit: 1000)
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " }, "seed \(seed)")
        #expect(lines.allSatisfy { TextMeasure.width($0, size: 10) <= width }, "seed \(seed)")
        #expect(lines.allSatisfy { !$0.isEmpty && $0.first != " " && $0.last != " " }, "seed \(seed)")
        for limit in 1...3 {
            let cut = TextMeasure.wrapped(text, width: width, size: 10, limit: limit)
            #expect(cut.count <= limit && cut.allSatisfy { TextMeasure.width($0, size: 10) <= width }, "seed \(seed)")
            #expect(lines.count <= limit ? cut == lines : cut.last?.last == "…", "seed \(seed)")
        }
    }

    @Test func linesEndWhereOneWouldEndThem() {
        func lines(_ text: String, _ width: Double) -> [String] {
            TextMeasure.wrapped(text, width: width, size: 10, limit: 9)
        }
        #expect(lines("数据截至昨天。校验", 60) == ["数据截至昨", "天。校验"], "a full stop starts no line")
        #expect(lines("hash 0123456789abcdef", 100) == ["hash", "0123456789abcdef"], "a hash stays whole if it can")
        #expect(lines("", 60).isEmpty)
    }
}

@Suite struct XMLTextTests {
    @Test func controlCharactersAreGoneAndBreaksAreSpaces() {
        #expect(XMLText.clean("a\u{0}b\u{1b}[31mc\r\n\t d\u{2028}e  ") == "ab[31mc d e")
        #expect(XMLText.clean("\u{202e}片\u{2069}区\u{feff}\u{fffe}") == "片区")
        #expect(XMLText.clean("👩‍🔧 नमस्ते é") == "👩‍🔧 नमस्ते é", "joiners and marks belong to letters")
        #expect(XMLText.clean(String(repeating: "x", count: 500), limit: 3) == "xxx…")
    }

    @Test func markupIsEscaped() {
        #expect(XMLText.escaped("<a b='c' d=\"e\">&amp;") == "&lt;a b=&apos;c&apos; d=&quot;e&quot;&gt;&amp;amp;")
        #expect(XMLText.escaped("片区") == "片区")
    }

    @Test(arguments: [
        (0, "0"), (0.04, "0"), (-0.04, "0"), (0.05, "0.1"), (-0.05, "-0.1"), (12, "12"), (-3.25, "-3.3"), (9.96, "10"),
    ])
    func pixelsAreRoundedToATenth(value: Double, text: String) { #expect(Pixels.text(value) == text) }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
    func noNumberGetsOut(value: Double) {
        #expect(Double(Pixels.text(value)).map { abs($0) <= 1e6 } == true)
    }
}
