import GeometryCore
import TestSupport

/// A number that a finite double, or sums and products of some, are without rounding: a whole number times 2^exponent.
struct ExactNumber {
    private let whole: BigInteger
    private let exponent: Int

    init(_ value: Double) {
        let magnitude = Int64(value.significandBitPattern) | (value.isNormal ? 1 << 52 : 0)
        whole = BigInteger(value.sign == .minus ? -magnitude : magnitude)
        exponent = Int(max(1, value.exponentBitPattern)) - 1075
    }

    private init(_ whole: BigInteger, _ exponent: Int) {
        self.whole = whole
        self.exponent = exponent
    }

    /// −1, 0 or +1.
    var sign: Int { whole.sign }

    static func + (a: ExactNumber, b: ExactNumber) -> ExactNumber {
        let least = min(a.exponent, b.exponent)
        return ExactNumber(a.whole.shifted(by: a.exponent - least) + b.whole.shifted(by: b.exponent - least), least)
    }

    static func * (a: ExactNumber, b: ExactNumber) -> ExactNumber {
        ExactNumber(a.whole * b.whole, a.exponent + b.exponent)
    }

    static func - (a: ExactNumber, b: ExactNumber) -> ExactNumber { a + ExactNumber(-b.whole, b.exponent) }
}

/// The oracle for ``Capsule``: whether a place is nearer to a leg than some radius, by exact arithmetic.
struct ExactCapsule {
    let start: Point
    let end: Point

    /// The sign of the leg's distance from the place `share` of the way from `a` to `b`, less `radius`.
    func side(of share: Double, from a: Point, to b: Point, radius: Double) -> Int {
        let x = ExactNumber(a.x) + ExactNumber(share) * (ExactNumber(b.x) - ExactNumber(a.x))
        let y = ExactNumber(a.y) + ExactNumber(share) * (ExactNumber(b.y) - ExactNumber(a.y))
        let (fromX, fromY) = (x - ExactNumber(start.x), y - ExactNumber(start.y))
        let (legX, legY) = (
            ExactNumber(end.x) - ExactNumber(start.x), ExactNumber(end.y) - ExactNumber(start.y)
        )
        let along = fromX * legX + fromY * legY
        let square = legX * legX + legY * legY
        let radiusSquare = ExactNumber(radius) * ExactNumber(radius)
        guard along.sign > 0 else { return (fromX * fromX + fromY * fromY - radiusSquare).sign }
        guard (along - square).sign < 0 else {
            let (toX, toY) = (x - ExactNumber(end.x), y - ExactNumber(end.y))
            return (toX * toX + toY * toY - radiusSquare).sign
        }
        let across = legX * fromY - legY * fromX
        return (across * across - radiusSquare * square).sign
    }
}
