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
    /// - Complexity: O(*n*).
    public init(boxes items: [Box]) {
        precondition(items.count < 1 << 31, "more boxes than the tree numbers")
        let whole = items.reduce(into: Box.empty) { if !$1.isEmpty { $0.extend(to: $1) } }
        let order = HilbertSort.order(of: items, within: whole)
        var boxes: [Box] = []
        var targets = order
        boxes.reserveCapacity(order.count + order.count / (Self.fanOut - 1) + 10)
        targets.reserveCapacity(boxes.capacity)
        for number in order { boxes.append(items[Int(number)]) }
        var levelEnds = [boxes.count]
        var levelStart = 0
        // Pack each level's boxes by sixteens into the next until one is left.
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
        guard !boxes.isEmpty, !window.isEmpty, box.intersects(window) else { return }
        let (boxes, targets) = (boxes.span, targets.span)
        var level = levelEnds.count - 1
        guard level > 0 else { return visit(Int(targets[0])) }
        // For each level, of which 2³¹ boxes have nine, the children of the node being visited there: the first one, and a
        // bit for each that is yet to come.
        var firsts = InlineArray<9, Int>(repeating: 0)
        var pending = InlineArray<9, UInt32>(repeating: 0)
        (firsts[level], pending[level]) = meeting(window, boxes, targets, childrenOf: boxes.count - 1, level)
        while true {
            while pending[level] == 0 {
                level += 1
                if level == levelEnds.count { return }
            }
            let child = firsts[level] + pending[level].trailingZeroBitCount
            pending[level] &= pending[level] &- 1
            if level == 1 {
                visit(Int(targets[child]))
            } else {
                level -= 1
                (firsts[level], pending[level]) = meeting(window, boxes, targets, childrenOf: child, level)
            }
        }
    }

    /// The first child of a node one level up from its children's, and a bit for each child that meets the window.
    @inline(__always)
    private func meeting(
        _ window: Box,
        _ boxes: Span<Box>,
        _ targets: Span<UInt32>,
        childrenOf node: Int,
        _ level: Int
    ) -> (first: Int, bits: UInt32) {
        let first = Int(targets[node])
        let children = boxes.extracting(first..<min(first &+ Self.fanOut, levelEnds[level - 1]))
        var bits: UInt32 = 0
        for index in children.indices {
            if children[index].intersects(window) { bits |= 1 &<< UInt32(truncatingIfNeeded: index) }
        }
        return (first, bits)
    }

    func children(of index: Int, level: Int) -> Range<Int> {
        let first = Int(targets[index])
        return first..<min(first + Self.fanOut, levelEnds[level - 1])
    }
}
