import Foundation
import GeometryCore
import Projection
import TestSupport
import Testing
import Topology

@testable import Territory

@Suite struct BorderRepairTests {
    /// Every corner of every district drawn up to 0.3 m beside where its neighbours have it.
    @Test(arguments: UInt64(0)..<3)
    func carelesslyDrawnBordersComeToMatch(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let tolerance = 1.0
        let sound = try hierarchy(using: &random)
        let records = try sound.map { record in
            guard record.code.hasPrefix("D"), let area = record.area else { return record }
            return Make.district(
                record.code,
                parent: parent(of: record),
                try jittered(area, metres: 0.3, using: &random)
            )
        }
        let store = try MemoryStore([.districts: records])
        let before = try Hierarchy(records)
        #expect(try !coverageOverlaps(of: before.leaves.compactMap(\.area)).isEmpty)
        let repair = try BorderRepair(of: before, toleranceMetres: tolerance)
        try repair.apply(to: store, source: Make.source)
        let after = try Hierarchy(store.all(.districts))
        let areas = after.leaves.compactMap(\.area)
        #expect(try coverageGaps(of: areas).isEmpty, "seed \(seed)")
        #expect(try coverageOverlaps(of: areas).isEmpty, "seed \(seed)")
        #expect(try Checker().districtFindings(after).isEmpty, "seed \(seed)")
        #expect(repair.leftGaps == 0 && repair.leftOverlaps == 0, "seed \(seed)")
        for unit in after.districts {
            let changed = repair.changes.first { $0.code == unit.code }
            #expect(unit.area == changed?.area ?? before.district(unit.code)?.area, "seed \(seed), \(unit.code)")
            let below = after.children(of: unit.code).compactMap(\.area)
            guard let area = unit.area, !below.isEmpty else { continue }
            let sum = try Topology.union(below)
            let differing = try difference(area, sum).polygons + difference(sum, area).polygons
            #expect(Geodesic.grs80.area(of: MultiPolygon(differing)) < 1e-3, "seed \(seed), \(unit.code)")
        }
        for change in repair.changes {
            if let metres = change.metres {
                #expect(metres <= tolerance * 1.5, "seed \(seed), \(change.code): \(metres) m")
            }
            let old = try #require(before.district(change.code)?.area)
            #expect(abs(change.squareMetresBefore - Geodesic.grs80.area(of: old)) < 1e-6)
            #expect(abs(change.squareMetresAfter - Geodesic.grs80.area(of: change.area)) < 1e-6)
            #expect(change.metres == nil || !change.actions.isEmpty, "seed \(seed), \(change.code)")
        }
        #expect(Set(repair.changes.map(\.code)).isSuperset(of: ["P0", "P1", "S"]), "seed \(seed)")
        #expect(try BorderRepair(of: after, toleranceMetres: tolerance).changes.isEmpty, "seed \(seed): not at rest")
    }

    @Test(arguments: UInt64(0)..<3)
    func soundBordersStayAsTheyAre(seed: UInt64) throws {
        var random = SeededGenerator(seed: 20 + seed)
        let repair = try BorderRepair(of: Hierarchy(hierarchy(using: &random)), toleranceMetres: 1)
        #expect(repair.changes.isEmpty && repair.leftGaps == 0 && repair.leftOverlaps == 0, "seed \(seed)")
    }

    /// A pond too wide to give away is left, and said to be.
    @Test func wideFaultsAreLeftToAPerson() throws {
        var random = SeededGenerator(seed: 30)
        let rings = Coverages.jittered(columns: 3, rows: 3, enclaves: .gaps, using: &random)
        let areas = try rings.map { try MultiPolygon(rings: $0) }
        let holes = areas.reduce(0) { $0 + $1.polygons.reduce(0) { $0 + $1.holes.count } }
        let repair = try BorderRepair(of: Hierarchy(Make.districts(areas, using: &random)), toleranceMetres: 1)
        #expect(holes > 0 && repair.leftGaps == holes && repair.changes.isEmpty)
    }

    /// A station with its own polygon over a district without one: mending one branch must not cost it the other.
    @Test func unitsWithoutPolygonsKeepTheirLandInTheSum() throws {
        let gap = 2e-6  // 0.2 m
        let records = [
            Make.district("S", try MultiPolygon(west: 119, south: 25, east: 119.04, north: 25.01)),
            Make.district("P0", parent: "S", try MultiPolygon(west: 119, south: 25, east: 119.02, north: 25.01)),
            Make.district("P1", parent: "S"),
            Make.district("D0", parent: "P0", try MultiPolygon(west: 119, south: 25, east: 119.01, north: 25.01)),
            Make.district(
                "D1",
                parent: "P0",
                try MultiPolygon(west: 119.01 + gap, south: 25, east: 119.02, north: 25.01)
            ),
            Make.district("D2", parent: "P1", try MultiPolygon(west: 119.02, south: 25, east: 119.03, north: 25.01)),
            Make.district("D3", parent: "P1", try MultiPolygon(west: 119.03, south: 25, east: 119.04, north: 25.01)),
        ]
        let repair = try BorderRepair(of: Hierarchy(records), toleranceMetres: 1)
        let station = try #require(repair.changes.first { $0.code == "S" })
        #expect(abs(station.squareMetresAfter - station.squareMetresBefore) < 1)
        // And the station follows when the change is below the district without a polygon.
        let mirrored = records.map { record in
            let code = ["P0": "P1", "P1": "P0"][record.code] ?? record.code
            let parent = parent(of: record).map { ["P0": "P1", "P1": "P0"][$0] ?? $0 }
            return Make.district(code, parent: parent, record.code == "P0" || record.code == "P1" ? nil : record.area)
        }
        let both = try BorderRepair(of: Hierarchy(mirrored), toleranceMetres: 1)
        #expect(both.changes.contains { $0.code == "S" && abs($0.squareMetresAfter - station.squareMetresAfter) < 1 })
    }

    @Test func aRepairNeedsATolerance() throws {
        let records = [Make.district("A", try MultiPolygon(west: 119, south: 25, east: 119.01, north: 25.01))]
        for tolerance in [0, -1, .nan, .infinity] {
            #expect(throws: (any Error).self) { try BorderRepair(of: Hierarchy(records), toleranceMetres: tolerance) }
        }
    }

    @Test func applyingNeedsDistricts() throws {
        let records = [Make.district("A", try MultiPolygon(west: 119, south: 25, east: 119.01, north: 25.01))]
        let repair = try BorderRepair(of: Hierarchy(records), toleranceMetres: 1)
        #expect(throws: VersionError.noDistricts) { try repair.apply(to: MemoryStore(), source: Make.source) }
    }

    /// Published districts are not touched: the repair goes into a draft.
    @Test func aRepairEditsTheDraft() throws {
        let gap = 2e-6
        let records = [
            Make.district("A", try MultiPolygon(west: 119, south: 25, east: 119.01, north: 25.01)),
            Make.district("B", try MultiPolygon(west: 119.01 + gap, south: 25, east: 119.02, north: 25.01)),
        ]
        let store = try MemoryStore([.districts: records])
        _ = try store.publishDraft(from: Make.now, at: Make.now, waiver: nil)
        let repair = try BorderRepair(of: Hierarchy(records), toleranceMetres: 1)
        #expect(!repair.changes.isEmpty)
        try repair.apply(to: store, source: Make.source)
        #expect(try store.districtVersions().map(\.isDraft) == [false, true])
        var published: [LayerRecord] = []
        try store.forEachRecord(in: .districts, version: 1) { published.append($0) }
        #expect(published == records)
        #expect(try store.all(.districts) != records)
    }

    private func parent(of record: LayerRecord) -> String? { record.values[Layer.districts.index(of: "parent")].text }

    /// Nine districts D… under P0 and P1 under S.
    private func hierarchy(using random: inout SeededGenerator) throws -> [LayerRecord] {
        let rings = Coverages.jittered(columns: 3, rows: 3, using: &random)
        let leaves = Make.districts(try rings.map { try MultiPolygon(rings: $0) }, using: &random)
        var records: [LayerRecord] = []
        for (parity, parent) in ["P0", "P1"].enumerated() {
            let own = leaves.indices.filter { $0 % 2 == parity }.map { leaves[$0] }
            records += own.map { Make.district($0.code, parent: parent, $0.area) }
            records.append(Make.district(parent, parent: "S", try Topology.union(own.compactMap(\.area))))
        }
        return records + [Make.district("S", try Topology.union(leaves.compactMap(\.area)))]
    }

    private func jittered(_ area: MultiPolygon, metres: Double, using random: inout SeededGenerator) throws
        -> MultiPolygon
    {
        MultiPolygon(
            try area.polygons.map { polygon in
                let points = polygon.shell.points.dropLast().map { point in
                    let angle = Double.random(in: 0..<2 * .pi, using: &random)
                    let distance = Double.random(in: 0...metres, using: &random)
                    return Make.point(from: point, east: distance * cos(angle), north: distance * sin(angle))
                }
                return Polygon(shell: try Ring(points + points.prefix(1)))
            }
        )
    }
}
