/// A whole number of any size: a sign and a magnitude, kept as plain as can be because tests believe it.
public struct BigInteger: Equatable, Sendable {
    /// Whether the number is below zero; false for zero.
    private let isNegative: Bool
    /// The magnitude in base 2³², least digit first, without leading zeros; empty for zero.
    private let digits: [UInt32]

    private init(isNegative: Bool, digits: [UInt32]) {
        var digits = digits
        while digits.last == 0 { digits.removeLast() }
        self.isNegative = isNegative && !digits.isEmpty
        self.digits = digits
    }

    /// Creates the number `value`.
    public init(_ value: Int64) {
        let magnitude = value.magnitude
        self.init(
            isNegative: value < 0,
            digits: [UInt32(truncatingIfNeeded: magnitude), UInt32(truncatingIfNeeded: magnitude >> 32)]
        )
    }

    /// −1, 0 or +1.
    public var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

    /// The number times 2 to the power `bits`, which is not negative.
    public func shifted(by bits: Int) -> BigInteger {
        let inner = UInt64(bits % 32)
        var result = [UInt32](repeating: 0, count: bits / 32)
        var carry: UInt64 = 0
        for digit in digits {
            carry |= UInt64(digit) << inner
            result.append(UInt32(truncatingIfNeeded: carry))
            carry >>= 32
        }
        result.append(UInt32(truncatingIfNeeded: carry))
        return BigInteger(isNegative: isNegative, digits: result)
    }

    /// The negative of the number.
    public static prefix func - (number: BigInteger) -> BigInteger {
        BigInteger(isNegative: !number.isNegative, digits: number.digits)
    }

    /// The sum.
    public static func + (left: BigInteger, right: BigInteger) -> BigInteger {
        if left.isNegative == right.isNegative {
            return BigInteger(isNegative: left.isNegative, digits: sum(left.digits, right.digits))
        }
        return isLess(left.digits, right.digits)
            ? BigInteger(isNegative: right.isNegative, digits: difference(right.digits, left.digits))
            : BigInteger(isNegative: left.isNegative, digits: difference(left.digits, right.digits))
    }

    /// The difference.
    public static func - (left: BigInteger, right: BigInteger) -> BigInteger { left + -right }

    /// The product, as taught at school.
    public static func * (left: BigInteger, right: BigInteger) -> BigInteger {
        var result = [UInt32](repeating: 0, count: left.digits.count + right.digits.count)
        for (i, a) in left.digits.enumerated() {
            var carry: UInt64 = 0
            for (j, b) in right.digits.enumerated() {
                carry += UInt64(a) * UInt64(b) + UInt64(result[i + j])
                result[i + j] = UInt32(truncatingIfNeeded: carry)
                carry >>= 32
            }
            result[i + right.digits.count] = UInt32(truncatingIfNeeded: carry)
        }
        return BigInteger(isNegative: left.isNegative != right.isNegative, digits: result)
    }

    private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        var carry: UInt64 = 0
        for index in 0..<max(left.count, right.count) {
            carry += UInt64(index < left.count ? left[index] : 0) + UInt64(index < right.count ? right[index] : 0)
            result.append(UInt32(truncatingIfNeeded: carry))
            carry >>= 32
        }
        result.append(UInt32(truncatingIfNeeded: carry))
        return result
    }

    /// The difference of two magnitudes, the first not less than the second.
    private static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        var borrow: Int64 = 0
        for index in 0..<left.count {
            let digit = Int64(left[index]) - Int64(index < right.count ? right[index] : 0) - borrow
            borrow = digit < 0 ? 1 : 0
            result.append(UInt32(truncatingIfNeeded: digit))
        }
        return result
    }

    /// Whether one magnitude without leading zeros is below another.
    private static func isLess(_ left: [UInt32], _ right: [UInt32]) -> Bool {
        guard left.count == right.count else { return left.count < right.count }
        for index in left.indices.reversed() where left[index] != right[index] { return left[index] < right[index] }
        return false
    }
}
