public import GeometryCore

/// Cuts straight stretches of lines where they pass from one area of a ``PointLocator`` to another.
///
/// A stretch in whose cells no border passes has one owner, which is nearly always so and costs no arithmetic. Elsewhere
/// the stretch is cut where it meets the edges in its cells, and each piece belongs to the area that owns its middle.
///
/// A piece along a border belongs to the lowest area whose border it is or that covers it, as a point on a border does.
/// It runs along a border while it stays within a given distance of one edge of it.
///
/// Values are plain doubles in any planar system. Keeps its scratch memory from call to call, so make one for each
/// thread and keep it.
public struct LineCutter {
    /// A stretch's part with one owner.
    public struct Piece: Hashable, Sendable {
        /// Where the piece ends, as a share of the stretch: 1 for the last.
        public var end: Double
        /// The area's number; ``PointLocator/none`` where no area covers the piece.
        public var owner: UInt32

        /// Creates a piece.
        public init(end: Double, owner: UInt32) {
            self.end = end
            self.owner = owner
        }
    }

    /// The pieces of the stretch cut last, in its direction; each starts where the one before it ends.
    public private(set) var pieces: [Piece] = []

    private let locator: PointLocator
    private let margin: Double
    private var keys: [UInt64] = []
    private var edges: [BorderEdge] = []
    private var cuts: [Double] = []

    /// Creates a cutter.
    ///
    /// - Parameters:
    ///   - locator: The areas.
    ///   - margin: How near a piece follows an edge that it is said to run along; in the areas' units.
    /// - Precondition: `margin` is finite and not negative.
    public init(_ locator: PointLocator, margin: Double = 1e-9) {
        precondition(margin >= 0 && margin.isFinite, "the margin is a finite number that is not negative")
        self.locator = locator
        self.margin = margin
    }

    /// The one owner of a whole course, or ``PointLocator/none``, where no border is near; nil where one may be.
    ///
    /// - Parameter points: The course's points, each finite, in any number.
    /// - Returns: The owner that ``cut(_:_:)`` would give every stretch; nil also where it would, but the course is long.
    /// - Complexity: O(*n*) in points.
    public func soleOwner(of points: Span<Point>) -> UInt32? {
        var box = Box.empty
        for index in points.indices { box.extend(to: points[index]) }
        let owner = locator.soleOwner(in: box.expanded(dx: margin, dy: margin))
        return owner == PointLocator.severalOwners ? nil : owner
    }

    /// Cuts stretch `a`–`b` into ``pieces``.
    ///
    /// - Precondition: Both are finite.
    /// - Complexity: O(1) where no border is near; else O(*m*²) for *m* edges in the stretch's cells.
    public mutating func cut(_ a: Point, _ b: Point) {
        pieces.removeAll(keepingCapacity: true)
        let owner = locator.soleOwner(in: Box(a, b).expanded(dx: margin, dy: margin))
        guard owner == PointLocator.severalOwners else { return pieces.append(Piece(end: 1, owner: owner)) }
        findEdges(near: a, b)
        guard !edges.isEmpty else { return pieces.append(Piece(end: 1, owner: ownerOfMiddle(a, b, 0, 1))) }
        findCuts(of: a, b)
        for index in 0..<cuts.count - 1 {
            let (start, end) = (cuts[index], cuts[index + 1])
            let owner = min(lowestAreaAlong(a, b, start, end), ownerOfMiddle(a, b, start, end))
            if let last = pieces.last, last.owner == owner {
                pieces[pieces.count - 1].end = end
            } else {
                pieces.append(Piece(end: end, owner: owner))
            }
        }
    }

    /// Fills `edges` with every edge near the stretch, each once for each of its areas, by where they begin along it.
    private mutating func findEdges(near a: Point, _ b: Point) {
        keys.removeAll(keepingCapacity: true)
        edges.removeAll(keepingCapacity: true)
        var found: [UInt64] = []
        swap(&found, &keys)
        locator.visitEdges(near: a, b, margin: margin) { vertex, area in
            found.append(UInt64(vertex) << 32 | UInt64(area))
        }
        swap(&found, &keys)
        keys.sort()
        let reach = Box(a, b).expanded(dx: margin, dy: margin)
        for (index, key) in keys.enumerated() where index == 0 || keys[index - 1] != key {
            let vertex = Int(key >> 32)
            let (start, end) = (locator.vertices[vertex], locator.vertices[vertex + 1])
            guard Box(start, end).intersects(reach) else { continue }
            edges.append(BorderEdge(start, end, area: UInt32(truncatingIfNeeded: key), along: a, b, margin))
        }
        edges.sort { $0.low < $1.low }
    }

    /// Fills `cuts` with where along the stretch its owner can change: ascending, from 0 to 1.
    private mutating func findCuts(of a: Point, _ b: Point) {
        cuts.removeAll(keepingCapacity: true)
        cuts.append(0)
        cuts.append(1)
        for edge in edges { edge.appendCrossings(of: a, b, margin, to: &cuts) }
        cuts.sort()
        var kept = 1
        for index in 1..<cuts.count where cuts[index] > cuts[kept - 1] && cuts[index] <= 1 {
            cuts[kept] = cuts[index]
            kept += 1
        }
        cuts.removeSubrange(kept...)
    }

    /// The lowest area with an edge along a piece; ``PointLocator/none`` without one.
    private func lowestAreaAlong(_ a: Point, _ b: Point, _ start: Double, _ end: Double) -> UInt32 {
        let (p, q) = (LineCutter.point(a, b, start), LineCutter.point(a, b, end))
        var lowest = PointLocator.none
        for edge in edges {
            guard edge.low <= start else { break }
            if edge.high >= end && edge.area < lowest && edge.isNear(p, margin) && edge.isNear(q, margin) {
                lowest = edge.area
            }
        }
        return lowest
    }

    private func ownerOfMiddle(_ a: Point, _ b: Point, _ start: Double, _ end: Double) -> UInt32 {
        locator.locate(LineCutter.point(a, b, (start + end) / 2)).owner
    }

    /// The point at a share of stretch `a`–`b`.
    @inlinable
    public static func point(_ a: Point, _ b: Point, _ share: Double) -> Point {
        share == 1 ? b : Point(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y))
    }
}

/// A border's edge beside a stretch.
private struct BorderEdge {
    let start: Point
    let end: Point
    let area: UInt32
    /// The part of the stretch beside the edge, from 0 to 1 and beyond.
    let low: Double
    let high: Double

    init(_ start: Point, _ end: Point, area: UInt32, along a: Point, _ b: Point, _ margin: Double) {
        (self.start, self.end, self.area) = (start, end, area)
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length2 = dx * dx + dy * dy
        let slack = 2 * margin / length2.squareRoot()
        let first = ((start.x - a.x) * dx + (start.y - a.y) * dy) / length2
        let last = ((end.x - a.x) * dx + (end.y - a.y) * dy) / length2
        (low, high) = (min(first, last) - slack, max(first, last) + slack)
    }

    /// Appends the shares of stretch `a`–`b` at which it meets the edge, or begins or ends to run along it.
    func appendCrossings(of a: Point, _ b: Point, _ margin: Double, to cuts: inout [Double]) {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let (ex, ey) = (end.x - start.x, end.y - start.y)
        let length2 = dx * dx + dy * dy
        // Ends of the edge that lie on the stretch: where running along it begins or ends.
        func appendFoot(of corner: Point) {
            let share = ((corner.x - a.x) * dx + (corner.y - a.y) * dy) / length2
            let foot = LineCutter.point(a, b, share)
            if share > 0, share < 1, abs(foot.x - corner.x) <= margin, abs(foot.y - corner.y) <= margin {
                cuts.append(share)
            }
        }
        appendFoot(of: start)
        appendFoot(of: end)
        let cross = dx * ey - dy * ex
        guard cross != 0 else { return }
        let share = ((start.x - a.x) * ey - (start.y - a.y) * ex) / cross
        let along = ((start.x - a.x) * dy - (start.y - a.y) * dx) / cross
        if share > 0, share < 1, along >= -1e-9, along <= 1 + 1e-9 { cuts.append(share) }
    }

    /// Whether `point` lies within `margin` of the edge.
    func isNear(_ point: Point, _ margin: Double) -> Bool {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let length2 = dx * dx + dy * dy
        let along = length2 > 0 ? ((point.x - start.x) * dx + (point.y - start.y) * dy) / length2 : 0
        let t = min(1, max(0, along))
        let (gapX, gapY) = (point.x - start.x - t * dx, point.y - start.y - t * dy)
        return gapX * gapX + gapY * gapY <= margin * margin
    }
}
