import Foundation

/// The exclusive right to write to a store, held while the object lives.
///
/// It is an advisory `flock` on `<store>.lock`. The store itself cannot carry it: SQLite keeps POSIX locks on that file,
/// and the system drops those as soon as any descriptor of the file is closed. The lock file stays behind on purpose:
/// removing it would let a process that had just opened it lock a file nobody else can see.
final class WriterLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock without waiting.
    ///
    /// - Throws: ``StoreError/inUse(path:)``; ``StoreError/unwritableFolder(path:)`` when there can be no lock file.
    init(forStoreAt path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        let flags = O_RDWR | O_CREAT | O_CLOEXEC
        descriptor = unsafe open(path + ".lock", flags, 0o644)
        guard descriptor >= 0 else { throw StoreError.unwritableFolder(path: folder) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {  // 0 on success, -1 when somebody holds it
            close(descriptor)
            throw StoreError.inUse(path: path)
        }
    }

    deinit { close(descriptor) }
}
