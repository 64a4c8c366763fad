public import GeometryCore
public import Phrasebook
import Projection
public import Topology

/// A repair of district borders: what would change, and the records that change it.
///
/// Invalid polygons are made valid; borders that nearly coincide are snapped together; overlaps and gaps no wider than
/// the tolerance go to one district (the overlap to the smaller code, the gap to the longest neighbour). Wider ones are
/// left for a person. Units above take the sum of the units below them when one of these changed.
public struct BorderRepair: Sendable {
    /// What changes in one unit.
    public struct Change: Hashable, Sendable {
        /// The unit's code.
        public let code: String
        /// What is done to it, in order; empty for a unit above, which follows from the units below it.
        public let actions: [CoverageChange.Action]
        /// The farthest that its border moves, in metres; nil for a unit above.
        public let metres: Double?
        /// Its area before, in square metres.
        public let squareMetresBefore: Double
        /// Its area after.
        public let squareMetresAfter: Double
        /// Its new polygon.
        public let area: MultiPolygon
    }

    /// What changes, the leaves first, by code.
    public let changes: [Change]
    /// How many gaps and overlaps are too wide to be mended without a person.
    public let leftGaps: Int
    /// How many overlaps are too wide.
    public let leftOverlaps: Int

    /// Works out a repair; nothing is stored.
    ///
    /// - Parameters:
    ///   - hierarchy: The units.
    ///   - toleranceMetres: The greatest width mended, along the meridian; along the parallel a degree is shorter, and
    ///     so is what is mended.
    /// - Throws: `TopologyError` or `CoverageError`.
    /// - Complexity: O(*n* log *n*) in points.
    public init(of hierarchy: Hierarchy, toleranceMetres: Double) throws {
        let leaves = hierarchy.leaves
        let areas = leaves.map { $0.area ?? MultiPolygon([]) }
        let box = areas.reduce(into: Box.empty) { $0.extend(to: $1.box) }
        let metric = LocalMetric(latitude: box.isEmpty ? 0 : box.centre.y)
        let result = try repairCoverage(areas, tolerance: toleranceMetres / metric.metresPerDegreeY)
        let mended = result.changes.map { change in
            Change(
                code: leaves[change.index].code,
                actions: change.actions,
                metres: change.largestMove * metric.metresPerDegreeY,
                squareMetresBefore: Geodesic.grs80.area(of: areas[change.index]),
                squareMetresAfter: Geodesic.grs80.area(of: result.areas[change.index]),
                area: result.areas[change.index]
            )
        }
        changes = try mended + Self.unitsAbove(hierarchy, after: mended)
        (leftGaps, leftOverlaps) = (result.gaps.count, result.overlaps.count)
    }

    /// The units above changed ones, lowest level first so that each can be summed from the level below.
    private static func unitsAbove(_ hierarchy: Hierarchy, after mended: [Change]) throws -> [Change] {
        var current = Dictionary(mended.map { ($0.code, $0.area) }) { first, _ in first }
        var changes: [Change] = []
        for level in [DistrictLevel.district, .station] {
            for unit in hierarchy.districts where unit.level == level {
                guard let area = unit.area, isAbove(unit, current, hierarchy) else { continue }
                let below = hierarchy.children(of: unit.code).flatMap { hierarchy.ground(of: $0, replaced: current) }
                let sum = try Topology.union(below.map(\.sound))
                current[unit.code] = sum
                changes.append(
                    Change(
                        code: unit.code,
                        actions: [],
                        metres: nil,
                        squareMetresBefore: Geodesic.grs80.area(of: area),
                        squareMetresAfter: Geodesic.grs80.area(of: sum),
                        area: sum
                    )
                )
            }
        }
        return changes
    }

    /// Whether a unit stands above a changed one, without another polygon between the two.
    private static func isAbove(_ unit: District, _ current: [String: MultiPolygon], _ hierarchy: Hierarchy) -> Bool {
        hierarchy.children(of: unit.code).contains { child in
            current[child.code] != nil || child.area == nil && isAbove(child, current, hierarchy)
        }
    }

    /// Writes the changes into the draft, as one import.
    public func apply(to store: any TerritoryStore, source: ImportSource) throws {
        var records: [String: LayerRecord] = [:]
        let versions = try store.districtVersions()
        guard let newest = versions.last else { throw VersionError.noDistricts }
        try store.forEachRecord(in: .districts, version: newest.isDraft ? nil : newest.number) {
            records[$0.code] = $0
        }
        try store.importRecords(into: .districts, source: source, isReplacing: false) { sink in
            for (index, change) in changes.enumerated() {
                guard var record = records[change.code] else { continue }
                record.geometry = .multiPolygon(change.area)
                _ = try sink.put(record, row: index + 1)
            }
            return true
        }
    }
}

extension BorderRepair.Change: Worded {
    /// What is done to the unit.
    public var words: Words {
        guard !actions.isEmpty else {
            return Words(zh: "随下级单元重新合并", en: "summed again from the units below")
        }
        let each = actions.map(\.words)
        return Words(zh: each.map(\.zh).joined(separator: "；"), en: each.map(\.en).joined(separator: "; "))
    }
}
