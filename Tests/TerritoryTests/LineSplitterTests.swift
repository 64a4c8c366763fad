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
            let ring = rings[Int.random(in: rings.indices, using: &random)][0][0].prefix(9).map { Point(x: $0.x, y: $0.y) }
            let parts = [try LineString(ring + [random.point(in: one.box), random.point(in: one.box)])]
            #expect(LineSplitter(one).segments(of: "L", parts) == LineSplitter(two).segments(of: "L", parts), "seed \(seed)")
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

    // MARK: Odd lines

    @Test func lineAtSeaBelongsToNobody() throws {
        let line = try LineString([Point(x: 118, y: 24), Point(x: 118.1, y: 24)])
        let segments = LineSplitter(try twoSquares()).segments(of: "L", [line])
        #expect(segments.map(\.code) == [nil])
        #expect(segments[0].path.isEmpty && segments[0].course == line && segments[0].line == "L")
        checkWhole(segments, [line], "sea")
    }

    @Test func lineWithoutLengthHasNoSegments() throws {
        let splitter = LineSplitter(try twoSquares())
        let dot = try LineString([Point](repeating: Point(x: 119.005, y: 25.005), count: 3))
        #expect(splitter.segments(of: "L", [dot]).isEmpty)
        #expect(splitter.segments(of: "L", []).isEmpty)
        let line = try LineString([Point(x: 119.001, y: 25.005), Point(x: 119.002, y: 25.005)])
        let segments = splitter.segments(of: "L", [dot, line, dot])
        #expect(segments.count == 1 && segments[0].fromMetres == 0)
    }

    @Test func repeatedVerticesAddNothing() throws {
        let ends = [(119.005, 25.004), (119.015, 25.006)].map { Point(x: $0, y: $1) }
        let plain = LineSplitter(try twoSquares()).segments(of: "L", [try LineString(ends)])
        let stuttering = [ends[0], ends[0], ends[0], ends[1], ends[1]]
        #expect(LineSplitter(try twoSquares()).segments(of: "L", [try LineString(stuttering)]) == plain)
        #expect(plain.map(\.code) == ["A", "B"])
    }

    @Test func pathsLeadFromTheStation() throws {
        let atlas = try Make.atlas([
            Make.district("S"), Make.district("P", parent: "S"),
            Make.district("A", parent: "P", try MultiPolygon(west: 119, south: 25, east: 119.01, north: 25.01)),
        ])
        let line = try LineString([Point(x: 119.001, y: 25.001), Point(x: 119.002, y: 25.001)])
        #expect(LineSplitter(atlas).segments(of: "L", [line]).map(\.path) == [["S", "P", "A"]])
    }

    /// Ten kilometres in one stretch: metres are geodesic on each side of every border, not shares of degrees.
    @Test func longStretchesAreMeasuredPieceByPiece() throws {
        let columns = try (0..<11).map { index in
            let west = 119 + Double(index) * 0.007
            let area = try MultiPolygon(west: west, south: 25, east: west + 0.007, north: 25.1)
            return Make.district("D\(10 + index)", area)
        }
        let atlas = try Make.atlas(columns)
        let parts = [try LineString([Point(x: 119.0001, y: 25.001), Point(x: 119.0769, y: 25.099)])]
        let segments = LineSplitter(atlas).segments(of: "L", parts)
        #expect(segments.count == 11)
        checkWhole(segments, parts, "long")
        try checkMetres(segments, parts, atlas, "long")
    }

    /// A line that crosses a border a thousand times, and a border that crosses a line as often.
    @Test func manyCrossings() throws {
        let atlas = try twoSquares()
        let zigzag = try LineString(
            (0...1000).map { Point(x: 119.01 + ($0 % 2 == 0 ? -5e-5 : 5e-5), y: 25.001 + Double($0) * 8e-6) }
        )
        let segments = LineSplitter(atlas).segments(of: "L", [zigzag])
        #expect(segments.count == 1001)
        checkWhole(segments, [zigzag], "zigzag line")
        try checkMetres(segments, [zigzag], atlas, "zigzag line")

        let teeth = zigzag.points.dropFirst().dropLast()
        let south = [Point(x: 119, y: 25), Point(x: 119.01, y: 25)]
        let west = try MultiPolygon(corners: south + teeth + [Point(x: 119.01, y: 25.01), Point(x: 119, y: 25.01)])
        let east = try MultiPolygon(
            corners: [Point(x: 119.02, y: 25), Point(x: 119.02, y: 25.01), Point(x: 119.01, y: 25.01)] + teeth.reversed()
                + [Point(x: 119.01, y: 25)]
        )
        let jagged = try Make.atlas([Make.district("A", west), Make.district("B", east)])
        let straight = try LineString([Point(x: 119.01, y: 25.0005), Point(x: 119.01, y: 25.0095)])
        let pieces = LineSplitter(jagged).segments(of: "L", [straight])
        #expect(pieces.count > 990)
        checkWhole(pieces, [straight], "zigzag border")
        try checkMetres(pieces, [straight], jagged, "zigzag border")
    }

    /// Vertices closer together than the shortest segment must not hide that a line crosses a border.
    @Test(arguments: [4e-4, 2e-3])
    func denselyDrawnLines(step: Double) throws {
        // A slanting border, so that the line is in the box of its edge all the way.
        let corners = [(119.0, 25.0), (119.01, 25.01), (119, 25.01)].map { Point(x: $0, y: $1) }
        let atlas = try Make.atlas([
            Make.district("A", try MultiPolygon(corners: corners)),
            Make.district("B", try MultiPolygon(corners: [corners[0], Point(x: 119.01, y: 25), corners[1]])),
        ])
        let start = Make.point(from: Point(x: 119.005, y: 25.005), east: -0.5, north: 0)
        let line = try LineString((0...Int(1 / step)).map { Make.point(from: start, east: Double($0) * step, north: 0) })
        let segments = LineSplitter(atlas).segments(of: "L", [line])
        #expect(segments.map(\.code) == ["A", "B"])
        #expect(abs((segments.first?.metres ?? 0) - 0.5) < 0.002)
        checkWhole(segments, [line], "dense")
    }

    // MARK: Checks

    private func twoSquares() throws -> Atlas {
        try Make.atlas([
            Make.district("A", try MultiPolygon(west: 119, south: 25, east: 119.01, north: 25.01)),
            Make.district("B", try MultiPolygon(west: 119.01, south: 25, east: 119.02, north: 25.01)),
        ])
    }

    private func metres(of segments: [Segment]) -> [String?: Double] {
        segments.reduce(into: [:]) { $0[$1.code, default: 0] += $1.metres }
    }

    /// The vertices that so many leaves have.
    private func vertices(of atlas: Atlas, where isWanted: (Int) -> Bool) -> [Point] {
        var count: [Point: Int] = [:]
        for area in atlas.hierarchy.leaves.compactMap(\.area) {
            for point in Set(area.edges.map(\.start)) { count[point, default: 0] += 1 }
        }
        return count.filter { isWanted($0.value) }.keys.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    }

    /// Nothing is lost, doubled or torn: metres follow one another, courses too, and the sum is the line's.
    private func checkWhole(_ segments: [Segment], _ parts: [LineString], _ label: String) {
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

    private func checkMetres(_ segments: [Segment], _ parts: [LineString], _ atlas: Atlas, _ label: String) throws {
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
            #expect(abs((found[leaf.code] ?? 0) - due) < 1e-3, "\(label), \(leaf.code): \(found[leaf.code] ?? 0) m, not \(due)")
        }
    }
}
