import GeometryCore

/// The cells of a ``PointLocator`` being filled.
///
/// A uniform grid comes first. A cell that more than a few edges pass through is quartered both ways, again and again,
/// until few are left, cells are as small as rounding allows, or the quarters would together hold so many edges that
/// memory were no longer in proportion.
struct LocatorBuild: ~Copyable {
    /// An edge by its first vertex, and the polygon whose border it is.
    struct Edge {
        let vertex: UInt32
        let polygon: UInt32
    }

    let grid: LocatorGrid
    /// Level 0 row by row, filled up to a multiple of sixteen; then the quartered cells, sixteen words each.
    private(set) var cells: [UInt32] = []
    /// See ``LocatorLeaf``.
    private(set) var leaves: [UInt32] = []

    /// So many cells of level 0 stay in a cache.
    private static let cellsInCache = 1 << 19
    /// More edges than this are worth another level.
    private static let mostEdgesInLeaf = 6
    /// How many edges a cell's parts may hold in all, for each edge that passes through it.
    private static let mostCopies = 12

    private let outline: Outline
    /// The edges of level 0, those of a cell together; above them, as a stack, the edges of the cells being quartered.
    private var edges: [Edge] = []
    /// For each of `edges` on the stack the children of its cell that it meets.
    private var children: [UInt16] = []
    /// The polygons that cover the reference points of the cells being quartered, as a stack.
    private var covering: [UInt32] = []
    /// For each cell of level 0 its first edge; one more ends the last.
    private var firstEdge: [Int] = []

    /// Builds with about a cell a vertex; with up to four, as long as they stay in a cache; with fewer when edges would
    /// fill more than sixteen cells each on average, or when areas lie so deep on one another that cells would list too
    /// many of them.
    static func finestThatFits(_ outline: Outline) -> LocatorBuild {
        let edges = max(outline.vertices.count, 1)
        var cellCount = min(max(edges, min(4 * edges, Self.cellsInCache), 64), 1 << 22)
        var attempt = 0
        while true {
            let reference = fractions(attempt: attempt)
            let grid = LocatorGrid(around: outline.box, cellCount: cellCount, reference: reference)
            var build = LocatorBuild(grid: grid, outline: outline)
            guard build.countEdges(limit: edges * 16 + 1024) else {
                cellCount = max(1, cellCount / 4)
                continue
            }
            build.fillEdges()
            switch build.fillCells(limit: edges * 64 + 4096) {
            case .filled: return build
            case .referenceOnEdge: attempt += 1
            case .tooLarge: cellCount = max(1, cellCount / 4)
            }
        }
    }

    private init(grid: LocatorGrid, outline: Outline) {
        self.grid = grid
        self.outline = outline
    }

    /// A different place in the cell for each attempt, by the golden ratio and its square root, so that no layout of
    /// edges can meet them all.
    private static func fractions(attempt: Int) -> (x: Double, y: Double) {
        let turn = Double(attempt)
        let x = 0.5 + turn * 0.618_033_988_749_895
        let y = 0.5 + turn * 0.786_151_377_757_423
        return (0.05 + 0.9 * (x - x.rounded(.down)), 0.05 + 0.9 * (y - y.rounded(.down)))
    }

    // MARK: Level 0

    private mutating func countEdges(limit: Int) -> Bool {
        var counts = [Int](repeating: 0, count: grid.cellCount + 1)
        var total = 0
        outline.forEachEdge { _, start in
            guard total <= limit else { return }
            grid.visitCells(from: outline.vertices[start], to: outline.vertices[start + 1]) { cell in
                counts[cell] += 1
                total += 1
            }
        }
        guard total <= limit || grid.cellCount == 1 else { return false }
        var sum = 0
        for cell in counts.indices {
            let count = counts[cell]
            counts[cell] = sum
            sum += count
        }
        firstEdge = counts
        return true
    }

    private mutating func fillEdges() {
        var next = firstEdge
        var filled = [Edge](repeating: Edge(vertex: 0, polygon: 0), count: firstEdge[grid.cellCount])
        outline.forEachEdge { polygon, start in
            grid.visitCells(from: outline.vertices[start], to: outline.vertices[start + 1]) { cell in
                filled[next[cell]] = Edge(vertex: UInt32(start), polygon: UInt32(polygon))
                next[cell] += 1
            }
        }
        edges = filled
        children = [UInt16](repeating: 0, count: filled.count)
    }

    private enum Outcome { case filled, referenceOnEdge, tooLarge }

    /// Fills all cells; more than `limit` words of leaves are too many, but for a single cell.
    private mutating func fillCells(limit: Int) -> Outcome {
        let limit = grid.cellCount == 1 ? Int.max : limit
        cells = [UInt32](repeating: PointLocator.none, count: (grid.cellCount + 15) & ~15)
        guard let spans = ReferenceSpans(outline: outline, grid: grid) else { return .referenceOnEdge }
        var lists = [[UInt32]](repeating: [], count: grid.columns)
        for row in 0..<grid.rows {
            guard spans.listPolygonsCoveringReferences(ofRow: row, into: &lists, limit: limit) else { return .tooLarge }
            for column in 0..<grid.columns {
                let number = row * grid.columns + column
                covering.append(contentsOf: lists[column])
                let cell = LocatorGrid.Cell(level: 0, column: column, row: row)
                let within = firstEdge[number]..<firstEdge[number + 1]
                cells[number] = fill(
                    cell,
                    within,
                    grid.point(in: cell, at: grid.reference),
                    covering.indices,
                    budget: within.count * Self.mostCopies
                )
                covering.removeAll(keepingCapacity: true)
            }
            guard leaves.count <= limit else { return .tooLarge }
        }
        return .filled
    }

    // MARK: Cells of any level

    /// The content of a cell through which `edges[within]` pass and whose reference `covering[covers]` cover.
    private mutating func fill(
        _ cell: LocatorGrid.Cell,
        _ within: Range<Int>,
        _ reference: Point,
        _ covers: Range<Int>,
        budget: Int
    ) -> UInt32 {
        if within.count > Self.mostEdgesInLeaf, cell.level < grid.depth,
            let node = quarter(cell, within, reference, covers, budget: budget)
        {
            return node
        }
        let wholes = wholeAreas(covers, besides: within)
        if within.isEmpty && wholes.count <= 1 { return wholes.first ?? PointLocator.none }
        precondition(leaves.count < 1 << 30, "the locator's leaves outgrow 30 bits")
        let start = UInt32(leaves.count)
        LocatorLeaf.append(
            reference: reference,
            wholes: wholes,
            edges: edges,
            within,
            covering: covering,
            covers,
            outline: outline,
            to: &leaves
        )
        return PointLocator.leafFlag | start
    }

    /// Quarters a cell both ways; nil when its parts would together hold more than `budget` edges, or have no room for
    /// a reference.
    private mutating func quarter(
        _ cell: LocatorGrid.Cell,
        _ within: Range<Int>,
        _ reference: Point,
        _ covers: Range<Int>,
        budget: Int
    ) -> UInt32? {
        let copies = noteChildren(of: cell, within)
        guard copies <= budget else { return nil }
        let (firstCell, firstLeaf, firstCover) = (cells.count, leaves.count, covering.count)
        cells.append(contentsOf: repeatElement(PointLocator.none, count: 16))
        var before = (reference: reference, covers: covers, met: UInt16.max)
        for step in 0..<16 {
            // There and back row by row, so that the way from one reference to the next stays in two cells.
            let number = step & 4 == 0 ? step : step ^ 3
            let met: UInt16 = 1 << UInt16(number)
            let start = edges.count
            for index in within where children[index] & met != 0 { push(edges[index]) }
            let part = start..<edges.count
            guard let next = self.reference(of: cell.child(number), part) else {
                edges.removeSubrange(start...)
                children.removeSubrange(start...)
                cells.removeSubrange(firstCell...)
                leaves.removeSubrange(firstLeaf...)
                covering.removeSubrange(firstCover...)
                return nil
            }
            let covers = cover(next, within, from: before.reference, before.covers, across: before.met | met)
            let share = (budget - copies) * part.count / max(copies, 1)
            cells[firstCell + number] = fill(cell.child(number), part, next, covers, budget: share)
            edges.removeSubrange(start...)
            children.removeSubrange(start...)
            before = (next, covers, met)
        }
        covering.removeSubrange(firstCover...)
        precondition(firstCell < 1 << 34, "the locator's cells outgrow 30 bits")
        return PointLocator.nodeFlag | UInt32(firstCell >> 4)
    }

    /// Notes which children of a cell its edges meet; returns how many edges the children have together.
    private mutating func noteChildren(of cell: LocatorGrid.Cell, _ within: Range<Int>) -> Int {
        var copies = 0
        let vertices = outline.vertices
        for index in within {
            let vertex = Int(edges[index].vertex)
            let met = grid.children(of: cell, metBy: vertices[vertex], vertices[vertex + 1])
            children[index] = met
            copies += met.nonzeroBitCount
        }
        return copies
    }

    private mutating func push(_ edge: Edge) {
        edges.append(edge)
        children.append(0)
    }

    /// A point of the cell that lies on none of its edges.
    private func reference(of cell: LocatorGrid.Cell, _ within: Range<Int>) -> Point? {
        for attempt in 0..<1000 {
            let point = grid.point(in: cell, at: Self.fractions(attempt: attempt))
            if within.allSatisfy({ !isOnEdge($0, point) }) { return point }
        }
        return nil
    }

    private func isOnEdge(_ index: Int, _ point: Point) -> Bool {
        let vertex = Int(edges[index].vertex)
        let (a, b) = (outline.vertices[vertex], outline.vertices[vertex + 1])
        return orientationSign(a, b, point) == 0 && Box(a, b).contains(point)
    }

    /// Lists on the stack the polygons that cover `point`, given those that cover the reference before it; edges that
    /// meet none of the children in `met` are not on the way.
    private mutating func cover(
        _ point: Point,
        _ within: Range<Int>,
        from reference: Point,
        _ covers: Range<Int>,
        across met: UInt16
    ) -> Range<Int> {
        let start = covering.count
        var (index, cover) = (within.lowerBound, covers.lowerBound)
        while index < within.upperBound {
            let polygon = edges[index].polygon
            var isCrossed = false
            while index < within.upperBound && edges[index].polygon == polygon {
                if children[index] & met != 0 && crosses(index, from: reference, to: point) { isCrossed.toggle() }
                index += 1
            }
            while cover < covers.upperBound && covering[cover] < polygon {
                covering.append(covering[cover])
                cover += 1
            }
            let coversReference = cover < covers.upperBound && covering[cover] == polygon
            if coversReference { cover += 1 }
            if coversReference != isCrossed { covering.append(polygon) }
        }
        while cover < covers.upperBound {
            covering.append(covering[cover])
            cover += 1
        }
        return start..<covering.count
    }

    private func crosses(_ index: Int, from reference: Point, to point: Point) -> Bool {
        let vertex = Int(edges[index].vertex)
        let (a, b) = (outline.vertices[vertex], outline.vertices[vertex + 1])
        let isLeft = orientationSign(a, b, reference) > 0
        return EdgeCrossing(a, b, from: reference, isReferenceLeft: isLeft, to: point) == .crossed
    }

    /// The areas whose polygons cover the reference and have no edge in the cell, so cover all of it.
    private func wholeAreas(_ covers: Range<Int>, besides within: Range<Int>) -> [UInt32] {
        guard !covers.isEmpty else { return [] }
        var areas: [UInt32] = []
        var index = within.lowerBound
        for cover in covers {
            let polygon = covering[cover]
            while index < within.upperBound && edges[index].polygon < polygon { index += 1 }
            if index < within.upperBound && edges[index].polygon == polygon { continue }
            let area = outline.areaOfPolygon[Int(polygon)]
            if areas.last != area { areas.append(area) }
        }
        return areas
    }
}
