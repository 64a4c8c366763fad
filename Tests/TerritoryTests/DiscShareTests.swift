import Foundation
import GeometryCore
import TestSupport
import Testing
import Topology

/// The closed form for the share of a disc against GEOS, on the same flat map.
@Suite struct DiscShareTests {
    private static let corners = 4096

    @Test(arguments: UInt64(0)..<20)
    func agreesWithGEOS(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let origin = (x: 119.1, y: Double.random(in: -60...60, using: &random))
        let rings = Coverages.jittered(columns: 2, rows: 2, origin: origin, enclaves: .gaps, using: &random)
        // Two cells that share no edge, perhaps with holes.
        let area = try MultiPolygon(rings: [rings[0][0], rings[3][0]])
        let corners = area.polygons.flatMap(\.rings).flatMap(\.points)
        for _ in 0..<25 {
            let metres = pow(10, Double.random(in: 0...4, using: &random))
            var place = random.point(in: area.box.expanded(dx: 0.01, dy: 0.01))
            switch Int.random(in: 0..<4, using: &random) {
            case 0: place = corners.randomElement(using: &random) ?? place
            case 1: place = Point(x: (corners[0].x + corners[1].x) / 2, y: (corners[0].y + corners[1].y) / 2)
            default: break
            }
            let share = area.shareOfDisc(around: place, metres: metres)
            #expect(abs(share - (try oracle(area, place, metres))) < 2e-6, "seed \(seed), \(place), \(metres) m")
        }
    }

    @Test func discInsideOutsideCoveringAndTouching() throws {
        let side = 0.01
        let area = try MultiPolygon(west: 119, south: 25, east: 119 + side, north: 25 + side)
        let middle = Point(x: 119.005, y: 25.005)
        let metric = LocalMetric(latitude: middle.y)
        let (width, height) = (side * metric.metresPerDegreeX, side * metric.metresPerDegreeY)
        #expect(abs(area.shareOfDisc(around: middle, metres: 10) - 1) < 1e-12)
        #expect(abs(area.shareOfDisc(around: middle, metres: width / 2) - 1) < 1e-12)
        let covering = area.shareOfDisc(around: middle, metres: 5000)
        #expect(abs(covering - width * height / (.pi * 25e6)) < 1e-9)
        #expect(area.shareOfDisc(around: Point(x: 119.02, y: 25), metres: 10) < 1e-12)
        let beside = Point(x: 119 + 1.5 * side, y: middle.y)
        #expect(area.shareOfDisc(around: beside, metres: width / 2) < 1e-9)
        #expect(abs(area.shareOfDisc(around: Point(x: 119, y: 25.005), metres: 10) - 0.5) < 1e-12)
        #expect(abs(area.shareOfDisc(around: Point(x: 119, y: 25), metres: 10) - 0.25) < 1e-6)
    }

    @Test func aDiscInAHoleHasNothing() throws {
        let shell = try MultiPolygon(west: 119, south: 25, east: 119.01, north: 25.01).polygons[0].shell
        let hole = try MultiPolygon(west: 119.002, south: 25.002, east: 119.008, north: 25.008).polygons[0].shell
        let area = MultiPolygon([Polygon(shell: shell, holes: [hole])])
        #expect(area.shareOfDisc(around: Point(x: 119.005, y: 25.005), metres: 100) < 1e-12)
        #expect(abs(area.shareOfDisc(around: Point(x: 119.002, y: 25.005), metres: 100) - 0.5) < 1e-12)
    }

    @Test(arguments: [0, -1, -0.0, .nan, .infinity, -.infinity])
    func whatIsNoRadiusGivesNothing(metres: Double) throws {
        let area = try MultiPolygon(west: 119, south: 25, east: 119.01, north: 25.01)
        #expect(area.shareOfDisc(around: Point(x: 119.005, y: 25.005), metres: metres) == 0)
    }

    /// GEOS cuts a circle of many corners; its share of the polygon is that of the circle to about 1e-6.
    private func oracle(_ area: MultiPolygon, _ centre: Point, _ metres: Double) throws -> Double {
        let metric = LocalMetric(latitude: centre.y)
        let disc = try MultiPolygon(
            corners: (0..<Self.corners).map { step in
                let angle = 2 * Double.pi * Double(step) / Double(Self.corners)
                return Point(
                    x: centre.x + metres * cos(angle) / metric.metresPerDegreeX,
                    y: centre.y + metres * sin(angle) / metric.metresPerDegreeY
                )
            }
        )
        return try Topology.intersection(area, disc).area / disc.area
    }
}
