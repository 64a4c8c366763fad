import Foundation
import GeometryCore
import SpatialIndex
import TestSupport
import Testing

/// Real and invented tracks with lines around them, in degrees and in plane metres: the sweep against GEOS and against
/// dense sampling.
@Suite struct CoverageSceneTests {
    private static let radius = 15.0

    // MARK: The tracks

    @Test(arguments: 0..<3)
    func inventedTracks(seed: UInt64) throws {
        let tracks = (0..<3).map { CoverageScene.wandering(seed: 10 * seed + $0, count: 300) }
        try check(CoverageScene(tracks: tracks, lineCount: 24, seed: seed), "seed \(seed)")
    }

    @Test(
        .enabled(if: TestData.isPresent, "\(TestData.absence)"),
        arguments: [
            ("tracks_paris_tracklib/tracks.csv", "track_id", "lon", "lat", 5),
            ("tracks_gpxpy/tracks.csv", "track_id", "lon", "lat", 1),
            ("fetched/tracks_liverpool_bus/route14_outbound.csv", "vehicle_id", "longitude", "latitude", 1),
        ]
    )
    func realTracks(file: String, track: String, longitude: String, latitude: String, step: Int) throws {
        guard FileManager.default.fileExists(atPath: TestData.path(file)) else {
            // The bus positions are not in every copy of the data sets.
            try #require(file.hasPrefix("fetched/"), "\(file) is missing")
            return print("skipped: \(file) is not here")
        }
        let tracks = try CoverageScene.tracks(
            file: file,
            columns: (track: track, longitude: longitude, latitude: latitude),
            every: step
        )
        try check(CoverageScene(tracks: tracks, lineCount: 20, seed: 1), file)
    }

    // MARK: The checks

    private func check(_ scene: CoverageScene, _ what: String) throws {
        var sweep = CoverageSweep(over: CoverageIndex(lines: scene.lines), within: Self.radius)
        let offsets = scene.tracks.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
        sweep.add(fixes: scene.tracks.flatMap { $0 }, offsets: offsets)
        let coverage = sweep.coverage()
        var sums = (ours: 0.0, flat: 0.0, geos: 0.0, ends: 0)
        for line in scene.lines.indices {
            let plane = scene.plane(line, radius: Self.radius)
            let flat = Self.flat(plane, radius: Self.radius)
            try compareWithGEOS(plane, flat, "\(what), line \(line)", into: &sums)
            sums.ours += coverage.metres(ofLine: line)
            let ends = plane.ends(radius: Self.radius)
            sums.ends += ends.count
            compare(flat, with: plane, ends, "\(what), line \(line), metres")
            compare(Array(coverage[line]), with: plane, ends, "\(what), line \(line), degrees")
        }
        #expect(sums.geos > 500 && sums.ends > 5, "\(what): \(sums)")
        #expect(abs(sums.ours / sums.geos - 1) < 0.001, "\(what): \(sums)")
        #expect(abs(sums.flat / sums.geos - 1) < 0.001, "\(what): \(sums)")
    }

    /// What the sweep finds on the line's own flat map.
    private static func flat(_ plane: CoverageScene.Plane, radius: Double) -> [IntervalSet.Interval] {
        let index = CoverageIndex(points: plane.line, offsets: [0, plane.line.count], in: .metres)
        var sweep = CoverageSweep(over: index, within: radius)
        let fixes = plane.legs.flatMap { [$0.from, $0.to] }
        sweep.add(fixes: fixes, offsets: Array(stride(from: 0, through: fixes.count, by: 2)))
        return Array(sweep.coverage()[0])
    }

    /// GEOS's polygons lie within the capsules and hold those of a radius less by the sides' sagitta.
    private func compareWithGEOS(
        _ plane: CoverageScene.Plane,
        _ flat: [IntervalSet.Interval],
        _ what: String,
        into sums: inout (ours: Double, flat: Double, geos: Double, ends: Int)
    ) throws {
        func metres(_ parts: [IntervalSet.Interval]) -> Double { parts.reduce(0) { $0 + $1.length } }
        let sides: Int32 = 64
        let geos = try plane.metresByGEOS(radius: Self.radius, quadrantSegments: sides)
        let least = metres(Self.flat(plane, radius: Self.radius * cos(.pi / Double(4 * sides))))
        let most = metres(flat)
        #expect(least - 1e-6 <= geos && geos <= most + 1e-6, "\(what): \(least) ≤ \(geos) ≤ \(most)")
        sums.geos += geos
        sums.flat += most
    }

    /// Every end of an interval is where plain distances pass the radius, and nothing lies between but what should.
    private func compare(
        _ parts: [IntervalSet.Interval],
        with plane: CoverageScene.Plane,
        _ ends: [Double],
        _ what: String
    ) {
        let length = plane.length
        let ours = parts.flatMap { [$0.from, $0.to] }
        for end in ours where end > 0.01 && end < length - 0.01 {
            let isNear = ends.contains { abs($0 - end) <= 0.01 }
            // A capsule that the line only grazes has no sharp end, and a part shorter than 10 cm may be stepped over.
            #expect(isNear || abs(plane.gap(at: end) - Self.radius) < 1e-3, "\(what): end at \(end)")
        }
        for end in ends {
            let isNear = ours.contains { abs($0 - end) <= 0.01 }
            #expect(isNear || end < 0.01 || end > length - 0.01, "\(what): no end at \(end)")
            // A millimetre apart on both sides of it.
            for step in -30...30 {
                let place = end + Double(step) / 1000
                guard place > 0, place < length, ends.allSatisfy({ abs($0 - place) > 0.01 }) else { continue }
                let isIn = parts.contains { $0.from <= place && place <= $0.to }
                #expect(isIn == (plane.gap(at: place) <= Self.radius), "\(what): at \(place)")
            }
        }
        for step in 0..<Int(length / 0.25) {
            let place = 0.25 * Double(step)
            guard ends.allSatisfy({ abs($0 - place) > 0.01 }) else { continue }
            let isIn = parts.contains { $0.from - 1e-9 <= place && place <= $0.to }
            let gap = plane.gap(at: place)
            #expect(isIn == (gap <= Self.radius) || abs(gap - Self.radius) < 1e-3, "\(what): at \(place)")
        }
    }
}
