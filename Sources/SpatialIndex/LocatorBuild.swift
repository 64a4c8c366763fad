import GeometryCore

/// The grid of a ``PointLocator`` being filled.
struct LocatorBuild {
    let grid: LocatorGrid
    private(set) var cells: [UInt32] = []
    private(set) var blocks: [UInt32] = []

    private let outline: Outline
    /// For each edge entry its first vertex and its polygon; entries of a cell stand together in the order of edges.
    private var entryVertex: [UInt32] = []
    private var entryPolygon: [UInt32] = []
    /// For each cell its first entry; one more ends the last.
    private var firstEntry: [Int] = []

    /// Builds with about two cells a vertex, or fewer when edges would fill more than sixteen cells each on average or
    /// when areas lie so deep on one another that cells would list too many of them.
    static func finestThatFits(_ outline: Outline) -> LocatorBuild {
        let edges = max(outline.vertices.count, 1)
        var cellCount = min(max(edges * 2, 64), 1 << 22)
        var attempt = 0
        while true {
            let reference = referenceFractions(attempt: attempt)
            let grid = LocatorGrid(around: outline.box, cellCount: cellCount, reference: reference)
            var build = LocatorBuild(grid: grid, outline: outline)
            guard build.countEntries(limit: edges * 16 + 1024) else {
                cellCount = max(1, cellCount / 4)
                continue
            }
            build.fillEntries()
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
    private static func referenceFractions(attempt: Int) -> (x: Double, y: Double) {
        let turn = Double(attempt)
        let x = 0.5 + turn * 0.618_033_988_749_895
        let y = 0.5 + turn * 0.786_151_377_757_423
        return (0.05 + 0.9 * (x - x.rounded(.down)), 0.05 + 0.9 * (y - y.rounded(.down)))
    }

    // MARK: Edges by cell

    private mutating func countEntries(limit: Int) -> Bool {
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
        firstEntry = counts
        return true
    }

    private mutating func fillEntries() {
        var next = firstEntry
        var (vertex, owner) = (
            [UInt32](repeating: 0, count: firstEntry[grid.cellCount]),
            [UInt32](repeating: 0, count: firstEntry[grid.cellCount])
        )
        outline.forEachEdge { polygon, start in
            grid.visitCells(from: outline.vertices[start], to: outline.vertices[start + 1]) { cell in
                vertex[next[cell]] = UInt32(start)
                owner[next[cell]] = UInt32(polygon)
                next[cell] += 1
            }
        }
        (entryVertex, entryPolygon) = (vertex, owner)
    }

    // MARK: Cells

    private enum Outcome { case filled, referenceOnEdge, tooLarge }

    /// Fills cells and blocks row by row; more than `limit` words of blocks are too many, but for a single cell.
    private mutating func fillCells(limit: Int) -> Outcome {
        let limit = grid.cellCount == 1 ? Int.max : limit
        cells = [UInt32](repeating: PointLocator.none, count: grid.cellCount)
        blocks = []
        guard let spans = ReferenceSpans(outline: outline, grid: grid) else { return .referenceOnEdge }
        var covering = [[UInt32]](repeating: [], count: grid.columns)
        for row in 0..<grid.rows {
            guard spans.listPolygonsCoveringReferences(ofRow: row, into: &covering, limit: limit) else {
                return .tooLarge
            }
            for column in 0..<grid.columns {
                fillCell(row * grid.columns + column, covering: covering[column])
            }
            guard blocks.count <= limit else { return .tooLarge }
        }
        return .filled
    }

    /// Fills one cell; `covering` lists the polygons that cover its reference point, ascending.
    private mutating func fillCell(_ cell: Int, covering: [UInt32]) {
        let entries = firstEntry[cell]..<firstEntry[cell + 1]
        let wholes = wholeAreas(covering, besides: entries)
        if entries.isEmpty && wholes.count <= 1 {
            cells[cell] = wholes.first ?? PointLocator.none
            return
        }
        cells[cell] = PointLocator.blockFlag | UInt32(blocks.count)
        precondition(blocks.count < 1 << 31, "the locator's blocks outgrow 32 bits")
        blocks.append(UInt32(wholes.count))
        blocks.append(0)
        let partialCountAt = blocks.count - 1
        blocks.append(contentsOf: wholes)
        var entry = entries.lowerBound
        while entry < entries.upperBound {
            blocks[partialCountAt] += 1
            entry = appendPartial(from: entry, upTo: entries.upperBound, covering: covering)
        }
    }

    /// The areas whose polygons cover the reference and have no edge in the cell, so cover all of it.
    private func wholeAreas(_ covering: [UInt32], besides entries: Range<Int>) -> [UInt32] {
        guard !covering.isEmpty else { return [] }
        var areas: [UInt32] = []
        var entry = entries.lowerBound
        for polygon in covering {
            while entry < entries.upperBound && entryPolygon[entry] < polygon { entry += 1 }
            if entry < entries.upperBound && entryPolygon[entry] == polygon { continue }
            let area = outline.areaOfPolygon[Int(polygon)]
            if areas.last != area { areas.append(area) }
        }
        return areas
    }

    /// Appends one polygon's edges as runs of consecutive vertices; returns the entry after them.
    private mutating func appendPartial(from first: Int, upTo end: Int, covering: [UInt32]) -> Int {
        let polygon = entryPolygon[first]
        let coversReference: UInt32 = covering.contains(polygon) ? 1 : 0
        blocks.append(outline.areaOfPolygon[Int(polygon)] << 1 | coversReference)
        blocks.append(0)
        let runCountAt = blocks.count - 1
        var entry = first
        while entry < end && entryPolygon[entry] == polygon {
            let runStart = entryVertex[entry]
            var runEnd = runStart + 1
            entry += 1
            while entry < end && entryPolygon[entry] == polygon && entryVertex[entry] == runEnd {
                runEnd += 1
                entry += 1
            }
            blocks.append(runStart)
            blocks.append(runEnd)
            blocks[runCountAt] += 1
        }
        return entry
    }
}
