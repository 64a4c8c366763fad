/// A responder or goal that a search has met, and how.
struct RoadCandidate: BitwiseCopyable {
    /// How it is reached: by an arc of direction 0 or 1 as `RoadOffsets/seconds` counts them, at a vertex, or along the
    /// edge where the search began.
    enum Way {
        static let vertex: UInt32 = 4
        static let own: UInt32 = 5
    }

    var seconds: Double
    var number: UInt32
    var slot: UInt32
    /// The vertex from which it was met; `RoadGraph.none` on the edge where the search began.
    var vertex: UInt32
    var way: UInt32
}

/// What a search does with those it meets.
protocol RoadCollector {
    /// The search need not go beyond this time.
    var bound: Double { get }
    /// Takes in a candidate not beyond the bound; the same number may come again by another way.
    mutating func offer(_ candidate: RoadCandidate)
}

/// The first `k` that a search meets, in the order of time, then number.
struct RoadShortlist: RoadCollector {
    private(set) var candidates: [RoadCandidate] = []
    private var k = 0
    private(set) var bound = Double.infinity

    mutating func begin(_ k: Int, within limit: Double) {
        candidates.removeAll(keepingCapacity: true)
        self.k = k
        bound = limit
    }

    mutating func offer(_ candidate: RoadCandidate) {
        var place = candidates.count
        while place > 0 && candidate.precedes(candidates[place - 1]) { place -= 1 }
        for index in 0..<place where candidates[index].number == candidate.number { return }
        if let old = candidates[place...].firstIndex(where: { $0.number == candidate.number }) {
            candidates.remove(at: old)
        } else if candidates.count == k {
            guard place < k else { return }
            candidates.removeLast()
        }
        candidates.insert(candidate, at: place)
        if candidates.count == k { bound = min(bound, candidates[k - 1].seconds) }
    }
}

extension RoadCandidate {
    fileprivate func precedes(_ other: Self) -> Bool {
        seconds != other.seconds ? seconds < other.seconds : number < other.number
    }
}

/// The times of all goals, numbered from 0.
struct RoadColumn: RoadCollector {
    private(set) var seconds: [Double]
    private(set) var bound: Double
    private var missing: Int

    init(count: Int, within limit: Double) {
        seconds = Array(repeating: .infinity, count: count)
        bound = limit
        missing = count
    }

    mutating func offer(_ candidate: RoadCandidate) {
        let number = Int(candidate.number)
        guard candidate.seconds < seconds[number] else { return }
        if seconds[number] == .infinity { missing -= 1 }
        seconds[number] = candidate.seconds
        if missing == 0 { bound = min(bound, seconds.max() ?? 0) }
    }
}

/// Meets nobody: for searches that ask for the times to all vertices.
struct RoadHorizon: RoadCollector {
    let bound: Double
    mutating func offer(_ candidate: RoadCandidate) {}
}
