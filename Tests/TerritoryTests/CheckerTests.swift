import Foundation
import GeometryCore
import Projection
import TestSupport
import Testing
import Topology

@testable import Territory

/// Faults of known place and size, planted in coverages that have none.
@Suite struct CheckerTests {
    @Test(arguments: UInt64(0)..<4)
    func soundCoveragesHaveNoFindings(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let findings = try Checker().districtFindings(Hierarchy(hierarchical(using: &random)))
        #expect(findings.isEmpty, "seed \(seed): \(findings)")
    }

    /// Gaps and overlaps: one district's copy of a border vertex is moved off its neighbour's.
    @Test(arguments: UInt64(0)..<6)
    func gapsAndOverlapsAreFoundWhereTheyArePlanted(seed: UInt64) throws {
        var random = SeededGenerator(seed: 10 + seed)
        var records = leaves(using: &random)
        var planted: [Planted] = []
        for (first, metres) in [(0, 8.0), (5, -8), (10, 0.05), (3, -0.05)] {
            planted.append(try shift(first, by: metres, in: &records, using: &random))
        }
        let findings = try Checker().districtFindings(Hierarchy(records))
        try check(findings, are: planted, "seed \(seed)")
    }

    @Test func everyFaultOfAShapeIsFoundBesideTheOthers() throws {
        var random = SeededGenerator(seed: 30)
        var records = leaves(using: &random)
        var planted = [
            try shift(0, by: 5, in: &records, using: &random), try shift(10, by: -5, in: &records, using: &random),
        ]
        planted.append(try addPart(to: 3, sliver, .sliver, &records, area: 30))
        planted.append(try addPart(to: 8, bowTie, .invalid, &records, area: nil))
        records.append(Make.district("U"))
        planted.append(Planted(kind: .unplaced, codes: ["U"], shape: nil, squareMetres: nil))
        let findings = try Checker().districtFindings(Hierarchy(records))
        try check(findings, are: planted, "all")
        let slivers = findings.filter { $0.kind == .sliver }
        #expect(slivers.allSatisfy { abs(($0.metres ?? 0) - 0.3) < 0.01 && $0.severity == .warning })
        let invalid = findings.first { $0.kind == .invalid }
        #expect(invalid?.detail == .invalidity(.selfIntersection))
        let crossing = Make.point(from: Self.sea, east: 20, north: 20)
        #expect(Geodesic.grs80.distance(crossing, invalid?.place ?? Self.sea) < 0.01)
        #expect(
            findings.filter { [.gap, .overlap, .invalid, .unplaced].contains($0.kind) }.allSatisfy {
                $0.severity == .error
            }
        )
    }

    /// The width of a part decides whether it is a sliver.
    @Test(arguments: [(0.9, 1.0, 1), (1.2, 1, 0), (1.2, 2, 1)])
    func sliversAreThinnerThanTheLimit(width: Double, limit: Double, count: Int) throws {
        var limits = Checker.Limits()
        limits.sliverMetres = limit
        let strip = [(0.0, 0.0), (width, 0), (width, 50), (0, 50)].map {
            Make.point(from: Self.sea, east: $0, north: $1)
        }
        let records = [Make.district("A", try MultiPolygon(corners: strip))]
        let findings = try Checker(limits: limits).districtFindings(Hierarchy(records))
        #expect(findings.map(\.kind) == Array(repeating: .sliver, count: count))
    }

    @Test(arguments: UInt64(0)..<3)
    func aParentThatDiffersIsFound(seed: UInt64) throws {
        var random = SeededGenerator(seed: 50 + seed)
        var records = try hierarchical(using: &random)
        let index = try #require(records.firstIndex { $0.code == "P1" })
        let extra = try square(at: Self.sea, metres: 30)
        records[index].geometry = records[index].area.map { .multiPolygon(MultiPolygon($0.polygons + extra.polygons)) }
        let findings = try Checker().districtFindings(Hierarchy(records))
        let planted = [
            Planted(kind: .parentMismatch, codes: ["P1"], shape: extra, squareMetres: 900),
            Planted(kind: .parentMismatch, codes: ["S"], shape: extra, squareMetres: 900),
        ]
        try check(findings, are: planted, "seed \(seed)")
    }

    @Test func aParentMayDifferByLessThanTheLimit() throws {
        var random = SeededGenerator(seed: 60)
        var records = try hierarchical(using: &random)
        let index = try #require(records.firstIndex { $0.code == "S" })
        let extra = try square(at: Self.sea, metres: 0.9)
        records[index].geometry = records[index].area.map { .multiPolygon(MultiPolygon($0.polygons + extra.polygons)) }
        #expect(try Checker().districtFindings(Hierarchy(records)).isEmpty)
        var limits = Checker.Limits()
        limits.parentSquareMetres = 0.5
        #expect(try Checker(limits: limits).districtFindings(Hierarchy(records)).map(\.code) == ["S"])
    }

    /// A district without a polygon stands for its subdistricts: its station is compared with those.
    @Test func unitsWithoutPolygonsStandForThoseBelowThem() throws {
        var random = SeededGenerator(seed: 70)
        var records = try hierarchical(using: &random)
        let index = try #require(records.firstIndex { $0.code == "P0" })
        records[index].geometry = nil
        #expect(try Checker().districtFindings(Hierarchy(records)).isEmpty)
    }

    // MARK: Planting

    private static let sea = Point(x: 119.0, y: 25.2)

    private struct Planted {
        let kind: Finding.Kind
        let codes: Set<String>
        /// Where the fault is; nil when it has no extent.
        let shape: MultiPolygon?
        let squareMetres: Double?
    }

    /// Sixteen districts of about a square kilometre, some with enclaves; every code differs from its place.
    private func leaves(using random: inout SeededGenerator) -> [LayerRecord] {
        let rings = Coverages.jittered(columns: 4, rows: 4, enclaves: [.areas, .parts], using: &random)
        return Make.districts(rings.compactMap { try? MultiPolygon(rings: $0) }, using: &random)
    }

    /// The same under two districts and a station, each with the exact sum of the units below it.
    private func hierarchical(using random: inout SeededGenerator) throws -> [LayerRecord] {
        let leaves = leaves(using: &random)
        var records: [LayerRecord] = []
        for (parity, parent) in ["P0", "P1"].enumerated() {
            let own = leaves.indices.filter { $0 % 2 == parity }.map { leaves[$0] }
            records += own.map { Make.district($0.code, parent: parent, $0.area) }
            records.append(Make.district(parent, parent: "S", try Topology.union(own.compactMap(\.area))))
        }
        return records + [Make.district("S", try Topology.union(leaves.compactMap(\.area)))]
    }

    private func square(at place: Point, metres: Double) throws -> MultiPolygon {
        let corner = Make.point(from: place, east: metres, north: metres)
        return try MultiPolygon(west: place.x, south: place.y, east: corner.x, north: corner.y)
    }

    private var sliver: [Point] {
        [(0.0, 0.0), (100, 0), (100, 0.3), (0, 0.3)].map { Make.point(from: Self.sea, east: $0, north: $1 + 500) }
    }

    private var bowTie: [Point] {
        [(0.0, 0.0), (40, 40), (40, 0), (0, 40)].map { Make.point(from: Self.sea, east: $0, north: $1) }
    }

    private func addPart(
        to index: Int,
        _ corners: [Point],
        _ kind: Finding.Kind,
        _ records: inout [LayerRecord],
        area: Double?
    ) throws -> Planted {
        let part = try MultiPolygon(corners: corners)
        let whole = MultiPolygon((records[index].area?.polygons ?? []) + part.polygons)
        records[index].geometry = .multiPolygon(whole)
        return Planted(kind: kind, codes: [records[index].code], shape: part, squareMetres: area)
    }

    /// Moves one vertex that a record shares with exactly one other: inwards leaves a gap, outwards an overlap.
    private func shift(
        _ index: Int,
        by metres: Double,
        in records: inout [LayerRecord],
        using random: inout SeededGenerator
    ) throws -> Planted {
        guard var area = records[index].area else { throw MemoryStore.Failure.planned }
        let others = records.enumerated().filter { $0.offset != index }
            .map { (code: $0.element.code, points: Set(($0.element.area?.edges ?? []).map(\.start))) }
        var points = area.polygons[0].shell.points
        let candidates = (1..<points.count - 1).filter { place in
            let sharing = others.filter { $0.points.contains(points[place]) }
            guard sharing.count == 1 else { return false }
            return sharing[0].points.contains(points[place - 1]) && sharing[0].points.contains(points[place + 1])
        }
        let place = try #require(candidates.randomElement(using: &random))
        let (before, old, after) = (points[place - 1], points[place], points[place + 1])
        let neighbour = try #require(others.first { $0.points.contains(old) })
        // The maker's rings run counterclockwise: left of the border is inside.
        let metric = LocalMetric(latitude: old.y)
        let (east, north) = (
            (after.x - before.x) * metric.metresPerDegreeX, (after.y - before.y) * metric.metresPerDegreeY
        )
        let length = (east * east + north * north).squareRoot()
        points[place] = Make.point(from: old, east: -north / length * metres, north: east / length * metres)
        let fault = try MultiPolygon(corners: [before, old, after, points[place]])
        area.polygons[0].shell = try Ring(points)
        records[index].geometry = .multiPolygon(area)
        return Planted(
            kind: metres > 0 ? .gap : .overlap,
            codes: [records[index].code, neighbour.code],
            shape: fault,
            squareMetres: fault.area * metric.metresPerDegreeX * metric.metresPerDegreeY
        )
    }

    private func check(_ findings: [Finding], are planted: [Planted], _ label: String) throws {
        #expect(findings.count == planted.count, "\(label): \(findings.map { "\($0.kind) \($0.code ?? "-")" })")
        for plant in planted {
            let found = findings.filter { finding in
                finding.kind == plant.kind && Set(finding.others + [finding.code ?? ""]) == plant.codes
            }
            #expect(found.count == 1, "\(label): \(plant.kind) of \(plant.codes)")
            guard let finding = found.first, let shape = plant.shape else { continue }
            let place = try #require(finding.place, "\(label): \(plant.kind) without a place")
            #expect(
                shape.locate(place) != .outside || plant.kind == .invalid,
                "\(label): \(plant.kind) at another place"
            )
            guard let due = plant.squareMetres else { continue }
            let size = try #require(finding.squareMetres)
            #expect(abs(size - due) <= due / 100, "\(label): \(plant.kind) of \(size) m², not \(due)")
            if plant.kind != .parentMismatch { #expect(finding.metres ?? 0 > 0) }
        }
    }
}
