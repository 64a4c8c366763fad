import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct RoadComponentsTests {
    /// Two vertices are in one part just when each is reached from the other.
    @Test(arguments: 1000..<1012)
    func partsAreWhatReachesItself(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let graph = RoadSample(nodeCount: 8 + Int(seed % 5) * 6, using: &random).graph
        let components = RoadComponents(graph.arcs, vertexCount: graph.vertexCount)
        let count = graph.vertexCount
        var reaches = (0..<count).map { from in (0..<count).map { $0 == from } }
        for edge in graph.edges.dropLast() {
            if edge.forward.isFinite { reaches[Int(edge.from)][Int(edge.to)] = true }
            if edge.backward.isFinite { reaches[Int(edge.to)][Int(edge.from)] = true }
        }
        for middle in 0..<count {
            for from in 0..<count where reaches[from][middle] {
                for to in 0..<count where reaches[middle][to] { reaches[from][to] = true }
            }
        }
        for a in 0..<count {
            for b in 0..<count {
                let areOne = components.partOfVertex[a] == components.partOfVertex[b]
                #expect(areOne == (reaches[a][b] && reaches[b][a]), "seed \(seed), \(a) and \(b)")
            }
        }
        #expect(Set(components.partOfVertex) == Set(0..<components.count), "seed \(seed)")
    }

    @Test func aLongOneWayRoadDoesNotOverflow() {
        let count = 60_000
        let nodes = (0..<count).map { Point(x: Double($0), y: 0) }
        // One line for each direction: no node but the two last is a bend.
        var links: [RoadLink] = []
        for node in 1..<count {
            links.append(RoadLink(from: node - 1, to: node, forwardSeconds: 1, backwardSeconds: nil, line: node))
            links.append(RoadLink(from: node, to: node - 1, forwardSeconds: 2, backwardSeconds: nil, line: node))
        }
        let graph = RoadGraph(nodes: nodes, links: links, units: .metres)
        #expect(graph.vertexCount == count - 2)
        #expect(RoadComponents(graph.arcs, vertexCount: graph.vertexCount).count == 1)
        #expect(graph.report.mainMetres == graph.report.metres)
    }

    @Test func mainRoadsAreSnappedToOnRequest() throws {
        func line(_ number: Int, _ points: [(Double, Double)], backward: Double? = 10) -> RoadLine {
            let points = points.map { Point(x: $0.0, y: $0.1) }
            return RoadLine(points: points, forwardSpeed: 10, backwardSpeed: backward, number: number)
        }
        let graph = RoadGraph(
            lines: [
                line(0, [(0, 0), (100, 0), (500, 0)]),  // the main road
                line(1, [(100, 0), (100, 50)], backward: nil),  // leads off it, and no way back
                line(2, [(200, 10), (260, 10)]),  // a yard that nothing joins
            ],
            units: .metres
        )
        #expect(graph.report.mainMetres == 500 && graph.report.componentCount == 2)
        for (place, line) in [(Point(x: 101, y: 40), 1), (Point(x: 230, y: 12), 2)] {
            let any = try #require(graph.nearestPosition(to: place))
            #expect(graph.line(at: any) == line)
            let main = try #require(graph.nearestPosition(to: place, onMainRoads: true))
            #expect(graph.line(at: main) == 0 && main.point == Point(x: place.x, y: 0) && main.metresOff == place.y)
            #expect(graph.nearestPosition(to: place, within: place.y - 1, onMainRoads: true) == nil)
        }
    }

    @Test func junctionsCostWhatTheySay() throws {
        func line(_ number: Int, _ points: [(Double, Double)]) -> RoadLine {
            let points = points.map { Point(x: $0.0, y: $0.1) }
            return RoadLine(points: points, forwardSpeed: 10, backwardSpeed: nil, number: number)
        }
        let lines = [line(0, [(0, 0), (50, 0), (100, 0), (200, 0), (300, 0)]), line(1, [(100, 0), (100, 50)])]
        let graph = RoadGraph(lines: lines + [line(2, [(200, 0), (200, 50)])], units: .metres, losingAtJunctions: 4)
        var search = RoadSearch(graph: graph)
        let ends = [0, 100, 300].compactMap { graph.nearestPosition(to: Point(x: $0, y: 0)) }
        // Two junctions on the way; half of one before the first.
        #expect(search.travel(from: ends[0], to: ends[2]) == .arrives(seconds: 38, metres: 300))
        #expect(search.travel(from: ends[0], to: ends[1]) == .arrives(seconds: 12, metres: 100))
        for bad in [-1, Double.nan, .infinity, 0] {
            let plain = RoadGraph(lines: lines, units: .metres, losingAtJunctions: bad)
            var search = RoadSearch(graph: plain)
            let ends = [0, 300].compactMap { plain.nearestPosition(to: Point(x: $0, y: 0)) }
            #expect(search.travel(from: ends[0], to: ends[1]) == .arrives(seconds: 30, metres: 300))
        }
    }
}
