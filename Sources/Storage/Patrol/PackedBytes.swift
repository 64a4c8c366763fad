/// Writes numbers one after another into bytes: whole ones in as few as they need, real ones bit for bit.
struct PackedWriter {
    private(set) var bytes: [UInt8] = []

    /// Writes a whole number: seven bits a byte, the sign in the lowest.
    mutating func write(_ value: Int64) {
        var rest = UInt64(bitPattern: (value << 1) ^ (value >> 63))
        while rest > 0x7f {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func write(_ value: Int) { write(Int64(value)) }

    mutating func write(_ value: Double) {
        var bits = value.bitPattern
        for _ in 0..<8 {
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
        }
    }

    mutating func write(_ text: String) {
        write(text.utf8.count)
        bytes += text.utf8
    }
}

/// The bytes are not what a ``PackedWriter`` wrote.
struct PackedFault: Error {}

/// Reads what a ``PackedWriter`` wrote.
struct PackedReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    mutating func integer() throws -> Int64 {
        var (value, shift) = (0 as UInt64, 0 as UInt64)
        while place < bytes.count, shift < 64 {
            let byte = bytes[place]
            place += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
            shift += 7
        }
        throw PackedFault()
    }

    /// A number of things, each of which takes at least one byte.
    mutating func count() throws -> Int {
        let count = try integer()
        guard count >= 0, count <= bytes.count - place else { throw PackedFault() }
        return Int(count)
    }

    mutating func real() throws -> Double {
        guard bytes.count - place >= 8 else { throw PackedFault() }
        var bits = 0 as UInt64
        for offset in (0..<8).reversed() { bits = bits << 8 | UInt64(bytes[place + offset]) }
        place += 8
        return Double(bitPattern: bits)
    }

    mutating func text() throws -> String {
        let count = try count()
        defer { place += count }
        guard let text = String(validating: bytes[place..<place + count], as: UTF8.self) else { throw PackedFault() }
        return text
    }
}
