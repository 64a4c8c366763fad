import CPROJ
public import GeometryCore

/// Lengths, areas and positions on the GRS 80 ellipsoid, exact to nanometres.
///
/// All points are longitude and latitude in degrees; lengths are metres along the shortest path on the ellipsoid, and
/// azimuths are degrees clockwise from north. A point that is not finite, or whose latitude is beyond ±90°, gives a
/// result that is not a number.
///
/// Source: C. F. F. Karney, "Algorithms for geodesics", 2013, doi:10.1007/s00190-012-0578-z, as PROJ implements them.
public struct Geodesic: Sendable {
    /// Geodesics of GRS 80, the ellipsoid of CGCS2000; that of WGS 84 differs by 0.1 mm at the pole.
    public static let grs80 = Geodesic()

    private let ellipsoid: geod_geodesic

    private init() {
        var ellipsoid = geod_geodesic()
        unsafe geod_init(&ellipsoid, 6_378_137, 1 / 298.257_222_101)
        self.ellipsoid = ellipsoid
    }

    /// The distance between two points, in metres; it takes about a microsecond.
    public func distance(_ a: Point, _ b: Point) -> Double { inverse(a, b).metres }

    /// The azimuth at `a` of the shortest path to `b`: degrees clockwise from north, −180 to 180.
    public func azimuthDegrees(from a: Point, to b: Point) -> Double { inverse(a, b).azimuth }

    /// The length of the path through `points`, in metres; 0 for fewer than two.
    ///
    /// - Complexity: O(*n*).
    public func length(of points: [Point]) -> Double {
        var sum = 0.0
        for index in points.indices.dropFirst() { sum += distance(points[index - 1], points[index]) }
        return sum
    }

    /// The length of a line, in metres.
    public func length(of line: LineString) -> Double { length(of: line.points) }

    /// The point reached from `start` by walking `metres` along the geodesic that leaves at `azimuthDegrees`.
    public func destination(from start: Point, azimuthDegrees: Double, metres: Double) -> Point {
        var ellipsoid = ellipsoid
        var end = Point(x: .nan, y: .nan)
        unsafe geod_direct(&ellipsoid, start.y, start.x, azimuthDegrees, metres, &end.y, &end.x, nil)
        return end
    }

    /// The point at `fraction` of the way from `a` to `b`: `a` at 0, `b` at 1, beyond them outside 0…1.
    public func interpolate(_ a: Point, _ b: Point, fraction: Double) -> Point {
        let path = inverse(a, b)
        return destination(from: a, azimuthDegrees: path.azimuth, metres: path.metres * fraction)
    }

    /// The area in square metres: shells less holes, whichever way the rings wind.
    ///
    /// Edges are geodesics. Parts that overlap count twice, as they do for an invalid area.
    ///
    /// - Complexity: O(*n*) in the number of points.
    public func area(of area: MultiPolygon) -> Double {
        area.polygons.reduce(0) { sum, polygon in
            polygon.holes.reduce(sum + self.area(of: polygon.shell)) { $0 - self.area(of: $1) }
        }
    }

    /// The length of all rings, holes included, in metres.
    ///
    /// - Complexity: O(*n*) in the number of points.
    public func perimeter(of area: MultiPolygon) -> Double {
        area.polygons.reduce(0) { sum, polygon in
            polygon.rings.reduce(sum) { $0 + length(of: $1.points) }
        }
    }

    private func area(of ring: Ring) -> Double {
        var ellipsoid = ellipsoid
        var polygon = geod_polygon()
        unsafe geod_polygon_init(&polygon, 0)
        for point in ring.points.dropLast() { unsafe geod_polygon_addpoint(&ellipsoid, &polygon, point.y, point.x) }
        var area = 0.0
        _ = unsafe geod_polygon_compute(&ellipsoid, &polygon, 0, 1, &area, nil)
        return abs(area)
    }

    private func inverse(_ a: Point, _ b: Point) -> (metres: Double, azimuth: Double) {
        var ellipsoid = ellipsoid
        var metres = Double.nan
        var azimuth = Double.nan
        unsafe geod_inverse(&ellipsoid, a.y, a.x, b.y, b.x, &metres, &azimuth, nil)
        return (metres, azimuth)
    }
}
