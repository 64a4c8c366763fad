import GeometryCore
import TestSupport
import Testing

@Suite struct OrientationTests {
    /// Near-collinear points are where plain doubles err: on these, one call in six.
    @Test(arguments: UInt64(0)..<50)
    func agreesWithExactArithmetic(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let (a, b, p) = nearlyCollinear(using: &random)
            let expected = exactOrientation(a.x, a.y, b.x, b.y, p.x, p.y)
            let turn = turn(a, b, p)
            if turn != expected { Issue.record("seed \(seed): \(turn), not \(expected), at \(a) \(b) \(p)") }
        }
    }

    /// An ulp either way of the middle of a diagonal, at the place of a district.
    @Test func tellsNeighbouringDoublesApart() {
        let a = (x: 119.0, y: 25.0)
        let b = (x: 119.5, y: 25.5)
        let middle = (x: 119.25, y: 25.25)
        #expect(turn(a, b, middle) == 0)
        for point in Polygons.neighbours(middle) {
            #expect(turn(a, b, point) == exactOrientation(a.x, a.y, b.x, b.y, point.x, point.y), "\(point)")
        }
        #expect(turn(a, b, (x: middle.x, y: middle.y.nextUp)) == 1)
        #expect(turn(a, b, (x: middle.x.nextUp, y: middle.y)) == -1)
    }

    /// Whole multiples of one vector lie on one line exactly.
    @Test(arguments: UInt64(0)..<20)
    func findsExactlyCollinearPoints(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let step = (
                x: Double(Int.random(in: -999...999, using: &random)),
                y: Double(Int.random(in: 1...999, using: &random))
            )
            let scale = Double(sign: .plus, exponent: .random(in: -60...20, using: &random), significand: 1)
            let points = (0..<3).map { _ in
                let count = Double(Int.random(in: -1_000_000...1_000_000, using: &random)) * scale
                return (x: step.x * count, y: step.y * count)
            }
            #expect(turn(points[0], points[1], points[2]) == 0, "seed \(seed) \(points)")
        }
    }

    /// The documented range: at its ends the answer still holds.
    @Test(arguments: [1e-134, 1e-100, 1e-8, 1, 0x1p30, 1e10, 1e100, 1e150], UInt64(0)..<10)
    func holdsAcrossTheDocumentedRange(scale: Double, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let (a, b, p) = nearlyCollinear(x: 0.3 * scale, y: 0.3 * scale, using: &random)
            let expected = exactOrientation(a.x, a.y, b.x, b.y, p.x, p.y)
            #expect(turn(a, b, p) == expected, "seed \(seed) \(a) \(b) \(p)")
        }
    }

    /// Where a product of differences is less than the smallest normal double, the quick difference may lie.
    @Test(arguments: [(0x1p-480, 0x1p-543), (0x1p-541, 0x1p-480), (1e-145, 1e-170), (1, 0x1p-1060)], UInt64(0)..<10)
    func holdsWhereProductsUnderflow(size: (x: Double, y: Double), seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let (a, b, p) = nearlyCollinear(x: size.x, y: size.y, using: &random)
            let expected = exactOrientation(a.x, a.y, b.x, b.y, p.x, p.y)
            #expect(turn(a, b, p) == expected, "seed \(seed) \(a) \(b) \(p)")
        }
    }

    /// Noise near zero among ordinary coordinates, down to the smallest double; two such factors never meet.
    @Test(arguments: UInt64(0)..<20)
    func holdsBesideTinyNumbers(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let tiny = [0, -0.0, 0x1p-1074, -0x1p-1074, 0x1p-1022, 1e-300, -1e-200, 3e-160]
        for _ in 0..<200 {
            func ordinary() -> Double { .random(in: -0x1p30...0x1p30, using: &random) }
            let x = Bool.random(using: &random) ? 0 : ordinary()
            let points = (0..<3).map { _ in
                let y = tiny[Int.random(in: 0..<tiny.count, using: &random)]
                return (x: Bool.random(using: &random) ? x : ordinary(), y: y)
            }
            for (a, b, p) in [(points[0], points[1], points[2]), (points[2], points[2], points[0])] {
                #expect(turn(a, b, p) == exactOrientation(a.x, a.y, b.x, b.y, p.x, p.y), "seed \(seed) \(points)")
                let expected = exactOrientation(a.y, a.x, b.y, b.x, p.y, p.x)
                #expect(turn((a.y, a.x), (b.y, b.x), (p.y, p.x)) == expected, "seed \(seed) \(points)")
            }
        }
    }

    @Test func isOddUnderExchangeAndEvenUnderRotation() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            let (a, b, p) = nearlyCollinear(using: &random)
            #expect(turn(a, b, p) == turn(b, p, a))
            #expect(turn(a, b, p) == -turn(b, a, p))
        }
    }

    @Test func namesTheTurn() {
        let a = Point(x: 0, y: 0)
        let b = Point(x: 4, y: 0)
        #expect(orientation(a, b, Point(x: 2, y: 1)) == .counterclockwise)
        #expect(orientation(a, b, Point(x: 2, y: -1)) == .clockwise)
        #expect(orientation(a, b, Point(x: 9, y: -0.0)) == .collinear)
        #expect(orientation(a, a, Point(x: 2, y: 1)) == .collinear)
    }

    private func turn(_ a: XY, _ b: XY, _ p: XY) -> Int {
        let sign = orientationSign(Point(a), Point(b), Point(p))
        return sign > 0 ? 1 : sign < 0 ? -1 : 0
    }
}
