/// Counts the records of a GeoJSON text sequence, so that those GDAL drops without a word are noticed.
enum RecordCount {
    /// The number of records that are not blank: after record separators (RFC 8142) if the file starts with one, lines
    /// otherwise.
    ///
    /// - Complexity: reads the file once, a megabyte at a time.
    static func count(path: String) throws -> Int {
        let file = try InputFile(path: path)
        var separator: UInt8 = 0x0a
        var count = 0
        var isBlank = true
        var isFirst = true
        while true {
            let bytes = try file.read(upTo: 1 << 20)
            if isFirst && bytes.first == 0x1e { separator = 0x1e }
            isFirst = false
            for byte in bytes {
                if byte == separator {
                    if !isBlank { count += 1 }
                    isBlank = true
                } else if byte > 0x20 && byte != 0xef && byte != 0xbb && byte != 0xbf {
                    isBlank = false
                }
            }
            if bytes.count < 1 << 20 { return isBlank ? count : count + 1 }
        }
    }
}

/// Tells a text sequence by another name from plain GeoJSON, of which GDAL would read the first object alone.
enum SequenceShape {
    /// Whether a second JSON object follows the first within the first megabyte.
    static func hasSecondObject(_ path: String) throws -> Bool {
        var depth = 0
        var isInString = false
        var isEscaped = false
        var hasEnded = false
        for byte in try InputFile.head(of: path, count: 1 << 20) {
            if hasEnded {
                if byte > 0x20 { return byte == UInt8(ascii: "{") || byte == 0x1e }
            } else if isInString {
                if byte == UInt8(ascii: "\"") && !isEscaped { isInString = false }
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            } else {
                switch byte {
                case UInt8(ascii: "\""): isInString = true
                case UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "}"):
                    depth -= 1
                    hasEnded = depth == 0
                default: break
                }
            }
        }
        return false
    }
}
