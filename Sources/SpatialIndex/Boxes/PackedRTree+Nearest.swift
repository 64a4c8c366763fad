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
        let (boxes, targets) = (boxes.span, targets.span)
        let root = boxes.count - 1
        var queue = NearestQueue()
        queue.push(.init(boxes[root].distance(to: point, metric), level: levelEnds.count - 1, index: root))
        while let next = queue.first, next.distance <= maximum {
            let (level, index) = (next.level, next.index)
            if level < 0 {
                queue.pop()
                guard visit(index, next.distance) else { return }
            } else if level == 0 {
                // An item takes the place of its box, from which it seldom moves far.
                let item = Int(targets[index])
                queue.replaceFirst(.init(max(next.distance, distance(item)), level: -1, index: item))
            } else {
                queue.pop()
                for child in children(of: index, level: level) {
                    let reach = boxes[child].distance(to: point, metric)
                    if reach <= maximum { queue.push(.init(reach, level: level - 1, index: child)) }
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

/// A heap of what a nearest search still has to look at, nearest first, of which each entry has four below it.
private struct NearestQueue {
    struct Entry {
        let distance: Double
        /// Orders entries at one distance.
        ///
        /// Higher levels come first, since they may hold an item of a lower number, then lower indices: the upper half
        /// is 16 less the level, the lower the index.
        let rank: UInt64

        /// Above level 0 a node, at 0 an item's box, at −1 an item whose distance is known.
        @inline(__always)
        init(_ distance: Double, level: Int, index: Int) {
            self.distance = distance
            rank = UInt64(truncatingIfNeeded: 16 &- level) << 32 | UInt64(truncatingIfNeeded: index)
        }

        @inline(__always) var level: Int { 16 &- Int(rank >> 32) }
        @inline(__always) var index: Int { Int(rank & 0xffff_ffff) }

        @inline(__always)
        func precedes(_ other: Entry) -> Bool {
            distance != other.distance ? distance < other.distance : rank < other.rank
        }
    }

    private var heap: [Entry] = []

    init() { heap.reserveCapacity(250) }

    var first: Entry? { heap.first }

    mutating func push(_ entry: Entry) {
        heap.append(entry)
        var place = heap.count &- 1
        while place > 0 {
            let parent = (place &- 1) >> 2
            guard entry.precedes(heap[parent]) else { break }
            heap[place] = heap[parent]
            place = parent
        }
        heap[place] = entry
    }

    /// Removes the first; there is one.
    mutating func pop() {
        let last = heap.removeLast()
        if !heap.isEmpty { replaceFirst(last) }
    }

    /// Puts an entry in place of the first; there is one.
    mutating func replaceFirst(_ entry: Entry) {
        let count = heap.count
        var place = 0
        while true {
            let first = place &* 4 &+ 1
            guard first < count else { break }
            var least = first
            for child in first &+ 1..<min(first &+ 4, count) where heap[child].precedes(heap[least]) { least = child }
            guard heap[least].precedes(entry) else { break }
            heap[place] = heap[least]
            place = least
        }
        heap[place] = entry
    }
}
