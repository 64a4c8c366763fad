/// Chinese numerals: where they count something they become numbers, inside names they stay.
enum AddressNumerals {
    /// The value of each numeral; 10 and more are places.
    static let values: [Unicode.Scalar: UInt32] = [
        "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
        "百": 100, "千": 1000, "廿": 20, "卅": 30, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8,
        "玖": 9, "拾": 10, "佰": 100, "仟": 1000,
    ]
    /// Names of people and places too (陆, 伍), so that one alone is no number before a village or at the end.
    private static let financial = scalars("壹贰叁肆伍陆柒捌玖拾佰仟")
    private static let doorUnits = scalars("号栋幢座梯层楼室房户").union([AddressFolder.mark.value])
    private static let otherUnits = scalars("巷弄组队村路街期排院")
    private static let leads = scalars("之附")
    /// Joins a number to the next one.
    private static let links = scalars("之至")
    private static let (unit, unitEnd): (UInt32, UInt32) = (0x5355, 0x5143)

    /// The numeral 〇.
    static let zero: UInt32 = 0x3007

    /// What a numeral is worth; nil for any other token.
    static func value(of token: AddressToken) -> UInt32? {
        guard token.kind == .han, token.value < 0x10000, FoldTable.entries[Int(token.value)].role == .numeral else {
            return nil
        }
        return Unicode.Scalar(token.value).flatMap { values[$0] }
    }

    /// Writes those numerals in digits that count something.
    static func folded(_ tokens: [AddressToken]) -> [AddressToken] {
        guard tokens.contains(where: isNumeral) else { return tokens }
        var folded: [AddressToken] = []
        folded.reserveCapacity(tokens.count)
        var start = 0
        while start < tokens.count {
            var end = start
            while end < tokens.count, isNumeral(tokens[end]) { end += 1 }
            if end > start, isCount(tokens, start, end), let number = number(tokens[start..<end]) {
                folded.append(number)
            } else {
                end = max(end, start + 1)
                folded.append(contentsOf: tokens[start..<end])
            }
            start = end
        }
        return folded
    }

    private static func isNumeral(_ token: AddressToken) -> Bool {
        token.kind == .han && token.value < 0x10000 && FoldTable.entries[Int(token.value)].role == .numeral
    }

    /// Whether what stands around a run of numerals makes it a number.
    private static func isCount(_ tokens: [AddressToken], _ start: Int, _ end: Int) -> Bool {
        if start > 0, tokens[start - 1].kind == .number { return false }
        let next = end < tokens.count ? tokens[end] : nil
        if next?.kind == .number { return false }
        if start > 0, tokens[start - 1].kind == .han, leads.contains(tokens[start - 1].value) { return true }
        let isName = end == start + 1 && financial.contains(tokens[start].value)
        guard let next, next.kind != .gap else { return !isName }
        guard next.kind == .han else { return false }
        if doorUnits.contains(next.value) { return true }
        let second = end + 1 < tokens.count ? tokens[end + 1] : nil
        if next.value == unit { return second == AddressToken(.han, unitEnd) }
        if links.contains(next.value), let second { return second.kind == .number || isNumeral(second) }
        return !isName && otherUnits.contains(next.value)
    }

    /// 二十三 and 三百零五 by place, 一〇一 digit by digit; nil for a run that is no number.
    private static func number(_ run: ArraySlice<AddressToken>) -> AddressToken? {
        let numerals = run.compactMap(value)
        guard numerals.contains(where: { $0 >= 10 }) else {
            let value = numerals.reduce(UInt64(0)) { min($0 * 10 + UInt64($1), UInt64(UInt32.max)) }
            return AddressToken(.number, UInt32(value), digits: UInt8(clamping: numerals.count))
        }
        return byPlace(numerals).map { AddressToken(.number, $0, digits: UInt8(String($0).utf8.count)) }
    }

    private static func byPlace(_ numerals: [UInt32]) -> UInt32? {
        var (sum, digit, place, isFilled) = (UInt32(0), UInt32?.none, UInt32.max, false)
        for numeral in numerals {
            switch numeral {
            case 0:
                guard digit == nil else { return nil }
                isFilled = true
            case 1...9:
                guard digit == nil else { return nil }
                digit = numeral
            case 20, 30:
                guard digit == nil, place > 10 else { return nil }
                (sum, place, isFilled) = (sum + numeral, 10, false)
            default:
                guard numeral < place else { return nil }
                (sum, digit, place, isFilled) = (sum + (digit ?? 1) * numeral, nil, numeral, false)
            }
        }
        // 三百五 is 350: without a zero the next place is meant.
        return sum + (digit ?? 0) * (isFilled || place <= 10 || place > 1000 ? 1 : place / 10)
    }

    private static func scalars(_ text: String) -> Set<UInt32> { Set(text.unicodeScalars.map(\.value)) }
}
