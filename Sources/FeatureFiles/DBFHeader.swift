/// The header of a .dbf table, read only for what GDAL does not tell: is the file whole, and what is its text in.
///
/// Layout: the dBASE III file structure, 32 bytes, then 32 bytes a field until 0x0D.
struct DBFHeader {
    let recordCount: Int
    let headerLength: Int
    let recordLength: Int
    let languageDriver: UInt8
    /// Where text fields lie within a record.
    let textColumns: [Range<Int>]

    /// Nil when the file is shorter than its own header.
    init?(path: String) throws {
        let file = try InputFile(path: path)
        let head = try file.read(upTo: 32)
        guard head.count == 32 else { return nil }
        func number(_ at: Int, _ count: Int) -> Int { (0..<count).reduce(0) { $0 | Int(head[at + $1]) << (8 * $1) } }
        recordCount = number(4, 4)
        headerLength = number(8, 2)
        recordLength = number(10, 2)
        languageDriver = head[29]
        guard headerLength > 32 else { return nil }
        let fields = try file.read(upTo: headerLength - 32)
        guard fields.count == headerLength - 32 else { return nil }
        var columns: [Range<Int>] = []
        var start = 1  // the deletion mark
        for field in stride(from: 0, to: fields.count - 31, by: 32) {
            if fields[field] == 0x0d { break }
            let width = Int(fields[field + 16])
            // A text field may be wider than 255: its decimal count is then the high byte.
            let isText = fields[field + 11] == UInt8(ascii: "C")
            let length = isText ? width + 256 * Int(fields[field + 17]) : width
            if isText { columns.append(start..<start + length) }
            start += length
        }
        textColumns = columns.filter { [recordLength] in $0.upperBound <= recordLength }
    }

    /// How many bytes the records need, header included.
    var expectedSize: Int { headerLength + recordCount * recordLength }

    /// Finds out what the text of the table is in.
    ///
    /// - Complexity: reads the file once, in pieces of about a megabyte, and stops when it is sure.
    func probe(path: String) throws -> EncodingProbe {
        var probe = EncodingProbe()
        guard recordLength > 0 && !textColumns.isEmpty else { return probe }
        let file = try InputFile(path: path)
        file.seek(to: headerLength)
        let records = max(1, 1_000_000 / recordLength)
        while !probe.isDecided {
            let bytes = try file.read(upTo: records * recordLength)
            for record in stride(from: 0, through: bytes.count - recordLength, by: recordLength) {
                // Most records of most tables are plain ASCII.
                let values = bytes[record..<record + recordLength]
                guard values.contains(where: { $0 >= 0x80 }) else { continue }
                for column in textColumns {
                    let value = bytes[record + column.lowerBound..<record + column.upperBound]
                    probe.add(Self.trimmed(value), mayBeCut: true)
                }
            }
            if bytes.count < records * recordLength { break }
        }
        return probe
    }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var value = value
        while let last = value.last, last == 0x20 || last == 0 { value.removeLast() }
        return value
    }
}
