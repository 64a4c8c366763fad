#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A child process whose streams are files, started by the system's own call.
///
/// Foundation's `Process` was seen to crash on Linux when hundreds of them are started from many threads.
public struct SpawnedProcess: Sendable {
    /// The system's call failed with this number.
    public struct Failure: Error {
        /// The number, as `errno` has it.
        public let code: Int32
    }

    private let identifier: pid_t

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - path: The program.
    ///   - arguments: Its arguments, without its own name.
    ///   - environment: All of its environment.
    ///   - folder: Where it works.
    ///   - streams: The files of its standard input, output and error; the latter two are overwritten.
    /// - Throws: ``Failure``.
    public init(
        _ path: String,
        _ arguments: [String],
        environment: [String: String],
        in folder: String,
        streams: (input: String, output: String, error: String)
    ) throws {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, streams.input, O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, streams.output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, streams.error, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        // `env` changes the folder: not every system's headers show the call that does.
        let words = [Self.env, "-C", folder, path] + arguments
        var argv = unsafe words.map { unsafe strdup($0) }
        var envp = unsafe environment.map { unsafe strdup("\($0)=\($1)") }
        unsafe argv.append(nil)
        unsafe envp.append(nil)
        defer {
            unsafe argv.forEach { unsafe free($0) }
            unsafe envp.forEach { unsafe free($0) }
        }
        var identifier: pid_t = 0
        let code = unsafe posix_spawn(&identifier, Self.env, &actions, nil, argv, envp)
        guard code == 0 else { throw Failure(code: code) }
        self.identifier = identifier
    }

    private static let env = "/usr/bin/env"

    /// Kills it.
    public func kill() { _ = Self.send(SIGKILL, to: identifier) }

    private static func send(_ signal: Int32, to process: pid_t) -> Int32 {
        #if canImport(Glibc)
        Glibc.kill(process, signal)
        #else
        Darwin.kill(process, signal)
        #endif
    }

    /// Waits for its end; to be called once.
    ///
    /// - Returns: What it exited with, or the number of the signal that ended it, below zero.
    public func wait() -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : -signal
    }
}
