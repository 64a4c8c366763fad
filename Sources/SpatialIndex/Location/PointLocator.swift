public import GeometryCore

/// Answers exactly which areas cover a point: the same verdict as exact rational arithmetic on the given doubles.
///
/// Areas are numbered by their place in the initialiser's array, and the lowest number wins where several cover a
/// point; callers order the array so that this means what they want. A point on an edge or vertex is covered. Areas may
/// overlap, leave gaps and have holes; within one polygon the even–odd rule over all its rings decides, so an invalid
/// polygon has a defined answer too.
///
/// A uniform grid lies over the areas, and cells that many edges pass through are quartered both ways, again and again.
/// A cell without edges holds its owner. A cell with edges, a *leaf*, holds them with a reference point and the areas
/// that cover it: a query counts which edges the straight way from the reference to the point crosses. The plain sign
/// of a turn settles nearly every crossing; where its rounding error could hide the sign, the exact one is taken.
///
/// Values are plain doubles in any planar system; Pianqu's are WGS 84 degrees. Exact as long as products neither overflow
/// nor underflow: for coordinates and their differences of 10⁻¹⁴⁰ to 10¹⁵⁰, and zero. The structure is immutable.
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
    /// For each cell of level 0, then for each quartered cell's sixteen parts: ``none``, the number of the one owner,
    /// `leafFlag` plus where its leaf starts, or `nodeFlag` plus a sixteenth of where its parts start.
    let cells: [UInt32]
    /// See ``LocatorLeaf``.
    let leaves: [UInt32]

    static let nodeFlag: UInt32 = 1 << 30
    static let leafFlag: UInt32 = 1 << 31
    static let payload: UInt32 = (1 << 30) - 1

    init(box: Box, areaCount: Int, vertices: [Point], grid: LocatorGrid, cells: [UInt32], leaves: [UInt32]) {
        self.box = box
        self.areaCount = areaCount
        self.vertices = vertices
        self.grid = grid
        self.cells = cells
        self.leaves = leaves
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
        @inlinable
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
        let cell = content(at: point, cells.span)
        return Self.isLeaf(cell)
            ? verdict(inLeaf: cell, point, vertices.span, leaves.span)
            : Verdict(owner: cell, isOnBoundary: false, isShared: false)
    }

    /// All areas that cover a point, lowest number first.
    public func areas(covering point: Point) -> [Int] {
        let cell = content(at: point, cells.span)
        if cell == Self.none { return [] }
        guard Self.isLeaf(cell) else { return [Int(cell)] }
        var covering: [Int] = []
        covering.reserveCapacity(4)
        LocatorLeaf.visitAreas(at: Int(cell & Self.payload), covering: point, vertices.span, leaves.span) { area, _ in
            let area = Int(area)
            let place = covering.firstIndex { $0 >= area } ?? covering.count
            if place == covering.count || covering[place] != area { covering.insert(area, at: place) }
        }
        return covering
    }

    /// How many bytes the locator's arrays take.
    public var memoryBytes: Int {
        vertices.count * MemoryLayout<Point>.stride + (cells.count + leaves.count) * MemoryLayout<UInt32>.stride
    }

    // MARK: Cells

    /// The content of the cell of level 0 where `point` lies.
    @inline(__always)
    func rootContent(at point: Point, _ cells: Span<UInt32>) -> UInt32 {
        guard let units = grid.units(of: point) else { return Self.none }
        return cells[grid.cell(of: units)]
    }

    /// The owner, ``none`` or the leaf where `point` lies.
    @inline(__always)
    func content(at point: Point, _ cells: Span<UInt32>) -> UInt32 {
        guard let units = grid.units(of: point) else { return Self.none }
        var cell = cells[grid.cell(of: units)]
        var shift = grid.shift(0)
        while Self.isNode(cell) {
            shift &-= 2
            let first = Int(cell & Self.payload) << 4
            cell = cells[first | ((units.y &>> shift) & 3) << 2 | (units.x &>> shift) & 3]
        }
        return cell
    }

    @inline(__always)
    static func isNode(_ cell: UInt32) -> Bool { cell >> 30 == 1 }

    @inline(__always)
    static func isLeaf(_ cell: UInt32) -> Bool { cell >> 30 == 2 }

    @inline(__always)
    func verdict(
        inLeaf cell: UInt32,
        _ point: Point,
        _ vertices: Span<Point>,
        _ leaves: Span<UInt32>
    ) -> Verdict {
        var verdict = Verdict.outside
        LocatorLeaf.visitAreas(at: Int(cell & Self.payload), covering: point, vertices, leaves) { area, isOnEdge in
            if verdict.owner != Self.none && verdict.owner != area { verdict.isShared = true }
            verdict.owner = min(verdict.owner, area)
            if isOnEdge { verdict.isOnBoundary = true }
        }
        return verdict
    }
}
