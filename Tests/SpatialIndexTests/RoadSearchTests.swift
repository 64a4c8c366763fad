import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct RoadSearchTests {
    @Test(arguments: 0..<30)
    func tableEqualsTheTextbook(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sample = RoadSample(nodeCount: 4 + Int(seed % 5) * 8, using: &random)
        let graph = sample.graph
        let starts = sample.places(seed % 2 == 0 ? 4 : 7, using: &random)
        let goals = sample.places(5, using: &random) + starts.prefix(1)
        let positions = try (starts + goals).map { try #require(sample.position(of: $0, in: graph)) }
        var search = RoadSearch(graph: graph)
        let table = search.table(
            from: Array(positions.prefix(starts.count)),
            to: Array(positions.dropFirst(starts.count))
        )
        let limited = search.table(
            from: Array(positions.prefix(starts.count)),
            to: Array(positions.dropFirst(starts.count)),
            within: 60
        )
        for row in starts.indices {
            let expected = sample.times(from: [starts[row]], to: goals)
            for column in goals.indices {
                let (found, textbook) = (table[row, column] ?? .infinity, expected[column])
                #expect(isSame(found, textbook), "seed \(seed), \(starts[row]) to \(goals[column])")
                let reach = search.travel(from: positions[row], to: positions[starts.count + column], within: 60)
                switch reach {
                case .arrives(let seconds, _): #expect(isSame(seconds, textbook) && seconds <= 60)
                case .beyondLimit(let seconds, _): #expect(isSame(seconds, textbook) && seconds > 60)
                case .unreachable: #expect(textbook == .infinity, "seed \(seed)")
                }
                if textbook < 60 - 1e-6 || textbook > 60 + 1e-6 {
                    #expect((limited[row, column] != nil) == (textbook < 60), "seed \(seed)")
                }
            }
        }
    }

    @Test(arguments: 100..<124)
    func nearestEqualsTheTextbook(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sample = RoadSample(nodeCount: 5 + Int(seed % 7) * 6, using: &random)
        let graph = sample.graph
        let places = sample.places(14, using: &random)
        var board = RoadBoard(graph: graph)
        for (number, place) in places.enumerated() {
            let position = try #require(sample.position(of: place, in: graph))
            board.place(UInt32(number), at: position, traits: UInt32(number % 4))
        }
        if seed % 2 == 0 { board.arrange() }
        var search = RoadSearch(graph: graph)
        for goal in sample.places(6, using: &random) + places.prefix(2) {
            let position = try #require(sample.position(of: goal, in: graph))
            let times = places.map { sample.times(from: [$0], to: [goal])[0] }
            for (k, required, anyOf, limit) in [
                (1, 0, 0, Double.infinity), (4, 2, 0, .infinity), (5, 0, 0, 70), (99, 3, 0, .infinity),
                (5, 0, 3, .infinity), (5, 1, 2, .infinity),
            ] {
                let filter = NearestFilter(required: UInt32(required), anyOf: UInt32(anyOf))
                let hits = search.nearest(to: position, among: board, limit: k, filter: filter, within: limit)
                func isFit(_ number: Int) -> Bool {
                    number % 4 & required == required && (anyOf == 0 || number % 4 & anyOf != 0)
                }
                let fit = times.indices.filter { isFit($0) && times[$0] <= limit + 1e-9 }
                let expected = fit.map { times[$0] }.filter { $0 < .infinity }.sorted().prefix(k)
                #expect(hits.count == expected.count, "seed \(seed), \(k) to \(goal)")
                for (hit, seconds) in zip(hits, expected) {
                    #expect(isSame(hit.seconds, seconds), "seed \(seed), \(k) to \(goal)")
                    #expect(isSame(hit.seconds, times[Int(hit.number)]), "seed \(seed), number \(hit.number)")
                    #expect(isFit(Int(hit.number)))
                }
                #expect(Set(hits.map(\.number)).count == hits.count, "seed \(seed)")
                #expect(zip(hits, hits.dropFirst()).allSatisfy { ($0.seconds, $0.number) < ($1.seconds, $1.number) })
            }
        }
    }

    /// A hit's way is as long as the route of the same time.
    @Test(arguments: 200..<212)
    func hitsAndRoutesAgree(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sample = RoadSample(nodeCount: 20, using: &random)
        let graph = sample.graph
        let positions = sample.places(10, using: &random).compactMap { sample.position(of: $0, in: graph) }
        var board = RoadBoard(graph: graph)
        for (number, position) in positions.enumerated() { board.place(UInt32(number), at: position) }
        var search = RoadSearch(graph: graph)
        for goal in positions {
            for hit in search.nearest(to: goal, among: board, limit: 10) {
                let found = search.route(from: positions[Int(hit.number)], to: goal)
                let route = try #require(found, "seed \(seed)")
                #expect(isSame(route.seconds, hit.seconds), "seed \(seed)")
                #expect(isSame(route.metres, hit.metres), "seed \(seed)")
            }
        }
    }

    @Test func equalTimesComeByNumber() throws {
        let graph = RoadGraph(lines: [cross(arm: 0), cross(arm: 1), cross(arm: 2), cross(arm: 3)], units: .metres)
        var board = RoadBoard(graph: graph)
        let ends = [Point(x: 100, y: 0), Point(x: 0, y: 100), Point(x: -100, y: 0), Point(x: 0, y: -100)]
        for (number, end) in zip([7, 3, 9, 5], ends) {
            board.place(UInt32(number), at: try #require(graph.nearestPosition(to: end)))
        }
        var search = RoadSearch(graph: graph)
        let middle = try #require(graph.nearestPosition(to: Point(x: 0, y: 0)))
        for k in 1...4 {
            let hits = search.nearest(to: middle, among: board, limit: k)
            #expect(hits.map(\.number) == Array([3, 5, 7, 9].prefix(k)))
            #expect(hits.allSatisfy { $0.seconds == 10 && $0.metres == 100 })
        }
        #expect(search.nearest(to: middle, among: board, limit: 4, within: 10).count == 4)
        #expect(search.nearest(to: middle, among: board, limit: 4, within: 10.0.nextDown).isEmpty)
        #expect(search.nearest(to: middle, among: board, limit: 0).isEmpty)
        #expect(search.nearest(to: middle, among: board, limit: 4, within: -1).isEmpty)
    }

    private func cross(arm: Int) -> RoadLine {
        let ends = [Point(x: 100, y: 0), Point(x: 0, y: 100), Point(x: -100, y: 0), Point(x: 0, y: -100)]
        return RoadLine(points: [Point(x: 0, y: 0), ends[arm]], forwardSpeed: 10, backwardSpeed: 10, number: arm)
    }

    @Test func oneWayRoadIsGoneRound() throws {
        let square = [(0.0, 0.0), (100, 0), (100, 100), (0, 100), (0, 0)].map { Point(x: $0.0, y: $0.1) }
        let line = RoadLine(points: square, forwardSpeed: 10, backwardSpeed: nil, number: 4)
        let graph = RoadGraph(lines: [line], units: .metres)
        #expect(graph.vertexCount == 1 && graph.edgeCount == 1 && graph.report.deadEndCount == 0)
        var search = RoadSearch(graph: graph)
        let a = try #require(graph.nearestPosition(to: Point(x: 30, y: -1)))
        let b = try #require(graph.nearestPosition(to: Point(x: 80, y: -2)))
        #expect(search.travel(from: a, to: b) == .arrives(seconds: 5, metres: 50))
        #expect(search.travel(from: b, to: a) == .arrives(seconds: 35, metres: 350))
        #expect(search.travel(from: a, to: a) == .arrives(seconds: 0, metres: 0))
        let roundFound = search.route(from: b, to: a)
        let round = try #require(roundFound)
        #expect(round.points.map(\.x) == [80, 100, 100, 0, 0, 30] && round.points.map(\.y) == [0, 0, 100, 100, 0, 0])
        #expect(abs(a.metresOff - 1) < 1e-12 && graph.line(at: a) == 4)
    }

    @Test func searchesCountTheirGenerations() throws {
        var random = SeededGenerator(seed: 5)
        let sample = RoadSample(nodeCount: 20, using: &random)
        let graph = sample.graph
        let positions = sample.places(4, using: &random).compactMap { sample.position(of: $0, in: graph) }
        var search = RoadSearch(graph: graph)
        let before = search.table(from: positions, to: positions)
        // The next searches' numbers overflow.
        search.generation = .max - 2
        for _ in 0..<3 { #expect(search.table(from: positions, to: positions) == before) }
    }

    @Test func manyStartsFitTheQueue() throws {
        let line = RoadLine(
            points: [Point(x: 0, y: 0), Point(x: 100, y: 0)],
            forwardSpeed: 1,
            backwardSpeed: 1,
            number: 0
        )
        let graph = RoadGraph(lines: [line], units: .metres)
        var search = RoadSearch(graph: graph)
        let starts = (0..<500).compactMap { graph.nearestPosition(to: Point(x: 60 - Double($0) / 10, y: 0)) }
        let times = search.times(from: starts)
        let end = try #require(graph.nearestPosition(to: Point(x: 100, y: 0)))
        #expect(times.seconds(at: end) == 40)
    }

    @Test func emptyGraphAnswers() {
        let graph = RoadGraph(lines: [])
        #expect(graph.vertexCount == 0 && graph.edgeCount == 0)
        #expect(graph.nearestPosition(to: Point(x: 0, y: 0)) == nil)
        #expect(graph.nearestNode(to: Point(x: 0, y: 0)) == nil)
        #expect(graph.positions(near: Point(x: 0, y: 0), within: 1e9, upTo: 3).isEmpty)
        var search = RoadSearch(graph: graph)
        #expect(search.table(from: [], to: []).rowCount == 0)
        #expect(search.times(from: []).stretches(within: 1e9).isEmpty)
    }
}
