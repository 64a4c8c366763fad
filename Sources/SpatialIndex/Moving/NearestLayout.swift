import GeometryCore

/// Grids fit for some points, and the cell of each point.
struct NearestLayout {
    private(set) var map = NearestMap.plane
    private(set) var grids: [NearestGrid] = []
    /// Empty but for the marks of crowded cells, with room for the points.
    var strips = NearestStrips()
    /// For each point the number of its cell.
    private(set) var cells: [UInt32]

    /// Where each point lies on the map.
    private var us: [Double] = []
    private var vs: [Double] = []

    /// How many points a cell holds when they are spread evenly.
    private static let pointsPerCell = 1.8
    /// Cells with more points than this get grids of their own; fewer are as quickly looked through.
    private static let crowd = 16
    /// Grids are not nested deeper; only points that a thousandfold finer grid hardly parts would ask for it.
    private static let deepest = 8
    /// A grid of which fewer than one in so many cells is in use gets larger cells.
    private static let idle = 8

    init(_ entries: [NearestEntry], metric: NearestMetric) {
        cells = [UInt32](repeating: 0, count: entries.count)
        if metric == .greatCircle { map = NearestMap(above: Self.middle(of: entries)) }
        us = entries.map { [map] in map.u($0.position) }
        vs = entries.map { [map] in map.v($0.position) }
        // Breadth first, so that the grids of one strip's cells have consecutive numbers.
        var queue = [(members: Array(0..<UInt32(entries.count)), depth: 0)]
        while grids.count < queue.count {
            let (members, depth) = queue[grids.count]
            queue[grids.count].members = []
            let crowds = addGrid(of: members, mayNest: depth < Self.deepest, firstChild: queue.count)
            queue += crowds.map { ($0, depth + 1) }
        }
    }

    /// The mean direction of the points; where they balance out, that of one of them.
    private static func middle(of entries: [NearestEntry]) -> SIMD3<Double> {
        let sum = entries.reduce(into: SIMD3<Double>.zero) { $0 += $1.position }
        let isBalanced = (sum * sum).sum().squareRoot() <= 0.01 * Double(entries.count)
        return isBalanced ? entries.first?.position ?? SIMD3(1, 0, 0) : sum
    }

    /// Adds a grid; returns the points of each cell that is to have a grid of its own.
    private mutating func addGrid(of members: [UInt32], mayNest: Bool, firstChild: Int) -> [[UInt32]] {
        let (grid, sorted, ends) = fit(members)
        grids.append(grid)
        let firstStrip = strips.count
        strips.grow(by: (grid.cellCount + NearestStrip.cells - 1) / NearestStrip.cells)
        var crowds: [[UInt32]] = []
        for strip in firstStrip..<strips.count {
            var (crowded, room, before): (UInt32, Int, Int) = (0, 0, firstChild + crowds.count)
            let first = (strip - firstStrip) * NearestStrip.cells
            for cell in first..<min(first + NearestStrip.cells, grid.cellCount) {
                let inCell = sorted[(cell == 0 ? 0 : ends[cell - 1])..<ends[cell]]
                if mayNest, inCell.count > Self.crowd, isParted(inCell) {
                    crowded |= 1 << UInt32(cell - first)
                    crowds.append(Array(inCell))
                } else {
                    room += inCell.count
                    for member in inCell { cells[Int(member)] = UInt32(grid.firstCell + cell) }
                }
            }
            guard room > 0 || crowded != 0 else { continue }
            let page = strips.writable(strip, more: room)
            page.crowded = crowded
            page.firstChild = UInt32(before)
        }
        return crowds
    }

    /// A grid with a cell for every few points, or fewer where most would be empty; the points sorted by cell, and where
    /// each cell's end.
    private func fit(_ members: [UInt32]) -> (NearestGrid, sorted: [UInt32], ends: [Int]) {
        let box = box(of: members)
        let wanted = max(1, Double(members.count) / Self.pointsPerCell)
        let extent = max(box.width, box.height)
        var size = max((box.width * box.height / wanted).squareRoot(), extent / wanted)
        // Cells finer than coordinates can tell apart would be of no use.
        let finest = max(abs(box.minX), abs(box.maxX), abs(box.minY), abs(box.maxY), 1) * 0x1p-50
        if size < finest { size = max(extent, finest) }
        while true {
            var grid = NearestGrid(box: box, cellSize: size, firstCell: strips.count * NearestStrip.cells)
            var ends = [Int](repeating: 0, count: grid.cellCount)
            let places = members.map { grid.cell(u: us[Int($0)], v: vs[Int($0)]) - grid.firstCell }
            for place in places { ends[place] += 1 }
            let used = ends.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
            grid.density = Double(max(1, members.count)) / Double(max(1, used))
            if used * Self.idle >= grid.cellCount || grid.cellCount == 1 {
                return (grid, Self.sort(members, by: places, &ends), ends)
            }
            size *= 2
        }
    }

    /// Sorts points by their cells, whose sizes `ends` gives; leaves there where each cell's points end.
    private static func sort(_ members: [UInt32], by places: [Int], _ ends: inout [Int]) -> [UInt32] {
        var sum = 0
        for cell in ends.indices { (ends[cell], sum) = (sum, sum + ends[cell]) }
        var sorted = [UInt32](repeating: 0, count: members.count)
        for (member, place) in zip(members, places) {
            sorted[ends[place]] = member
            ends[place] += 1
        }
        return sorted
    }

    /// Whether the points are not all at one place of the map.
    private func isParted(_ members: ArraySlice<UInt32>) -> Bool {
        let first = Int(members[members.startIndex])
        return members.contains { us[Int($0)] != us[first] || vs[Int($0)] != vs[first] }
    }

    private func box(of members: [UInt32]) -> Box {
        let box = Box(members.lazy.map { Point(x: us[Int($0)], y: vs[Int($0)]) })
        return box.isEmpty ? Box(minX: 0, minY: 0, maxX: 0, maxY: 0) : box
    }
}
