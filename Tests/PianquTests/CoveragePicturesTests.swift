import FeatureFiles
import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Reporting
import Testing

@testable import pianqu

/// What `coverage` writes, through its helper.
@Suite struct CoveragePicturesTests {
    private static let instant = Date(timeIntervalSince1970: 1_790_000_000)

    private static func map(_ theme: CoverageTheme = .coverage, _ language: Language = .zh) -> CoverageMap {
        CoverageMap(title: "巡视覆盖", footer: "abc", theme: theme, asOf: instant, language: language)
    }

    /// A line in three pieces: walked 3 days ago, 40 days ago, and never.
    private static func pieces() throws -> [CoveragePiece] {
        let states: [(CoverageState, Double?)] = [(.covered, 3), (.unknown, 40), (.missed, nil)]
        return try states.enumerated().map { index, piece in
            let (state, days) = piece
            let west = 119.1 + 0.001 * Double(index)
            return CoveragePiece(
                line: "L1",
                leaf: index == 1 ? nil : "D1-1",
                fromMetres: 100.5 * Double(index),
                toMetres: 100.5 * Double(index + 1),
                state: state,
                passes: 2 - index,
                last: days.map { instant.addingTimeInterval(-86_400 * $0) },
                course: try LineString([Point(x: west, y: 25.3), Point(x: west + 0.001, y: 25.3)])
            )
        }
    }

    @Test(arguments: ["a.svg", "a.PNG", "a.gpkg"])
    func theEndingChoosesTheForm(name: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent(name).path
        try CoveragePictures(path: path, keeping: []).write(Self.pieces(), outlines: [], on: Self.map())
        let head = try Data(contentsOf: URL(fileURLWithPath: path)).prefix(16)
        let marks = [
            "a.svg": Data("<svg xmlns".utf8), "a.PNG": Data([0x89, 0x50]), "a.gpkg": Data("SQLite format 3".utf8),
        ]
        #expect(head.starts(with: try #require(marks[name])))
    }

    @Test(arguments: ["a.pdf", "a", "svg", "folder.svg/a", "a.svg.", "a.geojson", ""])
    func otherEndingsAreRefusedInWords(name: String) {
        let error = #expect(throws: PictureFileError.self) { try CoveragePictures(path: name, keeping: []) }
        #expect(error?.words.en.contains(".svg, .png or .gpkg") == true && error?.words.zh.contains("结尾") == true)
    }

    @Test func aStoreIsNeverReplaced() throws {
        let folder = try SmallCounty.emptyFolder()
        let link = folder.url.appendingPathComponent("link.gpkg")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: URL(fileURLWithPath: folder.store))
        for path in [folder.store, link.path] {
            #expect(throws: CommandError.self) { try CoveragePictures(path: path, keeping: []) }
        }
        let input = folder.url.appendingPathComponent("input.svg")
        try Data("x".utf8).write(to: input)
        #expect(throws: CommandError.self) { try CoveragePictures(path: input.path, keeping: [input.path]) }
    }

    @Test(arguments: Language.allCases)
    func layersHaveTheAttributesAndTheStyles(language: Language) throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("a.gpkg").path
        let ages = try AgeClasses([10, 20])
        let map = Self.map(.age(ages), language)
        try CoveragePictures(path: path, keeping: []).write(Self.pieces(), outlines: [], on: map)
        for layer in ["coverage", "coverage_age"] {
            var options = FeatureSourceOptions()
            options.layer = layer
            let reader = try FeatureReader(path: path, options: options)
            #expect(
                reader.fields.map(\.name)
                    == ["line", "code", "from_m", "to_m", "metres", "state", "passes", "last", "age_days"]
            )
            var rows: [[FieldValue]] = []
            while case .feature(let feature)? = try reader.next() { rows.append(feature.fields) }
            #expect(rows.map { $0[0].text } == ["L1", "L1", "L1"] && rows.map { $0[1].text } == ["D1-1", nil, "D1-1"])
            #expect(
                rows.map { $0[2].number } == [0, 100.5, 201] && rows.map { $0[4].number } == [100.5, 100.5, 100.5]
            )
            #expect(rows.map { $0[5].text } == ["covered", "unknown", "missed"])
            #expect(rows.map { $0[6] } == [.integer(2), .integer(1), .integer(0)])
            #expect(rows.map { $0[7].text } == ["2026-09-18T14:13:20Z", "2026-08-12T14:13:20Z", nil])
            #expect(rows.map { $0[8] } == [.integer(3), .integer(40), .null])
        }
        let outcome = try Command.shell(
            "ogrinfo -q a.gpkg -sql 'SELECT f_table_name || \":\" || useAsDefault || \":\" || styleQML AS s FROM layer_styles'",
            in: folder
        )
        #expect(outcome.text.contains("coverage:1:") && outcome.text.contains("coverage_age:1:"), "\(outcome.summary)")
        #expect(outcome.text.contains(language == .zh ? "label=\"20 天以上\"" : "label=\"over 20 days\""))
        #expect(outcome.text.contains(language == .zh ? "label=\"未巡视\"" : "label=\"missed\""))
    }
}
