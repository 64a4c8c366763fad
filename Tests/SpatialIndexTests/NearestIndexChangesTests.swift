import GeometryCore
import SpatialIndex
import TestSupport
import Testing

@Suite struct NearestIndexChangesTests {
    private static let metrics = [NearestMetric.greatCircle, .plane]

    /// Seeded changes, with queries in between; snapshots taken on the way are asked again at the end.
    @Test(arguments: metrics, [1, 2] as [UInt64])
    func changesAreSeenAtOnceAndNeverInSnapshots(_ metric: NearestMetric, _ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var ledger = NearestLedger(metric: metric)
        var index = NearestIndex(metric: metric)
        var kept = [(snapshot: index.snapshot, ledger: ledger)]
        for phase in 0..<12 {
            let kinds = NearestLayoutKind.allCases.filter { $0 != .alone }
            let kind = kinds.randomElement(using: &random) ?? .even
            let pool = kind.places(60, using: &random)
            // Growing, moving, shrinking, so that layouts of every size come and go.
            let (insertions, removals) = [(6, 1), (2, 2), (1, 7)][phase % 3]
            for _ in 0..<250 {
                let choice = Int.random(in: 0..<(insertions + removals + 6), using: &random)
                let place = pool.randomElement(using: &random) ?? Point(x: 0, y: 0)
                try change(&index, &ledger, choice, insertions, removals, place, using: &random)
                if Int.random(in: 0..<60, using: &random) == 0 {
                    kept.append((index.snapshot, ledger))
                }
            }
            compare(index.snapshot, ledger, 6, "seed \(seed), phase \(phase), \(kind)", using: &random)
            #expect(index.count == ledger.entries.count, "seed \(seed), phase \(phase)")
            for number in 0..<900 as Range<UInt32> where index.contains(number) != (ledger.entries[number] != nil) {
                Issue.record("seed \(seed), phase \(phase): number \(number)")
            }
        }
        for (moment, kept) in kept.enumerated() {
            compare(kept.snapshot, kept.ledger, 2, "seed \(seed), snapshot \(moment)", using: &random)
        }
    }

    /// Two ways to the same content give the same answers: put in in order, or through many detours.
    @Test(arguments: metrics, NearestLayoutKind.allCases)
    func answersDoNotTellHistory(_ metric: NearestMetric, _ kind: NearestLayoutKind) throws {
        let seed: UInt64 = 21
        var random = SeededGenerator(seed: seed)
        let places = kind.places(130, using: &random)
        let ledger = NearestLedger(metric: metric, places: places, using: &random)
        let straight = try ledger.index(order: Array(0..<130)).snapshot
        var index = NearestIndex(metric: metric)
        let order = ledger.entries.keys.sorted().shuffled(using: &random)
        for number in order {
            try index.insert(number, at: NearestLayoutKind.anywhere(using: &random), traits: 16)
            try index.insert(number + 1000, at: places[0], traits: 15)
        }
        for number in order.shuffled(using: &random) {
            guard let entry = ledger.entries[number] else { continue }
            try index.move(number, to: places[Int(129 - number)])
            try index.remove(number + 1000)
            try index.setTraits(of: number, to: entry.traits)
            if number % 3 == 0 {
                try index.remove(number)
                try index.insert(number, at: entry.place, traits: entry.traits)
            } else {
                try index.move(number, to: entry.place)
            }
        }
        #expect(index.count == 130)
        for place in NearestLayoutKind.queries(about: places, 8, using: &random) {
            let ranking = ledger.ranking(from: place)
            for _ in 0..<4 {
                let wish = NearestLedger.Wish.any(for: ranking, using: &random)
                let (one, other) = (straight.answer(to: place, wish), index.snapshot.answer(to: place, wish))
                #expect(one == other, "seed \(seed), \(kind), from \(place): \(wish)")
                #expect(one == ranking.answer(wish), "seed \(seed), \(kind), from \(place): \(wish)")
            }
        }
    }

    /// A refused change changes nothing.
    @Test(arguments: metrics)
    func refusalsLeaveEverythingAsItWas(_ metric: NearestMetric) throws {
        let seed: UInt64 = 8
        var random = SeededGenerator(seed: seed)
        let ledger = NearestLedger(
            metric: metric,
            places: NearestLayoutKind.settlement.places(90, using: &random),
            using: &random
        )
        var index = try ledger.index()
        let good = Point(x: 119, y: 25)
        let limit = metric == .plane ? Point(x: 0x1p40, y: 0x1p40) : Point(x: 180, y: 90)
        let unending = [
            Point(x: .nan, y: 1), Point(x: 1, y: .nan), Point(x: .infinity, y: 1), Point(x: 1, y: -.infinity),
        ]
        let outside = [
            Point(x: limit.x.nextUp, y: 1), Point(x: -limit.x.nextUp, y: 1), Point(x: 1, y: limit.y.nextUp),
            Point(x: 1, y: -limit.y.nextUp), Point(x: .greatestFiniteMagnitude, y: 1),
        ]
        let refusals = unending.map { ($0, NearestIndexError.notFinite) } + outside.map { ($0, .outOfRange) }
        for (place, error) in refusals {
            #expect(metric.refusal(of: place) == error)
            #expect(metric.distance(from: place, to: good).isNaN && metric.distance(from: good, to: place).isNaN)
            #expect(throws: error) { try index.insert(500, at: place) }
            #expect(throws: error) { try index.move(3, to: place) }
            #expect(index.snapshot.nearest(to: place, limit: 5).isEmpty)
        }
        let tooGreat = NearestIndex.greatestNumber + 1
        for number in [tooGreat, .max] {
            #expect(throws: NearestIndexError.numberTooGreat(number)) { try index.insert(number, at: good) }
        }
        #expect(throws: NearestIndexError.taken(3)) { try index.insert(3, at: good, traits: 7) }
        for number in [90, 500, tooGreat, .max] as [UInt32] {
            #expect(throws: NearestIndexError.unknown(number)) { try index.move(number, to: good) }
            #expect(throws: NearestIndexError.unknown(number)) { try index.remove(number) }
            #expect(throws: NearestIndexError.unknown(number)) { try index.setTraits(of: number, to: 1) }
            #expect(!index.contains(number))
        }
        #expect(index.count == 90)
        compare(index.snapshot, ledger, 20, "seed \(seed)", using: &random)
        // The limits themselves are a place.
        try index.insert(500, at: limit)
        try index.remove(500)
        compare(index.snapshot, ledger, 5, "seed \(seed)", using: &random)
    }

    /// The greatest number is a number.
    @Test func greatestNumberIsAllowed() throws {
        var index = NearestIndex()
        let (place, other) = (Point(x: 119, y: 25), Point(x: 120, y: 25))
        try index.insert(NearestIndex.greatestNumber, at: place, traits: .max)
        try index.insert(0, at: place)
        #expect(index.snapshot.nearest(to: place, limit: 2).map(\.number) == [0, NearestIndex.greatestNumber])
        try index.move(NearestIndex.greatestNumber, to: other)
        try index.remove(0)
        let filter = NearestFilter(required: .max, anyOf: 1 << 31)
        let hits = index.snapshot.nearest(to: other, limit: 1, filter: filter, within: 0)
        #expect(hits.map(\.number) == [NearestIndex.greatestNumber])
    }

    /// Makes one seeded change to the index and the ledger.
    private func change(
        _ index: inout NearestIndex,
        _ ledger: inout NearestLedger,
        _ choice: Int,
        _ insertions: Int,
        _ removals: Int,
        _ place: Point,
        using random: inout SeededGenerator
    ) throws {
        let number = UInt32.random(in: 0..<900, using: &random)
        let known = ledger.entries.isEmpty ? nil : someKnown(from: number, ledger)
        let traits = UInt32.random(in: 0..<16, using: &random)
        if choice < insertions {
            guard ledger.entries[number] == nil else { return }
            ledger.entries[number] = .init(place: place, traits: traits)
            try index.insert(number, at: place, traits: traits)
        } else if let known {
            switch choice - insertions {
            case 0..<removals:
                ledger.entries[known] = nil
                try index.remove(known)
            case removals:
                ledger.entries[known]?.traits = traits
                try index.setTraits(of: known, to: traits)
            default:
                ledger.entries[known]?.place = place
                try index.move(known, to: place)
            }
        }
    }

    /// The first number in use from `number` on, round the end.
    private func someKnown(from number: UInt32, _ ledger: NearestLedger) -> UInt32? {
        (0..<900 as Range<UInt32>).lazy.map { ($0 + number) % 900 }.first { ledger.entries[$0] != nil }
    }

    private func compare(
        _ snapshot: NearestSnapshot,
        _ ledger: NearestLedger,
        _ queries: Int,
        _ note: String,
        using random: inout SeededGenerator
    ) {
        #expect(snapshot.count == ledger.entries.count, "\(note)")
        let places = ledger.entries.sorted { $0.key < $1.key }.map(\.value.place)
        for place in NearestLayoutKind.queries(about: places, queries, using: &random) {
            let ranking = ledger.ranking(from: place)
            for _ in 0..<4 {
                let wish = NearestLedger.Wish.any(for: ranking, using: &random)
                #expect(snapshot.answer(to: place, wish) == ranking.answer(wish), "\(note), from \(place): \(wish)")
            }
        }
    }
}
