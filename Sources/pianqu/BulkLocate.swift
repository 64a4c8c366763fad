import FeatureFiles
import Foundation
import GeometryCore
import Phrasebook
import Projection
import Territory

/// Locates every row of a file, and prints each with its answer.
struct BulkLocate {
    let command: LocateCommand
    let shelf: AtlasShelf
    let zone: TimeZone
    let instant: Date

    /// The columns of the answer; one whose name the file has already is called `located_…`.
    private static func added(besides taken: [String]) -> [Column] {
        let columns: [Column] = ["status", "code", "path", .real("margin_m"), "others", "note"]
        return columns.map { taken.contains($0.name) ? Column("located_" + $0.name, $0.kind) : $0 }
    }

    func run(_ file: String) throws {
        let input = try InputPath(file)
        defer { input.remove() }
        let reader = try FeatureReader(path: input.path, options: sourceOptions)
        let transform = try transform(for: reader)
        let columns = reader.fields.map(\.name)
        let accuracyColumn = columns.firstIndex(of: "accuracy_m")
        let asOfColumn = columns.firstIndex(of: "as_of")
        if reader.geometryFields.isEmpty && reader.geometryKindHint == nil && reader.crs == nil {
            throw CommandError.noCoordinates(columns: columns)
        }
        // Without a version for any row, say so once and not in every row.
        if asOfColumn == nil { _ = try shelf.atlas(asOf: instant) }
        var printer = try ResultPrinter(
            command.output,
            keeping: [command.options.path, reader.path],
            usual: .csv,
            columns: reader.fields.map { Column($0.name, $0.kind) } + Self.added(besides: columns)
        )
        var tally = Tally()
        var bar = ProgressBar(Words(zh: "定位", en: "locating"))
        while let row = try reader.next() {
            let answer = answer(row, transform, accuracyColumn, asOfColumn)
            let given = values(row, columns)
            try printer.print(given.map(Cell.init) + answer.cells, geometry: answer.geometry)
            tally.count(answer.status)
            bar.show(reader.progress, count: tally.total)
        }
        bar.finish()
        try printer.finish()
        tally.say()
    }

    private var sourceOptions: FeatureSourceOptions {
        var options = FeatureSourceOptions()
        options.layer = command.sourceLayer
        options.encoding = command.encoding
        options.xField = command.x
        options.yField = command.y
        return options
    }

    /// Coordinates in columns are WGS 84 by contract; a file that states its CRS, or `--crs`, says otherwise.
    private func transform(for reader: FeatureReader) throws -> CoordinateTransform? {
        guard let name = command.crs ?? reader.crs else { return nil }
        let transform = try CoordinateTransform(from: CoordinateReference(name), to: .wgs84)
        return transform.isIdentity ? nil : transform
    }

    private func values(_ row: FeatureRow, _ columns: [String]) -> [FieldValue] {
        switch row {
        case .feature(let feature): feature.fields
        case .bad(let bad): bad.values.isEmpty ? columns.map { _ in .null } : bad.values
        }
    }

    private struct Answer {
        var status = Placement.Status.invalid
        var code: String?
        var path: [String] = []
        var margin: Double?
        var others: [String] = []
        var note: Words?
        var geometry: Geometry?

        var cells: [Cell] {
            [
                .term(status.rawValue, status.words), Cell(code), .text(path.joined(separator: "/")),
                Cell(margin, decimals: 3),
                .list(others), Cell(note?[Console.language]),
            ]
        }
    }

    private func answer(
        _ row: FeatureRow,
        _ transform: CoordinateTransform?,
        _ accuracyColumn: Int?,
        _ asOfColumn: Int?
    ) -> Answer {
        do {
            guard case .feature(let feature) = row else { return badRow(row) }
            let place = try place(of: feature, transform)
            let accuracy = try number(feature, accuracyColumn) ?? command.accuracy
            let asOf = try asOfColumn.flatMap { feature.fields[$0].text }.map { try Calendar.instant($0, in: zone) }
            let moment = asOf ?? instant
            let atlas = try shelf.atlas(asOf: moment)
            let found = atlas.locate(place, accuracyMetres: accuracy, asOf: moment)
            return Answer(
                status: found.status,
                code: found.code,
                path: found.path,
                margin: found.marginMetres,
                others: found.others,
                note: note(found, atlas),
                geometry: .point(place)
            )
        } catch let error as any Worded {
            return Answer(note: error.words)
        } catch {
            return Answer(note: Placement.Status.invalid.words)
        }
    }

    private func badRow(_ row: FeatureRow) -> Answer {
        if case .bad(let bad) = row { Answer(note: bad.problem.words) } else { Answer() }
    }

    private func place(of feature: Feature, _ transform: CoordinateTransform?) throws -> Point {
        guard let geometry = feature.geometry else { throw Territory.RowProblem.noGeometry(expected: .point) }
        guard let given = try? geometry.get() else { throw CommandError.notAPoint }
        guard case .point(let point)? = LayerShape.point.normalised(given) else {
            throw Territory.RowProblem.wrongGeometry(expected: .point, found: given.kind)
        }
        return try transform?.apply(point) ?? point
    }

    private func number(_ feature: Feature, _ column: Int?) throws -> Double? {
        guard let column, let text = feature.fields[column].text, !text.isEmpty else { return nil }
        guard let number = feature.fields[column].number, number >= 0, number.isFinite else {
            throw CommandError.notAnAccuracy
        }
        return number
    }

    /// What the columns do not say: how likely the answer is, or that the axes seem swapped.
    private func note(_ found: Placement, _ atlas: Atlas) -> Words? {
        switch found.status {
        case .uncertain:
            let shares = found.candidates.map { "\($0.code)=\(String(format: "%.3f", $0.probability))" }
            return Words(zh: shares.joined(separator: ";"), en: shares.joined(separator: ";"))
        case .inside, .boundary: return nil
        case .gap, .outside, .invalid:
            guard let hint = found.hint(in: atlas) else { return found.status.words }
            return Words(zh: "\(found.status.words.zh)；\(hint.zh)", en: "\(found.status.words.en); \(hint.en)")
        }
    }

    /// How many rows met each status.
    private struct Tally {
        private var counts: [Placement.Status: Int] = [:]

        var total: Int { counts.values.reduce(0, +) }

        mutating func count(_ status: Placement.Status) { counts[status, default: 0] += 1 }

        func say() {
            for status in Placement.Status.allCases {
                guard let count = counts[status] else { continue }
                Console.say(
                    Words(zh: "\(status.rawValue) \(count)（\(status.words.zh)）", en: "\(status.rawValue) \(count)")
                )
            }
        }
    }
}

extension Placement {
    /// What the asker may have meant instead of a place that no leaf covers; nil when nothing suggests itself.
    func hint(in atlas: Atlas) -> Words? {
        if atlas.leaf(at: Point(x: place.y, y: place.x)) != nil {
            return Words(zh: "经度和纬度似乎颠倒了", en: "longitude and latitude seem to be swapped")
        }
        guard abs(place.x) > 360 || abs(place.y) > 360 else { return nil }
        return Words(
            zh: "像是投影坐标，请用 --crs 指明坐标系",
            en: "these look like projected coordinates; state their CRS with --crs"
        )
    }
}
