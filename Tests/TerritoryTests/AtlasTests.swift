import Foundation
import GeometryCore
import Projection
import SpatialIndex
import TestSupport
import Testing
import Topology

@testable import Territory

@Suite struct AtlasTests {
    private static let origin = Point(x: 119.1, y: 25.3)

    // MARK: Seeded coverages

    /// Status, owner, others and margin against exact rationals and dense sampling of geodesics.
    @Test(arguments: UInt64(0)..<4)
    func answersAsTheOraclesDo(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rings = Coverages.jittered(columns: 3, rows: 3, enclaves: [.areas, .parts, .gaps], using: &random)
        let records = Make.districts(try rings.map { try MultiPolygon(rings: $0) }, using: &random)
        let atlas = try Make.atlas(records)
        let leaves = atlas.hierarchy.leaves
        let oracle = BorderOracle(leaves.compactMap(\.area))
        var worst = 0.0
        for place in places(among: rings, in: atlas.box, using: &random) {
            let answer = atlas.locate(place, asOf: Make.now)
            let covering = leaves.filter { $0.area?.locate(place) != .outside }.map(\.code)
            let isOnEdge = leaves.contains { leaf in
                (leaf.area?.polygons ?? []).contains { $0.locate(place) == .boundary }
            }
            #expect(atlas.leaf(at: place)?.code == covering.first)
            guard let owner = covering.first else {
                #expect(answer.status == .gap || answer.status == .outside, "seed \(seed), \(place)")
                continue
            }
            #expect(answer.status == (isOnEdge ? .boundary : .inside), "seed \(seed), \(place)")
            #expect(answer.code == owner && answer.path == [owner], "seed \(seed), \(place)")
            #expect(answer.others == Array(covering.dropFirst()), "seed \(seed), \(place)")
            #expect(answer.rule == (covering.count > 1 ? .smallestCode : .covers), "seed \(seed), \(place)")
            #expect(answer.isOnBoundary == isOnEdge && answer.candidates.isEmpty)
            let margin = try #require(answer.marginMetres)
            worst = max(worst, abs(margin - oracle.distance(to: place)))
            if isOnEdge { #expect(margin == 0) }
        }
        #expect(worst < 1e-3, "seed \(seed): margins differ by \(worst) m")
    }

    /// Places in the sea up to 300 km away: the margin may be longer than the shortest by a millionth per kilometre.
    @Test(arguments: UInt64(0)..<3)
    func marginsFromFarAway(seed: UInt64) throws {
        var random = SeededGenerator(seed: 40 + seed)
        let south = [5.0, 25.3, 52][Int(seed)]
        let rings = Coverages.jittered(columns: 2, rows: 2, origin: (119.1, south), using: &random)
        let atlas = try Make.atlas(Make.districts(try rings.map { try MultiPolygon(rings: $0) }, using: &random))
        let oracle = BorderOracle(atlas.hierarchy.leaves.compactMap(\.area))
        for metres in [1e3, 1e4, 1e5, 3e5] {
            let azimuth = Double.random(in: 0..<360, using: &random)
            let place = Geodesic.grs80.destination(
                from: Point(x: 119.11, y: south + 0.01),
                azimuthDegrees: azimuth,
                metres: metres + 3000
            )
            let answer = atlas.locate(place, asOf: Make.now)
            #expect(answer.status == .outside && answer.code == nil && answer.rule == .none)
            let margin = try #require(answer.marginMetres)
            let shortest = oracle.distance(to: place)
            #expect(
                margin - shortest < 1e-3 + shortest * shortest / 1e9,
                "seed \(seed), \(metres) m, \(margin - shortest)"
            )
            #expect(margin - shortest > -1e-5, "seed \(seed): the oracle found a longer way than the atlas")
        }
    }

    @Test(arguments: UInt64(0)..<3)
    func theOrderOfRecordsChangesNothing(seed: UInt64) throws {
        var random = SeededGenerator(seed: 70 + seed)
        let rings = Coverages.jittered(columns: 3, rows: 2, enclaves: [.areas, .parts, .gaps], using: &random)
        let records = Make.districts(try rings.map { try MultiPolygon(rings: $0) }, using: &random)
        let atlases = [
            try Make.atlas(records), try Make.atlas(records.reversed()),
            try Make.atlas(records.shuffled(using: &random)),
        ]
        for place in places(among: rings, in: atlases[0].box, using: &random) {
            let accuracy = Bool.random(using: &random) ? 0 : Double.random(in: 0...200, using: &random)
            let answers = Set(atlases.map { $0.locate(place, accuracyMetres: accuracy, asOf: Make.now) })
            #expect(answers.count == 1, "seed \(seed), \(place), \(accuracy) m")
        }
    }

    private func places(
        among rings: Coverages.Areas,
        in box: Box,
        using random: inout SeededGenerator
    ) -> [Point] {
        var places: [Point] = []
        for ring in rings.joined().joined() {
            for (a, b) in zip(ring, ring.dropFirst()) where Int.random(in: 0..<4, using: &random) == 0 {
                let middle = Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
                places += [Point(x: a.x, y: a.y), middle, Point(x: middle.x.nextUp, y: middle.y)]
            }
        }
        let around = box.expanded(dx: 0.002, dy: 0.002)
        return places + (0..<60).map { _ in random.point(in: around) }
    }

    // MARK: Borders

    @Test func cornersBelongToTheSmallestCodeInBytes() throws {
        let squares = try [(0.0, 0.0), (1, 0), (0, 1)].map { x, y in
            try MultiPolygon(west: 119 + x, south: 25 + y, east: 120 + x, north: 26 + y)
        }
        let atlas = try Make.atlas(zip(["片10", "片9", "Z"], squares).map { Make.district($0, $1) })
        let corner = atlas.locate(Point(x: 120, y: 26), asOf: Make.now)
        #expect(corner.status == .boundary && corner.code == "Z" && corner.others == ["片10", "片9"])
        #expect(corner.marginMetres == 0 && corner.isOnBoundary && corner.rule == .smallestCode)
        let side = atlas.locate(Point(x: 120, y: 25.5), asOf: Make.now)
        #expect(side.code == "片10" && side.others == ["片9"])
        let coast = atlas.locate(Point(x: 119, y: 25.5), asOf: Make.now)
        #expect(coast.status == .boundary && coast.code == "片10" && coast.others.isEmpty && coast.rule == .covers)
    }

    // MARK: Uncovered places

    /// Four districts around a pond, a sound that opens to the sea, and a station that says what is land.
    @Test func tellsGapsFromTheSea() throws {
        var records = try ring(of: ["A", "B", "C", "D"], around: Self.origin, metres: 100)
        let pond = Make.point(from: Self.origin, east: 20, north: 90)
        let sea = Make.point(from: Self.origin, east: 1000, north: 0)
        var atlas = try Make.atlas(records)
        var answer = atlas.locate(pond, asOf: Make.now)
        #expect(answer.status == .gap && answer.code == "C" && answer.path == ["C"] && answer.rule == .nearest)
        #expect(abs((answer.marginMetres ?? 0) - 10) < 0.01)
        #expect(atlas.leaf(at: pond) == nil)
        answer = atlas.locate(sea, asOf: Make.now)
        #expect(answer.status == .outside && answer.code == nil && answer.rule == .none && answer.path.isEmpty)
        #expect(abs((answer.marginMetres ?? 0) - 700) < 0.1)

        // Without its north the pond is a bay of the sea …
        records.remove(at: 2)
        #expect(try Make.atlas(records).locate(pond, asOf: Make.now).status == .outside)
        // … unless a unit above has it.
        let station = try square(Self.origin, metres: 400)
        records = records.map { Make.district($0.code, parent: "S", $0.area) }
        atlas = try Make.atlas(records + [Make.district("S", station)])
        answer = atlas.locate(pond, asOf: Make.now)
        #expect(answer.status == .gap && answer.code == "B" && answer.path == ["S", "B"])
    }

    /// One district with a fault must not turn every gap into sea.
    @Test func anInvalidLeafStillEncloses() throws {
        var records = try ring(of: ["A", "B", "C", "D"], around: Self.origin, metres: 100)
        guard var broken = records[0].area else { return }
        let far = Make.point(from: Self.origin, east: -250, north: -250)
        let bow = [(0.0, 0.0), (40, 40), (40, 0), (0, 40)].map { Make.point(from: far, east: $0, north: $1) }
        broken.polygons += try MultiPolygon(corners: bow).polygons
        records[0] = Make.district("A", broken)
        #expect(try Make.atlas(records).locate(Self.origin, asOf: Make.now).status == .gap)
    }

    /// Four rectangles A south, B east, C north, D west that surround a square of twice `metres`.
    private func ring(of codes: [String], around centre: Point, metres: Double) throws -> [LayerRecord] {
        let (near, far) = (metres, 3 * metres)
        let sides = [
            (-far, -far, far, -near), (near, -near, far, near), (-far, near, far, far), (-far, -near, -near, near),
        ]
        return try zip(codes, sides).map { code, side in
            let (low, high) = (
                Make.point(from: centre, east: side.0, north: side.1),
                Make.point(from: centre, east: side.2, north: side.3)
            )
            return Make.district(code, try MultiPolygon(west: low.x, south: low.y, east: high.x, north: high.y))
        }
    }

    private func square(_ centre: Point, metres: Double) throws -> MultiPolygon {
        let (low, high) = (
            Make.point(from: centre, east: -metres, north: -metres),
            Make.point(from: centre, east: metres, north: metres)
        )
        return try MultiPolygon(west: low.x, south: low.y, east: high.x, north: high.y)
    }

    // MARK: Accuracy

    /// Probabilities against GEOS: the part of a geodesic circle of 4,096 corners that lies in each leaf.
    @Test(arguments: UInt64(0)..<4)
    func weighsTheDiscAsGEOSDoes(seed: UInt64) throws {
        var random = SeededGenerator(seed: 200 + seed)
        let rings = Coverages.jittered(columns: 3, rows: 3, size: 0.004, enclaves: [.areas, .parts], using: &random)
        let atlas = try Make.atlas(Make.districts(try rings.map { try MultiPolygon(rings: $0) }, using: &random))
        let around = atlas.box.expanded(dx: 0.0005, dy: 0.0005)
        var (uncertain, worst) = (0, 0.0)
        for _ in 0..<25 {
            let place = random.point(in: around)
            let metres = pow(10, Double.random(in: 0.5...3, using: &random))
            let answer = atlas.locate(place, accuracyMetres: metres, asOf: Make.now)
            let disc = try MultiPolygon(
                corners: (0..<4096).map { step in
                    Geodesic.grs80.destination(from: place, azimuthDegrees: Double(step) * 360 / 4096, metres: metres)
                }
            )
            var shares: [String: Double] = [:]
            for leaf in atlas.hierarchy.leaves {
                let share = try leaf.area.map { try Topology.intersection($0, disc).area / disc.area } ?? 0
                if share > 1e-9 { shares[leaf.code] = share }
            }
            guard answer.status == .uncertain else {
                let only = try #require(answer.marginMetres)
                #expect(only >= metres, "seed \(seed), \(place), \(metres) m")
                #expect(shares.count <= 1, "seed \(seed), \(place), \(metres) m")
                continue
            }
            uncertain += 1
            #expect(
                Set(answer.candidates.map(\.code)).isSuperset(of: shares.keys),
                "seed \(seed), \(place), \(metres) m"
            )
            for candidate in answer.candidates {
                worst = max(worst, abs(candidate.probability - (shares[candidate.code] ?? 0)))
            }
            #expect(answer.candidates.reduce(0) { $0 + $1.probability } <= 1 + 1e-9)
            #expect(
                zip(answer.candidates, answer.candidates.dropFirst()).allSatisfy { $0.probability >= $1.probability }
            )
            #expect(answer.candidates.allSatisfy { $0.probability > 0 })
            #expect(answer.code == answer.candidates.first?.code && answer.rule == .mostOfDisc)
            #expect(answer.others == answer.candidates.dropFirst().map(\.code))
        }
        #expect(worst < 1e-3, "seed \(seed): probabilities differ by \(worst)")
        #expect(uncertain > 8, "seed \(seed): only \(uncertain) places were uncertain")
    }

    /// The disc must cross the border for a doubt: touching it is none.
    @Test func accuracyEqualToTheMarginIsNoDoubt() throws {
        let atlas = try twoSquares()
        let place = Point(x: 119.0007, y: 25.0005)
        let margin = try #require(atlas.locate(place, asOf: Make.now).marginMetres)
        #expect(atlas.locate(place, accuracyMetres: margin, asOf: Make.now).status == .inside)
        #expect(atlas.locate(place, accuracyMetres: margin.nextDown, asOf: Make.now).status == .inside)
        let beyond = atlas.locate(place, accuracyMetres: margin * 1.001, asOf: Make.now)
        #expect(beyond.status == .uncertain && beyond.code == "A" && beyond.candidates.first?.probability ?? 0 > 0.99)
    }

    @Test func halfOfADiscOnACoastIsNobodys() throws {
        let atlas = try twoSquares()
        let coast = atlas.locate(Point(x: 119, y: 25.0005), accuracyMetres: 10, asOf: Make.now)
        #expect(coast.status == .uncertain && coast.isOnBoundary && coast.code == "A" && coast.others.isEmpty)
        #expect(abs((coast.candidates.first?.probability ?? 0) - 0.5) < 1e-6)
        let border = atlas.locate(Point(x: 119.001, y: 25.0005), accuracyMetres: 10, asOf: Make.now)
        #expect(border.candidates.map(\.code) == ["A", "B"])
        #expect(border.candidates.allSatisfy { abs($0.probability - 0.5) < 1e-6 })
        // A place at sea whose disc reaches the land may be ashore.
        let sea = atlas.locate(Point(x: 118.9999, y: 25.0005), accuracyMetres: 20, asOf: Make.now)
        #expect(sea.status == .uncertain && sea.code == "A" && sea.candidates.first?.probability ?? 1 < 0.5)
    }

    @Test(arguments: [1e5, 2e7, 1e9, 1e150, 1e300, .greatestFiniteMagnitude])
    func anAccuracyWithoutBoundsIsADoubt(metres: Double) throws {
        let answer = try twoSquares().locate(Point(x: 119.0005, y: 25.0005), accuracyMetres: metres, asOf: Make.now)
        #expect(answer.status == .uncertain && answer.candidates.map(\.code).sorted() == ["A", "B"])
    }

    private func twoSquares() throws -> Atlas {
        try Make.atlas([
            Make.district("A", try MultiPolygon(west: 119, south: 25, east: 119.001, north: 25.001)),
            Make.district("B", try MultiPolygon(west: 119.001, south: 25, east: 119.002, north: 25.001)),
        ])
    }

    // MARK: What is no place

    @Test(arguments: [
        (Point(x: .nan, y: 25), 0.0), (Point(x: 119, y: .nan), 0), (Point(x: .infinity, y: 25), 0),
        (Point(x: 119, y: -.infinity), 0), (Point(x: 180.000001, y: 25), 0), (Point(x: 119, y: 90.000001), 0),
        (Point(x: 25.3, y: 119.1), 0), (Point(x: 119, y: 25), -0.001), (Point(x: 119, y: 25), .nan),
        (Point(x: 119, y: 25), .infinity),
    ])
    func refusesWhatIsNoPlace(place: Point, accuracy: Double) throws {
        let answer = try twoSquares().locate(place, accuracyMetres: accuracy, asOf: Make.now)
        #expect(answer.status == .invalid && answer.code == nil && answer.marginMetres == nil && answer.rule == .none)
        #expect(answer.path.isEmpty && answer.others.isEmpty && answer.candidates.isEmpty && !answer.isOnBoundary)
    }

    @Test func everyAnswerCarriesItsProvenance() throws {
        let atlas = try twoSquares()
        let asOf = Make.now.addingTimeInterval(5)
        for place in [Point(x: 119.0005, y: 25.0005), Point(x: 119, y: 25), Point(x: 0, y: 0), Point(x: 300, y: 0)] {
            for accuracy in [0, 500.0] {
                let answer = atlas.locate(place, accuracyMetres: accuracy, asOf: asOf)
                #expect(answer.place == place && answer.asOf == asOf && answer.districtVersion == 3)
            }
        }
    }

    @Test func districtsWithoutAnyAreaMakeNoAtlas() {
        #expect(throws: HierarchyError.noAreas) { try Make.atlas([Make.district("A")]) }
        #expect(throws: HierarchyError.noAreas) { try Make.atlas([]) }
    }
}

extension LayerRecord {
    /// The polygons of an area record.
    var area: MultiPolygon? {
        if case .multiPolygon(let area) = geometry { area } else { nil }
    }
}
