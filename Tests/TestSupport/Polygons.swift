import Foundation

/// Seeded rings and points that bring out rounding errors.
///
/// Rings are closed: the last point repeats the first.
public enum Polygons {
    /// A ring around `centre` that does not cross itself, its corners at random distances up to `radius`.
    public static func star(
        centre: XY,
        radius: Double,
        corners: Int,
        using random: inout SeededGenerator
    ) -> [XY] {
        let angles = (0..<corners).map { _ in Double.random(in: 0..<(2 * Double.pi), using: &random) }.sorted()
        return closed(
            angles.map { angle in
                let distance = radius * Double.random(in: 0.2...1, using: &random)
                return (x: centre.x + distance * cos(angle), y: centre.y + distance * sin(angle))
            }
        )
    }

    /// A ring through random nodes of a coarse grid: many level and upright edges, repeated points, crossings.
    public static func onGrid(
        origin: XY,
        step: Double,
        nodes: Int = 4,
        corners: Int,
        using random: inout SeededGenerator
    ) -> [XY] {
        closed(
            (0..<corners).map { _ in
                let column = Double(Int.random(in: 0..<nodes, using: &random))
                let row = Double(Int.random(in: 0..<nodes, using: &random))
                return (x: origin.x + step * column, y: origin.y + step * row)
            }
        )
    }

    /// A ring through random points of a box; it crosses itself.
    public static func tangle(
        centre: XY,
        radius: Double,
        corners: Int,
        using random: inout SeededGenerator
    ) -> [XY] {
        closed(
            (0..<corners).map { _ in
                (
                    x: centre.x + radius * .random(in: -1...1, using: &random),
                    y: centre.y + radius * .random(in: -1...1, using: &random)
                )
            }
        )
    }

    /// One ring of any of the three makers, at the place and size of a district in degrees.
    public static func any(using random: inout SeededGenerator) -> [XY] {
        let centre = (x: Double.random(in: 73...135, using: &random), y: Double.random(in: 18...53, using: &random))
        let radius = pow(10, Double.random(in: -7...0, using: &random))
        let corners = Int.random(in: 3...12, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return star(centre: centre, radius: radius, corners: corners, using: &random)
        case 1: return onGrid(origin: centre, step: radius / 4, corners: corners, using: &random)
        default: return tangle(centre: centre, radius: radius, corners: corners, using: &random)
        }
    }

    /// The points around a ring most likely to be judged wrongly.
    ///
    /// Its vertices; middles of edges and points interpolated on them; each of those one ulp aside in eight directions;
    /// points level with or straight above a vertex; the corners and sides of its box; points far outside.
    public static func adversarialPoints(
        ring: [XY],
        perEdge: Int = 1,
        using random: inout SeededGenerator
    ) -> [XY] {
        guard let first = ring.first else { return [] }
        var points = ring
        for (start, end) in zip(ring, ring.dropFirst() + [first]) {
            points.append((x: (start.x + end.x) / 2, y: (start.y + end.y) / 2))
            for _ in 0..<perEdge {
                let t = Double.random(in: 0...1, using: &random)
                points.append((x: start.x + t * (end.x - start.x), y: start.y + t * (end.y - start.y)))
            }
        }
        points += points.flatMap(neighbours)
        let (low, high) = bounds(ring, first)
        let size = (x: high.x - low.x, y: high.y - low.y)
        for vertex in ring {
            points.append((x: low.x + size.x * .random(in: -0.5...1.5, using: &random), y: vertex.y))
            points.append((x: vertex.x, y: low.y + size.y * .random(in: -0.5...1.5, using: &random)))
            points.append((x: low.x, y: vertex.y))
            points.append((x: vertex.x, y: high.y))
        }
        points += [low, high, (x: low.x, y: high.y), (x: high.x, y: low.y)]
        points += [(x: 1e9, y: low.y), (x: -1e9, y: high.y), (x: low.x, y: 1e9), (x: first.x, y: -1e9)]
        return points
    }

    /// The eight points one representable step from `point`.
    public static func neighbours(_ point: XY) -> [XY] {
        let xs = [point.x.nextDown, point.x, point.x.nextUp]
        let ys = [point.y.nextDown, point.y, point.y.nextUp]
        return xs.flatMap { x in ys.map { (x: x, y: $0) } }.filter { $0 != point }
    }

    private static func closed(_ corners: [XY]) -> [XY] { corners + corners.prefix(1) }

    private static func bounds(_ ring: [XY], _ first: XY) -> (low: XY, high: XY) {
        ring.reduce((low: first, high: first)) { box, point in
            (
                low: (x: min(box.low.x, point.x), y: min(box.low.y, point.y)),
                high: (x: max(box.high.x, point.x), y: max(box.high.y, point.y))
            )
        }
    }
}
