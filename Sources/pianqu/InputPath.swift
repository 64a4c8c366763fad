import Foundation

/// An input named on the command line; `-` is standard input, spooled to a temporary file because readers seek.
struct InputPath {
    /// The file to open.
    let path: String
    private let isTemporary: Bool

    /// Takes a path, or spools standard input; `ending` is the ending by which readers know the format then.
    init(_ argument: String, ending: String = "csv") throws {
        guard argument == "-" else {
            (path, isTemporary) = (argument, false)
            return
        }
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("pianqu-\(UUID().uuidString).\(ending)")
        guard FileManager.default.createFile(atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else {
            throw CommandError.unwritable(path: url.path)
        }
        let sink = try FileHandle(forWritingTo: url)
        while let piece = try FileHandle.standardInput.read(upToCount: 1 << 20), !piece.isEmpty {
            try sink.write(contentsOf: piece)
        }
        try sink.close()
        (path, isTemporary) = (url.path, true)
    }

    /// Removes a spooled file.
    func remove() {
        if isTemporary { try? FileManager.default.removeItem(atPath: path) }
    }
}
