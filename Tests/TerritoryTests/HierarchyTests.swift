import GeometryCore
import TestSupport
import Testing

@testable import Territory

@Suite struct HierarchyTests {
    @Test func levelsFollowFromTheDepth() throws {
        #expect(try levels([unit("a"), unit("b")]) == ["a": .district, "b": .district])
        #expect(try levels([unit("a"), unit("b", "a")]) == ["a": .district, "b": .subdistrict])
        let three = [unit("a"), unit("b", "a"), unit("c", "b"), unit("d")]
        #expect(try levels(three) == ["a": .station, "b": .district, "c": .subdistrict, "d": .station])
    }

    @Test func statedLevelsStand() throws {
        let records = [
            unit("a", level: "station"), unit("b", "a", level: "subdistrict"), unit("c", level: "subdistrict"),
        ]
        #expect(try levels(records) == ["a": .station, "b": .subdistrict, "c": .subdistrict])
    }

    @Test(arguments: [
        ([unit("a"), unit("b", "zz")], HierarchyError.unknownParent(code: "b", parent: "zz")),
        ([unit("a", "a")], .circle(code: "a")),
        ([unit("a", "b"), unit("b", "a")], .circle(code: "a")),
        // The first unit only hangs below the circle.
        ([unit("a", "b"), unit("b", "c"), unit("c", "b")], .circle(code: "b")),
        ([unit("a", "b"), unit("b", "c"), unit("c", "d"), unit("d", "e"), unit("e", "c")], .circle(code: "c")),
        (
            [unit("a", level: "district"), unit("b", "a", level: "district")],
            .levelNotBelowParent(code: "b", parent: "a")
        ),
        ([unit("a", level: "subdistrict"), unit("b", "a")], .levelNotBelowParent(code: "b", parent: "a")),
        (
            [unit("a", level: "district"), unit("b", "a", level: "station")],
            .levelNotBelowParent(code: "b", parent: "a")
        ),
        ([unit("d"), unit("c", "d"), unit("b", "c"), unit("a", "b")], .tooDeep(code: "a")),
        // The unit that is named stands on the fourth level, not on the fifth.
        ([unit("e"), unit("d", "e"), unit("c", "d"), unit("b", "c"), unit("a", "b")], .tooDeep(code: "b")),
    ])
    func refusesWhatIsNoHierarchy(records: [LayerRecord], error: HierarchyError) {
        #expect(throws: error) { try Hierarchy(records) }
    }

    @Test(.timeLimit(.minutes(10))) func aLongChainIsRefusedQuickly() {
        let records = (0..<20_000).map { unit("u\($0)", $0 == 0 ? nil : "u\($0 - 1)") }
        #expect(throws: HierarchyError.tooDeep(code: "u3")) { try Hierarchy(records) }
    }

    @Test func areaClassComesFromTheNearestUnitThatStatesOne() throws {
        let hierarchy = try Hierarchy([
            unit("a", areaClass: "urban"), unit("b", "a"), unit("c", "b"), unit("d", "a", areaClass: "remote"),
            unit("e", "d"), unit("f"),
        ])
        let classes = Dictionary(uniqueKeysWithValues: hierarchy.districts.map { ($0.code, $0.areaClass) })
        #expect(classes == ["a": .urban, "b": .urban, "c": .urban, "d": .remote, "e": .remote, "f": .rural])
    }

    @Test func knowsItsWays() throws {
        let records = [unit("a"), unit("b", "a"), unit("c", "b"), unit("d", "b"), unit("e", "a"), unit("f")]
        let hierarchy = try Hierarchy(records.reversed())
        #expect(hierarchy.districts.map(\.code) == ["a", "b", "c", "d", "e", "f"])
        #expect(hierarchy.leaves.map(\.code) == ["c", "d", "e", "f"])
        #expect(hierarchy.path(to: "d").map(\.code) == ["a", "b", "d"])
        #expect(hierarchy.pathText(to: "d") == "a/b/d")
        #expect(hierarchy.children(of: "a").map(\.code) == ["b", "e"])
        #expect(hierarchy.leaves(under: "a").map(\.code) == ["c", "d", "e"])
        #expect(hierarchy.leaves(under: "f").map(\.code) == ["f"])
        #expect(hierarchy.district("zz") == nil && hierarchy.path(to: "zz").isEmpty)
        #expect(hierarchy.children(of: "zz").isEmpty && hierarchy.leaves(under: "zz").isEmpty)
        #expect(hierarchy.district("a")?.name == "a")
    }

    /// UTF-8 bytes decide: capitals before small letters, Latin before Han, the rest by code point, whatever the locale.
    @Test(arguments: UInt64(0)..<5)
    func orderIsThatOfTheCodesBytes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let codes = ["01", "1", "10", "9", "A", "B", "Z", "a", "é", "Ω", "一", "东", "片区1", "片区10", "片区2", "ｱ", "😀", "𠀀"]
        let hierarchy = try Hierarchy(codes.shuffled(using: &random).map { unit($0) })
        let expected = codes.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        #expect(hierarchy.districts.map(\.code) == expected, "seed \(seed)")
        #expect(expected == codes)
    }

    private func levels(_ records: [LayerRecord]) throws -> [String: DistrictLevel] {
        Dictionary(uniqueKeysWithValues: try Hierarchy(records).districts.map { ($0.code, $0.level) })
    }
}

private func unit(_ code: String, _ parent: String? = nil, level: String? = nil, areaClass: String? = nil)
    -> LayerRecord
{
    let values = ["code": code, "parent": parent, "level": level, "area_class": areaClass]
    return Make.record(.districts, values.compactMapValues { $0 })
}
