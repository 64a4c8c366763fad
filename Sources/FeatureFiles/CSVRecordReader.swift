/// Splits a CSV file into records and fields (RFC 4180; also line feeds alone, and other separators), a piece at a
/// time.
///
/// A quotation mark opens a quoted field only at the field's start; within one, two stand for one. Text after the
/// closing mark is kept. Blank lines are passed over.
struct CSVRecordReader {
    /// No record may take more memory; an unclosed quotation mark, or a file without line ends, would otherwise take in
    /// the whole file.
    static let maximumRecordBytes = 256 << 20
    /// What a field takes beside its bytes, once it is a value.
    private static let fieldBytes = 32

    private let file: InputFile
    private let separator: UInt8
    private let limit: Int
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    /// How many bytes of the file were taken so far.
    private(set) var bytesRead = 0

    /// The bytes of the current record's fields, without quotation marks, one after another.
    private(set) var bytes: [UInt8] = []
    /// Where each field of the current record ends in ``bytes``.
    private(set) var ends: [Int] = []
    /// Whether each field was quoted.
    private(set) var quoted: [Bool] = []

    /// Starts at `offset`, which is after a byte order mark.
    init(file: InputFile, separator: UInt8, offset: Int, limit: Int = maximumRecordBytes) {
        self.file = file
        self.separator = separator
        self.limit = limit
        file.seek(to: offset)
        bytesRead = offset
    }

    /// The bytes of a field of the current record.
    func field(_ index: Int) -> ArraySlice<UInt8> { bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }

    /// How a record ended.
    enum End { case record, file, unclosedQuote, tooLong }

    /// Reads the next record that is not blank.
    mutating func next() throws -> End {
        repeat {
            let end = try readRecord()
            if end == .unclosedQuote || end == .tooLong { return end }
            let isBlank = ends.count == 1 && bytes.isEmpty && !quoted[0]
            if !isBlank { return .record }
            if end == .file { return .file }
        } while true
    }

    private enum State { case fieldStart, plain, inQuotes, afterQuote }

    private mutating func readRecord() throws -> End {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        quoted.removeAll(keepingCapacity: true)
        var state = State.fieldStart
        var isQuoted = false
        while true {
            if position == buffer.count {
                // Looked at once for each piece of the file, not for each byte.
                if bytes.count + Self.fieldBytes * ends.count > limit {
                    let isMostlyOpen = bytes.count - (ends.last ?? 0) > limit / 2
                    return state == .inQuotes && isMostlyOpen ? .unclosedQuote : .tooLong
                }
                if try !refill() {
                    endField(isQuoted)
                    return state == .inQuotes ? .unclosedQuote : .file
                }
            }
            let byte = buffer[position]
            position += 1
            switch state {
            case .inQuotes:
                if byte == UInt8(ascii: "\"") { state = .afterQuote } else { bytes.append(byte) }
                continue
            case .afterQuote where byte == UInt8(ascii: "\""):
                bytes.append(byte)
                state = .inQuotes
                continue
            case .fieldStart where byte == UInt8(ascii: "\""):
                isQuoted = true
                state = .inQuotes
                continue
            default: break
            }
            if byte == separator {
                endField(isQuoted)
                isQuoted = false
                state = .fieldStart
            } else if byte == 0x0a || byte == 0x0d {
                // In CR LF the LF that follows makes a blank record, which is passed over.
                endField(isQuoted)
                return .record
            } else {
                bytes.append(byte)
                state = .plain
            }
        }
    }

    private mutating func endField(_ isQuoted: Bool) {
        ends.append(bytes.count)
        quoted.append(isQuoted)
    }

    private mutating func refill() throws -> Bool {
        guard !isAtEnd else { return false }
        buffer = try file.read(upTo: 1 << 18)
        bytesRead += buffer.count
        position = 0
        isAtEnd = buffer.isEmpty
        return !isAtEnd
    }
}
