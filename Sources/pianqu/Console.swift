import ArgumentParser
import FeatureFiles
import Foundation
import Patrol
import Phrasebook
import Reporting
import Response
import Storage
import Synchronization
import Territory

/// What the command says besides its data: messages and progress, on standard error.
enum Console {
    private static let chosen = Mutex(Language.en)

    /// The language of everything said.
    static var language: Language {
        get { chosen.withLock { $0 } }
        set { chosen.withLock { $0 = newValue } }
    }

    /// The language that `--lang` names, else `PIANQU_LANG`, else the locale.
    ///
    /// Read before the arguments are parsed, because help and parsing errors need it.
    static func chosenLanguage(arguments: [String], environment: [String: String]) -> Language {
        for (index, argument) in arguments.enumerated() {
            if argument == "--lang", index + 1 < arguments.count { return Language(locale: arguments[index + 1]) }
            if argument.hasPrefix("--lang=") { return Language(locale: String(argument.dropFirst(7))) }
        }
        let locale = ["PIANQU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
            .first { !$0.isEmpty }
        return Language(locale: locale ?? "en")
    }

    /// Says something on standard error.
    static func say(_ words: Words) { remark(words[language] + "\n") }

    /// Writes to standard error; there is nowhere to say that it cannot be written.
    static func remark(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

    /// Writes to standard output.
    ///
    /// - Throws: ``ReaderGone`` when nobody reads on, ``CommandError/outputFailed(reason:)`` when it cannot be written.
    static func print(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            if written < 0 && errno == EPIPE { throw ReaderGone() }
            guard written > 0 else { throw CommandError.outputFailed(reason: unsafe String(cString: strerror(errno))) }
            bytes = bytes.dropFirst(written)
        }
    }

    /// The reader of standard output has gone away, as `head` does when it has enough.
    struct ReaderGone: Error {}

    /// Says why the command failed, and ends it.
    static func finish(with error: any Error) -> Never {
        if let code = error as? ExitCode { exit(code.rawValue) }
        if error is ReaderGone { exit(ExitStatus.done.rawValue) }
        if let worded = error as? any Worded {
            say(Words(zh: "pianqu：\(worded.words.zh)", en: "pianqu: \(worded.words.en)"))
            exit(status(of: error).rawValue)
        }
        let code = PianquCommand.exitCode(for: error)
        guard code.isSuccess || code == .validationFailure else {
            // Not the parser's: the operating system's, such as a file that went away while it was read.
            say(Words(zh: "pianqu：\(error.localizedDescription)", en: "pianqu: \(error.localizedDescription)"))
            exit(ExitStatus.badInput.rawValue)
        }
        let text = HelpWords.localised(PianquCommand.fullMessage(for: error), language) + "\n"
        guard code.isSuccess else {
            remark(text)
            exit(ExitStatus.wrongUse.rawValue)
        }
        do { try print(text) } catch { finish(with: error) }
        exit(ExitStatus.done.rawValue)
    }

    /// The exit status that an error calls for.
    private static func status(of error: any Error) -> ExitStatus {
        switch error {
        case let error as CommandError: error.status
        case let error as ResponseError: error.status
        case let error as CoverageError: error.status
        case is ResponseStoreError, is PatrolStoreError: .storeFailure
        case is PictureFileError, is PictureError, is PatrolPolicyProblem: .wrongUse
        case let error as TrackFileError: error.status
        case DeskRefusal.ticket, DeskRefusal.unavailable, DeskRefusal.alreadyThere, DeskRefusal.notHolder: .no
        case DeskRefusal.sameHolder, DeskRefusal.notLeader, DeskRefusal.originalNotKept: .no
        case DeskRefusal.future, DeskRefusal.unknownActor, DeskRefusal.empty, DeskRefusal.notTogether,
            DeskRefusal.originalNeeded:
            .wrongUse
        case let refusal as DefectRefusal: refusal.status
        case AttributeMappingError.malformed, AttributeMappingError.mappedTwice,
            AttributeMappingError.unknownAttribute:
            .wrongUse
        // The store is well; what it holds does not allow what was asked.
        case StoreError.noDraft, StoreError.notAfterPredecessor, is VersionError: .no
        case StoreError.unstorableText: .badInput
        case is StoreError, is DatabaseFailure: .storeFailure
        default: .badInput
        }
    }
}

/// A bar on standard error while something takes long; silent when nobody watches.
struct ProgressBar {
    private static let width = 30

    private let title: Words
    private let isShown: Bool
    private var lastDrawn = ContinuousClock.now
    private var hasDrawn = false

    init(_ title: Words) {
        self.title = title
        isShown = isatty(2) == 1
    }

    /// Shows how far it is.
    ///
    /// - Parameters:
    ///   - fraction: 0 to 1; nil when that is not known.
    ///   - count: How many things are done.
    mutating func show(_ fraction: Double?, count: Int) {
        guard isShown, ContinuousClock.now - lastDrawn > .milliseconds(100) else { return }
        lastDrawn = .now
        hasDrawn = true
        let filled = Int((fraction ?? 0) * Double(Self.width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        let share = fraction.map { " \(Int($0 * 100)) %" } ?? ""
        Console.remark("\r\(title[Console.language]) \(bar)\(share) \(count) ")
    }

    /// Clears the bar away.
    func finish() {
        if hasDrawn { Console.remark("\r\u{1B}[K") }
    }
}
