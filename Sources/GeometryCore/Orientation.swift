/// The turn taken when walking from one point through a second to a third.
public enum Orientation: Hashable, Sendable {
    /// The third point is to the left.
    case counterclockwise
    /// The third point is to the right.
    case clockwise
    /// The three points lie on one line.
    case collinear
}

/// Determines the exact turn from `a` through `b` to `p`.
///
/// - Returns: The turn of the given doubles, as exact rational arithmetic would find it.
@inlinable
public func orientation(_ a: Point, _ b: Point, _ p: Point) -> Orientation {
    let sign = orientationSign(a, b, p)
    return sign > 0 ? .counterclockwise : sign < 0 ? .clockwise : .collinear
}

/// A number whose sign is that of the turn from `a` through `b` to `p`: positive to the left, zero on one line.
///
/// A quick difference settles almost every call. When its rounding error could hide the sign, the determinant is
/// summed again without rounding. That is exact for magnitudes up to 2³⁰, which every terrestrial CRS keeps to, down to
/// the smallest double, unless an `x` and a `y` are both below 1e-150 without being zero; and up to 1e150 when none but
/// zero is below 1e-135.
///
/// Source: J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", 1997,
/// doi:10.1007/PL00009321.
@inlinable
public func orientationSign(_ a: Point, _ b: Point, _ p: Point) -> Double {
    let left = (b.x - a.x) * (p.y - a.y)
    let right = (b.y - a.y) * (p.x - a.x)
    let quick = left - right
    let isCertain = abs(quick) > quickErrorBound * (abs(left) + abs(right)) + underflowBound
    return isCertain ? quick : exactDeterminant(a, b, p)
}

/// Shewchuk's bound A for half an ulp of 1: (3 + 16ε)ε.
@usableFromInline let quickErrorBound = (3 + 16 * 0x1p-53) * 0x1p-53

/// Far above what products lose to underflow, far below any difference that matters.
@usableFromInline let underflowBound = 0x1p-960

/// A number with the sign of the determinant of (`a`, `b`, `p`), computed without rounding or allocation.
@usableFromInline @inline(never)
func exactDeterminant(_ a: Point, _ b: Point, _ p: Point) -> Double {
    if a == p || b == p || a == b { return 0 }
    if let sign = signOfExactDifferences(a, b, p) { return sign }
    // A power of two changes no digit, and keeps the products of tiny coordinates from underflowing. Products of large
    // ones would overflow instead.
    let largest = max(max(abs(a.x), abs(a.y)), max(abs(b.x), abs(b.y)), max(abs(p.x), abs(p.y)))
    let scale = largest <= 0x1p30 ? 0x1p480 : 1
    let (ax, ay, bx, by) = (a.x * scale, a.y * scale, b.x * scale, b.y * scale)
    let (px, py) = (p.x * scale, p.y * scale)
    var sum = Expansion()
    sum.add(product: bx, py)
    sum.add(product: -bx, ay)
    sum.add(product: -ax, py)
    sum.add(product: -by, px)
    sum.add(product: by, ax)
    sum.add(product: ay, px)
    return sum.sign
}

/// The same where the four differences lose nothing, as those of near places do not; nil elsewhere.
///
/// The products are exact as pairs of doubles, for factors far from the ends of the range of doubles.
private func signOfExactDifferences(_ a: Point, _ b: Point, _ p: Point) -> Double? {
    let (dx, ex) = difference(b.x, a.x)
    let (dy, ey) = difference(b.y, a.y)
    let (px, fx) = difference(p.x, a.x)
    let (py, fy) = difference(p.y, a.y)
    guard ex == 0, ey == 0, fx == 0, fy == 0 else { return nil }
    let (left, right) = (dx * py, dy * px)
    guard abs(left) > 0x1p-900, abs(right) > 0x1p-900, abs(left) < 0x1p900, abs(right) < 0x1p900 else { return nil }
    var sum = Expansion()
    sum.add(product: dx, py)
    sum.add(product: -dy, px)
    return sum.sign
}

/// The rounded difference and its rounding error.
@inline(__always)
private func difference(_ u: Double, _ v: Double) -> (Double, error: Double) {
    let rounded = u - v
    let virtual = u - rounded
    let restored = rounded + virtual
    return (rounded, (u - restored) + (virtual - v))
}

/// A sum of nonoverlapping doubles, smallest first, whose exact total is the value; at most six exact products.
private struct Expansion {
    private var components = InlineArray<12, Double>(repeating: 0)
    private var count = 0

    /// The largest component, which has the sign of the total.
    var sign: Double { count == 0 ? 0 : components[count - 1] }

    /// Adds `u * v` exactly: the rounded product and its rounding error are components of their own.
    mutating func add(product u: Double, _ v: Double) {
        let product = u * v
        grow(by: (-product).addingProduct(u, v))
        grow(by: product)
    }

    private mutating func grow(by term: Double) {
        var carry = term
        var kept = 0
        for index in 0..<count {
            let component = components[index]
            let total = carry + component
            let virtual = total - carry
            let error = (carry - (total - virtual)) + (component - virtual)
            if error != 0 {
                components[kept] = error
                kept += 1
            }
            carry = total
        }
        if carry != 0 {
            components[kept] = carry
            kept += 1
        }
        count = kept
    }
}
