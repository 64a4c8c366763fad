public import GeometryCore

/// What a ``NearestIndex`` held at one moment, for any number of readers.
public struct NearestSnapshot: Sendable {
    /// One point that a query found.
    public struct Hit: Hashable, Sendable {
        /// The point's number.
        public let number: UInt32
        /// How far it is.
        public let metres: Double
    }

    /// Stands in a row of numbers where there are fewer points than asked for.
    public static let none = UInt32.max

    /// How places are read and distances measured.
    public let metric: NearestMetric
    /// How many points there are.
    public internal(set) var count = 0

    var map = NearestMap.plane
    var grids: [NearestGrid] = []
    var strips = NearestStrips()

    init(metric: NearestMetric) { self.metric = metric }

    /// Finds the points nearest to a place: nearest first, at equal distances by number.
    ///
    /// A place that is none in the metric finds nothing; ``NearestMetric/refusal(of:)`` says why it is none.
    ///
    /// - Parameters:
    ///   - place: The place, in the metric's coordinates.
    ///   - limit: How many points are wanted.
    ///   - filter: Which points may be found.
    ///   - maximum: Points farther than this many metres are not found; that distance is included. When it is negative
    ///     or not a number, nothing is.
    /// - Returns: At most `limit` points.
    /// - Complexity: O(`limit`) on points that are spread evenly about the place, of which many pass the filter.
    public func nearest(
        to place: Point,
        limit: Int,
        filter: NearestFilter = .all,
        within maximum: Double = .infinity
    ) -> [Hit] {
        let limit = min(limit, count)
        guard limit > 0 else { return [] }
        let one = CollectionOfOne(place)
        return unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: limit) { numbers in
            unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: limit) { metres in
                unsafe numbers.initialize(repeating: Self.none)
                unsafe metres.initialize(repeating: .infinity)
                var numberSpan = unsafe numbers.mutableSpan
                var metreSpan = unsafe metres.mutableSpan
                nearest(
                    to: one.span,
                    limit: limit,
                    filter: filter,
                    within: maximum,
                    numbers: &numberSpan,
                    metres: &metreSpan
                )
                let found = unsafe numbers.prefix { $0 != Self.none }.count
                return (0..<found).map { unsafe Hit(number: numbers[$0], metres: metres[$0]) }
            }
        }
    }

    /// Finds the points nearest to each of many places.
    ///
    /// It is ``nearest(to:limit:filter:within:)`` for each, without an array for each.
    ///
    /// - Parameters:
    ///   - places: The places, in the metric's coordinates.
    ///   - limit: How many points are wanted for each.
    ///   - filter: Which points may be found.
    ///   - maximum: Points farther than this many metres are not found.
    ///   - numbers: Receives a row of `limit` numbers for each place; ``none`` where there are no more.
    ///   - metres: Receives the distances; infinity where there are no more.
    /// - Precondition: `numbers` and `metres` are `limit` times as long as `places`.
    public func nearest(
        to places: Span<Point>,
        limit: Int,
        filter: NearestFilter = .all,
        within maximum: Double = .infinity,
        numbers: inout MutableSpan<UInt32>,
        metres: inout MutableSpan<Double>
    ) {
        precondition(limit >= 0 && numbers.count == limit * places.count, "each place needs a row of numbers")
        precondition(metres.count == numbers.count, "each number needs a distance")
        guard limit > 0 else { return }
        let wish = NearestWish(limit: limit, filter: filter, maximum: maximum, metric: metric)
        switch (metric, wish.tests) {
        case (.plane, 0): fill(&numbers, &metres, places, wish, NearestSearch<2, 0>.self)
        case (.plane, 1): fill(&numbers, &metres, places, wish, NearestSearch<2, 1>.self)
        case (.plane, _): fill(&numbers, &metres, places, wish, NearestSearch<2, 2>.self)
        case (.greatCircle, 0): fill(&numbers, &metres, places, wish, NearestSearch<3, 0>.self)
        case (.greatCircle, 1): fill(&numbers, &metres, places, wish, NearestSearch<3, 1>.self)
        case (.greatCircle, _): fill(&numbers, &metres, places, wish, NearestSearch<3, 2>.self)
        }
    }

    @inline(always)
    private func fill<let axes: Int, let tests: Int>(
        _ numbers: inout MutableSpan<UInt32>,
        _ metres: inout MutableSpan<Double>,
        _ places: Span<Point>,
        _ wish: NearestWish,
        _ type: NearestSearch<axes, tests>.Type
    ) {
        unsafe strips.withTable { strips in
            unsafe grids.withUnsafeBufferPointer { grids in
                unsafe withUnsafeTemporaryAllocation(byteCount: type.bytes(limit: wish.limit), alignment: 64) {
                    scratch in
                    guard let scratch = scratch.baseAddress else { return }
                    var search = unsafe type.init(wish, map, grids, strips, scratch)
                    for index in places.indices {
                        let found = metric.position(of: places[index]).map { search.run(from: $0) } ?? 0
                        let row = index &* wish.limit
                        for rank in 0..<found {
                            unsafe numbers[unchecked: row &+ rank] = search.number(rank)
                            unsafe metres[unchecked: row &+ rank] = search.metres(rank)
                        }
                        for rank in found..<wish.limit {
                            unsafe numbers[unchecked: row &+ rank] = Self.none
                            unsafe metres[unchecked: row &+ rank] = .infinity
                        }
                    }
                }
            }
        }
    }

    /// Finds the points nearest to each of many places, on several cores.
    ///
    /// - Parameters:
    ///   - places: The places, in the metric's coordinates.
    ///   - limit: How many points are wanted for each.
    ///   - filter: Which points may be found.
    ///   - maximum: Points farther than this many metres are not found.
    ///   - tasks: Into how many tasks the places are divided at most; one when it is not positive.
    /// - Returns: The columns that the columnar query fills.
    /// - Precondition: `limit` is not negative, and there is memory for that many answers a place.
    public func nearest(
        to places: [Point],
        limit: Int,
        filter: NearestFilter = .all,
        within maximum: Double = .infinity,
        tasks: Int
    ) async -> (numbers: [UInt32], metres: [Double]) {
        precondition(limit >= 0, "the number of points wanted is not negative")
        let step = max(1, places.count / max(1, min(tasks, places.count)) + 1)
        return await withTaskGroup(of: (Int, [UInt32], [Double]).self) { group in
            for start in stride(from: 0, to: places.count, by: step) {
                group.addTask {
                    let chunk = places[start..<min(start + step, places.count)]
                    var numbers = [UInt32](repeating: 0, count: chunk.count * limit)
                    var metres = [Double](repeating: 0, count: chunk.count * limit)
                    var numberSpan = numbers.mutableSpan
                    var metreSpan = metres.mutableSpan
                    nearest(
                        to: chunk.span,
                        limit: limit,
                        filter: filter,
                        within: maximum,
                        numbers: &numberSpan,
                        metres: &metreSpan
                    )
                    return (start, numbers, metres)
                }
            }
            var parts: [(Int, [UInt32], [Double])] = []
            for await part in group { parts.append(part) }
            parts.sort { $0.0 < $1.0 }
            return (parts.flatMap(\.1), parts.flatMap(\.2))
        }
    }

    /// The cell of a position.
    @inline(always)
    func cell(of position: SIMD3<Double>) -> Int {
        let (u, v) = (map.u(position), map.v(position))
        var cell = grids[0].cell(u: u, v: v)
        while let child = strips[cell / NearestStrip.cells].child(ofCell: cell % NearestStrip.cells) {
            cell = grids[child].cell(u: u, v: v)
        }
        return cell
    }
}
