import GeometryCore
import TestSupport
import Testing
import Topology

@Suite struct ValidityTests {
    struct Fault: Sendable, CustomStringConvertible {
        let description: String
        let area: MultiPolygon
        let reason: Invalidity.Reason
        let point: Point?
        let part: Int?
        let sizeAfter: Double
    }

    static let square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    static let inner = [(2.0, 2.0), (2.0, 8.0), (8.0, 8.0), (8.0, 2.0)]

    /// Sizes after mending are worked out by hand.
    static let faults: [Fault] = {
        func area(_ parts: MultiPolygon?...) -> MultiPolygon { MultiPolygon(parts.flatMap { $0?.polygons ?? [] }) }
        func square(_ at: Double, _ size: Double) -> [(Double, Double)] {
            [(at, at), (at + size, at), (at + size, at + size), (at, at + size)]
        }
        return [
            Fault(
                description: "bow-tie",
                area: area(try? MultiPolygon(rings: [(0, 0), (2, 2), (2, 0), (0, 2)])),
                reason: .selfIntersection,
                point: Point(x: 1, y: 1),
                part: 0,
                sizeAfter: 2
            ),
            Fault(
                description: "hole outside",
                area: area(try? MultiPolygon(rings: Self.square, square(20, 2))),
                reason: .holeOutsideShell,
                point: Point(x: 20, y: 20),
                part: 0,
                sizeAfter: 104
            ),
            Fault(
                description: "hole in a hole",
                area: area(try? MultiPolygon(rings: Self.square, Self.inner, square(4, 2))),
                reason: .nestedHoles,
                point: nil,
                part: 0,
                sizeAfter: 64
            ),
            Fault(
                description: "part in a part",
                area: area(try? MultiPolygon(rings: Self.square), try? MultiPolygon(rings: square(4, 2))),
                reason: .nestedShells,
                point: nil,
                part: nil,
                sizeAfter: 100
            ),
            Fault(
                description: "parts overlap",
                area: area(try? MultiPolygon(rings: Self.square), try? MultiPolygon(rings: square(5, 10))),
                reason: .selfIntersection,
                point: nil,
                part: nil,
                sizeAfter: 175
            ),
            Fault(
                description: "spike",
                area: area(try? MultiPolygon(rings: [(0, 0), (10, 0), (10, 5), (14, 5), (10, 5), (10, 10), (0, 10)])),
                reason: .selfIntersection,
                point: Point(x: 14, y: 5),
                part: 0,
                sizeAfter: 100
            ),
            Fault(
                description: "hole cuts the area in two",
                area: area(try? MultiPolygon(rings: Self.square, [(5, 0), (8, 5), (5, 10), (2, 5)])),
                reason: .disconnectedInterior,
                point: nil,
                part: 0,
                sizeAfter: 70
            ),
            Fault(
                description: "same hole twice",
                area: area(try? MultiPolygon(rings: Self.square, Self.inner, Self.inner)),
                reason: .selfIntersection,
                point: nil,
                part: 0,
                sizeAfter: 64
            ),
            Fault(
                description: "ring touches itself",
                area: area(try? MultiPolygon(rings: [(0, 0), (5, 5), (10, 0), (10, 10), (5, 5), (0, 10)])),
                reason: .ringSelfIntersection,
                point: Point(x: 5, y: 5),
                part: 0,
                sizeAfter: 50
            ),
            Fault(
                description: "all points on two places",
                area: area(try? MultiPolygon(rings: [(1, 1), (2, 2), (1, 1)])),
                reason: .tooFewPoints,
                point: Point(x: 1, y: 1),
                part: 0,
                sizeAfter: 0
            ),
        ]
    }()

    @Test(arguments: faults)
    func findsAndMends(fault: Fault) throws {
        let found = try #require(try fault.area.firstInvalidity())
        #expect(found.reason == fault.reason)
        #expect(found.part == fault.part)
        if let point = fault.point { #expect(found.point == point) }
        #expect(try fault.area.allInvalidities() == [found])
        let repair = try fault.area.validityRepair()
        #expect(repair.wasInvalid)
        #expect(isClose(repair.sizeAfter, fault.sizeAfter))
        #expect(isClose(repair.sizeBefore, shoelace(fault.area)))
        #expect(try repair.area.firstInvalidity() == nil)
    }

    @Test func namesEveryPart() throws {
        let parts = Self.faults.prefix(2).flatMap(\.area.polygons)
        let sound = try MultiPolygon(rings: [(30, 30), (31, 30), (31, 31)]).polygons
        let overlapping = try MultiPolygon(rings: [(30, 30), (31, 30), (31, 32)]).polygons
        let faults = try MultiPolygon(sound + parts + overlapping).allInvalidities()
        #expect(faults.map(\.part) == [1, 2, nil])
        #expect(faults.map(\.reason) == [.selfIntersection, .holeOutsideShell, .selfIntersection])
    }

    @Test func keepsValidAreasBitForBit() throws {
        var random = SeededGenerator(seed: 5)
        let area = try star(around: Point(x: 113.3, y: 21.9), points: 1000, random: &random)
        #expect(try area.firstInvalidity() == nil)
        let repair = try area.validityRepair()
        #expect(!repair.wasInvalid && repair.area == area)
        #expect(try MultiPolygon([]).firstInvalidity() == nil)
    }
}
