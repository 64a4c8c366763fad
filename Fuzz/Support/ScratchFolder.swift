import Glibc

/// A folder for decoders that read files by their paths; `scripts/fuzz` makes it, in memory where it can, and removes it.
struct ScratchFolder {
    let path: String

    init() {
        guard let root = unsafe getenv("PIANQU_FUZZ_SCRATCH") else { finding("start this with scripts/fuzz") }
        path = unsafe String(cString: root) + "/\(getpid())"
        unsafe mkdir(path, 0o700)
    }

    /// Writes a file anew and returns its path.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) -> String {
        let file = path + "/" + name
        let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        expect(descriptor >= 0, "cannot write \(file)")
        defer { close(descriptor) }
        let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        expect(written == bytes.count, "cannot write \(file)")
        return file
    }

    /// Removes a file that an earlier input may have left.
    func remove(_ name: String) { unsafe unlink(path + "/" + name) }
}
