import Foundation

/// An array in NumPy's format 1.0, as the shared workload writes it: little-endian, C order.
enum NumPyFile {
    struct Unreadable: Error { let path: String }

    /// The numbers of a file, row after row.
    static func numbers<Number: BitwiseCopyable>(_ path: String, as type: Number.Type) throws -> [Number] {
        guard let data = FileManager.default.contents(atPath: path), data.count >= 10, data[0] == 0x93 else {
            throw Unreadable(path: path)
        }
        let start = 10 + Int(data[8]) + Int(data[9]) << 8
        let count = (data.count - start) / MemoryLayout<Number>.stride
        return unsafe data.withUnsafeBytes { bytes in
            (0..<count).map {
                unsafe bytes.loadUnaligned(fromByteOffset: start + $0 * MemoryLayout<Number>.stride, as: type)
            }
        }
    }
}
