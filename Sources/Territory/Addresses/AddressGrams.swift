/// The index terms of a name: what an engine of full-text search finds it by, however it was misheard or mistyped.
enum AddressGrams {
    /// The terms of a name: each Han character, each pair of neighbours, each pair of neighbouring syllables, each three
    /// letters in a row, each number.
    ///
    /// Terms hold no separator and no syntax of any engine.
    static func terms(of name: [AddressToken]) -> [String] {
        var terms: Set<String> = []
        for (index, token) in name.enumerated() {
            let next = index + 1 < name.count ? name[index + 1] : nil
            switch token.kind {
            case .han:
                if !AddressWords.ranks.contains(token.value) { terms.insert([token].text) }
                guard let next, next.kind == .han else { break }
                terms.insert([token, next].text)
                for pair in syllables(token.value, next.value) { terms.insert(pair) }
            case .letter:
                let run = name[index...].prefix(3)
                if run.count == 3, run.allSatisfy({ $0.kind == .letter }) { terms.insert("l" + run.text) }
                // Short names have no three letters in a row.
                if index == 0 || name[index - 1].kind != .letter { terms.insert("b" + run.prefix(2).text) }
            case .number: terms.insert("n" + String(token.value))
            case .gap: break
            }
        }
        return terms.sorted()
    }

    /// The terms to ask for: those of the text, and its pairs the other way round, in case two characters were exchanged.
    static func asked(_ text: [AddressToken]) -> [String] {
        var terms = Set(terms(of: text))
        for (first, second) in zip(text, text.dropFirst()) where first.kind == .han && second.kind == .han {
            terms.insert([second, first].text)
            terms.formUnion(syllables(second.value, first.value))
        }
        return terms.sorted()
    }

    private static func syllables(_ a: UInt32, _ b: UInt32) -> Set<String> {
        let (first, second) = (Syllables.readings(of: a).near, Syllables.readings(of: b).near)
        var terms: Set<String> = []
        for x in [first.0, first.1, first.2] where x != 0 {
            for y in [second.0, second.1, second.2] where y != 0 { terms.insert("p" + String(x) + "x" + String(y)) }
        }
        return terms
    }
}
