/// An input taken apart: bytes that choose, and pieces that stand for files.
struct Pieces {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// The next byte; 0 after the last.
    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    /// Two bytes of length, low one first, and as many bytes after them as there are.
    mutating func piece() -> [UInt8] {
        let length = Int(byte()) | Int(byte()) << 8
        defer { rest = rest.dropFirst(length) }
        return Array(rest.prefix(length))
    }

    /// Everything that is left.
    mutating func remainder() -> [UInt8] {
        defer { rest = [] }
        return Array(rest)
    }
}
