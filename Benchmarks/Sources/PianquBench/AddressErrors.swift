import TestSupport

/// What people do to an address when they say it in a hurry; seeded.
///
/// Two digits exchanged make another address, which nobody can tell from a right one, so characters are exchanged in names
/// only. A town is left out only where the village is named, as callers do.
enum AddressError: String, CaseIterable {
    case prefixDropped = "prefix dropped"
    case exchanged
    case numeral
    case homophone
    case noUnit = "missing 号"
    case extraWords = "extra words"
    case runOn = "run-on"

    private static let region = "福建省莆田市秀屿区"
    private static let ranks: Set<Character> = Set("省市区县镇乡村路街巷弄号栋单元室道社层之")
    private static let words = ["旁边", "附近", "对面", "隔壁", "后面"]
    private static let openings = ["我家在", "麻烦到", "你好，", "就是", "住在"]

    /// The text with this error; as it was when there is nothing to spoil.
    func applied(to text: String, _ random: inout SeededGenerator) -> String {
        switch self {
        case .prefixDropped: Self.shortened(text, &random)
        case .exchanged: Self.exchanged(text, &random)
        case .numeral: Self.numeral(text, &random)
        case .homophone: Self.homophone(text, &random)
        case .noUnit: text.replacingLast("号", with: text.hasSuffix("号") ? "" : " ")
        case .extraWords:
            Bool.random(using: &random)
                ? text + (Self.words.randomElement(using: &random) ?? "")
                : (Self.openings.randomElement(using: &random) ?? "") + text
        case .runOn: Self.runOn(text)
        }
    }

    private static func shortened(_ text: String, _ random: inout SeededGenerator) -> String {
        var rest = text.hasPrefix(region) ? String(text.dropFirst(region.count)) : text
        let isVillage = rest.contains("村") || rest.contains("社区")
        guard isVillage, Bool.random(using: &random) else { return rest }
        for rank in ["街道", "镇", "乡"] {
            guard let range = rest.firstRange(of: rank), range.upperBound < rest.endIndex else { continue }
            rest = String(rest[range.upperBound...])
            break
        }
        return rest
    }

    /// Where the characters stand that make a name: Han, no rank, behind the region.
    private static func stems(_ characters: [Character]) -> [Int] {
        let start = String(characters).hasPrefix(region) ? region.count : 0
        return characters.indices.filter { index in
            index >= start && !characters[index].isASCII && characters[index].isLetter
                && !ranks.contains(characters[index])
        }
    }

    private static func exchanged(_ text: String, _ random: inout SeededGenerator) -> String {
        var characters = Array(text)
        let stems = stems(characters)
        let pairs = zip(stems, stems.dropFirst()).filter { $1 == $0 + 1 && characters[$0] != characters[$1] }
        guard let (first, second) = pairs.randomElement(using: &random) else { return text }
        characters.swapAt(first, second)
        return String(characters)
    }

    private static func homophone(_ text: String, _ random: inout SeededGenerator) -> String {
        var characters = Array(text)
        let known = stems(characters).filter { Homophones.table[characters[$0]] != nil }
        guard let index = known.randomElement(using: &random),
            let other = Homophones.table[characters[index]]?.randomElement(using: &random)
        else { return text }
        characters[index] = other
        return String(characters)
    }

    private static func numeral(_ text: String, _ random: inout SeededGenerator) -> String {
        let isWide = Bool.random(using: &random)
        var result = ""
        var digits = ""
        for character in text + "\n" {
            if character.isASCII, character.isNumber {
                digits.append(character)
                continue
            }
            if !digits.isEmpty { result += isWide ? wide(digits) : chinese(digits, isRoom: character == "室") }
            digits = ""
            if character != "\n" { result.append(character) }
        }
        return result
    }

    private static func wide(_ digits: String) -> String {
        String(String.UnicodeScalarView(digits.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xfee0) }))
    }

    private static func chinese(_ digits: String, isRoom: Bool) -> String {
        let names = Array("〇一二三四五六七八九")
        let values = digits.compactMap(\.wholeNumberValue)
        guard !isRoom, values.count < 4 else { return String(values.map { names[$0] }) }
        let units = ["", "十", "百"]
        var text = ""
        for (index, value) in values.enumerated() {
            let place = values.count - 1 - index
            if value != 0 {
                text += (value == 1 && place == 1 && index == 0 ? "" : String(names[value])) + units[place]
            } else if place > 0, values[(index + 1)...].contains(where: { $0 != 0 }) {
                text += "零"
            }
        }
        return text
    }

    private static let unsaid = ["省", "市", "区", "街道", "镇", "乡", "社区", "村", "路", "号", "栋", "单元", "室"]

    /// No ranks, no units; only a pause between two numbers.
    private static func runOn(_ text: String) -> String {
        var result = ""
        var isPaused = false
        var rest = Substring(text)
        while let character = rest.first {
            // 四村村 loses one of the two.
            let word = unsaid.first { rest.hasPrefix($0) && !rest.dropFirst($0.count).hasPrefix($0) }
            if let word, !result.isEmpty {
                rest = rest.dropFirst(word.count)
                isPaused = true
                continue
            }
            if isPaused, character.isNumber, result.last?.isNumber == true { result += " " }
            result.append(character)
            rest = rest.dropFirst()
            isPaused = false
        }
        return result
    }
}

extension String {
    fileprivate func replacingLast(_ text: String, with other: String) -> String {
        guard let range = ranges(of: text).last else { return self }
        return replacingCharacters(in: range, with: other)
    }

    private func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
        String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
    }
}
