import Foundation
import Storage

/// An input named on the command line; `-` is standard input, spooled to a temporary file because readers seek.
struct InputPath {
    /// The file to open.
    let path: String
    private let folder: URL?

    /// Takes a path, or spools standard input; its first bytes tell whether it is GeoJSON, iCalendar or CSV.
    init(_ argument: String) throws {
        guard argument == "-" else {
            (path, folder) = (argument, nil)
            return
        }
        // A folder of its own, so that messages and layers call the file by a name that means something.
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pianqu-\(UUID().uuidString)")
        do {
            path = try Self.spool(into: folder)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw CommandError.notSpooled(folder: folder.path)
        }
        self.folder = folder
    }

    private static func spool(into folder: URL) throws -> String {
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        var piece = try next()
        let path = folder.appendingPathComponent("stdin." + ending(of: piece)).path
        SpoolRemoval.arm(folder: folder.path, file: path)
        try Data().write(to: URL(fileURLWithPath: path))
        let sink = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        while !piece.isEmpty {
            try sink.write(contentsOf: piece)
            piece = try next()
        }
        try sink.close()
        return path
    }

    private static func next() throws -> Data { try FileHandle.standardInput.read(upToCount: 1 << 20) ?? Data() }

    /// What the name of a file that begins so ends in.
    private static func ending(of head: Data) -> String {
        let text = head.starts(with: [0xef, 0xbb, 0xbf]) ? head.dropFirst(3) : head
        let isCalendar = String(decoding: text.prefix(15), as: UTF8.self).uppercased() == "BEGIN:VCALENDAR"
        return isCalendar ? "ics" : isJSON(text) ? "geojson" : "csv"
    }

    /// Whether text begins as JSON does, or as a sequence of it.
    private static func isJSON(_ text: Data) -> Bool {
        let first = text.first { ![0x09, 0x0a, 0x0d, 0x20].contains($0) }
        return first.map { [UInt8(ascii: "{"), UInt8(ascii: "["), 0x1e].contains($0) } ?? false
    }

    /// Removes a spooled file.
    func remove() {
        if let folder { try? FileManager.default.removeItem(at: folder) }
    }
}

/// A file that a command is asked to write.
enum OutputPath {
    /// Refuses to write over any store, or over what is read, also by another name of theirs.
    ///
    /// - Throws: ``CommandError/wouldOverwrite(path:)``.
    static func check(_ path: String, besides kept: [String]) throws {
        guard let file = identity(of: path) else { return }
        // A backup beside the store is one wrong key away.
        let isStore = (try? GeoPackageStore(path: path, mode: .readOnly)) != nil
        if isStore { throw CommandError.wouldOverwrite(path: path) }
        if kept.contains(where: { identity(of: $0) == file }) { throw CommandError.wouldOverwrite(path: path) }
    }

    /// What is one and the same for all names of a file; nil when nothing is there.
    private static func identity(of path: String) -> [UInt64]? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return [UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino)]
    }
}
