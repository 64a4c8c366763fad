import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct RoadSnappingTests {
    /// Roads of all lengths, in two far apart clusters, with a stray one at the origin of all coordinates.
    private func lines(_ count: Int, using random: inout SeededGenerator) -> [RoadLine] {
        (0..<count).map { number in
            let town = number % 7 == 0 ? Point(x: 121, y: 29) : Point(x: 119.1, y: 25.3)
            let reach = [0.002, 0.02, 0.3][number % 3]
            var here = Point(
                x: town.x + .random(in: -0.05...0.05, using: &random),
                y: town.y + .random(in: -0.05...0.05, using: &random)
            )
            if number == 11 { here = Point(x: 0, y: 0) }
            let points = (0..<Int.random(in: 2...6, using: &random)).map { _ in
                let last = here
                here.x += .random(in: -reach...reach, using: &random) * (number % 5 == 0 ? 0 : 1)
                here.y += .random(in: -reach...reach, using: &random)
                return last
            }
            return RoadLine(points: points, forwardSpeed: 10, backwardSpeed: nil, number: number)
        }
    }

    private func queries(_ count: Int, _ lines: [RoadLine], using random: inout SeededGenerator) -> [Point] {
        let near = (0..<count).compactMap { _ in
            lines.randomElement(using: &random)?.points.randomElement(using: &random)
        }
        return near.enumerated().map { number, point in
            let off = [0, 1e-6, 1e-3, 0.1, 3][number % 5]
            return Point(
                x: point.x + .random(in: -1...1, using: &random) * off,
                y: point.y + .random(in: -1...1, using: &random) * off
            )
        } + [Point(x: -170, y: 80), Point(x: 119.1, y: 25.3), Point(x: 0.001, y: 0)]
    }

    @Test(arguments: 0..<16)
    func nearestEqualsLookingAtAll(seed: UInt64) throws {
        var random = SeededGenerator(seed: 700 + seed)
        let lines = lines([1, 3, 40, 300][Int(seed % 4)], using: &random)
        let graph = RoadGraph(lines: lines)
        for query in queries(25, lines, using: &random) {
            let metric = LocalMetric(latitude: query.y)
            let metres = lines.map { line in
                zip(line.points, line.points.dropFirst())
                    .map { metric.distance(query, metric.nearest(to: query, onSegment: $0, $1)) }.min() ?? .infinity
            }
            let least = metres.min() ?? .infinity
            let found = try #require(graph.nearestPosition(to: query), "seed \(seed)")
            #expect(isSame(metric.distance(query, found.point), least), "seed \(seed), \(query)")
            #expect(isSame(metres[graph.line(at: found)], least), "seed \(seed), \(query)")
            let off = LocalMetric(latitude: (query.y + found.point.y) / 2).distance(query, found.point)
            #expect(isSame(found.metresOff, off), "seed \(seed), \(query)")
            #expect((graph.nearestPosition(to: query, within: least * 0.999) == nil) == (least > 0))
            #expect(graph.nearestPosition(to: query, within: least * 1.001 + 1e-9) == found, "seed \(seed)")
            let nodes = lines.flatMap(\.points)
            let node = try #require(graph.nearestNode(to: query))
            let nearest = nodes.map { metric.distance(query, $0) }.min() ?? .infinity
            #expect(isSame(metric.distance(query, node.point), nearest) && nodes.contains(node.point), "seed \(seed)")
            // No two lines share a point, so that each is an edge.
            for count in [1, 3, 1000] {
                let reach = least * 3
                let several = graph.positions(near: query, within: reach, upTo: count)
                let expected = metres.filter { $0 <= reach }.sorted().prefix(count)
                #expect(several.count == expected.count, "seed \(seed), \(query), \(count)")
                for (position, metres) in zip(several, expected) {
                    #expect(isSame(metric.distance(query, position.point), metres), "seed \(seed), \(query)")
                }
            }
        }
    }

    /// Roads that lead far out of a dense town are found out there too.
    @Test(arguments: 750..<753)
    func farRoadsAreFound(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var lines = (0..<500).map { number in
            let start = random.point(in: Box(minX: 119, minY: 25, maxX: 119.05, maxY: 25.05))
            let end = Point(x: start.x + 0.001, y: start.y + .random(in: -0.001...0.001, using: &random))
            return RoadLine(points: [start, end], forwardSpeed: 10, backwardSpeed: 10, number: number)
        }
        for number in 500..<504 {
            let ends = [1.0, 1].map { _ in random.point(in: Box(minX: 117, minY: 23, maxX: 121, maxY: 27)) }
            lines.append(RoadLine(points: ends, forwardSpeed: 10, backwardSpeed: 10, number: number))
        }
        let graph = RoadGraph(lines: lines)
        for _ in 0..<200 {
            let query = random.point(in: Box(minX: 117, minY: 23, maxX: 121, maxY: 27))
            let metric = LocalMetric(latitude: query.y)
            let metres = lines.map {
                metric.distance(query, metric.nearest(to: query, onSegment: $0.points[0], $0.points[1]))
            }
            let found = try #require(graph.nearestPosition(to: query))
            #expect(isSame(metric.distance(query, found.point), metres.min() ?? 0), "seed \(seed), \(query)")
        }
    }

    @Test func whatIsNotAPlaceHasNoRoad() {
        let graph = RoadGraph(
            lines: [
                RoadLine(points: [Point(x: 0, y: 0), Point(x: 1, y: 0)], forwardSpeed: 1, backwardSpeed: 1, number: 0)
            ]
        )
        for bad in [Point(x: .nan, y: 0), Point(x: 0, y: .infinity)] {
            #expect(graph.nearestPosition(to: bad) == nil && graph.nearestNode(to: bad) == nil)
            #expect(graph.positions(near: bad, within: 1e9, upTo: 2).isEmpty)
        }
        let place = Point(x: 0.5, y: 0)
        #expect(
            graph.nearestPosition(to: place, within: -1) == nil && graph.nearestPosition(to: place, within: .nan) == nil
        )
        #expect(graph.nearestPosition(to: place, within: 0)?.metresOff == 0)
        #expect(graph.positions(near: place, within: 10, upTo: 0).isEmpty)
    }

    @Test func positionsAtNodesAreTheirs() throws {
        let nodes = [Point(x: 0, y: 0), Point(x: 10, y: 0), Point(x: 10, y: 0), Point(x: 20, y: 0), Point(x: 5, y: 5)]
        let links = [
            RoadLink(from: 0, to: 1, forwardSeconds: 5, backwardSeconds: 5, line: 0),
            RoadLink(from: 2, to: 3, forwardSeconds: 5, backwardSeconds: 5, line: 1),
        ]
        let graph = RoadGraph(nodes: nodes, links: links, units: .metres)
        let positions = nodes.indices.map { graph.position(ofNode: $0) }
        #expect(positions.map { $0?.point } == [nodes[0], nodes[1], nodes[2], nodes[3], nil])
        #expect(graph.position(ofNode: 5) == nil && graph.position(ofNode: -1) == nil)
        var search = RoadSearch(graph: graph)
        let (a, b) = (try #require(positions[1]), try #require(positions[2]))
        #expect(search.travel(from: a, to: b) == .unreachable, "nodes at one place are still two")
    }

    @Test func orderVisitsAllPlacesWithShortWays() {
        var random = SeededGenerator(seed: 77)
        var places = (0..<2000).map { _ in random.point(in: Box(minX: 118, minY: 24, maxX: 120, maxY: 26)) }
        places += [Point(x: .nan, y: 1), Point(x: .infinity, y: 1)]
        let graph = RoadGraph(lines: [])
        let order = graph.order(of: places)
        #expect(order.sorted() == Array(places.indices))
        func way(_ order: [Int]) -> Double {
            let points = order.map { places[$0] }.filter(\.isFinite)
            return zip(points, points.dropFirst()).reduce(0) { $0 + abs($1.0.x - $1.1.x) + abs($1.0.y - $1.1.y) }
        }
        #expect(way(order) * 10 < way(Array(places.indices)))
        #expect(graph.order(of: []).isEmpty && graph.order(of: [Point(x: 1, y: 1)]) == [0])
    }
}
