/// What is looked at before GDAL opens a DXF: whether it is whole, and what its text is in.
enum DrawingCheck {
    /// A DXF ends with group 0 and the value `EOF`; GDAL does not miss it when the cut falls between entities.
    static func checkEnd(_ path: String) throws {
        let tail = String(decoding: try InputFile.tail(of: path, count: 256), as: UTF8.self)
        let last = tail.split(whereSeparator: \.isWhitespace).last
        guard last == "EOF" else { throw FeatureFileError.truncated(path: path, detail: "EOF") }
    }

    /// The decoder for a drawing's text: as stated, UTF-8 since AutoCAD 2007 (AC1021), else as `$DWGCODEPAGE` declares.
    ///
    /// GDAL goes by the code page in every version, and so would garble what newer programs write.
    static func decoder(path: String, stated: String?) throws -> TextDecoder {
        if let stated { return try TextDecoder(encoding: stated, onUTF8: .convert) }
        let head = String(decoding: try InputFile.head(of: path, count: 65536), as: UTF8.self)
        let lines = head.split(omittingEmptySubsequences: false) { $0.isNewline }
        let version = value(of: "$ACADVER", in: lines) ?? ""
        guard version < "AC1021", let page = value(of: "$DWGCODEPAGE", in: lines), !page.isEmpty else {
            return try TextDecoder(encoding: "UTF-8", onUTF8: .accept)
        }
        if EncodingName.isSingleByte(page) { try EncodingProbe(linesOf: path).check(declared: page, path: path) }
        return try TextDecoder(encoding: page, onUTF8: .accept)
    }

    /// A header variable's line is followed by a group code and then its value.
    private static func value(of variable: String, in lines: [Substring]) -> String? {
        guard let at = lines.firstIndex(where: { $0.contains(variable) }), at + 2 < lines.count else { return nil }
        return String(lines[at + 2].filter { !$0.isWhitespace })
    }
}
