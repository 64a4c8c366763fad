/// What is looked at before GDAL opens a Shapefile: GDAL reads one that is cut short to the end, row by broken row, and
/// takes a declared encoding on trust.
enum ShapefileCheck {
    /// Checks that the parts of a Shapefile are there and whole.
    ///
    /// - Parameter path: A .shp, or a .dbf without one.
    /// - Throws: ``FeatureFileError``.
    static func check(_ path: String) throws {
        guard SourcePath.suffix(of: path) == "shp" else { return try checkTable(path, shapes: nil) }
        guard let index = SourcePath.companion(of: path, suffix: "shx") else {
            throw FeatureFileError.missingCompanion(path: path, suffix: ".shx")
        }
        guard let table = SourcePath.companion(of: path, suffix: "dbf") else {
            throw FeatureFileError.missingCompanion(path: path, suffix: ".dbf")
        }
        for part in [path, index] { try checkLength(part) }
        try checkTable(table, shapes: ((FileStatus(path: index)?.size ?? 100) - 100) / 8)
    }

    /// Both .shp and .shx say at byte 24 how many 16-bit words they have (big-endian).
    private static func checkLength(_ path: String) throws {
        let head = try InputFile.head(of: path, count: 100)
        let size = FileStatus(path: path)?.size ?? 0
        guard head.count == 100 else {
            throw FeatureFileError.truncated(path: path, detail: "\(size) B < 100 B")
        }
        let expected = 2 * head[24..<28].reduce(0) { $0 << 8 | Int($1) }
        guard size >= expected else {
            throw FeatureFileError.truncated(path: path, detail: "\(size) B < \(expected) B")
        }
    }

    private static func checkTable(_ path: String, shapes: Int?) throws {
        let size = FileStatus(path: path)?.size ?? 0
        guard let header = try DBFHeader(path: path) else {
            throw FeatureFileError.truncated(path: path, detail: "\(size) B")
        }
        guard size >= header.expectedSize else {
            throw FeatureFileError.truncated(path: path, detail: "\(size) B < \(header.expectedSize) B")
        }
        guard let shapes, shapes != header.recordCount else { return }
        throw FeatureFileError.truncated(path: path, detail: ".dbf \(header.recordCount) ≠ .shx \(shapes)")
    }

    /// The decoder for a Shapefile's text: as stated, as .cpg declares, as the .dbf header declares, as the bytes show.
    static func decoder(path: String, stated: String?) throws -> TextDecoder {
        if let stated { return try TextDecoder(encoding: stated, onUTF8: .convert) }
        let table = SourcePath.suffix(of: path) == "dbf" ? path : SourcePath.companion(of: path, suffix: "dbf")
        guard let table, let header = try DBFHeader(path: table) else {
            return try TextDecoder(encoding: "UTF-8", onUTF8: .refuse)
        }
        if let declared = try codePage(path) ?? EncodingName.ofLanguageDriver(header.languageDriver) {
            if EncodingName.isSingleByte(declared) {
                try header.probe(path: table).check(declared: declared, path: table)
            }
            return try TextDecoder(encoding: declared, onUTF8: .refuse)
        }
        guard let encoding = try header.probe(path: table).encoding else {
            throw FeatureFileError.unclearEncoding(path: table)
        }
        return try TextDecoder(encoding: encoding, onUTF8: .refuse)
    }

    /// What the .cpg says; nil when there is none.
    private static func codePage(_ path: String) throws -> String? {
        guard let file = SourcePath.companion(of: path, suffix: "cpg") else { return nil }
        let text = String(decoding: try InputFile.head(of: file, count: 64), as: UTF8.self)
        let name = text.filter { $0.isASCII && !$0.isWhitespace }
        return name.isEmpty ? nil : name
    }
}
