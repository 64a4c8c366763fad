/// A position in plain numbers, so that tests of every target can share it.
public typealias XY = (x: Double, y: Double)

/// The exact turn from `a` through `b` to `p`: +1 to the left, −1 to the right, 0 on one line.
///
/// The oracle for every predicate. Each finite double is a whole number times a power of two, so after bringing the
/// three `x` to one power and the three `y` to another, the determinant is one of whole numbers; its sign is the answer.
/// All coordinates must be finite.
public func exactOrientation(
    _ ax: Double,
    _ ay: Double,
    _ bx: Double,
    _ by: Double,
    _ px: Double,
    _ py: Double
) -> Int {
    let x = Aligned(ax, bx, px)
    let y = Aligned(ay, by, py)
    return narrowTurn(x, y) ?? wideTurn(x, y)
}

/// The same by big integers alone; for testing the quick way against.
public func exactOrientationByBigIntegers(
    _ ax: Double,
    _ ay: Double,
    _ bx: Double,
    _ by: Double,
    _ px: Double,
    _ py: Double
) -> Int {
    wideTurn(Aligned(ax, bx, px), Aligned(ay, by, py))
}

/// Where a point lies in the area of some rings by the even–odd rule: −1 outside, 0 exactly on an edge, +1 inside.
///
/// Rings need not be closed: the last point is joined to the first. Counts the edges straight above the point, where
/// the code under test looks sideways. All coordinates must be finite.
public func exactLocate(_ point: XY, rings: [[XY]]) -> Int {
    var isInside = false
    for ring in rings {
        for (index, start) in ring.enumerated() {
            let end = ring[index + 1 < ring.count ? index + 1 : 0]
            let (west, east) = start.x <= end.x ? (start, end) : (end, start)
            guard west.x <= point.x && point.x <= east.x else { continue }
            let turn = exactOrientation(west.x, west.y, east.x, east.y, point.x, point.y)
            let low = min(start.y, end.y)
            let high = max(start.y, end.y)
            if turn == 0 && low <= point.y && point.y <= high { return 0 }
            // Half-open, so that an edge's eastern end is left to its neighbour.
            if point.x < east.x && turn < 0 { isInside.toggle() }
        }
    }
    return isInside ? 1 : -1
}

/// Three doubles as whole numbers times one power of two.
private struct Aligned {
    private let significands: (Int64, Int64, Int64)
    /// How many bits each significand must yet move left.
    private let shifts: (Int, Int, Int)

    init(_ a: Double, _ b: Double, _ p: Double) {
        precondition(a.isFinite && b.isFinite && p.isFinite, "the oracle takes finite coordinates only")
        let (ma, ea) = Self.parts(a)
        let (mb, eb) = Self.parts(b)
        let (mp, ep) = Self.parts(p)
        var least = Int.max
        for (significand, exponent) in [(ma, ea), (mb, eb), (mp, ep)] where significand != 0 {
            least = min(least, exponent)
        }
        significands = (ma, mb, mp)
        shifts = (ma == 0 ? 0 : ea - least, mb == 0 ? 0 : eb - least, mp == 0 ? 0 : ep - least)
    }

    /// The double as significand × 2^exponent.
    private static func parts(_ value: Double) -> (significand: Int64, exponent: Int) {
        let biased = Int(value.exponentBitPattern)
        let fraction = Int64(value.significandBitPattern)
        let magnitude = biased == 0 ? fraction : fraction | 1 << 52
        return (value.sign == .minus ? -magnitude : magnitude, max(biased, 1) - 1075)
    }

    /// The three numbers, when each is below 2⁶² so that differences fit; significands are below 2⁵³.
    var narrow: (a: Int64, b: Int64, p: Int64)? {
        guard shifts.0 <= 9, shifts.1 <= 9, shifts.2 <= 9 else { return nil }
        return (significands.0 << shifts.0, significands.1 << shifts.1, significands.2 << shifts.2)
    }

    /// The three numbers.
    var wide: (a: BigInteger, b: BigInteger, p: BigInteger) {
        (
            BigInteger(significands.0).shifted(by: shifts.0), BigInteger(significands.1).shifted(by: shifts.1),
            BigInteger(significands.2).shifted(by: shifts.2)
        )
    }
}

/// The sign by 128-bit arithmetic, or nil where that may not be enough.
private func narrowTurn(_ x: Aligned, _ y: Aligned) -> Int? {
    guard let x = x.narrow, let y = y.narrow else { return nil }
    // Differences are below 2⁶³ and products below 2¹²⁶: nothing can overflow.
    let left = Int128(x.b - x.a) * Int128(y.p - y.a)
    let right = Int128(y.b - y.a) * Int128(x.p - x.a)
    return left == right ? 0 : left > right ? 1 : -1
}

private func wideTurn(_ x: Aligned, _ y: Aligned) -> Int {
    let x = x.wide
    let y = y.wide
    return ((x.b - x.a) * (y.p - y.a) - (y.b - y.a) * (x.p - x.a)).sign
}
