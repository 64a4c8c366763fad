import GeometryCore
import Projection
import SpatialIndex
import Topology

/// Looks for what is wrong in a store: in the shapes of the districts, and in how everything else fits them.
public struct Checker {
    /// What counts as wrong.
    public struct Limits: Sendable {
        /// Parts of a leaf thinner than this, in metres, are slivers.
        public var sliverMetres = 1.0
        /// A line may lie outside all leaves for up to this many metres.
        public var lineOutsideMetres = 1.0
        /// A unit and the sum of the units below it may differ by up to this many square metres.
        public var parentSquareMetres = 1.0

        /// The usual limits.
        public init() {}
    }

    let limits: Limits
    /// What is thinner than this, in metres, is a thread.
    private static let threadMetres = 0.01

    /// Creates a checker.
    public init(limits: Limits = Limits()) { self.limits = limits }

    /// The findings in one version's districts: gaps, overlaps, slivers, invalid and missing polygons, and units that
    /// differ from the sum of the units below them.
    ///
    /// Gaps and overlaps are measured after invalid polygons have been made valid, so that one fault does not hide
    /// another. What is no wider than rounding makes of a point on an edge is no finding.
    ///
    /// - Throws: `TopologyError` or `CoverageError` when the shapes cannot be compared.
    /// - Complexity: O(*n* log *n*) in points.
    public func districtFindings(_ hierarchy: Hierarchy) throws -> [Finding] {
        try invalidFindings(hierarchy) + gapFindings(hierarchy) + overlapFindings(hierarchy)
            + sliverFindings(hierarchy) + parentFindings(hierarchy)
    }

    private func invalidFindings(_ hierarchy: Hierarchy) throws -> [Finding] {
        let leafCodes = Set(hierarchy.leaves.map(\.code))
        return try hierarchy.districts.flatMap { unit -> [Finding] in
            guard let area = unit.area else {
                return leafCodes.contains(unit.code) ? [Finding(.unplaced, .error, .districts, code: unit.code)] : []
            }
            return try area.allInvalidities().map { fault in
                Finding(
                    .invalid,
                    .error,
                    .districts,
                    code: unit.code,
                    place: fault.point,
                    geometry: .point(fault.point),
                    detail: .invalidity(fault.reason)
                )
            }
        }
    }

    private func gapFindings(_ hierarchy: Hierarchy) throws -> [Finding] {
        let leaves = hierarchy.leaves
        let areas = leaves.map { $0.area ?? MultiPolygon([]) }
        let gaps = try coverageGaps(of: areas)
        let exact = try gaps.map { gap in
            let codes = gap.neighbours.map { leaves[$0].code }
            return try measured(.gap, .error, code: codes.first, others: Array(codes.dropFirst()), gap.polygon)
        }
        return try exact + roundingGapFindings(areas, leaves, besides: gaps.map(\.polygon))
    }

    /// Holes of a floating-point union that are no wider than rounding, which the exact analysis leaves out.
    ///
    /// They hold no ground to speak of, and which of them appear depends on the program that makes the union; but other
    /// programs report them, and they mark places where borders do not match vertex for vertex.
    private func roundingGapFindings(
        _ areas: [MultiPolygon],
        _ leaves: [District],
        besides gaps: [Polygon]
    ) throws -> [Finding] {
        let holes = try union(areas.map(\.sound)).polygons.flatMap(\.holes).map { Polygon(shell: $0) }
        let unmatched = holes.filter { hole in !gaps.contains { $0.box.isNearly(hole.box) } }
        guard !unmatched.isEmpty else { return [] }
        let borders = BorderIndex(areas: areas)
        return try unmatched.map { hole in
            let near = borders.areas(near: hole.shell.points[0], within: 0.01).map { leaves[$0.area].code }.sorted()
            return try measured(
                .gap,
                .warning,
                code: near.first,
                others: Array(near.dropFirst()),
                hole,
                detail: .roundingOnly
            )
        }
    }

    private func overlapFindings(_ hierarchy: Hierarchy) throws -> [Finding] {
        let leaves = hierarchy.leaves
        return try coverageOverlaps(of: leaves.map { $0.area ?? MultiPolygon([]) })
            .map { overlap in
                try measured(
                    .overlap,
                    .error,
                    code: leaves[overlap.first].code,
                    others: [leaves[overlap.second].code],
                    overlap.polygon
                )
            }
    }

    private func sliverFindings(_ hierarchy: Hierarchy) throws -> [Finding] {
        try hierarchy.leaves.flatMap { leaf in
            try (leaf.area?.sound.polygons ?? []).compactMap { part -> Finding? in
                let flat = Flattening(around: part.box.centre)
                // The mean width is quick and never above the greatest, so it only rules parts out.
                guard part.meanWidth(flat) < limits.sliverMetres else { return nil }
                let finding = try measured(.sliver, .warning, code: leaf.code, others: [], part)
                return finding.metres.map { $0 < limits.sliverMetres } ?? true ? finding : nil
            }
        }
    }

    private func parentFindings(_ hierarchy: Hierarchy) throws -> [Finding] {
        try hierarchy.districts.compactMap { unit -> Finding? in
            let below = hierarchy.children(of: unit.code).flatMap { hierarchy.ground(of: $0) }
            guard let area = unit.area?.sound, !below.isEmpty else { return nil }
            let sum = try Topology.union(below.map(\.sound))
            let differing = try difference(area, sum).polygons + difference(sum, area).polygons
            let squareMetres = Geodesic.grs80.area(of: MultiPolygon(differing))
            guard squareMetres > limits.parentSquareMetres, let largest = differing.max(by: { $0.area < $1.area })
            else {
                return nil
            }
            return Finding(
                .parentMismatch,
                .warning,
                .districts,
                code: unit.code,
                squareMetres: squareMetres,
                place: try? largest.pointOnSurface(),
                geometry: .multiPolygon(MultiPolygon(differing))
            )
        }
    }

    /// A finding with the area, width and inner place of its shape.
    ///
    /// The width is the greatest one; of threads below a centimetre the mean one, since the search for the greatest takes
    /// long in what is a million times longer than wide.
    private func measured(
        _ kind: Finding.Kind,
        _ severity: Finding.Severity,
        code: String?,
        others: [String],
        _ shape: Polygon,
        detail: Finding.Detail = .plain
    ) throws -> Finding {
        let flat = Flattening(around: shape.box.centre)
        let flatShape = flat.apply(shape)
        let meanWidth = flatShape?.meanWidth ?? 0
        let circle = meanWidth < Self.threadMetres ? nil : try? flatShape?.maximumInscribedCircle()
        let inner = circle?.centre ?? (try? flatShape?.pointOnSurface())
        return Finding(
            kind,
            severity,
            .districts,
            code: code,
            others: others,
            metres: circle.map { 2 * $0.radius } ?? meanWidth,
            squareMetres: Geodesic.grs80.area(of: MultiPolygon([shape])),
            place: inner.map(flat.invert) ?? shape.shell.points[0],
            geometry: .polygon(shape),
            detail: detail
        )
    }
}

/// The flat map, in metres, of the surroundings of a place.
private struct Flattening {
    private let centre: Point
    private let metric: LocalMetric

    init(around centre: Point) {
        self.centre = centre
        metric = LocalMetric(latitude: centre.y)
    }

    /// Nil when the shape is too small to keep its rings apart.
    func apply(_ polygon: Polygon) -> Polygon? {
        func ring(_ ring: Ring) -> Ring? {
            try? Ring(
                ring.points.map {
                    Point(
                        x: ($0.x - centre.x) * metric.metresPerDegreeX,
                        y: ($0.y - centre.y) * metric.metresPerDegreeY
                    )
                }
            )
        }
        guard let shell = ring(polygon.shell) else { return nil }
        return Polygon(shell: shell, holes: polygon.holes.compactMap(ring))
    }

    func invert(_ point: Point) -> Point {
        Point(x: centre.x + point.x / metric.metresPerDegreeX, y: centre.y + point.y / metric.metresPerDegreeY)
    }
}

extension Polygon {
    /// The mean width in metres.
    fileprivate func meanWidth(_ flat: Flattening) -> Double { flat.apply(self)?.meanWidth ?? 0 }
}

extension Box {
    /// Whether the two boxes are the same but for about a centimetre.
    fileprivate func isNearly(_ other: Box) -> Bool {
        max(abs(minX - other.minX), abs(minY - other.minY), abs(maxX - other.maxX), abs(maxY - other.maxY)) < 1e-7
    }
}

extension MultiPolygon {
    /// The area made valid, or itself when that fails: for comparisons after the fault has been named.
    var sound: MultiPolygon { (try? madeValid()) ?? self }
}
