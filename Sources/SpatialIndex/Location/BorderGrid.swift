public import GeometryCore

/// Tells how far places near borders are from them, as quickly as a ``PointLocator`` tells whose they are.
///
/// A uniform grid lies over the areas. A cell within reach of a border lists the edges that a place in it may be near;
/// all others, nearly all of them, list none. For what lies farther, or for whose border it is, ask ``BorderIndex``.
///
/// Points are WGS 84 degrees. Distances are flat metres at the latitude of the middle of a row of cells (see
/// `LocalMetric`), in single precision around the middle of a cell: off by less than a millimetre in 100 m where cells
/// are less than a kilometre high, between 70° south and 70° north.
public struct BorderGrid: Sendable {
    /// Margins up to this are told; those beyond are said to be this.
    public let reachMetres: Double

    private let grid: LocatorGrid
    /// For each cell which of its sixteen parts are within reach of a border, as bits.
    private let near: [UInt16]
    /// For each cell where its list begins in `edges`; one more ends the last.
    private let starts: [UInt32]
    private let edges: [FourEdges]
    /// For each row of cells the flat metric at its middle.
    private let metrics: [LocalMetric]

    /// Builds the grid.
    ///
    /// - Parameters:
    ///   - areas: The areas.
    ///   - reachMetres: Which margins are told; twice as far makes lists about twice as long.
    /// - Precondition: `reachMetres` is positive and finite.
    /// - Complexity: O(*n*) in points, for edges not much longer than the reach; cells are made larger where edges
    ///   would fill more than 32 of them each on average.
    public init(areas: [MultiPolygon], reachMetres: Double = 25) {
        precondition(reachMetres > 0 && reachMetres.isFinite, "the reach is a positive number of metres")
        let outline = Outline(areas: areas)
        let edgeCount = max(outline.vertices.count, 1)
        let box = Self.box(outline.box, expandedBy: reachMetres)
        var cellCount = Self.cellCount(of: box, size: reachMetres, most: 2 * edgeCount)
        while true {
            let grid = LocatorGrid(around: box, cellCount: cellCount, reference: (0.5, 0.5))
            let limit = cellCount == 1 ? Int.max : 32 * edgeCount + 1024
            if let lists = BorderLists(outline, grid, reachMetres, limit: limit) {
                (self.grid, near, starts) = (grid, lists.near, lists.starts)
                (edges, metrics) = (lists.edges, lists.metrics)
                break
            }
            cellCount = max(1, cellCount / 4)
        }
        self.reachMetres = reachMetres
    }

    /// A box with room for places beside it that are within reach.
    private static func box(_ box: Box, expandedBy metres: Double) -> Box {
        guard !box.isEmpty else { return box }
        let metric = LocalMetric(latitude: min(max(abs(box.minY), abs(box.maxY)), 89))
        return box.expanded(dx: metres / metric.metresPerDegreeX * 1.01, dy: metres / metric.metresPerDegreeY * 1.01)
    }

    /// How many square cells of `size` metres fill a box, but no more than `most`.
    private static func cellCount(of box: Box, size: Double, most: Int) -> Int {
        guard !box.isEmpty else { return 1 }
        let metric = LocalMetric(latitude: box.centre.y)
        let wanted = box.width * metric.metresPerDegreeX / size * (box.height * metric.metresPerDegreeY / size)
        return Int(max(1, min(wanted, Double(most))))
    }

    /// How many bytes the grid's arrays take.
    public var memoryBytes: Int {
        edges.count * MemoryLayout<FourEdges>.stride + starts.count * MemoryLayout<UInt32>.stride
            + near.count * MemoryLayout<UInt16>.stride + metrics.count * MemoryLayout<LocalMetric>.stride
    }

    /// The distance in metres to the nearest border, but ``reachMetres`` where none is within it.
    ///
    /// - Complexity: O(1) plus the edges near the point's cell.
    public func margin(of point: Point) -> Double {
        guard let units = grid.units(of: point) else { return reachMetres }
        return margin(of: point, units, list(at: units, starts.span), edges.span, metrics.span)
    }

    /// The margins of many points.
    ///
    /// - Parameters:
    ///   - points: The points, in any order.
    ///   - margins: Receives what ``margin(of:)`` says of each.
    /// - Precondition: `margins` is as long as `points`.
    /// - Complexity: O(*n*) plus the edges near the points' cells.
    public func margins(of points: Span<Point>, into margins: inout MutableSpan<Double>) {
        precondition(points.count == margins.count, "one margin is needed for each point")
        let (near, starts, edges, metrics) = (near.span, starts.span, edges.span, metrics.span)
        // As in ``PointLocator/locate(_:into:)``: batches, stages, and no branch that cannot be guessed.
        var pending = InlineArray<256, UInt32>(repeating: 0)
        var lists = InlineArray<256, List>(repeating: List(start: 0, end: 0))
        var first = 0
        while first < points.count {
            let end = min(first + 256, points.count)
            var count = 0
            for index in first..<end {
                margins[index] = reachMetres
                pending[count] = UInt32(truncatingIfNeeded: index - first)
                guard let units = grid.units(of: points[index]) else { continue }
                count += Int(truncatingIfNeeded: near[grid.cell(of: units)] &>> UInt16(grid.part(of: units))) & 1
            }
            for place in 0..<count {
                guard let units = grid.units(of: points[first + Int(pending[place])]) else { continue }
                lists[place] = list(at: units, starts)
            }
            for place in 0..<count {
                // Only has fetched what the next loop needs, both ends of the list; what it writes that overwrites.
                let (one, other) = (edges[Int(lists[place].start)], edges[max(Int(lists[place].end) - 1, 0)])
                margins[first + Int(pending[place])] = Double(
                    one.fromX[0] + one.alongY[3] + other.fromX[0] + other.alongY[3]
                )
            }
            for place in 0..<count {
                let index = first + Int(pending[place])
                guard let units = grid.units(of: points[index]) else { continue }
                margins[index] = margin(of: points[index], units, lists[place], edges, metrics)
            }
            first = end
        }
    }

    /// Where in `edges` a cell's list is.
    private struct List {
        let start: UInt32
        let end: UInt32
    }

    @inline(__always)
    private func list(at units: (x: Int, y: Int), _ starts: Span<UInt32>) -> List {
        let cell = grid.cell(of: units)
        return List(start: starts[cell], end: starts[cell + 1])
    }

    @inline(__always)
    private func margin(
        of point: Point,
        _ units: (x: Int, y: Int),
        _ list: List,
        _ edges: Span<FourEdges>,
        _ metrics: Span<LocalMetric>
    ) -> Double {
        let middle = grid.middle(of: units)
        let metric = metrics[grid.row(of: units)]
        let x = SIMD4(repeating: Float((point.x - middle.x) * metric.metresPerDegreeX))
        let y = SIMD4(repeating: Float((point.y - middle.y) * metric.metresPerDegreeY))
        let reach = Float(reachMetres)
        var least = SIMD4(repeating: reach * reach)
        for index in Int(list.start)..<Int(list.end) {
            let squares = edges[index].squaredDistances(x, y)
            least.replace(with: squares, where: squares .< least)
        }
        let nearest = min(min(least[0], least[1]), min(least[2], least[3]))
        return nearest < reach * reach ? Double(nearest).squareRoot() : reachMetres
    }
}

/// Four edges in metres from the middle of their cell.
struct FourEdges {
    /// Farther than any reach, so that the places of a list's last four that are left over never count.
    private(set) var fromX = SIMD4<Float>(repeating: 1e18)
    private var fromY = SIMD4<Float>(repeating: 0)
    private var alongX = SIMD4<Float>(repeating: 0)
    private(set) var alongY = SIMD4<Float>(repeating: 0)

    mutating func set(_ place: Int, from a: (x: Double, y: Double), to b: (x: Double, y: Double)) {
        (fromX[place], fromY[place]) = (Float(a.x), Float(a.y))
        (alongX[place], alongY[place]) = (Float(b.x - a.x), Float(b.y - a.y))
    }

    /// The squared distances of a place from the four.
    @inline(__always)
    func squaredDistances(_ x: SIMD4<Float>, _ y: SIMD4<Float>) -> SIMD4<Float> {
        let (dx, dy) = (x - fromX, y - fromY)
        // Not zero, even where an edge has no length; dividing costs less than fetching a stored inverse.
        let length2 = alongX * alongX + alongY * alongY + Float.leastNormalMagnitude
        var share = (dx * alongX + dy * alongY) / length2
        share.replace(with: Float.zero, where: share .< Float.zero)
        share.replace(with: Float(1), where: share .> Float(1))
        let (gapX, gapY) = (dx - share * alongX, dy - share * alongY)
        return gapX * gapX + gapY * gapY
    }
}
