import Foundation
import GeometryCore
import TestSupport
import Testing

@Suite struct LocalMetricTests {
    /// The promise in the type's documentation, against the geodesic; and at 100 m, where only a wrong scale could show.
    @Test(arguments: [(100.0, 0.000_01), (1000, 0.001), (5000, 0.01)], UInt64(0)..<20)
    func flatDistanceIsTheGeodesic(reach: (metres: Double, error: Double), seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let azimuth = Double.random(in: 0..<(2 * Double.pi), using: &random)
            let latitude = Double.random(in: -59.9...59.9, using: &random)
            let metric = LocalMetric(latitude: latitude)
            let dx = reach.metres / 2 * sin(azimuth) / metric.metresPerDegreeX
            let dy = reach.metres / 2 * cos(azimuth) / metric.metresPerDegreeY
            let a = Point(x: 119.5 - dx, y: latitude - dy)
            let b = Point(x: 119.5 + dx, y: latitude + dy)
            let error = abs(metric.distance(a, b) - geodesicMetres(a, b))
            #expect(error < reach.error, "seed \(seed) latitude \(latitude) azimuth \(azimuth)")
        }
    }

    /// The test's own geodesic against distances by PROJ 9.5.1, `Geod(ellps="GRS80").inv`.
    @Test(arguments: [
        (119.0, 25.3, 119.05, 25.3, 5035.179437010431), (119, 59.9, 119, 59.95, 5570.550591319199),
        (0, 0, 0.03, 0.04, 5542.156362619922), (100, 45, 103, 48, 405_196.9478326635),
    ])
    func geodesicOfTheTestIsRight(x1: Double, y1: Double, x2: Double, y2: Double, expected: Double) {
        #expect(abs(geodesicMetres(Point(x: x1, y: y1), Point(x: x2, y: y2)) - expected) < 1e-4)
    }

    @Test(arguments: UInt64(0)..<30)
    func nearestIsNoFartherThanAnySample(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let metric = LocalMetric(latitude: 25.3)
        let points = (0..<3).map { _ in
            Point(x: 119 + .random(in: 0...0.01, using: &random), y: 25.3 + .random(in: 0...0.01, using: &random))
        }
        let (a, b, p) = (points[0], points[1], points[2])
        let nearest = metric.nearest(to: p, onSegment: a, b)
        let samples = (0...1000).map { step in
            let t = Double(step) / 1000
            return metric.distance(p, Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y)))
        }
        let least = samples.reduce(.infinity, min)
        let distance = metric.distance(p, nearest)
        // Sampling overshoots by at most half a step of the segment, seen under the flattest angle.
        #expect(distance <= least + 1e-6 && distance >= least - metric.distance(a, b) / 2000, "seed \(seed)")
        let detour = metric.distance(a, nearest) + metric.distance(nearest, b) - metric.distance(a, b)
        #expect(abs(detour) < 1e-6, "seed \(seed)")
    }

    @Test func nearestIsExactlyAnEndBeyondIt() {
        let metric = LocalMetric(latitude: 25.3)
        let a = Point(x: 119.1, y: 25.3)
        let b = Point(x: 119.2, y: 25.1)
        #expect(metric.nearest(to: Point(x: 118, y: 26), onSegment: a, b) == a)
        #expect(metric.nearest(to: Point(x: 120, y: 25), onSegment: a, b) == b)
        #expect(metric.nearest(to: b, onSegment: a, a) == a)
        #expect(metric.distance(a, a) == 0)
    }
}

/// The geodesic distance on GRS 80 by Vincenty's inverse solution (Survey Review 23, 176, 1975), to far below 1 mm.
private func geodesicMetres(_ a: Point, _ b: Point) -> Double {
    let axis = 6_378_137.0
    let flattening = 1 / 298.257222101
    let minor = axis * (1 - flattening)
    let radians = Double.pi / 180
    let u1 = atan((1 - flattening) * tan(a.y * radians))
    let u2 = atan((1 - flattening) * tan(b.y * radians))
    let span = (b.x - a.x) * radians
    var lambda = span
    var sigma = 0.0
    var (sinSigma, cosSigma, cosSquaredAlpha, cosMiddle) = (0.0, 0.0, 0.0, 0.0)
    for _ in 0..<50 {
        let across = cos(u2) * sin(lambda)
        let along = cos(u1) * sin(u2) - sin(u1) * cos(u2) * cos(lambda)
        sinSigma = (across * across + along * along).squareRoot()
        cosSigma = sin(u1) * sin(u2) + cos(u1) * cos(u2) * cos(lambda)
        sigma = atan2(sinSigma, cosSigma)
        let sinAlpha = sinSigma == 0 ? 0 : cos(u1) * cos(u2) * sin(lambda) / sinSigma
        cosSquaredAlpha = 1 - sinAlpha * sinAlpha
        cosMiddle = cosSquaredAlpha < 1e-14 ? 0 : cosSigma - 2 * sin(u1) * sin(u2) / cosSquaredAlpha
        let c = flattening / 16 * cosSquaredAlpha * (4 + flattening * (4 - 3 * cosSquaredAlpha))
        let inner = cosMiddle + c * cosSigma * (2 * cosMiddle * cosMiddle - 1)
        let next = span + (1 - c) * flattening * sinAlpha * (sigma + c * sinSigma * inner)
        defer { lambda = next }
        if abs(next - lambda) < 1e-15 { break }
    }
    let square = cosSquaredAlpha * (axis * axis - minor * minor) / (minor * minor)
    let scale = 1 + square / 16384 * (4096 + square * (-768 + square * (320 - 175 * square)))
    let bend = square / 1024 * (256 + square * (-128 + square * (74 - 47 * square)))
    let last = bend / 6 * cosMiddle * (4 * sinSigma * sinSigma - 3) * (4 * cosMiddle * cosMiddle - 3)
    let correction = bend * sinSigma * (cosMiddle + bend / 4 * (cosSigma * (2 * cosMiddle * cosMiddle - 1) - last))
    return minor * scale * (sigma - correction)
}
