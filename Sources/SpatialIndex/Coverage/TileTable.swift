/// An open-addressing hash table that numbers the tiles in the order they are first met.
struct TileTable: Sendable {
    static let vacant = UInt64.max

    private var keys = [UInt64](repeating: vacant, count: 1024)
    private var numbers = [UInt32](repeating: 0, count: 1024)
    /// How many tiles there are.
    private(set) var count = 0

    @inline(__always)
    static func key(column: Int, row: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: row) << 32 | UInt64(truncatingIfNeeded: column)
    }

    /// The number of a tile; nil when it was never met.
    @inline(__always)
    subscript(key: UInt64) -> Int? {
        let slot = slot(of: key)
        return keys[slot] == key ? Int(numbers[slot]) : nil
    }

    /// The number of a tile, a new one if need be.
    mutating func number(_ key: UInt64) -> Int {
        let slot = slot(of: key)
        if keys[slot] == key { return Int(numbers[slot]) }
        keys[slot] = key
        numbers[slot] = UInt32(count)
        count += 1
        if count * 2 > keys.count { grow() }
        return count - 1
    }

    /// Where `key` stands, or would stand.
    @inline(__always)
    private func slot(of key: UInt64) -> Int {
        // Fibonacci hashing: the high half of the product mixes all of the key.
        var slot = Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 32) & (keys.count - 1)
        while keys[slot] != key && keys[slot] != Self.vacant { slot = (slot + 1) & (keys.count - 1) }
        return slot
    }

    private mutating func grow() {
        let old = zip(keys, numbers).filter { $0.0 != Self.vacant }
        keys = Array(repeating: Self.vacant, count: 2 * keys.count)
        numbers = Array(repeating: 0, count: keys.count)
        for (key, number) in old {
            let slot = slot(of: key)
            keys[slot] = key
            numbers[slot] = number
        }
    }
}
