public import GeometryCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The offsets of Chinese web maps: WGS 84 ↔ GCJ-02 ↔ BD-09, all in degrees.
///
/// GCJ-02 is a state-secret algorithm. What is computed here is the approximation that has been public for many years;
/// it is **not official**, and real map data are known to follow it within about a metre on land. BD-09 adds a second
/// offset that Baidu itself has published.
///
/// The formula is meant for China only: outside ``box`` every function returns the point unchanged. That box is crude,
/// and covers neighbouring countries too. The forward functions are formulas; the backward ones solve them, so going
/// there and back is true to less than 1e-8° (1 mm) except within the offset of the box's own border. A point that is
/// not finite is returned unchanged.
///
/// Source: the constants and terms are those widely published for GCJ-02 (ellipsoid Krassovsky 1940) and BD-09.
public enum ChineseOffset {
    /// Where the public formula applies: 72.004°–137.8347° E, 0.8293°–55.8271° N.
    public static let box = Box(minX: 72.004, minY: 0.8293, maxX: 137.8347, maxY: 55.8271)

    /// The GCJ-02 position of a WGS 84 point.
    public static func gcj02(fromWGS84 point: Point) -> Point {
        box.contains(point) ? shifted(point) : point
    }

    /// The WGS 84 position of a GCJ-02 point.
    public static func wgs84(fromGCJ02 point: Point) -> Point {
        box.contains(point) ? solve(shifted, for: point) : point
    }

    /// The BD-09 position of a GCJ-02 point.
    public static func bd09(fromGCJ02 point: Point) -> Point {
        box.contains(point) ? turned(point) : point
    }

    /// The GCJ-02 position of a BD-09 point.
    public static func gcj02(fromBD09 point: Point) -> Point {
        box.contains(point) ? solve(turned, for: point) : point
    }

    /// The BD-09 position of a WGS 84 point.
    public static func bd09(fromWGS84 point: Point) -> Point {
        bd09(fromGCJ02: gcj02(fromWGS84: point))
    }

    /// The WGS 84 position of a BD-09 point.
    public static func wgs84(fromBD09 point: Point) -> Point {
        wgs84(fromGCJ02: gcj02(fromBD09: point))
    }

    /// The point that `forward` takes to `target`.
    ///
    /// The offsets change by less than 3 % of a step, so subtracting the error again and again gains a digit and a half
    /// each time; a handful of rounds reaches the last digit.
    private static func solve(_ forward: (Point) -> Point, for target: Point) -> Point {
        var guess = target
        for _ in 0..<20 {
            let reached = forward(guess)
            let dx = target.x - reached.x
            let dy = target.y - reached.y
            guess.x += dx
            guess.y += dy
            if abs(dx) < 1e-13 && abs(dy) < 1e-13 { break }
        }
        return guess
    }

    /// GCJ-02: metres of offset from two sums of waves, turned into degrees on the Krassovsky ellipsoid.
    private static func shifted(_ point: Point) -> Point {
        let phi = point.y * (.pi / 180)
        let sine = sin(phi)
        let w2 = 1 - eccentricitySquared * sine * sine
        let normal = semiMajorAxis / w2.squareRoot()
        let meridional = normal * (1 - eccentricitySquared) / w2
        let east = eastward(point.x - 105, point.y - 35)
        let north = northward(point.x - 105, point.y - 35)
        return Point(
            x: point.x + east / (normal * cos(phi)) * (180 / .pi),
            y: point.y + north / meridional * (180 / .pi)
        )
    }

    private static func eastward(_ x: Double, _ y: Double) -> Double {
        let trend = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * abs(x).squareRoot()
        let waves = 20 * wave(x, 6) + 40 * wave(x, 1 / 3.0) + 20 * wave(x, 1) + 150 * wave(x, 1 / 12.0)
        return trend + (waves + 20 * wave(x, 2) + 300 * wave(x, 1 / 30.0)) * (2 / 3.0)
    }

    private static func northward(_ x: Double, _ y: Double) -> Double {
        let trend = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * abs(x).squareRoot()
        let waves = 20 * wave(x, 6) + 20 * wave(x, 2) + 20 * wave(y, 1) + 40 * wave(y, 1 / 3.0)
        return trend + (waves + 160 * wave(y, 1 / 12.0) + 320 * wave(y, 1 / 30.0)) * (2 / 3.0)
    }

    private static func wave(_ value: Double, _ halfTurns: Double) -> Double { sin(value * halfTurns * .pi) }

    /// BD-09: a ripple on the polar coordinates about 0° N 0° E, and a constant.
    private static func turned(_ point: Point) -> Point {
        let radius = (point.x * point.x + point.y * point.y).squareRoot() + 0.00002 * sin(point.y * rippleRate)
        let angle = atan2(point.y, point.x) + 0.000003 * cos(point.x * rippleRate)
        return Point(x: radius * cos(angle) + 0.0065, y: radius * sin(angle) + 0.006)
    }

    /// Krassovsky 1940, in metres.
    private static let semiMajorAxis = 6_378_245.0
    private static let eccentricitySquared = 0.006_693_421_622_965_943_23
    private static let rippleRate = Double.pi * 3000 / 180
}
