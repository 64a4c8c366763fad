import GeometryCore
import TestSupport
import Testing

@Suite struct GeometryTests {
    @Test(arguments: UInt64(0)..<30)
    func mapPointsMovesEveryPoint(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for kind in GeometryKind.allCases {
            let geometry = try random.geometry(kind)
            let moved = try geometry.mapPoints { points in
                for index in points.indices { points[index] = swapped(points[index]) }
            }
            #expect(points(of: moved) == points(of: geometry).map(swapped), "seed \(seed) \(kind)")
            #expect(try moved.kind == kind && shape(moved) == shape(geometry), "seed \(seed) \(kind)")
            #expect(try moved.mapPoints { $0 = $0.map(swapped) } == geometry, "seed \(seed) \(kind)")
        }
    }

    /// A library that gives the two equal ends of a ring different roundings must not open it.
    @Test func mapPointsKeepsRingsClosed() throws {
        let polygon = try Polygon([square(0, 0, side: 4), square(1, 1, side: 2)])
        let moved = try Geometry.polygon(polygon).mapPoints { points in
            for index in points.indices { points[index].x += Double(index) * 1e-9 }
        }
        guard case .polygon(let result) = moved else { throw Unexpected() }
        for ring in result.rings { #expect(ring.points.first == ring.points.last && ring.points.count == 5) }
        #expect(result.shell.points[1] == Point(x: 4 + 1e-9, y: 0))
    }

    /// The part and ring named are those of the first coordinate that did not survive.
    @Test func mapPointsNamesWhatIsNotFinite() throws {
        let line = try LineString([Point(x: 0, y: 0), Point(x: 1, y: 1)])
        let bad = try LineString([Point(x: 0, y: 0), Point(x: 99, y: 1)])
        let good = try Polygon([square(0, 0, side: 4)])
        let holed = try Polygon([square(0, 0, side: 4), square(1, 1, side: 1), square(98, 1, side: 1)])
        let cases: [(Geometry, GeometryError)] = [
            (.point(Point(x: 99, y: 0)), .path(part: 0, ring: 0, .notFinite(index: 0))),
            (.multiPoint([Point(x: 0, y: 0), Point(x: 99, y: 0)]), .path(part: 1, ring: 0, .notFinite(index: 0))),
            (.lineString(bad), .path(part: 0, ring: 0, .notFinite(index: 1))),
            (.multiLineString([line, line, bad]), .path(part: 2, ring: 0, .notFinite(index: 1))),
            (.polygon(holed), .path(part: 0, ring: 2, .notFinite(index: 1))),
            (.multiPolygon(MultiPolygon([good, holed])), .path(part: 1, ring: 2, .notFinite(index: 1))),
            (.collection([.polygon(good), .lineString(bad)]), .path(part: 1, ring: 0, .notFinite(index: 1))),
        ]
        for (geometry, error) in cases {
            #expect(throws: error) {
                try geometry.mapPoints { points in
                    for index in points.indices where points[index].x == 99 { points[index].y = .infinity }
                }
            }
        }
    }

    @Test func mapPointsPassesErrorsOn() throws {
        for kind in GeometryKind.allCases {
            var random = SeededGenerator(seed: 1)
            let geometry = try random.geometry(kind)
            #expect(throws: Unexpected.self) { try geometry.mapPoints { _ in throw Unexpected() } }
        }
    }

    @Test(arguments: UInt64(0)..<30)
    func boxIsThatOfAllPoints(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let geometry = try random.geometry()
        #expect(geometry.box == Box(points(of: geometry)), "seed \(seed)")
    }

    @Test func boxOfNothingIsEmpty() {
        for geometry in [
            Geometry.multiPoint([]), .multiLineString([]), .multiPolygon(MultiPolygon([])), .collection([]),
        ] {
            #expect(geometry.box == .empty)
        }
    }

    /// The codes and names of OGC Simple Feature Access, part 1, table 7.
    @Test func kindsHaveTheirStandardCodesAndNames() throws {
        let names = [
            "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection",
        ]
        #expect(GeometryKind.allCases.map(\.name) == names)
        #expect(GeometryKind.allCases.map(\.rawValue) == Array(1...7))
    }

    private struct Unexpected: Error {}

    private func swapped(_ point: Point) -> Point { Point(x: point.y, y: point.x) }

    private func points(of geometry: Geometry) -> [Point] {
        switch geometry {
        case .point(let point): [point]
        case .multiPoint(let points): points
        case .lineString(let line): line.points
        case .multiLineString(let lines): lines.flatMap(\.points)
        case .polygon(let polygon): polygon.rings.flatMap(\.points)
        case .multiPolygon(let area): area.polygons.flatMap { $0.rings.flatMap(\.points) }
        case .collection(let members): members.flatMap(points)
        }
    }

    /// The geometry's well-known binary with every coordinate cleared: what is left is its structure.
    private func shape(_ geometry: Geometry) throws -> [UInt8] {
        WKB.encode(try geometry.mapPoints { points in points = points.map { _ in Point(x: 0, y: 0) } })
    }
}
