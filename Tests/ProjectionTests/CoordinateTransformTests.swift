import GeometryCore
import Projection
import TestSupport
import Testing

@Suite struct CoordinateTransformTests {
    /// Answers of cs2cs 9.1.1 from EPSG:4490 (EPSG:4326 for the last three), turned to x = east, y = north.
    static let known: [(String, Point, Point)] = [
        ("EPSG:4513", Point(x: 75.9, y: 39.5), Point(x: 25_577_412.6921, y: 4_374_400.8652)),
        ("EPSG:4522", Point(x: 102.6, y: 27.25), Point(x: 34_559_421.3086, y: 3_015_474.1287)),
        ("EPSG:4528", Point(x: 119.1, y: 25.3), Point(x: 40_409_364.3871, y: 2_799_590.9385)),
        ("EPSG:4533", Point(x: 134.2, y: 48.3), Point(x: 45_440_646.8816, y: 5_352_094.9559)),
        ("EPSG:4549", Point(x: 119.1, y: 25.3), Point(x: 409_364.3871, y: 2_799_590.9385)),
        ("EPSG:4491", Point(x: 75.9, y: 39.5), Point(x: 13_577_412.6921, y: 4_374_400.8652)),
        ("EPSG:4498", Point(x: 119.1, y: 25.3), Point(x: 20_711_507.8065, y: 2_800_943.6761)),
        ("EPSG:4509", Point(x: 119.1, y: 25.3), Point(x: 711_507.8065, y: 2_800_943.6761)),
        ("EPSG:32650", Point(x: 119.1, y: 25.3), Point(x: 711_423.2034, y: 2_799_823.2987)),
        ("EPSG:3857", Point(x: 119.1, y: 25.3), Point(x: 13_258_151.3535, y: 2_912_638.0910)),
        ("EPSG:2056", Point(x: 7.44, y: 46.95), Point(x: 2_600_104.1095, y: 1_199_879.6282)),
    ]

    @Test(arguments: known)
    func agreesWithCs2cs(code: String, degrees: Point, grid: Point) throws {
        let reference = try CoordinateReference(code)
        let there = try CoordinateTransform(from: .wgs84, to: reference).apply(degrees)
        #expect(abs(there.x - grid.x) < 1e-4 && abs(there.y - grid.y) < 1e-4)
        let back = try CoordinateTransform(from: reference, to: .wgs84).apply(grid)
        #expect(abs(back.x - degrees.x) < 2e-8 && abs(back.y - degrees.y) < 2e-8)
    }

    /// Every CGCS2000 grid against Krüger's own series, within its zone and half a zone beyond.
    @Test(arguments: Array(4491...4554))
    func gaussKrugerAgreesWithTheSeries(code: Int) throws {
        let (meridian, zone): (Int, Int?) =
            switch code {
            case 4491...4501: (75 + (code - 4491) * 6, 13 + code - 4491)
            case 4502...4512: (75 + (code - 4502) * 6, nil)
            case 4513...4533: (75 + (code - 4513) * 3, 25 + code - 4513)
            default: (75 + (code - 4534) * 3, nil)
            }
        let oracle = KrugerSeries(
            centralMeridian: Double(meridian),
            falseEasting: 500_000 + Double(zone ?? 0) * 1_000_000
        )
        let reference = try CoordinateReference("EPSG:\(code)")
        let there = try CoordinateTransform(from: CoordinateReference("EPSG:4490"), to: reference)
        let back = try CoordinateTransform(from: reference, to: .wgs84)
        #expect(there.accuracyMetres == 0 && !there.isBallpark && there.caveats.isEmpty)
        var random = SeededGenerator(seed: UInt64(code))
        for _ in 0..<50 {
            let point = Point(
                x: Double(meridian) + .random(in: -4...4, using: &random),
                y: .random(in: 3...54, using: &random)
            )
            let grid = try there.apply(point)
            let truth = oracle.project(point)
            #expect(abs(grid.x - truth.x) < 1e-6 && abs(grid.y - truth.y) < 1e-6, "seed \(code), \(point)")
            let home = try back.apply(truth)
            #expect(abs(home.x - point.x) < 1e-11 && abs(home.y - point.y) < 1e-11, "seed \(code), \(point)")
        }
    }

    @Test(arguments: [("wgs84", "EPSG:4490"), ("EPSG:4490", "wgs84"), ("gcj02", "gcj02"), ("EPSG:2326", "EPSG:2326")])
    func countsAsEqual(source: String, target: String) throws {
        let transform = try CoordinateTransform(from: CoordinateReference(source), to: CoordinateReference(target))
        #expect(transform.isIdentity)
        #expect(transform.accuracyMetres == 0)
        #expect(transform.operationName.isEmpty)
        let point = Point(x: 119.1, y: 25.3)
        #expect(try transform.apply(point) == point)
    }

    @Test func oneGridToTheNextIsExact() throws {
        let transform = try CoordinateTransform(from: CoordinateReference("4528"), to: CoordinateReference("4549"))
        let moved = try transform.apply(Point(x: 40_409_364.3871, y: 2_799_590.9385))
        #expect(abs(moved.x - 409_364.3871) < 1e-6 && abs(moved.y - 2_799_590.9385) < 1e-6)
        #expect(transform.accuracyMetres == 0)
    }

    @Test(arguments: ["EPSG:4610", "EPSG:2384", "EPSG:2349", "EPSG:4214", "EPSG:2421", "EPSG:21423"])
    func neverIgnoresADatumSilently(code: String) throws {
        let fujian = Box(minX: 118.9, minY: 25, maxX: 119.6, maxY: 25.4)
        for area in [nil, fujian] {
            let transform = try CoordinateTransform(from: CoordinateReference(code), to: .wgs84, area: area)
            #expect(transform.isBallpark)
            #expect(transform.accuracyMetres == nil)
            #expect(transform.caveats == [.datumShiftIgnored(from: transform.source.name, to: "WGS 84")])
        }
    }

    @Test func takesThePublishedOperationWhereThereIsOne() throws {
        let ordos = Box(minX: 107.5, minY: 36.5, maxX: 108.5, maxY: 37.5)
        let transform = try CoordinateTransform(from: CoordinateReference("EPSG:4214"), to: .wgs84, area: ordos)
        #expect(!transform.isBallpark && transform.caveats.isEmpty)
        #expect(transform.accuracyMetres == 1)
        // cs2cs 9.1.1 from EPSG:4214 to EPSG:4326
        let point = try transform.apply(Point(x: 108, y: 37))
        #expect(abs(point.x - 108.000410266) < 2e-9 && abs(point.y - 37.000265628) < 2e-9)
    }

    @Test func staysOnItsDatumWithoutCaveat() throws {
        let transform = try CoordinateTransform(from: CoordinateReference("2384"), to: CoordinateReference("EPSG:4610"))
        #expect(!transform.isBallpark && transform.accuracyMetres == 0)
        // cs2cs 9.1.1 from EPSG:4610 to EPSG:2384
        let point = try transform.apply(Point(x: 711_507.9061, y: 2_800_944.9808))
        #expect(abs(point.x - 119.1) < 2e-9 && abs(point.y - 25.3) < 2e-9)
    }

    @Test func refusesAnotherPlanet() throws {
        let mars = try CoordinateReference("IAU_2015:49900")
        #expect(throws: CoordinateTransformError.noOperation(from: mars.name, to: "WGS 84")) {
            try CoordinateTransform(from: mars, to: .wgs84)
        }
    }

    @Test(arguments: ["gcj02", "bd09"])
    func usesTheChineseOffsets(name: String) throws {
        let reference = try CoordinateReference(name)
        let transform = try CoordinateTransform(from: reference, to: CoordinateReference("EPSG:4549"))
        #expect(transform.caveats == [.unofficialOffset])
        #expect(transform.accuracyMetres == nil && !transform.isBallpark)
        let home = Point(x: 119.1, y: 25.3)
        let shifted = name == "gcj02" ? ChineseOffset.gcj02(fromWGS84: home) : ChineseOffset.bd09(fromWGS84: home)
        let grid = try transform.apply(shifted)
        #expect(abs(grid.x - 409_364.3871) < 1e-3 && abs(grid.y - 2_799_590.9385) < 1e-3)
        let back = try CoordinateTransform(from: .wgs84, to: reference).apply(home)
        #expect(back == shifted)
    }

    @Test(
        arguments: [
            ("wgs84", Point(x: 0, y: 90.5), .outsideDegrees), ("EPSG:4490", Point(x: 409_364, y: 25), .outsideDegrees),
            ("gcj02", Point(x: 200, y: 25), .outsideDegrees), ("wgs84", Point(x: .nan, y: 0), .notFinite),
            ("EPSG:4549", Point(x: 0, y: .infinity), .notFinite), ("EPSG:4214", Point(x: 119, y: 91), .outsideDegrees),
            ("EPSG:4549", Point(x: 1e9, y: 1), .refused(reason: "Point outside of projection domain")),
        ] as [(String, Point, PointFailure)]
    )
    func namesThePointThatFails(code: String, bad: Point, failure: PointFailure) throws {
        let transform = try CoordinateTransform(from: CoordinateReference(code), to: .wgs84)
        let good = code == "EPSG:4549" ? Point(x: 409_364, y: 2_799_590) : Point(x: 119.1, y: 25.3)
        let given = [good, good, bad, good]
        var points = given
        #expect(throws: CoordinateTransformError.point(index: 2, failure)) { try transform.apply(&points) }
        #expect(points.prefix(2) == given.prefix(2) && points[3] == given[3], "a failure leaves the points alone")
    }

    @Test func movesWholeGeometries() throws {
        let transform = try CoordinateTransform(from: CoordinateReference("4549"), to: .wgs84)
        let line = try LineString([Point(x: 409_364.3871, y: 2_799_590.9385), Point(x: 500_000, y: 2_799_590)])
        guard case .lineString(let moved) = try transform.apply(.lineString(line)) else {
            Issue.record("a line string is no longer one")
            return
        }
        #expect(abs(moved.points[0].x - 119.1) < 1e-8 && abs(moved.points[1].x - 120) < 1e-12)
        var none: [Point] = []
        try transform.apply(&none)
        #expect(none.isEmpty)
    }
}
