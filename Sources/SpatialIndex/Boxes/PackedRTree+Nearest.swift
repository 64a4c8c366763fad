public import GeometryCore

extension PackedRTree {
    /// Visits items from the nearest outwards.
    ///
    /// - Parameters:
    ///   - point: Where to search from.
    ///   - metric: The flat metric in which boxes are compared.
    ///   - maximum: Items farther than this many metres are not visited; that distance is included.
    ///   - distance: The item's distance in metres, in the same metric: never less than that of its box.
    ///   - visit: Receives the item's number and distance; returns whether to go on. Items at equal distances come by
    ///     ascending number.
    /// - Complexity: O(log *n* + *k*) for *k* visits, on well-spread boxes.
    public func nearest(
        to point: Point,
        metric: LocalMetric,
        within maximum: Double = .infinity,
        distance: (Int) -> Double,
        _ visit: (Int, Double) -> Bool
    ) {
        guard !boxes.isEmpty else { return }
        var queue = NearestQueue()
        let root = boxes.count - 1
        queue.push(.init(distance: boxes[root].distance(to: point, metric), level: levelEnds.count - 1, index: root))
        while let next = queue.pop(), next.distance <= maximum {
            if next.level < 0 {
                guard visit(next.index, next.distance) else { return }
            } else if next.level == 0 {
                let item = Int(targets[next.index])
                queue.push(.init(distance: max(next.distance, distance(item)), level: -1, index: item))
            } else {
                for child in children(of: next.index, level: next.level) {
                    let reach = boxes[child].distance(to: point, metric)
                    if reach <= maximum { queue.push(.init(distance: reach, level: next.level - 1, index: child)) }
                }
            }
        }
    }
}

extension Box {
    /// The flat distance in metres from `point` to the nearest point of the box.
    @inline(__always)
    fileprivate func distance(to point: Point, _ metric: LocalMetric) -> Double {
        let dx = max(minX - point.x, 0, point.x - maxX) * metric.metresPerDegreeX
        let dy = max(minY - point.y, 0, point.y - maxY) * metric.metresPerDegreeY
        return (dx * dx + dy * dy).squareRoot()
    }
}

/// A binary heap of what a nearest search still has to look at, nearest first.
private struct NearestQueue {
    struct Entry {
        let distance: Double
        /// Above 0 a node, 0 an item's box, −1 an item whose distance is known.
        let level: Int
        let index: Int

        /// Nodes and boxes come before items at the same distance, since they may hold an item of a lower number.
        func precedes(_ other: Entry) -> Bool {
            if distance != other.distance { return distance < other.distance }
            return level != other.level ? level > other.level : index < other.index
        }
    }

    private var heap: [Entry] = []

    mutating func push(_ entry: Entry) {
        heap.append(entry)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].precedes(heap[parent]) else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func pop() -> Entry? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in (2 * parent + 1)...(2 * parent + 2)
            where child < heap.count && heap[child].precedes(heap[least]) {
                least = child
            }
            guard least != parent else { return first }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
