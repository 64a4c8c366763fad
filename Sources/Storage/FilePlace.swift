import Foundation

/// What the file system says about the place of a store.
enum FilePlace {
    /// One absolute name for the file, links followed, so that every name of a store leads to the same lock.
    static func canonical(_ path: String) -> String {
        let url = URL(fileURLWithPath: path)
        let folder = url.deletingLastPathComponent().resolvingSymlinksInPath()
        return folder.appendingPathComponent(url.lastPathComponent).resolvingSymlinksInPath().path
    }

    /// The folder that holds the file.
    static func folder(of path: String) -> String { (path as NSString).deletingLastPathComponent }

    /// Whether a regular file is there.
    static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    /// The length in bytes; 0 when there is no file.
    static func size(_ path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }

    /// Refuses a path at which something exists, or where SQLite would take an old journal for the new file's own.
    static func requireVacant(_ path: String) throws {
        for taken in [path, path + "-wal", path + "-journal"] where FileManager.default.fileExists(atPath: taken) {
            throw StoreError.alreadyExists(path: taken)
        }
        guard FileManager.default.isWritableFile(atPath: folder(of: path)) else {
            throw StoreError.unwritableFolder(path: folder(of: path))
        }
    }

    /// Builds a file under a passing name beside `path` and gives it its own once `build` has succeeded.
    ///
    /// - Throws: ``StoreError/alreadyExists(path:)`` when `path` was taken meanwhile; whatever `build` throws. In either
    ///   case nothing is left behind.
    static func place<Result>(at path: String, _ build: (String) throws -> Result) throws -> Result {
        try requireVacant(path)
        let temporary = "\(path).\(ProcessInfo.processInfo.processIdentifier).part"
        func clear() {
            for suffix in ["", "-wal", "-shm", "-journal"] { _ = unsafe unlink(temporary + suffix) }
        }
        clear()
        do {
            let result = try build(temporary)
            try rename(temporary, to: path)
            return result
        } catch {
            clear()
            throw error
        }
    }

    /// A hard link never overwrites, unlike a rename; file systems without links get the next best.
    private static func rename(_ temporary: String, to path: String) throws {
        if unsafe link(temporary, path) == 0 {  // 0 on success, -1 with errno otherwise
            _ = unsafe unlink(temporary)
        } else {
            try requireVacant(path)
            guard unsafe Foundation.rename(temporary, path) == 0 else {
                throw StoreError.unwritableFolder(path: folder(of: path))
            }
        }
        let descriptor = unsafe open(folder(of: path), O_RDONLY)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)  // so that the name survives a power cut; some file systems cannot, which is no failure
        close(descriptor)
    }
}
