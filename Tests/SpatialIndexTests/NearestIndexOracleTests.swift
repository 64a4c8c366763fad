import GeometryCore
import SpatialIndex
import TestSupport
import Testing

@Suite struct NearestIndexOracleTests {
    /// Every layout in degrees, in metres, and in metres as large as a plane allows.
    struct Scene: CustomTestStringConvertible, Sendable {
        let kind: NearestLayoutKind
        let metric: NearestMetric
        let scale: Double

        var testDescription: String { "\(kind) \(metric) ×\(scale)" }

        static let all = NearestLayoutKind.allCases.flatMap { kind in
            [
                Scene(kind: kind, metric: .greatCircle, scale: 1), Scene(kind: kind, metric: .plane, scale: 1),
                Scene(kind: kind, metric: .plane, scale: 0x1p32),
            ]
        }

        func scaled(_ points: [Point]) -> [Point] { points.map { Point(x: $0.x * scale, y: $0.y * scale) } }
    }

    @Test(arguments: Scene.all, [0, 1, 3, 50, 200] as [Int])
    func answersAsLookingAtEveryPoint(_ scene: Scene, _ count: Int) throws {
        let seed = UInt64(count * 31 + 7)
        var random = SeededGenerator(seed: seed)
        let count = scene.kind == .alone ? min(1, count) : count
        let places = scene.kind.places(count, using: &random)
        let queries = scene.scaled(NearestLayoutKind.queries(about: places, min(16, count + 4), using: &random))
        let model = NearestLedger(metric: scene.metric, places: scene.scaled(places), using: &random)
        let snapshot = try model.index().snapshot
        #expect(snapshot.count == count)
        for place in queries {
            let ranking = model.ranking(from: place)
            for _ in 0..<6 {
                let wish = NearestLedger.Wish.any(for: ranking, using: &random)
                let (found, due) = (snapshot.answer(to: place, wish), ranking.answer(wish))
                #expect(found == due, "seed \(seed), \(scene.testDescription), \(count) points, from \(place): \(wish)")
            }
        }
    }

    /// Many filters that hardly any or nearly all points pass, on a crowded layout with every trait bit in use.
    @Test(arguments: [1, 2] as [UInt64])
    func everyTraitBitFilters(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let places = NearestLayoutKind.settlement.places(400, using: &random)
        var model = NearestLedger(metric: .greatCircle, places: places, using: &random)
        for number in model.entries.keys.sorted() { model.entries[number]?.traits = random.word & random.word }
        let snapshot = try model.index().snapshot
        for bit in 0..<32 as Range<UInt32> {
            let place = places[Int(bit)]
            let ranking = model.ranking(from: place)
            let mask: UInt32 = 1 << bit
            let masks = [(mask, 0), (0, mask), (0, mask | 1 << 31), (mask | 1, 0), (mask, ~mask), (0, ~0), (~0, 0)]
            for (required, anyOf) in masks as [(UInt32, UInt32)] {
                for limit in [1, 6, 7, 12] {
                    var wish = NearestLedger.Wish(limit: limit)
                    wish.filter = NearestFilter(required: required, anyOf: anyOf)
                    #expect(
                        snapshot.answer(to: place, wish) == ranking.answer(wish),
                        "seed \(seed), bit \(bit), \(wish)"
                    )
                }
            }
        }
    }

    /// The columnar query, alone and in tasks, is the single one for each place; places that are none find nothing.
    @Test(arguments: [NearestMetric.greatCircle, .plane], [NearestLayoutKind.lattice, .onion, .globe])
    func columnsAreTheSingleAnswers(_ metric: NearestMetric, _ kind: NearestLayoutKind) async throws {
        let seed: UInt64 = 11
        var random = SeededGenerator(seed: seed)
        let places = kind.places(200, using: &random)
        var queries = NearestLayoutKind.queries(about: places, 20, using: &random)
        queries.insert(Point(x: .nan, y: 1), at: 7)
        queries.insert(Point(x: 1, y: -.infinity), at: 0)
        queries.append(Point(x: 0x1p41, y: 0))
        let snapshot = try NearestLedger(metric: metric, places: places, using: &random).index().snapshot
        for limit in [0, 5, 7, 8, 210] {
            let filter = limit == 5 ? NearestFilter(required: 1, anyOf: 6) : .all
            let maximum = limit == 8 ? 1e5 : .infinity
            var numbers = [UInt32](repeating: 0, count: limit * queries.count)
            var metres = [Double](repeating: -1, count: limit * queries.count)
            var numberSpan = numbers.mutableSpan
            var metreSpan = metres.mutableSpan
            snapshot.nearest(
                to: queries.span,
                limit: limit,
                filter: filter,
                within: maximum,
                numbers: &numberSpan,
                metres: &metreSpan
            )
            for (row, place) in queries.enumerated() {
                let hits = snapshot.nearest(to: place, limit: limit, filter: filter, within: maximum)
                let absent = limit - hits.count
                let (first, end) = (row * limit, (row + 1) * limit)
                let due = hits.map(\.number) + [UInt32](repeating: NearestSnapshot.none, count: absent)
                #expect(Array(numbers[first..<end]) == due, "seed \(seed), \(kind), limit \(limit), row \(row)")
                let dueMetres = hits.map(\.metres) + [Double](repeating: .infinity, count: absent)
                #expect(Array(metres[first..<end]) == dueMetres, "seed \(seed), \(kind), limit \(limit), row \(row)")
            }
            for tasks in [-1, 0, 2, 1000] {
                let found = await snapshot.nearest(
                    to: queries,
                    limit: limit,
                    filter: filter,
                    within: maximum,
                    tasks: tasks
                )
                #expect(found.numbers == numbers && found.metres == metres, "\(kind), limit \(limit), tasks \(tasks)")
            }
        }
        let nothing = await snapshot.nearest(to: [], limit: 3, tasks: 4)
        #expect(nothing.numbers.isEmpty && nothing.metres.isEmpty)
    }

    /// The distance of each point includes it as a maximum, and the next smaller number of metres does not.
    @Test(arguments: [NearestMetric.greatCircle, .plane])
    func maximumIsIncluded(_ metric: NearestMetric) throws {
        let seed: UInt64 = 5
        var random = SeededGenerator(seed: seed)
        let places =
            NearestLayoutKind.globe.places(60, using: &random) + NearestLayoutKind.even.places(60, using: &random)
        for place in places {
            var index = NearestIndex(metric: metric)
            try index.insert(9, at: place)
            let from = NearestLayoutKind.queries(about: places, 1, using: &random)[0]
            let metres = metric.distance(from: from, to: place)
            #expect(index.snapshot.nearest(to: from, limit: 1, within: metres).map(\.number) == [9], "seed \(seed)")
            #expect(index.snapshot.nearest(to: from, limit: 1, within: metres.nextDown).isEmpty, "seed \(seed)")
        }
    }

    /// Longitude −180 is longitude 180, and a pole is one place.
    @Test func samePlacesByOtherNames() throws {
        var index = NearestIndex()
        try index.insert(5, at: Point(x: -180, y: 10))
        try index.insert(4, at: Point(x: 180, y: 10))
        try index.insert(3, at: Point(x: 12, y: 90))
        try index.insert(2, at: Point(x: -170, y: 90))
        let west = index.snapshot.nearest(to: Point(x: -180, y: 10), limit: 2)
        #expect(west.map(\.number) == [4, 5] && west.allSatisfy { $0.metres == 0 })
        let pole = index.snapshot.nearest(to: Point(x: 99, y: 90), limit: 2, within: 0)
        #expect(pole.map(\.number) == [2, 3] && pole.allSatisfy { $0.metres == 0 })
    }
}

extension SeededGenerator {
    /// 32 even bits.
    fileprivate var word: UInt32 {
        mutating get { .random(in: 0...UInt32.max, using: &self) }
    }
}
