/// Rules about paths, applied before GDAL sees one: GDAL would follow addresses, connection strings and inline XML.
enum SourcePath {
    /// The absolute path of an existing local file or folder.
    ///
    /// Absolute paths begin with `/`, so GDAL can take none of them for a connection string.
    static func check(_ path: String) throws -> String {
        if path.hasPrefix("/vsi") { throw FeatureFileError.refused(path: path, .notLocal) }
        guard !path.utf8.contains(0), let status = FileStatus(path: path) else {
            throw looksRemote(path)
                ? FeatureFileError.refused(path: path, .notLocal) : FeatureFileError.notFound(path: path)
        }
        guard status.isRegular || status.isDirectory else {
            throw FeatureFileError.refused(path: path, .notRegularFile)
        }
        guard let absolute = absolutePath(path) else { throw FeatureFileError.notReadable(path: path) }
        // A symbolic link cannot smuggle in GDAL's virtual folders either.
        if absolute.hasPrefix("/vsi") { throw FeatureFileError.refused(path: path, .notLocal) }
        return absolute
    }

    /// Whether the text has the form `scheme:…`, as addresses and database connections do.
    private static func looksRemote(_ path: String) -> Bool {
        guard let colon = path.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let scheme = path.utf8[..<colon]
        return scheme.count >= 2
            && scheme.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "_")
            }
    }

    /// The ending after the last dot of the last part, in lower case; empty when there is none.
    static func suffix(of path: String) -> String {
        let name = name(of: path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// The last part of a path.
    static func name(of path: String) -> Substring {
        let trimmed = path.hasSuffix("/") ? path.dropLast() : path[...]
        return trimmed[(trimmed.lastIndex(of: "/").map(trimmed.index(after:)) ?? trimmed.startIndex)...]
    }

    /// The last part of a path, without its ending.
    static func stem(of path: String) -> String {
        let suffix = suffix(of: path)
        return String(suffix.isEmpty ? name(of: path) : name(of: path).dropLast(suffix.count + 1))
    }

    /// The file beside `path` whose ending is `suffix`, in lower or upper case; nil when there is
    /// none.
    static func companion(of path: String, suffix: String) -> String? {
        let base = path.dropLast(Self.suffix(of: path).count)
        return [suffix, suffix.uppercased()].map { base + $0 }.first { FileStatus(path: $0)?.isRegular == true }
    }
}
