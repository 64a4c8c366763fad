import Foundation

extension PatrolPolicy {
    /// The policy as JSON with sorted keys.
    public var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { preconditionFailure("a policy holds a number that is none") }
        return String(decoding: data, as: UTF8.self)
    }

    /// Made of the text, so that the same policy has the same code.
    public var code: String {
        // FNV-1a, 64 bits: names a text, and guards nothing.
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return "P" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}
