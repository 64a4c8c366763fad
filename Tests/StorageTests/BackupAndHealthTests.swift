import Foundation
import GRDB
import GeometryCore
import Territory
import Testing

@testable import Storage

@Suite struct BackupAndHealthTests {
    private let folder: Folder
    private let store: GeoPackageStore

    init() throws {
        folder = try Folder()
        let path = folder.file("s.gpkg")
        try Self.filled.get().write(to: URL(fileURLWithPath: path))
        store = try GeoPackageStore(path: path, mode: .readWrite, now: Sample.now)
    }

    /// A store with 40 records in every layer, made once.
    private static let filled = Result {
        let folder = try Folder()
        try fill(Sample.store(in: folder))
        return try Data(contentsOf: URL(fileURLWithPath: folder.file("s.gpkg")))
    }

    /// The store is closed, and its log emptied, when this returns.
    private static func fill(_ store: consuming GeoPackageStore) throws {
        for layer in Layer.allCases {
            try store.put(try (0..<40).map { try Sample.record(layer, "\(layer.rawValue)\($0)") }, into: layer)
        }
    }

    @Test func aBackupHoldsTheCommittedStateWhileAnImportRuns() throws {
        let copy = folder.file("copy.gpkg")
        try store.importRecords(into: .poles, source: Sample.source, isReplacing: true) { sink in
            _ = try sink.put(Sample.record(.poles, "new"), row: 1)
            let summary = try store.backup(to: copy)
            #expect(summary.path == copy && summary.rows.contains(TableCount(table: "poles", count: 40)))
            #expect(summary.bytes == (try FileManager.default.attributesOfItem(atPath: copy)[.size] as? Int))
            return true
        }
        #expect(try folder.names().filter { $0.hasPrefix("copy") } == ["copy.gpkg"])
        #expect(try store.recordCount(in: .poles, version: nil) == 1)
        let restored = try GeoPackageStore(path: copy, mode: .readWrite, now: Sample.now)
        for layer in Layer.allCases where layer != .poles {
            #expect(try restored.all(layer) == store.all(layer))
        }
        #expect(try restored.recordCount(in: .poles, version: nil) == 40)
        #expect(try restored.health().isSound)
    }

    @Test func aBackupNeverOverwrites() throws {
        let taken = folder.file("taken")
        try Data("mine".utf8).write(to: URL(fileURLWithPath: taken))
        #expect(throws: StoreError.alreadyExists(path: taken)) { try store.backup(to: taken) }
        #expect(throws: StoreError.alreadyExists(path: store.path)) { try store.backup(to: store.path) }
        #expect(try String(contentsOfFile: taken, encoding: .utf8) == "mine")
        #expect(throws: StoreError.unwritableFolder(path: folder.file("none"))) {
            try store.backup(to: folder.file("none/copy.gpkg"))
        }
        #expect(try folder.names().filter { $0.contains(".part") }.isEmpty)
    }

    @Test func aNewStoreIsSound() throws {
        let health = try store.health()
        #expect(health.findings.filter { !$0.isRemark }.isEmpty)
        #expect(
            health.isSound && health.schema == Schema.current && health.journalMode == "wal" && health.logBytes == 0
        )
        #expect(health.rows.contains(TableCount(table: "lines", count: 80)))
        #expect(health.pageCount * health.pageSize > 40_000)
        #expect(health.sqliteVersion.hasPrefix("3."))
    }

    @Test(arguments: [
        (
            "DROP TRIGGER rtree_poles_geom_update1",
            StoreFinding.missingTrigger(table: "poles", name: "rtree_poles_geom_update1")
        ),
        (
            "DELETE FROM gpkg_extensions WHERE table_name = 'roads'",
            .unregistered(table: "roads", in: "gpkg_extensions")
        ),
        (
            "DELETE FROM gpkg_geometry_columns WHERE table_name = 'roads'",
            .unregistered(table: "roads", in: "gpkg_geometry_columns")
        ),
        ("UPDATE gpkg_contents SET max_x = 119 WHERE table_name = 'lines'", .extentTooSmall(table: "lines")),
        ("UPDATE gpkg_contents SET max_x = NULL WHERE table_name = 'lines'", .extentTooSmall(table: "lines")),
        ("DELETE FROM gpkg_spatial_ref_sys WHERE srs_id = -1", .missingSpatialReference(id: -1)),
        ("PRAGMA user_version = 7", .wrongMark(name: "user_version", found: 7, wanted: 10300)),
        ("DELETE FROM district_versions", .brokenReference(table: "districts", rows: 40)),
        ("ALTER TABLE roads DROP COLUMN oneway", .missingColumn(table: "roads", column: "oneway")),
        ("DROP TABLE imports", .missingTable("imports")),
        ("DROP TABLE rtree_poles_geom", .unindexed(table: "poles")),
    ])
    func theDoctorNamesWhatIsWrong(sql: String, finding: StoreFinding) throws {
        try damage(sql)
        let health = try store.health()
        #expect(health.findings.contains(finding), "\(health.findings)")
        #expect(!health.isSound && !finding.isRemark)
    }

    @Test(arguments: ["gpkg_contents", "gpkg_extensions", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"])
    func theDoctorSurvivesMissingMetadata(table: String) throws {
        try damage("DROP TABLE \(table)")
        #expect(try store.health().findings.contains(.missingTable(table)))
    }

    @Test func theNextImportPutsARemovedIndexBack() throws {
        try damage("DROP TABLE rtree_poles_geom")
        try store.put([Sample.record(.poles, "new")], into: .poles)
        #expect(try store.health().isSound)
        #expect(try store.recordCount(in: .poles, version: nil) == 41)
    }

    @Test func theDoctorCountsTheIndex() throws {
        let count = try store.all(.poles).count { $0.geometry != nil }
        try damage("DELETE FROM rtree_poles_geom WHERE id = (SELECT MIN(fid) FROM poles WHERE geom NOTNULL)")
        let expected = StoreFinding.staleIndex(table: "poles", entries: count - 1, geometries: count)
        #expect(try store.health().findings.contains(expected))
    }

    @Test(arguments: [
        ("3.6.23", false), ("3.7.0", true), ("3.40.1", true), ("3.51.2", true), ("3.51.3", false), ("3.52.0", false),
        ("4.0.0", false),
    ])
    func theVersionsThatLoseCommitsAreKnown(version: String, isAffected: Bool) {
        #expect(SQLiteVersion(version).losesCommits == isAffected)
    }

    private func damage(_ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        try DatabaseQueue(path: store.path, configuration: configuration).inDatabase { try $0.execute(sql: sql) }
    }
}
