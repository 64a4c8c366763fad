/// A file that is written at once: it appears whole or not at all.
public enum WholeFile {
    /// Writes bytes to a file, and replaces what was there in one step.
    ///
    /// - Parameters:
    ///   - bytes: What the file shall hold.
    ///   - path: Where the file will be.
    /// - Throws: ``FeatureWriteError``; then what was there before still is.
    public static func write(_ bytes: [UInt8], to path: String) throws {
        let pending = try PendingFile(path: path)
        try pending.naming {
            let file = try OutputFile(path: pending.temporary)
            try file.write(bytes)
            try file.flush()
            try pending.publish()
        }
    }
}
