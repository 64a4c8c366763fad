/// A language in which Pianqu speaks to people.
public enum Language: String, CaseIterable, Sendable {
    /// Simplified Chinese (简体中文).
    case zh
    /// English.
    case en

    /// The language that a POSIX locale such as `zh_CN.UTF-8` asks for; English when it names neither.
    public init(locale: String) {
        self = locale.lowercased().hasPrefix("zh") ? .zh : .en
    }
}
