import GeometryCore
import Testing

@testable import Territory

/// Rows of former place names, with codes of their own and without.
@Suite struct PlaceNameRowTests {
    private static let coded = ["code", "alias", "name", "kind"]
    private static let uncoded = ["alias", "name", "kind"]

    @Test func rowsBecomeRecords() throws {
        #expect(
            try read(Self.coded, ["n1", " 月塘乡 ", "月塘镇", "town"])
                == LayerRecord(values: ["n1", "月塘乡", "月塘镇", "town"].map(FieldValue.text), geometry: nil)
        )
        #expect(
            try read(["code", "alias", "name"], ["7", "月塘乡", "月塘镇"]).values
                == [.text("7"), .text("月塘乡"), .text("月塘镇"), .null]
        )
    }

    @Test func withoutACodeColumnTheAliasIsTheCode() throws {
        #expect(
            try read(Self.uncoded, [" 笏石镇 ", "笏石街道", nil]).values
                == [.text("笏石镇"), .text("笏石镇"), .text("笏石街道"), .null]
        )
        let numbered = try RowReader(
            layer: .placeNames,
            columns: ["alias": 0, "name": 1],
            constants: ["code": "k"],
            transform: nil
        )
        #expect(try numbered.record(from: feature(["甲", "乙"], nil)).code == "k")
    }

    /// Only place names are their own codes: another layer must say that it lacks the column.
    @Test func requiredColumnsMustBeThere() {
        func missing(_ layer: Layer, _ names: [String]) -> String? {
            let error = #expect(throws: ImportError.self) { try reader(layer, names) }
            guard case .missingColumn(let field, _, _) = error else { return nil }
            return field
        }
        #expect(missing(.placeNames, ["name"]) == "alias")
        #expect(missing(.placeNames, ["code", "name"]) == "alias")
        #expect(missing(.placeNames, ["alias", "kind"]) == "name")
        #expect(missing(.poles, ["alias", "name"]) == "code")
    }

    @Test(
        arguments: [
            (coded, ["n1", nil, "乙", nil], RowProblem.missing(field: "alias")),
            (coded, ["n1", " \u{3000}", "乙", nil], .missing(field: "alias")),
            (coded, ["n1", "甲", nil, nil], .missing(field: "name")),
            (coded, [nil, "甲", "乙", nil], .missing(field: "code")),
            (uncoded, [nil, "乙", nil], .missing(field: "alias")),
            (uncoded, ["甲", "", nil], .missing(field: "name")),
            (uncoded, [String(repeating: "甲", count: 101), "乙", nil], .tooLong(field: "alias", limit: 100)),
            (coded, ["n1", String(repeating: "甲", count: 501), "乙", nil], .tooLong(field: "alias", limit: 500)),
            (uncoded, ["甲\u{200B}", "乙", nil], .controlCharacter(field: "alias")),
            (uncoded, ["甲", "乙", "a\u{7}"], .controlCharacter(field: "kind")),
        ] as [([String], [String?], RowProblem)]
    )
    func badRowsAreRefused(names: [String], values: [String?], problem: RowProblem) {
        #expect(throws: problem) { try read(names, values) }
    }

    /// Aliases that are no codes may be longer, and hold what codes may not.
    @Test func anAliasBesideACodeIsPlainText() throws {
        let long = String(repeating: "甲", count: 500)
        #expect(try read(Self.coded, ["n1", long, "乙", nil]).values[1] == .text(long))
        #expect(try read(Self.coded, ["n1", "甲\u{200B}", "乙", nil]).values[1] == .text("甲\u{200B}"))
    }

    /// Whatever the file has for a geometry, sound or not, is passed over.
    @Test func geometryIsNotKept() throws {
        let place = Geometry.point(Point(x: 119, y: 25))
        for given in [.success(place), .failure(.empty), .success(.point(Point(x: 5e5, y: 3e6)))]
            as [Result<Geometry, GeometryError>]
        {
            let record = try reader(.placeNames, Self.uncoded).record(from: feature(["甲", "乙", nil], given))
            #expect(record.geometry == nil)
        }
        #expect(!Layer.placeNames.needsGeometry)
        for geometry in [place, .collection([place]), .multiPoint([Point(x: 119, y: 25)])] {
            #expect(LayerShape.none.normalised(geometry) == nil)
        }
    }

    private func read(_ names: [String], _ values: [String?]) throws -> LayerRecord {
        try reader(.placeNames, names).record(from: feature(values, nil))
    }

    private func reader(_ layer: Layer, _ names: [String]) throws -> RowReader {
        let columns = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        return try RowReader(layer: layer, columns: columns, transform: nil)
    }

    private func feature(_ values: [String?], _ geometry: Result<Geometry, GeometryError>?) -> Feature {
        Feature(row: 1, fields: values.map { $0.map(FieldValue.text) ?? .null }, geometry: geometry)
    }
}
