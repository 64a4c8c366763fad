/// Reads JSON (RFC 8259) from bytes that a telephone sent.
///
/// Foundation's decoder is not used: it takes commas too many, keeps one of several members of a name without a word,
/// and sets no limit of ours to nesting. This one takes nothing but JSON in UTF-8, with or without a byte order mark,
/// and needs memory in proportion to the bytes.
struct JSONReader {
    private let bytes: ArraySlice<UInt8>
    private let mostNested: Int
    private var position: Int

    /// Reads a whole document.
    ///
    /// - Throws: ``PayloadError``.
    static func read(_ bytes: ArraySlice<UInt8>, limits: PayloadLimits) throws -> JSONValue {
        guard bytes.count <= limits.bytes else { throw PayloadError.tooLarge(limitBytes: limits.bytes) }
        let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.startIndex + 3 : bytes.startIndex
        var reader = JSONReader(bytes: bytes, mostNested: limits.depth, position: start)
        reader.skipSpace()
        guard reader.position < bytes.endIndex else { throw PayloadError.empty }
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.endIndex else { throw reader.fault() }
        return value
    }

    private func fault() -> PayloadError { .notJSON(offset: position - bytes.startIndex) }

    private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws -> JSONValue {
        switch next {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < mostNested else { throw PayloadError.tooDeep(limit: mostNested) }
            return next == UInt8(ascii: "{") ? try object(depth: depth + 1) : try list(depth: depth + 1)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
        for byte in word.description.utf8 {
            guard next == byte else { throw fault() }
            position += 1
        }
        return value
    }

    private mutating func list(depth: Int) throws -> JSONValue {
        position += 1
        var items: [JSONValue] = []
        skipSpace()
        if take("]") { return .list(items) }
        while true {
            skipSpace()
            items.append(try value(depth: depth))
            skipSpace()
            if take("]") { return .list(items) }
            guard take(",") else { throw fault() }
        }
    }

    private mutating func object(depth: Int) throws -> JSONValue {
        position += 1
        var members: [JSONObject.Member] = []
        skipSpace()
        if take("}") { return .object(JSONObject(members: members)) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw fault() }
            let name = try text()
            skipSpace()
            guard take(":") else { throw fault() }
            skipSpace()
            members.append(.init(name: name, value: try value(depth: depth)))
            skipSpace()
            if take("}") { return .object(JSONObject(members: members)) }
            guard take(",") else { throw fault() }
        }
    }

    /// Digits as the grammar has them; a number too large for a `Double` is infinite.
    private mutating func number() throws -> Double {
        let start = position
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        guard let number = Double(String(decoding: bytes[start..<position], as: UTF8.self)) else { throw fault() }
        return number
    }

    private mutating func digits() throws {
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        guard position > start else { throw fault() }
    }

    private mutating func text() throws -> String {
        position += 1
        let start = position
        // Most texts have no escapes, and are taken as they are.
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        var raw = bytes[start..<position]
        while !take("\"") {
            guard let byte = next, byte >= 0x20 else { throw fault() }
            position += 1
            if byte == UInt8(ascii: "\\") { raw += Array(String(try escape()).utf8) } else { raw.append(byte) }
        }
        guard let text = String(validating: raw, as: UTF8.self) else { throw fault() }
        return text
    }

    private mutating func escape() throws -> Unicode.Scalar {
        guard let byte = next else { throw fault() }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try scalar()
        default: throw fault()
        }
    }

    private mutating func scalar() throws -> Unicode.Scalar {
        var code = try hexadecimal()
        if (0xd800..<0xdc00).contains(code) {
            guard take("\\"), take("u") else { throw fault() }
            let low = try hexadecimal()
            guard (0xdc00..<0xe000).contains(low) else { throw fault() }
            code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw fault() }
        return scalar
    }

    private mutating func hexadecimal() throws -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw fault() }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return code
    }
}
