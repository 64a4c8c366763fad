import Foundation
import GRDB
import GeometryCore
import Phrasebook
import Territory
import Testing

@testable import Storage

@Suite struct FailureTests {
    private let folder: Folder
    private let store: GeoPackageStore

    init() throws {
        folder = try Folder()
        store = try Sample.store(in: folder)
        try store.put([Sample.record(.poles, "a")], into: .poles)
    }

    /// SQLite reports its own limit on pages as it reports a full disk.
    @Test func aFullDiskChangesNothingAndTheStoreGoesOn() throws {
        try store.database.onWriter { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 5)")
        }
        let many = try (0..<3000).map { try Sample.record(.poles, "p\($0)") }
        #expect(throws: StoreError.full(path: store.path)) { try store.put(many, into: .poles, isReplacing: true) }
        #expect(try store.all(.poles).map(\.code) == ["a"])
        #expect(try store.health().isSound)
        // Nor when the caller looks away.
        #expect(throws: StoreError.full(path: store.path)) {
            try store.importRecords(into: .poles, source: Sample.source, isReplacing: true) { sink in
                for (index, record) in many.enumerated() { _ = try? sink.put(record, row: index + 1) }
                return true
            }
        }
        #expect(try store.all(.poles).map(\.code) == ["a"])
        try store.database.onWriter { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        try store.put(many, into: .poles, isReplacing: true)
        #expect(try store.recordCount(in: .poles, version: nil) == 3000)
        #expect(try store.health().isSound)
    }

    /// Once a put has failed in the database, half a record may be there: the import cannot be kept any more.
    @Test func aSwallowedFailureCannotBeCommitted() throws {
        var broken = try Sample.record(.poles, "x")
        broken.values[0] = .null
        #expect(throws: DatabaseFailure.self) {
            try store.importRecords(into: .poles, source: Sample.source, isReplacing: false) { sink in
                _ = try sink.put(Sample.record(.poles, "b"), row: 1)
                _ = try? sink.put(broken, row: 2)
                _ = try? sink.put(Sample.record(.poles, "c"), row: 3)
                return true
            }
        }
        #expect(try store.all(.poles).map(\.code) == ["a"])
        try store.put([Sample.record(.poles, "b")], into: .poles)
        #expect(try store.all(.poles).map(\.code) == ["a", "b"])
    }

    @Test func aGeometryNobodyCanReadIsNamedAndCanBeImportedOver() throws {
        try store.database.onWriter { try $0.execute(sql: "UPDATE poles SET geom = x'475000010000' WHERE code = 'a'") }
        let expected = StoreError.unreadableGeometry(table: "poles", fid: 1, .malformed(offset: 0))
        #expect(throws: expected) { try store.all(.poles) }
        #expect(throws: expected) { try store.record(in: .poles, code: "a") }
        var record = try Sample.record(.poles, "a")
        record.geometry = .point(Point(x: 119, y: 25))
        #expect(try store.put([record], into: .poles) == [.updated])
        #expect(try store.all(.poles) == [record])
    }

    @Test func failuresNeverCarryValues() throws {
        var record = try Sample.record(.customers, "c")
        record.values[Layer.customers.index(of: "phone")] = .text("13800001234")
        record.values[0] = .null
        let error = #expect(throws: DatabaseFailure.self) { try store.put([record], into: .customers) }
        let text = "\(String(describing: error)) \(error?.words.en ?? "") \(error?.words.zh ?? "")"
        #expect(text.contains("customers.code") && !text.contains("13800001234"))
    }

    @Test func everyErrorAndFindingSpeaksBothLanguages() {
        let path = "/srv/s.gpkg"
        let failure = DatabaseFailure(code: 10, message: "disk I/O error")
        let errors: [StoreError] = [
            .notFound(path: path), .alreadyExists(path: path), .notPermitted(path: path), .notAGeoPackage(path: path),
            .notAPianquStore(path: path), .newerSchema(found: 7, known: 1), .olderSchema(found: 1, known: 7),
            .inUse(path: path), .busy(path: path), .readOnly(path: path), .full(path: path),
            .corrupt(path: path, detail: "malformed"), .unwritableFolder(path: path), .pendingChanges(path: path),
            .checkpointFailed(failure), .unreadableGeometry(table: "poles", fid: 7, .empty),
            .unstorableText(field: "name", row: 7), .inconsistent(table: "bureau", column: "time_zone"), .noDraft,
            .notAfterPredecessor(validFrom: Sample.now, timeZone: Sample.zone), .backupDiffers(table: "poles"),
        ]
        let findings: [StoreFinding] = [
            .damaged(detail: "x"), .brokenReference(table: "t", rows: 1), .wrongMark(name: "m", found: 1, wanted: 2),
            .missingTable("t"), .missingColumn(table: "t", column: "c"), .missingSpatialReference(id: 0),
            .unregistered(table: "t", in: "gpkg_contents"), .missingTrigger(table: "t", name: "n"),
            .unindexed(table: "t"),
            .staleIndex(table: "t", entries: 1, geometries: 2), .extentTooSmall(table: "t"),
            .notWriteAhead(mode: "delete"), .longLog(bytes: 1 << 30), .logResetBug(version: "3.40.1"),
        ]
        let all = errors.map(\.words) + findings.map(\.words) + TableTitle.allCases.map(\.words) + [failure.words]
        for words in all {
            #expect(words.zh.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) }, "\(words)")
            #expect(!words.en.isEmpty && words.en.unicodeScalars.allSatisfy(\.isASCII), "\(words)")
        }
        #expect(Set(all).count == all.count)
        #expect(errors[19].words.en.contains("2025-02-20T05:20:00+08:00"))
    }
}
