import Foundation
import Testing

/// The main job from end to end on the demo county, as `make demo` runs it.
@Suite struct DemoTests {
    @Test func everyRowOfEveryLayerComesIn() throws {
        let folder = try DemoCounty.folder(isPublished: false)
        let said = try DemoCounty.said()
        for (layer, _, count) in DemoCounty.layers { #expect(said[layer] == "inserted \(count)") }
        let held = try folder.contents()
        for (layer, count) in [("districts", 72), ("customers", 9977), ("lines", 790 + 1938), ("roads", 843)] {
            #expect(held.contains("rows.\(layer),\(count),ok,"), "\(held)")
        }
    }

    @Test func whatIsImportedAgainIsUnchanged() throws {
        let folder = try DemoCounty.folder(isPublished: true)
        // The districts last: they make a draft, equal to the version in force.
        for (layer, file, count) in DemoCounty.layers.reversed() where count < 1000 {
            #expect(try folder.run(importing: layer, file).mustBeDone().said.first == "unchanged \(count)", "\(layer)")
        }
        let held = try folder.contents()
        for row in ["districts,\(2 * 72)", "customers,9977", "lines,\(790 + 1938)", "poles,2971"] {
            #expect(held.contains("rows.\(row),ok,"), "\(held)")
        }
    }

    @Test func checkFindsThePlantedFlawsAndNoOthers() throws {
        let folder = try DemoCounty.folder(isPublished: false)
        let outcome = try folder.run("check", "--format", "csv")
        #expect(outcome.status == 1, "\(outcome.summary)")
        let table = CSVTable(outcome.text)
        func codes(_ kind: String, _ layer: String) -> Set<String> {
            Set(
                zip(zip(table.column("kind"), table.column("layer")), table.column("code"))
                    .filter { $0.0.0 == kind && $0.0.1 == layer }.map { $0.1 }
            )
        }
        let planted = try Self.plantedFlaws()
        #expect(codes("supply-ground", "customers").isSuperset(of: planted.faraway) && planted.faraway.count == 8)
        #expect(codes("orphan", "customers") == planted.orphans)
        #expect(codes("outside", "customers") == planted.atSea)
        #expect(codes("duplicate", "customers").isSubset(of: planted.twins))
        #expect(codes("orphan", "lines") == planted.lines)
        let counts = table.counts("kind")
        #expect(counts == ["supply-ground": 8 + 17, "orphan": 3 + 2, "outside": 2, "duplicate": 1])
        #expect(outcome.said == ["found 1 duplicate, 5 orphan, 2 outside, 25 supply-ground"])
        #expect(Set(table.column("severity")) == ["warning"])
    }

    /// The codes that SOURCE.md names in its table of flaws.
    private static func plantedFlaws() throws -> (
        faraway: Set<String>, orphans: Set<String>, atSea: Set<String>, twins: Set<String>, lines: Set<String>
    ) {
        let source = try String(contentsOfFile: Repository.geodata("SOURCE.md"), encoding: .utf8)
        func codes(_ flaw: String) -> Set<String> {
            let row = source.split(separator: "\n").first { $0.hasPrefix("| \(flaw)") } ?? ""
            return Set(row.matches(of: /\b(\d{10}|L\d{4})\b/).map { String($0.1) })
        }
        return (
            codes("customers supplied by"), codes("customers without a transformer"), codes("customers out at sea"),
            codes("customers who share"), codes("lines without a transformer")
        )
    }

    @Test func aPlaceHasItsOwner() throws {
        let folder = try DemoCounty.folder(isPublished: true)
        let outcome = try folder.run("locate", "119.12,25.31", "--format", "json")
        let answer = try #require(JSONDecoder().decode([Placed].self, from: outcome.output).first)
        #expect(outcome.status == 0 && answer.status == "inside" && answer.version == 1)
        #expect(answer.path == "S1/S1-01/\(answer.code ?? "")")
        #expect(abs(answer.lon - 119.12) < 1e-12 && abs(answer.lat - 25.31) < 1e-12)
        let sea = try folder.run("locate", "119.40,25.05", "--format", "json")
        #expect(sea.status == 1)
        #expect(try JSONDecoder().decode([Placed].self, from: sea.output).first?.status == "outside")
    }

    @Test func aCustomerIsPlacedWithItsSupply() throws {
        let folder = try DemoCounty.folder(isPublished: true)
        let outcome = try folder.run("locate", "3500006048", "--format", "json").mustBeDone()
        let answer = try #require(JSONDecoder().decode([Placed].self, from: outcome.output).first)
        // One of those supplied from far away.
        #expect(answer.supply_conflict == true && answer.supply_code != answer.code && answer.transformer != nil)
    }

    private struct Placed: Decodable {
        let status: String
        let code: String?
        let path: String
        let lon: Double
        let lat: Double
        let version: Int
        let transformer: String?
        let supply_code: String?
        let supply_conflict: Bool?
    }

    @Test func everyCallComesOutWithItsAnswer() throws {
        let folder = try DemoCounty.folder(isPublished: true)
        let outcome = try folder.run("locate", "--file", Repository.geodata("calls.csv")).mustBeDone()
        let input = CSVTable(try String(contentsOfFile: Repository.geodata("calls.csv"), encoding: .utf8))
        let table = CSVTable(outcome.text)
        #expect(table.header == input.header + ["status", "code", "path", "margin_m", "others", "note"])
        #expect(table.rows.map { Array($0.prefix(input.header.count)) } == input.rows)
        let counts = table.counts("status")
        #expect(Set(outcome.said) == Set(counts.map { "\($0.key) \($0.value)" }))
        #expect(counts.values.reduce(0, +) == input.rows.count)
        let verdicts = zip(input.column("remark"), table.column("status"))
        for (remark, status) in verdicts {
            switch remark {
            case "海上", "别的城市", "零点": #expect(status == "outside", "\(remark)")
            case "不是数字", "文字", "没有坐标", "纬度超出范围", "经纬度颠倒": #expect(status == "invalid", "\(remark)")
            case "分片区界线的顶点", "三个分片区的交点": #expect(["boundary", "uncertain"].contains(status), "\(remark)")
            default: #expect(["inside", "uncertain", "boundary"].contains(status), "\(remark)")
            }
        }
        let swapped = zip(input.column("remark"), table.column("note")).first { $0.0 == "经纬度颠倒" }
        #expect(swapped?.1.contains("swapped") == true)
    }

    @Test func segmentsAddUpToTheirLines() throws {
        let folder = try DemoCounty.folder(isPublished: true)
        let outcome = try folder.run("segments", "--format", "csv").mustBeDone()
        let table = CSVTable(outcome.text)
        #expect(table.header == ["line", "code", "path", "from_m", "to_m", "metres"])
        let metres = table.column("metres").compactMap(Double.init)
        let sum = metres.reduce(0, +)
        let words = try #require(outcome.said.first?.split(separator: " "))
        let lines = try #require(Double(words[1]))
        #expect(outcome.messages.contains("difference 0.000 m"))
        // Every printed length is rounded to a millimetre.
        #expect(abs(sum - lines) < 0.0005 * Double(metres.count))
        #expect(Set(table.column("line")).count == 790 + 1938)
        for (from, (to, length)) in zip(table.column("from_m"), zip(table.column("to_m"), metres)) {
            #expect(abs((Double(to) ?? 0) - (Double(from) ?? 0) - length) < 0.0016)
        }
        let totals = CSVTable(try folder.run("segments", "--totals", "--format", "csv").mustBeDone().text)
        let stations = zip(totals.column("level"), totals.column("metres")).filter { $0.0 == "station" }
        #expect(abs(stations.compactMap { Double($0.1) }.reduce(0, +) - lines) < 0.01)
    }

    @Test func aBackupIsTheStore() throws {
        let folder = try DemoCounty.folder(isPublished: true)
        try folder.run("backup", "copy.gpkg").mustBeDone()
        let copy = try folder.run("doctor", "--format", "csv", "--store", "copy.gpkg").mustBeDone()
        let rows = CSVTable(copy.text).rows.map { $0.joined(separator: ",") }.filter { $0.hasPrefix("rows.") }
        #expect(try folder.contents().filter { $0.hasPrefix("rows.") } == rows && rows.count >= 8)
        #expect(try folder.run("backup", "copy.gpkg").status == 4)
    }
}
