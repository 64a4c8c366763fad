public import Foundation
public import GeometryCore
import Projection
import SpatialIndex
import Synchronization
import Topology

/// An immutable picture of one district version, from which places are answered without the store.
///
/// Boundary rule: a place on a shared border belongs to the leaf with the smallest code among those that cover it, codes
/// compared by Unicode scalars; the answer says so and lists the others.
public final class Atlas: Sendable {
    /// The version pictured.
    public let version: DistrictVersion
    /// Its units.
    public let hierarchy: Hierarchy

    /// No place is farther from another: half the Earth's circumference.
    private static let worldMetres = 20_037_508.0

    let locator: PointLocator
    let borders: BorderIndex
    /// For each leaf the codes from the highest unit down to it.
    private let paths: [[String]]
    /// The leaves' outer rings with every hole filled; made when the first uncovered place asks.
    private let outline = Mutex<[Polygon]?>(nil)

    /// Pictures a version.
    ///
    /// - Throws: ``HierarchyError/noAreas``.
    /// - Complexity: O(*n* log *n*) in the points of the leaves.
    public init(version: DistrictVersion, hierarchy: Hierarchy) throws {
        self.version = version
        self.hierarchy = hierarchy
        let areas = hierarchy.leaves.map { $0.area ?? MultiPolygon([]) }
        guard areas.contains(where: { !$0.polygons.isEmpty }) else { throw HierarchyError.noAreas }
        paths = hierarchy.leaves.map { hierarchy.path(to: $0.code).map(\.code) }
        locator = PointLocator(areas: areas)
        borders = BorderIndex(areas: areas)
    }

    /// Says whose a place is.
    ///
    /// - Parameters:
    ///   - place: WGS 84 longitude and latitude in degrees.
    ///   - accuracyMetres: The radius of the disc in which the place surely lies; 0 when it is exact.
    ///   - asOf: The instant asked about, for the record; the caller has chosen the version by it.
    /// - Returns: The answer with its provenance.
    /// - Complexity: O(log *n*) on well-spread borders; for an uncertain place O(*n*) in the candidates' points.
    public func locate(_ place: Point, accuracyMetres: Double = 0, asOf: Date) -> Placement {
        let world = Box(minX: -180, minY: -90, maxX: 180, maxY: 90)
        guard world.contains(place), accuracyMetres >= 0, accuracyMetres.isFinite else {
            return answer(.invalid, place, asOf, leaf: nil, rule: .none)
        }
        let verdict = locator.locate(place)
        let border = borders.nearest(to: place)
        let margin = border.map { Geodesic.grs80.distance(place, $0.point) }
        if let margin, accuracyMetres > 0, margin < accuracyMetres {
            let radius = min(accuracyMetres, Self.worldMetres)
            if let uncertain = weigh(place, radius, asOf, verdict, margin) { return uncertain }
        }
        guard verdict.owner != PointLocator.none else {
            let isEnclosed = isEnclosed(place)
            return answer(
                isEnclosed ? .gap : .outside,
                place,
                asOf,
                leaf: isEnclosed ? border.map { $0.area } : nil,
                rule: isEnclosed ? .nearest : .none,
                margin: margin
            )
        }
        let others = verdict.isShared ? codes(locator.areas(covering: place).dropFirst()) : []
        return answer(
            verdict.isOnBoundary ? .boundary : .inside,
            place,
            asOf,
            leaf: Int(verdict.owner),
            rule: verdict.isShared ? .smallestCode : .covers,
            margin: verdict.isOnBoundary ? 0 : margin,
            isOnBoundary: verdict.isOnBoundary,
            others: others
        )
    }

    /// The leaf that owns a place; nil when none covers it.
    ///
    /// Quicker than ``locate(_:accuracyMetres:asOf:)``.
    ///
    ///
    /// - Complexity: O(1) plus the border edges nearby.
    public func leaf(at place: Point) -> District? {
        let owner = locator.locate(place).owner
        return owner == PointLocator.none ? nil : hierarchy.leaves[Int(owner)]
    }

    /// The smallest box around all leaves, WGS 84 degrees.
    public var box: Box { locator.box }

    /// The answer for a place whose accuracy disc crosses a border; nil when the disc lies wholly in no leaf.
    private func weigh(
        _ place: Point,
        _ radius: Double,
        _ asOf: Date,
        _ verdict: PointLocator.Verdict,
        _ margin: Double
    ) -> Placement? {
        var numbers = Set(borders.areas(near: place, within: radius).map(\.area))
        numbers.formUnion(locator.areas(covering: place))
        let weighed: [(leaf: Int, share: Double)] = numbers.sorted().compactMap { number in
            let share = hierarchy.leaves[number].area?.shareOfDisc(around: place, metres: radius) ?? 0
            return share > 0 ? (number, share) : nil
        }
        // Stable: among equal shares the smallest code leads.
        let ranked = weighed.sorted { $0.share != $1.share ? $0.share > $1.share : $0.leaf < $1.leaf }
        guard let lead = ranked.first else { return nil }
        return answer(
            .uncertain,
            place,
            asOf,
            leaf: lead.leaf,
            rule: .mostOfDisc,
            margin: margin,
            isOnBoundary: verdict.isOnBoundary,
            others: codes(ranked.dropFirst().map(\.leaf)),
            candidates: ranked.map { .init(code: hierarchy.leaves[$0.leaf].code, probability: $0.share) }
        )
    }

    private func answer(
        _ status: Placement.Status,
        _ place: Point,
        _ asOf: Date,
        leaf: Int?,
        rule: Placement.Rule,
        margin: Double? = nil,
        isOnBoundary: Bool = false,
        others: [String] = [],
        candidates: [Placement.Candidate] = []
    ) -> Placement {
        Placement(
            status: status,
            code: leaf.map { hierarchy.leaves[$0].code },
            path: leaf.map { paths[$0] } ?? [],
            marginMetres: margin,
            isOnBoundary: isOnBoundary,
            others: others,
            candidates: candidates,
            rule: rule,
            districtVersion: version.number,
            asOf: asOf,
            place: place
        )
    }

    private func codes(_ numbers: some Sequence<Int>) -> [String] { numbers.map { hierarchy.leaves[$0].code } }

    /// Whether the bureau's territory surrounds an uncovered place: a unit above covers it, or the leaves enclose it.
    private func isEnclosed(_ place: Point) -> Bool {
        let isAbove = hierarchy.districts.contains { unit in
            unit.area.map { $0.box.contains(place) && $0.locate(place) != .outside } ?? false
        }
        return isAbove || filledOutline().contains { $0.box.contains(place) && $0.locate(place) != .outside }
    }

    private func filledOutline() -> [Polygon] {
        outline.withLock { known in
            if let known { return known }
            let areas = hierarchy.leaves.compactMap(\.area)
            // A fault in one leaf must not open the others to the sea; `check` names it.
            let union = try? Topology.union(areas.map(\.sound))
            let filled = (union?.polygons ?? []).map { Polygon(shell: $0.shell) }
            known = filled
            return filled
        }
    }
}
