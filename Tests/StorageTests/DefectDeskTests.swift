import Foundation
import GeometryCore
import Patrol
import Storage
import Territory
import TestSupport
import Testing

/// Defects and work through a store: codes, keys, duplicates, and all or nothing.
@Suite struct DefectDeskTests {
    private let folder: Folder
    private let store: GeoPackageStore
    private let now = Sample.now
    fileprivate static let place = Point(x: 119.1, y: 25.3)

    init() throws {
        folder = try Folder()
        store = try Sample.store(in: folder)
        let pole = LayerRecord(
            values: Layer.poles.fields.map { $0.name == "code" ? .text("P1") : .null },
            geometry: .point(Self.place)
        )
        let line = try LineString([Point(x: 119, y: 25), Point(x: 119.02, y: 25)])
        let lines = LayerRecord(
            values: Layer.lines.fields.map { $0.name == "code" ? .text("L1") : .null },
            geometry: .multiLineString([line])
        )
        try store.put([pole], into: .poles)
        try store.put([lines], into: .lines)
    }

    /// Somebody who was at one place all day.
    private struct Watcher: PatrolPresence {
        let key: TrackKey

        func presence(
            of staff: String,
            near place: Point,
            within metres: Double,
            from start: Int64,
            to end: Int64
        ) -> TrackKey? {
            staff == key.staff && place == DefectDeskTests.place && metres == 50 && end - start == 1_800_000 ? key : nil
        }
    }

    private var desk: DefectDesk {
        let day = DutyClock(timeZone: Sample.zone).day(at: now)
        let watcher = Watcher(key: TrackKey(staff: "E1", device: "phone", day: day))
        return DefectDesk(store: store, presence: watcher, clock: DutyClock(timeZone: Sample.zone))
    }

    private func draft(_ asset: String? = "pole:P1", kind: String = "倾斜", staff: String? = "E1") -> Defect {
        Defect(
            code: "",
            asset: asset.flatMap { AssetName($0) },
            kind: kind,
            severity: .critical,
            found: now,
            deadline: now,
            staff: staff
        )
    }

    @Test func aReportIsKeptWithPlaceDeadlineAndTrack() throws {
        let receipt = try desk.report(draft(), deadline: nil, key: nil, at: now)
        let defect = receipt.defect
        #expect(defect.code == "D250220-0001" && defect.place == Self.place && defect.isOnPatrol)
        #expect(defect.deadline == now + 86_400)
        #expect(try store.record(in: .defects, code: defect.code).flatMap { Defect($0) } == defect)
        let second = try desk.report(draft("line:L1", staff: "E2"), deadline: now + 60, key: nil, at: now)
        #expect(second.defect.code == "D250220-0002" && !second.defect.isOnPatrol)
        #expect(second.defect.deadline == now + 60 && abs((second.defect.place?.x ?? 0) - 119.01) < 1e-6)
        #expect(try store.health().isSound)
    }

    @Test func openOnesOfTheSameKindMayBeTheSame() throws {
        let first = try desk.report(draft(), deadline: nil, key: nil, at: now).defect
        #expect(try desk.report(draft(kind: "裂纹"), deadline: nil, key: nil, at: now).duplicates.isEmpty)
        #expect(try desk.report(draft(), deadline: nil, key: nil, at: now).duplicates == [first.code])
        _ = try desk.clear(first.code, time: now, key: nil, at: now)
        #expect(try desk.report(draft(), deadline: nil, key: nil, at: now).duplicates == ["D250220-0003"])
    }

    @Test func aKeyCountsOnce() throws {
        let first = try desk.report(draft(), deadline: nil, key: "k1", at: now)
        let again = try desk.report(draft(), deadline: nil, key: "k1", at: now)
        #expect(!first.isRepeated && again.isRepeated && again.defect == first.defect && again.duplicates.isEmpty)
        #expect(try store.recordCount(in: .defects, version: nil) == 1)
        #expect(throws: DefectRefusal.keyUsed(act: "defect new")) {
            try desk.clear(first.defect.code, time: now, key: "k1", at: now)
        }
        for isRepeated in [false, true] {
            let receipt = try desk.clear(first.defect.code, time: now, key: "k2", at: now)
            #expect(receipt.isRepeated == isRepeated && receipt.defect.cleared == now)
        }
        #expect(throws: DefectRefusal.alreadyCleared(code: first.defect.code)) {
            try desk.clear(first.defect.code, time: now, key: "k3", at: now)
        }
    }

    @Test func whatCannotBeIsRefusedAndLeavesNothing() throws {
        let early = try desk.report(draft(), deadline: nil, key: nil, at: now).defect.code
        let before = try store.all(.defects)
        var (future, nowhere) = (draft(), draft(nil))
        future.found = now + 3600
        nowhere.place = nil
        #expect(throws: DefectRefusal.future) { try desk.report(future, deadline: nil, key: "a", at: now) }
        #expect(throws: DefectRefusal.nowhere) { try desk.report(nowhere, deadline: nil, key: "a", at: now) }
        #expect(throws: DefectRefusal.unknownAsset(AssetName(kind: .pole, code: "P9"))) {
            try desk.report(draft("pole:P9"), deadline: nil, key: "a", at: now)
        }
        #expect(throws: DefectRefusal.unknown(code: "D9")) { try desk.clear("D9", time: now, key: "a", at: now) }
        #expect(throws: DefectRefusal.clearedTooEarly) { try desk.clear(early, time: now - 1, key: "a", at: now) }
        #expect(throws: DefectRefusal.future) { try desk.clear(early, time: now + 3600, key: "a", at: now) }
        #expect(try store.all(.defects) == before)
        // The key was never used up.
        #expect(try !desk.clear(early, time: now, key: "a", at: now).isRepeated)
    }

    @Test func whatOtherProgramsWroteStaysWhenItIsCleared() throws {
        var record = try desk.report(draft(), deadline: nil, key: nil, at: now).defect.record
        record.values[Layer.defects.index(of: "note")] = .text("QGIS")
        record.geometry = .point(Point(x: 119.2, y: 25.3))
        try store.put([record], into: .defects)
        _ = try desk.clear(record.code, time: now, key: nil, at: now)
        let kept = try #require(try store.record(in: .defects, code: record.code))
        #expect(kept.geometry == record.geometry)
        #expect(kept.values[Layer.defects.index(of: "note")] == .text("QGIS"))
        #expect(Defect(kept)?.cleared == now)
    }

    @Test func theBureausDeadlinesAreKept() throws {
        #expect(try store.defectPolicy() == .standard)
        var policy = DefectPolicy.standard
        policy.hours[.serious] = 168
        for _ in 0..<2 { try store.adopt(policy, at: now) }
        #expect(try store.defectPolicy() == policy)
        #expect(try store.health().isSound)
    }

    @Test func workIsKept() throws {
        let defect = try desk.report(draft(), deadline: nil, key: nil, at: now).defect.code
        var work = WorkRecord(
            code: "",
            asset: AssetName(kind: .line, code: "L1"),
            kind: .treeTrimmed,
            done: now,
            quantity: 4,
            defect: defect
        )
        let kept = try desk.report(work, key: "w", at: now)
        #expect(kept.work.code == "W250220-0001" && !kept.isRepeated && kept.work.quantity == 4)
        #expect(try desk.report(work, key: "w", at: now) == (kept.work, true))
        #expect(try store.all(.work).compactMap { WorkRecord($0) } == [kept.work])
        work.defect = "D9"
        #expect(throws: DefectRefusal.unknown(code: "D9")) { try desk.report(work, key: nil, at: now) }
    }
}
