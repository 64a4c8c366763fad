import Foundation
import TestSupport
import Testing

/// The built command, run as a child process as a shell would.
struct Command {
    /// What a run left behind.
    struct Outcome {
        let status: Int32
        let output: Data
        let messages: String

        /// Standard output as text.
        var text: String { String(decoding: output, as: UTF8.self) }
        /// The lines of standard error, without the last, empty one.
        var said: [String] { messages.split(separator: "\n").map(String.init) }
        /// The whole of it, for the message of a failed expectation.
        var summary: String { "status \(status), \(output.count) bytes out, said: \(messages.prefix(2000))" }
    }

    /// The folder of the built products, where the test bundle is.
    private static let products: URL = {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let beside = bundle.deletingLastPathComponent()
        let isThere = FileManager.default.isExecutableFile(atPath: beside.appendingPathComponent("pianqu").path)
        return isThere ? beside : Repository.root.appendingPathComponent(".build/debug")
    }()

    static var path: String { products.appendingPathComponent("pianqu").path }

    /// Runs the command to its end, in the working folder `folder` and with `input` as standard input.
    ///
    /// `environment` is added to `LANG=C`, `PIANQU_LANG=en` and the path; an empty value takes a variable away.
    static func run(
        _ arguments: [String],
        input: Data = Data(),
        environment: [String: String] = [:],
        in folder: TemporaryFolder
    ) throws -> Outcome {
        try Child(path, arguments, input: input, environment: environment, in: folder).outcome()
    }

    /// Runs a line of bash, in which `$0` is the command.
    static func shell(_ line: String, in folder: TemporaryFolder) throws -> Outcome {
        let arguments = ["bash", "-c", line, path]
        return try Child("/usr/bin/env", arguments, input: Data(), environment: [:], in: folder).outcome()
    }

    /// Starts the command and leaves it running.
    static func start(_ arguments: [String], in folder: TemporaryFolder) throws -> Child {
        try Child(path, arguments, input: Data(), environment: [:], in: folder)
    }
}

/// A process whose streams are files, so that no pipe can fill up and nothing is inherited by its neighbours.
final class Child {
    private let process: SpawnedProcess
    private let output: URL
    private let messages: URL

    init(
        _ path: String,
        _ arguments: [String],
        input: Data,
        environment: [String: String],
        in folder: TemporaryFolder
    ) throws {
        let name = UUID().uuidString
        func stream(_ suffix: String) -> URL { folder.streams.appendingPathComponent(name + suffix) }
        output = stream(".out")
        messages = stream(".err")
        try input.write(to: stream(".in"))
        var variables = [
            "LANG": "C", "PIANQU_LANG": "en", "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
            "PIANQU_STORE": folder.store, "TMPDIR": folder.streams.path,
        ]
        variables.merge(environment) { $1 }
        process = try SpawnedProcess(
            path,
            arguments,
            environment: variables.filter { !$0.value.isEmpty },
            in: folder.url.path,
            streams: (stream(".in").path, output.path, messages.path)
        )
    }

    func kill() { process.kill() }

    /// Waits for the end.
    func outcome() throws -> Command.Outcome {
        Command.Outcome(
            status: process.wait(),
            output: try Data(contentsOf: output),
            messages: String(decoding: try Data(contentsOf: messages), as: UTF8.self)
        )
    }
}

/// The repository that the tests belong to, also when they are built through a link to it.
enum Repository {
    static let root: URL = (0..<3).reduce(URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()) { url, _ in
        url.deletingLastPathComponent()
    }

    /// The path of a file of the demo county.
    static func geodata(_ name: String) -> String { root.appendingPathComponent("geodata/" + name).path }
}

/// A folder that is gone when the test is over, with a place for a store.
final class TemporaryFolder {
    let url: URL
    /// Where the streams of children and their temporary files go, so that the folder itself stays tidy.
    let streams: URL

    init() throws {
        let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        url = base.appendingPathComponent("pianqu-\(UUID().uuidString)")
        streams = base.appendingPathComponent("pianqu-streams-\(UUID().uuidString)")
        for folder in [url, streams] {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
    }

    deinit {
        for folder in [url, streams] { try? FileManager.default.removeItem(at: folder) }
    }

    var store: String { path("store.gpkg") }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Data(text.utf8)) }

    @discardableResult
    func write(_ name: String, _ data: Data) throws -> String {
        try data.write(to: url.appendingPathComponent(name))
        return path(name)
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
    }

    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted() }

    /// Runs the command here.
    @discardableResult
    func run(
        _ arguments: String...,
        input: Data = Data(),
        environment: [String: String] = [:]
    ) throws -> Command.Outcome {
        try Command.run(arguments, input: input, environment: environment, in: self)
    }
}
