import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Yams

/// Patrol parameters as a bureau writes them down, in YAML: those it names, the others are the usual ones.
enum PatrolPolicyFile {
    /// The longest file that is read, in bytes.
    private static let most = 1 << 16

    /// Reads and checks a file.
    ///
    /// - Throws: ``PatrolPolicyError``.
    static func read(_ path: String) throws -> PatrolPolicy {
        guard let data = FileManager.default.contents(atPath: path), data.count <= most else {
            throw PatrolPolicyError.unreadable(path: path)
        }
        guard let text = String(data: data, encoding: .utf8), let tree = try? Yams.load(yaml: text) else {
            throw PatrolPolicyError.malformed(path: path)
        }
        let usual = try YAMLEncoder().encode(PatrolPolicy())
        guard let base = try Yams.load(yaml: usual) as? [String: Any], let named = tree as? [String: Any] else {
            throw PatrolPolicyError.malformed(path: path)
        }
        let merged = try merge(named, into: base, at: [], path)
        guard let whole = try? Yams.dump(object: merged),
            let policy = try? YAMLDecoder().decode(PatrolPolicy.self, from: whole)
        else { throw PatrolPolicyError.malformed(path: path) }
        do { try policy.check() } catch let problem as PatrolPolicyProblem {
            throw PatrolPolicyError.outOfRange(path: path, problem)
        }
        return policy
    }

    /// A policy as a file, with numbers as people write them.
    static func text(of policy: PatrolPolicy) throws -> String {
        guard let tree = try Yams.load(yaml: YAMLEncoder().encode(policy)) as? [String: Any] else { return "" }
        func lines(_ tree: [String: Any], _ indent: String) -> [String] {
            tree.sorted { $0.key < $1.key }.flatMap { key, value -> [String] in
                if let inner = value as? [String: Any] { return ["\(indent)\(key):"] + lines(inner, indent + "  ") }
                let number = (value as? Double).map { FieldValue.real($0).text ?? "" }
                return ["\(indent)\(key): \(number ?? "\(value)")"]
            }
        }
        return lines(tree, "").joined(separator: "\n") + "\n"
    }

    private static func merge(
        _ named: [String: Any],
        into base: [String: Any],
        at keys: [String],
        _ path: String
    ) throws -> [String: Any] {
        var merged = base
        for (key, value) in named.sorted(by: { $0.key < $1.key }) {
            let place = (keys + [key]).joined(separator: ".")
            guard let usual = base[key] else { throw PatrolPolicyError.unknownKey(path: path, key: place) }
            if let usual = usual as? [String: Any] {
                guard let value = value as? [String: Any] else {
                    throw PatrolPolicyError.wrongKind(path: path, key: place)
                }
                merged[key] = try merge(value, into: usual, at: keys + [key], path)
            } else if usual is Bool {
                guard value is Bool else { throw PatrolPolicyError.wrongKind(path: path, key: place) }
                merged[key] = value
            } else {
                guard !(value is Bool), value is Int || value is Double else {
                    throw PatrolPolicyError.wrongKind(path: path, key: place)
                }
                let isWhole = ["agreeing", "retentionDays"].contains(key)
                guard !isWhole || value is Int else { throw PatrolPolicyError.wrongKind(path: path, key: place) }
                merged[key] = value
            }
        }
        return merged
    }
}

/// Why a file of patrol parameters cannot be used.
enum PatrolPolicyError: Error, Worded {
    case unreadable(path: String)
    case malformed(path: String)
    case unknownKey(path: String, key: String)
    case wrongKind(path: String, key: String)
    case outOfRange(path: String, PatrolPolicyProblem)

    var words: Words {
        switch self {
        case .unreadable(let path): Words(zh: "读不到文件 \(path)", en: "\(path) cannot be read")
        case .malformed(let path):
            Words(
                zh: "\(path) 不是巡视参数（YAML）；请对照 pianqu patrol policy show",
                en: "\(path) holds no patrol parameters in YAML; compare pianqu patrol policy show"
            )
        case .unknownKey(let path, let key):
            Words(zh: "\(path)：没有参数 \(key)", en: "\(path): there is no parameter \(key)")
        case .wrongKind(let path, let key):
            Words(zh: "\(path)：\(key) 的值类型不对", en: "\(path): the value of \(key) is of another kind")
        case .outOfRange(let path, let problem):
            Words(zh: "\(path)：\(problem.words.zh)", en: "\(path): \(problem.words.en)")
        }
    }
}
