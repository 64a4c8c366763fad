import Foundation
import GRDB
import GeometryCore
import Phrasebook
@testable import Storage
import Territory
import Testing

@Suite struct GeoPackageOpeningTests {
    private let folder: Folder
    private let path: String

    init() throws {
        folder = try Folder()
        path = folder.file("s.gpkg")
    }

    private func open(_ mode: GeoPackageStore.Mode = .readOnly) throws -> GeoPackageStore {
        try GeoPackageStore(path: path, mode: mode, now: Sample.now)
    }

    private func create() throws {
        try GeoPackageStore.create(path: path, bureau: Sample.bureau, now: Sample.now)
    }

    @Test func creatingLeavesOneFileAndNeverOverwrites() throws {
        try create()
        #expect(try folder.names() == ["s.gpkg"])
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: StoreError.alreadyExists(path: path)) { try create() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        let beside = folder.file("t.gpkg")
        try Data("old".utf8).write(to: URL(fileURLWithPath: beside + "-wal"))
        #expect(throws: StoreError.alreadyExists(path: beside + "-wal")) {
            try GeoPackageStore.create(path: beside, bureau: Sample.bureau, now: Sample.now)
        }
        let nowhere = folder.file("none/t.gpkg")
        #expect(throws: StoreError.unwritableFolder(path: folder.file("none"))) {
            try GeoPackageStore.create(path: nowhere, bureau: Sample.bureau, now: Sample.now)
        }
    }

    @Test func aSecondWriterIsRefusedAtOnce() throws {
        try create()
        let link = folder.file("link.gpkg")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        var first: GeoPackageStore? = try open(.readWrite)
        let start = ContinuousClock.now
        #expect(throws: StoreError.inUse(path: path)) { try open(.readWrite) }
        #expect(throws: StoreError.inUse(path: path)) {
            try GeoPackageStore(path: link, mode: .readWrite, now: Sample.now)
        }
        #expect(ContinuousClock.now - start < .seconds(2))
        #expect(try open().bureau() == Sample.bureau)
        #expect(try first?.bureau() == Sample.bureau)
        first = nil
        #expect(try open(.readWrite).bureau() == Sample.bureau)
    }

    @Test(arguments: [GeoPackageStore.Mode.readOnly, .readWrite])
    func whatIsNoStoreIsNamed(mode: GeoPackageStore.Mode) throws {
        #expect(throws: StoreError.notFound(path: path)) { try open(mode) }
        #expect(throws: StoreError.notFound(path: folder.path)) {
            try GeoPackageStore(path: folder.path, mode: mode, now: Sample.now)
        }
        let text = Data(String(repeating: "户号,户名\n", count: 500).utf8)
        for content in [Data(), text] {
            try content.write(to: URL(fileURLWithPath: path))
            #expect(throws: StoreError.notAGeoPackage(path: path)) { try open(mode) }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == content)
        }
        let other = folder.file("other.gpkg")
        let database = try DatabaseQueue(path: other)
        try database.inDatabase { try $0.execute(sql: "CREATE TABLE t (a)") }
        #expect(throws: StoreError.notAGeoPackage(path: other)) {
            try GeoPackageStore(path: other, mode: mode, now: Sample.now)
        }
        try database.inDatabase { try $0.execute(sql: "PRAGMA application_id = \(0x4750_4B47)") }
        #expect(throws: StoreError.notAPianquStore(path: other)) {
            try GeoPackageStore(path: other, mode: mode, now: Sample.now)
        }
    }

    @Test(arguments: [GeoPackageStore.Mode.readOnly, .readWrite])
    func aNewerSchemaIsRefused(mode: GeoPackageStore.Mode) throws {
        try create()
        try edit("INSERT INTO pianqu_schema VALUES (99, '2030-01-01T00:00:00.000Z')")
        let error = #expect(throws: StoreError.self) { try open(mode) }
        #expect(error == .newerSchema(found: 99, known: Schema.current))
        #expect(error?.words.en.contains("schema 99, this program knows up to \(Schema.current)") == true)
    }

    @Test(arguments: [0.3, 0.6, 0.95]) func aTruncatedFileIsFoundOut(share: Double) throws {
        do {
            let store = try Sample.store(in: folder)
            try store.put(try (0..<2000).map { try Sample.record(.poles, "p\($0)") }, into: .poles)
        }
        let file = URL(fileURLWithPath: path)
        let whole = try Data(contentsOf: file)
        try whole.prefix(Int(Double(whole.count) * share)).write(to: file)
        for mode in [GeoPackageStore.Mode.readOnly, .readWrite] {
            let error = #expect(throws: StoreError.self) { try open(mode) }
            guard case .corrupt(path, _)? = error else {
                Issue.record("\(share) of the file gave \(String(describing: error))")
                continue
            }
        }
    }

    @Test func damageInsideIsFoundByTheDoctorOrTheReader() throws {
        do {
            let store = try Sample.store(in: folder)
            try store.put(try (0..<2000).map { try Sample.record(.poles, "p\($0)") }, into: .poles)
            #expect(try store.health().isSound)
        }
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let middle = bytes.count / 4096 / 2 * 4096
        bytes.replaceSubrange(middle..<middle + 40 * 4096, with: Data(repeating: 0x5a, count: 40 * 4096))
        try bytes.write(to: URL(fileURLWithPath: path))
        do {
            #expect(try open().health().isSound == false)
        } catch let error as StoreError {
            guard case .corrupt(path, _) = error else { throw error }
        }
    }

    @Test func aReaderCannotWrite() throws {
        try create()
        let store = try open()
        #expect(throws: StoreError.readOnly(path: path)) { try store.put([], into: .poles) }
        #expect(throws: StoreError.readOnly(path: path)) { try store.discardDraft(at: Sample.now) }
    }

    @Test func readersSeeTheOldStateUntilACommit() throws {
        let writer = try Sample.store(in: folder)
        try writer.put([Sample.record(.poles, "old")], into: .poles)
        let reader = try open()
        try writer.importRecords(into: .poles, source: Sample.source, isReplacing: true) { sink in
            for row in 1...500 { _ = try sink.put(Sample.record(.poles, "n\(row)"), row: row) }
            #expect(try reader.all(.poles).map(\.code) == ["old"])
            #expect(try writer.all(.poles).map(\.code) == ["old"])
            #expect(try open().recordCount(in: .poles, version: nil) == 1)
            return true
        }
        #expect(try reader.recordCount(in: .poles, version: nil) == 500)
    }

    @Test func aReaderKeepsItsStateWhileAWriterCommitsAndTheLogIsEmptiedLater() throws {
        let writer = try Sample.store(in: folder)
        try writer.put([Sample.record(.poles, "a"), Sample.record(.poles, "b")], into: .poles)
        let reader = try open()
        var seen: [String] = []
        try reader.forEachRecord(in: .poles, version: nil) { record in
            if seen.isEmpty { try writer.put([Sample.record(.poles, "c")], into: .poles, isReplacing: true) }
            seen.append(record.code)
        }
        #expect(seen == ["a", "b"])
        try writer.put([Sample.record(.poles, "d")], into: .poles)
        let log = try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
        #expect(log == 0)
        #expect(try reader.all(.poles).map(\.code) == ["c", "d"])
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may write anywhere"))
    func aReadOnlyFolderCanBeRead() throws {
        do { try Sample.store(in: folder).put([Sample.record(.poles, "a")], into: .poles) }
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
        #expect(throws: StoreError.readOnly(path: path)) { try open(.readWrite) }
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path) }
        #expect(try open().all(.poles).map(\.code) == ["a"])
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may write anywhere"))
    func changesThatOnlyTheLogHoldsAreNotPassedOver() throws {
        let store = try Sample.store(in: folder)
        try store.put([Sample.record(.poles, "a"), Sample.record(.poles, "b")], into: .poles)
        let other = try Folder()
        try store.forEachRecord(in: .poles, version: nil) { record in
            guard record.code == "a" else { return }
            // This very reading keeps the writer from emptying the log.
            try store.put([Sample.record(.poles, "c")], into: .poles)
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: other.file("s.gpkg") + suffix)
            }
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: other.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: other.path) }
        #expect(throws: StoreError.pendingChanges(path: other.file("s.gpkg"))) {
            try GeoPackageStore(path: other.file("s.gpkg"), mode: .readOnly, now: Sample.now)
        }
    }

    @Test func manyReadersBesideAWriterEachSeeOneState() async throws {
        let store = try Sample.store(in: folder)
        func records(_ edition: Int) throws -> [LayerRecord] {
            try (0..<60).map { index in
                var record = try Sample.record(.poles, "p\(index)")
                record.values[Layer.poles.index(of: "name")] = .text("\(edition)")
                return record
            }
        }
        try store.put(try records(0), into: .poles)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for edition in 1...15 { try store.put(try records(edition), into: .poles) } }
            for _ in 0..<3 {
                group.addTask {
                    var newest = 0
                    for _ in 0..<20 {
                        let names = Set(try store.all(.poles).map { $0.values[1].text ?? "" })
                        #expect(names.count == 1, "\(names)")
                        let edition = names.first.flatMap { Int($0) } ?? -1
                        #expect(edition >= newest)
                        newest = edition
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try store.record(in: .poles, code: "p0")?.values[1] == .text("15"))
    }

    @Test func anotherProgramsLockIsNamedAfterAWhile() throws {
        let store = try Sample.store(in: folder)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let start = ContinuousClock.now
        #expect(throws: StoreError.busy(path: path)) { try store.put([], into: .poles) }
        let waited = ContinuousClock.now - start
        #expect(waited > .seconds(4) && waited < .seconds(9))
        try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
        try store.put([Sample.record(.poles, "a")], into: .poles)
        #expect(try store.all(.poles).count == 1)
    }

    private func edit(_ sql: String) throws {
        try DatabaseQueue(path: path).inDatabase { try $0.execute(sql: sql) }
    }
}
