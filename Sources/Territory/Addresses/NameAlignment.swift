/// How cheaply a name can be found in what a caller said.
///
/// A semi-global alignment (Sellers, 1980, doi:10.1016/0196-6774(80)90016-4) with adjacent exchanges (Damerau, 1964,
/// doi:10.1145/363958.363994): the whole name is laid against any stretch of the text at the least cost. Sound-alike
/// characters cost less than unlike ones, and a rank that is left out (村, 镇, 路) nearly nothing.
struct NameAlignment: Hashable, Sendable {
    /// The sum of the costs; 0 when the name stands there letter by letter.
    var cost: Float
    /// The stretch of the text that the name was laid against.
    var range: Range<Int>

    /// What differences cost; one unlike character is 1.
    enum Cost {
        static let homophone: Float = 0.3
        static let nearHomophone: Float = 0.4
        static let exchange: Float = 0.5
        static let unlike: Float = 1
        static let number: Float = 2
        static let missing: Float = 0.8
        static let missingRank: Float = 0.1
        static let extra: Float = 0.7
        static let extraLetter: Float = 0.5
        static let unlikeLetter: Float = 0.6
        static let cutShort: Float = 0.5
        static let unsaidEnd: Float = 0.1
    }

    /// Finds the best place of `name` in `text`.
    ///
    /// - Complexity: O(*n* · *m*) in their lengths.
    static func best(of name: [AddressToken], in text: [AddressToken]) -> NameAlignment {
        Table(name, text).best(ofFirst: name.count)
    }

    /// Finds the best place of `name` in `text` even if only its beginning was said, as callers do with the names of shops.
    ///
    /// At least three Han characters of it must have been said, one of them by its sound at most.
    static func perhapsCutShort(_ name: [AddressToken], in text: [AddressToken]) -> NameAlignment {
        let table = Table(name, text)
        var best = table.best(ofFirst: name.count)
        guard name.count > 3, name.prefix(3).allSatisfy({ $0.kind == .han }) else { return best }
        for count in 3..<name.count {
            var said = table.best(ofFirst: count)
            guard said.cost <= Cost.nearHomophone else { continue }
            said.cost += Cost.cutShort + Cost.unsaidEnd * Float(name.count - count)
            if said.cost < best.cost { best = said }
        }
        return best
    }

    /// The same alignment in a text that has `count` more tokens in front.
    func moved(by count: Int) -> NameAlignment {
        NameAlignment(cost: cost, range: range.lowerBound + count..<range.upperBound + count)
    }

    /// What it costs to take the end of `text` for the beginning of `name`, as it is while somebody types.
    static func typed(_ name: [AddressToken], atEndOf text: [AddressToken]) -> Float {
        let table = Table(name, text)
        let ends = (1..<max(2, name.count + 1)).map { row in
            table.costs[min(row, name.count) * table.width + text.count] + 0.02 * Float(name.count - row)
        }
        return ends.min() ?? .infinity
    }

    /// The least costs of laying each beginning of the name against a stretch that ends at each place of the text.
    private struct Table {
        let width: Int
        var costs: [Float]
        var starts: [Int32]

        init(_ name: [AddressToken], _ text: [AddressToken]) {
            width = text.count + 1
            costs = [Float](repeating: 0, count: (name.count + 1) * width)
            starts = [Int32](repeating: 0, count: costs.count)
            for column in 0..<width { starts[column] = Int32(column) }
            let sounds = name.map(Self.sound)
            let otherSounds = text.map(Self.sound)
            let rankFrom = name.count - AddressRank.length(of: name)
            for row in 1..<max(1, name.count + 1) {
                let omission = row - 1 >= rankFrom ? Cost.missingRank : NameAlignment.missing(name[row - 1])
                for column in 0..<width {
                    var across: Float = 0
                    if column > 0, name[row - 1] != text[column - 1] {
                        across = NameAlignment.substitution(
                            name[row - 1].kind,
                            text[column - 1].kind,
                            sounds[row - 1],
                            otherSounds[column - 1]
                        )
                    }
                    fill(row, column, name, text, omission, across)
                }
            }
        }

        /// The best place of the first `count` tokens of the name.
        func best(ofFirst count: Int) -> NameAlignment {
            let row = count * width
            var end = 0
            for column in 1..<max(1, width) where costs[row + column] < costs[row + end] { end = column }
            let start = Int(starts[row + end])
            return NameAlignment(cost: costs[row + end], range: start..<max(end, start))
        }

        private static func sound(_ token: AddressToken) -> Syllables.Readings {
            token.kind == .han ? Syllables.readings(of: token.value) : Syllables.Readings()
        }

        private mutating func fill(
            _ row: Int,
            _ column: Int,
            _ name: [AddressToken],
            _ text: [AddressToken],
            _ omission: Float,
            _ substitution: Float
        ) {
            let here = row * width + column
            var (best, from) = (costs[here - width] + omission, here - width)
            if column > 0 {
                let (token, other) = (name[row - 1], text[column - 1])
                let across = costs[here - width - 1] + substitution
                if across < best { (best, from) = (across, here - width - 1) }
                let along = costs[here - 1] + (token.kind == .letter ? Cost.extraLetter : Cost.extra)
                if along < best { (best, from) = (along, here - 1) }
                if column > 1, row > 1, token != other, token == text[column - 2], name[row - 2] == other {
                    let exchanged = costs[here - 2 * width - 2] + Cost.exchange
                    if exchanged < best { (best, from) = (exchanged, here - 2 * width - 2) }
                }
            }
            costs[here] = best
            starts[here] = starts[from]
        }
    }

    private static func missing(_ token: AddressToken) -> Float {
        switch token.kind {
        case .number: Cost.number
        case .letter: Cost.extraLetter
        case .han, .gap: Cost.missing
        }
    }

    /// What one symbol instead of another costs.
    private static func substitution(
        _ a: AddressToken.Kind,
        _ b: AddressToken.Kind,
        _ sound: Syllables.Readings,
        _ otherSound: Syllables.Readings
    ) -> Float {
        switch (a, b) {
        case (.han, .han):
            if Syllables.Readings.isSame(sound, otherSound) { return Cost.homophone }
            return Syllables.Readings.isNear(sound, otherSound) ? Cost.nearHomophone : Cost.unlike
        case (.letter, .letter): return Cost.unlikeLetter
        default: return Cost.number
        }
    }
}

/// The rank at the end of a name: 村, 社区, 街道, 镇, 路.
enum AddressRank {
    private static let single = AddressWords.scalars("省市区县镇乡村路街巷弄道里社")
    private static let double: [[UInt32]] = ["社区", "街道", "大道"].map { $0.unicodeScalars.map(\.value) }

    /// How many tokens the rank has; 0 when nothing would be left of the name.
    static func length(of name: [AddressToken]) -> Int {
        guard let last = name.last, last.kind == .han, name.count > 1 else { return 0 }
        if name.count > 2, double.contains([name[name.count - 2].value, last.value]) { return 2 }
        return single.contains(last.value) ? 1 : 0
    }
}
