/// One symbol of an address in folded form.
struct AddressToken: Hashable, Sendable {
    /// What a symbol is.
    enum Kind: UInt8, Sendable {
        /// A Chinese character.
        case han
        /// A lower-case letter without accents.
        case letter
        /// A whole number.
        case number
        /// What separates names: a space, a comma or a hyphen.
        case gap
    }

    /// What the symbol is.
    let kind: Kind
    /// The scalar of a character or letter; the value of a number, at most `UInt32.max`; for a gap 0 a space, 1 a comma
    /// or other strong separator, 2 a hyphen between numbers.
    let value: UInt32
    /// How many digits a number was written with, at most 255, so that 00100 and 007 keep their length; 0 for other kinds.
    let digits: UInt8

    /// Makes a symbol.
    init(_ kind: Kind, _ value: UInt32, digits: UInt8 = 0) {
        self.kind = kind
        self.value = value
        self.digits = digits
    }

    /// What parts two words.
    static let space = AddressToken(.gap, 0)
    /// What parts two places: a comma, a bracket, the end of a line.
    static let comma = AddressToken(.gap, 1)
    /// What joins two numbers: 1-3.
    static let hyphen = AddressToken(.gap, 2)
}
