/// A position in a planar coordinate system.
///
/// Units and axes are those of the dataset's CRS; `x` grows east and `y` north. Inside Pianqu a point is WGS 84 in
/// degrees: `x` is the longitude and `y` the latitude.
public struct Point: Hashable, Sendable {
    /// Easting, or longitude in degrees for a geographic CRS.
    public var x: Double
    /// Northing, or latitude in degrees for a geographic CRS.
    public var y: Double

    /// Creates a point from its coordinates.
    @inlinable
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// Whether both coordinates are finite.
    @inlinable
    public var isFinite: Bool { x.isFinite && y.isFinite }
}
