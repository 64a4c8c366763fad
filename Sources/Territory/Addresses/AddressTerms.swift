/// The terms and the folded form of a name, for the index of a store.
public enum AddressTerms {
    /// A name as it is compared: one width, one script, one case, digits for numerals.
    public static func folded(_ name: String) -> String { AddressText(name).folded }

    /// The index terms of a name, with spaces between them.
    public static func text(of name: String) -> String {
        AddressGrams.terms(of: AddressText(name).tokens.filter { $0.kind != .gap }).joined(separator: " ")
    }
}
