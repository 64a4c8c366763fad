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
