import Foundation

/// Seeded coverages: cells of a jittered grid whose neighbours share every border vertex, as district borders do.
public enum Coverages {
    /// Areas, each of polygons, each of rings, the outer ring first; rings are closed.
    public typealias Areas = [[[[XY]]]]

    /// What the star-shaped holes in some of the cells are.
    public struct Enclaves: OptionSet, Sendable {
        /// The bits of the options.
        public let rawValue: Int
        /// Areas of their own.
        public static let areas = Enclaves(rawValue: 1)
        /// Parts of another cell.
        public static let parts = Enclaves(rawValue: 2)
        /// Land of nobody.
        public static let gaps = Enclaves(rawValue: 4)

        /// Creates a set of options from its bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
    }

    /// A coverage of `columns` times `rows` cells of `size`, coordinates rounded to 1e-7.
    ///
    /// Cells come row by row from the south-west; enclaves that are areas follow them.
    public static func jittered(
        columns: Int,
        rows: Int,
        origin: XY = (x: 119.1, y: 25.3),
        size: Double = 0.01,
        wiggles: Int = 3,
        enclaves: Enclaves = [],
        using random: inout SeededGenerator
    ) -> Areas {
        func jitter(_ share: Double) -> Double { size * Double.random(in: -share...share, using: &random) }
        let nodes = (0...rows).map { row in
            (0...columns).map { column in
                rounded((origin.x + Double(column) * size + jitter(0.12), origin.y + Double(row) * size + jitter(0.12)))
            }
        }
        func border(_ a: XY, _ b: XY) -> [XY] {
            guard wiggles > 0 else { return [] }
            return (1...wiggles).map { index in
                let t = Double(index) / Double(wiggles + 1)
                let aside = Double.random(in: -0.05...0.05, using: &random)
                return rounded(
                    (a.x + t * (b.x - a.x) - aside * (b.y - a.y), a.y + t * (b.y - a.y) + aside * (b.x - a.x))
                )
            }
        }
        let level = (0...rows).map { row in
            (0..<columns).map { border(nodes[row][$0], nodes[row][$0 + 1]) }
        }
        let upright = (0..<rows).map { row in
            (0...columns).map { border(nodes[row][$0], nodes[row + 1][$0]) }
        }
        var areas: Areas = []
        for row in 0..<rows {
            for column in 0..<columns {
                var ring = [nodes[row][column]] + level[row][column]
                ring += [nodes[row][column + 1]] + upright[row][column + 1]
                ring += [nodes[row + 1][column + 1]] + level[row + 1][column].reversed()
                ring += [nodes[row + 1][column]] + upright[row][column].reversed()
                areas.append([[ring + [ring[0]]]])
            }
        }
        if !enclaves.isEmpty { punch(enclaves, into: &areas, radius: 0.2 * size, using: &random) }
        return areas
    }

    /// Gives about every second cell a hole, and what fills it to somebody or nobody.
    private static func punch(
        _ enclaves: Enclaves,
        into areas: inout Areas,
        radius: Double,
        using random: inout SeededGenerator
    ) {
        let kinds = [Enclaves.areas, .parts, .gaps].filter(enclaves.contains)
        let cells = areas.count
        for cell in 0..<cells where Bool.random(using: &random) {
            let ring = areas[cell][0][0].dropLast()
            let centre = ring.reduce((x: 0.0, y: 0.0)) { ($0.x + $1.x, $0.y + $1.y) }
            let middle = (x: centre.x / Double(ring.count), y: centre.y / Double(ring.count))
            let hole = star(around: middle, radius: radius, using: &random)
            areas[cell][0].append(hole)
            switch kinds[Int.random(in: 0..<kinds.count, using: &random)] {
            case .areas: areas.append([[hole]])
            case .parts:
                let owner = (cell + Int.random(in: 1..<max(2, cells), using: &random)) % cells
                if owner != cell { areas[owner].append([hole]) }
            default: break
            }
        }
    }

    /// A closed ring of seven corners that goes once around its middle, so that it never crosses itself.
    private static func star(around middle: XY, radius: Double, using random: inout SeededGenerator) -> [XY] {
        let corners = (0..<7).map { corner -> XY in
            let angle = (Double(corner) + Double.random(in: 0...0.8, using: &random)) * 2 * Double.pi / 7
            let distance = radius * Double.random(in: 0.4...1, using: &random)
            return rounded((middle.x + distance * cos(angle), middle.y + distance * sin(angle)))
        }
        return corners + corners.prefix(1)
    }

    private static func rounded(_ point: XY) -> XY {
        (x: (point.x * 1e7).rounded() / 1e7, y: (point.y * 1e7).rounded() / 1e7)
    }
}
