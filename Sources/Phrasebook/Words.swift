/// One sentence or heading in every language Pianqu speaks.
///
/// Both languages are stored properties without defaults, so a phrase that lacks one does not compile.
public struct Words: Hashable, Sendable {
    /// The Chinese text.
    public let zh: String
    /// The English text.
    public let en: String

    /// Creates a phrase from its two texts.
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// The text in `language`.
    public subscript(language: Language) -> String {
        switch language {
        case .zh: zh
        case .en: en
        }
    }
}

/// Something that can be said to a person: a typed error, a reason, a heading.
///
/// A conforming error never puts personal data into its words.
public protocol Worded {
    /// What is said, in every language.
    var words: Words { get }
}
