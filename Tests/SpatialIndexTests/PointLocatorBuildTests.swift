import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

/// Layouts that could make the grid of a locator too large, too slow, or never fit.
///
/// Memory is counted in 32-bit words of cells and leaves.
@Suite(.timeLimit(.minutes(10))) struct PointLocatorBuildTests {
    /// Needles a few thousand units in the last place wide, upright, level and slanting.
    @Test(arguments: [(1e-9, 0.5), (0.5, 1e-9), (1e-9, 1e-9), (1e-12, 100)])
    func needles(width: Double, height: Double) throws {
        let areas = try (0..<50).map { index in
            let (x, y) = (119.1 + Double(index) * width * 2, 25.3)
            return try MultiPolygon(corners: [(x, y), (x + width, y), (x + 1.5 * width, y + height), (x, y + height)])
        }
        try check(areas, seed: 1)
    }

    @Test func slantingNeedles() throws {
        let areas = try (0..<60).map { index in
            let x = 119.1 + Double(index) * 1e-8
            return try MultiPolygon(corners: [(x, 25), (x + 1e-9, 25), (x + 1 + 1e-9, 26), (x + 1, 26)])
        }
        try check(areas, seed: 2)
    }

    @Test func oneRingOfTwentyThousandCorners() throws {
        var random = SeededGenerator(seed: 3)
        let ring = Polygons.star(centre: (119.1, 25.3), radius: 0.3, corners: 20_000, using: &random)
        try check([MultiPolygon(rings: [[ring]])], seed: 3, probes: 25)
    }

    @Test func threeHundredPolygonsMeetInOnePoint() throws {
        var random = SeededGenerator(seed: 4)
        let ring = Polygons.star(centre: (119.1, 25.3), radius: 0.1, corners: 300, using: &random).dropLast()
        let wheel = try ring.indices.map { index in
            let next = ring[index + 1 < ring.count ? index + 1 : 0]
            return try MultiPolygon(corners: [(119.1, 25.3), (ring[index].x, ring[index].y), (next.x, next.y)])
        }
        try check(wheel, seed: 4)
        let locator = PointLocator(areas: wheel)
        #expect(locator.areas(covering: Point(x: 119.1, y: 25.3)) == Array(0..<300))
        #expect(locator.locate(Point(x: 119.1, y: 25.3)) == .init(owner: 0, isOnBoundary: true, isShared: true))
    }

    @Test func thousandsOfTinyPolygonsBesideOneThatSpansTheWorld() throws {
        var areas = try (0..<3000).map { index in
            let (x, y) = (119.1 + Double(index % 60) * 2e-6, 25.3 + Double(index / 60) * 2e-6)
            return try MultiPolygon(corners: [(x, y), (x + 1e-6, y), (x + 1e-6, y + 1e-6), (x, y + 1e-6)])
        }
        try check(areas, seed: 5)
        areas.append(try MultiPolygon(corners: [(-180, -90), (180, -90), (180, 90), (-180, 90)]))
        try check(areas, seed: 6, probes: 60)
    }

    /// The same polygon imported under many codes covers every cell many times over.
    @Test func manyCopiesOfOnePolygon() throws {
        let area = try MultiPolygon(corners: [(119, 25), (119.1, 25), (119.1, 25.1), (119, 25.1)])
        try check([MultiPolygon](repeating: area, count: 600), seed: 7, probes: 12)
    }

    @Test func nestedSquares() throws {
        let areas = try (1...400).map { index in
            let half = Double(index) * 1e-4
            return try MultiPolygon(
                corners: [
                    (119 - half, 25 - half), (119 + half, 25 - half), (119 + half, 25 + half), (119 - half, 25 + half),
                ]
            )
        }
        try check(areas, seed: 8, probes: 30)
    }

    /// Edges that rise by less than any normal number, across the border of two rows.
    @Test(arguments: [.leastNonzeroMagnitude, .leastNormalMagnitude, 1e-300, 1e-17])
    func almostLevelEdges(rise: Double) throws {
        let areas = [
            try MultiPolygon(corners: [(-1, -1), (1, -1), (1, rise), (-1, 0)]),
            try MultiPolygon(corners: [(-1, 0), (1, rise), (1, 1), (-1, 1)]),
        ]
        try check(areas, seed: 9)
    }

    @Test func aComb() throws {
        var corners: [(Double, Double)] = []
        for tooth in 0..<2000 {
            let x = 119 + Double(tooth) * 1e-5
            corners += [(x, 25), (x + 4e-6, 25.9), (x + 5e-6, 25.9)]
        }
        try check([MultiPolygon(corners: corners + [(119.02, 24.9), (119, 24.9)])], seed: 10, probes: 60)
    }

    /// Builds, bounds the memory, and asks points near vertices and anywhere.
    private func check(_ areas: [MultiPolygon], seed: UInt64, probes: Int = 150) throws {
        var random = SeededGenerator(seed: seed)
        let locator = PointLocator(areas: areas)
        let words = locator.cells.count + locator.leaves.count
        let points = areas.reduce(0) { $0 + $1.pointCount }
        #expect(words <= 100 * points + 10_000, "\(words) words for \(points) points")
        let boxes = areas.map(\.box)
        var wrong: [Point] = []
        for _ in 0..<probes {
            let ring = areas[Int.random(in: areas.indices, using: &random)].polygons[0].shell.points
            let vertex = ring[Int.random(in: ring.indices, using: &random)]
            let beside = Point(x: vertex.x.nextUp, y: vertex.y.nextDown)
            for point in [vertex, beside, random.point(in: locator.box)] {
                let expected = areas.indices.filter { boxes[$0].contains(point) && areas[$0].exactlyCovers(point) }
                if locator.areas(covering: point) != expected { wrong.append(point) }
            }
        }
        #expect(wrong.isEmpty, "seed \(seed): \(wrong.count) wrong, first \(String(describing: wrong.first))")
    }
}
