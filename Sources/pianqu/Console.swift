import ArgumentParser
import Foundation
import Phrasebook
import Storage
import Synchronization

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
    static func say(_ words: Words) { write(words[language] + "\n", to: .standardError) }

    /// Writes to standard error or output; a reader that has gone away ends the program quietly.
    static func write(_ text: String, to handle: FileHandle) {
        do { try handle.write(contentsOf: Data(text.utf8)) } catch { exit(ExitStatus.done.rawValue) }
    }

    /// Says why the command failed, and ends it.
    static func finish(with error: any Error) -> Never {
        if let code = error as? ExitCode { exit(code.rawValue) }
        if let worded = error as? any Worded {
            say(Words(zh: "pianqu：\(worded.words.zh)", en: "pianqu: \(worded.words.en)"))
            exit(status(of: error).rawValue)
        }
        let isHelp = PianquCommand.exitCode(for: error).isSuccess
        let text = HelpWords.localised(PianquCommand.fullMessage(for: error), language)
        write(text + "\n", to: isHelp ? .standardOutput : .standardError)
        exit(isHelp ? ExitStatus.done.rawValue : ExitStatus.wrongUse.rawValue)
    }

    /// The exit status that an error calls for.
    private static func status(of error: any Error) -> ExitStatus {
        switch error {
        case let error as CommandError: error.status
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
        Console.write("\r\(title[Console.language]) \(bar)\(share) \(count) ", to: .standardError)
    }

    /// Clears the bar away.
    func finish() {
        if hasDrawn { Console.write("\r\u{1B}[K", to: .standardError) }
    }
}
