import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct NearestIndexTests {
    private static let limits = [0, 1, 2, 5, 7, 8, 20, 5000]
    private static let filters = [
        NearestFilter.all, NearestFilter(required: 3), NearestFilter(anyOf: 12), NearestFilter(required: 1, anyOf: 6),
        NearestFilter(required: 16), NearestFilter(anyOf: 1 << 31),
    ]

    @Test(arguments: NearestScene.allCases, [NearestMetric.plane, .greatCircle])
    func answersAsBruteForceDoes(scene: NearestScene, metric: NearestMetric) throws {
        for count in [1, 2, 17, 150, 700] {
            var random = SeededGenerator(seed: UInt64(count))
            let model = scene.model(metric, count: count, using: &random)
            let index = try model.index()
            #expect(index.isSound() && index.count == count)
            for trial in 0..<24 {
                let place = scene.query(model, using: &random)
                let limit = Self.limits[trial % Self.limits.count]
                let filter = trial < 8 ? .all : Self.filters.randomElement(using: &random) ?? .all
                var maximum = Double.infinity
                if trial % 3 == 2, let hit = model.nearest(to: place, limit: 9, filter: filter, within: maximum).last {
                    // Exactly as far as a point is, or just not.
                    maximum = trial % 2 == 0 ? hit.metres : hit.metres.nextDown
                }
                let found = index.snapshot.nearest(to: place, limit: limit, filter: filter, within: maximum)
                let expected = model.nearest(to: place, limit: limit, filter: filter, within: maximum)
                #expect(found == expected, "\(scene), \(metric), \(count) points, trial \(trial)")
            }
        }
    }

    @Test(arguments: 1...9)
    func everyLimitRanksRightly(limit: Int) throws {
        var random = SeededGenerator(seed: UInt64(limit))
        let model = NearestScene.county.model(.plane, count: 90, using: &random)
        let snapshot = try model.index().snapshot
        for trial in 0..<150 {
            let place = NearestScene.county.place(.plane, using: &random)
            let expected = model.nearest(to: place, limit: limit, filter: .all, within: .infinity)
            #expect(snapshot.nearest(to: place, limit: limit) == expected, "limit \(limit), trial \(trial)")
        }
    }

    /// Points are ranked in two lists at once, by turns: all that are wanted may come to one of them.
    @Test(arguments: 1...9)
    func nearAndFarByTurns(limit: Int) throws {
        var index = NearestIndex(metric: .plane)
        for number in 0..<UInt32(24) {
            try index.insert(number, at: Point(x: (number % 2 == 0 ? 50 : 500) - Double(number), y: 0))
        }
        let found = index.snapshot.nearest(to: Point(x: 0, y: 0), limit: limit).map(\.number)
        #expect(found == (0..<UInt32(limit)).map { 22 - 2 * $0 })
    }

    /// Rows of a columnar query share memory; that must not show.
    @Test(arguments: NearestScene.allCases, [NearestMetric.plane, .greatCircle])
    func columnsEqualSingleAnswers(scene: NearestScene, metric: NearestMetric) async throws {
        var random = SeededGenerator(seed: 7)
        let model = scene.model(metric, count: 400, using: &random)
        let snapshot = try model.index().snapshot
        var places = (0..<150).map { _ in scene.query(model, using: &random) }
        places[40] = Point(x: .nan, y: 0)
        for (limit, filter) in [(5, NearestFilter.all), (3, NearestFilter(required: 6)), (9, NearestFilter(anyOf: 1))] {
            var numbers = [UInt32](repeating: 0, count: places.count * limit)
            var metres = [Double](repeating: 0, count: places.count * limit)
            var numberSpan = numbers.mutableSpan
            var metreSpan = metres.mutableSpan
            snapshot.nearest(
                to: places.span,
                limit: limit,
                filter: filter,
                numbers: &numberSpan,
                metres: &metreSpan
            )
            for (row, place) in places.enumerated() {
                let found = snapshot.nearest(to: place, limit: limit, filter: filter)
                #expect(found.count == (row == 40 ? 0 : min(limit, found.count)))
                let lack = limit - found.count
                #expect(
                    Array(numbers[row * limit..<(row + 1) * limit])
                        == found.map(\.number) + [UInt32](repeating: NearestSnapshot.none, count: lack),
                    "row \(row)"
                )
                #expect(
                    Array(metres[row * limit..<(row + 1) * limit])
                        == found.map(\.metres) + [Double](repeating: .infinity, count: lack),
                    "row \(row)"
                )
            }
            for tasks in [1, 3, 1000] {
                let rows = await snapshot.nearest(to: places, limit: limit, filter: filter, tasks: tasks)
                #expect(rows.numbers == numbers && rows.metres == metres, "\(tasks) tasks")
            }
        }
    }

    @Test func answersDoNotDependOnTheWayThere() throws {
        var random = SeededGenerator(seed: 11)
        let model = NearestScene.lattice.model(.greatCircle, count: 300, using: &random)
        let plain = try model.index()
        // Inserted in another order, elsewhere, with others that come and go.
        var other = NearestIndex()
        for number in model.items.keys.sorted().reversed() {
            try other.insert(number, at: NearestScene.county.place(.greatCircle, using: &random))
            try other.insert(5000 + number, at: NearestScene.extremes.place(.greatCircle, using: &random))
        }
        for (number, item) in model.items.shuffled(using: &random) {
            try other.move(number, to: item.place)
            try other.setTraits(of: number, to: item.traits)
            try other.remove(5000 + number)
        }
        #expect(other.isSound())
        for _ in 0..<60 {
            let place = NearestScene.lattice.place(.greatCircle, using: &random)
            let found = plain.snapshot.nearest(to: place, limit: 6)
            #expect(found == other.snapshot.nearest(to: place, limit: 6))
            #expect(found.count == 6)
        }
    }

    @Test func equalDistancesComeByNumber() throws {
        var index = NearestIndex(metric: .plane)
        for number: UInt32 in [9, 3, 12, 5] { try index.insert(number, at: Point(x: 100, y: 100)) }
        for (number, x): (UInt32, Double) in [(4, 97), (2, 103)] { try index.insert(number, at: Point(x: x, y: 104)) }
        let found = index.snapshot.nearest(to: Point(x: 100, y: 100), limit: 6)
        #expect(found.map(\.number) == [3, 5, 9, 12, 2, 4])
        #expect(found.map(\.metres) == [0, 0, 0, 0, 5, 5])
        #expect(index.snapshot.nearest(to: Point(x: 100, y: 100), limit: 2).map(\.number) == [3, 5])
        #expect(index.snapshot.nearest(to: Point(x: 100, y: 100), limit: 5).map(\.number) == [3, 5, 9, 12, 2])
    }

    /// Two squares one rounding apart have one root: the numbers decide, at the end of a row too.
    @Test func distancesThatRoundToOneAreEqual() throws {
        let metric = NearestMetric.plane
        var random = SeededGenerator(seed: 3)
        var pairs = 0
        for _ in 0..<20_000 {
            let (a, b) = (Double.random(in: 1...2, using: &random), Double.random(in: 1...2, using: &random))
            let turned = Point(x: b.nextUp, y: a)
            let metres = (
                metric.distance(from: Point(x: 0, y: 0), to: Point(x: a, y: b)),
                metric.distance(from: Point(x: 0, y: 0), to: turned)
            )
            guard metres.0 == metres.1, a * a + b * b < b.nextUp * b.nextUp + a * a else { continue }
            pairs += 1
            var index = NearestIndex(metric: metric)
            try index.insert(8, at: Point(x: a, y: b))
            try index.insert(1, at: turned)
            #expect(index.snapshot.nearest(to: Point(x: 0, y: 0), limit: 2).map(\.number) == [1, 8])
            #expect(index.snapshot.nearest(to: Point(x: 0, y: 0), limit: 1).map(\.number) == [1])
        }
        #expect(pairs > 100)
    }

    @Test func nearestWrapsAroundTheEarth() throws {
        var index = NearestIndex()
        try index.insert(1, at: Point(x: 179.999, y: 10))
        try index.insert(2, at: Point(x: -179.998, y: 10))
        try index.insert(3, at: Point(x: 170, y: 10))
        try index.insert(4, at: Point(x: 20, y: 89.999))
        try index.insert(5, at: Point(x: -160, y: 89.998))
        try index.insert(6, at: Point(x: 77, y: -90))
        let snapshot = index.snapshot
        #expect(snapshot.nearest(to: Point(x: -179.9999, y: 10), limit: 3).map(\.number) == [1, 2, 3])
        #expect(snapshot.nearest(to: Point(x: -160, y: 90), limit: 2).map(\.number) == [4, 5])
        #expect(snapshot.nearest(to: Point(x: -90, y: -90), limit: 1) == [.init(number: 6, metres: 0)])
    }

    @Test(arguments: [NearestMetric.plane, .greatCircle])
    func whatIsRefusedChangesNothing(metric: NearestMetric) throws {
        var index = NearestIndex(metric: metric)
        try index.insert(1, at: Point(x: 10, y: 20), traits: 5)
        let far = metric == .plane ? NearestMetric.planeLimit.nextUp : 180.0.nextUp
        let bad: [(Point, NearestIndexError)] = [
            (Point(x: .nan, y: 0), .notFinite), (Point(x: 0, y: .infinity), .notFinite),
            (Point(x: far, y: 0), .outOfRange), (Point(x: 0, y: -far), .outOfRange),
        ]
        for (place, error) in bad {
            #expect(throws: error) { try index.insert(2, at: place) }
            #expect(throws: error) { try index.move(1, to: place) }
            #expect(metric.refusal(of: place) == error)
            #expect(index.snapshot.nearest(to: place, limit: 1).isEmpty)
        }
        let place = Point(x: 1, y: 1)
        #expect(throws: NearestIndexError.taken(1)) { try index.insert(1, at: place) }
        let great = NearestIndex.greatestNumber + 1
        #expect(throws: NearestIndexError.numberTooGreat(great)) { try index.insert(great, at: place) }
        for number: UInt32 in [0, 2, great, .max] {
            #expect(throws: NearestIndexError.unknown(number)) { try index.move(number, to: place) }
            #expect(throws: NearestIndexError.unknown(number)) { try index.remove(number) }
            #expect(throws: NearestIndexError.unknown(number)) { try index.setTraits(of: number, to: 0) }
            #expect(!index.contains(number))
        }
        #expect(index.count == 1 && index.isSound())
        let hits = index.snapshot.nearest(to: Point(x: 10, y: 20), limit: 3, filter: NearestFilter(required: 5))
        #expect(hits == [.init(number: 1, metres: 0)])
    }

    @Test func nothingIsFoundWhereNothingIs() throws {
        var index = NearestIndex()
        let place = Point(x: 119, y: 25)
        #expect(index.snapshot.nearest(to: place, limit: 5).isEmpty)
        try index.insert(0, at: place)
        for maximum: Double in [-1, -.infinity, .nan] {
            #expect(index.snapshot.nearest(to: place, limit: 5, within: maximum).isEmpty)
        }
        #expect(index.snapshot.nearest(to: place, limit: 5, within: 0).count == 1)
        try index.remove(0)
        #expect(index.snapshot.nearest(to: place, limit: 5).isEmpty && index.isSound())
    }

    /// However points are spread, a search looks through few of them, and there are not many more cells than points.
    @Test(arguments: [NearestScene.county, .settlementAndOutlier, .twoSettlements, .northSouth, .eastWest])
    func cellsAdapt(scene: NearestScene) throws {
        var random = SeededGenerator(seed: 5)
        var index = NearestIndex()
        for number in 0..<UInt32(4000) {
            try index.insert(number, at: NearestScene.county.place(.greatCircle, using: &random))
        }
        for number in 0..<UInt32(4000) { try index.move(number, to: scene.place(.greatCircle, using: &random)) }
        #expect(index.isSound())
        let strips = (0..<index.snapshot.strips.count).map { index.snapshot.strips[$0] }
        let crowds = strips.flatMap { strip in (0..<NearestStrip.cells).map { strip.count(ofCell: $0) } }
        #expect((crowds.max() ?? 0) <= 60)
        #expect(crowds.count { $0 > 0 } * 20 > crowds.count)
        // Two settlements far apart leave nearly all between them empty, and one cell for it will do.
        #expect(scene != .twoSettlements || index.snapshot.grids[0].cellCount < 100)
        for number in 0..<UInt32(3990) { try index.remove(number) }
        #expect(index.snapshot.strips.count < 20 && index.isSound())
    }
}
