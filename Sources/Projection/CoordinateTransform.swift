public import GeometryCore

/// A transformation of points from one coordinate reference system to another.
///
/// Points are x = longitude or easting and y = latitude or northing on both sides. Making a transform costs some
/// milliseconds and using it about a microsecond a point, so make one and keep it. It belongs to one task.
///
/// Between WGS 84 or CGCS2000 and anything based on them the way is exact. For another datum the most accurate
/// published operation is taken whose area of use holds the whole `area`, else its middle; where there is none, as for
/// Xian 1980 everywhere, the shift between the datums (in China tens of metres to over a hundred) is ignored, and
/// ``isBallpark`` and ``caveats`` say so. Grids that are not installed are never downloaded.
public final class CoordinateTransform {
    /// The system of the points given.
    public let source: CoordinateReference
    /// The system of the points returned.
    public let target: CoordinateReference
    /// What is done, in PROJ's words; empty when nothing needs to be done.
    public let operationName: String
    /// The published accuracy in metres: 0 for an exact conversion; nil when it is not known.
    public let accuracyMetres: Double?
    /// Whether the shift between two datums is ignored for want of a published operation.
    public let isBallpark: Bool

    private let stages: [Stage]

    /// Whether points come out as they go in.
    public var isIdentity: Bool { stages.isEmpty }

    /// What the user of the result ought to know; empty for an exact or published way.
    public var caveats: [TransformCaveat] {
        var caveats: [TransformCaveat] = []
        if isBallpark { caveats.append(.datumShiftIgnored(from: source.name, to: target.name)) }
        if stages.contains(where: \.isOffset) { caveats.append(.unofficialOffset) }
        return caveats
    }

    /// Finds the way from one system to another.
    ///
    /// - Parameters:
    ///   - source: The system of the points to come.
    ///   - target: The system wanted.
    ///   - area: Where the points lie, in degrees of longitude and latitude. It decides between operations that are
    ///     published for parts of a datum's area; by default the whole area of use of `source`.
    /// - Throws: ``CoordinateTransformError``; ``ProjectionError`` when PROJ cannot read its database.
    public init(from source: CoordinateReference, to target: CoordinateReference, area: Box? = nil) throws {
        let plan = try TransformPlan(from: source, to: target, area: area)
        self.source = source
        self.target = target
        stages = plan.stages
        operationName = plan.stages.map(\.name).joined(separator: " + ")
        isBallpark = plan.stages.contains(where: \.isBallpark)
        accuracyMetres = plan.stages.reduce(0) { sum, stage in stage.accuracy.flatMap { own in sum.map { $0 + own } } }
    }

    /// Transforms points in place.
    ///
    /// - Parameter points: The points; unchanged when an error is thrown.
    /// - Throws: ``CoordinateTransformError`` with the index of the first point that fails.
    /// - Complexity: O(*n*).
    public func apply(_ points: inout [Point]) throws {
        try Self.check(points, areDegrees: source.isInDegrees)
        guard !stages.isEmpty else { return }
        var moved = points
        for stage in stages { stage.apply(&moved) }
        if let bad = moved.firstIndex(where: { !$0.isFinite }) {
            throw CoordinateTransformError.point(index: bad, .refused(reason: reason(for: points[bad])))
        }
        // Where only a conversion of axes is done, PROJ lets any number pass for a degree.
        try Self.check(moved, areDegrees: target.isInDegrees)
        points = moved
    }

    /// The transformed point.
    ///
    /// - Throws: ``CoordinateTransformError``; the index in it is 0.
    public func apply(_ point: Point) throws -> Point {
        var points = [point]
        try apply(&points)
        return points[0]
    }

    /// The geometry with all its points transformed; edges stay straight between them.
    ///
    /// - Throws: ``CoordinateTransformError``; the index in it counts within the line, ring or point set.
    public func apply(_ geometry: Geometry) throws -> Geometry { try geometry.mapPoints { try apply(&$0) } }

    /// Transforms what can be, and makes the rest not a number.
    func applyLeniently(_ points: [Point]) -> [Point] {
        let nowhere = Point(x: .nan, y: .nan)
        var moved = points.map { Self.failure(of: $0, isDegrees: source.isInDegrees) == nil ? $0 : nowhere }
        for stage in stages { stage.apply(&moved) }
        return moved.map { Self.failure(of: $0, isDegrees: target.isInDegrees) == nil ? $0 : nowhere }
    }

    private static func check(_ points: [Point], areDegrees: Bool) throws {
        for (index, point) in points.enumerated() {
            guard let failure = failure(of: point, isDegrees: areDegrees) else { continue }
            throw CoordinateTransformError.point(index: index, failure)
        }
    }

    private static func failure(of point: Point, isDegrees: Bool) -> PointFailure? {
        guard point.isFinite else { return .notFinite }
        return isDegrees && (abs(point.x) > 180 || abs(point.y) > 90) ? .outsideDegrees : nil
    }

    /// Why `point` does not get through.
    private func reason(for point: Point) -> String {
        var points = [point]
        for stage in stages {
            if let reason = stage.refusal(of: points[0]) { return reason }
            stage.apply(&points)
        }
        return ""
    }
}

/// What the user of transformed points ought to know.
public enum TransformCaveat: Hashable, Sendable {
    /// No operation between the two datums is published for the area, so their shift is ignored.
    case datumShiftIgnored(from: String, to: String)
    /// GCJ-02 or BD-09 is involved, whose formula is a public approximation.
    case unofficialOffset
}
