internal import GeometryCore

/// Where the land is: rounded ridges between the towns, made ragged by noise, with straits kept open.
///
/// The plan is drawn by hand in kilometres and only resembles the real coast: two peninsulas around a bay, and islands.
struct Coast: Sendable {
    private typealias Ridge = (a: Point, b: Point, radius: Double)

    private static func ridge(_ ax: Double, _ ay: Double, _ bx: Double, _ by: Double, _ radius: Double) -> Ridge {
        (Point(x: ax * 1000, y: ay * 1000), Point(x: bx * 1000, y: by * 1000), radius * 1000)
    }

    private static let ridges = [
        ridge(17, 34, 15, 24, 5.0), ridge(17, 34, 9.5, 29, 4.6), ridge(15, 24, 9, 22, 4.2), ridge(9, 22, 6.5, 17, 3.4),
        ridge(15, 24, 16, 16, 3.8), ridge(17, 34, 26, 32, 5.0), ridge(26, 32, 40, 31, 4.8), ridge(28, 29, 32, 21, 3.9),
        ridge(40, 31, 43, 26, 3.0), ridge(51.5, 26, 57, 22.5, 2.6), ridge(17.7, 7.6, 19.2, 3.4, 1.9),
        ridge(56, 29.5, 56.6, 30, 0.8), ridge(50.5, 20, 51, 19.6, 0.8), ridge(38, 19.5, 38.4, 19.2, 0.7),
        ridge(23.5, 4.6, 23.8, 4.9, 0.7), ridge(3.6, 11.6, 4, 11.4, 0.7),
    ]
    private static let straits = [
        ridge(7, 10.3, 27, 10.6, 0.9), ridge(47.2, 41, 47, 12, 1.0), ridge(21.7, 1, 21.7, 8, 0.6),
        ridge(41, 22, 36, 17, 0.0), ridge(53, 30, 58.5, 27, 0.5),
    ]

    let seeds: Seeds
    /// How much longer and wider the county is than at scale 1.
    let stretch: Double

    /// The land cells: no lakes, no rocks of a single cell.
    func land(of grid: HexGrid) -> [Bool] {
        var isLand = (0..<grid.cellCount).map { cell in
            let isRim = (0..<6).contains { grid.neighbour(cell, $0) == nil }
            return !isRim && height(grid.centre(cell)) > 0
        }
        for (isLandPiece, cells) in pieces(of: isLand, grid) {
            // Water that does not reach the rim is filled in; the largest piece of water is the sea.
            if isLandPiece ? cells.count < 2 : !cells.contains(0) {
                for cell in cells { isLand[cell] = !isLandPiece }
            }
        }
        return isLand
    }

    /// Numbers the connected pieces of land by size, the largest 0; -1 is the sea.
    static func landmasses(_ isLand: [Bool], _ grid: HexGrid) -> [Int] {
        var number = [Int](repeating: -1, count: isLand.count)
        let pieces = Coast(seeds: Seeds(seed: 0), stretch: 1).pieces(of: isLand, grid).filter(\.isLand).map(\.cells)
        let bySize = pieces.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
        for (index, cells) in bySize.enumerated() {
            for cell in cells { number[cell] = index }
        }
        return number
    }

    /// Metres above the water line, so to speak.
    private func height(_ point: Point) -> Double {
        let plan = point * (1 / stretch)
        func depth(_ ridge: Ridge) -> Double { ridge.radius - plan.distance(toSegment: ridge.a, ridge.b) }
        let nearest = Self.ridges.reduce(Self.ridges[0]) { depth($1) > depth($0) ? $1 : $0 }
        let inland = depth(nearest)
        let strait = Self.straits.map(depth).max() ?? 0
        guard strait < 0 else { return -1 }
        let broad = seeds.noise(.coast, plan, wavelength: 4600) * 2600
        let fine = seeds.noise(.coast, plan, wavelength: 2100, channel: 1) * 1700
        let detail = seeds.noise(.coast, point, wavelength: 1000, channel: 2) * 900
        // Noise that suits a peninsula would drown a small island.
        return inland - 500 + max(-2200, broad + fine) * min(1, nearest.radius / 3000) + detail / stretch
    }

    private func pieces(of isLand: [Bool], _ grid: HexGrid) -> [(isLand: Bool, cells: [Int])] {
        var isSeen = [Bool](repeating: false, count: isLand.count)
        var pieces: [(isLand: Bool, cells: [Int])] = []
        for start in isLand.indices where !isSeen[start] {
            isSeen[start] = true
            var cells = [start]
            var next = 0
            while next < cells.count {
                for edge in 0..<6 {
                    guard let other = grid.neighbour(cells[next], edge) else { continue }
                    guard !isSeen[other], isLand[other] == isLand[start] else { continue }
                    isSeen[other] = true
                    cells.append(other)
                }
                next += 1
            }
            pieces.append((isLand[start], cells))
        }
        return pieces
    }
}
