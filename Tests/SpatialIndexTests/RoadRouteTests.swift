import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct RoadRouteTests {
    @Test(arguments: 300..<324)
    func routeIsAWayAndAddsUp(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sample = RoadSample(nodeCount: 6 + Int(seed % 4) * 8, using: &random)
        let graph = sample.graph
        let places = sample.places(7, using: &random)
        var search = RoadSearch(graph: graph)
        for start in places {
            for goal in places {
                let from = try #require(sample.position(of: start, in: graph))
                let to = try #require(sample.position(of: goal, in: graph))
                let textbook = sample.times(from: [start], to: [goal])[0]
                guard let route = search.route(from: from, to: to) else {
                    #expect(textbook == .infinity, "seed \(seed)")
                    continue
                }
                #expect(isSame(route.seconds, textbook), "seed \(seed)")
                #expect(isSame(route.legs.reduce(0) { $0 + $1.seconds }, route.seconds), "seed \(seed)")
                #expect(isSame(route.legs.reduce(0) { $0 + $1.stretch.metres }, route.metres), "seed \(seed)")
                #expect(route.points.first == from.point && route.points.last == to.point, "seed \(seed)")
                checkJoints(route, seed)
                for leg in route.legs { checkLeg(leg, sample, seed) }
            }
        }
    }

    private func checkJoints(_ route: RoadRoute, _ seed: UInt64) {
        for (leg, next) in zip(route.legs, route.legs.dropFirst()) {
            #expect(leg.stretch.points.last == next.stretch.points.first, "seed \(seed)")
        }
        #expect(isSame(length(route.points), route.metres), "seed \(seed)")
    }

    /// Every leg follows links of its line, and takes no less time than their speeds ask.
    private func checkLeg(_ leg: RoadRoute.Leg, _ sample: RoadSample, _ seed: UInt64) {
        #expect(isSame(length(leg.stretch.points), leg.stretch.metres), "seed \(seed)")
        var seconds = 0.0
        for (a, b) in zip(leg.stretch.points, leg.stretch.points.dropFirst()) {
            let shares = sample.links.filter { $0.line == leg.stretch.line }
                .compactMap { link -> Double? in
                    let (from, to) = (sample.nodes[link.from], sample.nodes[link.to])
                    guard let start = share(a, from, to), let end = share(b, from, to) else { return nil }
                    let time = start <= end ? link.forwardSeconds : link.backwardSeconds
                    return time.map { $0 * abs(end - start) }
                }
            #expect(!shares.isEmpty, "seed \(seed): a leg leaves its line or goes against it")
            seconds += shares.min() ?? 0
        }
        let isFlat = length(leg.stretch.points) == 0
        #expect(isFlat || abs(leg.seconds - seconds) <= 1e-6 * max(1, seconds), "seed \(seed)")
    }

    /// How far along a link a point on it is; nil when it is not on it.
    private func share(_ point: Point, _ a: Point, _ b: Point) -> Double? {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        guard dx != 0 || dy != 0 else { return point == a ? 0 : nil }
        let share = ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy)
        let (offX, offY) = (a.x + share * dx - point.x, a.y + share * dy - point.y)
        return share >= -1e-9 && share <= 1 + 1e-9 && offX * offX + offY * offY < 1e-12 ? share : nil
    }

    private func length(_ points: [Point]) -> Double {
        zip(points, points.dropFirst()).reduce(0) { sum, ends in
            let (dx, dy) = (ends.1.x - ends.0.x, ends.1.y - ends.0.y)
            return sum + (dx * dx + dy * dy).squareRoot()
        }
    }

    @Test func routeNamesItsLines() throws {
        let points = (0...4).map { Point(x: Double($0) * 100, y: 0) }
        let lines = zip(points, points.dropFirst()).enumerated().map { number, ends in
            RoadLine(points: [ends.0, ends.1], forwardSpeed: 10, backwardSpeed: 20, number: 10 + number)
        }
        let graph = RoadGraph(lines: lines, units: .metres)
        #expect(graph.edgeCount == 1 && graph.vertexCount == 2)
        var search = RoadSearch(graph: graph)
        let a = try #require(graph.nearestPosition(to: Point(x: 350, y: 0)))
        let b = try #require(graph.nearestPosition(to: Point(x: 100, y: 0)))
        #expect(graph.line(at: a) == 13 && graph.line(at: b) == 11)
        let backFound = search.route(from: a, to: b)
        let back = try #require(backFound)
        #expect(back.legs.map(\.stretch.line) == [13, 12, 11])
        #expect(back.legs.map(\.stretch.metres) == [50, 100, 100])
        #expect(back.legs.map(\.seconds) == [2.5, 5, 5])
        #expect(back.points.map(\.x) == [350, 300, 200, 100])
        let thereFound = search.route(from: b, to: a)
        let there = try #require(thereFound)
        #expect(there.legs.map(\.stretch.line) == [11, 12, 13] && there.seconds == 25 && there.metres == 250)
        let noneFound = search.route(from: a, to: a)
        let none = try #require(noneFound)
        #expect(none.legs.isEmpty && none.points == [a.point, a.point] && none.seconds == 0 && none.metres == 0)
    }
}
