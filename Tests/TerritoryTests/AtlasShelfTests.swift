import Foundation
import GeometryCore
import Testing

@testable import Territory

@Suite struct AtlasShelfTests {
    private static let first = Date(timeIntervalSince1970: 1_700_000_000)
    private static let second = Date(timeIntervalSince1970: 1_710_000_000)
    private static let place = Point(x: 119.05, y: 25.05)

    /// Two published versions, in which one place belongs to "old" and then to "new".
    private func store(draft: Bool = false) throws -> MemoryStore {
        let store = MemoryStore()
        for (code, instant) in [("old", Self.first), ("new", Self.second)] {
            try replace(with: code, in: store)
            _ = try store.publishDraft(from: instant, at: Make.now, waiver: nil)
        }
        if draft { try replace(with: "draft", in: store) }
        return store
    }

    private func replace(with code: String, in store: MemoryStore) throws {
        let area = try MultiPolygon(west: 119, south: 25, east: 119.1, north: 25.1)
        try store.importRecords(into: .districts, source: Make.source, isReplacing: true) { sink in
            _ = try sink.put(Make.district(code, area), row: 1)
            return true
        }
    }

    @Test(arguments: [
        (first, "old"), (first.addingTimeInterval(1), "old"), (second.addingTimeInterval(-0.001), "old"),
        (second, "new"), (second.addingTimeInterval(0.001), "new"), (.distantFuture, "new"),
    ])
    func aVersionHoldsFromItsFirstInstantToItsSuccessors(instant: Date, code: String) throws {
        for draft in [false, true] {
            let atlas = try AtlasShelf(store: try store(draft: draft)).atlas(asOf: instant)
            #expect(atlas.locate(Self.place, asOf: instant).code == code)
            #expect(atlas.locate(Self.place, asOf: instant).districtVersion == (code == "old" ? 1 : 2))
        }
    }

    @Test(arguments: [Date.distantPast, first.addingTimeInterval(-0.001)])
    func beforeTheFirstVersionThereIsNone(instant: Date) throws {
        let shelf = try AtlasShelf(store: try store())
        #expect(throws: VersionError.beforeFirst(Self.first, .gmt)) { try shelf.atlas(asOf: instant) }
    }

    @Test func aDraftAnswersOnlyWhenItIsNamed() throws {
        let store = MemoryStore()
        try replace(with: "draft", in: store)
        let shelf = try AtlasShelf(store: store)
        #expect(throws: VersionError.notPublished) { try shelf.atlas(asOf: Self.first) }
        let draft = try shelf.newest()
        #expect(draft.isDraft)
        #expect(try shelf.atlas(of: draft).leaf(at: Self.place)?.code == "draft")
        #expect(try shelf.hierarchy(of: draft).leaves.map(\.code) == ["draft"])
    }

    @Test func anEmptyStoreHasNoVersion() throws {
        let shelf = try AtlasShelf(store: MemoryStore())
        #expect(throws: VersionError.noDistricts) { try shelf.atlas(asOf: Self.first) }
        #expect(throws: VersionError.noDistricts) { try shelf.newest() }
        #expect(shelf.versions.isEmpty)
    }

    @Test func theNewestIsTheDraftIfThereIsOne() throws {
        #expect(try AtlasShelf(store: try store()).newest().number == 2)
        #expect(try AtlasShelf(store: try store(draft: true)).newest().number == 3)
    }

    @Test func anAtlasIsMadeOnce() throws {
        let shelf = try AtlasShelf(store: try store())
        #expect(try shelf.atlas(asOf: Self.first) === shelf.atlas(asOf: Self.first.addingTimeInterval(9)))
        #expect(try shelf.atlas(asOf: Self.first) !== shelf.atlas(asOf: Self.second))
    }
}
