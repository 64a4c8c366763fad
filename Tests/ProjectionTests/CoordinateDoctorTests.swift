import GeometryCore
import Projection
import TestSupport
import Testing

@Suite struct CoordinateDoctorTests {
    private static let seeds: [UInt64] = [1, 2, 3]
    private static let extent = SyntheticCounty.extent
    private static let metric = LocalMetric(latitude: 25.28)

    private func examine(
        _ sample: [CoordinateSpecimen],
        as declared: String?,
        expected: Box? = nil,
        references: [CoordinateSpecimen] = []
    ) throws -> [CoordinateFinding] {
        let declared = try declared.map { try CoordinateReference($0) }
        return try CoordinateDoctor(declared: declared, expected: expected, references: references).examine(sample)
    }

    // MARK: Clean data

    @Test(
        arguments: seeds,
        ["EPSG:4490", "wgs84", "EPSG:4549", "EPSG:4528", "EPSG:32650", "EPSG:4498", "gcj02", "bd09"]
    )
    func hasNothingToSayOfCleanData(seed: UInt64, code: String) throws {
        let county = try SyntheticCounty(seed: seed)
        let everything = county.districts + county.customers
        let raw = try everything.written(in: code)
        for expected in [nil, Self.extent] {
            #expect(try examine(raw, as: code, expected: expected).isEmpty, "seed \(seed)")
        }
        #expect(try examine(raw, as: code, references: everything).isEmpty, "seed \(seed)")
        #expect(try examine(raw, as: code, references: county.districts.unkeyed).isEmpty, "seed \(seed)")
    }

    @Test(arguments: UInt64(10)..<16)
    func takesNoiseForNoise(seed: UInt64) throws {
        let county = try SyntheticCounty(seed: seed)
        for sample in [county.customers, county.districts, Array(county.customers.prefix(6))] {
            let noisy = try sample.disturbed(metres: 50, seed: seed)
            #expect(try examine(noisy, as: "wgs84", references: sample).isEmpty, "seed \(seed)")
            #expect(try examine(noisy, as: "wgs84", references: county.districts.unkeyed).isEmpty, "seed \(seed)")
        }
    }

    @Test(arguments: seeds)
    func leavesOutliersAlone(seed: UInt64) throws {
        let county = try SyntheticCounty(seed: seed)
        var sample = county.customers
        for index in 0..<8 { sample[index].geometry = .point(Point(x: Double(index), y: 0)) }
        #expect(try examine(sample, as: "wgs84", expected: Self.extent, references: county.customers).isEmpty)
    }

    @Test func acceptsALargerFile() throws {
        let province = (0..<100).map { index in
            CoordinateSpecimen(
                geometry: .point(Point(x: 116 + Double(index % 10) * 0.5, y: 23.5 + Double(index / 10) * 0.5))
            )
        }
        #expect(try examine(province, as: "wgs84", expected: Self.extent).isEmpty)
    }

    @Test func hasNothingToSayOfNothing() throws {
        #expect(try examine([], as: "wgs84", expected: Self.extent).isEmpty)
        #expect(try examine([], as: nil).map(\.problem) == [.missingCRS])
    }

    // MARK: Axes, zones, units

    @Test(arguments: ["wgs84", "EPSG:4490", nil], [nil, extent])
    func findsSwappedDegrees(code: String?, expected: Box?) throws {
        let raw = try SyntheticCounty(seed: 6).customers.moved { Point(x: $0.y, y: $0.x) }
        let findings = try examine(raw, as: code, expected: expected)
        let cure = CoordinateCure(crs: code == nil ? "EPSG:4490" : nil, swapsAxes: true)
        let finding = try #require(findings.last)
        #expect(finding.problem == .swappedAxes(areDegrees: true, share: 1))
        #expect(findings.allSatisfy { $0.cures == [cure] })
        #expect(findings.contains { $0.problem == .missingCRS } == (code == nil))
    }

    @Test(arguments: seeds, ["EPSG:4549", "EPSG:4528"])
    func findsSwappedGrids(seed: UInt64, code: String) throws {
        let raw = try SyntheticCounty(seed: seed).customers.written(in: code).moved { Point(x: $0.y, y: $0.x) }
        let findings = try examine(raw, as: code, expected: Self.extent)
        #expect(findings.map(\.problem) == [.swappedAxes(areDegrees: false, share: 1)])
        #expect(findings[0].cures == [CoordinateCure(crs: nil, swapsAxes: true)])
        let undeclared = try examine(raw, as: nil, expected: Self.extent)
        #expect(undeclared[0].problem == .missingCRS)
        #expect(undeclared[0].cures.first == CoordinateCure(crs: code, swapsAxes: true))
        #expect(undeclared.contains { $0.problem == .swappedAxes(areDegrees: false, share: 1) })
    }

    /// Written in the first CRS, declared as the second: the zone number tells the first.
    @Test(
        arguments: [
            ("EPSG:4528", 40, 3, nil), ("EPSG:4528", 40, 3, "EPSG:4549"), ("EPSG:4528", 40, 3, "EPSG:4490"),
            ("EPSG:4528", 40, 3, "EPSG:4527"), ("EPSG:4527", 39, 3, nil), ("EPSG:4498", 20, 6, nil),
            ("EPSG:4498", 20, 6, "EPSG:4528"), ("EPSG:2364", 40, 3, "EPSG:2384"), ("EPSG:2416", 40, 3, "EPSG:2437"),
        ] as [(String, Int, Int, String?)]
    )
    func findsZoneNumbers(written: String, zone: Int, width: Int, declared: String?) throws {
        let raw = try SyntheticCounty(seed: 4).customers.written(in: written)
        let meridian = width == 3 ? zone * 3 : zone * 6 - 3
        for expected in [nil, Self.extent] {
            let findings = try examine(raw, as: declared, expected: expected)
            let finding = try #require(findings.last)
            #expect(finding.problem == .zonePrefixedEasting(zone: zone, width: width, meridian: meridian))
            #expect(findings.allSatisfy { $0.cures == [CoordinateCure(crs: written)] })
            #expect(findings.contains { $0.problem == .missingCRS } == (declared == nil))
            let isDegrees = findings.contains { if case .metresAsDegrees = $0.problem { true } else { false } }
            #expect(isDegrees == (declared == "EPSG:4490"))
        }
    }

    @Test(arguments: seeds, [nil, "EPSG:4547", "EPSG:4528", "EPSG:4490"])
    func findsTheCentralMeridian(seed: UInt64, declared: String?) throws {
        let raw = try SyntheticCounty(seed: seed).customers.written(in: "EPSG:4549")
        let findings = try examine(raw, as: declared, expected: Self.extent)
        #expect(findings.last?.problem == .zonelessEasting(meridians: [120]))
        #expect(findings.last?.confidence == .certain)
        #expect(findings.allSatisfy { $0.cures == [CoordinateCure(crs: "EPSG:4549")] })
    }

    /// About a 6° meridian UTM fits too; the extent alone cannot tell the two, stored things can.
    @Test(arguments: seeds, ["EPSG:4509", "EPSG:32650"])
    func listsThePlausibleGrids(seed: UInt64, written: String) throws {
        let customers = try SyntheticCounty(seed: seed).customers
        let raw = try customers.written(in: written)
        let findings = try examine(raw, as: nil, expected: Self.extent)
        #expect(findings.last?.problem == .zonelessEasting(meridians: [117]))
        #expect(findings.last?.confidence == .possible)
        #expect(Set(findings[0].cures.compactMap(\.crs)) == ["EPSG:4509", "EPSG:32650"])
        let settled = try examine(raw, as: nil, references: customers)
        #expect(settled.map(\.problem) == [.missingCRS, .zonelessEasting(meridians: [117])])
        #expect(settled.allSatisfy { $0.cures == [CoordinateCure(crs: written)] })
    }

    @Test func doesNotGuessAMeridianWithoutAnExtent() throws {
        let raw = try SyntheticCounty(seed: 1).customers.written(in: "EPSG:4549")
        let findings = try examine(raw, as: nil)
        #expect(findings.map(\.problem) == [.missingCRS, .zonelessEasting(meridians: [])])
        #expect(findings.allSatisfy { $0.cures.isEmpty })
    }

    @Test(arguments: [nil, "EPSG:4490", "EPSG:4549"])
    func findsWebMercator(declared: String?) throws {
        let raw = try SyntheticCounty(seed: 1).customers.written(in: "EPSG:3857")
        let findings = try examine(raw, as: declared, expected: Self.extent)
        #expect(findings.last?.problem == .webMercator)
        #expect(findings.last?.cures == [CoordinateCure(crs: "EPSG:3857")])
    }

    @Test(arguments: ["EPSG:4549", "EPSG:4528", nil], [0.3048, 1200 / 3937.0])
    func findsFeet(declared: String?, foot: Double) throws {
        let customers = try SyntheticCounty(seed: 5).customers
        let metres = try customers.written(in: declared ?? "EPSG:4549")
        let raw = try metres.moved { Point(x: $0.x / foot, y: $0.y / foot) }
        let findings = try examine(raw, as: declared, expected: Self.extent)
        let finding = try #require(findings.first { $0.problem == .feet })
        #expect(finding.cures.count == 2)
        // One of the two cures is exact.
        let cure = try #require(finding.cures[foot == 0.3048 ? 0 : 1].crs)
        let transform = try CoordinateTransform(from: CoordinateReference(cure), to: .wgs84)
        #expect(!transform.isBallpark)
        for (given, truth) in zip(raw, customers) {
            guard case .point(let place) = try transform.apply(given.geometry), case .point(let home) = truth.geometry
            else { continue }
            #expect(Geodesic.grs80.distance(place, home) < 1e-3)
        }
    }

    @Test(arguments: [nil, extent])
    func findsDegreesDeclaredAsMetres(expected: Box?) throws {
        let customers = try SyntheticCounty(seed: 1).customers
        let findings = try examine(customers, as: "EPSG:4549", expected: expected)
        #expect(findings.map(\.problem) == [.degreesAsMetres(declared: "EPSG:4549")])
        #expect(findings[0].cures == [CoordinateCure(crs: "EPSG:4490")])
        let swapped = try examine(customers.moved { Point(x: $0.y, y: $0.x) }, as: "EPSG:4549", expected: expected)
        #expect(swapped.last?.problem == .swappedAxes(areDegrees: true, share: 1))
        #expect(swapped.last?.cures == [CoordinateCure(crs: "EPSG:4490", swapsAxes: true)])
    }

    @Test func findsMetresDeclaredAsDegrees() throws {
        let raw = try SyntheticCounty(seed: 1).customers.written(in: "EPSG:4549")
        let findings = try examine(raw, as: "EPSG:4490", expected: Self.extent)
        guard case .metresAsDegrees(let declared, let magnitude) = findings.first?.problem else {
            Issue.record("\(findings)")
            return
        }
        #expect(declared == "EPSG:4490")
        #expect((2.7e6...2.9e6).contains(magnitude))
    }

    // MARK: Elsewhere and nowhere

    @Test func saysWhereTheDataLieWhenNothingFits() throws {
        let elsewhere = try SyntheticCounty(seed: 1).customers.moved { Point(x: $0.x - 60, y: $0.y + 10) }
        let findings = try examine(elsewhere, as: "wgs84", expected: Self.extent)
        guard case .outsideExtent(let centre?, let kilometres?) = findings.first?.problem, findings.count == 1 else {
            Issue.record("\(findings)")
            return
        }
        #expect(abs(centre.x - 59.175) < 0.05 && abs(centre.y - 35.28) < 0.05)
        #expect(abs(kilometres - Geodesic.grs80.distance(centre, Self.extent.centre) / 1000) < 1e-6)
        #expect(findings[0].cures.isEmpty)
    }

    @Test(arguments: ["wgs84", nil, "EPSG:4549"])
    func seesWhatIsNowhereOnEarth(declared: String?) throws {
        let customers = try SyntheticCounty(seed: 1).customers
        for factor in [1e9, 2.9] where declared != "EPSG:4549" || factor > 3 {
            let raw = try customers.moved { Point(x: $0.x * factor, y: $0.x * factor) }
            let findings = try examine(raw, as: declared, expected: Self.extent)
            let isNowhere = findings.contains { if case .outOfWorld = $0.problem { true } else { false } }
            #expect(isNowhere, "\(factor): \(findings)")
        }
    }

    @Test func countsWhatIsNoNumber() throws {
        var sample = try SyntheticCounty(seed: 1).customers
        for index in 0..<7 { sample[index].geometry = .point(Point(x: .nan, y: 25)) }
        let findings = try examine(sample, as: "wgs84", expected: Self.extent)
        #expect(findings.map(\.problem) == [.notFinite(count: 7, of: 200)])
    }

    @Test func neverGuessesSilently() throws {
        let county = try SyntheticCounty(seed: 1)
        let findings = try examine(county.customers, as: nil, expected: Self.extent)
        #expect(findings.map(\.problem) == [.missingCRS])
        #expect(findings[0].cures == [CoordinateCure(crs: "EPSG:4490")])
        let shifted = try county.customers.moved(ChineseOffset.gcj02(fromWGS84:))
        let named = try examine(shifted, as: nil, references: county.customers)
        #expect(named.first?.problem == .missingCRS)
        #expect(named.first?.cures == [CoordinateCure(crs: "gcj02")])
    }

    // MARK: Offsets

    /// How the import was made, what it is declared as, what is to be found, and the cure.
    static let offsets: [(@Sendable (Point) -> Point, String, OffsetHypothesis, String?)] = [
        (ChineseOffset.gcj02(fromWGS84:), "wgs84", .importIsGCJ02, "gcj02"),
        (ChineseOffset.gcj02(fromWGS84:), "EPSG:4490", .importIsGCJ02, "gcj02"),
        (ChineseOffset.bd09(fromWGS84:), "wgs84", .importIsBD09, "bd09"),
        (ChineseOffset.wgs84(fromGCJ02:), "wgs84", .storeIsGCJ02, nil),
        (ChineseOffset.wgs84(fromBD09:), "wgs84", .storeIsBD09, nil),
        ({ $0 }, "gcj02", .importIsWGS84, "EPSG:4490"),
        ({ $0 }, "bd09", .importIsWGS84, "EPSG:4490"),
        (ChineseOffset.bd09(fromWGS84:), "gcj02", .importIsBD09, "bd09"),
        (ChineseOffset.gcj02(fromWGS84:), "bd09", .importIsGCJ02, "gcj02"),
    ]

    private func evidence(_ findings: [CoordinateFinding]) -> OffsetEvidence? {
        for finding in findings { if case .chineseOffset(let evidence) = finding.problem { return evidence } }
        return nil
    }

    @Test(arguments: offsets.indices, [0.0, 20])
    func findsOffsetsByCode(index: Int, noise: Double) throws {
        let (shift, declared, hypothesis, cure) = Self.offsets[index]
        let seed = UInt64(index)
        let county = try SyntheticCounty(seed: seed)
        for sample in [county.customers, county.districts, Array(county.customers.prefix(5))] {
            let raw = try sample.disturbed(metres: noise, seed: seed).moved(shift)
            let findings = try examine(raw, as: declared, references: sample)
            let found = try #require(evidence(findings), "seed \(seed): \(findings)")
            #expect(found.hypothesis == hypothesis && found.isKeyed, "seed \(seed)")
            #expect(found.remainingMetres < noise * 3 + 1, "seed \(seed)")
            #expect(findings.count == 1 && findings[0].cures.first?.crs == cure, "seed \(seed)")
        }
    }

    @Test(arguments: offsets.indices, [5, 15])
    func findsOffsetsByTheNearestBorder(index: Int, columns: Int) throws {
        let (shift, declared, hypothesis, _) = Self.offsets[index]
        let seed = UInt64(index)
        let districts = try SyntheticCounty(seed: seed, columns: columns).districts
        let raw = try districts.disturbed(metres: 3, seed: seed).moved(shift)
        let found = evidence(try examine(raw, as: declared, references: districts.unkeyed))
        #expect(found?.hypothesis == hypothesis && found?.isKeyed == false, "seed \(seed)")
    }

    /// The import draws the same districts ten times finer and with islets of its own; the store knows none of that.
    @Test(arguments: seeds)
    func seesThroughFinerBorders(seed: UInt64) throws {
        let districts = try SyntheticCounty(seed: seed).districts
        var random = SeededGenerator(seed: seed)
        let finer = try districts.map { district -> CoordinateSpecimen in
            guard case .polygon(let polygon) = district.geometry else { return district }
            let ring = polygon.shell.points
            var points: [Point] = []
            for (a, b) in zip(ring, ring.dropFirst()) {
                points += (0..<10).map {
                    Point(x: a.x + (b.x - a.x) * Double($0) / 10, y: a.y + (b.y - a.y) * Double($0) / 10)
                }
            }
            let islets = try (0..<20).map { _ in
                let start = Point(
                    x: .random(in: district.geometry.box.minX...district.geometry.box.maxX, using: &random),
                    y: .random(in: district.geometry.box.minY...district.geometry.box.maxY, using: &random)
                )
                let corners = [(0.0, 0.0), (0.0002, 0), (0.0002, 0.0002), (0, 0)]
                return Polygon(shell: try Ring(corners.map { Point(x: start.x + $0.0, y: start.y + $0.1) }))
            }
            let area = MultiPolygon([Polygon(shell: try Ring(points + [points[0]]))] + islets)
            return CoordinateSpecimen(code: district.code, geometry: .multiPolygon(area))
        }
        #expect(try examine(finer, as: "wgs84", references: districts).isEmpty, "seed \(seed)")
        let shifted = try finer.moved(ChineseOffset.gcj02(fromWGS84:))
        let found = evidence(try examine(shifted, as: "wgs84", references: districts))
        #expect(found?.hypothesis == .importIsGCJ02 && found?.isKeyed == true, "seed \(seed)")
        #expect((found?.remainingMetres ?? .infinity) < 5, "seed \(seed)")
    }

    /// Each district drawn larger or smaller to one side of its own: middles lie apart, but to no common side.
    @Test(arguments: UInt64(30)..<40)
    func takesRedrawnDistrictsForRedrawn(seed: UInt64) throws {
        let districts = try SyntheticCounty(seed: seed).districts
        var random = SeededGenerator(seed: seed)
        let redrawn = try districts.map { district -> CoordinateSpecimen in
            let box = district.geometry.box
            let anchor = Point(
                x: Bool.random(using: &random) ? box.minX : box.maxX,
                y: Bool.random(using: &random) ? box.minY : box.maxY
            )
            let factor = Double.random(in: 0.7...1.1, using: &random)
            return try [district].moved {
                Point(x: anchor.x + ($0.x - anchor.x) * factor, y: anchor.y + ($0.y - anchor.y) * factor)
            }[0]
        }
        #expect(try examine(redrawn, as: "wgs84", references: districts).isEmpty, "seed \(seed)")
    }

    @Test func predictsSizeAndDirection() throws {
        let customers = try SyntheticCounty(seed: 1).customers
        let raw = try customers.moved(ChineseOffset.gcj02(fromWGS84:))
        let found = try #require(evidence(try examine(raw, as: "wgs84", references: customers)))
        // 494 m east and 295 m south of Xiuyu.
        #expect(abs(found.predictedMetres - 575) < 15)
        #expect(abs(found.predictedAzimuthDegrees - 121) < 3)
        #expect(abs(found.declaredMetres - 575) < 15)
        #expect(found.comparisons == 200)
    }

    @Test func seesAnOffsetUnderAProjection() throws {
        let customers = try SyntheticCounty(seed: 1).customers
        let raw = try customers.moved(ChineseOffset.gcj02(fromWGS84:)).written(in: "EPSG:4549")
        let findings = try examine(raw, as: "EPSG:4549", references: customers)
        #expect(evidence(findings)?.hypothesis == .importIsGCJ02)
        #expect(findings[0].cures.isEmpty, "no CRS to declare undoes an offset below a projection")
    }

    @Test func saysNothingOnThinEvidence() throws {
        let county = try SyntheticCounty(seed: 1)
        let few = try Array(county.customers.prefix(4)).moved(ChineseOffset.gcj02(fromWGS84:))
        #expect(try examine(few, as: "wgs84", references: county.customers).isEmpty)
    }

    @Test(arguments: seeds, [(60.0, 80.0), (-70, 70), (0, -100), (-35, 0)])
    func measuresAConstantDisplacement(seed: UInt64, shift: (east: Double, north: Double)) throws {
        let county = try SyntheticCounty(seed: seed)
        for sample in [county.customers, county.districts] {
            let raw = try sample.disturbed(metres: 5, seed: seed).moved {
                Point(
                    x: $0.x + shift.east / Self.metric.metresPerDegreeX,
                    y: $0.y + shift.north / Self.metric.metresPerDegreeY
                )
            }
            let findings = try examine(raw, as: "wgs84", references: sample)
            guard findings.count == 1,
                case .constantDisplacement(let metres, let azimuth, let spread, let pairs) = findings[0].problem
            else {
                Issue.record("seed \(seed): \(findings)")
                continue
            }
            let truth = Geodesic.grs80.azimuthDegrees(
                from: Self.extent.centre,
                to: Point(
                    x: Self.extent.centre.x + shift.east / Self.metric.metresPerDegreeX,
                    y: Self.extent.centre.y + shift.north / Self.metric.metresPerDegreeY
                )
            )
            #expect(
                abs(metres - (shift.east * shift.east + shift.north * shift.north).squareRoot()) < 3,
                "seed \(seed)"
            )
            #expect(abs((azimuth - truth).remainder(dividingBy: 360)) < 6, "seed \(seed)")
            #expect(spread < 10 && pairs == sample.count, "seed \(seed)")
        }
    }
}
