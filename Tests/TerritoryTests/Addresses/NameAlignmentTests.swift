import TestSupport
import Testing

@testable import Territory

/// The cost of finding a name in a text, against a plain recursion over every way to lay one against the other.
@Suite struct NameAlignmentTests {
    private static func tokens(_ text: String) -> [AddressToken] { AddressText(text).tokens.filter { $0.kind != .gap } }

    /// What the rules say, straight: the least cost of the first `i` of the name ending at place `j` of the text.
    private static func least(_ name: [AddressToken], _ text: [AddressToken], _ i: Int, _ j: Int) -> Float {
        if i == 0 { return 0 }
        let (token, rank) = (name[i - 1], AddressRank.length(of: name))
        let omitted: Float = i > name.count - rank ? 0.1 : token.kind == .number ? 2 : token.kind == .letter ? 0.5 : 0.8
        var best = least(name, text, i - 1, j) + omitted
        guard j > 0 else { return best }
        let other = text[j - 1]
        best = min(best, least(name, text, i - 1, j - 1) + unlike(token, other))
        best = min(best, least(name, text, i, j - 1) + (token.kind == .letter ? 0.5 : 0.7))
        if i > 1, j > 1, token != other, token == text[j - 2], name[i - 2] == other {
            best = min(best, least(name, text, i - 2, j - 2) + 0.5)
        }
        return best
    }

    private static func unlike(_ a: AddressToken, _ b: AddressToken) -> Float {
        if a == b { return 0 }
        guard a.kind == b.kind, a.kind != .number else { return 2 }
        guard a.kind == .han else { return 0.6 }
        let (x, y) = (Syllables.readings(of: a.value), Syllables.readings(of: b.value))
        return Syllables.Readings.isSame(x, y) ? 0.3 : Syllables.Readings.isNear(x, y) ? 0.4 : 1
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func theCostIsTheLeast(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("北埔浦村东路12ab城成")
        func text(_ longest: Int) -> String {
            String(
                (0..<Int.random(in: 1...longest, using: &random)).compactMap { _ in
                    alphabet.randomElement(using: &random)
                }
            )
        }
        for _ in 0..<25 {
            let (name, said) = (Self.tokens(text(4)), Self.tokens(text(5)))
            let expected = (0...said.count).map { Self.least(name, said, name.count, $0) }.min() ?? 0
            let found = NameAlignment.best(of: name, in: said)
            #expect(abs(found.cost - expected) < 1e-5, "seed \(seed): \(name.text) in \(said.text)")
            #expect(found.range.upperBound <= said.count)
        }
    }

    @Test(arguments: [
        ("北埔村", "笏石北埔村12号", 0 as Float, 2..<5), ("北埔村", "北埔", 0.1, 0..<2), ("北埔村", "北铺村", 0.3, 0..<3),
        ("北埔村", "埔北村", 0.5, 0..<3), ("笏石街道", "笏石", 0.2, 0..<2), ("文化路", "在文化路边", 0, 1..<4),
    ])
    func errorsOfCallersAreCheap(name: String, said: String, cost: Float, range: Range<Int>) {
        let found = NameAlignment.best(of: Self.tokens(name), in: Self.tokens(said))
        #expect(abs(found.cost - cost) < 1e-5 && found.range == range, "\(found)")
    }

    @Test func whatIsTypedSoFarFitsTheBeginning() {
        let name = Self.tokens("北埔村")
        #expect(NameAlignment.typed(name, atEndOf: Self.tokens("笏石北")) < 0.1)
        #expect(NameAlignment.typed(name, atEndOf: Self.tokens("山")) >= 0.8)
    }

    @Test(arguments: [("埔", "浦", true), ("埔", "步", true), ("城", "成", true), ("山", "水", false), ("厦", "下", true)])
    func charactersSoundAlike(a: Character, b: Character, isSame: Bool) {
        let (x, y) = (Self.tokens(String(a))[0].value, Self.tokens(String(b))[0].value)
        #expect(Syllables.Readings.isSame(Syllables.readings(of: x), Syllables.readings(of: y)) == isSame)
    }

    @Test func southernSpeakersDoNotTellThemApart() {
        for (a, b) in [("张", "脏"), ("南", "蓝"), ("城", "岑")] {
            let (x, y) = (Self.tokens(a)[0].value, Self.tokens(b)[0].value)
            #expect(Syllables.Readings.isNear(Syllables.readings(of: x), Syllables.readings(of: y)), "\(a) \(b)")
        }
    }
}
