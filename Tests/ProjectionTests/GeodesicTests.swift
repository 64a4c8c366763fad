import Foundation
import GeometryCore
import Projection
import TestSupport
import Testing

@Suite struct GeodesicTests {
    private static let semiMajorAxis = 6_378_137.0
    private static let flattening = 1 / 298.257_222_101

    /// Vincenty's inverse formula, an independent series good to a tenth of a millimetre.
    private func vincenty(_ a: Point, _ b: Point) -> Double {
        let f = Self.flattening
        let minor = Self.semiMajorAxis * (1 - f)
        let radians = Double.pi / 180
        let u1 = atan((1 - f) * tan(a.y * radians))
        let u2 = atan((1 - f) * tan(b.y * radians))
        let difference = (b.x - a.x) * radians
        var lambda = difference
        var (sigma, sinSigma, cosSigma, cosAlpha2, middle) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for _ in 0..<100 {
            let across = cos(u2) * sin(lambda)
            let along = cos(u1) * sin(u2) - sin(u1) * cos(u2) * cos(lambda)
            sinSigma = hypot(across, along)
            guard sinSigma > 0 else { return 0 }
            cosSigma = sin(u1) * sin(u2) + cos(u1) * cos(u2) * cos(lambda)
            sigma = atan2(sinSigma, cosSigma)
            let sinAlpha = cos(u1) * cos(u2) * sin(lambda) / sinSigma
            cosAlpha2 = 1 - sinAlpha * sinAlpha
            middle = cosAlpha2 > 0 ? cosSigma - 2 * sin(u1) * sin(u2) / cosAlpha2 : 0
            let c = f / 16 * cosAlpha2 * (4 + f * (4 - 3 * cosAlpha2))
            let inner = middle + c * cosSigma * (2 * middle * middle - 1)
            let next = difference + (1 - c) * f * sinAlpha * (sigma + c * sinSigma * inner)
            if abs(next - lambda) < 1e-14 { break }
            lambda = next
        }
        let k2 = cosAlpha2 * (Self.semiMajorAxis * Self.semiMajorAxis / (minor * minor) - 1)
        let big = 1 + k2 / 16384 * (4096 + k2 * (-768 + k2 * (320 - 175 * k2)))
        let small = k2 / 1024 * (256 + k2 * (-128 + k2 * (74 - 47 * k2)))
        let last = small / 6 * middle * (4 * sinSigma * sinSigma - 3) * (4 * middle * middle - 3)
        let turn = small * sinSigma * (middle + small / 4 * (cosSigma * (2 * middle * middle - 1) - last))
        return minor * big * (sigma - turn)
    }

    private func randomPair(
        _ random: inout SeededGenerator,
        metres: ClosedRange<Double>,
        latitudes: ClosedRange<Double>
    )
        -> (Point, Point)
    {
        let a = Point(x: .random(in: -180...180, using: &random), y: .random(in: latitudes, using: &random))
        let b = Geodesic.grs80.destination(
            from: a,
            azimuthDegrees: .random(in: -180...180, using: &random),
            metres: .random(in: metres, using: &random)
        )
        return (a, b)
    }

    @Test(arguments: UInt64(0)..<10)
    func distanceAgreesWithVincenty(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let (a, b) = randomPair(&random, metres: 0.1...1_000_000, latitudes: -80...80)
            let distance = Geodesic.grs80.distance(a, b)
            #expect(abs(distance - vincenty(a, b)) < 2e-4, "seed \(seed), \(a) \(b)")
        }
    }

    @Test(arguments: UInt64(20)..<30)
    func destinationAndInterpolationAgreeWithDistance(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let geodesic = Geodesic.grs80
        for _ in 0..<100 {
            let start = Point(x: .random(in: -180...180, using: &random), y: .random(in: -80...80, using: &random))
            let azimuth = Double.random(in: -180...180, using: &random)
            let metres = Double.random(in: 1...100_000, using: &random)
            let end = geodesic.destination(from: start, azimuthDegrees: azimuth, metres: metres)
            #expect(abs(vincenty(start, end) - metres) < 2e-4, "seed \(seed), \(start) \(azimuth) \(metres)")
            let turn = (geodesic.azimuthDegrees(from: start, to: end) - azimuth).remainder(dividingBy: 360)
            #expect(abs(turn) < 1e-6, "seed \(seed), \(start) \(azimuth) \(metres)")
            let middle = geodesic.interpolate(start, end, fraction: 0.25)
            #expect(abs(vincenty(start, middle) - metres / 4) < 2e-4, "seed \(seed), \(start) \(end)")
            #expect(abs(vincenty(middle, end) - metres * 3 / 4) < 2e-4, "seed \(seed), \(start) \(end)")
        }
    }

    @Test func lengthIsTheSumOfItsParts() throws {
        let points = [Point(x: 119, y: 25), Point(x: 119.5, y: 25.5), Point(x: 119.5, y: 25.5), Point(x: 120, y: 25)]
        let sum = vincenty(points[0], points[1]) + vincenty(points[2], points[3])
        #expect(abs(Geodesic.grs80.length(of: points) - sum) < 1e-3)
        #expect(Geodesic.grs80.length(of: try LineString(points)) == Geodesic.grs80.length(of: points))
        #expect(Geodesic.grs80.length(of: []) == 0)
        #expect(Geodesic.grs80.length(of: [points[0]]) == 0)
    }

    /// A strip between two meridians and two parallels, its parallels cut so finely that they are geodesics.
    private func strip(_ box: Box, steps: Int, reversed: Bool = false) throws -> Ring {
        let xs = (0...steps).map { box.minX + box.width * Double($0) / Double(steps) }
        let ring = xs.map { Point(x: $0, y: box.minY) } + xs.reversed().map { Point(x: $0, y: box.maxY) }
        return try Ring(reversed ? Array((ring + [ring[0]]).reversed()) : ring + [ring[0]])
    }

    /// The area of such a strip in closed form.
    private func area(_ box: Box) -> Double {
        let e = (Self.flattening * (2 - Self.flattening)).squareRoot()
        let minor = Self.semiMajorAxis * (1 - Self.flattening)
        func zone(_ latitude: Double) -> Double {
            let sine = sin(latitude * .pi / 180)
            return sine / (1 - e * e * sine * sine) + atanh(e * sine) / e
        }
        return minor * minor / 2 * (box.width * .pi / 180) * (zone(box.maxY) - zone(box.minY))
    }

    @Test(arguments: UInt64(40)..<50)
    func areaAgreesWithTheClosedForm(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let x = Double.random(in: -179...178, using: &random)
        let y = Double.random(in: -70...69, using: &random)
        let outer = Box(minX: x, minY: y, maxX: x + 0.5, maxY: y + 0.4)
        let inner = Box(minX: x + 0.1, minY: y + 0.1, maxX: x + 0.3, maxY: y + 0.2)
        let truth = area(outer) - area(inner)
        for (first, second) in [(false, false), (true, false), (false, true)] {
            let polygon = Polygon(
                shell: try strip(outer, steps: 400, reversed: first),
                holes: [try strip(inner, steps: 200, reversed: second)]
            )
            let measured = Geodesic.grs80.area(of: MultiPolygon([polygon]))
            #expect(abs(measured - truth) < truth * 1e-7, "seed \(seed)")
            let rings = polygon.rings.reduce(0) { $0 + Geodesic.grs80.length(of: $1.points) }
            let perimeter = Geodesic.grs80.perimeter(of: MultiPolygon([polygon, polygon]))
            #expect(abs(perimeter - 2 * rings) < 1e-6, "seed \(seed)")
        }
        #expect(Geodesic.grs80.area(of: MultiPolygon([])) == 0)
    }

    @Test func answersNonsenseWithNonsense() {
        let good = Point(x: 119, y: 25)
        #expect(Geodesic.grs80.distance(good, Point(x: .nan, y: 25)).isNaN)
        #expect(Geodesic.grs80.distance(good, Point(x: 119, y: 91)).isNaN)
        #expect(Geodesic.grs80.distance(good, good) == 0)
    }

    /// What ``LocalMetric`` promises of its flat distances.
    @Test(arguments: UInt64(60)..<70)
    func localMetricKeepsItsPromise(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for (metres, tolerance) in [(1000.0, 0.001), (5000, 0.01)] {
            for _ in 0..<500 {
                let (a, b) = randomPair(&random, metres: 0...metres, latitudes: -59.9...59.9)
                // Across the antimeridian a flat map does not reach.
                guard abs(a.x - b.x) < 180 else { continue }
                let flat = LocalMetric(latitude: (a.y + b.y) / 2).distance(a, b)
                #expect(abs(flat - Geodesic.grs80.distance(a, b)) < tolerance, "seed \(seed), \(a) \(b)")
            }
        }
    }
}
