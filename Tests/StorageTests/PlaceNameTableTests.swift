import Foundation
import GRDB
import GeometryCore
import Territory
import Testing

@testable import Storage

/// The table without geometry, in a store that schema 2 made.
@Suite struct PlaceNameTableTests {
    private let folder: Folder
    private let path: String

    /// Makes a store of schema 2 with one pole.
    init() throws {
        folder = try Folder()
        path = folder.file("s.gpkg")
        try GeoPackageDatabase.create(path: path) { session in
            try session.execute(
                "CREATE TABLE pianqu_schema (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)"
            )
            for migration in Schema.migrations where migration.number <= 2 {
                for change in migration.changes { try session.apply(change, at: Self.then) }
                try session.execute(
                    "INSERT INTO pianqu_schema VALUES (?, ?)",
                    [SQLValue(migration.number), SQLValue(Self.then)]
                )
            }
            try TerritoryRepository<GeoPackageDatabase>.create(Sample.bureau, in: session)
            try session.execute(
                "INSERT INTO poles (bureau, code, geom) VALUES (?, 'p1', ?)",
                [.text(Sample.bureau.code), .geometry(.point(Point(x: 119, y: 25)))]
            )
            try session.noteChange(in: "poles", at: Self.then)
        }
    }

    private static let then = Date(timeIntervalSince1970: 1_730_000_000)

    private static func name(_ code: String, _ alias: String, _ name: String, _ kind: String? = nil) -> LayerRecord {
        let kind = kind.map(FieldValue.text) ?? .null
        return LayerRecord(values: [.text(code), .text(alias), .text(name), kind], geometry: nil)
    }

    private func open(_ mode: GeoPackageStore.Mode = .readWrite) throws -> GeoPackageStore {
        try GeoPackageStore(path: path, mode: mode, now: Sample.now)
    }

    @Test func aStoreOfSchemaTwoIsBroughtUpToDate() throws {
        #expect(throws: StoreError.olderSchema(found: 2, known: Schema.current)) { try open(.readOnly) }
        let store = try open()
        #expect(try store.all(.placeNames).isEmpty)
        #expect(try store.all(.poles).map(\.code) == ["p1"])
        let health = try store.health()
        #expect(health.isSound && health.schema == Schema.current, "\(health.findings)")
        #expect(health.rows.contains(TableCount(table: "place_names", count: 0)))
        #expect(
            try sql("SELECT version || ' ' || applied_at FROM pianqu_schema ORDER BY version") == [
                "1 2024-10-27T03:33:20.000Z", "2 2024-10-27T03:33:20.000Z",
            ] + Schema.migrations.dropFirst(2).map { "\($0.number) 2025-02-19T21:20:00.000Z" }
        )
    }

    @Test func rowsAreInsertedUpdatedAndRemoved() throws {
        let store = try open()
        let names = [Self.name("a", "月塘乡", "月塘镇", "town"), Self.name("b", "笏石镇", "笏石街道")]
        #expect(try store.put(names, into: .placeNames) == [.inserted, .inserted])
        #expect(try store.put(names, into: .placeNames) == [.unchanged, .unchanged])
        #expect(try store.all(.placeNames) == names)
        let changed = Self.name("b", "笏石镇", "笏石街道", "town")
        #expect(try store.put([names[0], changed], into: .placeNames) == [.unchanged, .updated])
        #expect(try store.record(in: .placeNames, code: "b") == changed)
        #expect(
            try store.put([changed, changed], into: .placeNames, isReplacing: true)
                == [.unchanged, .duplicate(firstRow: 1)]
        )
        #expect(try store.all(.placeNames) == [changed])
        #expect(try sql("SELECT fid || code FROM place_names") == ["2b"])
        #expect(try store.health().isSound)
    }

    /// The table has no column for it.
    @Test func aGeometryIsNotKept() throws {
        let store = try open()
        var placed = Self.name("a", "月塘乡", "月塘镇")
        placed.geometry = .point(Point(x: 119, y: 25))
        #expect(try store.put([placed], into: .placeNames) == [.inserted])
        #expect(try store.put([placed], into: .placeNames) == [.unchanged])
        #expect(try store.all(.placeNames) == [Self.name("a", "月塘乡", "月塘镇")])
    }

    /// GeoPackage calls a table without geometry attributes; it is in no register of geometries.
    @Test func theTableIsRegisteredAsAttributes() throws {
        try open().put([Self.name("a", "月塘乡", "月塘镇")], into: .placeNames)
        #expect(
            try sql(
                """
                SELECT data_type || ' ' || last_change || ' ' || COALESCE(srs_id, '-') || COALESCE(min_x, '-')
                FROM gpkg_contents WHERE table_name = 'place_names'
                """
            ) == ["attributes 2025-02-19T21:20:00.000Z --"]
        )
        for register in ["gpkg_geometry_columns", "gpkg_extensions"] {
            #expect(try sql("SELECT table_name FROM \(register) WHERE table_name = 'place_names'").isEmpty)
        }
        #expect(try sql("SELECT name FROM sqlite_master WHERE name LIKE 'rtree_place_names%'").isEmpty)
    }

    @Test(.enabled(if: Judge.path(of: "ogrinfo") != nil, "ogrinfo is not installed"))
    func gdalReadsAndEditsTheTable() throws {
        let store = try open()
        try store.put([Self.name("a", "月塘乡", "月塘镇"), Self.name("b", "笏石镇", "笏石街道")], into: .placeNames)
        let program = try #require(Judge.path(of: "ogrinfo"))
        let edit = "UPDATE place_names SET kind = 'town' WHERE code = 'b'"
        #expect(try Judge.run(program, [path, "-dialect", "SQLite", "-sql", edit]).code == 0)
        #expect(
            try store.all(.placeNames) == [Self.name("a", "月塘乡", "月塘镇"), Self.name("b", "笏石镇", "笏石街道", "town")]
        )
        let found = try Judge.run(program, ["-ro", "-so", path, "place_names"])
        #expect(found.code == 0 && !found.output.contains("ERROR") && !found.output.contains("Warning"))
        for line in ["Geometry: None", "Feature Count: 2", "alias: String (0.0) NOT NULL", "kind: String (0.0)"] {
            #expect(found.output.contains("\n\(line)\n"), "\(found.output)")
        }
    }

    private func sql(_ sql: String) throws -> [String] {
        try DatabaseQueue(path: path).read { try String.fetchAll($0, sql: sql) }
    }
}
