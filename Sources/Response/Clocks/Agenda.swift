import Foundation

/// What will happen, the soonest first; of what happens at once, what was added first.
///
/// - Complexity: O(log *n*) for an item.
struct Agenda<Item: Sendable>: Sendable {
    private var heap: [(time: Date, number: Int, item: Item)] = []
    private var count = 0

    mutating func add(_ item: Item, at time: Date) {
        count += 1
        heap.append((time, count, item))
        var child = heap.count - 1
        while child > 0, isEarlier(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// When the next thing happens; nil when nothing does.
    var nextTime: Date? { heap.first?.time }

    mutating func next() -> (time: Date, item: Item)? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return (first.time, first.item) }
        heap[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, isEarlier(child + 1, child) { child += 1 }
            guard isEarlier(child, parent) else { break }
            heap.swapAt(child, parent)
            parent = child
        }
        return (first.time, first.item)
    }

    private func isEarlier(_ a: Int, _ b: Int) -> Bool {
        (heap[a].time, heap[a].number) < (heap[b].time, heap[b].number)
    }
}
