import ArgumentParser
import FeatureFiles
import Foundation
import GeometryCore
import Phrasebook
import Projection
import Storage
import Territory

/// `pianqu locate`: says whose a place is.
struct LocateCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "locate",
            abstract: HelpWords.locateAbstract[Console.language],
            discussion: "pianqu locate 119.1,25.3 --accuracy 30\n\npianqu locate 北埔村12号"
        )
    }

    @Argument(help: HelpWords.place.help)
    var place: String?

    @Option(name: .long, help: HelpWords.file.help)
    var file: String?

    @Option(name: .long, help: HelpWords.addresses.help)
    var addresses: String?

    @Option(name: .long, help: HelpWords.addressColumn.help)
    var addressColumn: String?

    @Option(name: .long, help: HelpWords.accuracy.help)
    var accuracy = 0.0

    @Option(name: .long, help: HelpWords.xColumn.help)
    var x: String?

    @Option(name: .long, help: HelpWords.yColumn.help)
    var y: String?

    @Option(name: .long, help: HelpWords.sourceLayer.help)
    var sourceLayer: String?

    @Option(name: .long, help: HelpWords.encoding.help)
    var encoding: String?

    @Option(name: .long, help: HelpWords.placeCRS.help)
    var crs: String?

    @OptionGroup var time: TimeOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard [place, file, addresses].count(where: { $0 != nil }) == 1 else {
            throw ValidationError(CommandError.placeNeeded.words[Console.language])
        }
        guard accuracy >= 0, accuracy.isFinite else {
            throw ValidationError(HelpWords.accuracyRange[Console.language])
        }
    }

    func run() throws {
        let store = try options.openForReading()
        let shelf = try AtlasShelf(store: store)
        let instant = try time.instant(of: store.bureau())
        if let addresses {
            try BulkAddresses(command: self, shelf: shelf, store: store, instant: instant).run(addresses)
        } else if let file {
            try BulkLocate(command: self, shelf: shelf, zone: store.bureau().timeZone, instant: instant).run(file)
        } else if let place {
            try locate(place, store, shelf, instant)
        }
    }

    private func locate(_ text: String, _ store: GeoPackageStore, _ shelf: AtlasShelf, _ instant: Date) throws {
        let atlas = try shelf.atlas(asOf: instant)
        let subject: Subject
        if let point = try PlaceText.coordinates(text, in: crs) {
            subject = Subject(point: point, customer: nil)
        } else if let customer = try customer(text, in: store) {
            subject = customer
        } else {
            return try AddressRow.answer(text, in: store, atlas, instant, output, keeping: options.path)
        }
        let answer = atlas.locate(subject.point, accuracyMetres: accuracy, asOf: instant)
        let supply = try subject.customer.flatMap { try Supply(of: $0, in: store, atlas) }
        var printer = try ResultPrinter(
            output,
            keeping: [options.path],
            usual: .card,
            columns: PlacementRow.columns + Supply.columns
        )
        let empty = Supply.columns.map { _ in Cell.null }
        try printer.print(PlacementRow.cells(answer, atlas) + (supply?.cells ?? empty), geometry: .point(subject.point))
        try printer.finish()
        if answer.code == nil, let hint = answer.hint(in: atlas) { Console.say(hint) }
        let isFound = [.inside, .boundary, .uncertain].contains(answer.status)
        if !isFound { throw ExitCode(ExitStatus.no.rawValue) }
    }

    private struct Subject {
        let point: Point
        let customer: LayerRecord?
    }

    private func customer(_ code: String, in store: GeoPackageStore) throws -> Subject? {
        guard let record = try store.record(in: .customers, code: code) else { return nil }
        guard let place = record.place else { throw CommandError.unplacedCustomer }
        return Subject(point: place, customer: record)
    }
}

/// The columns in which a placement is printed.
enum PlacementRow {
    static let columns: [Column] = [
        "status", "code", "path", "names", .real("margin_m"), "others", "candidates", "rule", .real("lon"),
        .real("lat"),
        .integer("version"), "as_of",
    ]

    static func cells(_ answer: Placement, _ atlas: Atlas) -> [Cell] {
        [
            .term(answer.status.rawValue, answer.status.words), Cell(answer.code),
            .text(answer.path.joined(separator: "/")),
            .text(atlas.hierarchy.names(to: answer.code).joined(separator: "/")),
            Cell(answer.marginMetres, decimals: 3),
            .list(answer.others),
            .list(answer.candidates.map { "\($0.code)=\(String(format: "%.4f", $0.probability))" }),
            .term(answer.rule.rawValue, answer.rule.words), .number(answer.place.x, decimals: 8),
            .number(answer.place.y, decimals: 8),
            .integer(answer.districtVersion), .text(answer.asOf.ISO8601Format()),
        ]
    }
}

/// The supply side of a customer: its transformer and the leaf that one stands in.
private struct Supply {
    static let columns: [Column] = ["transformer", "supply_code", "supply_conflict"]

    let transformer: String
    let leaf: String?
    let isConflict: Bool

    /// Nil when the customer has no transformer.
    init?(of customer: LayerRecord, in store: GeoPackageStore, _ atlas: Atlas) throws {
        guard let code = customer.values[Layer.customers.index(of: "transformer")].text else { return nil }
        transformer = code
        let place = try store.record(in: .transformers, code: code)?.place
        leaf = place.flatMap { atlas.leaf(at: $0)?.code }
        let ground = customer.place.flatMap { atlas.leaf(at: $0)?.code }
        isConflict = leaf != nil && ground != nil && leaf != ground
    }

    var cells: [Cell] { [.text(transformer), Cell(leaf), .boolean(isConflict)] }
}
