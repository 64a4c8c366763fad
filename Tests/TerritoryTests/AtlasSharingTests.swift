import Foundation
import GeometryCore
import TestSupport
import Testing

@testable import Territory

/// One shelf under many tasks; the thread sanitizer watches this in `scripts/sanitize`.
@Suite struct AtlasSharingTests {
    private static let first = Date(timeIntervalSince1970: 1_700_000_000)
    private static let second = Date(timeIntervalSince1970: 1_710_000_000)

    /// Two versions of nine districts with a hole in the middle, the second with other codes.
    private func shelf() throws -> AtlasShelf {
        let store = MemoryStore()
        for (prefix, instant) in [("A", Self.first), ("B", Self.second)] {
            try store.importRecords(into: .districts, source: Make.source, isReplacing: true) { sink in
                for cell in 0..<9 where cell != 4 {
                    let (west, south) = (119 + 0.1 * Double(cell % 3), 25 + 0.1 * Double(cell / 3))
                    let area = try MultiPolygon(west: west, south: south, east: west + 0.1, north: south + 0.1)
                    _ = try sink.put(Make.district("\(prefix)\(cell)", area), row: cell + 1)
                }
                return true
            }
            _ = try store.publishDraft(from: instant, at: Make.now, waiver: nil)
        }
        return try AtlasShelf(store: store)
    }

    @Test(arguments: UInt64(1)...3)
    func manyTasksGetTheAnswersOfOne(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        // Wider than the districts, so that gaps and the outside are asked about too.
        let around = Box(minX: 118.95, minY: 24.95, maxX: 119.35, maxY: 25.35)
        let questions = (0..<200).map { index in
            (place: random.point(in: around), instant: index % 2 == 0 ? Self.first : Self.second)
        }
        func answers(_ shelf: AtlasShelf) throws -> [Placement] {
            try questions.map {
                try shelf.atlas(asOf: $0.instant).locate($0.place, accuracyMetres: 500, asOf: $0.instant)
            }
        }
        let expected = try answers(try shelf())
        #expect(Set(expected.map(\.status)).count >= 3, "seed \(seed)")
        // Fresh, so that the tasks meet while its atlases are made.
        let shared = try shelf()
        try await withThrowingTaskGroup(of: [Placement].self) { group in
            for _ in 0..<4 { group.addTask { try answers(shared) } }
            for try await answer in group { #expect(answer == expected, "seed \(seed)") }
        }
    }
}
