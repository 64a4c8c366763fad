/// Folds tokens as far as their neighbours tell what they stand for: numerals, number signs, gaps and units.
enum AddressFolder {
    /// Stands for a number sign (#, №) until ``folded(_:)`` has placed it.
    static let mark = AddressToken(.han, 0x23)

    /// Folds until nothing changes, so that folding the result changes nothing either.
    static func folded(_ raw: [AddressToken]) -> [AddressToken] {
        var tokens = raw
        // Each round leaves fewer numerals, signs, gaps or variants; three rounds are the most that was seen.
        for _ in 0..<longestChain {
            let next = units(gaps(marks(AddressNumerals.folded(tokens))))
            if next == tokens { break }
            tokens = next
        }
        return tokens
    }

    private static let longestChain = 16

    /// Which of two gaps stays when they meet: the comma before the hyphen before the space.
    static func strength(_ gap: AddressToken) -> Int { gap == .comma ? 2 : gap == .hyphen ? 1 : 0 }

    private static let house = han("号")
    private static let building = han("栋")
    private static let tower = han("座")
    private static let block = han("幢")
    private static let floors = han("楼")
    private static let stairs = han("梯")
    private static let unit = [han("单"), han("元")]
    private static let upTo = han("至")
    private static let (n, o) = (AddressToken(.letter, 0x6e), AddressToken(.letter, 0x6f))
    /// Words that make a number sign idle: #3单元.
    private static let signUnits: Set<AddressToken> = [house, building, block, tower, stairs, han("层"), han("室")]
    /// 楼下 is no building's 楼.
    private static let storeyWords: Set<AddressToken> = Set("下上梯道顶".unicodeScalars.map(han))

    private static func han(_ scalar: Unicode.Scalar) -> AddressToken { AddressToken(.han, scalar.value) }

    // MARK: Number signs

    /// Turns each number sign (#, №, the word "no") into 号 behind its number.
    private static func marks(_ tokens: [AddressToken]) -> [AddressToken] {
        guard tokens.indices.contains(where: { signEnd(tokens, $0) != nil }) else { return tokens }
        var folded: [AddressToken] = []
        var index = 0
        while index < tokens.count {
            if tokens[index] == mark, folded.last?.kind == .number {
                index += 1
                if !isSignIdle(tokens, index) { folded.append(house) }
            } else if let number = signed(tokens, index) {
                if folded.last?.kind == .number { folded.append(.space) }
                folded.append(tokens[number])
                index = number + 1
                if index < tokens.count, tokens[index] == mark, signed(tokens, index) == nil { index += 1 }
                if !isSignIdle(tokens, index) { folded.append(house) }
            } else {
                folded.append(tokens[index] == mark ? .space : tokens[index])
                index += 1
            }
        }
        return folded
    }

    /// The end of the sign that begins at a place: #, or the word "no".
    private static func signEnd(_ tokens: [AddressToken], _ index: Int) -> Int? {
        if tokens[index] == mark { return index + 1 }
        guard tokens[index] == n, index + 1 < tokens.count, tokens[index + 1] == o else { return nil }
        if index > 0, tokens[index - 1].kind == .letter { return nil }
        return index + 2 < tokens.count && tokens[index + 2].kind != .letter ? index + 2 : nil
    }

    /// Where the number stands before which there are only signs.
    private static func signed(_ tokens: [AddressToken], _ start: Int) -> Int? {
        var index = start
        while index < tokens.count, let end = signEnd(tokens, index) {
            index = end
            if index < tokens.count, tokens[index] == .space { index += 1 }
        }
        return index > start && index < tokens.count && tokens[index].kind == .number ? index : nil
    }

    private static func isSignIdle(_ tokens: [AddressToken], _ index: Int) -> Bool {
        var index = index
        if index < tokens.count, tokens[index] == .space { index += 1 }
        guard index < tokens.count else { return false }
        return signUnits.contains(tokens[index]) || tokens[index...].starts(with: unit)
    }

    // MARK: Gaps

    /// Leaves one gap where several meet, none at the ends, no space beside a Chinese character, and hyphens only between
    /// numbers.
    private static func gaps(_ tokens: [AddressToken]) -> [AddressToken] {
        guard tokens.contains(where: { $0.kind == .gap || $0 == upTo }) else { return tokens }
        var folded: [AddressToken] = []
        folded.reserveCapacity(tokens.count)
        var index = 0
        while index < tokens.count {
            var token = tokens[index]
            index += 1
            let isNext = index < tokens.count && tokens[index].kind == .number
            if token == upTo, isNext, isNumbered(folded) { token = .hyphen }
            guard token.kind == .gap else {
                folded.append(token)
                continue
            }
            while index < tokens.count, tokens[index].kind == .gap {
                if strength(tokens[index]) > strength(token) { token = tokens[index] }
                index += 1
            }
            guard let last = folded.last, index < tokens.count else { continue }
            if token == .hyphen, tokens[index].kind != .number || !isNumbered(folded) { token = .space }
            if token == .space, last.kind == .han || tokens[index].kind == .han { continue }
            folded.append(token)
        }
        return folded
    }

    /// Whether a number stands last, or a number and 号.
    private static func isNumbered(_ tokens: [AddressToken]) -> Bool {
        guard tokens.last == house else { return tokens.last?.kind == .number }
        return tokens.dropLast().last?.kind == .number
    }

    // MARK: Units

    /// One word for each unit: 幢, 座 and 号楼 are 栋, 梯 is 单元.
    private static func units(_ tokens: [AddressToken]) -> [AddressToken] {
        guard tokens.contains(where: { $0 == floors || $0 == block || $0 == tower || $0 == stairs }) else {
            return tokens
        }
        var folded: [AddressToken] = []
        folded.reserveCapacity(tokens.count + 2)
        var index = 0
        while index < tokens.count {
            let token = tokens[index]
            let isCounted = folded.last?.kind == .number || folded.last?.kind == .letter
            index += 1
            switch token {
            case block: folded.append(building)
            case tower where isCounted: folded.append(building)
            case stairs where folded.last?.kind == .number: folded.append(contentsOf: unit)
            case house where isCounted && isBuilding(tokens, index):
                folded.append(building)
                index += 1
            default: folded.append(token)
            }
        }
        return folded
    }

    private static func isBuilding(_ tokens: [AddressToken], _ index: Int) -> Bool {
        guard index < tokens.count, tokens[index] == floors else { return false }
        return index + 1 == tokens.count || !storeyWords.contains(tokens[index + 1])
    }
}
