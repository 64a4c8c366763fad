import Foundation

/// Removes a spooled input when the command is stopped from outside: it may hold people's names and addresses.
enum SpoolRemoval {
    // Unsafe is sound: a C string, because a handler may allocate nothing, written once before the handler is set.
    nonisolated(unsafe) private static var folder: UnsafeMutablePointer<CChar>?
    // Unsafe is sound for the same reason.
    nonisolated(unsafe) private static var file: UnsafeMutablePointer<CChar>?

    /// Makes SIGINT, SIGTERM and SIGHUP remove the file and its folder before they end the command.
    static func arm(folder: String, file: String) {
        unsafe self.folder = strdup(folder)
        unsafe self.file = strdup(file)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            _ = signal(number) { number in
                if let file = unsafe SpoolRemoval.file { unsafe unlink(file) }
                if let folder = unsafe SpoolRemoval.folder { unsafe rmdir(folder) }
                _exit(128 + number)
            }
        }
    }
}
