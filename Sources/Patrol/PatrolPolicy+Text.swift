import Foundation
import Territory

extension PatrolPolicy {
    /// The policy as JSON with sorted keys.
    public var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { preconditionFailure("a policy holds a number that is none") }
        return String(decoding: data, as: UTF8.self)
    }

    /// Made of the text, so that the same policy has the same code.
    public var code: String { ContentCode.of(text, prefix: "P") }
}
