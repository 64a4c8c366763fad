import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

/// The first and the second of many starts against a search from each.
@Suite struct RoadReachTests {
    /// The two least of the times from each start, by time and then by number.
    private func least(_ times: [Double]) -> [(seconds: Double, start: Int)] {
        Array(times.enumerated().filter { $0.1 < .infinity }.map { ($0.1, $0.0) }.sorted { $0 < $1 }.prefix(2))
    }

    private func isFirstTwo(_ found: RoadReach.Arrivals, _ times: [Double]) -> Bool {
        let expected = least(times)
        let both = [found.first, found.second].compactMap(\.self)
        guard both.count == expected.count, found.first != nil || found.second == nil else { return false }
        guard Set(both.map(\.start)).count == both.count else { return false }
        // Who it is may change among times that differ by their sums' order only.
        return zip(both, expected).allSatisfy {
            isSame($0.seconds, $1.seconds) && isSame($0.seconds, times[$0.start])
        }
    }

    @Test(arguments: 0..<40)
    func theFirstTwoAreThoseOfSingleSearches(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sample = RoadSample(nodeCount: 4 + Int(seed % 6) * 8, using: &random)
        let graph = sample.graph
        var starts = sample.places(Int(seed % 9), using: &random)
        // Several on one edge, and two at one place.
        if let first = starts.first, first.share > 0, first.share < 1 {
            starts += [0.2, 0.7].map { .init(link: first.link, share: $0) } + [first]
        }
        let places = sample.places(25, using: &random) + starts
        let positions = try (starts + places).map { try #require(sample.position(of: $0, in: graph)) }
        let begins = Array(positions.prefix(starts.count))
        let goals = Array(positions.dropFirst(starts.count))
        let reach = RoadReach(from: begins, on: graph)
        var search = RoadSearch(graph: graph)
        let table = search.table(from: begins, to: goals)
        for (column, goal) in goals.enumerated() {
            let found = reach.arrivals(at: goal)
            let single = starts.indices.map { table[$0, column] ?? .infinity }
            #expect(isFirstTwo(found, single), "seed \(seed), \(places[column]): \(found), \(single)")
            let textbook = starts.map { sample.times(from: [$0], to: [places[column]])[0] }
            #expect(isFirstTwo(found, textbook), "seed \(seed), \(places[column]): \(found), \(textbook)")
        }
        #expect(reach.settledCount <= 2 * graph.vertexCount, "seed \(seed)")
        if starts.isEmpty { #expect(goals.allSatisfy { reach.arrivals(at: $0).first == nil }) }
    }

    /// Every road comes once, with the times at its ends and its middle.
    @Test(arguments: 100..<120)
    func stretchesAreTheWholeNetwork(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sample = RoadSample(nodeCount: 6 + Int(seed % 4) * 8, using: &random)
        let graph = sample.graph
        let starts = sample.places(4, using: &random).compactMap { sample.position(of: $0, in: graph) }
        let reach = RoadReach(from: starts, on: graph)
        var search = RoadSearch(graph: graph)
        var (metres, lines): (Double, [Int: Double]) = (0, [:])
        for edge in 0..<UInt32(graph.edgeCount) {
            for part in graph.stretches(of: edge, from: graph.startPlace(of: edge), to: graph.endPlace(of: edge)) {
                lines[part.stretch.line, default: 0] += part.stretch.metres
            }
        }
        reach.forEachStretch { road in
            metres += road.stretch.metres
            lines[road.stretch.line, default: 0] -= road.stretch.metres
            // Of several nodes at one place it is not known which the end is.
            for (point, found) in [(road.stretch.points.first, road.atStart), (road.stretch.points.last, road.atEnd)] {
                guard let point, let node = sample.nodes.indices.filter({ sample.nodes[$0] == point }).only,
                    let position = graph.position(ofNode: node)
                else { continue }
                let times = starts.map { search.table(from: [$0], to: [position])[0, 0] ?? .infinity }
                #expect(isFirstTwo(found, times), "seed \(seed), node \(node)")
            }
        }
        #expect(isSame(metres, graph.report.metres), "seed \(seed)")
        #expect(lines.values.allSatisfy { abs($0) < 1e-6 }, "seed \(seed)")
    }

    /// The middle lies halfway, and its times are those of that place.
    @Test func middlesAreHalfway() throws {
        let line = RoadLine(
            points: [Point(x: 0, y: 0), Point(x: 30, y: 0), Point(x: 30, y: 70), Point(x: 130, y: 70)],
            forwardSpeed: 10,
            backwardSpeed: nil,
            number: 6
        )
        let graph = RoadGraph(lines: [line], units: .metres)
        let start = try #require(graph.nearestPosition(to: Point(x: 10, y: 0)))
        var seen: [RoadReachStretch] = []
        RoadReach(from: [start], on: graph).forEachStretch { seen.append($0) }
        #expect(seen.count == 1 && seen[0].stretch.line == 6 && seen[0].stretch.metres == 200)
        #expect(seen[0].middle == Point(x: 30, y: 70) && seen[0].atMiddle.first?.seconds == 9)
        #expect(seen[0].atStart.first == nil && seen[0].atEnd.first?.seconds == 19 && seen[0].atEnd.second == nil)
    }

    @Test func equalTimesComeByNumber() throws {
        let ends = [Point(x: 100, y: 0), Point(x: 0, y: 100), Point(x: -100, y: 0), Point(x: 0, y: -100)]
        // Each arm has a junction on its way, nearer to the middle from arm to arm, so that arrivals of the same time are
        // found in every order.
        let lines = ends.enumerated().flatMap { number, end in
            let share = 0.2 * Double(number + 1)
            let junction = Point(x: (end.x * share).rounded(), y: (end.y * share).rounded())
            let stub = Point(x: junction.x + 7, y: junction.y + 7)
            return [[Point(x: 0, y: 0), junction], [junction, end], [junction, stub]].map {
                RoadLine(points: $0, forwardSpeed: 10, backwardSpeed: 10, number: number)
            }
        }
        let graph = RoadGraph(lines: lines, units: .metres)
        let positions = try ends.map { try #require(graph.nearestPosition(to: $0)) }
        let middle = try #require(graph.nearestPosition(to: Point(x: 0, y: 0)))
        let tail = try #require(graph.nearestPosition(to: Point(x: 40, y: 0)))
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
            let reach = RoadReach(from: order.map { positions[$0] }, on: graph)
            let found = reach.arrivals(at: middle)
            #expect(found.first == .init(seconds: 10, start: 0) && found.second == .init(seconds: 10, start: 1))
            // Along the first arm its own is first, and the least of the others second.
            let own = order.firstIndex(of: 0) ?? 0
            let other = own == 0 ? 1 : 0
            let along = reach.arrivals(at: tail)
            #expect(along.first == .init(seconds: 6, start: own) && along.second == .init(seconds: 14, start: other))
        }
        // All at one vertex.
        let crowd = RoadReach(from: [middle, middle, middle], on: graph).arrivals(at: middle)
        #expect(crowd.first == .init(seconds: 0, start: 0) && crowd.second == .init(seconds: 0, start: 1))
    }

    @Test func aOneWayRingIsGoneRound() throws {
        let square = [(0.0, 0.0), (100, 0), (100, 100), (0, 100), (0, 0)].map { Point(x: $0.0, y: $0.1) }
        let line = RoadLine(points: square, forwardSpeed: 10, backwardSpeed: nil, number: 4)
        let graph = RoadGraph(lines: [line], units: .metres)
        let starts = try [(30.0, 0.0), (80, 0)].map { try #require(graph.nearestPosition(to: Point(x: $0, y: $1))) }
        let reach = RoadReach(from: starts, on: graph)
        for (x, first, second) in [(50.0, (0, 2.0), (1, 37.0)), (90, (1, 1), (0, 6)), (10, (1, 33), (0, 38))] {
            let found = reach.arrivals(at: try #require(graph.nearestPosition(to: Point(x: x, y: 0))))
            #expect(found.first == .init(seconds: first.1, start: first.0), "\(x)")
            #expect(found.second == .init(seconds: second.1, start: second.0), "\(x)")
        }
    }

    @Test func anEmptyGraphIsNoWhere() {
        var visits = 0
        RoadReach(from: [], on: RoadGraph(lines: [])).forEachStretch { _ in visits += 1 }
        #expect(visits == 0)
    }
}

extension Array {
    fileprivate var only: Element? { count == 1 ? self[0] : nil }
}
