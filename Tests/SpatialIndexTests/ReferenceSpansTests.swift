import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

/// Polygons on a lattice under grids whose reference points fall on its nodes and between them.
@Suite struct ReferenceSpansTests {
    @Test(arguments: UInt64(0)..<40)
    func agreesWithTheEvenOddRule(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rings = (0..<Int.random(in: 1...3, using: &random)).map { _ in
            Polygons.onGrid(origin: (0, 0), step: 1, nodes: 9, corners: 4, using: &random)
        }
        let outline = Outline(areas: try rings.map { try MultiPolygon(rings: [[$0]]) })
        let fractions = [0.5, 0.25, 0.05, 0.7][Int(seed % 4)]
        let box = Box(minX: 0, minY: 0, maxX: 8, maxY: 8)
        let grid = LocatorGrid(around: box, cellCount: 16, reference: (fractions, fractions))
        let places = (0..<grid.cellCount).map { cell in
            let (row, column) = cell.quotientAndRemainder(dividingBy: grid.columns)
            let reference = Point(x: grid.referenceX(ofColumn: column), y: grid.referenceY(ofRow: row))
            return rings.map { exactLocate((reference.x, reference.y), rings: [$0]) }
        }
        guard let spans = ReferenceSpans(outline: outline, grid: grid) else {
            #expect(places.contains { $0.contains(0) }, "seed \(seed): no reference lies on an edge")
            return
        }
        #expect(!places.contains { $0.contains(0) }, "seed \(seed): a reference lies on an edge")
        var covering = [[UInt32]](repeating: [9], count: grid.columns)
        for row in 0..<grid.rows {
            #expect(spans.listPolygonsCoveringReferences(ofRow: row, into: &covering, limit: .max))
            for column in 0..<grid.columns {
                let expected = rings.indices.filter { places[row * grid.columns + column][$0] > 0 }
                #expect(covering[column].map(Int.init) == expected, "seed \(seed), row \(row), column \(column)")
            }
        }
    }

    /// Ten squares over four columns: forty entries, of which each column's first is free.
    @Test func longListsAreCutShort() throws {
        let square = try MultiPolygon(corners: [(0, 0), (8, 0), (8, 8), (0, 8)])
        let box = Box(minX: 0, minY: 0, maxX: 8, maxY: 8)
        let grid = LocatorGrid(around: box, cellCount: 16, reference: (0.5, 0.5))
        let spans = try #require(
            ReferenceSpans(outline: Outline(areas: Array(repeating: square, count: 10)), grid: grid)
        )
        var covering = [[UInt32]](repeating: [], count: grid.columns)
        #expect(spans.listPolygonsCoveringReferences(ofRow: 1, into: &covering, limit: 36))
        #expect(covering.map(\.count) == [10, 10, 10, 10])
        #expect(!spans.listPolygonsCoveringReferences(ofRow: 1, into: &covering, limit: 35))
    }
}
