import Foundation
import GeometryCore
import Projection
import SpatialIndex
import TestSupport
import Testing
import Topology

@testable import Territory

@Suite struct LineSplitterTests {
    // MARK: Seeded lines

    /// Metres for each leaf against GEOS's pieces of every stretch, measured as geodesics.
    @Test(arguments: UInt64(0)..<6)
    func metresAreThoseOfGEOS(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rings = Coverages.jittered(columns: 4, rows: 3, enclaves: [.areas, .parts, .gaps], using: &random)
        let atlas = try Make.atlas(Make.districts(try rings.map { try MultiPolygon(rings: $0) }, using: &random))
        let around = atlas.box.expanded(dx: 0.003, dy: 0.003)
        for number in 0..<12 {
            let parts = try (0..<Int.random(in: 1...3, using: &random)).map { _ in
                try LineString((0..<Int.random(in: 2...7, using: &random)).map { _ in random.point(in: around) })
            }
            let segments = LineSplitter(atlas).segments(of: "L", parts)
            checkWhole(segments, parts, "seed \(seed), line \(number)")
            try checkMetres(segments, parts, atlas, "seed \(seed), line \(number)")
        }
    }

    /// Lines from inside a leaf through corners where three or four leaves meet, and on.
    @Test(arguments: UInt64(0)..<4)
    func throughCorners(seed: UInt64) throws {
        var random = SeededGenerator(seed: 20 + seed)
        let rings = Coverages.jittered(columns: 3, rows: 3, wiggles: 1, using: &random)
        let atlas = try Make.atlas(Make.districts(try rings.map { try MultiPolygon(rings: $0) }, using: &random))
        let corners = vertices(of: atlas) { $0 >= 3 }
        #expect(corners.count == 4)
        for corner in corners {
            let far = random.point(in: atlas.box)
            // The far end mirrored at the corner: the straight way passes it, as nearly as doubles can.
            let beyond = Point(x: 2 * corner.x - far.x, y: 2 * corner.y - far.y)
            for line in [[far, corner, random.point(in: atlas.box)], [far, beyond]] {
                let parts = [try LineString(line)]
                let segments = LineSplitter(atlas).segments(of: "L", parts)
                checkWhole(segments, parts, "seed \(seed), \(corner)")
                try checkMetres(segments, parts, atlas, "seed \(seed), \(corner)")
            }
        }
    }

    @Test(arguments: UInt64(0)..<2)
    func theOrderOfRecordsChangesNothing(seed: UInt64) throws {
        var random = SeededGenerator(seed: 60 + seed)
        let rings = Coverages.jittered(columns: 3, rows: 3, enclaves: [.areas, .parts, .gaps], using: &random)
        let records = Make.districts(try rings.map { try MultiPolygon(rings: $0) }, using: &random)
        let one = try Make.atlas(records)
        let two = try Make.atlas(records.shuffled(using: &random))
        for _ in 0..<10 {
            let ring = rings[Int.random(in: rings.indices, using: &random)][0][0].prefix(9).map {
                Point(x: $0.x, y: $0.y)
            }
            let parts = [try LineString(ring + [random.point(in: one.box), random.point(in: one.box)])]
            #expect(
                LineSplitter(one).segments(of: "L", parts) == LineSplitter(two).segments(of: "L", parts),
                "seed \(seed)"
            )
        }
    }

    // MARK: Along borders

    /// A walk on border vertices, both ways, some of its stretches cut in two: each edge belongs to the smallest of
    /// its neighbours' codes.
    @Test(arguments: UInt64(0)..<6)
    func alongBorders(seed: UInt64) throws {
        var random = SeededGenerator(seed: 30 + seed)
        let rings = Coverages.jittered(columns: 3, rows: 2, enclaves: [.areas, .parts, .gaps], using: &random)
        let atlas = try Make.atlas(Make.districts(try rings.map { try MultiPolygon(rings: $0) }, using: &random))
        let leaves = atlas.hierarchy.leaves
        var owner: [Set<Point>: String] = [:]
        for leaf in leaves.reversed() {
            for edge in leaf.area?.edges ?? [] { owner[[edge.start, edge.end]] = leaf.code }
        }
        for ring in leaves.compactMap(\.area).flatMap(\.polygons).flatMap(\.rings) {
            let start = Int.random(in: 0..<ring.points.count - 2, using: &random)
            let end = Int.random(in: start + 1..<ring.points.count, using: &random)
            let walk = Array(ring.points[start...end])
            var expected: [String?: Double] = [:]
            var line = [walk[0]]
            for (a, b) in zip(walk, walk.dropFirst()) {
                expected[owner[[a, b]], default: 0] += Geodesic.grs80.distance(a, b)
                if Bool.random(using: &random) { line.append(Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)) }
                line.append(b)
            }
            for points in [line, line.reversed()] {
                let parts = [try LineString(points)]
                let segments = LineSplitter(atlas).segments(of: "L", parts)
                checkWhole(segments, parts, "seed \(seed)")
                let metres = metres(of: segments)
                for code in Set(metres.keys).union(expected.keys) {
                    let (found, due) = (metres[code] ?? 0, expected[code] ?? 0)
                    #expect(abs(found - due) < 1e-3, "seed \(seed), \(code ?? "sea"): \(found) m, not \(due)")
                }
            }
        }
    }

    /// Walks on a border whose neighbours have different vertices, and partly beyond both ends of it.
    @Test(arguments: [("A", "B", "C"), ("Z", "B", "C"), ("C", "Z", "A")])
    func alongABorderWithUnlikeVertices(west: String, south: String, north: String) throws {
        let atlas = try Make.atlas([
            Make.district(west, try MultiPolygon(west: 119, south: 25, east: 119.01, north: 25.02)),
            Make.district(south, try MultiPolygon(west: 119.01, south: 25, east: 119.02, north: 25.007)),
            Make.district(north, try MultiPolygon(west: 119.01, south: 25.007, east: 119.02, north: 25.02)),
        ])
        let ys = [24.99, 25, 25.007, 25.02, 25.03]
        let lengths = zip(ys, ys.dropFirst()).map { low, high in
            Geodesic.grs80.distance(Point(x: 119.01, y: low), Point(x: 119.01, y: high))
        }
        let line = try LineString([Point(x: 119.01, y: ys[0]), Point(x: 119.01, y: ys[4])])
        let segments = LineSplitter(atlas).segments(of: "L", [line])
        checkWhole(segments, [line], west)
        var expected: [String?: Double] = [nil: lengths[0] + lengths[3]]
        expected[min(west, south), default: 0] += lengths[1]
        expected[min(west, north), default: 0] += lengths[2]
        let metres = metres(of: segments)
        for (code, due) in expected { #expect(abs((metres[code] ?? 0) - due) < 1e-3, "\(code ?? "sea")") }
        #expect(Set(metres.keys) == Set(expected.keys))
    }

    @Test func alongABorderAndOff() throws {
        let atlas = try twoSquares()
        let points = [(119.01, 25.002), (119.01, 25.006), (119.015, 25.008), (119.01, 25.009), (119.002, 25.001)]
        let line = try LineString(points.map { Point(x: $0.0, y: $0.1) })
        let segments = LineSplitter(atlas).segments(of: "L", [line])
        checkWhole(segments, [line], "off")
        #expect(segments.map(\.code) == ["A", "B", "A"])
        let lengths = zip(line.points, line.points.dropFirst()).map { Geodesic.grs80.distance($0, $1) }
        #expect(abs(segments[0].metres - lengths[0]) < 1e-3)
        #expect(abs(segments[1].metres - lengths[1] - lengths[2]) < 1e-3)
    }

    /// Beside a border by half of the reach, and by twice as much.
    @Test(arguments: [(-5e-10, "A"), (5e-10, "A"), (2e-9, "B"), (-2e-9, "A"), (1e-13, "A")])
    func besideABorder(offset: Double, code: String) throws {
        let x = 119.01 + offset
        let line = try LineString([Point(x: x, y: 25.001), Point(x: x, y: 25.004), Point(x: x, y: 25.009)])
        let segments = LineSplitter(try twoSquares()).segments(of: "L", [line])
        #expect(segments.map(\.code) == [code])
        checkWhole(segments, [line], code)
    }

    /// Beside a border, on its far side but within the reach, and on where it ends.
    @Test func besideABorderThatEnds() throws {
        let atlas = try Make.atlas([
            Make.district("A", try MultiPolygon(west: 119, south: 25, east: 119.01, north: 25.005)),
            Make.district("B", try MultiPolygon(west: 119.01, south: 25, east: 119.02, north: 25.01)),
        ])
        let x = 119.01 + 5e-10
        let line = try LineString([Point(x: x, y: 25.001), Point(x: x, y: 25.009)])
        let segments = LineSplitter(atlas).segments(of: "L", [line])
        #expect(segments.map(\.code) == ["A", "B"])
        let due = Geodesic.grs80.distance(Point(x: x, y: 25.001), Point(x: x, y: 25.005))
        #expect(abs((segments.first?.metres ?? 0) - due) < 1e-3)
        checkWhole(segments, [line], "end")
    }

    /// Where areas overlap, a stretch on the border of one still lies within the other.
    @Test func alongABorderInsideAnotherArea() throws {
        let atlas = try Make.atlas([
            Make.district("A", try MultiPolygon(west: 119, south: 25, east: 119.02, north: 25.01)),
            Make.district("B", try MultiPolygon(west: 119.01, south: 25, east: 119.03, north: 25.01)),
        ])
        let line = try LineString([Point(x: 119.01, y: 25.001), Point(x: 119.01, y: 25.009)])
        #expect(LineSplitter(atlas).segments(of: "L", [line]).map(\.code) == ["A"])
        #expect(atlas.locate(Point(x: 119.01, y: 25.005), asOf: Make.now).code == "A")
    }

    @Test func touchingABorderAtAVertexChangesNothing() throws {
        let line = try LineString([(119.012, 25.001), (119.01, 25.005), (119.012, 25.009)].map { Point(x: $0, y: $1) })
        let segments = LineSplitter(try twoSquares()).segments(of: "L", [line])
        #expect(segments.map(\.code) == ["B"])
        #expect(segments[0].course == line)
    }

    /// Less than a millimetre on one side goes with what precedes it, at the beginning with what follows.
    @Test(arguments: [(119.01 - 4e-9, 119.015, "B"), (119.015, 119.01 - 4e-9, "B"), (119.01 + 4e-9, 119.005, "A")])
    func stretchesBelowAMillimetreAreNoSegments(from: Double, to: Double, code: String) throws {
        let line = try LineString([from, to].map { Point(x: $0, y: 25.005) })
        let segments = LineSplitter(try twoSquares()).segments(of: "L", [line])
        #expect(segments.map(\.code) == [code])
        checkWhole(segments, [line], code)
    }

    // MARK: Checks

    func twoSquares() throws -> Atlas {
        try Make.atlas([
            Make.district("A", try MultiPolygon(west: 119, south: 25, east: 119.01, north: 25.01)),
            Make.district("B", try MultiPolygon(west: 119.01, south: 25, east: 119.02, north: 25.01)),
        ])
    }

    func metres(of segments: [Segment]) -> [String?: Double] {
        segments.reduce(into: [:]) { $0[$1.code, default: 0] += $1.metres }
    }

    /// The vertices that so many leaves have.
    func vertices(of atlas: Atlas, where isWanted: (Int) -> Bool) -> [Point] {
        var count: [Point: Int] = [:]
        for area in atlas.hierarchy.leaves.compactMap(\.area) {
            for point in Set(area.edges.map(\.start)) { count[point, default: 0] += 1 }
        }
        return count.filter { isWanted($0.value) }.keys.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    }

    /// Nothing is lost, doubled or torn: metres follow one another, courses too, and the sum is the line's.
    func checkWhole(_ segments: [Segment], _ parts: [LineString], _ label: String) {
        let length = parts.reduce(0) { $0 + Geodesic.grs80.length(of: $1) }
        #expect(segments.first?.fromMetres ?? 0 == 0, "\(label)")
        #expect(abs((segments.last?.toMetres ?? 0) - length) < 1e-6, "\(label)")
        #expect(abs(segments.reduce(0) { $0 + $1.metres } - length) < 1e-6, "\(label)")
        var partEnds = Set(parts.compactMap(\.points.last))
        for (one, next) in zip(segments, segments.dropFirst()) {
            #expect(one.toMetres == next.fromMetres, "\(label)")
            if one.course.points.last != next.course.points.first {
                #expect(partEnds.remove(one.course.points[one.course.points.count - 1]) != nil, "\(label): torn")
            } else {
                #expect(one.code != next.code || parts.count > 1, "\(label): cut in one leaf")
            }
        }
        for segment in segments {
            #expect(segment.metres > 0, "\(label)")
            #expect(abs(Geodesic.grs80.length(of: segment.course) - segment.metres) < 1e-3, "\(label)")
        }
    }

    func checkMetres(_ segments: [Segment], _ parts: [LineString], _ atlas: Atlas, _ label: String) throws {
        let found = metres(of: segments)
        for leaf in atlas.hierarchy.leaves {
            var due = 0.0
            for part in parts {
                for (a, b) in zip(part.points, part.points.dropFirst()) {
                    guard let area = leaf.area, area.box.intersects(Box([a, b])) else { continue }
                    due += try Topology.intersection(of: LineString([a, b]), with: area)
                        .reduce(0) { $0 + Geodesic.grs80.length(of: $1) }
                }
            }
            #expect(
                abs((found[leaf.code] ?? 0) - due) < 1e-3,
                "\(label), \(leaf.code): \(found[leaf.code] ?? 0) m, not \(due)"
            )
        }
    }
}
