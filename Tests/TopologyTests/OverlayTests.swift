import Foundation
import GeometryCore
import TestSupport
import Testing
import Topology

@Suite struct OverlayTests {
    @Test(arguments: UInt64(0)..<10)
    func sizesAddUp(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let a = try star(around: Point(x: 0, y: 0), points: 40, random: &random)
        let b = try star(around: Point(x: 0.5, y: 0.3), points: 40, random: &random)
        let both = try intersection(a, b)
        #expect(isClose(a.area, shoelace(a)), "seed \(seed)")
        #expect(isClose(try Topology.union([a, b]).area, shoelace(a) + shoelace(b) - shoelace(both)), "seed \(seed)")
        #expect(isClose(try difference(a, b).area, shoelace(a) - shoelace(both)), "seed \(seed)")
        #expect(both.area > 0)
    }

    @Test func leavesOutWhereAreasOnlyTouch() throws {
        let a = try MultiPolygon(rings: [(0, 0), (1, 0), (1, 1), (0, 1)])
        let b = try MultiPolygon(rings: [(1, 0), (2, 0), (2, 1), (1, 1)])
        #expect(try intersection(a, b).polygons.isEmpty)
        #expect(try Topology.union([]).polygons.isEmpty)
        #expect(try Topology.union([a, b]).polygons.count == 1)
    }

    @Test func readsBackHolesAndParts() throws {
        let area = try MultiPolygon(rings: [(0, 0), (9, 0), (9, 9), (0, 9)], [(1, 1), (1, 2), (2, 2), (2, 1)])
        let far = try MultiPolygon(rings: [(20, 0), (29, 0), (29, 9), (20, 9)], [(21, 1), (21, 2), (22, 2), (22, 1)])
        let back = try Topology.union([area, far])
        #expect(back.polygons.map(\.holes.count) == [1, 1])
        #expect(back.area == 160)
    }

    @Test func carriesManyPoints() throws {
        let circle = (0..<200_000).map { 2 * Double.pi * Double($0) / 200_000 }.map { Point(x: cos($0), y: sin($0)) }
        let area = try MultiPolygon(ring: circle)
        let back = try intersection(area, try MultiPolygon(rings: [(-2, -2), (2, -2), (2, 2), (-2, 2)]))
        #expect(Set(back.polygons[0].shell.points) == Set(area.polygons[0].shell.points))
    }

    @Test func cutsLinesAtBorders() throws {
        let area = try MultiPolygon(
            rings: [(0, 0), (10, 0), (10, 10), (0, 10)],
            [(4, 4), (4, 6), (6, 6), (6, 4)]
        )
        let line = try LineString([Point(x: -1, y: 5), Point(x: 11, y: 5)])
        let pieces = try intersection(of: line, with: area).map { $0.points.map(\.x) }.sorted { $0[0] < $1[0] }
        #expect(pieces == [[0, 4], [6, 10]])
        let touching = try LineString([Point(x: -1, y: 1), Point(x: 1, y: -1)])
        #expect(try intersection(of: touching, with: area).isEmpty)
    }
}

@Suite struct PreparedAreaTests {
    /// `locate` of GeometryCore is exact and shares no code with GEOS.
    @Test(arguments: UInt64(0)..<5)
    func agreesWithExactLocation(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let area = try star(around: Point(x: 113, y: 22), points: 50, random: &random)
        let prepared = try PreparedArea(area)
        let shell = area.polygons[0].shell.points
        for index in 0..<300 {
            let (a, b) = (shell[index % 50], shell[index % 50 + 1])
            let t = Double.random(in: 0...1, using: &random)
            // A third vertices, a third a rounding error off an edge, a third anywhere.
            let point =
                switch index % 3 {
                case 0: a
                case 1: Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
                default: Point(x: .random(in: 112...114, using: &random), y: .random(in: 21...23, using: &random))
                }
            #expect(try prepared.relation(point) == area.locate(point), "seed \(seed) \(point)")
            #expect(try prepared.covers(point) == (area.locate(point) != .outside), "seed \(seed) \(point)")
        }
    }
}

@Suite struct ShapeTests {
    @Test(arguments: [1.0, 0.1, 1e-3, 1e-6])
    func inscribedCircleOfARectangle(height: Double) throws {
        // Turned by the 3-4-5 triangle, so that no side is level.
        let corners = [(0, 0), (4, 0), (4, height), (0, height)].map {
            (0.8 * $0.0 - 0.6 * $0.1, 0.6 * $0.0 + 0.8 * $0.1)
        }
        let polygon = try MultiPolygon(ring: corners.map { Point(x: $0.0, y: $0.1) }).polygons[0]
        let circle = try polygon.maximumInscribedCircle()
        #expect(isClose(circle.radius, height / 2, within: height / 100))
        #expect(polygon.locate(circle.centre) == .inside)
        #expect(polygon.locate(try polygon.pointOnSurface()) == .inside)
        #expect(isClose(polygon.meanWidth, 8 * height / (8 + 2 * height), within: 1e-12))
    }

    @Test func pointOnSurfaceAvoidsHoles() throws {
        let ring = try MultiPolygon(rings: ValidityTests.square, ValidityTests.inner).polygons[0]
        #expect(ring.locate(try ring.pointOnSurface()) == .inside)
        #expect(isClose(try ring.maximumInscribedCircle().radius, 2 * (2 - 2.0.squareRoot()), within: 0.05))
    }
}
