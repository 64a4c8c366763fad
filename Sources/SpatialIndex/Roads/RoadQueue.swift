/// A heap with four children a node, least time first, in memory that the caller keeps.
///
/// What lies beyond the last entry is infinitely late, so that four children can always be compared; three places
/// beyond the last entry there ever is are needed for that.
///
/// Source: D. B. Johnson, "Priority queues with update and finding minimum spanning trees", 1975,
/// doi:10.1016/0020-0190(75)90001-0.
enum RoadQueue {
    struct Entry: BitwiseCopyable {
        var seconds: Double
        var vertex: UInt32
        /// The vertex's first arc.
        var first: UInt32

        /// Times are not negative, so that their bits order them too.
        @inline(__always)
        var order: UInt64 { seconds.bitPattern }
    }

    static let late = Entry(seconds: .infinity, vertex: 0, first: 0)

    @inline(__always)
    static func push(_ entry: Entry, _ heap: inout MutableSpan<Entry>, _ count: inout Int) {
        var child = count
        count &+= 1
        while child > 0 {
            let parent = (child &- 1) &>> 2
            let above = heap[parent]
            guard entry.order < above.order else { break }
            heap[child] = above
            child = parent
        }
        heap[child] = entry
    }

    static func push(_ entry: Entry, _ heap: inout [Entry], _ count: inout Int) {
        var span = heap.mutableSpan
        push(entry, &span, &count)
    }

    /// Removes the least entry of a heap that is not empty.
    @inline(__always)
    static func pop(_ heap: inout MutableSpan<Entry>, _ count: inout Int) -> Entry {
        let top = heap[0]
        count &-= 1
        let last = heap[count]
        heap[count] = late
        var parent = 0
        while true {
            let first = parent &* 4 &+ 1
            guard first < count else { break }
            // Sums of comparisons instead of branches, which could not be foretold.
            let left = first &+ (heap[first &+ 1].order < heap[first].order ? 1 : 0)
            let right = first &+ (heap[first &+ 3].order < heap[first &+ 2].order ? 3 : 2)
            let (one, other) = (heap[left].order, heap[right].order)
            let least = left &+ (right &- left) &* (other < one ? 1 : 0)
            guard min(one, other) < last.order else { break }
            heap[parent] = heap[least]
            parent = least
        }
        if count > 0 { heap[parent] = last }
        return top
    }

    /// Leaves the heap as it was before the first entry.
    static func removeAll(_ heap: inout MutableSpan<Entry>, _ count: inout Int) {
        for place in 0..<count { heap[place] = late }
        count = 0
    }
}
