import Foundation
import GeometryCore
import TestSupport
import Testing
import Topology

@Suite struct CoverageRepairTests {
    static let tolerance = 0.002

    /// Each cell gets its own copy of every vertex up to a quarter of the tolerance away, and vertices of its own.
    static func perturbed(_ coverage: TestCoverage, _ random: inout SeededGenerator) throws -> [MultiPolygon] {
        func jitter() -> Double { .random(in: -tolerance / 6...tolerance / 6, using: &random) }
        return try coverage.cells.indices.map { cell in
            let points = coverage.points(cell)
            var moved: [Point] = []
            for (index, point) in points.enumerated() {
                moved.append(Point(x: point.x + jitter(), y: point.y + jitter()))
                guard Int.random(in: 0..<6, using: &random) == 0 else { continue }
                let next = points[(index + 1) % points.count]
                moved.append(Point(x: (point.x + next.x) / 2 + jitter(), y: (point.y + next.y) / 2 + jitter()))
            }
            return points.isEmpty ? MultiPolygon([]) : try MultiPolygon(ring: moved)
        }
    }

    @Test(arguments: UInt64(0)..<12)
    func mendsJitteredBorders(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let coverage = TestCoverage(columns: 5, rows: 4, random: &random)
        let areas = try Self.perturbed(coverage, &random)
        #expect(try !coverageOverlaps(of: areas).isEmpty, "seed \(seed): nothing to mend")
        let repair = try repairCoverage(areas, tolerance: Self.tolerance)
        #expect(repair.gaps.isEmpty && repair.overlaps.isEmpty, "seed \(seed)")
        let sum = repair.areas.reduce(0) { $0 + shoelace($1) }
        #expect(isClose(sum, try Topology.union(repair.areas).area), "seed \(seed)")
        #expect(isClose(sum, shoelace(try coverage.outline()), within: 0.05), "seed \(seed)")
        #expect(try repair.areas.allSatisfy { try $0.firstInvalidity() == nil }, "seed \(seed)")
        #expect(repair.changes.allSatisfy { $0.largestMove <= 2 * Self.tolerance }, "seed \(seed)")
        for change in repair.changes {
            #expect(isClose(change.areaBefore, shoelace(areas[change.index])), "seed \(seed)")
            #expect(isClose(change.areaAfter, shoelace(repair.areas[change.index])), "seed \(seed)")
            #expect(!change.actions.isEmpty, "seed \(seed)")
        }
        try expectSharedBorders(repair.areas, rim: try coverage.outline(), "seed \(seed)")
        let again = try repairCoverage(repair.areas, tolerance: Self.tolerance)
        #expect(again.changes.isEmpty && again.areas == repair.areas, "seed \(seed)")
    }

    /// An edge that only one area has must be on the rim: its length is that of the rim.
    private func expectSharedBorders(_ areas: [MultiPolygon], rim: MultiPolygon, _ comment: Comment) throws {
        var owners: [Set<Point>: Int] = [:]
        for ring in areas.flatMap(\.polygons).flatMap(\.rings) {
            for (a, b) in zip(ring.points, ring.points.dropFirst()) { owners[[a, b], default: 0] += 1 }
        }
        #expect(owners.values.allSatisfy { $0 <= 2 }, comment)
        func length(_ edge: [Point]) -> Double { hypot(edge[0].x - edge[1].x, edge[0].y - edge[1].y) }
        let single = owners.filter { $0.value == 1 }.reduce(0) { $0 + length(Array($1.key)) }
        let rimPoints = rim.polygons[0].shell.points
        let expected = zip(rimPoints, rimPoints.dropFirst()).reduce(0) { $0 + length([$1.0, $1.1]) }
        #expect(isClose(single, expected, within: 0.02 * expected), comment)
    }

    @Test(arguments: UInt64(0)..<4)
    func leavesSoundCoverageAlone(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let areas = try TestCoverage(columns: 5, rows: 5, random: &random).areas()
        let repair = try repairCoverage(areas, tolerance: Self.tolerance)
        #expect(repair.areas == areas && repair.changes.isEmpty, "seed \(seed)")
        #expect(repair.gaps.isEmpty && repair.overlaps.isEmpty, "seed \(seed)")
    }

    @Test(arguments: UInt64(0)..<6)
    func thinFaultsGoAndWideOnesStay(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let whole = TestCoverage(columns: 6, rows: 6, random: &random)
        var coverage = whole
        let thinGap = try coverage.shift(coverage.index(1, 1), .east, by: -Self.tolerance * 0.8)
        let thinOverlap = try coverage.shift(coverage.index(3, 1), .east, by: Self.tolerance * 0.8)
        let wideGap = try coverage.shift(coverage.index(1, 3), .east, by: -0.02)
        let wideOverlap = try coverage.shift(coverage.index(3, 3), .east, by: 0.02)
        coverage.remove(coverage.index(1, 5))
        coverage.remove(coverage.index(4, 4))
        let areas = try coverage.areas()
        #expect(try coverageGaps(of: areas).count == 3 && coverageOverlaps(of: areas).count == 2, "seed \(seed)")
        let repair = try repairCoverage(areas, tolerance: Self.tolerance)
        #expect(repair.gaps.map(\.polygon.area).sorted().count == 2, "seed \(seed)")
        let gaps = repair.gaps.map(\.polygon.area).sorted()
        #expect(isClose(gaps[0], shoelace(wideGap), within: 1e-3), "seed \(seed)")
        #expect(isClose(gaps[1], shoelace(try whole.area(whole.index(4, 4)))), "seed \(seed)")
        #expect(repair.overlaps.count == 1, "seed \(seed)")
        #expect(isClose(repair.overlaps.first?.polygon.area ?? 0, shoelace(wideOverlap), within: 1e-3), "seed \(seed)")
        // Only the cells at the four shifted borders may change, and thin land must have gone somewhere.
        let near = Set([1, 3].flatMap { row in [1, 2, 3, 4].map { whole.index($0, row) } })
        #expect(Set(repair.changes.map(\.index)).isSubset(of: near), "seed \(seed)")
        for index in areas.indices where !repair.changes.contains(where: { $0.index == index }) {
            #expect(repair.areas[index] == areas[index], "seed \(seed)")
        }
        let before = areas.reduce(0) { $0 + shoelace($1) }
        let after = repair.areas.reduce(0) { $0 + shoelace($1) }
        #expect(isClose(after, before + shoelace(thinGap) - shoelace(thinOverlap), within: 1e-3), "seed \(seed)")
    }

    @Test func junctionsGetTheirVertex() throws {
        let big = try MultiPolygon(rings: [(0, 0), (1, 0), (1, 2), (0, 2)])
        let low = try MultiPolygon(rings: [(1, 0), (2, 0), (2, 1), (1, 1)])
        let high = try MultiPolygon(rings: [(1, 1), (2, 1), (2, 2), (1, 2)])
        let repair = try repairCoverage([big, low, high], tolerance: 0.01)
        #expect(repair.areas[1] == low && repair.areas[2] == high)
        #expect(repair.areas[0].polygons[0].shell.points.contains(Point(x: 1, y: 1)))
        #expect(repair.changes.map(\.index) == [0])
        #expect(repair.changes[0].largestMove == 0)
    }

    @Test func shallowInletsClose() throws {
        // The fault opens to the outside, so it is no gap; snapping closes it.
        let low = try MultiPolygon(rings: [(0, 0), (4, 0), (4, 0.996), (2, 1), (0, 1)])
        let high = try MultiPolygon(rings: [(0, 1), (2, 1), (4, 1.001), (4, 2), (0, 2)])
        let repair = try repairCoverage([low, high], tolerance: 0.01)
        #expect(isClose(repair.areas.reduce(0) { $0 + shoelace($1) }, 8, within: 0.02))
        #expect(try Topology.union(repair.areas).polygons[0].shell.points.count <= 8)
        #expect(repair.changes.count == 1)
    }

    @Test func invalidAreasAreMadeValid() throws {
        let spiked = try MultiPolygon(rings: [(0, 0), (1, 0), (1, 1), (1, 1.5), (1, 1), (0, 1)])
        let other = try MultiPolygon(rings: [(1, 0), (2, 0), (2, 1), (1, 1)])
        let repair = try repairCoverage([spiked, other], tolerance: 0.01)
        #expect(repair.changes.map(\.index) == [0])
        #expect(repair.changes[0].actions.first == .madeValid)
        #expect(isClose(repair.changes[0].largestMove, 0.5))
        #expect(repair.areas[0].area == 1)
    }

    @Test func vanishingAreaIsNamed() throws {
        let wide = try MultiPolygon(rings: [(0, 0), (1, 0), (1, 1), (0, 1)])
        let thin = try MultiPolygon(rings: [(0.2, 0.5), (0.8, 0.5), (0.8, 0.501), (0.2, 0.501)])
        #expect(throws: CoverageError.areaVanishes(index: 1)) { try repairCoverage([wide, thin], tolerance: 0.01) }
    }

    @Test(arguments: [0.0, -1, .infinity, .nan])
    func rejectsUnusableTolerance(tolerance: Double) throws {
        #expect(throws: CoverageError.self) { try repairCoverage([], tolerance: tolerance) }
    }

    @Test func emptyAreasStayEmpty() throws {
        let repair = try repairCoverage([MultiPolygon([])], tolerance: 0.1)
        #expect(repair.areas == [MultiPolygon([])] && repair.changes.isEmpty)
    }
}
