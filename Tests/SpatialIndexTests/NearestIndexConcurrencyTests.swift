import GeometryCore
import SpatialIndex
import Synchronization
import TestSupport
import Testing

/// Readers query snapshots handed over through a lock while one writer moves points.
///
/// Point 2·*n* always stands due west and point 2·*n* + 1 due east of a middle, both as far; each publication moves both.
/// A reader who sees one without the other, or the traits of one moment with the place of another, has seen no moment.
@Suite struct NearestIndexConcurrencyTests {
    private static let pairs: UInt32 = 150
    private static let publications = 80
    /// A lattice of middles a pair can have, so far apart that a middle's two nearest points are one pair.
    private static let middles = 4096

    private struct Published: Sendable {
        var snapshot: NearestSnapshot
        /// How many publications there were.
        var moment: Int
    }

    private final class Board: Sendable {
        let published: Mutex<Published>
        init(_ snapshot: NearestSnapshot) { published = Mutex(Published(snapshot: snapshot, moment: 0)) }
    }

    @Test(.timeLimit(.minutes(10)), arguments: [1] as [UInt64])
    func everyAnswerIsOfOneMoment(_ seed: UInt64) async throws {
        var index = NearestIndex(metric: .plane)
        for pair in 0..<Self.pairs { try Self.insert(pair, at: Int(pair), &index) }
        let board = Board(index.snapshot)
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask { [index] in
                try await Self.write(index, board, seed: seed)
                return 0
            }
            for reader in 1...3 as ClosedRange<UInt64> {
                group.addTask { await Self.read(board, seed: seed * 100 + reader) }
            }
            var answers = 0
            for try await count in group { answers += count }
            #expect(answers > 0, "seed \(seed)")
        }
    }

    /// Keeps old snapshots for a while, so that pages are shared by many moments, and drops them anywhere.
    @Sendable private static func read(_ board: Board, seed: UInt64) async -> Int {
        var random = SeededGenerator(seed: seed)
        var kept: [Published] = []
        var (answers, last) = (0, 0)
        while last < publications {
            let now = board.published.withLock { $0 }
            if now.moment < last { Issue.record("seed \(seed): moment \(now.moment) after \(last)") }
            last = now.moment
            kept.append(now)
            if kept.count > 5 { kept.remove(at: Int.random(in: 0..<5, using: &random)) }
            for old in kept {
                answers += 1
                if let fault = fault(of: old, using: &random) { Issue.record("seed \(seed): \(fault)") }
            }
            await Task.yield()
        }
        return answers
    }

    /// What shows that a snapshot holds no moment; nil when nothing does.
    private static func fault(of published: Published, using random: inout SeededGenerator) -> String? {
        let (snapshot, moment) = (published.snapshot, published.moment)
        guard snapshot.count == Int(pairs) * 2 else { return "\(snapshot.count) points at \(moment)" }
        let place = middle(.random(in: 0..<middles, using: &random))
        let hits = snapshot.nearest(to: place, limit: 8)
        guard let first = hits.first, hits.count == 8 else { return "\(hits.count) points at \(moment)" }
        // Where the middle is in use, its pair is there whole, at one distance.
        if first.metres < 50 {
            let pair = hits.prefix(2)
            let isWhole = pair.map(\.number) == [first.number, first.number + 1] && first.number % 2 == 0
            guard isWhole, pair.allSatisfy({ $0.metres == first.metres }) else { return "a torn pair at \(moment)" }
            // Traits change with places: those with the parity of another moment must not fit.
            let parity = UInt32(truncatingIfNeeded: Int(first.metres) - 10)
            let alike = snapshot.nearest(to: place, limit: 8, filter: .init(required: 1 << parity), within: 49)
            guard alike.map(\.number) == pair.map(\.number) else { return "torn traits at \(moment)" }
        }
        let all = snapshot.nearest(to: place, limit: Int(pairs) * 2)
        let numbers = Set(all.map(\.number))
        return numbers.count == Int(pairs) * 2 ? nil : "\(numbers.count) numbers at \(moment)"
    }

    @Sendable private static func write(_ start: NearestIndex, _ board: Board, seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        var index = start
        var places = (0..<pairs).map { Int($0) }
        var free = Set(Int(pairs)..<middles)
        for moment in 1...publications {
            for _ in 0..<20 {
                let pair = UInt32.random(in: 0..<pairs, using: &random)
                let old = places[Int(pair)]
                // Mostly into a crowd, so that layouts change too.
                let bound = moment % 40 < 20 ? 400 : middles
                let new = Int.random(in: 0..<bound, using: &random)
                guard free.remove(new) != nil else { continue }
                free.insert(old)
                places[Int(pair)] = new
                if new % 7 == 0 {
                    try index.remove(2 * pair)
                    try index.remove(2 * pair + 1)
                    try insert(pair, at: new, &index, distance: Double(10 + moment % 30))
                } else {
                    try put(pair, at: new, &index, distance: Double(10 + moment % 30))
                }
            }
            board.published.withLock { [index] in $0 = Published(snapshot: index.snapshot, moment: moment) }
            await Task.yield()
        }
    }

    private static func middle(_ number: Int) -> Point {
        Point(x: Double(number % 64) * 1024, y: Double(number / 64) * 1024)
    }

    private static func insert(
        _ pair: UInt32,
        at number: Int,
        _ index: inout NearestIndex,
        distance: Double = 10
    ) throws {
        let place = middle(number)
        let traits: UInt32 = 1 << UInt32(distance - 10)
        try index.insert(2 * pair, at: Point(x: place.x - distance, y: place.y), traits: traits)
        try index.insert(2 * pair + 1, at: Point(x: place.x + distance, y: place.y), traits: traits)
    }

    private static func put(_ pair: UInt32, at number: Int, _ index: inout NearestIndex, distance: Double) throws {
        let place = middle(number)
        for (number, offset) in [(2 * pair, -distance), (2 * pair + 1, distance)] {
            try index.move(number, to: Point(x: place.x + offset, y: place.y))
            try index.setTraits(of: number, to: 1 << UInt32(distance - 10))
        }
    }
}
