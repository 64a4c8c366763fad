/// Numbers as people and telephones write them.
enum PlainNumber {
    /// A decimal number, which may be `NaN` or infinite; nil for anything else.
    ///
    /// Hexadecimal, which the standard library reads too, is what no position means.
    static func read(_ text: String) -> Double? {
        // No number that is meant needs more, and one of megabytes is an attack.
        guard text.utf8.count <= 64, !text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "x") }) else { return nil }
        if let number = Double(text) { return number }
        guard text.first?.isWhitespace == true || text.last?.isWhitespace == true else { return nil }
        let inner = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        return Double(String(inner))
    }

    /// A measure of which less than nothing, or no number, means that it is not known.
    static func measure(_ number: Double?) -> Double? {
        guard let number, number >= 0 else { return nil }
        return number
    }
}
