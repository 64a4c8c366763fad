import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct RoadTimesTests {
    @Test(arguments: 400..<424)
    func timesEqualTheTextbook(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sample = RoadSample(nodeCount: 6 + Int(seed % 4) * 8, using: &random)
        let graph = sample.graph
        let starts = sample.places(1 + Int(seed % 3), using: &random)
        let places = sample.places(12, using: &random) + starts
        let positions = try places.map { try #require(sample.position(of: $0, in: graph)) }
        var search = RoadSearch(graph: graph)
        let limit = seed % 2 == 0 ? Double.infinity : 50
        let from = search.times(from: Array(positions.suffix(starts.count)), within: limit)
        let to = search.times(to: Array(positions.suffix(starts.count)), within: limit)
        let away = sample.times(from: starts, to: places)
        for (number, place) in places.enumerated() {
            let towards = starts.map { sample.times(from: [place], to: [$0])[0] }.min() ?? .infinity
            for (found, textbook) in [(from, away[number]), (to, towards)] {
                guard abs(textbook - limit) > 1e-6 || limit == .infinity else { continue }
                let expected = textbook <= limit ? textbook : .infinity
                #expect(isSame(found.seconds(at: positions[number]) ?? .infinity, expected), "seed \(seed), \(place)")
                #expect(
                    (found.seconds(at: positions[number]) == nil) == (expected == .infinity),
                    "seed \(seed), \(place)"
                )
            }
        }
    }

    /// A place is in a stretch just when its own time is within the limit.
    @Test(arguments: 500..<520)
    func stretchesHoldWhatIsReached(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sample = RoadSample(nodeCount: 10, using: &random)
        let graph = sample.graph
        let starts = sample.places(1 + Int(seed % 3), using: &random)
        let positions = try starts.map { try #require(sample.position(of: $0, in: graph)) }
        var search = RoadSearch(graph: graph)
        let all = search.times(from: positions)
        let whole = [search.times(from: positions), search.times(to: positions)]
        for times in whole {
            let limit = Double.random(in: 5...120, using: &random)
            for place in sample.places(60, using: &random) {
                let position = try #require(sample.position(of: place, in: graph))
                let seconds = times.seconds(at: position) ?? .infinity
                guard abs(seconds - limit) > 1e-6, position.fraction > 0, position.fraction < 1 else { continue }
                let isHeld = times.intervals(of: position.edge, within: limit).contains {
                    $0.0 <= position.place && position.place <= $0.1
                }
                #expect(isHeld == (seconds < limit), "seed \(seed), \(place), \(seconds) of \(limit)")
            }
            let metres = times.stretches(within: limit).reduce(0) { $0 + $1.metres }
            #expect(metres <= graph.report.metres * (1 + 1e-9))
        }
        // With time enough, everything that is reached at all is reached along its whole length.
        let reached = all.stretches(within: .infinity).reduce(0) { $0 + $1.metres }
        #expect(reached <= graph.report.metres * (1 + 1e-9), "seed \(seed)")
    }

    @Test func stretchesAreExact() throws {
        let line = RoadLine(
            points: [Point(x: 0, y: 0), Point(x: 100, y: 0), Point(x: 200, y: 0)],
            forwardSpeed: 10,
            backwardSpeed: 5,
            number: 3
        )
        let graph = RoadGraph(lines: [line], units: .metres)
        var search = RoadSearch(graph: graph)
        let start = try #require(graph.nearestPosition(to: Point(x: 80, y: 0)))
        let end = try #require(graph.nearestPosition(to: Point(x: 200, y: 0)))
        let near = search.times(from: [start], within: 4).stretches(within: 4)
        #expect(near.map(\.line) == [3] && near[0].points.map(\.x) == [60, 100, 120] && near[0].metres == 60)
        let back = search.times(to: [start]).stretches(within: 4)
        #expect(back.count == 1 && back[0].points.map(\.x) == [40, 100])
        let two = search.times(from: [start, end])
        #expect(two.stretches(within: 4).map(\.metres) == [60, 20])
        #expect(two.stretches(within: 1000).map(\.metres).reduce(0, +) == 200)
        #expect(two.stretches(within: 0).isEmpty)
        #expect(search.times(from: [start], within: .nan).stretches(within: .infinity).isEmpty)
        #expect(two.seconds(at: end) == 0)
    }

    /// What takes no time is reached with what leads to it.
    @Test func stretchesGoOnWhereNoTimePasses() throws {
        let nodes = (0...3).map { Point(x: Double($0) * 100, y: 0) }
        let links = [5.0, 0, 5].enumerated().map { number, seconds in
            RoadLink(from: number, to: number + 1, forwardSeconds: seconds, backwardSeconds: seconds, line: 0)
        }
        let graph = RoadGraph(nodes: nodes, links: links, units: .metres)
        #expect(graph.edgeCount == 1)
        var search = RoadSearch(graph: graph)
        let start = try #require(graph.position(ofNode: 0))
        let end = try #require(graph.position(ofNode: 3))
        let middle = try #require(graph.nearestPosition(to: Point(x: 50, y: 0)))
        for (place, reached) in [(start, 0.0...200), (end, 100...300), (middle, 0...260)] {
            for times in [search.times(from: [place]), search.times(to: [place])] {
                let stretches = times.stretches(within: place == middle ? 5.5 : 5)
                #expect(stretches.count == 1)
                #expect(stretches.first?.points.first?.x == reached.lowerBound)
                #expect(stretches.first?.points.last.map { abs($0.x - reached.upperBound) < 1e-9 } == true)
            }
        }
    }
}
