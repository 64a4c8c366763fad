import GeometryCore
import SpatialIndex
import TestSupport

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Places of points that are hard on a grid, in degrees.
enum NearestLayoutKind: String, CaseIterable, Sendable {
    case even, globe, settlement, outlier, coincident, parallel, meridian, diagonal, lattice
    case antimeridian, poles, antipodes, neighbours, onion, alone

    /// Seeded places, in no order.
    func places(_ count: Int, using random: inout SeededGenerator) -> [Point] {
        let county = Box(minX: 118, minY: 24, maxX: 121, maxY: 27)
        return (0..<count).map { number in
            let (x, y) = (random.point(in: county).x, random.point(in: county).y)
            let share = Double(number) / Double(count)
            switch self {
            case .even: return Point(x: x, y: y)
            case .globe: return Self.anywhere(using: &random)
            case .settlement:
                return number % 20 == 0
                    ? Point(x: x, y: y) : Point(x: 119.3 + (x - 119) * 1e-4, y: 26 + (y - 26) * 1e-4)
            case .outlier:
                return number == 0 ? Point(x: -60, y: -26) : Point(x: 119.3 + (x - 119) * 1e-6, y: 26 + (y - 26) * 1e-6)
            case .coincident: return Point(x: 119 + Double(number % 3) * 1e-9, y: 25)
            case .parallel: return Point(x: x, y: 25.5)
            case .meridian: return Point(x: 119.5, y: y)
            case .diagonal: return Point(x: 118 + 3 * share, y: 24 + 3 * share)
            case .lattice: return Point(x: 119 + Double(number % 20) / 4, y: 25 + Double(number / 20) / 4)
            case .antimeridian:
                let longitude = number % 5 == 0 ? 180 : 180 - (x - 118) * 0.01
                return Point(x: number % 2 == 0 ? longitude : -longitude, y: (y - 25.5) * 0.01)
            case .poles:
                let latitude = number % 7 == 0 ? 90 : 90 - (y - 24) * 0.01
                return Point(x: (x - 119.5) * 120, y: number % 5 == 0 ? -latitude : latitude)
            case .antipodes: return number % 2 == 0 ? Point(x: x, y: y) : Point(x: x - 180, y: -y)
            case .neighbours:
                return Point(x: 119.3 + Double(number % 17) * 119.3.ulp, y: 26.1 + Double(number / 17) * 26.1.ulp)
            case .onion:
                let radius = pow(10, -14 * share)
                return Point(x: 119 + radius * (x - 119.5), y: 25 + radius * (y - 25.5))
            case .alone: return Point(x: 119, y: 25)
            }
        }
    }

    /// Where queries are most likely to go wrong: at points, between them, just beside them, and far away.
    static func queries(about places: [Point], _ count: Int, using random: inout SeededGenerator) -> [Point] {
        let far = [
            Point(x: 180, y: 0), Point(x: -180, y: 0), Point(x: 0, y: 90), Point(x: 77, y: -90), Point(x: 180, y: 90),
            Point(x: -0.0, y: -0.0), Point(x: 180, y: -0.001),
        ]
        return (0..<count).map { _ in
            guard let a = places.randomElement(using: &random), let b = places.randomElement(using: &random) else {
                return anywhere(using: &random)
            }
            let inRange = Box(minX: -180, minY: -90, maxX: 180, maxY: 90)
            switch Int.random(in: 0..<8, using: &random) {
            case 0, 1: return a
            case 2: return Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
            case 3:
                let beside = Point(x: a.x.nextUp, y: a.y.nextDown)
                return inRange.contains(beside) ? beside : a
            case 4: return Point(x: a.x > 0 ? a.x - 180 : a.x + 180, y: -a.y)
            case 5: return far.randomElement(using: &random) ?? a
            case 6:
                let aside = Point(x: a.x + .random(in: -1...1, using: &random) * 1e-3, y: a.y)
                return inRange.contains(aside) ? aside : a
            default: return anywhere(using: &random)
            }
        }
    }

    static func anywhere(using random: inout SeededGenerator) -> Point {
        random.point(in: Box(minX: -180, minY: -90, maxX: 180, maxY: 90))
    }
}
