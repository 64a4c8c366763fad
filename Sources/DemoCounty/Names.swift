internal import Foundation

/// A town and its villages, by the names in `geodata/names`.
struct Town: Sendable {
    /// The division code, such as `350305101000`.
    let code: String
    /// Such as `东庄镇`.
    let name: String
    /// An older name still found in addresses.
    let formerName: String?
    /// Such as `北埔村`, `笏石社区`.
    let villages: [String]

    /// The name without its rank: `东庄`.
    var stem: String { Naming.stem(name) }
    /// A town whose name says that it is a street office.
    var isUrban: Bool { name.hasSuffix("街道") }
}

/// How names are taken apart and put together.
enum Naming {
    private static let ranks = ["街道", "社区", "镇", "乡", "村"]

    /// A name without its rank.
    static func stem(_ name: String) -> String {
        guard let rank = rank(name) else { return name }
        return String(name.dropLast(rank.count))
    }

    /// Another name of the same rank: `东庄镇` with the stem `松坂` becomes `松坂镇`.
    static func renamed(_ name: String, _ stem: String) -> String { stem + (rank(name) ?? "") }

    /// `北埔村委会` becomes `北埔村`, and `笏石社区居委会` becomes `笏石社区`.
    static func village(_ committee: String) -> String {
        for (ending, rank) in [("社区居委会", "社区"), ("居委会", "社区"), ("村委会", "村")] where committee.hasSuffix(ending) {
            return String(committee.dropLast(ending.count)) + rank
        }
        return committee
    }

    private static func rank(_ name: String) -> String? {
        ranks.first { name.hasSuffix($0) && name.count > $0.count }
    }
}

/// Why the names could not be used.
///
/// People read these, so each is said in Chinese and in English.
enum NamesError: Error, CustomStringConvertible {
    case missing(path: String)
    case noVillages(town: String)
    case unknownTown(code: String)

    var description: String {
        switch self {
        case .missing(let path):
            "找不到名称文件 \(path)；请用 --names 指定 geodata/names 目录。 "
                + "The names file \(path) cannot be read; point --names at geodata/names."
        case .noVillages(let town):
            "villages.csv 中没有 \(town) 的村。 villages.csv lists no village of \(town)."
        case .unknownTown(let code):
            "布局中没有编码为 \(code) 的镇。 The layout has no place for the town with code \(code)."
        }
    }
}

extension Town {
    /// Reads the towns of the county in the order of their codes.
    static func read(from folder: String) throws -> [Town] {
        let towns = try rows(folder + "/towns.csv")
        let villages = try rows(folder + "/villages.csv")
        let former = try rows(folder + "/former_names.csv")
        let found = try towns.map { row in
            let oldName = former.first { $0[0] == "town" && $0[2] == row[1] }?[1]
            let own = villages.filter { $0[0] == row[1] || $0[0] == oldName }.map { Naming.village($0[1]) }
            guard !own.isEmpty else { throw NamesError.noVillages(town: row[1]) }
            return Town(code: row[0], name: row[1], formerName: oldName, villages: own)
        }
        return found.sorted { $0.code < $1.code }
    }

    private static func rows(_ path: String) throws -> [[String]] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw NamesError.missing(path: path)
        }
        return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }
}
