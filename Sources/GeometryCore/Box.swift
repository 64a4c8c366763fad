/// An axis-parallel rectangle that includes its border; the OGC term is *envelope*.
///
/// Units and axes are those of the points in it. An empty box holds no point and has infinite bounds.
public struct Box: Hashable, Sendable {
    /// West bound.
    public var minX: Double
    /// South bound.
    public var minY: Double
    /// East bound.
    public var maxX: Double
    /// North bound.
    public var maxY: Double

    /// The box that holds nothing.
    public static let empty = Box(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)

    /// Creates a box from its bounds.
    @inlinable
    public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
    }

    /// The smallest box that holds two points, neither of which may be NaN.
    @inlinable
    public init(_ a: Point, _ b: Point) {
        self.init(minX: min(a.x, b.x), minY: min(a.y, b.y), maxX: max(a.x, b.x), maxY: max(a.y, b.y))
    }

    /// The smallest box that holds every one of `points`; empty when there are none.
    public init(_ points: some Sequence<Point>) {
        self = .empty
        for point in points { extend(to: point) }
    }

    /// Whether the box holds no point.
    @inlinable
    public var isEmpty: Bool { !(minX <= maxX && minY <= maxY) }

    /// East–west size; negative infinity when empty.
    @inlinable
    public var width: Double { maxX - minX }

    /// North–south size; negative infinity when empty.
    @inlinable
    public var height: Double { maxY - minY }

    /// The middle; not a number when empty.
    public var centre: Point { Point(x: minX + width / 2, y: minY + height / 2) }

    /// Grows the box just enough to hold `point`.
    ///
    /// A coordinate that is not a number changes nothing in its direction.
    @inlinable
    public mutating func extend(to point: Point) {
        if point.x < minX { minX = point.x }
        if point.x > maxX { maxX = point.x }
        if point.y < minY { minY = point.y }
        if point.y > maxY { maxY = point.y }
    }

    /// Grows the box just enough to hold `other`.
    @inlinable
    public mutating func extend(to other: Box) {
        minX = Swift.min(minX, other.minX)
        minY = Swift.min(minY, other.minY)
        maxX = Swift.max(maxX, other.maxX)
        maxY = Swift.max(maxY, other.maxY)
    }

    /// The box moved outwards by `dx` and `dy` on each side.
    @inlinable
    public func expanded(dx: Double, dy: Double) -> Box {
        Box(minX: minX - dx, minY: minY - dy, maxX: maxX + dx, maxY: maxY + dy)
    }

    /// Whether `point` is in the box or on its border; false for a point that is not a number.
    @inlinable
    public func contains(_ point: Point) -> Bool {
        point.x >= minX && point.x <= maxX && point.y >= minY && point.y <= maxY
    }

    /// Whether the boxes share a point; touching borders count.
    @inlinable
    public func intersects(_ other: Box) -> Bool {
        minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
    }
}
