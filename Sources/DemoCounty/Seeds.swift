internal import GeometryCore
internal import TestSupport

/// What a random number is for.
///
/// Each purpose has numbers of its own, so one layer can be made without the others.
enum Purpose: UInt64 {
    case corner = 1
    case border, coast, warp, split, cost, extra, street, site, customers, assets, staff, rota, tracks, energy, calls,
        names, defects
}

/// Random numbers that depend only on the seed, the purpose and an index: never on the order of asking.
struct Seeds: Sendable {
    let seed: UInt64

    /// A stream of numbers for one thing.
    func generator(_ purpose: Purpose, _ index: Int, _ part: Int = 0) -> SeededGenerator {
        var mixer = SeededGenerator(seed: seed &* 0xd6e8_feb8_6659_fd93 &+ purpose.rawValue)
        var state = mixer.next() ^ (UInt64(bitPattern: Int64(index)) &* 0xa076_1d64_78bd_642f)
        state ^= UInt64(bitPattern: Int64(part)) &* 0xe703_7ed1_a0b4_28db
        return SeededGenerator(seed: state)
    }

    /// One number in 0..<1.
    func unit(_ purpose: Purpose, _ index: Int, _ part: Int = 0) -> Double {
        var generator = generator(purpose, index, part)
        return generator.unit()
    }

    /// Smooth noise between -1 and 1, with hills about as wide as `wavelength` metres.
    func noise(_ purpose: Purpose, _ point: Point, wavelength: Double, channel: Int = 0) -> Double {
        let x = point.x / wavelength + 4096
        let y = point.y / wavelength + 4096
        let column = Int(x.rounded(.down))
        let row = Int(y.rounded(.down))
        func value(_ dx: Int, _ dy: Int) -> Double {
            unit(purpose, (column + dx) &* 65_537 &+ (row + dy), channel) * 2 - 1
        }
        func ease(_ t: Double) -> Double { t * t * (3 - 2 * t) }
        let u = ease(x - Double(column))
        let v = ease(y - Double(row))
        let low = value(0, 0) + (value(1, 0) - value(0, 0)) * u
        let high = value(0, 1) + (value(1, 1) - value(0, 1)) * u
        return low + (high - low) * v
    }
}

/// Draws that need no library function whose last digit could differ between machines.
extension SeededGenerator {
    /// A number in 0..<1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
    /// A number in -1..<1.
    mutating func signed() -> Double { unit() * 2 - 1 }
    /// A whole number in 0..<bound.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    /// A number in the range.
    mutating func within(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }
    /// About normal, with mean 0 and standard deviation 1: a sum of four uniform numbers.
    mutating func bell() -> Double { (unit() + unit() + unit() + unit() - 2) * 1.732_050_807_568_877_2 }
}
