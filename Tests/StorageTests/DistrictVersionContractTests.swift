import Foundation
import GeometryCore
import Storage
import Territory
import Testing

@Suite struct DistrictVersionContractTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private static let spring = Date(timeIntervalSince1970: 1_741_000_000.25)
    private static let summer = Date(timeIntervalSince1970: 1_750_000_000)

    private static func district(_ code: String, _ level: DistrictLevel?, edition: Int = 0) throws -> LayerRecord {
        var record = try Sample.record(.districts, code, edition: edition)
        record.values[Layer.districts.index(of: "level")] = level.map { .text($0.rawValue) } ?? .null
        return record
    }

    @Test(arguments: StoreKind.allCases) func versionsFollowOneAnotherWithoutOverlap(kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        #expect(throws: StoreError.noDraft) {
            try store.publishDraft(from: Self.spring, at: Sample.now, waiver: nil)
        }
        try store.put([Self.district("A", .district), Self.district("B", .district)], into: .districts)
        #expect(try store.districtVersions().map(\.isDraft) == [true])
        let first = try store.publishDraft(from: Self.spring, at: Sample.now, waiver: "张三 2025-03-01")
        #expect(first.number == 1 && first.validFrom == Self.spring && first.validTo == nil)
        #expect(first.publishedAt == Sample.now && first.waiver == "张三 2025-03-01")
        #expect(throws: StoreError.noDraft) {
            try store.publishDraft(from: Self.summer, at: Sample.now, waiver: nil)
        }

        // The next import edits a copy; what was published stays.
        let published = try store.all(.districts, version: 1)
        let changed = try Self.district("B", .district, edition: 1)
        #expect(try store.put([changed, Self.district("C", .district)], into: .districts) == [.updated, .inserted])
        #expect(try store.all(.districts).map(\.code) == ["A", "B", "C"])
        #expect(try store.record(in: .districts, code: "B") == changed)
        #expect(try store.all(.districts, version: 1) == published)
        #expect(try store.recordCount(in: .districts, version: 1) == 2)
        #expect(try store.recordCount(in: .districts, version: nil) == 3)

        for instant in [Self.spring, Self.spring.addingTimeInterval(-1), Self.spring.addingTimeInterval(0.0001)] {
            #expect(throws: StoreError.notAfterPredecessor(validFrom: Self.spring, timeZone: Sample.zone)) {
                try store.publishDraft(from: instant, at: Sample.now, waiver: nil)
            }
        }
        let second = try store.publishDraft(from: Self.summer, at: Sample.now, waiver: nil)
        let versions = try store.districtVersions()
        #expect(versions.map(\.number) == [1, 2] && versions.last == second)
        #expect(versions.map(\.validTo) == [Self.summer, nil])
        for offset in [-1.0, 0, 1] {
            let instant = Self.summer.addingTimeInterval(offset)
            #expect(versions.filter { $0.isInForce(at: instant) }.map(\.number) == [offset < 0 ? 1 : 2])
        }
        #expect(try store.recordCount(in: .districts, version: nil) == 0)
        #expect(try store.all(.districts).isEmpty)
        #expect(try store.all(.districts, version: 7).isEmpty)
        // Without a draft a single record is that of the newest version.
        #expect(try store.record(in: .districts, code: "C") != nil)
    }

    @Test(arguments: StoreKind.allCases) func replacingSparesOtherLevels(kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        let all = try [
            Self.district("S", .station), Self.district("A", .district), Self.district("B", .district),
            Self.district("A1", .subdistrict), Self.district("N", nil),
        ]
        try store.put(all, into: .districts)
        try store.put([Self.district("C", .district)], into: .districts, isReplacing: true)
        #expect(try store.all(.districts).map(\.code) == ["A1", "C", "S"], "what has no level goes with any")
        try store.put([Self.district("D", .district), Self.district("M", nil)], into: .districts, isReplacing: true)
        #expect(try store.all(.districts).map(\.code) == ["A1", "D", "M", "S"])
        try store.put([Self.district("X", nil)], into: .districts, isReplacing: true)
        #expect(try store.all(.districts).map(\.code) == ["X"])
    }

    @Test func aDiscardedDraftLeavesThePublishedVersion() throws {
        let store = try Sample.store(in: folder)
        #expect(try !store.discardDraft(at: Sample.now))
        try store.put([Self.district("A", .district)], into: .districts)
        _ = try store.publishDraft(from: Self.spring, at: Sample.now, waiver: nil)
        try store.put([Self.district("B", .district)], into: .districts)
        #expect(try store.discardDraft(at: Sample.now))
        #expect(try store.districtVersions().map(\.number) == [1])
        #expect(try store.all(.districts, version: 1).map(\.code) == ["A"])
        #expect(try store.recordCount(in: .districts, version: 2) == 0)
    }
}
