import FeatureFiles
import Foundation
import GeometryCore
import Testing

/// The forms of results that other programs rely on.
@Suite struct OutputTests {
    @Test func headersAreAsPromised() throws {
        let folder = try SmallCounty.folder()
        func header(_ arguments: String...) throws -> [String] {
            CSVTable(try Command.run(arguments + ["--format", "csv"], in: folder).text).header
        }
        #expect(try header("segments") == ["line", "code", "path", "from_m", "to_m", "metres"])
        let check = ["kind", "severity", "layer", "code", "other", "metres", "square_metres", "lon", "lat", "message"]
        #expect(try header("check") == check)
        try folder.write("points.csv", "name,lon,lat\na,119.11,25.31\n")
        #expect(
            try header("locate", "--file", "points.csv")
                == ["name", "lon", "lat", "status", "code", "path", "margin_m", "others", "note"]
        )
    }

    private struct Segment: Decodable, Equatable {
        let line: String
        let code: String?
        let path: String
        let from_m: Double
        let to_m: Double
        let metres: Double
    }

    private struct Collection: Decodable {
        struct Feature: Decodable {
            struct Geometry: Decodable {
                let type: String
                let coordinates: [[Double]]
            }
            let type: String
            let geometry: Geometry
            let properties: Segment
        }
        let type: String
        let features: [Feature]
    }

    @Test func everyFormSaysTheSame() throws {
        let folder = try SmallCounty.folder()
        func printed(_ format: String) throws -> Data {
            try folder.run("segments", "--format", format).mustBeDone().output
        }
        let rows = try JSONDecoder().decode([Segment].self, from: printed("json"))
        #expect(rows.map(\.line) == ["L1", "L1", "L2"] && rows.map(\.code) == ["D1-1", "D2-1", "D2-2"])
        let lines = try printed("ndjson").split(separator: UInt8(ascii: "\n"))
        #expect(try lines.map { try JSONDecoder().decode(Segment.self, from: $0) } == rows)
        let collection = try JSONDecoder().decode(Collection.self, from: printed("geojson"))
        #expect(collection.type == "FeatureCollection" && collection.features.map(\.properties) == rows)
        #expect(collection.features.allSatisfy { $0.type == "Feature" && $0.geometry.type == "LineString" })
        #expect(collection.features.first?.geometry.coordinates.first == [119.11, 25.31])
        #expect(CSVTable(String(decoding: try printed("csv"), as: UTF8.self)).column("path") == rows.map(\.path))
    }

    @Test(arguments: ["json", "ndjson", "geojson"])
    func hostileTextStaysJSON(format: String) throws {
        let folder = try SmallCounty.folder()
        let hostile = "\"\\ \u{1}\u{7f}\u{2028}😀</script>\t片"
        let input = "lon,lat,text\n119.11,25.31,\"\(hostile.replacingOccurrences(of: "\"", with: "\"\""))\"\n,,\n"
        let outcome = try folder.run("locate", "--file", "-", "--format", format, input: Data(input.utf8)).mustBeDone()
        let first = format == "ndjson" ? outcome.output.prefix { $0 != UInt8(ascii: "\n") } : outcome.output
        let parsed = try JSONSerialization.jsonObject(with: Data(first))
        var row = (parsed as? [[String: Any]])?.first ?? parsed as? [String: Any]
        if let features = row?["features"] as? [[String: Any]] { row = features.first?["properties"] as? [String: Any] }
        #expect(row?["text"] as? String == hostile)
    }

    @Test func aTableIsAlignedAlsoInChinese() throws {
        let folder = try SmallCounty.folder()
        let outcome = try folder.run("segments", "--totals").mustBeDone()
        let lines = outcome.text.split(separator: "\n").map(String.init)
        #expect(lines.count == 8)
        /// The place of each column: where a run of two spaces or more ends.
        func starts(_ line: String) -> [Int] {
            var (starts, place, spaces) = ([0], 0, 0)
            for scalar in line.unicodeScalars {
                if scalar != " " && spaces >= 2 { starts.append(place) }
                spaces = scalar == " " ? spaces + 1 : 0
                place += scalar.value > 0x2E80 ? 2 : 1
            }
            return starts
        }
        let expected = starts(lines[0])
        #expect(expected.count == 6 && lines.contains { $0.contains("片区") })
        for line in lines { #expect(starts(line) == expected, "\(line)") }
    }

    @Test(arguments: ["geojson", "geojsonl", "csv", "gpkg", "fgb"])
    func aResultFileOpensInGDAL(ending: String) throws {
        let folder = try SmallCounty.folder()
        let name = "责任 段.\(ending)"
        let outcome = try folder.run("segments", "--output", name).mustBeDone()
        #expect(outcome.output.isEmpty)
        let reader = try FeatureReader(path: folder.path(name))
        var features: [Feature] = []
        while let row = try reader.next() {
            guard case .feature(let feature) = row else { continue }
            features.append(feature)
        }
        let line = try #require(reader.fields.firstIndex { $0.name == "line" })
        let metres = try #require(reader.fields.firstIndex { $0.name == "metres" })
        // A FlatGeobuf is in the order of its index.
        #expect(features.map { $0.fields[line].text }.sorted { ($0 ?? "") < ($1 ?? "") } == ["L1", "L1", "L2"])
        let total = features.compactMap { $0.fields[metres].number }.reduce(0, +)
        #expect(abs(total - 2516.5) < 1, "\(total)")
        #expect(features.allSatisfy { (try? $0.geometry?.get())?.kind == .lineString })
        #expect(folder.names.filter { $0.hasPrefix(".") }.isEmpty)
    }

    @Test func nothingIsWrittenOverTheStoreOrTheInput() throws {
        let folder = try SmallCounty.folder()
        let points = try folder.write("points.csv", "code,lon,lat\nT9,119.11,25.31\n")
        try FileManager.default.createSymbolicLink(atPath: folder.path("link.gpkg"), withDestinationPath: folder.store)
        try FileManager.default.linkItem(atPath: points, toPath: folder.path("other.csv"))
        let before = try folder.contents()
        let imports = ["import", "transformers", "points.csv", "--crs", "EPSG:4326", "--report"]
        for arguments in [
            imports + ["store.gpkg"], imports + ["link.gpkg"], imports + ["./points.csv"], imports + ["other.csv"],
            ["segments", "--output", "store.gpkg"], ["check", "--output", "link.gpkg"], ["doctor", "-o", "store.gpkg"],
            ["locate", "--file", "points.csv", "-o", "points.csv"], ["locate", "119.11,25.31", "-o", folder.store],
        ] {
            let outcome = try Command.run(arguments, in: folder)
            #expect(
                outcome.status == 2 && outcome.said.count == 1 && outcome.output.isEmpty,
                "\(arguments) \(outcome.summary)"
            )
        }
        #expect(try folder.contents() == before)
        #expect(try folder.text("points.csv") == "code,lon,lat\nT9,119.11,25.31\n")
    }

    @Test func whatCannotBePrintedIsNoSuccess() throws {
        let folder = try SmallCounty.folder()
        for line in ["\"$0\" segments >/dev/full", "\"$0\" --help >/dev/full", "\"$0\" segments --format csv >&-"] {
            let outcome = try Command.shell(line, in: folder)
            #expect(outcome.status == 3 && outcome.messages.contains("standard output"), "\(line): \(outcome.summary)")
        }
    }

    @Test func aReaderThatStopsIsNoFault() throws {
        let folder = try SmallCounty.folder()
        let row = "119.11,25.31,海滨路1号\n"
        try folder.write("many.csv", "lon,lat,address\n" + String(repeating: row, count: 20_000))
        let line = "\"$0\" locate --file - < many.csv | head -1; echo ${PIPESTATUS[0]}"
        let outcome = try Command.shell(line, in: folder)
        #expect(outcome.text == "lon,lat,address,status,code,path,margin_m,others,note\n0\n", "\(outcome.text)")
        #expect(outcome.messages.isEmpty)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.streams.path)
        #expect(left.filter { $0.hasPrefix("pianqu-") }.isEmpty, "the spooled input is removed")
    }
}
