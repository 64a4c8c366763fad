import Foundation
import GRDB
import GeometryCore
import Territory
import TestSupport
import Testing

@testable import Storage

@Suite struct GeoPackageFormatTests {
    private let folder: Folder
    private let store: GeoPackageStore

    init() throws {
        folder = try Folder()
        store = try Sample.store(in: folder)
    }

    /// A released migration must not follow `Layer.fields` by itself: whoever adds a field adds a migration.
    @Test(arguments: Layer.allCases) func theSchemaHasEveryFieldOfTheLayer(layer: Layer) throws {
        let columns = try sql("SELECT name FROM pragma_table_info('\(layer.table.rawValue)')")
        let keys = layer == .districts ? ["fid", "bureau", "version"] : ["fid", "bureau"]
        // Columns that a later schema added come after the geometry.
        #expect(columns.filter { $0 != "geom" } == keys + layer.fields.map(\.name))
        #expect(columns.count { $0 == "geom" } == (layer.shape == .none ? 0 : 1))
    }

    @Test func theIndexHoldsExactlyTheBoxesOfTheRows() throws {
        try fill()
        try expectIndexed("after inserting")
        try store.put(try (0..<40).map { try Sample.record(.roads, "r\($0)", edition: 1) }, into: .roads)
        try expectIndexed("after updating")
        try store.put(
            try (20..<60).map { try Sample.record(.roads, "r\($0)", edition: 1) },
            into: .roads,
            isReplacing: true
        )
        try expectIndexed("after replacing")
        try store.put([], into: .roads, isReplacing: true)
        try expectIndexed("after removing")
    }

    /// Enough rows that the index is built whole, then edits by single statements, as other programs make them.
    @Test(arguments: [1200, 5000]) func aBuiltIndexIsSoundAndStaysSo(count: Int) throws {
        try store.put(try (0..<count).map { try Sample.record(.poles, "p\($0)") }, into: .poles)
        try expectIndexed("built")
        #expect(try sql("SELECT rtreecheck('rtree_poles_geom')") == ["ok"])
        let levels = try sql("SELECT hex(substr(data, 1, 2)) FROM rtree_poles_geom_node WHERE nodeno = 1")
        #expect(levels == [count < 46 * 46 ? "0001" : "0002"])
        try store.put(try (0..<count).map { try Sample.record(.poles, "p\($0)", edition: $0 % 7) }, into: .poles)
        try store.put(try (count..<count + 500).map { try Sample.record(.poles, "p\($0)") }, into: .poles)
        try expectIndexed("edited")
        try store.put(try (0..<count / 2).map { try Sample.record(.poles, "p\($0)") }, into: .poles, isReplacing: true)
        try expectIndexed("halved")
        #expect(try sql("SELECT rtreecheck('rtree_poles_geom')") == ["ok"])
    }

    @Test func anIndexOfRowsWithoutGeometryIsEmpty() throws {
        let records = try (0..<1200).map { index in
            var record = try Sample.record(.poles, "p\(index)")
            record.geometry = nil
            return record
        }
        try store.put(records, into: .poles)
        #expect(try sql("SELECT rtreecheck('rtree_poles_geom')") == ["ok"])
        #expect(try sql("SELECT id FROM rtree_poles_geom").isEmpty)
        try store.put([Sample.record(.poles, "q", edition: 3)], into: .poles)
        try expectIndexed("after the first geometry")
    }

    @Test func extentsAndTimesFollowTheContent() throws {
        let later = Sample.now.addingTimeInterval(60)
        #expect(try contents("roads") == [nil, nil, nil, nil, "2025-02-19T21:20:00.000Z"])
        let lines = try (0..<30).map { try Sample.record(.roads, "r\($0)") }
        try store.importRecords(
            into: .roads,
            source: ImportSource(fileName: "f", crs: "c", time: later),
            isReplacing: false
        ) { sink in
            for (index, line) in lines.enumerated() { _ = try sink.put(line, row: index + 1) }
            return true
        }
        let found = try contents("roads")
        var box = Box.empty
        for line in lines { if let geometry = line.geometry { box.extend(to: geometry.box) } }
        let bounds = found.prefix(4).map { Double($0 ?? "") ?? .nan }
        let exact = [box.minX, box.minY, box.maxX, box.maxY]
        #expect(bounds[0] <= exact[0] && bounds[1] <= exact[1] && bounds[2] >= exact[2] && bounds[3] >= exact[3])
        #expect(zip(bounds, exact).allSatisfy { abs($0 - $1) < 2e-5 })
        #expect(found[4] == "2025-02-19T21:21:00.000Z")

        // Nothing new: the layer keeps its time.
        try store.put(lines, into: .roads)
        #expect(try contents("roads") == found)
        #expect(try sql("SELECT unchanged || ' ' || inserted FROM imports ORDER BY fid") == ["0 30", "30 0"])
    }

    @Test func fidsStayOnUpdateAndAreNeverUsedAgain() throws {
        try store.put([Sample.record(.poles, "a"), Sample.record(.poles, "b")], into: .poles)
        try store.put([Sample.record(.poles, "a", edition: 5)], into: .poles, isReplacing: true)
        try store.put([Sample.record(.poles, "c")], into: .poles)
        #expect(try sql("SELECT fid || code FROM poles ORDER BY fid") == ["1a", "3c"])
    }

    @Test(.enabled(if: Judge.validator != nil, "GDAL's validate_gpkg for Python is not installed"))
    func theValidatorAcceptsTheFileOpenAndClosed() throws {
        try fill()
        let python = try #require(Judge.validator)
        let arguments = ["-m", "osgeo_utils.samples.validate_gpkg", "-k", store.path]
        let open = try Judge.run(python, arguments)
        #expect(open.code == 0 && open.output.isEmpty, "\(open.output)")
        let copy = folder.file("copy.gpkg")
        _ = try store.backup(to: copy)
        let closed = try Judge.run(python, arguments.dropLast() + [copy])
        #expect(closed.code == 0 && closed.output.isEmpty, "\(closed.output)")
    }

    @Test(.enabled(if: Judge.path(of: "ogrinfo") != nil, "ogrinfo is not installed"))
    func ogrinfoReadsEveryLayerWhileWeWrite() throws {
        try fill()
        let program = try #require(Judge.path(of: "ogrinfo"))
        try store.importRecords(into: .poles, source: Sample.source, isReplacing: true) { _ in
            let found = try Judge.run(program, ["-ro", "-so", "-al", store.path])
            #expect(found.code == 0 && !found.output.contains("ERROR") && !found.output.contains("Warning"))
            for layer in Set(Layer.allCases.map(\.table)) {
                let count = try store.recordCount(in: layer, version: nil)
                let part = found.output.components(separatedBy: "Layer name: \(layer.rawValue)\n").last ?? ""
                #expect(part.components(separatedBy: "Feature Count: \(count)\n").count > 1, "\(layer): \(count)")
            }
            #expect(!found.output.contains("pianqu_schema"))
            return true
        }
        #expect(try store.recordCount(in: .poles, version: nil) == 0)
    }

    /// GDAL brings its own ST_ functions; what it edits, our triggers must index.
    @Test(.enabled(if: Judge.path(of: "ogrinfo") != nil, "ogrinfo is not installed"))
    func editsByGDALReachTheIndex() throws {
        try fill()
        let program = try #require(Judge.path(of: "ogrinfo"))
        for sql in [
            "UPDATE poles SET geom = (SELECT geom FROM poles WHERE code = 'x1') WHERE code = 'x2'",
            "DELETE FROM poles WHERE code = 'x3'",
            "INSERT INTO poles (bureau, code, geom) SELECT bureau, 'new', geom FROM poles WHERE geom NOTNULL LIMIT 1",
        ] {
            let found = try Judge.run(program, [store.path, "-dialect", "SQLite", "-sql", sql])
            #expect(found.code == 0 && !found.output.contains("ERROR"), "\(found.output)")
        }
        try expectIndexed("after GDAL")
        #expect(try store.record(in: .poles, code: "new") != nil)
        #expect(try store.record(in: .poles, code: "x3") == nil)
        #expect(try store.health().isSound)
    }

    private func fill() throws {
        for layer in Layer.allCases {
            try store.put(
                try (0..<60).map { try Sample.record(layer, "\(layer == .roads ? "r" : "x")\($0)") },
                into: layer
            )
        }
    }

    /// Compares every table's index with the boxes of its geometries, both read by other means than the triggers.
    private func expectIndexed(_ moment: String) throws {
        for layer in Set(Layer.allCases.map(\.table)) where layer.shape != .none {
            let table = layer.rawValue
            let expected = try rows("SELECT fid, geom FROM \(table) WHERE geom NOTNULL ORDER BY fid") { row in
                (fid: row[0] as Int64, box: try GeoPackageBlob.decode(row[1] as Data).box)
            }
            let found = try rows("SELECT * FROM rtree_\(table)_geom ORDER BY id") { row in
                (fid: row[0] as Int64, box: Box(minX: row[1], minY: row[3], maxX: row[2], maxY: row[4]))
            }
            #expect(found.map(\.fid) == expected.map(\.fid), "\(table) \(moment)")
            for (a, b) in zip(found, expected) {
                #expect(a.box.minX <= b.box.minX && a.box.maxX >= b.box.maxX, "\(table) \(a.fid) \(moment)")
                #expect(a.box.minY <= b.box.minY && a.box.maxY >= b.box.maxY, "\(table) \(a.fid) \(moment)")
                #expect(abs(a.box.minX - b.box.minX) < 2e-5 && abs(a.box.maxY - b.box.maxY) < 2e-5)
                #expect(abs(a.box.maxX - b.box.maxX) < 2e-5 && abs(a.box.minY - b.box.minY) < 2e-5)
            }
        }
    }

    private func contents(_ table: String) throws -> [String?] {
        let sql = "SELECT min_x, min_y, max_x, max_y, last_change FROM gpkg_contents WHERE table_name = '\(table)'"
        return try rows(sql) { row in
            (0..<5).map { String.fromDatabaseValue(row[$0]) ?? Double.fromDatabaseValue(row[$0]).map { "\($0)" } }
        }[0]
    }

    private func sql(_ sql: String) throws -> [String] { try rows(sql) { $0[0] } }

    private func rows<Result>(_ sql: String, _ read: (Row) throws -> Result) throws -> [Result] {
        try store.database.snapshot { try Row.fetchAll($0, sql: sql).map(read) }
    }
}
