/// Text from anywhere as XML 1.0 can hold it.
enum XMLText {
    /// The text on one line, without what steers a terminal or turns the direction of writing, and not longer than
    /// `limit` scalars.
    static func clean(_ text: String, limit: Int = 400) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard result.count < limit else {
                result.append("…")
                break
            }
            if isBreak(scalar) {
                if let last = result.last, last != " " { result.append(" ") }
            } else if !isForbidden(scalar) {
                result.append(scalar)
            }
        }
        while result.last == " " { result.removeLast() }
        return String(result)
    }

    /// The text with the five characters escaped that mean something in markup.
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { markup.contains($0) }) else { return text }
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&apos;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    private static let markup = Array("&<>\"'".utf8)

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: true
        default: (0x09...0x0d).contains(scalar.value)
        }
    }

    /// Control characters, marks of direction and byte order, and what is no character at all.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.generalCategory == .control || scalar.properties.isNoncharacterCodePoint { return true }
        return switch scalar.value {
        case 0x061c, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069, 0xfeff: true
        default: false
        }
    }
}
