/// A heap of arrivals with four children a node, the earliest first and of those at the same time that of the smaller
/// start, in memory that the caller keeps.
///
/// Unlike ``RoadQueue`` it puts equal times in order, so that every arrival that is taken out is final.
enum RoadReachQueue {
    struct Entry: BitwiseCopyable {
        var seconds = 0.0
        var start: UInt32 = 0
        var vertex: UInt32 = 0

        /// Times are not negative, so that their bits order them too.
        @inline(__always)
        func precedes(_ other: Entry) -> Bool {
            let (mine, others) = (seconds.bitPattern, other.seconds.bitPattern)
            return mine < others || (mine == others && start < other.start)
        }
    }

    @inline(__always)
    static func push(_ entry: Entry, _ heap: inout MutableSpan<Entry>, _ count: inout Int) {
        var child = count
        count &+= 1
        while child > 0 {
            let parent = (child &- 1) &>> 2
            let above = heap[parent]
            guard entry.precedes(above) else { break }
            heap[child] = above
            child = parent
        }
        heap[child] = entry
    }

    /// Removes the least entry of a heap that is not empty.
    @inline(__always)
    static func pop(_ heap: inout MutableSpan<Entry>, _ count: inout Int) -> Entry {
        let top = heap[0]
        count &-= 1
        let last = heap[count]
        var parent = 0
        while true {
            let first = parent &* 4 &+ 1
            guard first < count else { break }
            var least = first
            var child = first &+ 1
            while child < min(first &+ 4, count) {
                if heap[child].precedes(heap[least]) { least = child }
                child &+= 1
            }
            guard heap[least].precedes(last) else { break }
            heap[parent] = heap[least]
            parent = least
        }
        if count > 0 { heap[parent] = last }
        return top
    }
}
