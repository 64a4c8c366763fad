/// A short code that names a text: the same text has the same code, on any machine.
///
/// FNV-1a in 64 bits: it names, and guards nothing.
public enum ContentCode {
    /// The code of a text, behind a prefix: sixteen hexadecimal digits.
    public static func of(_ text: String, prefix: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return prefix + String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
