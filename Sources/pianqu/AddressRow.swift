import ArgumentParser
import Foundation
import GeometryCore
import Phrasebook
import Storage
import Territory

/// The rows in which the answer to an address is printed.
enum AddressRow {
    static let columns: [Column] = [
        "status", .integer("rank"), "code", "path", "names", "matched", "object", "found_by", "parts", .real("score"),
        "candidates", "others", .real("lon"), .real("lat"), .real("accuracy_m"), .real("margin_m"),
        .integer("version"), "as_of",
    ]

    /// Prints what a text means: the likeliest as a card, or everything plausible as rows.
    static func answer(
        _ text: String,
        in store: GeoPackageStore,
        _ atlas: Atlas,
        _ instant: Date,
        _ output: FormatOptions,
        keeping path: String
    ) throws {
        let found = try AddressSearch(index: AddressFile.openSaying(of: store), store: store)
            .find(text, in: atlas, asOf: instant)
        var printer = try ResultPrinter(output, keeping: [path], usual: .card, columns: columns)
        let isCard = output.output == nil && (output.format ?? .card) == .card
        for (rank, candidate) in found.plausible.prefix(isCard ? 1 : .max).enumerated() {
            try printer.print(cells(found, candidate, rank, atlas), geometry: .point(candidate.place))
        }
        try printer.finish()
        guard found.status == .notFound else { return }
        Console.say(found.words)
        if !found.suggestions.isEmpty {
            let names = found.suggestions
            Console.say(
                Words(
                    zh: "最接近的名称：\(names.joined(separator: "、"))",
                    en: "nearest spellings: \(names.joined(separator: ", "))"
                )
            )
        }
        throw ExitCode(ExitStatus.no.rawValue)
    }

    private static func cells(
        _ answer: AddressAnswer,
        _ candidate: AddressCandidate,
        _ rank: Int,
        _ atlas: Atlas
    ) -> [Cell] {
        let placement = candidate.placement
        return [
            .term(answer.status.rawValue, answer.status.words), .integer(rank + 1), Cell(placement?.code),
            .text(placement?.path.joined(separator: "/") ?? ""),
            .text(atlas.hierarchy.names(to: placement?.code).joined(separator: "/")),
            .text(candidate.matched), Cell(candidate.code), .term(candidate.kind.rawValue, candidate.kind.words),
            .list(candidate.parts.map { "\($0.name.words[Console.language])=\($0.verdict.words[Console.language])" }),
            .number(candidate.score, decimals: 3),
            .list(placement?.candidates.map { "\($0.code)=\(String(format: "%.4f", $0.probability))" } ?? []),
            .list(answer.codes.filter { $0 != placement?.code }),
            .number(candidate.place.x, decimals: 8), .number(candidate.place.y, decimals: 8),
            .number(candidate.accuracyMetres, decimals: 0), Cell(placement?.marginMetres, decimals: 3),
            placement.map { .integer($0.districtVersion) } ?? .null,
            placement.map { .text($0.asOf.ISO8601Format()) } ?? .null,
        ]
    }
}

extension AddressFile {
    /// Opens the index, and says so while it is being made.
    static func openSaying(of store: GeoPackageStore) throws -> AddressFile {
        var bar = ProgressBar(Words(zh: "建立地址索引", en: "indexing addresses"))
        defer { bar.finish() }
        return try open(of: store) { bar.show(nil, count: $0) }
    }
}
