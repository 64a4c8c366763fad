import GeometryCore
import Projection
import TestSupport
import Testing

@Suite struct ChineseOffsetTests {
    private func randomPoint(_ random: inout SeededGenerator) -> Point {
        Point(x: .random(in: 73.5...135, using: &random), y: .random(in: 3.5...53.5, using: &random))
    }

    @Test func movesXiuyuAsPublished() {
        let home = Point(x: 119.1, y: 25.3)
        let metric = LocalMetric(latitude: home.y)
        let gcj02 = ChineseOffset.gcj02(fromWGS84: home)
        // Maps of both kinds differ in that county by about 494 m to the east and 295 m to the south.
        #expect(abs((gcj02.x - home.x) * metric.metresPerDegreeX - 494) < 10)
        #expect(abs((gcj02.y - home.y) * metric.metresPerDegreeY + 295) < 10)
        let bd09 = ChineseOffset.bd09(fromWGS84: home)
        #expect((1100...1350).contains(metric.distance(home, bd09)))
    }

    /// Values that implementations in other languages share: Tian'anmen, from their public test tables.
    @Test func agreesWithPublishedExamples() {
        let gcj02 = ChineseOffset.gcj02(fromWGS84: Point(x: 116.404, y: 39.915))
        #expect(abs(gcj02.x - 116.410_244_499_169_38) < 1e-9 && abs(gcj02.y - 39.916_404_281_501_64) < 1e-9)
        let bd09 = ChineseOffset.bd09(fromGCJ02: Point(x: 116.404, y: 39.915))
        #expect(abs(bd09.x - 116.410_369_493_710_29) < 1e-9 && abs(bd09.y - 39.921_336_993_510_21) < 1e-9)
    }

    @Test(arguments: UInt64(0)..<20)
    func comesBack(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let point = randomPoint(&random)
            let ways: [(Point) -> Point] = [
                { ChineseOffset.wgs84(fromGCJ02: ChineseOffset.gcj02(fromWGS84: $0)) },
                { ChineseOffset.gcj02(fromWGS84: ChineseOffset.wgs84(fromGCJ02: $0)) },
                { ChineseOffset.gcj02(fromBD09: ChineseOffset.bd09(fromGCJ02: $0)) },
                { ChineseOffset.bd09(fromGCJ02: ChineseOffset.gcj02(fromBD09: $0)) },
                { ChineseOffset.wgs84(fromBD09: ChineseOffset.bd09(fromWGS84: $0)) },
            ]
            for (index, way) in ways.enumerated() {
                let back = way(point)
                #expect(Geodesic.grs80.distance(point, back) < 1e-3, "seed \(seed), way \(index), \(point)")
                #expect(
                    max(abs(back.x - point.x), abs(back.y - point.y)) < 1e-8,
                    "seed \(seed), way \(index), \(point)"
                )
            }
        }
    }

    /// The waves have their worst slopes at whole degrees and at 105° E, where the root term has no slope at all.
    @Test func comesBackAtTheSingularMeridian() {
        for offset in [0, 1e-12, -1e-12, 1e-9, 1e-6, -1e-3] {
            let point = Point(x: 105 + offset, y: 35)
            let back = ChineseOffset.wgs84(fromGCJ02: ChineseOffset.gcj02(fromWGS84: point))
            #expect(Geodesic.grs80.distance(point, back) < 1e-3, "\(offset)")
        }
    }

    @Test(arguments: [
        Point(x: 72, y: 30), Point(x: 137.84, y: 30), Point(x: 100, y: 0.8), Point(x: 100, y: 55.9),
        Point(x: -0.1, y: 51.5),
        Point(x: .infinity, y: 30),
    ])
    func leavesTheRestOfTheWorldAlone(point: Point) {
        #expect(ChineseOffset.gcj02(fromWGS84: point) == point)
        #expect(ChineseOffset.wgs84(fromGCJ02: point) == point)
        #expect(ChineseOffset.bd09(fromWGS84: point) == point)
        #expect(ChineseOffset.wgs84(fromBD09: point) == point)
    }

    @Test(arguments: UInt64(100)..<110)
    func isOfTheKnownSize(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let point = randomPoint(&random)
            let metres = Geodesic.grs80.distance(point, ChineseOffset.gcj02(fromWGS84: point))
            #expect((10...900).contains(metres), "seed \(seed), \(point)")
        }
    }
}
