public import GeometryCore

/// Land that no area of a coverage has.
public struct CoverageGap: Hashable, Sendable {
    /// The land.
    public let polygon: Polygon
    /// The areas that share a stretch of border with it, as indices into the input, ascending.
    public let neighbours: [Int]
}

/// Land that two areas of a coverage both have.
public struct CoverageOverlap: Hashable, Sendable {
    /// The smaller index into the input.
    public let first: Int
    /// The larger index into the input.
    public let second: Int
    /// The land: one piece, connected along edges.
    public let polygon: Polygon
}

/// Every piece of land that areas enclose and none of them has: each hole of their union.
///
/// The answer is that of exact arithmetic on the given doubles, down to slivers no wider than rounding
/// (``GeometryCore/Polygon/isRounding``), which are left out. Land around which areas only touch at points is not
/// enclosed. Invalid areas are made valid first, see ``GeometryCore/MultiPolygon/madeValid()``.
///
/// - Parameters:
///   - areas: The coverage, in any planar coordinates.
///   - extent: Land that ought to be covered. Without it a gap that opens to the outside is not one; with it, every
///     piece of the extent that no area has is a gap. Gaps enclosed by areas are given whole, even beyond the extent.
/// - Returns: The gaps from west to east.
/// - Throws: ``CoverageError/inseparableBorders(near:)``; ``TopologyError`` when GEOS fails on an invalid area.
/// - Complexity: O(*n* log *n*) in the number of points, of which only borders that do not match their neighbour's
///   vertex for vertex enter the geometry.
public func coverageGaps(of areas: [MultiPolygon], within extent: MultiPolygon? = nil) throws -> [CoverageGap] {
    let sum = try CoverageSum(of: validAreas(areas), within: extent?.madeValid())
    return try sum.gaps()
}

/// Every piece of land that two areas share, for each pair of areas.
///
/// Areas that only touch do not overlap. Land in three areas is given for each of the three pairs. Exactness, invalid
/// areas, errors and complexity are those of ``coverageGaps(of:within:)``.
///
/// - Returns: The overlaps by first area, then second, then from west to east.
/// - Throws: ``CoverageError/inseparableBorders(near:)``; ``TopologyError`` when GEOS fails on an invalid area.
public func coverageOverlaps(of areas: [MultiPolygon]) throws -> [CoverageOverlap] {
    let areas = try validAreas(areas)
    let doubled = try CoverageSum(of: areas, within: nil).doublyCovered()
    guard !doubled.isEmpty else { return [] }
    // Only areas near doubly covered land can overlap, and all that have that land are near it.
    let tree = BoxTree(areas.map(\.box))
    var isNear = Array(repeating: false, count: areas.count)
    for box in doubled { tree.visit(box) { isNear[Int($0)] = true } }
    let layers = try CoverageLayers(of: areas.indices.filter { isNear[$0] }.map { ($0, areas[$0]) })
    return try layers.overlaps()
}

extension Polygon {
    /// Whether the polygon is no wider on average than eight units in the last place of its largest coordinate.
    ///
    /// That is what rounding makes of a vertex that should stand on a neighbour's edge: up to 2.3e-13 degrees or 4e-9
    /// metres. Hardly a point with double coordinates lies in it, so it is not land.
    public var isRounding: Bool {
        let box = self.box
        let largest = max(abs(box.minX), abs(box.maxX), abs(box.minY), abs(box.maxY))
        return meanWidth <= roundingUnits * largest.ulp
    }
}

/// Each area, or the valid area nearest to it.
func validAreas(_ areas: [MultiPolygon]) throws -> [MultiPolygon] { try areas.map { try $0.madeValid() } }
