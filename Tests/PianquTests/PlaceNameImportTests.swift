import FeatureFiles
import Foundation
import GeometryCore
import Testing

/// Former place names from tables, with codes and without.
@Suite struct PlaceNameImportTests {
    private static let coded = """
        编号,别名,现名,类别
        n1,月塘乡,月塘镇,town
        n2,笏石镇,笏石街道,town

        """

    @Test func aTableWithCodesComesInWithoutACRS() throws {
        let folder = try SmallCounty.folder()
        try folder.write("names.csv", Self.coded)
        let first = try folder.run("import", "place_names", "names.csv")
        #expect(first.status == 0 && first.said == ["inserted 2"], "\(first.summary)")
        #expect(try rows(folder) == [["n1", "月塘乡", "月塘镇", "town"], ["n2", "笏石镇", "笏石街道", "town"]])
        #expect(try folder.run("import", "place_names", "names.csv").said == ["unchanged 2"])
        try folder.write("names.csv", Self.coded.replacingOccurrences(of: "月塘镇,town", with: "月塘镇,"))
        #expect(try folder.run("import", "place_names", "names.csv").said == ["updated 1", "unchanged 1"])
        #expect(try rows(folder) == [["n1", "月塘乡", "月塘镇", nil], ["n2", "笏石镇", "笏石街道", "town"]])
        #expect(try folder.contents().contains("rows.place_names,2,ok,"))
    }

    @Test func theCountysTableHasNoCodes() throws {
        let folder = try SmallCounty.folder()
        let names = Repository.geodata("names/former_names.csv")
        #expect(try folder.run("import", "place_names", names).mustBeDone().said == ["inserted 2"])
        #expect(
            try rows(folder) == [["月塘乡", "月塘乡", "月塘镇", "town"], ["笏石镇", "笏石镇", "笏石街道", "town"]]
        )
        #expect(try folder.run("import", "place_names", names).said == ["unchanged 2"])
    }

    @Test func replacingRemovesWhatTheFileDoesNotHold() throws {
        let folder = try SmallCounty.folder()
        try folder.write("names.csv", Self.coded)
        try folder.run("import", "place_names", "names.csv").mustBeDone()
        try folder.write("less.csv", "code,alias,name\nn2,笏石镇,笏石街道\n")
        let before = try folder.contents()
        let dry = try folder.run("import", "place_names", "less.csv", "--replace", "--dry-run")
        let said = ["updated 1 (not written)", "removed 1 (not written)", "dry run: nothing was written"]
        #expect(dry.status == 0 && dry.said == said, "\(dry.summary)")
        #expect(try folder.contents() == before)
        let done = try folder.run("import", "place_names", "less.csv", "--replace")
        #expect(done.said == ["updated 1", "removed 1"], "\(done.summary)")
        #expect(try rows(folder) == [["n2", "笏石镇", "笏石街道", nil]])
    }

    @Test func badRowsAreRefusedByRowAndField() throws {
        let folder = try SmallCounty.folder()
        try folder.write("names.csv", "level,former,current\ntown,月塘乡,月塘镇\ntown,,笏石街道\ntown,东庄乡,\ntown,月塘乡,月塘\n")
        let outcome = try folder.run("import", "place_names", "names.csv", "--report", "report.csv")
        #expect(outcome.status == 3 && outcome.messages.contains("names.csv row 2: alias has no value"))
        let report = CSVTable(try folder.text("report.csv"))
        #expect(report.column("status") == ["inserted", "refused", "refused", "refused"])
        #expect(report.column("field") == ["", "alias", "name", "code"])
        #expect(try rows(folder).isEmpty)
    }

    @Test func withoutAliasesThereIsNothingToImport() throws {
        let folder = try SmallCounty.folder()
        try folder.write("names.csv", "code,name\nn1,月塘镇\n")
        let outcome = try folder.run("import", "place_names", "names.csv")
        #expect(outcome.status == 3 && outcome.messages.contains("no column can be alias"), "\(outcome.summary)")
    }

    /// In the wrong order and in no stated system, coordinates would be refused if anybody looked.
    @Test func coordinatesAreNotJudged() throws {
        let folder = try SmallCounty.folder()
        try folder.write("names.csv", "former,current,lon,lat\n月塘乡,月塘镇,25.2,119.1\n笏石镇,笏石街道,2789000,40512000\n")
        let outcome = try folder.run("import", "place_names", "names.csv")
        #expect(outcome.status == 0 && outcome.said == ["inserted 2"], "\(outcome.summary)")
        #expect(!outcome.messages.contains("doctor"), "\(outcome.summary)")
    }

    /// QGIS and this program keep names in the same kind of table; features serve too, their geometry left behind.
    @Test func otherStoresAndFeaturesComeIn() throws {
        let county = try SmallCounty.folder()
        try county.write("names.csv", Self.coded)
        try county.run("import", "place_names", "names.csv").mustBeDone()
        let folder = try SmallCounty.emptyFolder()
        let table = try folder.run("import", "place_names", county.store, "--source-layer", "place_names")
        #expect(table.status == 0 && table.said == ["inserted 2"], "\(table.summary)")
        #expect(try rows(folder) == rows(county))
        let feature = SmallCounty.feature("\"旧名\":\"东庄乡\",\"名称\":\"东庄镇\"", "\"Point\",\"coordinates\":[119.1,25.1]")
        try folder.write("names.geojson", SmallCounty.collection([feature]))
        #expect(try folder.run("import", "place_names", "names.geojson").said == ["inserted 1"])
        #expect(try rows(folder).last == ["东庄乡", "东庄乡", "东庄镇", nil])
    }

    /// The names in the store, by code.
    private func rows(_ folder: TemporaryFolder) throws -> [[String?]] {
        let reader = try FeatureReader(path: folder.store, options: FeatureSourceOptions(layer: "place_names"))
        let places = ["code", "alias", "name", "kind"].map { name in
            reader.fields.firstIndex { $0.name == name } ?? 0
        }
        var rows: [[String?]] = []
        while case .feature(let feature)? = try reader.next() { rows.append(places.map { feature.fields[$0].text }) }
        return rows.sorted { ($0[0] ?? "") < ($1[0] ?? "") }
    }
}
