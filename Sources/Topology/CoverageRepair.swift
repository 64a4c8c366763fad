public import GeometryCore

/// A coverage whose thin faults have been mended; lengths and areas are in units of the input.
public struct CoverageRepair: Hashable, Sendable {
    /// The areas, in the order of the input.
    ///
    /// Neighbours share their borders vertex for vertex, and an area without a
    /// change is the input's, bit for bit. Outer rings of changed areas run counterclockwise and holes clockwise.
    public let areas: [MultiPolygon]
    /// What changed, by index.
    public let changes: [CoverageChange]
    /// Gaps wider than the tolerance, which are left as they are for a person to decide.
    public let gaps: [CoverageGap]
    /// Overlaps wider than the tolerance, which are left with both areas for a person to decide.
    public let overlaps: [CoverageOverlap]
}

/// What a repair did to one area.
public struct CoverageChange: Hashable, Sendable {
    /// One thing done to an area.
    public enum Action: Hashable, Sendable {
        /// The area was invalid.
        case madeValid
        /// Vertices were moved onto a neighbour's, or edges bent onto them.
        case snapped(vertices: Int)
        /// The border got the vertices of its neighbours that stand on it.
        case verticesAdded(Int)
        /// Land was won: gaps between thin borders.
        case gained(pieces: Int, area: Double)
        /// Land was lost: overlaps with an area of lower index.
        case lost(pieces: Int, area: Double)
    }

    /// The area, as an index into the input.
    public let index: Int
    /// What was done, in the order in which it was done.
    public let actions: [Action]
    /// The greatest distance from a vertex of the old or the new border to the other border.
    public let largestMove: Double
    /// The size before, by the shoelace formula.
    public let areaBefore: Double
    /// The size after.
    public let areaAfter: Double
}

/// Mends a coverage: thin gaps and overlaps go, and neighbours come to share their borders vertex for vertex.
///
/// 1. Invalid areas are made valid, see ``GeometryCore/MultiPolygon/madeValid()``.
/// 2. Where borders do not match, vertices within `tolerance` of another area's vertex or edge are snapped to it.
///    Vertices of the most areas stay; among equals, those of the area that comes first.
/// 3. All borders are cut where they meet, and the plane is divided into faces.
/// 4. A face of several areas no wider than `tolerance` goes to the lowest index; an enclosed face of no area no wider
///    than that goes to the neighbour with the longest shared border, among equals the lowest index. Wider ones are
///    left, and reported. Width is the diameter of the largest circle inside, to within 2 %.
///
/// The same input always gives the same result. Where wide faults stay, repairing the result once more may snap vertices
/// that have come within reach. A long thin fault that goes moves a border's tip by its length, not its width.
///
/// - Parameters:
///   - areas: The coverage, in any planar coordinates.
///   - tolerance: The greatest width of a fault to mend, in units of the coordinates; above zero, and best well below
///     the width of the narrowest part of an area.
/// - Returns: The mended coverage, what changed, and the faults left.
/// - Throws: ``CoverageError``; ``TopologyError`` when GEOS fails.
/// - Complexity: O(*n* log *n*) in the number of points.
public func repairCoverage(_ areas: [MultiPolygon], tolerance: Double) throws -> CoverageRepair {
    guard tolerance.isFinite && tolerance > 0 else { throw CoverageError.unusableTolerance(tolerance) }
    let validity = try areas.map { try $0.validityRepair() }
    var linework = Linework(expectedPoints: areas.reduce(0) { $0 + $1.pointCount })
    for (index, repair) in validity.enumerated() { linework.add(repair.area, index: Int32(index)) }
    linework.merge()
    let original = linework
    let snapped = linework.snap(within: tolerance, areaCount: areas.count)
    let layers = try CoverageLayers(linework)
    let allotment = try Allotment(layers, areaCount: areas.count, tolerance: tolerance)
    let report = RepairReport(original: original, layers: layers, allotment: allotment, snapped: snapped)
    var repaired = areas
    var changes: [CoverageChange] = []
    for index in areas.indices {
        let isAsGiven = !validity[index].wasInvalid && report.hasOldBorder[index]
        guard !isAsGiven && !areas[index].polygons.isEmpty else { continue }
        repaired[index] = try allotment.area(index, in: layers)
        changes.append(
            report.change(of: index, validity: validity[index], before: areas[index], after: repaired[index])
        )
    }
    return CoverageRepair(
        areas: repaired,
        changes: changes,
        gaps: try coverageGaps(of: repaired),
        overlaps: try coverageOverlaps(of: repaired)
    )
}
