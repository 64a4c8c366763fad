import GeometryCore
import TestSupport
import Testing

@Suite struct PathTests {
    @Test(
        arguments: [
            ([], PathError.tooFewPoints(count: 0, needed: 4)),
            ([(0, 0), (1, 0), (0, 0)], .tooFewPoints(count: 3, needed: 4)),
            ([(0, 0), (1, 0), (1, 1), (0, 1)], .notClosed),
            ([(0, 0), (.nan, 0), (1, 1), (0, 0)], .notFinite(index: 1)),
            ([(0, 0), (1, 0), (1, .infinity), (0, 0)], .notFinite(index: 2)),
            ([(.nan, 0), (1, 0), (1, 1), (.nan, 0)], .notFinite(index: 0)),
        ] as [([XY], PathError)]
    )
    func ringRejects(points: [XY], error: PathError) {
        #expect(throws: error) { try Ring(points) }
    }

    @Test(
        arguments: [
            ([], PathError.tooFewPoints(count: 0, needed: 2)),
            ([(0, 0)], .tooFewPoints(count: 1, needed: 2)),
            ([(0, 0), (0, -.infinity)], .notFinite(index: 1)),
        ] as [([XY], PathError)]
    )
    func lineRejects(points: [XY], error: PathError) {
        #expect(throws: error) { try LineString(points.map(Point.init)) }
    }

    @Test func acceptsTheLeastThatTheRulesAllow() throws {
        #expect(try Ring([(0, 0), (0, 0), (0, 0), (-0.0, 0)]).points.count == 4)
        #expect(try LineString([Point(x: 1, y: 1), Point(x: 1, y: 1)]).points.count == 2)
    }

    /// Against the exact doubled area of rings on whole coordinates, near and far from the origin.
    @Test(arguments: UInt64(0)..<20)
    func doubledAreaIsExactOnWholeCoordinates(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let corners = (0..<8).map { _ in
            (Int.random(in: -1000...1000, using: &random), Int.random(in: -1000...1000, using: &random))
        }
        let closed = corners + [corners[0]]
        let expected = zip(closed, closed.dropFirst()).reduce(0) { $0 + $1.0.0 * $1.1.1 - $1.1.0 * $1.0.1 }
        for offset in [0.0, 1e12] {
            let ring = try Ring(closed.map { (x: Double($0.0) + offset, y: Double($0.1) - offset) })
            #expect(ring.doubledArea == Double(expected), "seed \(seed)")
            #expect(try Ring(ring.points.reversed()).doubledArea == -Double(expected), "seed \(seed)")
        }
    }

    @Test func countsEveryPointOfAnArea() throws {
        let holed = try Polygon([square(0, 0, side: 4), square(1, 1, side: 2)])
        #expect(MultiPolygon([holed, try Polygon([square(9, 9, side: 1)])]).pointCount == 15)
        #expect(holed.rings == [holed.shell] + holed.holes)
        #expect(MultiPolygon([]).pointCount == 0)
    }
}
