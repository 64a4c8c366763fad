import GeometryCore
import SpatialIndex
import TestSupport
import Testing

/// Margins against those of every edge, each by the flat metric at the place's own latitude.
@Suite(.timeLimit(.minutes(10))) struct BorderGridTests {
    @Test(arguments: UInt64(0)..<8)
    func agreesWithEveryEdge(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        // Districts of 1 km, 20 m, 50 km and 1 km across.
        let size = [0.01, 0.0002, 0.5, 0.01][Int(seed % 4)]
        let rings = Coverages.jittered(
            columns: 4,
            rows: 3,
            size: size,
            wiggles: Int(seed % 3) * 2,
            enclaves: [.areas, .parts, .gaps],
            using: &random
        )
        let reach = [25.0, 5, 400, 100][Int(seed % 4)]
        try check(rings.map { try MultiPolygon(rings: $0) }, reach: reach, seed: seed, using: &random)
    }

    @Test(arguments: [0.0, 60, -70])
    func agreesAtAnyLatitude(latitude: Double) throws {
        var random = SeededGenerator(seed: 40)
        let areas = try (0..<30).map { _ in
            let ring = Polygons.star(
                centre: (20 + .random(in: 0...0.02, using: &random), latitude + .random(in: 0...0.02, using: &random)),
                radius: 0.004,
                corners: 12,
                using: &random
            )
            return try MultiPolygon(rings: [[ring]])
        }
        try check(areas, reach: 40, seed: 40, using: &random)
    }

    @Test func wheelsOfNeedlesAndLongEdges() throws {
        var random = SeededGenerator(seed: 50)
        let rim = Polygons.star(centre: (119.1, 25.3), radius: 0.1, corners: 200, using: &random)
        let wheel = try zip(rim, rim.dropFirst()).map { a, b in
            try MultiPolygon(corners: [(119.1, 25.3), (a.x, a.y), (b.x, b.y)])
        }
        try check(wheel, reach: 30, seed: 50, using: &random)
    }

    @Test func withoutAreasNothingIsNear() {
        for grid in [BorderGrid(areas: []), BorderGrid(areas: [MultiPolygon([])], reachMetres: 3)] {
            #expect(grid.margin(of: Point(x: 119, y: 25)) == grid.reachMetres)
            #expect(grid.margin(of: Point(x: .nan, y: .infinity)) == grid.reachMetres)
        }
    }

    private func check(
        _ areas: [MultiPolygon],
        reach: Double,
        seed: UInt64,
        using random: inout SeededGenerator
    ) throws {
        let grid = BorderGrid(areas: areas, reachMetres: reach)
        let edges = areas.flatMap { $0.polygons.flatMap { $0.rings.flatMap { zip($0.points, $0.points.dropFirst()) } } }
        let box = areas.reduce(into: Box.empty) { $0.extend(to: $1.box) }
        var points: [Point] = []
        for _ in 0..<150 {
            let (a, b) = edges[Int.random(in: edges.indices, using: &random)]
            let share = Double.random(in: 0...1, using: &random)
            let metric = LocalMetric(latitude: a.y)
            let off = Double.random(in: -1.5...1.5, using: &random) * reach
            let turn = Double.random(in: 0...1, using: &random)
            points.append(
                Point(
                    x: a.x + share * (b.x - a.x) + off * turn / metric.metresPerDegreeX,
                    y: a.y + share * (b.y - a.y) + off * (1 - turn) / metric.metresPerDegreeY
                )
            )
            points.append(a)
            points.append(random.point(in: box.expanded(dx: box.width / 10, dy: box.height / 10)))
        }
        var margins = [Double](repeating: -1, count: points.count)
        var span = margins.mutableSpan
        grid.margins(of: points.span, into: &span)
        var near = 0
        for (point, margin) in zip(points, margins) {
            let metric = LocalMetric(latitude: point.y)
            let least = edges.reduce(Double.infinity) {
                min($0, metric.distance(point, metric.nearest(to: point, onSegment: $1.0, $1.1)))
            }
            let expected = min(least, reach)
            // Few edges make cells of 50 km districts kilometres high.
            let slack = max(1e-3, (box.height > 0.5 ? 6e-4 : 1e-5) * expected)
            #expect(abs(margin - expected) <= slack, "seed \(seed), \(point): \(margin), not \(expected)")
            #expect(grid.margin(of: point) == margin, "seed \(seed), \(point)")
            if least < reach { near += 1 }
        }
        #expect(near > 100, "seed \(seed): only \(near) places are near a border")
    }
}
