import Foundation
import GeometryCore
import Patrol
import TestSupport
import Territory

/// Tracks for the tests of shapes, and a store of sketches that holds them.
enum ShapeWalks {
    /// A normally distributed number.
    static func normal(_ deviation: Double, using random: inout SeededGenerator) -> Double {
        deviation * FixNoise.normal(using: &random)
    }

    /// A walk that turns now and then, with white noise, a fix every 5 s.
    static func wandering(seed: UInt64, count: Int, noise: Double = 3) -> [TrackFix] {
        var random = SeededGenerator(seed: seed)
        var (x, y, heading) = (0.0, 0.0, Double.random(in: 0..<6, using: &random))
        return (0..<count).map { index in
            heading += normal(0.3, using: &random)
            x += 6 * cos(heading)
            y += 6 * sin(heading)
            return fix(
                index,
                x + normal(noise, using: &random),
                y + normal(noise, using: &random)
            )
        }
    }

    /// A walk along the same straight line for every seed, with noise of its own.
    static func straight(seed: UInt64, count: Int, noise: Double) -> [TrackFix] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map {
            fix($0, 6 * Double($0) + normal(noise, using: &random), normal(noise, using: &random))
        }
    }

    /// What a device says that rounds to a ten-thousandth of a degree.
    static func coarse(_ fixes: [TrackFix]) -> [TrackFix] {
        func rounded(_ billionths: Int64) -> Int64 { billionths / 100_000 * 100_000 }
        return fixes.map {
            TrackFix(
                milliseconds: $0.milliseconds,
                longitude: rounded($0.longitude),
                latitude: rounded($0.latitude)
            )
        }
    }

    /// A fix at a place in metres, every 5 s.
    static func fix(_ index: Int, _ x: Double, _ y: Double) -> TrackFix {
        TrackFix(
            milliseconds: Int64(index) * 5000,
            longitude: 119_100_000_000 + Int64((x / 100_779 * 1e9).rounded()),
            latitude: 25_300_000_000 + Int64((y / 110_773 * 1e9).rounded())
        )
    }

    /// A fix at another time, and moved by billionths of a degree.
    static func moved(_ fix: TrackFix, to milliseconds: Int64, x: Int64 = 0, y: Int64 = 0) -> TrackFix {
        TrackFix(milliseconds: milliseconds, longitude: fix.longitude + x, latitude: fix.latitude + y)
    }

    /// The key of somebody's track on a day.
    static func key(_ staff: String, _ day: Int) -> TrackKey {
        TrackKey(staff: staff, device: "", day: LocalDay(number: day))
    }
}

/// What a keeper of tracks knows of shapes.
struct ShapeShelf {
    private var origins: [Int64: TrackKey] = [:]
    private var tracks: [TrackKey: [TrackFix]] = [:]
    /// How many windows were put in.
    private(set) var windowCount = 0

    mutating func put(_ key: TrackKey, _ fixes: [TrackFix]) {
        tracks[key] = fixes
        for window in ShapeSketch(fixes).windows {
            origins[window.signature] = min(origins[window.signature] ?? key, key)
            windowCount += 1
        }
    }

    func replayed(_ key: TrackKey, _ fixes: [TrackFix]) -> [Range<Int>] {
        ShapeMatch.replayed(
            key,
            fixes: fixes,
            sketch: ShapeSketch(fixes),
            originals: { origins[$0] },
            fixesOf: { tracks[$0] ?? [] }
        )
    }
}
