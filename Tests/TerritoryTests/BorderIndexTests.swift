import GeometryCore
import Projection
import TestSupport
import Testing

@testable import SpatialIndex

/// The border index of SpatialIndex against every edge, with true geodesics; it lives here because those are
/// Projection's.
@Suite struct BorderIndexTests {
    @Test(arguments: UInt64(0)..<4)
    func nearestIsNearest(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let areas = try coverage(seed, using: &random)
        let index = BorderIndex(areas: areas)
        let oracles = areas.map { BorderOracle([$0]) }
        for place in places(among: areas, using: &random) {
            let hit = try #require(index.nearest(to: place))
            let distances = oracles.map { $0.distance(to: place) }
            let nearest = distances.min() ?? .infinity
            // A flat kilometre is true to a millimetre.
            let slack = 1e-6 + 1e-6 * nearest
            #expect(abs(hit.metres - nearest) <= slack, "seed \(seed), \(place): \(hit.metres) m, not \(nearest) m")
            #expect(abs(Geodesic.grs80.distance(place, hit.point) - nearest) <= slack, "seed \(seed), \(place)")
            #expect(distances[hit.area] <= nearest + slack, "seed \(seed), \(place)")
        }
    }

    /// The border that two areas share is as far from a place for one as for the other: the lower number has it.
    @Test(arguments: UInt64(0)..<4)
    func tiesGoToTheLowestNumber(seed: UInt64) throws {
        var random = SeededGenerator(seed: 20 + seed)
        let areas = try coverage(seed, using: &random)
        let index = BorderIndex(areas: areas)
        var sharing: [Set<Point>: [Int]] = [:]
        for (number, area) in areas.enumerated() {
            for edge in area.edges { sharing[[edge.start, edge.end], default: []].append(number) }
        }
        for area in areas {
            for edge in area.edges {
                let t = Double.random(in: 0.3...0.7, using: &random)
                let on = Point(
                    x: edge.start.x + t * (edge.end.x - edge.start.x),
                    y: edge.start.y + t * (edge.end.y - edge.start.y)
                )
                for aside in [0, 0.5, -0.5] {
                    let place = Make.point(from: on, east: aside, north: aside)
                    #expect(
                        index.nearest(to: place)?.area == sharing[[edge.start, edge.end]]?.min(),
                        "seed \(seed), \(on)"
                    )
                }
            }
        }
    }

    /// On the flat map of the place itself the border in the north-east seems farther than it is, by 350 m in 100 km.
    @Test func farBordersAreComparedByTrueDistances() throws {
        let place = Point(x: 119.1, y: 52)
        let squares = try [(0.0, 100_000.0), (45, 99_900)].map { azimuth, metres in
            let corner = Geodesic.grs80.destination(from: place, azimuthDegrees: azimuth, metres: metres)
            return try MultiPolygon(west: corner.x, south: corner.y, east: corner.x + 0.001, north: corner.y + 0.001)
        }
        for areas in [squares, squares.reversed()] {
            let hit = try #require(BorderIndex(areas: areas).nearest(to: place))
            #expect(areas[hit.area] == squares[1])
        }
        #expect(BorderIndex(areas: squares).areas(near: place, within: 99_950).map(\.area) == [1])
    }

    @Test(arguments: UInt64(0)..<3)
    func areasNearAreThoseInReach(seed: UInt64) throws {
        var random = SeededGenerator(seed: 40 + seed)
        let areas = try coverage(seed, using: &random)
        let index = BorderIndex(areas: areas)
        let oracles = areas.map { BorderOracle([$0]) }
        for place in places(among: areas, using: &random) {
            let reach = Double.random(in: 0...1500, using: &random)
            let hits = index.areas(near: place, within: reach)
            let distances = oracles.map { $0.distance(to: place) }
            #expect(Set(hits.map(\.area)).count == hits.count, "seed \(seed), \(place)")
            #expect(zip(hits, hits.dropFirst()).allSatisfy { ($0.metres, $0.area) < ($1.metres, $1.area) })
            for (number, metres) in distances.enumerated() {
                let hit = hits.first { $0.area == number }
                let slack = 1e-6 + 1e-6 * metres
                if metres < reach - slack { #expect(hit != nil, "seed \(seed), \(place): area \(number) is missing") }
                if metres > reach + slack { #expect(hit == nil, "seed \(seed), \(place): area \(number) is too far") }
                if let hit { #expect(abs(hit.metres - metres) <= slack, "seed \(seed), \(place)") }
            }
        }
        #expect(index.areas(near: places(among: areas, using: &random)[0], within: .infinity).count == areas.count)
    }

    @Test func withoutBordersNothingIsNear() {
        for index in [BorderIndex(areas: []), BorderIndex(areas: [MultiPolygon([])])] {
            #expect(index.nearest(to: Point(x: 119, y: 25)) == nil)
            #expect(index.areas(near: Point(x: 119, y: 25), within: .infinity).isEmpty)
        }
    }

    @Test(arguments: [Point(x: .nan, y: 25), Point(x: 119, y: .infinity)])
    func nothingIsNearNoPlace(place: Point) throws {
        let index = BorderIndex(areas: [try MultiPolygon(west: 119, south: 25, east: 120, north: 26)])
        #expect(index.nearest(to: place) == nil)
        #expect(index.areas(near: place, within: 1e9).isEmpty)
        #expect(index.areas(near: Point(x: 119.5, y: 25.5), within: .nan).isEmpty)
        #expect(index.areas(near: Point(x: 119.5, y: 25.5), within: -1).isEmpty)
    }

    /// Coverages in Fujian, at the equator and in the far north, with edges of 5 to 500 m.
    private func coverage(_ seed: UInt64, using random: inout SeededGenerator) throws -> [MultiPolygon] {
        let south = [25.3, 0, 53, -25][Int(seed % 4)]
        let rings = Coverages.jittered(
            columns: 3,
            rows: 3,
            origin: (x: 119.1, y: south),
            size: seed % 2 == 0 ? 0.01 : 0.001,
            enclaves: [.areas, .parts, .gaps],
            using: &random
        )
        return try rings.map { try MultiPolygon(rings: $0) }
    }

    private func places(among areas: [MultiPolygon], using random: inout SeededGenerator) -> [Point] {
        let box = areas.reduce(into: Box.empty) { $0.extend(to: $1.box) }
        let around = box.expanded(dx: box.width / 5, dy: box.height / 5)
        let vertices = areas.prefix(4).compactMap(\.edges.first?.start)
        return (0..<30).map { _ in random.point(in: around) } + vertices
    }
}
