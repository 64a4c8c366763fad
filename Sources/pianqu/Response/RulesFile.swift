import Foundation
import Phrasebook
import Response
import Yams

/// Routing rules as a bureau writes them down, in YAML.
enum RulesFile {
    /// The longest file that is read, in bytes.
    private static let most = 1 << 20

    /// Reads and checks a file.
    ///
    /// - Throws: ``RulesFileError``, `RoutingRulesError`.
    static func read(_ path: String) throws -> RoutingRules {
        guard let data = FileManager.default.contents(atPath: path) else { throw RulesFileError.unreadable(path: path) }
        guard data.count <= most else { throw RulesFileError.tooLong(path: path, limit: most) }
        let rules: RoutingRules
        do {
            rules = try YAMLDecoder().decode(RoutingRules.self, from: data)
        } catch let error as DecodingError {
            throw RulesFileError.malformed(path: path, at: error.place)
        } catch {
            throw RulesFileError.malformed(path: path, at: "")
        }
        try rules.check()
        return rules
    }
}

/// Why a file of routing rules cannot be used.
enum RulesFileError: Error, Worded {
    case unreadable(path: String)
    case tooLong(path: String, limit: Int)
    /// What is wrong stands at this key.
    case malformed(path: String, at: String)

    var words: Words {
        switch self {
        case .unreadable(let path): Words(zh: "读不到文件 \(path)", en: "\(path) cannot be read")
        case .tooLong(let path, let limit):
            Words(zh: "\(path) 超过 \(limit) 字节", en: "\(path) has more than \(limit) bytes")
        case .malformed(let path, let place):
            Words(
                zh: "\(path) 不是派单规则（YAML）\(place.isEmpty ? "" : "，问题在 \(place)")；请对照 docs/routing.md",
                en:
                    "\(path) holds no routing rules in YAML\(place.isEmpty ? "" : "; see \(place)"); compare docs/routing.md"
            )
        }
    }
}

extension DecodingError {
    /// The keys that lead to what is wrong.
    fileprivate var place: String {
        let (path, key): ([any CodingKey], String?) =
            switch self {
            case .keyNotFound(let key, let context): (context.codingPath, key.stringValue)
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                (context.codingPath, nil)
            @unknown default: ([], nil)
            }
        return (path.map { $0.intValue.map { "[\($0 + 1)]" } ?? $0.stringValue } + [key].compactMap(\.self))
            .joined(separator: ".")
    }
}
