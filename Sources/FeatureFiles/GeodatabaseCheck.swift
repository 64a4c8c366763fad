/// What is looked at before GDAL opens a file geodatabase: it shows a table whose index is cut short as an empty one.
enum GeodatabaseCheck {
    /// Checks that every row index (.gdbtablx) is as long as its header says: 16 bytes, then blocks of 1024 offsets.
    static func check(_ folder: String) throws {
        for name in GDALLibrary.members(of: folder) where SourcePath.suffix(of: name) == "gdbtablx" {
            let path = "\(folder)/\(name)"
            let head = try InputFile.head(of: path, count: 16)
            let size = FileStatus(path: path)?.size ?? 0
            func number(_ at: Int) -> Int { (0..<4).reduce(0) { $0 | Int(head[at + $1]) << (8 * $1) } }
            // Offsets have four to six bytes; a header that claims more must not overflow the product.
            let expected = head.count == 16 ? 16 + 1024 * number(4) * min(number(12), 1 << 16) : 16
            guard size >= expected else {
                throw FeatureFileError.truncated(path: path, detail: "\(size) B < \(expected) B")
            }
        }
    }
}
