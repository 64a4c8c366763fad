public import GeometryCore

/// A static R-tree: boxes sorted along a Hilbert curve and packed level by level into flat arrays.
///
/// Built whole and never changed, so it is `Sendable` and needs no lock. Items are numbered by their place in the
/// initialiser's array. Empty boxes, and boxes that are not numbers, are found by no query.
///
/// Source: I. Kamel and C. Faloutsos, "On Packing R-trees", CIKM 1993, doi:10.1145/170088.170403.
public struct PackedRTree: Sendable {
    /// How many boxes a node holds.
    static let fanOut = 16

    /// The smallest box around all items.
    public let box: Box
    /// How many items there are.
    public let count: Int

    /// The items' boxes in curve order, then the nodes' boxes level by level, the root last.
    let boxes: [Box]
    /// For each item box the item's number; for each node box where its first child's box stands.
    let targets: [UInt32]
    /// Where each level ends in `boxes`, the items' level first.
    let levelEnds: [Int]

    /// Builds the tree.
    ///
    /// - Precondition: Fewer than 2³¹ boxes.
    /// - Complexity: O(*n* log *n*).
    public init(boxes items: [Box]) {
        precondition(items.count < 1 << 31, "more boxes than the tree numbers")
        let whole = items.reduce(into: Box.empty) { if !$1.isEmpty { $0.extend(to: $1) } }
        let order = Self.curveOrder(of: items, within: whole)
        var boxes = order.map { items[Int($0)] }
        var targets = order
        var levelEnds = [boxes.count]
        var levelStart = 0
        // Pack each level's boxes by the dozen into the next until one is left.
        while boxes.count - levelStart > 1 {
            let levelEnd = boxes.count
            for first in stride(from: levelStart, to: levelEnd, by: Self.fanOut) {
                var node = Box.empty
                for child in first..<min(first + Self.fanOut, levelEnd) { node.extend(to: boxes[child]) }
                boxes.append(node)
                targets.append(UInt32(first))
            }
            levelStart = levelEnd
            levelEnds.append(boxes.count)
        }
        self.box = whole
        self.count = items.count
        self.boxes = boxes
        self.targets = targets
        self.levelEnds = levelEnds
    }

    /// Visits every item whose box meets `window`; touching borders count.
    ///
    /// - Parameters:
    ///   - window: Where to look.
    ///   - visit: Receives the item's number; the order is the curve's, not the numbers'.
    /// - Complexity: O(log *n* + *m*) for *m* visits, on well-spread boxes.
    public func search(_ window: Box, _ visit: (Int) -> Void) {
        guard !boxes.isEmpty, !window.isEmpty else { return }
        search(at: boxes.count - 1, level: levelEnds.count - 1, window, visit)
    }

    private func search(at index: Int, level: Int, _ window: Box, _ visit: (Int) -> Void) {
        guard boxes[index].intersects(window) else { return }
        guard level > 0 else { return visit(Int(targets[index])) }
        for child in children(of: index, level: level) { search(at: child, level: level - 1, window, visit) }
    }

    func children(of index: Int, level: Int) -> Range<Int> {
        let first = Int(targets[index])
        return first..<min(first + Self.fanOut, levelEnds[level - 1])
    }

    /// The numbers of the findable items in the order of a Hilbert curve through their middles.
    private static func curveOrder(of items: [Box], within whole: Box) -> [UInt32] {
        let side = Double(UInt16.max)
        func step(_ value: Double, _ low: Double, _ size: Double) -> UInt32 {
            size > 0 ? UInt32(max(0, min(side, (value - low) / size * side))) : 0
        }
        var keyed: [UInt64] = []
        keyed.reserveCapacity(items.count)
        for (number, item) in items.enumerated() where !item.isEmpty {
            let middle = item.centre
            let key = hilbert(
                x: step(middle.x, whole.minX, whole.width),
                y: step(middle.y, whole.minY, whole.height)
            )
            keyed.append(UInt64(key) << 32 | UInt64(number))
        }
        keyed.sort()
        return keyed.map { UInt32(truncatingIfNeeded: $0) }
    }

    /// The distance along a Hilbert curve of order 16 of cell (`x`, `y`), each below 2¹⁶.
    static func hilbert(x: UInt32, y: UInt32) -> UInt32 {
        var (x, y, distance) = (x, y, UInt32(0))
        var side: UInt32 = 1 << 15
        while side > 0 {
            let (right, upper) = (x & side != 0, y & side != 0)
            distance = distance << 2 | (right ? (upper ? 2 : 3) : (upper ? 1 : 0))
            // Turn the quadrant so that the curve within it starts and ends where its neighbours expect.
            if !upper {
                if right { (x, y) = (~x & (side - 1), ~y & (side - 1)) }
                (x, y) = (y, x)
            }
            side >>= 1
        }
        return distance
    }
}
