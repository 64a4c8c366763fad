import GeometryCore
import SpatialIndex
import TestSupport
import Testing

@Suite struct PointLocatorTests {
    @Test func sharedBorderBelongsToTheLowestNumber() throws {
        let locator = PointLocator(areas: [try square(0, 0, 2), try square(2, 0, 2), try square(2, 2, 2)])
        let shared = locator.locate(Point(x: 2, y: 1))
        #expect(shared == .init(owner: 0, isOnBoundary: true, isShared: true))
        #expect(locator.areas(covering: Point(x: 2, y: 2)) == [0, 1, 2])
        #expect(locator.areas(covering: Point(x: 3, y: 2)) == [1, 2])
        #expect(locator.locate(Point(x: 1, y: 1)) == .init(owner: 0, isOnBoundary: false, isShared: false))
        #expect(locator.locate(Point(x: 1, y: 3)).owner == PointLocator.none)
    }

    @Test(arguments: [
        Point(x: .nan, y: 1), Point(x: 1, y: .infinity), Point(x: -.infinity, y: 0), Point(x: 9e300, y: 0),
    ])
    func coversNoImpossiblePoint(point: Point) throws {
        #expect(PointLocator(areas: [try square(0, 0, 2)]).locate(point).owner == PointLocator.none)
    }

    @Test func answersWithoutAreas() {
        #expect(PointLocator(areas: []).locate(Point(x: 0, y: 0)).owner == PointLocator.none)
        #expect(PointLocator(areas: [MultiPolygon([])]).areas(covering: Point(x: 0, y: 0)).isEmpty)
    }

    /// Degenerate rings leave no room for a reference point inside the box.
    @Test func buildsOnFlatRings() throws {
        let flat = try Ring([(0, 5), (3, 5), (1, 5), (0, 5)].map { Point(x: $0, y: $1) })
        let dot = try Ring([Point](repeating: Point(x: 119, y: 25), count: 4))
        let locator = PointLocator(areas: [flat, dot].map { MultiPolygon([Polygon(shell: $0)]) })
        #expect(locator.areas(covering: Point(x: 2, y: 5)) == [0])
        #expect(locator.areas(covering: Point(x: 119, y: 25)) == [1])
        #expect(locator.areas(covering: Point(x: 4, y: 5)).isEmpty)
        #expect(locator.areas(covering: Point(x: 2, y: (5.0).nextUp)).isEmpty)
    }

    /// Overlapping stars on a coarse lattice: shared vertices, collinear edges, holes, self-crossing rings.
    @Test(arguments: UInt64(0)..<28)
    func agreesWithEveryEdgeAskedExactly(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lattice = [4.0, 16, 1000, 0x1p40][Int(seed % 4)]
        let areas = try (0..<12).map { _ in try star(lattice: lattice, using: &random) }
        let locator = PointLocator(areas: areas)
        var wrong: [String] = []
        for point in probes(of: areas, using: &random) {
            let expected = areas.indices.filter { areas[$0].locate(point) != .outside }
            let verdict = locator.locate(point)
            // An area of several parts counts as on the boundary when any covering part is.
            let isOnEdge = expected.contains { number in
                areas[number].polygons.contains { $0.locate(point) == .boundary }
            }
            let due = PointLocator.Verdict(
                owner: expected.first.map(UInt32.init) ?? PointLocator.none,
                isOnBoundary: isOnEdge,
                isShared: expected.count > 1
            )
            if locator.areas(covering: point) != expected || verdict != due {
                wrong.append("\(verdict) at \(point), which \(expected) cover")
            }
        }
        #expect(wrong.isEmpty, "seed \(seed): \(wrong.count) wrong, first \(wrong.first ?? "")")
    }

    @Test func batchEqualsSingle() throws {
        var random = SeededGenerator(seed: 7)
        let areas = try (0..<30).map { _ in try star(lattice: 1000, using: &random) }
        let locator = PointLocator(areas: areas)
        let points = probes(of: areas, using: &random)
        var verdicts = [PointLocator.Verdict](repeating: locator.locate(Point(x: -9, y: -9)), count: points.count)
        var span = verdicts.mutableSpan
        locator.locate(points.span, into: &span)
        #expect(verdicts == points.map(locator.locate))
        let others = points.enumerated().flatMap { number, point in
            locator.areas(covering: point).dropFirst().map { PointLocator.Sharing(point: number, area: $0) }
        }
        var sharings: [PointLocator.Sharing] = []
        span = verdicts.mutableSpan
        locator.locate(points.span, into: &span, sharings: &sharings)
        #expect(sharings == others && others.count > 100)
        #expect(verdicts == points.map(locator.locate))
    }

    @Test func allCoresSayWhatOneDoes() async throws {
        var random = SeededGenerator(seed: 8)
        let areas = try (0..<30).map { _ in try star(lattice: 1000, using: &random) }
        let locator = PointLocator(areas: areas)
        for count in [0, 1, (1 << 16) + 1] {
            let points = (0..<count).map { _ in random.point(in: locator.box) }
            #expect(await locator.locate(points) == points.map(locator.locate), "\(count) points")
        }
    }

    private func square(_ x: Double, _ y: Double, _ side: Double) throws -> MultiPolygon {
        let corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
        return MultiPolygon([Polygon(shell: try Ring(corners.map { Point(x: $0, y: $1) }))])
    }

    private func star(lattice: Double, using random: inout SeededGenerator) throws -> MultiPolygon {
        func ring() throws -> Ring {
            let count = Int.random(in: 3...9, using: &random)
            let points = (0..<count).map { _ in
                Point(
                    x: Double.random(in: 0...lattice, using: &random).rounded() / lattice,
                    y: Double.random(in: 0...lattice, using: &random).rounded() / lattice
                )
            }
            return try Ring(points + [points[0]])
        }
        let parts = try (0..<Int.random(in: 1...2, using: &random)).map { _ in
            Polygon(shell: try ring(), holes: Bool.random(using: &random) ? [try ring()] : [])
        }
        return MultiPolygon(parts)
    }

    /// Vertices, points on and one ulp beside edges, crossings' neighbourhoods, and points anywhere.
    private func probes(of areas: [MultiPolygon], using random: inout SeededGenerator) -> [Point] {
        var probes: [Point] = []
        for ring in areas.flatMap(\.polygons).flatMap(\.rings) {
            for (a, b) in zip(ring.points, ring.points.dropFirst()) {
                let t = Double.random(in: 0...1, using: &random)
                let on = Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
                let middle = Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
                for point in [a, on, middle] {
                    probes.append(point)
                    probes.append(Point(x: point.x.nextUp, y: point.y))
                    probes.append(Point(x: point.x, y: point.y.nextDown))
                }
                probes.append(Point(x: a.x, y: b.y))
            }
        }
        for _ in 0..<200 {
            probes.append(Point(x: .random(in: -0.1...1.1, using: &random), y: .random(in: -0.1...1.1, using: &random)))
        }
        return probes
    }
}
