import GeometryCore

/// The order of boxes and points along a Hilbert curve of order 16, in which neighbours are near in space.
///
/// Source: D. Hilbert, "Ueber die stetige Abbildung einer Linie auf ein Flächenstück", Mathematische Annalen 38, 1891,
/// doi:10.1007/BF01199431.
enum HilbertSort {
    /// The numbers of the boxes that are not empty, by the place of their middles on the curve over `whole`, then by
    /// number.
    ///
    /// - Complexity: O(*n*).
    static func order(of items: [Box], within whole: Box) -> [UInt32] {
        order(items.count, within: whole) { number in
            let item = items[number]
            guard !item.isEmpty else { return nil }
            return Point(x: item.minX + item.width / 2, y: item.minY + item.height / 2)
        }
    }

    /// The numbers of all points, by their place on the curve over those that are finite, then by number.
    ///
    /// - Complexity: O(*n*).
    static func order(of points: [Point]) -> [UInt32] {
        order(points.count, within: Box(points.lazy.filter(\.isFinite))) { points[$0] }
    }

    @inline(__always)
    private static func order(_ count: Int, within whole: Box, _ place: (Int) -> Point?) -> [UInt32] {
        let side = Double(UInt16.max)
        let scaleX = whole.width > 0 ? side / whole.width : 0
        let scaleY = whole.height > 0 ? side / whole.height : 0
        // What is not a number stands at the end.
        func step(_ value: Double) -> UInt32 { UInt32(max(0, min(side, value))) }
        let table = table.span
        var keyed: [UInt64] = []
        keyed.reserveCapacity(count)
        for number in 0..<count {
            guard let place = place(number) else { continue }
            let (x, y) = (step((place.x - whole.minX) * scaleX), step((place.y - whole.minY) * scaleY))
            keyed.append(UInt64(distance(x: x, y: y, table)) << 32 | UInt64(number))
        }
        sortByUpperHalf(&keyed)
        return keyed.map { UInt32(truncatingIfNeeded: $0) }
    }

    /// The distance along the curve of cell (`x`, `y`), each below 2¹⁶.
    static func distance(x: UInt32, y: UInt32) -> UInt32 { distance(x: x, y: y, table.span) }

    @inline(__always)
    private static func distance(x: UInt32, y: UInt32, _ table: Span<UInt16>) -> UInt32 {
        var (turn, distance): (UInt32, UInt32) = (0, 0)
        for shift: UInt32 in [12, 8, 4, 0] {
            let (column, row) = (x >> shift & 15, y >> shift & 15)
            let entry = UInt32(table[Int(turn << 8 | column << 4 | row)])
            distance = distance << 8 | entry & 255
            turn = entry >> 8
        }
        return distance
    }

    /// For each turn and each four bits of `x` and `y`: eight bits of distance, and above them the next turn.
    private static let table: [UInt16] = (0..<1024).map { index in
        var (turn, distance): (UInt16, UInt16) = (UInt16(index >> 8), 0)
        for bit in [3, 2, 1, 0] {
            // Turned, the curve in this square starts and ends as the whole one does.
            let flip = turn >> 1
            var (x, y) = (UInt16(index >> (4 + bit) & 1) ^ flip, UInt16(index >> bit & 1) ^ flip)
            if turn & 1 == 1 { (x, y) = (y, x) }
            distance = distance << 2 | x << 1 | x ^ y
            turn ^= y == 0 ? 1 | x << 1 : 0
        }
        return turn << 8 | distance
    }

    /// Sorts by the upper 32 bits, keeping the order of equal ones: one pass for each eleven bits.
    private static func sortByUpperHalf(_ keys: inout [UInt64]) {
        guard keys.count > 500 else { return keys.sort() }
        var other = keys
        for shift: UInt64 in [32, 43, 54] {
            var starts = [Int](repeating: 0, count: 2048)
            for key in keys { starts[Int(key >> shift & 2047)] += 1 }
            var sum = 0
            for digit in starts.indices { (starts[digit], sum) = (sum, sum + starts[digit]) }
            for key in keys {
                let digit = Int(key >> shift & 2047)
                other[starts[digit]] = key
                starts[digit] += 1
            }
            swap(&keys, &other)
        }
    }
}
