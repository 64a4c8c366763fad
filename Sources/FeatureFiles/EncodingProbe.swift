/// Finds out from the bytes themselves whether texts are UTF-8 or GB18030.
///
/// UTF-8 is sure: other encodings hardly ever obey its rules. What is not UTF-8 is GB18030 when its bytes above 0x7F
/// come in pairs, as Chinese text of that encoding does; accented Latin letters stand alone among ASCII.
struct EncodingProbe {
    private var isUTF8 = true
    private var wideCharacters = 0
    private var pairs = 0
    private var loners = 0

    /// Whether more bytes can change the answer in practice.
    var isDecided: Bool { !isUTF8 && pairs + loners > 100_000 || isUTF8 && wideCharacters > 200_000 }

    /// The encoding; nil when the bytes are neither.
    var encoding: String? {
        if isUTF8 { return "UTF-8" }
        return pairs > 4 * loners ? "GB18030" : nil
    }

    init() {}

    /// Looks at a text file, a megabyte at a time, until the answer is sure.
    init(linesOf path: String) throws {
        let file = try InputFile(path: path)
        var rest: [UInt8] = []
        while !isDecided {
            let piece = try file.read(upTo: 1 << 20)
            let bytes = rest.isEmpty ? piece : rest + piece
            // A piece may end within a character, but no character goes on with a line feed, a comma or a blank; where
            // there is none of them in a megabyte, it is cut all the same, so that no more than one piece is kept.
            let isLast = piece.count < 1 << 20
            let cut = bytes.lastIndex { $0 < 0x30 }.map { $0 + 1 } ?? bytes.count - UTF8Scan.cutLength(bytes[...])
            let end = isLast ? bytes.count : cut
            add(bytes[..<end])
            rest = Array(bytes[end...])
            if isLast { break }
        }
    }

    /// Checks a declared encoding of single bytes, in which nothing is ever invalid, against what the bytes look like.
    ///
    /// - Throws: ``FeatureFileError/doubtfulEncoding(path:declared:seeming:)``.
    func check(declared: String, path: String) throws {
        let name = EncodingName.canonical(declared)
        guard pairs > 0, let seeming = encoding, seeming != "UTF-8" || wideCharacters > 0 else { return }
        throw FeatureFileError.doubtfulEncoding(path: path, declared: name, seeming: seeming)
    }

    /// Takes in one text, which ends with a whole character unless it `mayBeCut`.
    mutating func add(_ bytes: ArraySlice<UInt8>, mayBeCut: Bool = false) {
        guard let first = bytes.firstIndex(where: { $0 >= 0x80 }) else { return }
        let text = bytes[first...]
        if isUTF8 {
            switch UTF8Scan.scan(mayBeCut ? text.dropLast(UTF8Scan.cutLength(text)) : text) {
            case .valid(let wide): wideCharacters += wide
            case .invalid: isUTF8 = false
            }
        }
        countPairs(text, mayBeCut: mayBeCut)
    }

    private mutating func countPairs(_ text: ArraySlice<UInt8>, mayBeCut: Bool) {
        var index = text.startIndex
        while index < text.endIndex {
            defer { index += 1 }
            guard text[index] >= 0x80 else { continue }
            if mayBeCut && index + 1 == text.endIndex { return }
            let next = index + 1 < text.endIndex ? text[index + 1] : 0
            guard next >= 0x80 else {
                loners += 1
                continue
            }
            pairs += 1
            index += 1
        }
    }

    /// Whether a file starts as UTF-16 or UTF-32 does: with a byte order mark, or with every other byte zero.
    static func isWide(_ head: [UInt8]) -> Bool {
        if head.starts(with: [0xff, 0xfe]) || head.starts(with: [0xfe, 0xff]) || head.starts(with: [0, 0, 0xfe, 0xff]) {
            return true
        }
        return head.count >= 4 && (head[1] == 0 && head[3] == 0 || head[0] == 0 && head[2] == 0)
    }
}

/// Questions about bytes that may be UTF-8 (RFC 3629).
enum UTF8Scan {
    enum Verdict: Equatable { case valid(wideCharacters: Int), invalid }

    /// Whether `bytes` is UTF-8, and how many of its characters take three bytes or more.
    static func scan(_ bytes: ArraySlice<UInt8>) -> Verdict {
        var index = bytes.startIndex
        var wide = 0
        while index < bytes.endIndex {
            let length = Self.length(lead: bytes[index])
            guard length > 0, bytes.endIndex - index >= length else { return .invalid }
            if length > 1 {
                let second = bytes[index + 1]
                guard isSecond(second, after: bytes[index]) else { return .invalid }
                for offset in 2..<max(2, length) where bytes[index + offset] & 0xc0 != 0x80 { return .invalid }
            }
            if length > 2 { wide += 1 }
            index += length
        }
        return .valid(wideCharacters: wide)
    }

    /// Whether valid UTF-8 holds a character of three bytes or more, as all Chinese ones are.
    static func hasWideCharacter(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.contains { $0 >= 0xe0 } }

    /// How many bytes at the end begin a character that they do not finish.
    static func cutLength(_ bytes: ArraySlice<UInt8>) -> Int {
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.endIndex - back]
            if byte & 0xc0 == 0x80 { continue }
            return length(lead: byte) > back ? back : 0
        }
        return 0
    }

    /// The length of the character that `lead` begins; 0 when it begins none.
    private static func length(lead: UInt8) -> Int {
        switch lead {
        case 0...0x7f: 1
        case 0xc2...0xdf: 2
        case 0xe0...0xef: 3
        case 0xf0...0xf4: 4
        default: 0
        }
    }

    /// The second byte rules out overlong forms, surrogates and what lies beyond U+10FFFF.
    private static func isSecond(_ byte: UInt8, after lead: UInt8) -> Bool {
        switch lead {
        case 0xe0: 0xa0...0xbf ~= byte
        case 0xed: 0x80...0x9f ~= byte
        case 0xf0: 0x90...0xbf ~= byte
        case 0xf4: 0x80...0x8f ~= byte
        default: 0x80...0xbf ~= byte
        }
    }
}
