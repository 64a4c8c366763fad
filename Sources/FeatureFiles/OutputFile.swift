#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Buffered writing of bytes to an existing file, closed with this object.
@safe final class OutputFile {
    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    /// Opens the existing file at `path`, which is to be filled.
    init(path: String) throws {
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PendingFile.failure(path) }
        buffer.reserveCapacity(1 << 17)
    }

    deinit { close(descriptor) }

    func write(_ text: String) throws { try write(text.utf8) }

    func write(_ bytes: some Sequence<UInt8>) throws {
        buffer.append(contentsOf: bytes)
        if buffer.count >= 1 << 16 { try flush() }
    }

    func flush() throws {
        var start = 0
        while start < buffer.count {
            let written = unsafe buffer.withUnsafeBytes { bytes in
                unsafe systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: bytes[start...]))
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw PendingFile.failure(path) }
            start += written
        }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// `write` by its plain name is hidden by the method of ``OutputFile``.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    unsafe write(descriptor, bytes.baseAddress, bytes.count)
}
