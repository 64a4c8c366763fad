import GeometryCore

/// Distinct points, numbered in the order in which they first came.
struct VertexTable {
    private(set) var points: [Point] = []
    /// Open addressing with linear probing; at most half full, −1 where empty.
    private var slots: [Int32]

    init(expected: Int = 16) {
        slots = Array(repeating: -1, count: 2 << (Int.bitWidth - max(8, expected).leadingZeroBitCount))
        points.reserveCapacity(expected)
    }

    subscript(number: Int32) -> Point { points[Int(number)] }

    /// The number of `point`, new if it has none yet.
    ///
    /// Zero and minus zero are one coordinate.
    mutating func number(of point: Point) -> Int32 {
        var slot = Self.hash(point) & (slots.count - 1)
        while slots[slot] >= 0 {
            if points[Int(slots[slot])] == point { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        let number = Int32(points.count)
        slots[slot] = number
        points.append(point)
        if points.count * 2 > slots.count { grow() }
        return number
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for (number, point) in points.enumerated() {
            var slot = Self.hash(point) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number)
        }
    }

    private static func hash(_ point: Point) -> Int { hash(point.x, point.y) }

    static func hash(_ x: Double, _ y: Double) -> Int {
        // Adding zero turns −0 into +0. Multiply–xorshift mixes the high bits, where coordinates differ, into the low.
        var bits = (x + 0).bitPattern &* 0x9e37_79b9_7f4a_7c15
        bits = (bits ^ (bits >> 32)) &+ (y + 0).bitPattern
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int(truncatingIfNeeded: bits ^ (bits >> 31))
    }
}
