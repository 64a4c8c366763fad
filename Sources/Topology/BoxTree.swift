import GeometryCore

/// Boxes packed once into a flat tree (sort-tile-recursive), for finding those that meet another box.
///
/// Source: S. T. Leutenegger, M. A. Lopez, J. Edgington, "STR: A Simple and Efficient Algorithm for R-Tree Packing",
/// 1997, doi:10.1109/ICDE.1997.582015.
struct BoxTree {
    /// All levels, leaves first; `nodes[i]` of an upper level covers the 16 below it.
    private var nodes: [Box]
    /// The number of each leaf's box in the input.
    private var items: [Int32]
    /// Where each level starts in `nodes`, and where the last ends.
    private var levels: [Int]

    private static let fanOut = 16

    /// - Complexity: O(*n* log *n*).
    init(_ boxes: [Box]) {
        items = Self.tiled(boxes)
        nodes = items.map { boxes[Int($0)] }
        levels = [0, nodes.count]
        while levels[levels.count - 1] - levels[levels.count - 2] > 1 {
            let (start, end) = (levels[levels.count - 2], levels[levels.count - 1])
            for first in stride(from: start, to: end, by: Self.fanOut) {
                var cover = Box.empty
                for child in first..<min(first + Self.fanOut, end) { cover.extend(to: nodes[child]) }
                nodes.append(cover)
            }
            levels.append(nodes.count)
        }
    }

    /// The boxes' numbers in slabs from west to east, each slab from south to north.
    private static func tiled(_ boxes: [Box]) -> [Int32] {
        var order = keyed(Array(0..<Int32(boxes.count))) { boxes[Int($0)].minX + boxes[Int($0)].maxX }
        let leaves = (Double(boxes.count) / Double(fanOut)).rounded(.up)
        let slab = max(fanOut, Int(leaves.squareRoot().rounded(.up)) * fanOut)
        for start in stride(from: 0, to: order.count, by: slab) {
            let range = start..<min(start + slab, order.count)
            order.replaceSubrange(range, with: keyed(order[range]) { boxes[Int($0)].minY + boxes[Int($0)].maxY })
        }
        return order
    }

    /// Sorts numbers by a key computed once for each.
    private static func keyed(_ numbers: some Collection<Int32>, _ key: (Int32) -> Double) -> [Int32] {
        var pairs = numbers.map { (key: key($0), number: $0) }
        pairs.sort { $0.key < $1.key }
        return pairs.map(\.number)
    }

    /// Calls `visit` with the number of every box that meets `box`; touching counts.
    func visit(_ box: Box, _ visit: (Int32) -> Void) {
        guard !items.isEmpty else { return }
        var stack: [(level: Int, index: Int)] = [(levels.count - 2, 0)]
        while let (level, index) = stack.popLast() {
            let start = levels[level]
            let isRoot = level == levels.count - 2
            let end = isRoot ? levels[level + 1] : min(start + index + Self.fanOut, levels[level + 1])
            for node in (start + index)..<end where nodes[node].intersects(box) {
                if level == 0 { visit(items[node]) } else { stack.append((level - 1, (node - start) * Self.fanOut)) }
            }
        }
    }
}
