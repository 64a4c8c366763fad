import ArgumentParser
import FeatureFiles
import Foundation
import GeometryCore
import Phrasebook
import Storage
import Territory

/// `pianqu publish`: puts the drafted districts into force, if they are sound or somebody signed for what is not.
struct PublishCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "publish",
            abstract: HelpWords.publishAbstract[Console.language],
            discussion: "pianqu publish --from 2026-12-01"
        )
    }

    @Option(name: .long, help: HelpWords.publishFrom.help)
    var from: String

    @Option(name: .long, help: HelpWords.waive.help)
    var waive: String?

    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForWriting()
        let start = try Calendar.day(from, in: store.bureau().timeZone)
        guard let draft = try store.districtVersions().last, draft.isDraft else { throw StoreError.noDraft }
        let atlas = try AtlasShelf(store: store).atlas(of: draft)
        let waiver = try waive.map { try Waiver(rows: Self.rows(of: $0)) }
        let findings = try Checker().districtFindings(atlas.hierarchy).filter { $0.severity == .error }
        let unsigned = findings.filter { !(waiver?.covers($0) ?? false) }
        guard unsigned.isEmpty else {
            for finding in unsigned.prefix(10) { Console.say(finding.line) }
            throw CommandError.notPublishable(findings: unsigned.count)
        }
        let text = try waive.map { try String(contentsOfFile: $0, encoding: .utf8) }
        let version = try store.publishDraft(from: start, at: Date(), waiver: findings.isEmpty ? nil : text)
        Console.say(
            Words(
                zh:
                    "第 \(version.number) 版片区自 \(from) 起生效（\(atlas.hierarchy.leaves.count) 个末级单元，豁免 \(findings.count) 项）",
                en: "version \(version.number) is in force from \(from) "
                    + "(\(atlas.hierarchy.leaves.count) leaf units, \(findings.count) findings waived)"
            )
        )
    }

    /// The rows of a waiver as texts by column.
    private static func rows(of path: String) throws -> [[String: String]] {
        let reader = try FeatureReader(path: path)
        var rows: [[String: String]] = []
        while let row = try reader.next() {
            guard case .feature(let feature) = row else { continue }
            let pairs = zip(reader.fields.map(\.name), feature.fields.map { $0.text ?? "" })
            rows.append(Dictionary(pairs) { first, _ in first })
        }
        return rows
    }
}

extension Finding {
    /// The finding in one line, for people.
    var line: Words {
        let place = place.map { String(format: " @ %.6f,%.6f", $0.x, $0.y) } ?? ""
        let codes = ([code ?? ""] + others).joined(separator: " ")
        let size = squareMetres.map { String(format: " %.3f m²", $0) } ?? ""
        return Words(
            zh: "\(severity.words.zh) \(layer.words.zh) \(codes)：\(words.zh)\(size)\(place)",
            en: "\(severity.words.en): \(layer.words.en) \(codes): \(words.en)\(size)\(place)"
        )
    }
}
