import GeometryCore
import SpatialIndex
import TestSupport
import Testing
import Topology

/// Stretches cut at borders, against GEOS's intersections and against the locator asked along the way.
@Suite struct LineCutterTests {
    /// Where GEOS's pieces of a stretch begin and end, one of ours does too, to 1e-9 degrees; and the other way round.
    @Test(arguments: UInt64(0)..<8)
    func cutsWhereGEOSDoes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let size = [0.01, 0.0005, 0.2, 0.01][Int(seed % 4)]
        let rings = Coverages.jittered(
            columns: 4,
            rows: 3,
            size: size,
            wiggles: Int(seed % 3) * 2,
            enclaves: [.areas, .gaps],
            using: &random
        )
        let areas = try rings.map { try MultiPolygon(rings: $0) }
        let locator = PointLocator(areas: areas)
        let around = locator.box.expanded(dx: size / 3, dy: size / 3)
        var cutter = LineCutter(locator)
        var cuts = 0
        for trial in 0..<60 {
            let a = random.point(in: around)
            let reach = size * [0.02, 0.3, 5][trial % 3]
            let b = Point(
                x: a.x + .random(in: -reach...reach, using: &random),
                y: a.y + .random(in: -reach...reach, using: &random)
            )
            cutter.cut(a, b)
            let ends = cutter.pieces.map { LineCutter.point(a, b, $0.end) }
            #expect(ends.last == b && cutter.pieces.map(\.end) == cutter.pieces.map(\.end).sorted())
            cuts += ends.count - 1
            var expected: [Point] = []
            for area in areas where area.box.intersects(Box(a, b)) {
                for part in try Topology.intersection(of: LineString([a, b]), with: area) {
                    expected += [part.points[0], part.points[part.points.count - 1]]
                }
            }
            for end in expected where end != a && end != b {
                let nearest = ends.map { max(abs($0.x - end.x), abs($0.y - end.y)) }.min() ?? .infinity
                #expect(nearest <= 1e-9, "seed \(seed), trial \(trial): GEOS cuts at \(end), \(nearest) from ours")
            }
            for end in ends.dropLast() {
                let nearest = expected.map { max(abs($0.x - end.x), abs($0.y - end.y)) }.min() ?? .infinity
                #expect(nearest <= 1e-9, "seed \(seed), trial \(trial): ours cuts at \(end), \(nearest) from GEOS's")
            }
        }
        #expect(cuts > 30, "seed \(seed): only \(cuts) cuts")
    }

    /// Every place along a stretch but those at cuts belongs to the piece it lies in; pieces alternate.
    @Test(arguments: UInt64(0)..<8)
    func piecesBelongToWhoOwnsTheirPlaces(seed: UInt64) throws {
        var random = SeededGenerator(seed: 30 + seed)
        let rings = Coverages.jittered(
            columns: 5,
            rows: 5,
            wiggles: 4,
            enclaves: [.areas, .parts, .gaps],
            using: &random
        )
        let areas = try rings.map { try MultiPolygon(rings: $0) }
        let locator = PointLocator(areas: areas)
        var cutter = LineCutter(locator)
        for trial in 0..<100 {
            let a = random.point(in: locator.box)
            let reach = [0.0001, 0.003, 0.05][trial % 3]
            let b = Point(x: a.x + reach, y: a.y + .random(in: -reach...reach, using: &random))
            cutter.cut(a, b)
            for (one, next) in zip(cutter.pieces, cutter.pieces.dropFirst()) { #expect(one.owner != next.owner) }
            for step in 1..<200 {
                let share = Double(step) / 200
                let piece = try #require(cutter.pieces.first { share <= $0.end })
                let isAtCut = cutter.pieces.contains { abs($0.end - share) < 1e-9 }
                let owner = locator.locate(LineCutter.point(a, b, share)).owner
                #expect(isAtCut || owner == piece.owner, "seed \(seed), trial \(trial), share \(share)")
            }
            if let sole = cutter.soleOwner(of: [a, b].span) {
                #expect(cutter.pieces == [.init(end: 1, owner: sole)], "seed \(seed), trial \(trial)")
            }
        }
    }

    /// A thousand teeth under one straight stretch, ten of them asked by place.
    @Test func throughAComb() throws {
        var corners: [(Double, Double)] = []
        for tooth in 0..<1000 {
            let x = 119 + Double(tooth) * 1e-5
            corners += [(x, 25), (x + 5e-6, 25.9)]
        }
        let locator = PointLocator(areas: [try MultiPolygon(corners: corners + [(119.01, 24.9), (119, 24.9)])])
        var cutter = LineCutter(locator)
        let (a, b) = (Point(x: 118.999, y: 25.45), Point(x: 119.011, y: 25.45))
        cutter.cut(a, b)
        #expect(cutter.pieces.count == 2001)
        #expect(cutter.pieces.map(\.owner).prefix(3) == [PointLocator.none, 0, PointLocator.none])
    }

    @Test func alongABorderTheLowestAreaOwns() throws {
        let locator = PointLocator(areas: [
            try MultiPolygon(corners: [(0, 0), (2, 0), (2, 2), (0, 2)]),
            try MultiPolygon(corners: [(2, 0), (4, 0), (4, 2), (2, 2)]),
        ])
        var cutter = LineCutter(locator)
        cutter.cut(Point(x: 2, y: -1), Point(x: 2, y: 3))
        #expect(cutter.pieces.map(\.owner) == [PointLocator.none, 0, PointLocator.none])
        #expect(cutter.pieces.map(\.end) == [0.25, 0.75, 1])
        cutter.cut(Point(x: 2 + 5e-10, y: 0.5), Point(x: 2 + 5e-10, y: 1.5))
        #expect(cutter.pieces == [.init(end: 1, owner: 0)])
        cutter.cut(Point(x: 2.1, y: 0.5), Point(x: 2.1, y: 1.5))
        #expect(cutter.pieces == [.init(end: 1, owner: 1)])
    }
}
