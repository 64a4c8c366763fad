/// How wide a text will be, estimated without the font: a viewer may not have the one that was meant.
enum TextMeasure {
    /// The width in the unit of `size`, rather too wide than too narrow.
    static func width(_ text: String, size: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + ems($1) } * size
    }

    /// The text in lines of no more than `width`; what does not go into `limit` lines is left out with an ellipsis.
    static func wrapped(_ text: String, width: Double, size: Double, limit: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in words(of: text).flatMap({ pieces(of: $0, width: width, size: size) }) {
            if Self.width(line + word, size: size) <= width || line.isEmpty {
                line += word
            } else {
                lines.append(trimmed(line))
                line = word == " " ? "" : word
            }
        }
        if !trimmed(line).isEmpty { lines.append(trimmed(line)) }
        guard lines.count > limit else { return lines.map { fitted($0, width: width, size: size) } }
        lines.removeLast(lines.count - limit)
        lines[limit - 1] = fitted(lines[limit - 1] + "…", width: width, size: size)
        return lines.map { fitted($0, width: width, size: size) }
    }

    /// The text, cut with an ellipsis where it would be wider.
    static func fitted(_ text: String, width: Double, size: Double) -> String {
        guard Self.width(text, size: size) > width else { return text }
        var kept = text
        while !kept.isEmpty, Self.width(kept + "…", size: size) > width { kept.removeLast() }
        return kept + "…"
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }

    /// Where a line may end: at spaces and between Chinese characters, but not before a mark that closes something.
    private static func words(of text: String) -> [String] {
        var result: [String] = []
        for character in text {
            let isClosing = closing.contains(character)
            if let last = result.last, last != " ",
                isClosing || (character != " " && !isWide(character) && !isWide(last.last))
            {
                result[result.count - 1].append(character)
            } else {
                result.append(String(character))
            }
        }
        return result
    }

    /// A word that is wider than a line, cut into pieces that are not.
    private static func pieces(of word: String, width: Double, size: Double) -> [String] {
        guard Self.width(word, size: size) > width else { return [word] }
        var result: [String] = []
        var (piece, used) = ("", 0.0)
        for character in word {
            let more = Self.width(String(character), size: size)
            if used + more > width, !piece.isEmpty {
                result.append(piece)
                (piece, used) = ("", 0)
            }
            piece.append(character)
            used += more
        }
        return result + [piece]
    }

    private static let closing = Set("，。、；：！？）」』”’》…,.;:!?)")

    private static func isWide(_ character: Character?) -> Bool {
        character?.unicodeScalars.first.map { ems($0) == 1 } ?? false
    }

    private static func ems(_ scalar: Unicode.Scalar) -> Double {
        switch scalar.value {
        case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
            0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
            return 1
        case 0x20, 0x21, 0x27, 0x2c, 0x2e, 0x3a, 0x3b, 0x69, 0x6c, 0x7c: return 0.34
        case 0x41...0x5a, 0x25, 0x40, 0x6d, 0x77: return 0.72
        default:
            let category = scalar.properties.generalCategory
            return category == .nonspacingMark || category == .enclosingMark ? 0 : 0.58
        }
    }
}
