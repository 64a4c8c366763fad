import FeatureFiles
import Foundation
import GeometryCore
import Phrasebook
import Storage
import Territory

/// Finds the address of every row of a file, and prints each with its answer.
struct BulkAddresses {
    let command: LocateCommand
    let shelf: AtlasShelf
    let store: GeoPackageStore
    let instant: Date

    private static func added(besides taken: [String]) -> [Column] {
        let columns: [Column] = [
            "status", "code", "path", "others", .real("lon"), .real("lat"), .real("accuracy_m"), .real("score"),
            "matched", "message",
        ]
        return columns.map { taken.contains($0.name) ? Column("located_" + $0.name, $0.kind) : $0 }
    }

    func run(_ file: String) throws {
        let input = try InputPath(file)
        defer { input.remove() }
        var options = FeatureSourceOptions()
        options.layer = command.sourceLayer
        options.encoding = command.encoding
        let reader = try FeatureReader(path: input.path, options: options)
        let columns = reader.fields.map(\.name)
        let column = try addressColumn(of: columns)
        let atlas = try shelf.atlas(asOf: instant)
        let search = try AddressSearch(index: AddressFile.openSaying(of: store), store: store)
        var printer = try ResultPrinter(
            command.output,
            keeping: [command.options.path, reader.path],
            usual: .csv,
            columns: reader.fields.map { Column($0.name, $0.kind) } + Self.added(besides: columns)
        )
        var counts: [AddressAnswer.Status: Int] = [:]
        var bar = ProgressBar(Words(zh: "查找", en: "searching"))
        while let row = try reader.next() {
            let given = values(row, columns)
            let text = column < given.count ? given[column].text ?? "" : ""
            let found = try search.find(text, in: atlas, asOf: instant)
            let place = found.lead?.place
            try printer.print(given.map(Cell.init) + cells(found), geometry: place.map { .point($0) })
            counts[found.status, default: 0] += 1
            bar.show(reader.progress, count: counts.values.reduce(0, +))
        }
        bar.finish()
        try printer.finish()
        for status in AddressAnswer.Status.allCases {
            guard let count = counts[status] else { continue }
            Console.say(Words(zh: "\(status.rawValue) \(count)（\(status.words.zh)）", en: "\(status.rawValue) \(count)"))
        }
    }

    /// The column that holds addresses, by `--address-column` or by name.
    private func addressColumn(of columns: [String]) throws -> Int {
        let field = Layer.customers.fields[Layer.customers.index(of: "address")]
        let names = command.addressColumn.map { [$0] } ?? [field.name] + field.aliases
        for name in names {
            if let column = columns.firstIndex(where: { $0.lowercased() == name.lowercased() }) { return column }
        }
        throw CommandError.noAddressColumn(columns: columns)
    }

    private func values(_ row: FeatureRow, _ columns: [String]) -> [FieldValue] {
        switch row {
        case .feature(let feature): feature.fields
        case .bad(let bad): bad.values.isEmpty ? columns.map { _ in .null } : bad.values
        }
    }

    private func cells(_ answer: AddressAnswer) -> [Cell] {
        let status = Cell.term(answer.status.rawValue, answer.status.words)
        guard let lead = answer.lead else {
            let message = Cell.text(answer.words[Console.language])
            return [status, .null, .null, .null, .null, .null, .null, .null, .null, message]
        }
        return [
            status, Cell(lead.placement?.code), .text(lead.placement?.path.joined(separator: "/") ?? ""),
            .list(answer.codes.filter { $0 != lead.placement?.code }),
            .number(lead.place.x, decimals: 8), .number(lead.place.y, decimals: 8),
            .number(lead.accuracyMetres, decimals: 0), .number(lead.score, decimals: 3), .text(lead.matched), .null,
        ]
    }
}
