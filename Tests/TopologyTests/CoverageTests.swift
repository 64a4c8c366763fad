import Foundation
import GeometryCore
import TestSupport
import Testing
import Topology

@Suite struct CoverageTests {
    @Test(arguments: UInt64(0)..<4)
    func soundCoverageHasNoFaults(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let coverage = TestCoverage(columns: 6, rows: 5, random: &random)
        #expect(try coverageGaps(of: coverage.areas()).isEmpty, "seed \(seed)")
        #expect(try coverageGaps(of: coverage.areas(), within: coverage.outline()).isEmpty, "seed \(seed)")
        #expect(try coverageOverlaps(of: coverage.areas()).isEmpty, "seed \(seed)")
    }

    @Test(arguments: UInt64(0)..<8)
    func findsCellsTakenOut(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let whole = TestCoverage(columns: 7, rows: 7, random: &random)
        var coverage = whole
        // Inner cells of a chessboard's colour: they touch at corners, so each is a gap of its own.
        let candidates = (1..<6).flatMap { row in (1..<6).map { (column: $0, row: row) } }.filter {
            ($0.column + $0.row) % 2 == 0
        }
        let taken = candidates.shuffled(using: &random).prefix(5).map { whole.index($0.column, $0.row) }
        for cell in taken { coverage.remove(cell) }
        let gaps = try coverageGaps(of: coverage.areas())
        #expect(gaps.count == 5, "seed \(seed)")
        for cell in taken {
            let gap = try #require(
                gaps.first { $0.polygon.box == (try? whole.area(cell))?.box },
                "seed \(seed) cell \(cell)"
            )
            #expect(isClose(shoelace(MultiPolygon([gap.polygon])), shoelace(try whole.area(cell))), "seed \(seed)")
            let around = TestCoverage.Side.allCases.compactMap { whole.neighbour(of: cell, $0) }
            #expect(gap.neighbours == around.sorted(), "seed \(seed)")
        }
        #expect(try coverageOverlaps(of: coverage.areas()).isEmpty, "seed \(seed)")
    }

    @Test func neighbouringCellsMakeOneGap() throws {
        var random = SeededGenerator(seed: 1)
        let whole = TestCoverage(columns: 4, rows: 4, random: &random)
        var coverage = whole
        coverage.remove(whole.index(1, 1))
        coverage.remove(whole.index(2, 1))
        let gaps = try coverageGaps(of: coverage.areas())
        #expect(gaps.count == 1)
        let size = try shoelace(whole.area(whole.index(1, 1))) + shoelace(whole.area(whole.index(2, 1)))
        #expect(isClose(gaps.first?.polygon.area ?? 0, size))
        #expect(gaps.first?.neighbours == [1, 2, 4, 7, 9, 10])
    }

    @Test func extentMakesOpenLandAGap() throws {
        var random = SeededGenerator(seed: 2)
        let whole = TestCoverage(columns: 5, rows: 4, random: &random)
        var coverage = whole
        coverage.remove(whole.index(0, 2))
        coverage.remove(whole.index(3, 1))
        #expect(try coverageGaps(of: coverage.areas()).map(\.neighbours) == [[3, 7, 9, 13]])
        let gaps = try coverageGaps(of: coverage.areas(), within: whole.outline())
        #expect(gaps.map(\.neighbours) == [[5, 11, 15], [3, 7, 9, 13]])
        #expect(isClose(gaps[0].polygon.area, shoelace(try whole.area(10))))
    }

    @Test func enclosedGapIsWholeBeyondTheExtent() throws {
        let ring = try MultiPolygon(rings: [(0, 0), (9, 0), (9, 9), (0, 9)], [(2, 2), (2, 7), (7, 7), (7, 2)])
        let extent = try MultiPolygon(rings: [(-1, -1), (5, -1), (5, 10), (-1, 10)])
        let gaps = try coverageGaps(of: [ring], within: extent)
        // The rest of the extent wraps around the area in the shape of a C.
        #expect(gaps.map(\.polygon.area) == [66 - 45, 25])
        let apart = try MultiPolygon(rings: [(20, 0), (21, 0), (21, 1), (20, 1)])
        #expect(try coverageGaps(of: [ring, apart], within: extent).map(\.neighbours) == [[0], [0]])
    }

    @Test func gapHoldsIslands() throws {
        let ring = try MultiPolygon(rings: [(0, 0), (9, 0), (9, 9), (0, 9)], [(2, 2), (2, 7), (7, 7), (7, 2)])
        let island = try MultiPolygon(rings: [(3, 3), (4, 3), (4, 4), (3, 4)])
        let touching = try MultiPolygon(rings: [(2, 6), (3, 6), (3, 5)])
        let gaps = try coverageGaps(of: [ring, island, touching])
        #expect(gaps.map(\.neighbours) == [[0, 1, 2]])
        let polygon = try #require(gaps.first?.polygon)
        #expect(polygon.area == 25 - 1 - 0.5)
        #expect(polygon.holes.count == 2)
        #expect(try MultiPolygon([polygon]).firstInvalidity() == nil)
    }

    @Test func areasThatOnlyTouchEncloseNothing() throws {
        let west = try MultiPolygon(rings: [(0, 0), (2, 0), (1, 1), (2, 2), (0, 2)])
        let east = try MultiPolygon(rings: [(2, 0), (4, 0), (4, 2), (2, 2), (3, 1)])
        #expect(try coverageGaps(of: [west, east]).isEmpty)
        let bridge = try MultiPolygon(rings: [(2, 0), (0, 0), (0, -1), (4, -1), (4, 0)])
        #expect(try coverageGaps(of: [west, east, bridge]).map(\.neighbours) == [[0, 1]])
    }

    @Test(arguments: UInt64(0)..<8)
    func findsShiftedBorders(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var coverage = TestCoverage(columns: 8, rows: 3, random: &random)
        var expectedGaps: [Int: MultiPolygon] = [:]
        var expectedOverlaps: [Int: MultiPolygon] = [:]
        for column in [1, 3, 5] {
            let cell = coverage.index(column, 1)
            let side: TestCoverage.Side = Bool.random(using: &random) ? .east : .north
            let distance = Double.random(in: 0.001...0.05, using: &random)
            let isOverlap = Bool.random(using: &random)
            let land = try coverage.shift(cell, side, by: isOverlap ? distance : -distance)
            if isOverlap { expectedOverlaps[cell] = land } else { expectedGaps[cell] = land }
        }
        let areas = try coverage.areas()
        let gaps = try coverageGaps(of: areas)
        let overlaps = try coverageOverlaps(of: areas)
        #expect(gaps.count == expectedGaps.count && overlaps.count == expectedOverlaps.count, "seed \(seed)")
        for (cell, land) in expectedGaps {
            let gap = try #require(gaps.first { $0.neighbours.contains(cell) }, "seed \(seed)")
            #expect(
                isClose(gap.polygon.area, shoelace(land), within: 1e-12) && gap.polygon.box == land.box,
                "seed \(seed)"
            )
        }
        for (cell, land) in expectedOverlaps {
            let overlap = try #require(overlaps.first { $0.first == cell }, "seed \(seed)")
            #expect(isClose(overlap.polygon.area, shoelace(land), within: 1e-12), "seed \(seed)")
            #expect(overlap.polygon.box == land.box && overlap.second > cell, "seed \(seed)")
        }
    }

    /// Unrelated areas that cross at will; GEOS answers each pair, and the union, for itself.
    @Test(arguments: UInt64(0)..<12)
    func agreesWithOverlayOfPairs(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let areas = try (0..<8).map { _ in
            let place = Point(x: .random(in: 110...113, using: &random), y: .random(in: 20...23, using: &random))
            return try star(around: place, points: 24, random: &random)
        }
        var sizes: [[Int]: Double] = [:]
        for overlap in try coverageOverlaps(of: areas) {
            sizes[[overlap.first, overlap.second], default: 0] += overlap.polygon.area
            #expect(try MultiPolygon([overlap.polygon]).firstInvalidity() == nil, "seed \(seed)")
        }
        for first in areas.indices {
            for second in areas.indices where second > first {
                let both = try intersection(areas[first], areas[second]).area
                #expect(isClose(sizes[[first, second]] ?? 0, both, within: 1e-12), "seed \(seed) \(first) \(second)")
            }
        }
        let holes = try Topology.union(areas).polygons.flatMap(\.holes).map { abs($0.doubledArea) / 2 }.sorted()
        let gaps = try coverageGaps(of: areas).map(\.polygon.area).sorted()
        #expect(
            gaps.count == holes.count && zip(gaps, holes).allSatisfy { isClose($0, $1, within: 1e-12) },
            "seed \(seed)"
        )
    }

    @Test func threeAreasOverlapInPairs() throws {
        let area = try MultiPolygon(rings: [(0, 0), (1, 0), (1, 1), (0, 1)])
        let overlaps = try coverageOverlaps(of: [area, area, area])
        #expect(overlaps.map { [$0.first, $0.second] } == [[0, 1], [0, 2], [1, 2]])
        #expect(overlaps.allSatisfy { $0.polygon.area == 1 })
    }

    @Test func invalidAreasAreMendedFirst() throws {
        let bowTie = try MultiPolygon(rings: [(0, 0), (2, 2), (2, 0), (0, 2)])
        let half = try MultiPolygon(rings: [(0, 0), (1, 0), (1, 2), (0, 2)])
        let overlaps = try coverageOverlaps(of: [bowTie, half])
        #expect(overlaps.map(\.polygon.area) == [1])
    }

    /// A vertex at one third along an edge has no exact double, so it stands a rounding error off the edge.
    @Test func roundedJunctionsAreNoFaults() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<50 {
            let a = Point(x: .random(in: 100...120, using: &random), y: 20)
            let b = Point(x: .random(in: 100...120, using: &random), y: 21)
            let t = Double.random(in: 0.1...0.9, using: &random)
            let m = Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
            let west = try MultiPolygon(ring: [a, b, Point(x: 90, y: 20.5)])
            let east = try [[a, Point(x: 130, y: 20.5), m], [m, Point(x: 130, y: 20.5), b]].map {
                try MultiPolygon(ring: $0)
            }
            #expect(try coverageGaps(of: [west] + east).isEmpty)
            #expect(try coverageOverlaps(of: [west] + east).isEmpty)
        }
    }
}
