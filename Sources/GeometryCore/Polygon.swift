/// An area bounded by one outer ring, less its holes.
///
/// Border points belong to the area.
public struct Polygon: Hashable, Sendable {
    /// The outer ring.
    public var shell: Ring
    /// The inner rings.
    public var holes: [Ring]

    /// Creates a polygon.
    ///
    /// Rings are not checked against one another; validation is Topology's.
    public init(shell: Ring, holes: [Ring] = []) {
        self.shell = shell
        self.holes = holes
    }

    /// The outer ring followed by the inner ones.
    public var rings: [Ring] { [shell] + holes }

    /// The smallest box around all rings; in a valid polygon that is the shell's.
    public var box: Box { holes.reduce(into: shell.box) { $0.extend(to: $1.box) } }
}

/// An area of any number of polygons; a point belongs to it when it belongs to any of them.
public struct MultiPolygon: Hashable, Sendable {
    /// The parts.
    public var polygons: [Polygon]

    /// Creates an area from its parts.
    public init(_ polygons: [Polygon]) { self.polygons = polygons }

    /// The smallest box around all parts; empty when there are none.
    public var box: Box { polygons.reduce(into: .empty) { $0.extend(to: $1.box) } }

    /// The number of points in all rings, repeated closing points included.
    public var pointCount: Int {
        polygons.reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.points.count } }
    }
}
