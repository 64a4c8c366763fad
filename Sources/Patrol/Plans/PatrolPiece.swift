public import GeometryCore
public import Territory

/// What one task is about: a device, or the stretch of a line that lies in one leaf.
public struct PatrolPiece: Hashable, Sendable {
    /// What kind of asset.
    public var asset: PatrolAsset
    /// The asset's code.
    public var code: String
    /// The leaf that it lies in; nil where none covers it.
    public var leaf: String?
    /// The codes from the highest unit down to the leaf.
    public var path: [String]
    /// The leaf's class; nil without a leaf.
    public var areaClass: AreaClass?
    /// How the line is built; nil for devices and where it is not known.
    public var lineKind: LineKind?
    /// Where it starts, in metres along the line; 0 for a device.
    public var fromMetres: Double
    /// Where it ends; 0 for a device.
    public var toMetres: Double
    /// Its course, or its place, WGS 84 longitude and latitude in degrees.
    public var course: [Point]
    /// The first day on which it was in service; nil when it has always been.
    public var inServiceFrom: LocalDay?
    /// The first day on which it no longer is; nil when it is still.
    public var inServiceTo: LocalDay?

    /// Creates a piece.
    public init(
        asset: PatrolAsset,
        code: String,
        leaf: String?,
        path: [String],
        areaClass: AreaClass? = nil,
        lineKind: LineKind? = nil,
        fromMetres: Double = 0,
        toMetres: Double = 0,
        course: [Point] = [],
        inServiceFrom: LocalDay? = nil,
        inServiceTo: LocalDay? = nil
    ) {
        self.asset = asset
        self.code = code
        self.leaf = leaf
        self.path = path
        self.areaClass = areaClass
        self.lineKind = lineKind
        self.fromMetres = fromMetres
        self.toMetres = toMetres
        self.course = course
        self.inServiceFrom = inServiceFrom
        self.inServiceTo = inServiceTo
    }

    /// Its length in metres; 0 for a device.
    public var metres: Double { toMetres - fromMetres }

    /// The days among some on which it is in service.
    public func service(in days: DaySpan) -> DaySpan {
        let from = max(days.from, inServiceFrom ?? days.from)
        return DaySpan(from: from, to: min(days.to, inServiceTo ?? days.to))
    }

    /// Whether it is in service on each of some days.
    public func isInService(throughout days: DaySpan) -> Bool { !days.isEmpty && service(in: days) == days }
}
