import GeometryCore
import Phrasebook
import Testing
import Topology

@Suite struct WordsTests {
    static let spoken: [any Worded & Sendable] = {
        let reasons: [Invalidity.Reason] = [
            .selfIntersection, .ringSelfIntersection, .holeOutsideShell, .nestedHoles, .nestedShells,
            .disconnectedInterior, .duplicateRings, .tooFewPoints, .invalidCoordinate, .ringNotClosed, .other("x"),
        ]
        let errors: [CoverageError] = [
            .unusableTolerance(0), .areaVanishes(index: 0), .inseparableBorders(near: Point(x: 1, y: 2)),
        ]
        let actions: [CoverageChange.Action] = [
            .madeValid, .snapped(vertices: 1), .verticesAdded(1), .gained(pieces: 1, area: 1),
            .lost(pieces: 1, area: 1),
        ]
        return reasons + errors + actions
    }()

    @Test func speakBothLanguages() {
        #expect(Set(Self.spoken.map(\.words.zh)).count == Self.spoken.count)
        #expect(Set(Self.spoken.map(\.words.en)).count == Self.spoken.count)
        for words in Self.spoken.map(\.words) {
            #expect(words.zh.unicodeScalars.contains { $0.value > 0x4e00 }, "\(words.zh)")
            #expect(words.en.unicodeScalars.allSatisfy { $0.isASCII }, "\(words.en)")
        }
    }

    @Test func nameTheAreaCountedFromOne() {
        #expect(CoverageError.areaVanishes(index: 4).words.zh.contains("第 5 个面"))
        #expect(CoverageError.areaVanishes(index: 4).words.en.contains("area 5"))
    }
}
