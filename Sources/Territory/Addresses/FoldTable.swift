import Foundation

/// What a scalar stands for in an address.
struct FoldEntry: Sendable {
    /// How a scalar is read.
    enum Role: UInt8, Sendable {
        case nothing, space, comma, hyphen, digit, number, letter, han
        /// A Chinese numeral.
        case numeral
        /// 梯, which becomes two characters behind a number.
        case stairs
        /// ○, which people write for 〇.
        case circle
        /// Several entries: `value` is their place in ``FoldTable/sequences``.
        case sequence
    }

    let role: Role
    /// The scalar of a character or letter; the value of a digit or number.
    let value: UInt32

    init(_ role: Role, _ value: UInt32 = 0) {
        self.role = role
        self.value = value
    }
}

/// What each scalar is folded to, made once with Unicode's tables.
enum FoldTable {
    /// The entries of the scalars below U+10000.
    static let entries = tables.entries

    /// The entries of a scalar that stands for several.
    static func sequence(_ index: UInt32) -> [FoldEntry] { tables.sequences[Int(index)] }

    private static let tables: (entries: [FoldEntry], sequences: [[FoldEntry]]) = {
        var entries = [FoldEntry](repeating: FoldEntry(.space), count: 0x10000)
        var sequences: [[FoldEntry]] = []
        for value in 0..<0xe000 where !block.contains(UInt32(value)) && !(0xac00..<0xd800).contains(value) {
            set(value)
        }
        for value in 0xac00...0xd7a3 { entries[value] = FoldEntry(.letter, UInt32(value)) }
        for value in block { entries[Int(value)] = han(simplified(value)) }
        for value in 0xf900...0xffff { set(value) }
        func set(_ value: Int) {
            guard let scalar = Unicode.Scalar(value as Int) else { return }
            let made = made(scalar)
            if made.count > 1 {
                entries[value] = FoldEntry(.sequence, UInt32(sequences.count))
                sequences.append(made)
            } else {
                entries[value] = made.first ?? FoldEntry(.nothing)
            }
        }
        return (entries, sequences)
    }()

    /// Works out what a scalar stands for.
    static func made(_ scalar: Unicode.Scalar) -> [FoldEntry] {
        if let entry = special(scalar) { return [entry] }
        if isHan(scalar.value) { return [han(block.contains(scalar.value) ? simplified(scalar.value) : scalar.value)] }
        let properties = scalar.properties
        if properties.generalCategory == .otherNumber {
            guard let value = properties.numericValue, value >= 0, value < 1000, value.rounded() == value else {
                return [FoldEntry(.space)]
            }
            return [FoldEntry(.number, UInt32(value))]
        }
        let plain = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
        if !(0xac00...0xd7a3).contains(scalar.value), Array(plain) != [scalar] { return plain.flatMap(made) }
        switch properties.generalCategory {
        case .format, .nonspacingMark, .spacingMark, .enclosingMark: return []
        case .openPunctuation, .closePunctuation: return [FoldEntry(.comma)]
        case .decimalNumber: return [FoldEntry(.digit, UInt32(properties.numericValue ?? 0))]
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber:
            let small = properties.lowercaseMapping.unicodeScalars
            if Array(small) != [scalar] { return small.flatMap(made) }
            if let letters = spelled[scalar] { return letters.unicodeScalars.map { FoldEntry(.letter, $0.value) } }
            return [FoldEntry(.letter, scalar.value)]
        default: return [FoldEntry(.space)]
        }
    }

    private static let block: ClosedRange<UInt32> = 0x4e00...0x9fff

    private static func isHan(_ value: UInt32) -> Bool {
        switch value {
        case 0x3007, 0x3400...0x4dbf, 0x4e00...0x9fff, 0x20000...0x2f7ff, 0x2fa20...0x3ffff: true
        default: false
        }
    }

    private static func han(_ value: UInt32) -> FoldEntry {
        switch Unicode.Scalar(value) {
        case "梯": FoldEntry(.stairs, value)
        case let scalar? where AddressNumerals.values[scalar] != nil: FoldEntry(.numeral, value)
        default: FoldEntry(.han, value)
        }
    }

    /// What Unicode's properties do not tell.
    private static func special(_ scalar: Unicode.Scalar) -> FoldEntry? {
        switch scalar {
        case "'", "`", "\u{b4}", "\u{2018}", "\u{2019}", "\u{201b}", "\u{2bc}", "\u{2032}": FoldEntry(.nothing)
        case "-", "~", "\u{2010}"..."\u{2015}", "\u{2212}", "\u{301c}": FoldEntry(.hyphen)
        case ",", ";", "/", "|", "、", "。", "\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}":
            FoldEntry(.comma)
        case "#", "№": FoldEntry(.han, AddressFolder.mark.value)
        case "\u{25cb}", "\u{25ef}": FoldEntry(.circle)
        default: nil
        }
    }

    /// Letters that do not come apart into a letter and an accent.
    private static let spelled: [Unicode.Scalar: String] = [
        "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
        "ŧ": "t",
        "ŋ": "n", "ς": "σ",
    ]

    private static func simplified(_ value: UInt32) -> UInt32 {
        var value = value
        // Some simplified forms are themselves the traditional form of another; one step more keeps folding idempotent.
        for _ in 0..<4 where block.contains(value) { value = UInt32(forms[Int(value - block.lowerBound)]) }
        return value
    }

    /// The simplified form of each character of the block.
    private static let forms: [UInt16] = {
        var text = String.UnicodeScalarView()
        for scalar in block.compactMap(Unicode.Scalar.init) { text.append(contentsOf: [scalar, "\n"]) }
        let folded = String(text).applyingTransform(StringTransform("Hant-Hans"), reverse: false) ?? ""
        let found = folded.unicodeScalars.split(separator: "\n")
        return block.enumerated().map { index, value in
            guard found.count == block.count, found[index].count == 1, let form = found[index].first?.value else {
                return UInt16(value)
            }
            return UInt16(exactly: form) ?? UInt16(value)
        }
    }()
}
