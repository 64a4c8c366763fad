import Foundation
import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct NearestMetricTests {
    /// The haversine formula, which loses nothing for near points.
    private func haversine(_ a: Point, _ b: Point) -> Double {
        let (u, v) = (sin((b.y - a.y) * .pi / 360), sin((b.x - a.x) * .pi / 360))
        let share = u * u + cos(a.y * .pi / 180) * cos(b.y * .pi / 180) * v * v
        return 2 * NearestMetric.earthRadius * asin(min(1, share.squareRoot()))
    }

    @Test(arguments: UInt64(0)..<5)
    func greatCirclesAgreeWithHaversine(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let a = random.point(in: Box(minX: -180, minY: -90, maxX: 180, maxY: 90))
            let reach = exp2(Double.random(in: -30...6, using: &random))
            let b = Point(
                x: min(180, max(-180, a.x + reach * .random(in: -1...1, using: &random))),
                y: min(90, max(-90, a.y + reach * .random(in: -1...1, using: &random)))
            )
            let metres = NearestMetric.greatCircle.distance(from: a, to: b)
            #expect(abs(metres - haversine(a, b)) < 1e-6, "seed \(seed): \(a) \(b)")
        }
    }

    @Test func knownDistances() {
        let sphere = NearestMetric.greatCircle
        let quarter = NearestMetric.earthRadius * .pi / 2
        #expect(abs(sphere.distance(from: Point(x: 30, y: 0), to: Point(x: 30, y: 90)) - quarter) < 1e-6)
        #expect(abs(sphere.distance(from: Point(x: -60, y: 0), to: Point(x: 120, y: 0)) - 2 * quarter) < 0.5)
        #expect(sphere.distance(from: Point(x: 180, y: 12), to: Point(x: -180, y: 12)) == 0)
        #expect(sphere.distance(from: Point(x: 7, y: 90), to: Point(x: -99, y: 90)) == 0)
        #expect(sphere.distance(from: Point(x: 0, y: 91), to: Point(x: 0, y: 0)).isNaN)
        #expect(NearestMetric.plane.distance(from: Point(x: 1, y: 1), to: Point(x: 4, y: 5)) == 5)
    }

    @Test func antipodesAreHalfWayRound() {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<5000 {
            let a = random.point(in: Box(minX: -180, minY: -90, maxX: 0, maxY: 90))
            let metres = NearestMetric.greatCircle.distance(from: a, to: Point(x: a.x + 180, y: -a.y))
            #expect(abs(metres - NearestMetric.earthRadius * .pi) < 0.5, "\(a)")
        }
    }

    /// What ranking by squares relies on: metres never fall, and part when squares do by more than a part in 2⁴⁶.
    @Test(arguments: [NearestMetric.plane, .greatCircle])
    func metresRiseWithSquares(metric: NearestMetric) {
        var random = SeededGenerator(seed: 1)
        // The series and the arcsine meet at a quarter of 10⁻⁴.
        var squares = [0, 4e-4.nextDown, 4e-4, 4e-4 * (1 + 0x1p-45), 4, 4.0.nextUp]
        for _ in 0..<4000 {
            let square = 4 * exp2(-Double.random(in: 0...80, using: &random))
            squares += [square, square.nextUp, square * (1 + 0x1p-46), square * (1 + 0x1p-40)]
        }
        squares.sort()
        for (a, b) in zip(squares, squares.dropFirst()) where metric == .plane || b <= 4 {
            let (low, high) = (metric.metres(square: a), metric.metres(square: b))
            if b - a > b * 0x1p-47 { #expect(low < high, "\(a), \(b)") }
        }
        for _ in 0..<2000 {
            let metres = exp2(Double.random(in: -20...24, using: &random))
            let square = metric.square(reaching: metres)
            #expect(metric.metres(square: min(square, metric == .plane ? square : 4)) >= min(metres, 20_015_114))
        }
    }
}
