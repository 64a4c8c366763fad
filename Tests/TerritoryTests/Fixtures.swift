import Foundation
import GeometryCore
import Projection
import TestSupport

@testable import Territory

extension MultiPolygon {
    /// The area of the rings of each polygon, outer ring first.
    init(rings: [[[XY]]]) throws {
        self.init(
            try rings.map { polygon in
                let rings = try polygon.map { try Ring($0.map { Point(x: $0.x, y: $0.y) }) }
                return Polygon(shell: rings[0], holes: Array(rings.dropFirst()))
            }
        )
    }

    /// The area of one ring, closed here.
    init(corners: [Point]) throws { self.init([Polygon(shell: try Ring(corners + corners.prefix(1)))]) }

    /// An upright rectangle.
    init(west: Double, south: Double, east: Double, north: Double) throws {
        try self.init(corners: [
            Point(x: west, y: south), Point(x: east, y: south), Point(x: east, y: north), Point(x: west, y: north),
        ])
    }

    /// Every border edge, ring by ring.
    var edges: [(start: Point, end: Point)] {
        polygons.flatMap(\.rings).flatMap { Array(zip($0.points, $0.points.dropFirst())) }
    }
}

extension SeededGenerator {
    /// A point anywhere in the box.
    mutating func point(in box: Box) -> Point {
        Point(x: .random(in: box.minX...box.maxX, using: &self), y: .random(in: box.minY...box.maxY, using: &self))
    }
}

/// Makers of what the tests work on.
enum Make {
    static let now = Date(timeIntervalSince1970: 1_790_000_000)
    static let version = DistrictVersion(number: 3, validFrom: now, validTo: nil, publishedAt: now, waiver: nil)
    static let source = ImportSource(fileName: "districts.geojson", crs: "EPSG:4326", time: now)

    /// A record with the given values in their fields and nothing in the others.
    static func record(_ layer: Layer, _ values: [String: String], _ geometry: Geometry? = nil) -> LayerRecord {
        let texts = layer.fields.map { field in values[field.name].map(FieldValue.text) ?? .null }
        return LayerRecord(values: texts, geometry: geometry)
    }

    static func district(_ code: String, parent: String? = nil, _ area: MultiPolygon? = nil) -> LayerRecord {
        record(
            .districts,
            parent.map { ["code": code, "parent": $0] } ?? ["code": code],
            area.map(Geometry.multiPolygon)
        )
    }

    /// Districts in a seeded order with codes that do not follow it.
    static func districts(_ areas: [MultiPolygon], using random: inout SeededGenerator) -> [LayerRecord] {
        let codes = areas.indices.map { "D\(100 + $0)" }.shuffled(using: &random)
        return zip(codes, areas).map { district($0, $1) }
    }

    static func atlas(_ records: [LayerRecord]) throws -> Atlas {
        try Atlas(version: version, hierarchy: Hierarchy(records))
    }

    /// The point that lies `east` and `north` metres from another.
    static func point(from origin: Point, east: Double, north: Double) -> Point {
        let metric = LocalMetric(latitude: origin.y)
        return Point(x: origin.x + east / metric.metresPerDegreeX, y: origin.y + north / metric.metresPerDegreeY)
    }
}

/// The shortest geodesic from a place to borders, by dense sampling: the oracle for margins.
struct BorderOracle {
    private let edges: [(start: Point, end: Point, metres: Double)]

    init(_ areas: [MultiPolygon]) {
        edges = areas.flatMap(\.edges).map { ($0.start, $0.end, Geodesic.grs80.distance($0.start, $0.end)) }
    }

    /// The distance in metres, true to about a micrometre.
    func distance(to place: Point) -> Double {
        let reach = edges.map { edge in
            (edge: edge, end: Geodesic.grs80.distance(place, edge.start))
        }
        let best = reach.reduce(Double.infinity) { min($0, $1.end) }
        return reach.reduce(best) { least, candidate in
            // A point of the edge is at most the edge's length nearer than its start.
            guard candidate.end - candidate.edge.metres <= least else { return least }
            return min(least, distance(to: place, candidate.edge.start, candidate.edge.end))
        }
    }

    private func distance(to place: Point, _ a: Point, _ b: Point) -> Double {
        func at(_ t: Double) -> Double {
            Geodesic.grs80.distance(place, Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y)))
        }
        var (low, high) = (0.0, 1.0)
        for _ in 0..<48 {
            let (first, second) = (low + (high - low) * 0.382, low + (high - low) * 0.618)
            if at(first) < at(second) { high = second } else { low = first }
        }
        return min(at(low), at(high), at(0), at(1))
    }
}
