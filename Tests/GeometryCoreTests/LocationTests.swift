import GeometryCore
import TestSupport
import Testing

@Suite struct LocationTests {
    @Test(arguments: UInt64(0)..<60)
    func ringAgreesWithExactArithmetic(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let points = Polygons.any(using: &random)
        let ring = try Ring(points)
        for point in Polygons.adversarialPoints(ring: points, using: &random) {
            let expected = exactLocate(point, rings: [points])
            let answer = ring.locate(Point(point))
            if answer.sign != expected { Issue.record("seed \(seed): \(answer), not \(expected), at \(point)") }
        }
    }

    /// Rings of all makers over one another: holes inside, across and outside the shell.
    @Test(arguments: UInt64(0)..<30)
    func polygonAgreesWithExactArithmetic(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let centre = (x: 119.1, y: 25.3)
        let rings = [
            Polygons.star(centre: centre, radius: 0.01, corners: 9, using: &random),
            Polygons.onGrid(origin: centre, step: 0.001, corners: 6, using: &random),
            Polygons.tangle(centre: centre, radius: 0.005, corners: 4, using: &random),
        ]
        let polygon = try Polygon(rings)
        for point in rings.flatMap({ Polygons.adversarialPoints(ring: $0, using: &random) }) {
            let expected = exactLocate(point, rings: rings)
            let answer = polygon.locate(Point(point))
            if answer.sign != expected { Issue.record("seed \(seed): \(answer), not \(expected), at \(point)") }
            #expect(answer == .outside || polygon.box.contains(Point(point)), "seed \(seed) \(point)")
        }
    }

    /// Inside any part is inside, else on the border of any is boundary: the largest of the parts' answers.
    @Test(arguments: UInt64(0)..<20)
    func multiPolygonAgreesWithExactArithmetic(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let parts = try (0..<3).map { part in
            let origin = (x: 119 + 0.002 * Double(part), y: 25.0)
            let shell = Polygons.onGrid(origin: origin, step: 0.001, corners: 8, using: &random)
            return (rings: [shell], polygon: try Polygon([shell]))
        }
        let area = MultiPolygon(parts.map(\.polygon))
        for point in parts.flatMap({ Polygons.adversarialPoints(ring: $0.rings[0], using: &random) }) {
            let expected = parts.map { exactLocate(point, rings: $0.rings) }.reduce(-1, max)
            #expect(area.locate(Point(point)).sign == expected, "seed \(seed) \(point)")
        }
    }

    @Test(arguments: [
        (0.5, 0.5, Location.inside), (0, 0, .boundary), (4, 2, .boundary), (5, 4, .outside), (-1, 0, .outside),
        (2, 2, .outside), (1, 2, .boundary), (3, 3, .boundary), (-0.0, -0.0, .boundary),
    ])
    func locatesInASquareWithAHole(x: Double, y: Double, expected: GeometryCore.Location) throws {
        let polygon = try Polygon([square(0, 0, side: 4), square(1, 1, side: 2)])
        #expect(polygon.locate(Point(x: x, y: y)) == expected)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func nonFinitePointsAreOutside(value: Double) throws {
        let ring = try Ring(square(0, 0, side: 4))
        for point in [Point(x: value, y: 0), Point(x: 2, y: value), Point(x: value, y: 2), Point(x: value, y: value)] {
            #expect(ring.locate(point) == .outside)
        }
    }

    @Test func ringWithoutAreaIsAllBoundary() throws {
        let ring = try Ring([(1, 1), (3, 2), (1, 1), (1, 1)])
        #expect(ring.locate(Point(x: 2, y: 1.5)) == .boundary)
        #expect(ring.locate(Point(x: 1, y: 1)) == .boundary)
        #expect(ring.locate(Point(x: 2, y: 1.4)) == .outside)
        #expect(MultiPolygon([]).locate(Point(x: 0, y: 0)) == .outside)
    }
}
