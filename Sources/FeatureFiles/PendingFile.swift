#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A file that is written under a temporary name beside its place, and moved there when it is whole.
///
/// What was at the place stays as it was until then. Without ``publish()`` nothing remains.
final class PendingFile {
    let path: String
    /// Where to write; it has the same ending, which some drivers insist on.
    let temporary: String
    private var isPublished = false

    /// - Throws: ``FeatureWriteError`` when nothing can be written in the folder.
    init(path: String) throws {
        self.path = path
        let name = String(SourcePath.name(of: path))
        guard !name.isEmpty, !path.hasPrefix("/vsi") else { throw FeatureWriteError.noFolder(path: path) }
        let folder = String(path.dropLast(name.count))
        // Absolute, so that GDAL does not take it for something else.
        guard let root = absolutePath(folder.isEmpty ? "." : folder), FileStatus(path: root)?.isDirectory == true else {
            throw FeatureWriteError.noFolder(path: folder.count > 1 ? String(folder.dropLast()) : folder)
        }
        temporary = "\(root)/.partial-\(UInt64.random(in: 0...UInt64.max))-\(name)"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(path) }
        close(descriptor)
    }

    deinit { if !isPublished { removeTemporaries() } }

    /// Gives the name back to a driver that insists on creating the file.
    func removeTemporaries() {
        for suffix in ["", "-journal", "-wal", "-shm"] { unsafe unlink(temporary + suffix) }
    }

    /// Makes sure the file is on the disk and moves it into place.
    func publish() throws {
        let descriptor = unsafe open(temporary, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0, (unsafe rename(temporary, path)) == 0 else { throw Self.failure(path) }
        isPublished = true
    }

    /// Refuses to replace a database under its write-ahead log, which would mix the two.
    static func checkLog(_ path: String) throws {
        if FileStatus(path: path + "-wal") != nil { throw FeatureWriteError.inUse(path: path) }
    }

    /// Runs `body`, whose errors name the temporary file, of which nobody knows.
    func naming(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch FeatureWriteError.diskFull {
            throw FeatureWriteError.diskFull(path: path)
        } catch FeatureWriteError.system(_, let code, let reason) {
            throw FeatureWriteError.system(path: path, code: code, reason: reason)
        }
    }

    /// The error that `errno` stands for.
    static func failure(_ path: String) -> FeatureWriteError {
        let code = errno
        if code == ENOSPC || code == EDQUOT { return .diskFull(path: path) }
        return .system(path: path, code: code, reason: unsafe String(cString: strerror(code)))
    }
}

/// What the operating system says of a disk.
enum DiskSpace {
    /// Whether less than a megabyte is left on the disk of a file; some libraries do not say why writing failed.
    static func isUsedUp(at path: String) -> Bool {
        var status = statvfs()
        // The file itself may not be there yet.
        let folder = String(path.dropLast(SourcePath.name(of: path).count))
        guard unsafe statvfs(folder, &status) == 0 else { return false }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize) < 1 << 20
    }
}
