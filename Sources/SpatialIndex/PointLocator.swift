public import GeometryCore

/// Answers exactly which areas cover a point: the same verdict as exact rational arithmetic on the given doubles.
///
/// Areas are numbered by their place in the initialiser's array, and the lowest number wins where several cover a
/// point; callers order the array so that this means what they want. A point on an edge or vertex is covered. Areas may
/// overlap, leave gaps and have holes; within one polygon the even–odd rule over all its rings decides, so an invalid
/// polygon has a defined answer too.
///
/// A uniform grid lies over the areas. A cell without edges holds its owner. A cell with edges holds, for each area
/// whose border passes through it, whether that area covers the cell's reference point, and which edges pass: a query
/// counts how many of them the straight way from the reference to the point crosses. The plain sign of a turn settles
/// nearly every crossing; where its rounding error could hide the sign, the exact one is taken.
///
/// Values are plain doubles in any planar system; Pianqu's are WGS 84 degrees. The structure is immutable.
public struct PointLocator: Sendable {
    /// The number that means "no area".
    public static let none = UInt32.max

    /// The smallest box around all areas; empty when there are none.
    public let box: Box
    /// How many areas there are.
    public let areaCount: Int

    /// All rings' points one after another, each ring closed.
    let vertices: [Point]
    let grid: LocatorGrid
    /// For each cell ``none``, the number of its one owner, or `blockFlag` plus where its block starts.
    let cells: [UInt32]
    /// Blocks: how many areas cover the whole cell, how many have edges in it, the former's numbers, then for each of
    /// the latter its number doubled plus one if it covers the reference, its run count, and the runs' first and last
    /// vertices.
    let blocks: [UInt32]

    static let blockFlag: UInt32 = 0x8000_0000

    init(
        box: Box,
        areaCount: Int,
        vertices: [Point],
        grid: LocatorGrid,
        cells: [UInt32],
        blocks: [UInt32]
    ) {
        self.box = box
        self.areaCount = areaCount
        self.vertices = vertices
        self.grid = grid
        self.cells = cells
        self.blocks = blocks
    }

    /// Where a point lies among the areas.
    public struct Verdict: Hashable, Sendable {
        /// The lowest number among the areas that cover the point; ``PointLocator/none`` when none does.
        public var owner: UInt32
        /// Whether the point lies on an edge or vertex of an area that covers it.
        public var isOnBoundary: Bool
        /// Whether more than one area covers the point.
        public var isShared: Bool

        /// The verdict on a point that no area covers.
        public static let outside = Verdict(owner: PointLocator.none, isOnBoundary: false, isShared: false)

        /// Creates a verdict.
        public init(owner: UInt32, isOnBoundary: Bool, isShared: Bool) {
            self.owner = owner
            self.isOnBoundary = isOnBoundary
            self.isShared = isShared
        }
    }

    /// Locates a point.
    ///
    /// A point that is not finite is covered by no area.
    ///
    /// - Complexity: O(1) plus the edges in the point's cell.
    public func locate(_ point: Point) -> Verdict {
        locate(point, vertices: vertices.span, cells: cells.span, blocks: blocks.span)
    }

    /// Locates many points.
    ///
    /// - Parameters:
    ///   - points: The points, in any order; neighbours in space are quicker when they are neighbours in the array.
    ///   - verdicts: Receives one verdict a point.
    /// - Precondition: `verdicts` is as long as `points`.
    public func locate(_ points: Span<Point>, into verdicts: inout MutableSpan<Verdict>) {
        precondition(points.count == verdicts.count, "one verdict is needed for each point")
        let (vertexSpan, cellSpan, blockSpan) = (vertices.span, cells.span, blocks.span)
        for index in points.indices {
            verdicts[index] = locate(points[index], vertices: vertexSpan, cells: cellSpan, blocks: blockSpan)
        }
    }

    /// All areas that cover a point, lowest number first.
    public func areas(covering point: Point) -> [Int] {
        guard let cell = grid.cell(of: point) else { return [] }
        let content = cells[cell]
        if content == Self.none { return [] }
        if content & Self.blockFlag == 0 { return [Int(content)] }
        var covering: [Int] = []
        visitBlock(
            at: Int(content & ~Self.blockFlag),
            reference: grid.reference(of: cell),
            point,
            vertices.span,
            blocks.span
        ) { area, _ in
            if !covering.contains(Int(area)) { covering.append(Int(area)) }
        }
        return covering.sorted()
    }

    @inline(__always)
    private func locate(
        _ point: Point,
        vertices: Span<Point>,
        cells: Span<UInt32>,
        blocks: Span<UInt32>
    ) -> Verdict {
        guard let cell = grid.cell(of: point) else { return .outside }
        let content = cells[cell]
        if content & Self.blockFlag == 0 || content == Self.none {
            return Verdict(owner: content, isOnBoundary: false, isShared: false)
        }
        var verdict = Verdict.outside
        let reference = grid.reference(of: cell)
        visitBlock(at: Int(content & ~Self.blockFlag), reference: reference, point, vertices, blocks) { area, onEdge in
            if verdict.owner != Self.none && verdict.owner != area { verdict.isShared = true }
            verdict.owner = min(verdict.owner, area)
            if onEdge { verdict.isOnBoundary = true }
        }
        return verdict
    }

    /// Calls `found` with each area of a block that covers `point`, and whether the point is on its edge.
    @inline(__always)
    private func visitBlock(
        at start: Int,
        reference: Point,
        _ point: Point,
        _ vertices: Span<Point>,
        _ blocks: Span<UInt32>,
        _ found: (UInt32, Bool) -> Void
    ) {
        let wholeCount = Int(blocks[start])
        let partialCount = Int(blocks[start + 1])
        var cursor = start + 2
        for _ in 0..<wholeCount {
            found(blocks[cursor], false)
            cursor += 1
        }
        for _ in 0..<partialCount {
            let header = blocks[cursor]
            let runCount = Int(blocks[cursor + 1])
            cursor += 2
            var crossing = EdgeCrossing(from: reference, to: point)
            for _ in 0..<runCount {
                crossing.follow(vertices, first: Int(blocks[cursor]), last: Int(blocks[cursor + 1]))
                cursor += 2
            }
            let startsInside = header & 1 == 1
            if crossing.isOnEdge || startsInside != crossing.isOdd { found(header >> 1, crossing.isOnEdge) }
        }
    }
}
