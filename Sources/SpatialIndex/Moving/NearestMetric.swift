public import GeometryCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// How a ``NearestIndex`` reads places and measures between them.
public enum NearestMetric: Hashable, Sendable {
    /// Places are longitude and latitude in degrees, −180 to 180 and −90 to 90; distances run along great circles of a
    /// sphere of ``earthRadius``.
    ///
    /// They differ from geodesics of the ellipsoid by up to 0.6 %. Longitude −180 is longitude 180, and at a pole every
    /// longitude is the same place.
    case greatCircle
    /// Places are metres east and north in a plane, up to ``planeLimit`` from its origin; distances are straight.
    case plane

    /// The mean radius of the Earth's ellipsoid in metres: a third of the sum of its semi-axes.
    ///
    /// Source: H. Moritz, "Geodetic Reference System 1980", Journal of Geodesy 74, 2000, doi:10.1007/s001900050278.
    public static let earthRadius = 6_371_008.771_4

    /// The largest coordinate of a plane, in metres: far beyond any terrestrial system, far below where squares overflow.
    public static let planeLimit = 0x1p40

    /// Why a place is none in this metric; nil when it is one.
    public func refusal(of place: Point) -> NearestIndexError? {
        guard place.isFinite else { return .notFinite }
        let limit = self == .plane ? Point(x: Self.planeLimit, y: Self.planeLimit) : Point(x: 180, y: 90)
        return abs(place.x) <= limit.x && abs(place.y) <= limit.y ? nil : .outOfRange
    }

    /// The distance in metres by which a ``NearestIndex`` ranks, equal to the last bit to what it returns.
    ///
    /// On the sphere it is good to a millionth of a metre, but near the antipode, where it loses up to half a metre.
    ///
    /// - Returns: Not a number when either is no place.
    public func distance(from a: Point, to b: Point) -> Double {
        guard let a = position(of: a), let b = position(of: b) else { return .nan }
        let delta = b - a
        return metres(square: (delta.x * delta.x + delta.y * delta.y) + delta.z * delta.z)
    }

    /// A place in space, on the unit sphere or in the plane at height 0; nil for what is no place.
    func position(of place: Point) -> SIMD3<Double>? {
        guard refusal(of: place) == nil else { return nil }
        if self == .plane { return SIMD3(place.x, place.y, 0) }
        if abs(place.y) == 90 { return SIMD3(0, 0, place.y < 0 ? -1 : 1) }
        let longitude = (place.x == -180 ? 180 : place.x) * (Double.pi / 180)
        let latitude = place.y * (Double.pi / 180)
        let cosine = cos(latitude)
        return SIMD3(cosine * cos(longitude), cosine * sin(longitude), sin(latitude))
    }

    /// The metres that belong to the square of a straight distance in space.
    ///
    /// Greater squares never give fewer metres, and give more when they differ by more than a part in 2⁴⁶.
    func metres(square: Double) -> Double {
        guard self == .greatCircle else { return square.squareRoot() }
        let quarter = square / 4
        let half = quarter.squareRoot()
        // Below 127 km four terms of the arcsine's series are as good as the library's, and much quicker.
        let series = half * (1 + quarter * (1 / 6.0 + quarter * (3 / 40.0 + quarter * (15 / 336.0))))
        return 2 * Self.earthRadius * (quarter < 1e-4 ? series : asin(min(1, half)))
    }

    /// A square that those of distances up to `metres` do not exceed; negative when there are no such distances.
    func square(reaching metres: Double) -> Double {
        guard metres >= 0 else { return -1 }
        guard self == .greatCircle else { return metres * metres * (1 + 0x1p-40) }
        let angle = metres / (2 * Self.earthRadius)
        guard angle < 1.5 else { return .infinity }
        return 4 * sin(angle) * sin(angle) * (1 + 0x1p-40)
    }
}
