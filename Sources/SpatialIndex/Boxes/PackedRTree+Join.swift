import GeometryCore

extension PackedRTree {
    /// Visits every pair of an item of this tree and one of another whose boxes meet, each pair once.
    ///
    /// Touching borders count. Both trees are descended together, so that neither is searched once for each item of the
    /// other.
    ///
    /// Source: T. Brinkhoff, H.-P. Kriegel and B. Seeger, "Efficient Processing of Spatial Joins Using R-trees",
    /// SIGMOD 1993, doi:10.1145/170035.170075.
    ///
    /// - Parameters:
    ///   - other: The other tree, whose boxes are in the same coordinates.
    ///   - visit: Receives the number of this tree's item, then that of the other's; the order is the curves', not the
    ///     numbers'.
    /// - Complexity: O(*n* + *m*) for *n* items in both and *m* visits, on well-spread boxes of like sizes.
    public func join(_ other: PackedRTree, _ visit: (_ item: Int, _ otherItem: Int) -> Void) {
        guard !boxes.isEmpty, !other.boxes.isEmpty, box.intersects(other.box) else { return }
        join(root, other, other.root, visit)
    }

    /// Visits every pair of items whose boxes meet, each pair once; touching borders count.
    ///
    /// - Parameter visit: Receives the numbers of both, the lower one first; the order of pairs is the curve's.
    /// - Complexity: O(*n* + *m*) for *n* items and *m* visits, on well-spread boxes.
    public func joinSelf(_ visit: (_ lower: Int, _ higher: Int) -> Void) {
        guard !boxes.isEmpty else { return }
        joinSelf(root, visit)
    }

    /// A box by where it stands, and the level there.
    private struct Node {
        let index: Int
        let level: Int
    }

    private var root: Node { Node(index: boxes.count - 1, level: levelEnds.count - 1) }

    /// Visits the pairs below two nodes whose boxes meet.
    private func join(_ node: Node, _ other: PackedRTree, _ otherNode: Node, _ visit: (Int, Int) -> Void) {
        if node.level == 0 && otherNode.level == 0 {
            visit(Int(targets[node.index]), Int(other.targets[otherNode.index]))
        } else if node.level >= otherNode.level {
            // The higher of the two is opened, so that trees of different heights come to their items together.
            let window = other.boxes[otherNode.index]
            for child in children(of: node.index, level: node.level) where boxes[child].intersects(window) {
                join(Node(index: child, level: node.level - 1), other, otherNode, visit)
            }
        } else {
            let window = boxes[node.index]
            for child in other.children(of: otherNode.index, level: otherNode.level)
            where other.boxes[child].intersects(window) {
                join(node, other, Node(index: child, level: otherNode.level - 1), visit)
            }
        }
    }

    /// Visits the pairs below one node: those below each child, and those below each two children.
    private func joinSelf(_ node: Node, _ visit: (Int, Int) -> Void) {
        guard node.level > 0 else { return }
        let children = children(of: node.index, level: node.level)
        for first in children {
            let firstChild = Node(index: first, level: node.level - 1)
            joinSelf(firstChild, visit)
            let window = boxes[first]
            for second in first + 1..<children.upperBound where boxes[second].intersects(window) {
                join(firstChild, self, Node(index: second, level: node.level - 1)) { a, b in
                    visit(min(a, b), max(a, b))
                }
            }
        }
    }
}
