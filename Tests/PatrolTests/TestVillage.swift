import Foundation
import GeometryCore
import SpatialIndex
import Territory
import TestSupport

@testable import Patrol

/// A few streets with lines and poles, and people who walk there: seeded.
struct TestVillage {
    static let origin = Point(x: 119.1, y: 25.3)
    static let metric = LocalMetric(latitude: origin.y)

    /// A place so many metres east and north of the origin.
    static func place(_ east: Double, _ north: Double) -> Point {
        Point(x: origin.x + east / metric.metresPerDegreeX, y: origin.y + north / metric.metresPerDegreeY)
    }

    /// A record of the layer `lines`.
    static func line(_ code: String, _ kind: LineKind = .overhead, _ places: [(Double, Double)]) throws -> LayerRecord {
        var values = [FieldValue](repeating: .null, count: Layer.lines.fields.count)
        values[0] = .text(code)
        values[Layer.lines.index(of: "kind")] = .text(kind.rawValue)
        let course = try LineString(places.map { place($0.0, $0.1) })
        return LayerRecord(values: values, geometry: .multiLineString([course]))
    }

    /// A record of a layer of devices.
    static func device(_ layer: Layer, _ code: String, _ east: Double, _ north: Double) -> LayerRecord {
        var values = [FieldValue](repeating: .null, count: layer.fields.count)
        values[0] = .text(code)
        return LayerRecord(values: values, geometry: .point(place(east, north)))
    }

    /// Streets 100 m apart, with a bend here and there, and a pole every 50 m.
    static func layers(seed: UInt64, streets: Int = 4) throws -> [Layer: [LayerRecord]] {
        var random = SeededGenerator(seed: seed)
        var (lines, poles): ([LayerRecord], [LayerRecord]) = ([], [])
        for street in 0..<streets {
            for isAcross in [false, true] {
                let places = stride(from: 0.0, through: Double(streets) * 100, by: 50).map {
                    along -> (Double, Double) in
                    let offset = Double(street) * 100 + Double.random(in: -3...3, using: &random)
                    return isAcross ? (offset, along) : (along, offset)
                }
                let code = "\(isAcross ? "N" : "E")\(street)"
                lines.append(try line(code, .overhead, places))
                for (number, place) in places.enumerated() {
                    poles.append(device(.poles, "\(code)-\(number)", place.0, place.1))
                }
            }
        }
        return [.lines: lines, .poles: poles]
    }

    static func ground(_ store: any PatrolStore, _ policy: PatrolPolicy = PatrolPolicy()) throws -> PatrolGround {
        try PatrolGround(store: store, policy: policy)
    }

    /// 5 November 2026, eight o'clock in Greenwich.
    static let start = Date(timeIntervalSince1970: 1_793_865_600)

    /// Somebody walking at random along streets, with what goes wrong on the way.
    static func walk(_ staff: String, _ device: String, day: Int, fixes: Int, _ random: inout SeededGenerator)
        -> [RawFix]
    {
        var (east, north) = (
            Double.random(in: 0...400, using: &random), Double(Int.random(in: 0...3, using: &random)) * 100
        )
        var (dx, dy) = (1.2, 0.0)
        var time = start.addingTimeInterval(Double(day) * 86_400)
        return (0..<fixes).map { _ in
            time += [5, 5, 5, 5, 5, 5, 5, 90, 0, 400].randomElement(using: &random) ?? 5
            (east, north) = (east + 5 * dx, north + 5 * dy)
            if Int.random(in: 0..<15, using: &random) == 0 {
                (dx, dy) = [(-dx, -dy), (dy, dx)].randomElement(using: &random) ?? (dx, dy)
            }
            let leap = Int.random(in: 0..<40, using: &random) == 0 ? 3000.0 : 0
            func noise() -> Double { Double.random(in: -4...4, using: &random) }
            return RawFix(
                staff: staff,
                device: device,
                time: time,
                place: place(east + noise() + leap, north + noise()),
                accuracyMetres: Int.random(in: 0..<20, using: &random) == 0 ? 120 : 6,
                isMock: Int.random(in: 0..<50, using: &random) == 0
            )
        }
    }
}
