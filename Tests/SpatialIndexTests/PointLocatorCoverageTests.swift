import GeometryCore
import SpatialIndex
import TestSupport
import Testing
import Topology

/// District-like coverages at true coordinates, against exact rational arithmetic and against GEOS.
@Suite struct PointLocatorCoverageTests {
    @Test(arguments: UInt64(0)..<8)
    func agreesWithRationalsAndGEOS(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let size = [0.01, 0.0002, 0.5, 0.01][Int(seed % 4)]
        let wiggles = Int(seed % 3) * 2
        let rings = Coverages.jittered(
            columns: 3,
            rows: 3,
            size: size,
            wiggles: wiggles,
            enclaves: [.areas, .parts, .gaps],
            using: &random
        )
        let areas = try rings.map { try MultiPolygon(rings: $0) }
        let locator = PointLocator(areas: areas)
        let prepared = try areas.map { try PreparedArea($0) }
        var wrong: [String] = []
        var (shared, uncovered) = (0, 0)
        for point in probes(of: rings, in: locator.box, using: &random) {
            let expected = areas.indices.filter { areas[$0].exactlyCovers(point) }
            let verdict = locator.locate(point)
            if locator.areas(covering: point) != expected { wrong.append("rationals say \(expected) at \(point)") }
            if verdict.owner != expected.first.map(UInt32.init) ?? PointLocator.none {
                wrong.append("owner at \(point)")
            }
            if verdict.isShared != (expected.count > 1) { wrong.append("isShared at \(point)") }
            if try prepared.indices.filter({ try prepared[$0].covers(point) }) != expected {
                wrong.append("GEOS differs from rationals at \(point)")
            }
            if expected.count > 1 { shared += 1 }
            if expected.isEmpty { uncovered += 1 }
        }
        #expect(wrong.isEmpty, "seed \(seed): \(wrong.count) wrong, first \(wrong.first ?? "")")
        #expect(shared > 50 && uncovered > 50, "seed \(seed): too few hard points, \(shared) and \(uncovered)")
    }

    /// Whose area covers a point does not depend on the order in which areas are numbered.
    @Test(arguments: UInt64(0)..<4)
    func orderOfAreasChangesNothing(seed: UInt64) throws {
        var random = SeededGenerator(seed: 100 + seed)
        let rings = Coverages.jittered(columns: 4, rows: 3, enclaves: [.areas, .parts], using: &random)
        let areas = try rings.map { try MultiPolygon(rings: $0) }
        let order = Array(areas.indices).shuffled(using: &random)
        let plain = PointLocator(areas: areas)
        let shuffled = PointLocator(areas: order.map { areas[$0] })
        for point in probes(of: rings, in: plain.box, using: &random) {
            let names = shuffled.areas(covering: point).map { order[$0] }.sorted()
            #expect(names == plain.areas(covering: point), "seed \(seed), \(point)")
        }
    }

    private func probes(of rings: Coverages.Areas, in box: Box, using random: inout SeededGenerator) -> [Point] {
        var points: [Point] = []
        for ring in rings.joined().joined() {
            let hard = Polygons.adversarialPoints(ring: ring, using: &random)
            // A third of them: each kind comes up often enough.
            for point in hard where Int.random(in: 0..<3, using: &random) == 0 {
                points.append(Point(x: point.x, y: point.y))
            }
            points += ring.map { Point(x: $0.x, y: $0.y) }
        }
        let around = box.expanded(dx: box.width / 10, dy: box.height / 10)
        return points + (0..<400).map { _ in random.point(in: around) }
    }
}
