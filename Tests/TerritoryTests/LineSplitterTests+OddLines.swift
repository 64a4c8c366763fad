import GeometryCore
import Projection
import Testing

@testable import Territory

/// Lines at sea, without length, very long, very jagged, or drawn very densely.
extension LineSplitterTests {
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
            corners: [Point(x: 119.02, y: 25), Point(x: 119.02, y: 25.01), Point(x: 119.01, y: 25.01)]
                + teeth.reversed()
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
        let line = try LineString(
            (0...Int(1 / step)).map { Make.point(from: start, east: Double($0) * step, north: 0) }
        )
        let segments = LineSplitter(atlas).segments(of: "L", [line])
        #expect(segments.map(\.code) == ["A", "B"])
        #expect(abs((segments.first?.metres ?? 0) - 0.5) < 0.002)
        checkWhole(segments, [line], "dense")
    }
}
