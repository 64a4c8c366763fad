/// The many spellings of encoding names in .cpg files, .dbf headers and drawings.
enum EncodingName {
    /// The name that iconv knows; Chinese code pages become GB18030, which contains them all.
    static func canonical(_ name: String) -> String {
        var key = name.uppercased().filter { $0.isLetter || $0.isNumber }
        for prefix in ["WINDOWS", "ANSI", "OEM", "IBM", "CP", "DOS", "X"] where key.hasPrefix(prefix) {
            let rest = key.dropFirst(prefix.count)
            if rest.allSatisfy(\.isNumber) && !rest.isEmpty { key = String(rest) }
        }
        switch key {
        case "UTF8", "65001": return "UTF-8"
        case "GBK", "GB2312", "EUCCN", "GB18030", "936", "54936", "20936", "MS936": return "GB18030"
        case "BIG5", "950", "BIGFIVE": return "CP950"
        case "LATIN1", "28591": return "ISO-8859-1"
        default: break
        }
        if key.hasPrefix("ISO8859") || key.hasPrefix("8859") {
            let part = key.drop { !$0.isNumber }.dropFirst(4)
            return "ISO-8859-\(part.isEmpty ? "1" : part)"
        }
        return !key.isEmpty && key.allSatisfy(\.isNumber) ? "CP\(key)" : name
    }

    /// Whether every byte is a character of the encoding, so that nothing in it is ever invalid.
    static func isSingleByte(_ name: String) -> Bool {
        let name = canonical(name)
        return name.hasPrefix("CP125") || name.hasPrefix("ISO-8859") || ["CP437", "CP850", "CP866"].contains(name)
    }

    /// The encoding that the language driver byte of a .dbf header stands for; nil when it says nothing sure.
    ///
    /// 0x57, the system's own code page, is written by many programs whatever the text is in, and so says nothing.
    static func ofLanguageDriver(_ id: UInt8) -> String? {
        switch id {
        case 0x4d, 0x7a: "GB18030"
        case 0x4f, 0x78: "CP950"
        case 0x13, 0x7b: "CP932"
        case 0x4e, 0x79: "CP949"
        case 0x01: "CP437"
        case 0x02: "CP850"
        case 0x03, 0x59: "CP1252"
        case 0xc8: "CP1250"
        case 0xc9: "CP1251"
        case 0xcb: "CP1253"
        case 0xca: "CP1254"
        case 0x26, 0x65: "CP866"
        default: nil
        }
    }
}
