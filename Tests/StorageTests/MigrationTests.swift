import Foundation
import GRDB
import GeometryCore
import Phrasebook
import Territory
import Testing

@testable import Storage

/// What becomes of a store that an older program made.
@Suite struct MigrationTests {
    private let folder: Folder
    private let path: String

    /// Makes a store of schema 1 with roads 1, 2 and 4 of once four.
    init() throws {
        folder = try Folder()
        path = folder.file("s.gpkg")
        try GeoPackageDatabase.create(path: path) { session in
            try session.execute(
                "CREATE TABLE pianqu_schema (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)"
            )
            for migration in Schema.migrations where migration.number == 1 {
                for change in migration.changes { try session.apply(change, at: Self.then) }
            }
            try session.execute("INSERT INTO pianqu_schema VALUES (1, ?)", [SQLValue(Self.then)])
            try TerritoryRepository<GeoPackageDatabase>.create(Sample.bureau, in: session)
            for code in Self.codes { try Self.insert(code, session) }
            try session.execute("DELETE FROM roads WHERE code = 'r3'")
            try session.noteChange(in: "roads", at: Self.then)
        }
    }

    private static let then = Date(timeIntervalSince1970: 1_730_000_000)
    private static let codes = ["r1", "r2", "r3", "r4"]
    /// The columns of schema 1.
    private static let old = ["code", "highway", "name", "oneway", "maxspeed"]
    private static let new = Layer.roads.fields.map(\.name).filter { !old.contains($0) }

    /// A road of which only what schema 1 knows is set.
    private static func road(_ code: String) throws -> LayerRecord {
        let values = Layer.roads.fields.map { old.contains($0.name) ? FieldValue.text("\(code) \($0.name)") : .null }
        let line = try LineString([Point(x: 119, y: 25), Point(x: 119.1, y: 25 + Double(code.utf8.last ?? 0) / 1000)])
        return LayerRecord(values: [.text(code)] + values.dropFirst(), geometry: .multiLineString([line]))
    }

    private static func insert(_ code: String, _ session: GeoPackageSession) throws {
        let road = try road(code)
        let values: [SQLValue] = old.map { SQLValue(road.values[Layer.roads.index(of: $0)].text) }
        try session.execute(
            "INSERT INTO roads (bureau, code, highway, name, oneway, maxspeed, geom) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [.text(Sample.bureau.code)] + values + [road.geometry.map(SQLValue.geometry) ?? .null]
        )
    }

    private func open(_ mode: GeoPackageStore.Mode) throws -> GeoPackageStore {
        try GeoPackageStore(path: path, mode: mode, now: Sample.now)
    }

    @Test func readersAreToldThatAWriterMustComeFirst() throws {
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let error = #expect(throws: StoreError.self) { try open(.readOnly) }
        #expect(error == .olderSchema(found: 1, known: Schema.current))
        #expect(error?.words.en.contains("by importing any layer again") == true)
        let copy = folder.file("copy.gpkg")
        let rows = try open(.copying).backup(to: copy).rows
        #expect(rows.contains(TableCount(table: "roads", count: 3)))
        #expect(throws: StoreError.olderSchema(found: 1, known: Schema.current)) {
            try GeoPackageStore(path: copy, mode: .readOnly)
        }
        #expect(throws: StoreError.readOnly(path: FilePlace.canonical(path))) {
            try open(.copying).discardDraft(at: Sample.now)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        _ = try open(.readWrite)
        #expect(try open(.readOnly).recordCount(in: .roads, version: nil) == 3)
    }

    @Test func rowsAndKeysStayAndTakeTheNewFields() throws {
        let store = try open(.readWrite)
        #expect(try store.bureau() == Sample.bureau)
        let kept = ["r1", "r2", "r4"]
        #expect(try store.all(.roads) == kept.map(Self.road))
        #expect(try sql("SELECT fid || code FROM roads ORDER BY fid") == ["1r1", "2r2", "4r4"])

        var roads = try kept.map(Self.road)
        for (place, name) in Self.new.enumerated() {
            roads[place % 2].values[Layer.roads.index(of: name)] = .text("\(name) 环岛")
        }
        roads.append(try Sample.record(.roads, "r5"))
        #expect(try store.put(roads, into: .roads) == [.updated, .updated, .unchanged, .inserted])
        #expect(try store.put(roads, into: .roads) == Array(repeating: .unchanged, count: 4))
        #expect(try store.all(.roads) == roads)
        #expect(try sql("SELECT fid || code FROM roads ORDER BY fid") == ["1r1", "2r2", "4r4", "5r5"])
        let health = try store.health()
        #expect(health.isSound && health.schema == Schema.current, "\(health.findings)")
    }

    @Test func eachMigrationIsWrittenDownOnce() throws {
        for _ in 0..<2 { _ = try open(.readWrite) }
        let seen = try sql("SELECT version || ' ' || applied_at FROM pianqu_schema ORDER BY version")
        #expect(
            seen == ["1 2024-10-27T03:33:20.000Z"]
                + Schema.migrations.dropFirst().map { "\($0.number) 2025-02-19T21:20:00.000Z" }
        )
    }

    @Test func aStoreBroughtUpToDateIsLikeANewOne() throws {
        _ = try open(.readWrite)
        let other = try Folder()
        _ = try Sample.store(in: other)
        let everything = "SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master ORDER BY name"
        let expected = try DatabaseQueue(path: other.file("s.gpkg")).read { try String.fetchAll($0, sql: everything) }
        // The one table that the test made by itself.
        #expect(
            try sql(everything).filter { !$0.contains("pianqu_schema") }
                == expected.filter { !$0.contains("pianqu_schema") }
        )
        let roads = Schema.tables.first { $0.name == "roads" }
        #expect(roads?.columns.map(\.name) == ["bureau"] + Layer.roads.fields.map(\.name))
    }

    /// Whoever draws roads in QGIS may have missed a column there.
    @Test func aColumnThatSomebodyAddedIsKept() throws {
        try edit("ALTER TABLE roads ADD COLUMN Surface TEXT; UPDATE roads SET Surface = 'gravel' WHERE code = 'r2'")
        let store = try open(.readWrite)
        let surfaces = try store.all(.roads).map { $0.values[Layer.roads.index(of: "surface")] }
        #expect(surfaces == [.null, .text("gravel"), .null])
        #expect(try store.health().isSound)
    }

    @Test func aMigrationThatFailsLeavesTheStoreAsItWas() throws {
        try edit("ALTER TABLE roads RENAME TO streets")
        #expect(throws: DatabaseFailure.self) { try open(.readWrite) }
        #expect(try sql("SELECT MAX(version) || '' FROM pianqu_schema") == ["1"])
        try edit("ALTER TABLE streets RENAME TO roads")
        #expect(try open(.readWrite).all(.roads).count == 3)
    }

    @Test(.enabled(if: Judge.path(of: "ogrinfo") != nil, "ogrinfo is not installed"))
    func gdalReadsAndEditsTheNewColumns() throws {
        let store = try open(.readWrite)
        let program = try #require(Judge.path(of: "ogrinfo"))
        let edit = ["-dialect", "SQLite", "-sql", "UPDATE roads SET junction = 'roundabout' WHERE code = 'r4'"]
        #expect(try Judge.run(program, [path] + edit).code == 0)
        #expect(
            try store.record(in: .roads, code: "r4")?.values[Layer.roads.index(of: "junction")] == .text("roundabout")
        )
        let found = try Judge.run(program, ["-ro", "-so", path, "roads"])
        #expect(found.code == 0 && !found.output.contains("ERROR") && !found.output.contains("Warning"))
        #expect(found.output.contains("Feature Count: 3\n"))
        for name in Self.new { #expect(found.output.contains("\n\(name): String (0.0)\n"), "\(found.output)") }
    }

    @Test(.enabled(if: Judge.validator != nil, "GDAL's validate_gpkg for Python is not installed"))
    func theValidatorAcceptsTheFile() throws {
        _ = try open(.readWrite)
        let python = try #require(Judge.validator)
        let found = try Judge.run(python, ["-m", "osgeo_utils.samples.validate_gpkg", "-k", path])
        #expect(found.code == 0 && found.output.isEmpty, "\(found.output)")
    }

    private func sql(_ sql: String) throws -> [String] {
        try DatabaseQueue(path: path).read { try String.fetchAll($0, sql: sql) }
    }

    private func edit(_ sql: String) throws {
        try DatabaseQueue(path: path).inDatabase { db in
            GeoPackageFunctions.register(in: db)
            try db.execute(sql: sql)
        }
    }
}
