public import GeometryCore

/// A parsed and validated horizontal coordinate reference system.
///
/// Points in any of them are x = longitude or easting, y = latitude or northing, whatever axis order the authority
/// prescribes: files keep that order, and so does Pianqu. WGS 84 and CGCS2000 count as equal; they agree within the
/// few centimetres published. GCJ-02 and BD-09 are degrees shifted by ``ChineseOffset``.
public struct CoordinateReference: Hashable, Sendable {
    /// The name in the authority's register, or the one the definition gives.
    public let name: String
    /// Authority and code such as `EPSG:4490`; nil when the definition is not one a register knows.
    public let authorityCode: String?
    /// Whether coordinates are longitude and latitude.
    public let isGeographic: Bool
    /// Metres per unit of easting and northing; nil for a geographic system.
    public let metresPerUnit: Double?
    /// Where the system is meant to be used, in degrees of longitude and latitude.
    ///
    /// Nil when unknown, or when the area crosses the antimeridian.
    public let areaOfUse: Box?
    /// A text from which `init(_:)` makes this reference again.
    public let definition: String
    /// How coordinates get from here to WGS 84 degrees.
    let basis: Basis

    /// Whether coordinates are eastings and northings.
    public var isProjected: Bool { !isGeographic }

    /// Whether coordinates must be within ±180 and ±90; geographic systems on other datums may count in grads.
    var isInDegrees: Bool { basis == .degrees || basis == .gcj02 || basis == .bd09 }

    /// The ways to WGS 84 degrees.
    enum Basis: Hashable, Sendable {
        /// Already there: WGS 84 or CGCS2000 degrees.
        case degrees
        /// A projection of WGS 84 or CGCS2000: undoing it is exact.
        case projection
        /// On another datum: PROJ chooses the operation.
        case otherDatum
        /// The public approximation of GCJ-02.
        case gcj02
        /// The public approximation of BD-09.
        case bd09
    }

    /// WGS 84 longitude and latitude in degrees, EPSG:4326.
    public static let wgs84 = CoordinateReference(
        name: "WGS 84",
        authorityCode: "EPSG:4326",
        areaOfUse: Box(minX: -180, minY: -90, maxX: 180, maxY: 90),
        definition: "EPSG:4326",
        basis: .degrees
    )

    /// GCJ-02 degrees, as Amap and Tencent publish them; ``ChineseOffset`` says what is known of it.
    public static let gcj02 = CoordinateReference(
        name: "GCJ-02",
        areaOfUse: ChineseOffset.box,
        definition: "gcj02",
        basis: .gcj02
    )

    /// BD-09 degrees, as Baidu publishes them; ``ChineseOffset`` says what is known of it.
    public static let bd09 = CoordinateReference(
        name: "BD-09",
        areaOfUse: ChineseOffset.box,
        definition: "bd09",
        basis: .bd09
    )

    init(
        name: String,
        authorityCode: String? = nil,
        isGeographic: Bool = true,
        metresPerUnit: Double? = nil,
        areaOfUse: Box?,
        definition: String,
        basis: Basis
    ) {
        self.name = name
        self.authorityCode = authorityCode
        self.isGeographic = isGeographic
        self.metresPerUnit = metresPerUnit
        self.areaOfUse = areaOfUse
        self.definition = definition
        self.basis = basis
    }
}
