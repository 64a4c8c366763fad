/// What has to be known before the first record of a CSV can be read.
struct CSVDialect {
    let separator: UInt8
    /// Where the text starts, after a byte order mark.
    let offset: Int
    let decoder: TextDecoder

    /// - Throws: ``FeatureFileError`` when the encoding is UTF-16 or cannot be found out.
    init(path: String, encoding: String?) throws {
        let head = try InputFile.head(of: path, count: 65536)
        if EncodingProbe.isWide(head) { throw FeatureFileError.wideEncoding(path: path) }
        let hasMark = head.starts(with: [0xef, 0xbb, 0xbf])
        offset = hasMark ? 3 : 0
        separator = Self.separator(of: head[offset...])
        if let encoding {
            decoder = try TextDecoder(encoding: encoding, onUTF8: .convert)
        } else if hasMark {
            decoder = try TextDecoder(encoding: "UTF-8", onUTF8: .refuse)
        } else {
            guard let found = try EncodingProbe(linesOf: path).encoding else {
                throw FeatureFileError.unclearEncoding(path: path)
            }
            decoder = try TextDecoder(encoding: found, onUTF8: .refuse)
        }
    }

    /// The separator that the header line holds most of; a comma when it holds none.
    private static func separator(of head: ArraySlice<UInt8>) -> UInt8 {
        var counts = [UInt8(ascii: ","): 0, UInt8(ascii: ";"): 0, UInt8(ascii: "\t"): 0, UInt8(ascii: "|"): 0]
        var isQuoted = false
        for byte in head {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0a || byte == 0x0d { break }
            counts[byte]? += 1
        }
        let comma = counts[UInt8(ascii: ",")] ?? 0
        let best = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
        return best.map { $0.value > comma ? $0.key : UInt8(ascii: ",") } ?? UInt8(ascii: ",")
    }
}
