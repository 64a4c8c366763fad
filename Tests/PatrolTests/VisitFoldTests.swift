import Foundation
import GeometryCore
import Territory
import TestSupport
import Testing

@testable import Patrol

/// Dwell at devices, against a clock that ticks twenty times a second.
@Suite struct VisitFoldTests {
    @Test(arguments: 0..<6)
    func dwellIsTheTimeWithinReach(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let poles = (0..<15).map { number in
            (Double.random(in: 0...200, using: &random), Double.random(in: 0...200, using: &random), "P\(number)")
        }
        let store = PatrolShelf([.poles: poles.map { TestVillage.device(.poles, $0.2, $0.0, $0.1) }])
        let ground = try TestVillage.ground(store)
        var fold = TrackFold(ground, duty: nil)
        var way: [(time: Int64, east: Double, north: Double)] = []
        var place = (100.0, 100.0)
        for number in 0..<120 {
            place.0 = min(200, max(0, place.0 + Double.random(in: -12...12, using: &random)))
            place.1 = min(200, max(0, place.1 + Double.random(in: -12...12, using: &random)))
            way.append((Int64(number) * 5000, place.0, place.1))
            let raw = RawFix(time: nil, place: TestVillage.place(place.0, place.1))
            fold.add(TrackFix(raw, milliseconds: Int64(number) * 5000))
        }
        let visits = fold.result().visits
        for pole in poles {
            let own = visits.filter { $0.code == pole.2 }
            var (ticks, nearest) = (0, Double.infinity)
            for (a, b) in zip(way, way.dropFirst()) {
                for tick in 0..<100 {
                    let share = (Double(tick) + 0.5) / 100
                    let (dx, dy) = (
                        a.east + share * (b.east - a.east) - pole.0, a.north + share * (b.north - a.north) - pole.1
                    )
                    let distance = (dx * dx + dy * dy).squareRoot()
                    if distance <= 15 { ticks += 1 }
                    nearest = min(nearest, distance)
                }
            }
            let dwell = own.reduce(0) { $0 + $1.dwell }
            #expect(abs(Double(dwell) - Double(ticks) * 50) < 1500, "seed \(seed), \(pole.2)")
            if let found = own.map(\.nearestMetres).min() { #expect(abs(found - nearest) < 0.3) }
            #expect(own.allSatisfy { $0.isVisit == ($0.dwell >= 8000) })
        }
    }

    @Test func drivingByIsToldApart() throws {
        let store = PatrolShelf([.poles: [TestVillage.device(.poles, "P", 300, 5)]])
        let ground = try TestVillage.ground(store)
        func visits(speed: Double) -> [DeviceVisit] {
            var fold = TrackFold(ground, duty: nil)
            for number in 0...Int(600 / speed / 5) {
                let raw = RawFix(time: nil, place: TestVillage.place(Double(number) * 5 * speed, 0))
                fold.add(TrackFix(raw, milliseconds: Int64(number) * 5000))
            }
            return fold.result().visits
        }
        #expect(visits(speed: 1.2).map(\.isVisit) == [true])
        #expect(visits(speed: 12).map(\.isVisit) == [false])
    }
}
