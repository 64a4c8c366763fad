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
        // Nothing takes a published version back, so a mistyped year would block every later one.
        let latest = Date(timeIntervalSinceNow: 2 * 366 * 86_400)
        guard start <= latest else { throw CommandError.tooFarAhead(from) }
        guard let draft = try store.districtVersions().last, draft.isDraft else { throw StoreError.noDraft }
        let atlas = try AtlasShelf(store: store).atlas(of: draft)
        let signed = try waive.map { try SignedRows(path: $0) }
        let waiver = try signed.map { try Waiver(rows: $0.rows) }
        let findings = try Checker().districtFindings(atlas.hierarchy).filter { $0.severity == .error }
        let unsigned = findings.filter { !(waiver?.covers($0) ?? false) }
        guard unsigned.isEmpty else {
            for finding in unsigned.prefix(10) { Console.say(finding.line) }
            throw CommandError.notPublishable(findings: unsigned.count)
        }
        let version = try store.publishDraft(from: start, at: Date(), waiver: findings.isEmpty ? nil : signed?.text)
        Console.say(
            Words(
                zh:
                    "第 \(version.number) 版片区自 \(from) 起生效（\(atlas.hierarchy.leaves.count) 个末级单元，豁免 \(findings.count) 项）",
                en: "version \(version.number) is in force from \(from) "
                    + "(\(atlas.hierarchy.leaves.count) leaf units, \(findings.count) findings waived)"
            )
        )
    }
}

/// The rows of a waiver, in whatever encoding a spreadsheet saved them.
private struct SignedRows {
    /// Texts by column.
    private(set) var rows: [[String: String]] = []
    /// The whole as CSV, to be kept with the version.
    private(set) var text: String

    init(path: String) throws {
        let reader = try FeatureReader(path: path)
        let columns = reader.fields.map(\.name)
        text = columns.map(CSVText.quoted).joined(separator: ",") + "\n"
        while let row = try reader.next() {
            guard case .feature(let feature) = row else { continue }
            let values = feature.fields.map { $0.text ?? "" }
            rows.append(Dictionary(zip(columns, values)) { first, _ in first })
            text += values.map(CSVText.quoted).joined(separator: ",") + "\n"
        }
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
