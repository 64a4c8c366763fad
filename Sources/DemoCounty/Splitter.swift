internal import GeometryCore

/// Splits sets of cells into compact parts of about equal size.
final class Splitter {
    private let grid: HexGrid
    private let seeds: Seeds
    /// The centre of every cell, moved by smooth noise so that borders between parts are not straight.
    private let warped: [Point]
    /// The part of each cell of the set being split; -1 elsewhere.
    private var part: [Int]
    private var piece: [Int]
    /// A piece of land with fewer cells than this is never divided.
    private static let indivisible = 12

    init(grid: HexGrid, seeds: Seeds, centres: [Point]) {
        self.grid = grid
        self.seeds = seeds
        warped = centres.map { point in
            let east = seeds.noise(.warp, point, wavelength: 2400) * 1100
            let north = seeds.noise(.warp, point, wavelength: 2400, channel: 1) * 1100
            return point + Point(x: east, y: north)
        }
        part = [Int](repeating: -1, count: grid.cellCount)
        piece = [Int](repeating: -1, count: grid.cellCount)
    }

    /// Splits `cells` into `count` parts by k-means, then repairs parts that are not in one piece.
    ///
    /// The cells of `ring` stay together, because they surround something.
    func split(_ cells: [Int], into count: Int, ring: [Int] = []) -> [[Int]] {
        guard count > 1, !cells.isEmpty else { return [cells] }
        // Islets follow the nearest part; they get none of their own while there is larger land.
        for cell in cells { part[cell] = 0 }
        let large = pieces(cells, sameParts: false).filter { $0.count >= Self.indivisible }.flatMap(\.self).sorted()
        let main = large.count > count ? large : cells
        var centres = spread(main, count)
        for _ in 0..<10 {
            assign(main, to: centres)
            var sums = [(sum: Point, count: Int)](repeating: (Point(x: 0, y: 0), 0), count: count)
            for cell in main {
                sums[part[cell]].sum = sums[part[cell]].sum + warped[cell]
                sums[part[cell]].count += 1
            }
            for (index, total) in sums.enumerated() where total.count > 0 {
                centres[index] = total.sum * (1 / Double(total.count))
            }
        }
        assign(cells, to: centres)
        return finish(cells, count, ring: ring)
    }

    /// Repairs a division given from outside: `parts[i]` is the part of `cells[i]`.
    func mend(_ cells: [Int], parts: [Int], count: Int) -> [[Int]] {
        for (cell, index) in zip(cells, parts) { part[cell] = index }
        return finish(cells, count, ring: [])
    }

    private func finish(_ cells: [Int], _ count: Int, ring: [Int]) -> [[Int]] {
        if !ring.isEmpty {
            let owner = majority(ring, count)
            for cell in ring { part[cell] = owner }
        }
        for _ in 0..<3 { repair(cells, count) }
        var parts = [[Int]](repeating: [], count: count)
        for cell in cells { parts[part[cell]].append(cell) }
        for cell in cells { part[cell] = -1 }
        fillEmpty(&parts)
        return parts
    }

    /// Starting centres far from each other.
    private func spread(_ cells: [Int], _ count: Int) -> [Point] {
        var generator = seeds.generator(.split, cells[0], cells.count)
        var centres = [warped[cells[generator.below(cells.count)]]]
        var nearest = cells.map { warped[$0].distance(to: centres[0]) }
        while centres.count < count {
            var farthest = 0
            for index in cells.indices where nearest[index] > nearest[farthest] { farthest = index }
            let centre = warped[cells[farthest]]
            centres.append(centre)
            for index in cells.indices {
                nearest[index] = min(nearest[index], warped[cells[index]].distance(to: centre))
            }
        }
        return centres
    }

    private func assign(_ cells: [Int], to centres: [Point]) {
        for cell in cells {
            var best = 0
            var least = Double.infinity
            for (index, centre) in centres.enumerated() {
                let away = warped[cell] - centre
                let squared = away.dot(away)
                if squared < least { (best, least) = (index, squared) }
            }
            part[cell] = best
        }
    }

    private func majority(_ cells: [Int], _ count: Int) -> Int {
        var votes = [Int](repeating: 0, count: count)
        for cell in cells { votes[part[cell]] += 1 }
        return votes.indices.reduce(0) { votes[$1] > votes[$0] ? $1 : $0 }
    }

    /// Gives every small island to one part and every stray piece to its commonest neighbour.
    private func repair(_ cells: [Int], _ count: Int) {
        for island in pieces(cells, sameParts: false) where island.count < Self.indivisible {
            let owner = majority(island, count)
            for cell in island { part[cell] = owner }
        }
        var largest = [Int](repeating: 0, count: count)
        let found = pieces(cells, sameParts: true)
        for stray in found { largest[part[stray[0]]] = max(largest[part[stray[0]]], stray.count) }
        for stray in found {
            guard stray.count < largest[part[stray[0]]] else { continue }
            var votes = [Int](repeating: 0, count: count)
            for cell in stray {
                for other in grid.neighbours(cell) where part[other] >= 0 && part[other] != part[cell] {
                    votes[part[other]] += 1
                }
            }
            let owner = votes.indices.reduce(0) { votes[$1] > votes[$0] ? $1 : $0 }
            guard votes[owner] > 0 else { continue }
            for cell in stray { part[cell] = owner }
        }
    }

    /// The connected pieces of `cells`, or of each part of them.
    private func pieces(_ cells: [Int], sameParts: Bool) -> [[Int]] {
        var found: [[Int]] = []
        for start in cells where piece[start] < 0 {
            piece[start] = found.count
            var members = [start]
            var next = 0
            while next < members.count {
                let cell = members[next]
                for other in grid.neighbours(cell) where part[other] >= 0 && piece[other] < 0 {
                    guard !sameParts || part[other] == part[cell] else { continue }
                    piece[other] = found.count
                    members.append(other)
                }
                next += 1
            }
            found.append(members)
        }
        for cell in cells { piece[cell] = -1 }
        return found
    }

    /// A part left without cells takes one from the largest.
    private func fillEmpty(_ parts: inout [[Int]]) {
        for index in parts.indices where parts[index].isEmpty {
            let largest = parts.indices.reduce(0) { parts[$1].count > parts[$0].count ? $1 : $0 }
            if parts[largest].count > 1 { parts[index].append(parts[largest].removeLast()) }
        }
    }
}
