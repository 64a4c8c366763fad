import GeometryCore
import TestSupport

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

    /// The area of one ring of plain numbers, closed here.
    init(corners: [(Double, Double)]) throws {
        let points = corners.map { Point(x: $0.0, y: $0.1) }
        self.init([Polygon(shell: try Ring(points + points.prefix(1)))])
    }

    /// Whether the point is in the area, its border included, by exact rational arithmetic.
    func exactlyCovers(_ point: Point) -> Bool {
        polygons.contains { polygon in
            guard polygon.box.contains(point) else { return false }
            return exactLocate((point.x, point.y), rings: polygon.rings.map { $0.points.map { ($0.x, $0.y) } }) >= 0
        }
    }
}

extension SeededGenerator {
    /// A point anywhere in the box.
    mutating func point(in box: Box) -> Point {
        Point(x: .random(in: box.minX...box.maxX, using: &self), y: .random(in: box.minY...box.maxY, using: &self))
    }
}
