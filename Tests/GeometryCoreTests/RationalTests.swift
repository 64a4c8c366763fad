import TestSupport
import Testing

/// The oracle must itself be beyond doubt: its big integers against 128-bit ones, its quick way against its slow way.
@Suite struct RationalTests {
    @Test(arguments: UInt64(0)..<20)
    func bigIntegersAgreeWithFixedWidthOnes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let numbers = (0..<4).map { _ in
                Int64.random(in: .min + 1 ... .max, using: &random) >> Int64.random(in: 0..<63, using: &random)
            }
            let shift = Int.random(in: 0...60, using: &random)
            let big = numbers.map(BigInteger.init)
            let expected = Int128(numbers[0]) * Int128(numbers[1]) - Int128(numbers[2]) << Int128(shift)
            let actual = big[0] * big[1] - big[2].shifted(by: shift)
            #expect(actual.sign == Int(expected.signum()), "seed \(seed) \(numbers) \(shift)")
            let low = BigInteger(Int64(truncatingIfNeeded: expected & 0xffff_ffff))
            let high = BigInteger(Int64(expected >> 64)).shifted(by: 64)
            let middle = BigInteger(Int64(truncatingIfNeeded: (expected >> 32) & 0xffff_ffff)).shifted(by: 32)
            #expect(actual == high + middle + low, "seed \(seed) \(numbers) \(shift)")
            #expect(big[3] + -big[3] == BigInteger(0) && (big[3] - big[3]).sign == 0)
        }
    }

    /// (2¹⁶⁰ − 1)(2¹⁶⁰ + 1) = 2³²⁰ − 1, with carries and borrows through every digit.
    @Test func bigIntegersCarryAcrossDigits() {
        let one = BigInteger(1)
        let power = one.shifted(by: 160)
        #expect((power - one) * (power + one) == one.shifted(by: 320) - one)
        #expect((one - power) * (power - one) == power.shifted(by: 1) - one.shifted(by: 320) - one)
        #expect(BigInteger(.min).shifted(by: 1) == -one.shifted(by: 64))
    }

    @Test(arguments: UInt64(0)..<20)
    func quickWayAgreesWithBigIntegers(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let (a, b, p) = nearlyCollinear(using: &random)
            let quick = exactOrientation(a.x, a.y, b.x, b.y, p.x, p.y)
            let slow = exactOrientationByBigIntegers(a.x, a.y, b.x, b.y, p.x, p.y)
            #expect(quick == slow, "seed \(seed) \(a) \(b) \(p)")
        }
    }

    /// Signs that can be told by thought alone.
    @Test(
        arguments: [
            ((0, 0), (1, 1), (2, 2), 0), ((0, 0), (1, 0), (0, 1), 1), ((0, 0), (0, 1), (1, 0), -1),
            ((0, 0), (1e300, 1e300), (0x1p-1074, 0x1p-1074), 0), ((0, 0), (1e300, 1e300), (0x1p-1074, 0x1p-1073), 1),
            ((0.1, 0.1), (0.3, 0.3), (0.2, 0.2), 0), ((0, 0), (3, 0.1), (30, 1), -1), ((-0.0, 0), (0, -0.0), (1, 1), 0),
        ] as [(XY, XY, XY, Int)]
    )
    func knowsPlainCases(a: XY, b: XY, p: XY, expected: Int) {
        #expect(exactOrientation(a.x, a.y, b.x, b.y, p.x, p.y) == expected)
        #expect(exactOrientationByBigIntegers(a.x, a.y, b.x, b.y, p.x, p.y) == expected)
    }

    @Test func locatesAroundASquareWithAHole() {
        let rings = [square(0, 0, side: 4), square(1, 1, side: 2)]
        let expected = [
            [-1, -1, -1, -1, -1, -1, -1], [-1, 0, 0, 0, 0, 0, -1], [-1, 0, 0, 0, 0, 0, -1], [-1, 0, 0, -1, 0, 0, -1],
            [-1, 0, 0, 0, 0, 0, -1], [-1, 0, 0, 0, 0, 0, -1], [-1, -1, -1, -1, -1, -1, -1],
        ]
        for (row, signs) in expected.enumerated() {
            for (column, sign) in signs.enumerated() {
                #expect(exactLocate((x: Double(column) - 1, y: Double(row) - 1), rings: rings) == sign)
            }
        }
        #expect(exactLocate((x: 0.5, y: 0.5), rings: rings) == 1)
        #expect(exactLocate((x: 2, y: 2), rings: rings) == -1)
    }
}

/// Two points and a third on or within a few ulps of their line, of one magnitude or of mixed ones.
func nearlyCollinear(using random: inout SeededGenerator) -> (a: XY, b: XY, p: XY) {
    func coordinate() -> Double {
        let magnitude = Double.random(in: -8...7, using: &random)
        let value = Double.random(in: -1...1, using: &random)
        return Bool.random(using: &random) ? value * power(magnitude) : value * 180
    }
    let a = (x: coordinate(), y: coordinate())
    let b = (x: coordinate(), y: coordinate())
    return (a, b, nearLine(a, b, using: &random))
}

/// The same with coordinates up to `x` and `y` in size.
func nearlyCollinear(x: Double, y: Double, using random: inout SeededGenerator) -> (a: XY, b: XY, p: XY) {
    let ends = (0..<2).map { _ in
        (x: x * .random(in: -1...1, using: &random), y: y * .random(in: -1...1, using: &random))
    }
    return (ends[0], ends[1], nearLine(ends[0], ends[1], using: &random))
}

private func nearLine(_ a: XY, _ b: XY, using random: inout SeededGenerator) -> XY {
    let t = Double.random(in: -0.5...1.5, using: &random)
    var p = (x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
    for _ in 0..<Int.random(in: 0...2, using: &random) {
        p.x = Bool.random(using: &random) ? p.x.nextUp : p.x
        p.y = Bool.random(using: &random) ? p.y.nextDown : p.y
    }
    return p
}

private func power(_ exponent: Double) -> Double {
    (0..<Int(exponent.magnitude)).reduce(1) { value, _ in exponent < 0 ? value / 10 : value * 10 }
}
