import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct RoadNodingTests {
    private func line(_ number: Int, _ points: [(Double, Double)], forward: Double? = 10, backward: Double? = 10)
        -> RoadLine
    {
        RoadLine(
            points: points.map { Point(x: $0.0, y: $0.1) },
            forwardSpeed: forward,
            backwardSpeed: backward,
            number: number
        )
    }

    private func seconds(_ graph: RoadGraph, _ a: (Double, Double), _ b: (Double, Double)) -> Double? {
        var search = RoadSearch(graph: graph)
        guard let start = graph.nearestPosition(to: Point(x: a.0, y: a.1)),
            let goal = graph.nearestPosition(to: Point(x: b.0, y: b.1)),
            case .arrives(let seconds, _) = search.travel(from: start, to: goal)
        else { return nil }
        return seconds
    }

    @Test func linesMeetAtSharedPointsOnly() {
        let bridge = RoadGraph(lines: [line(0, [(0, 0), (10, 0)]), line(1, [(5, -5), (5, 5)])], units: .metres)
        #expect(bridge.vertexCount == 4 && bridge.edgeCount == 2 && bridge.report.componentCount == 2)
        #expect(seconds(bridge, (0, 0), (5, 5)) == nil)
        let junction = RoadGraph(
            lines: [line(0, [(0, 0), (5, 0), (10, 0)]), line(1, [(5, -5), (5, 0), (5, 5)])],
            units: .metres
        )
        #expect(junction.vertexCount == 5 && junction.edgeCount == 4 && junction.report.componentCount == 1)
        #expect(seconds(junction, (0, 0), (5, 5)) == 1)
        #expect(junction.report.nodeCount == 5 && junction.report.deadEndCount == 4)
        #expect(junction.report.segmentCount == 4 && junction.report.directedSegmentCount == 8)
    }

    @Test func aLineMeetsItself() {
        // A figure that ends in its own middle.
        let graph = RoadGraph(lines: [line(0, [(0, 0), (10, 0), (20, 0), (20, 10), (10, 0)])], units: .metres)
        #expect(graph.vertexCount == 2 && graph.edgeCount == 2)
        #expect(seconds(graph, (20, 10), (0, 0)).map { isSame($0, (10 + 200.0.squareRoot()) / 10) } == true)
    }

    @Test func bendsAreNoVertices() {
        let graph = RoadGraph(
            lines: [line(0, [(0, 0), (5, 1), (10, 0)]), line(1, [(10, 0), (15, 1), (20, 0)])],
            units: .metres
        )
        #expect(graph.vertexCount == 2 && graph.edgeCount == 1 && graph.report.segmentCount == 4)
        // Where the allowed directions change, there is something to decide.
        let mixed = RoadGraph(
            lines: [line(0, [(0, 0), (10, 0)]), line(1, [(10, 0), (20, 0)], backward: nil)],
            units: .metres
        )
        #expect(mixed.vertexCount == 3 && mixed.edgeCount == 2)
        // One-way drawn against each other is one road; towards each other it is two.
        let along = [line(0, [(0, 0), (10, 0)], backward: nil), line(1, [(20, 0), (10, 0)], forward: nil)]
        let against = [line(0, [(0, 0), (10, 0)], backward: nil), line(1, [(20, 0), (10, 0)], backward: nil)]
        #expect(RoadGraph(lines: along, units: .metres).edgeCount == 1)
        #expect(RoadGraph(lines: against, units: .metres).edgeCount == 2)
    }

    @Test func badLinesAreLeftOutAndNamed() {
        let nan = Double.nan
        let lines = [
            line(10, [(0, 0), (1, 0)]), line(11, [(0, 0), (nan, 0)]), line(12, [(0, 0), (181, 0)]), line(13, []),
            line(14, [(2, 2)]), line(15, [(2, 2), (2, 2), (2, 2)]),
            line(16, [(0, 0), (1, 0)], forward: nil, backward: nil), line(17, [(0, 0), (1, 0)], forward: 0),
            line(18, [(0, 0), (1, 0)], backward: nan), line(19, [(0, 0), (1, 0)], forward: .infinity),
            line(-1, [(0, 0), (1, 0)]), line(1 << 31, [(0, 0), (1, 0)]), line(20, [(0, 90.1), (1, 0)]),
            line(21, [(0, 0), (1, 0)], forward: -3),
        ]
        let report = RoadGraph(lines: lines).report
        #expect(report.givenCount == lines.count && report.segmentCount == 1)
        let expected: [(Int, Int, RoadReport.Refusal)] = [
            (1, 11, .notFinite(point: 1)), (2, 12, .outOfWorld(point: 1)), (3, 13, .noLength), (4, 14, .noLength),
            (5, 15, .noLength), (6, 16, .closed), (7, 17, .badSpeed), (8, 18, .badSpeed), (9, 19, .badSpeed),
            (10, -1, .badNumber), (11, 1 << 31, .badNumber), (12, 20, .outOfWorld(point: 0)), (13, 21, .badSpeed),
        ]
        #expect(report.refused.map(\.place) == expected.map(\.0))
        #expect(report.refused.map(\.number) == expected.map(\.1))
        #expect(report.refused.map(\.refusal) == expected.map(\.2))
        let far = RoadGraph(lines: [line(0, [(0, 0), (1e9, 0)]), line(1, [(0, 0), (-1e200, 0)])], units: .metres).report
        #expect(far.refused.map(\.refusal) == [.outOfWorld(point: 1)] && far.segmentCount == 1)
    }

    @Test func badLinksAreLeftOutAndNamed() {
        let nodes = [Point(x: 0, y: 0), Point(x: 1, y: 0), Point(x: .nan, y: 0)]
        func link(_ from: Int, _ to: Int, _ forward: Double?, _ backward: Double?, _ line: Int = 5) -> RoadLink {
            RoadLink(from: from, to: to, forwardSeconds: forward, backwardSeconds: backward, line: line)
        }
        let links = [
            link(0, 1, 1, nil), link(0, 3, 1, 1), link(-1, 0, 1, 1), link(0, 2, 1, 1), link(0, 1, nil, nil),
            link(0, 1, -1, nil), link(0, 1, 1, .infinity), link(0, 1, .nan, 1), link(0, 1, 1, 1, -2),
            link(0, 1, -0.0, nil),
        ]
        let graph = RoadGraph(nodes: nodes, links: links, units: .metres)
        let expected: [RoadReport.Refusal] = [
            .noSuchNode, .noSuchNode, .notFinite(point: 1), .closed, .badSpeed, .badSpeed, .badSpeed, .badNumber,
        ]
        #expect(graph.report.refused.map(\.refusal) == expected && graph.edgeCount == 2)
        #expect(seconds(graph, (0, 0), (1, 0)) == 0)
    }

    @Test func whatIsDrawnTwiceCountsOnce() {
        let graph = RoadGraph(
            lines: [
                line(0, [(0, 0), (0, 0), (5, 0), (10, 0), (10, 0)]), line(1, [(10, 0), (5, 0), (0, 0)]),
                line(2, [(0, 0), (5, 0)], forward: 20), line(3, [(5, 0), (0, 0)], backward: nil),
            ],
            units: .metres
        )
        #expect(graph.report.repeatedPointCount == 2 && graph.report.repeatedSegmentCount == 2)
        // The quicker one beside it, and the one-way one, are roads of their own.
        #expect(graph.report.segmentCount == 4 && seconds(graph, (0, 0), (10, 0)) == 0.75)
        #expect(seconds(graph, (10, 0), (0, 0)) == 1)
    }

    @Test func looseEndsAreJoinedWithinTheTolerance() {
        let lines = [
            line(0, [(0, 0), (100, 0)]), line(1, [(100.03, 0.02), (200, 0)]),  // misses an end
            line(2, [(50, 0.04), (50, 80)]),  // misses the middle of a road
            line(3, [(150, 0.2), (150, 80)]),  // misses it by more
        ]
        let apart = RoadGraph(lines: lines, units: .metres)
        #expect(apart.report.componentCount == 4 && apart.report.joinedEndCount == 0)
        let joined = RoadGraph(lines: lines, units: .metres, joiningEndsWithin: 0.05)
        #expect(joined.report.componentCount == 2 && joined.report.joinedEndCount == 3)
        #expect(seconds(joined, (200, 0), (50, 80)).map { abs($0 - 23) < 0.01 } == true)
        #expect(seconds(joined, (0, 0), (150, 80)) == nil)
        let wide = RoadGraph(lines: lines, units: .metres, joiningEndsWithin: 0.25)
        #expect(wide.report.componentCount == 1 && wide.report.joinedEndCount == 4)
        #expect(seconds(wide, (0, 0), (150, 80)).map { abs($0 - 23) < 0.05 } == true)
        #expect(wide.report.largestComponentShare == 1 && joined.report.largestComponentShare < 1)
    }

    @Test func joiningKeepsShortRoadsAndOneWays() {
        // Shorter than the tolerance, and loose at both ends: there is nothing to join it to but itself.
        let short = RoadGraph(lines: [line(0, [(0, 0), (0.01, 0)])], units: .metres, joiningEndsWithin: 1)
        #expect(short.edgeCount == 1 && short.report.joinedEndCount == 0)
        let oneWay = [line(0, [(0, 0), (100, 0)], backward: nil), line(1, [(50, 0.01), (50, 50)])]
        let graph = RoadGraph(lines: oneWay, units: .metres, joiningEndsWithin: 0.1)
        #expect(seconds(graph, (0, 0), (50, 50)).map { abs($0 - 10) < 0.01 } == true)
        #expect(seconds(graph, (100, 0), (50, 50)) == nil)
    }

    /// Every dangling end of a random network drawn with small errors finds its neighbour again.
    @Test(arguments: 800..<810)
    func joiningMendsADrawingWithErrors(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var lines: [RoadLine] = []
        func jitter() -> Double { .random(in: -0.02...0.02, using: &random) }
        for row in 0..<6 {
            for column in 0..<6 {
                let (x, y) = (Double(column) * 50, Double(row) * 50)
                for (toX, toY) in [(x + 50, y), (x, y + 50)] where toX <= 250 && toY <= 250 {
                    lines.append(
                        line(lines.count, [(x + jitter(), y + jitter()), (toX + jitter(), toY + jitter())])
                    )
                }
            }
        }
        let graph = RoadGraph(lines: lines, units: .metres, joiningEndsWithin: 0.1)
        #expect(graph.report.componentCount == 1, "seed \(seed)")
        #expect(graph.vertexCount == 32 && graph.edgeCount == 56, "seed \(seed)")
        let there = seconds(graph, (0, 0), (250, 250)) ?? .infinity
        #expect(abs(there - 50) < 0.1, "seed \(seed)")
    }

    /// Geodesics on GRS 80, by GeographicLib's algorithm as PROJ has it.
    @Test(arguments: [
        (119.1, 25.3, 119.101, 25.3005, 114.930_753), (119.1, 25.3, 119.109, 25.309, 1347.360_577),
        (24.94, 60.17, 24.945, 60.173, 434.461_432), (-51.2, -30.05, -51.19, -30.06, 1469.278_698),
    ])
    func lengthsAreThoseOfTheEllipsoid(ax: Double, ay: Double, bx: Double, by: Double, metres: Double) {
        let graph = RoadGraph(lines: [line(0, [(ax, ay), (bx, by)])])
        #expect(abs(graph.report.metres - metres) < 0.001, "\(graph.report.metres)")
        #expect(seconds(graph, (ax, ay), (bx, by)).map { abs($0 - metres / 10) < 0.0001 } == true)
    }

    @Test(arguments: 900..<912)
    func graphIsSoundAndSmall(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let graph = RoadSample(nodeCount: 40, using: &random).graph
        #expect(graph.points.count - graph.edgeCount == graph.report.segmentCount)
        #expect(graph.knots.count == graph.points.count - 2 * graph.edgeCount)
        for number in 0..<graph.edgeCount {
            let (edge, next) = (graph.edges[number], graph.edges[number + 1])
            #expect(
                next.firstPoint >= edge.firstPoint + 2 && edge.from < graph.vertexCount && edge.to < graph.vertexCount
            )
            #expect(edge.forward.isFinite || edge.backward.isFinite)
            for vertex in [edge.from, edge.to] {
                let own = row(of: vertex, in: graph.arcs).filter { $0.edge == number }
                #expect(own.contains { $0.leads(.away) } || own.contains { $0.leads(.towards) })
                #expect(own.allSatisfy { $0.target == edge.from || $0.target == edge.to })
            }
        }
        for course in [RoadSearch.Course.away, .towards] {
            let ways = graph.edges.dropLast().flatMap { [$0.forward, $0.backward] }.filter(\.isFinite)
            #expect(graph.arcs.arcs.filter { $0.leads(course) }.map(\.seconds).sorted() == ways.sorted())
        }
    }

    private func row(of vertex: UInt32, in arcs: RoadArcs) -> [RoadArcs.Arc] {
        let start = Int(arcs.first[Int(vertex)])
        let end = arcs.arcs[start...].firstIndex { $0.isLast } ?? arcs.arcs.endIndex - 1
        return Array(arcs.arcs[start...end])
    }

    /// Streets of a town, both ways: 64 bytes for each direction of each piece of road.
    @Test func memoryIsBounded() {
        var lines: [RoadLine] = []
        for row in 0..<60 {
            let (x, y) = (119 + Double(row) * 0.001, 25 + Double(row) * 0.001)
            let steps = (0..<60).map { Double($0) * 0.001 }
            lines.append(line(lines.count, steps.map { (119 + $0, y) }))
            lines.append(line(lines.count, steps.map { (x, 25 + $0) }))
        }
        let graph = RoadGraph(lines: lines)
        #expect(graph.report.componentCount == 1 && graph.report.directedSegmentCount == 2 * 2 * 60 * 59)
        #expect(graph.memoryBytes <= 64 * graph.report.directedSegmentCount, "\(graph.memoryBytes)")
    }
}
