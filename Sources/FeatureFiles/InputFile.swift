#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A local file opened for reading, closed with this object.
@safe final class InputFile {
    let path: String
    private let descriptor: Int32

    init(path: String) throws {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? FeatureFileError.notFound(path: path) : FeatureFileError.notReadable(path: path)
        }
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Moves to a position counted from the start.
    func seek(to offset: Int) { lseek(descriptor, off_t(offset), SEEK_SET) }

    /// Up to `count` bytes; fewer only at the end of the file.
    func read(upTo count: Int) throws -> [UInt8] {
        var failed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let base = buffer.baseAddress {
                let got = unsafe systemRead(descriptor, base + filled, count - filled)
                if got < 0 && errno == EINTR { continue }
                failed = got < 0
                guard got > 0 else { return }
                filled += got
            }
        }
        guard !failed else { throw FeatureFileError.notReadable(path: path) }
        return bytes
    }

    /// What the first bytes of a file are.
    static func head(of path: String, count: Int = 8192) throws -> [UInt8] {
        try InputFile(path: path).read(upTo: count)
    }

    /// What the last bytes of a file are.
    static func tail(of path: String, count: Int) throws -> [UInt8] {
        let file = try InputFile(path: path)
        file.seek(to: max(0, (FileStatus(path: path)?.size ?? 0) - count))
        return try file.read(upTo: count)
    }
}

/// What the operating system says of a path.
struct FileStatus {
    let size: Int
    let isDirectory: Bool
    let isRegular: Bool

    /// Nil when there is nothing at `path`; symbolic links are followed.
    init?(path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        size = Int(status.st_size)
        isDirectory = status.st_mode & S_IFMT == S_IFDIR
        isRegular = status.st_mode & S_IFMT == S_IFREG
    }
}

/// `read` by its plain name is hidden by the method of ``InputFile``.
private func systemRead(_ descriptor: Int32, _ target: UnsafeMutableRawPointer, _ count: Int) -> Int {
    unsafe read(descriptor, target, count)
}

/// The path without symbolic links and relative parts; nil when nothing is there.
func absolutePath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(validatingCString: resolved)
}
