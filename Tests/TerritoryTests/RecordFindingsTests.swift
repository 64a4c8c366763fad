import GeometryCore
import Projection
import TestSupport
import Testing

@testable import Territory

/// Records that fit, and each way not to, planted once.
@Suite struct RecordFindingsTests {
    /// What is planted and what must be found: kind, layer, code, and the other codes.
    struct Plant: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let layer: Layer
        let record: LayerRecord
        let findings: [String]

        init(_ name: String, _ layer: Layer, _ values: [String: String], _ geometry: Geometry?, _ findings: String...) {
            testDescription = name
            self.layer = layer
            record = Make.record(layer, values, geometry)
            self.findings = findings
        }
    }

    private static func at(_ x: Double, _ y: Double) -> Geometry { .point(Point(x: x, y: y)) }

    private static func line(_ points: (Double, Double)...) -> Geometry {
        do {
            return .multiLineString([try LineString(points.map { Point(x: $0.0, y: $0.1) })])
        } catch { preconditionFailure("\(error)") }
    }

    static let plants: [Plant] = [
        Plant("sound", .customers, ["code": "x", "transformer": "T1"], at(119.0021, 25.002)),
        Plant("customer without transformer", .customers, ["code": "x"], at(119.0022, 25.002), "orphan customers x []"),
        Plant(
            "customer of an unknown transformer",
            .customers,
            ["code": "x", "transformer": "T9"],
            at(119.0022, 25.002),
            "orphan customers x [T9]"
        ),
        Plant(
            "customer known by address",
            .customers,
            ["code": "x", "transformer": "T1"],
            nil,
            "unplaced customers x []"
        ),
        Plant(
            "customer at sea",
            .customers,
            ["code": "x", "transformer": "T1"],
            at(118.99, 25.002),
            "outside customers x []"
        ),
        Plant(
            "same house, same address",
            .customers,
            ["code": "x", "transformer": "T1", "address": "1"],
            at(119.002, 25.002),
            "duplicate customers x [c1]"
        ),
        Plant(
            "same house, other address",
            .customers,
            ["code": "x", "transformer": "T1", "address": "2"],
            at(119.002, 25.002)
        ),
        Plant("same house, no address", .customers, ["code": "x", "transformer": "T1"], at(119.002, 25.002)),
        Plant(
            "same address elsewhere",
            .customers,
            ["code": "x", "transformer": "T1", "address": "1"],
            at(119.003, 25.002)
        ),
        Plant(
            "customer fed from next door",
            .customers,
            ["code": "x", "transformer": "T1"],
            at(119.012, 25.002),
            "supply-ground customers x [T1]"
        ),
        Plant(
            "transformer without feeder",
            .transformers,
            ["code": "x"],
            at(119.004, 25.004),
            "orphan transformers x []"
        ),
        Plant(
            "transformer at sea",
            .transformers,
            ["code": "x", "feeder": "F"],
            at(119.004, 24.9),
            "outside transformers x []"
        ),
        Plant(
            "two transformers in one place",
            .transformers,
            ["code": "x", "feeder": "F"],
            at(119.001, 25.001),
            "duplicate transformers x [T1]"
        ),
        Plant(
            "line without transformer",
            .lines,
            ["code": "x"],
            line((119.003, 25.003), (119.004, 25)),
            "orphan lines x []"
        ),
        Plant(
            "line of an unknown transformer",
            .lines,
            ["code": "x", "transformer": "T9"],
            line((119.003, 25.003), (119.004, 25)),
            "orphan lines x [T9]"
        ),
        Plant(
            "line twice",
            .lines,
            ["code": "x", "transformer": "T1"],
            line((119.001, 25.001), (119.002, 25.002)),
            "duplicate lines x [L1]"
        ),
        Plant("line back", .lines, ["code": "x", "transformer": "T1"], line((119.002, 25.002), (119.001, 25.001))),
        Plant(
            "line out to sea",
            .lines,
            ["code": "x", "transformer": "T1"],
            line((119.001, 25.001), (119.001, 24.999)),
            "outside lines x []"
        ),
        Plant(
            "line half a metre over the coast",
            .lines,
            ["code": "x", "transformer": "T1"],
            line((119.001, 25.001), (119.001, 24.9999955))
        ),
        Plant(
            "service drop at sea",
            .serviceDrops,
            ["code": "x", "kind": "service_drop", "transformer": "T1"],
            line((118.9, 25), (118.91, 25)),
            "outside lines x []"
        ),
        Plant("pole without line", .poles, ["code": "x"], at(119.006, 25.006), "orphan poles x []"),
        Plant(
            "pole of an unknown line",
            .poles,
            ["code": "x", "line": "L9"],
            at(119.006, 25.006),
            "orphan poles x [L9]"
        ),
        Plant("pole at sea", .poles, ["code": "x", "line": "L1"], at(119.03, 25.006), "outside poles x []"),
        Plant("pole twice", .poles, ["code": "x", "line": "L1"], at(119.0015, 25.0015), "duplicate poles x [p1]"),
        Plant("box without line", .meterBoxes, ["code": "x"], at(119.006, 25.006), "orphan meter_boxes x []"),
        Plant(
            "box of an unknown line",
            .meterBoxes,
            ["code": "x", "line": "T1"],
            at(119.006, 25.006),
            "orphan meter_boxes x [T1]"
        ),
        Plant(
            "box twice",
            .meterBoxes,
            ["code": "x", "line": "L1"],
            at(119.002, 25.002),
            "duplicate meter_boxes x [m1]"
        ),
        Plant("box at sea", .meterBoxes, ["code": "x", "line": "L1"], at(119.03, 25.007), "outside meter_boxes x []"),
    ]

    @Test(arguments: plants)
    func eachFaultIsFoundAlone(plant: Plant) throws {
        let store = try soundStore()
        try add([plant.record], to: plant.layer, of: store)
        #expect(try found(in: store) == plant.findings)
    }

    @Test func allFaultsAreFoundTogether() throws {
        let store = try soundStore()
        var expected: [String] = []
        for (number, plant) in Self.plants.enumerated() where plant.record.geometry != nil {
            var record = plant.record
            record.values[0] = .text("x\(100 + number)")
            try add([record], to: plant.layer, of: store)
            expected += plant.findings.map { $0.replacing(" x ", with: " x\(100 + number) ") }
        }
        // Records planted at one place are duplicates of each other too.
        let found = try found(in: store).filter { !$0.hasPrefix("duplicate") || !$0.contains("[x") }
        #expect(found.sorted() == expected.sorted())
    }

    @Test func findingsSayHowFarAndWhere() throws {
        let store = try soundStore()
        for name in ["customer at sea", "line out to sea", "customer fed from next door"] {
            let plant = try #require(Self.plants.first { $0.testDescription == name })
            try store.importRecords(into: plant.layer, source: Make.source, isReplacing: false) { sink in
                var record = plant.record
                record.values[0] = .text(name)
                return try sink.put(record, row: 1) == .inserted
            }
        }
        var findings: [String: Finding] = [:]
        try Checker().recordFindings(in: store, atlas: atlas()) { findings[$0.code ?? ""] = $0 }
        let sea = try #require(findings["customer at sea"])
        let shore = Geodesic.grs80.distance(Point(x: 118.99, y: 25.002), Point(x: 119, y: 25.002))
        #expect(abs((sea.metres ?? 0) - shore) < 0.01 && sea.place == Point(x: 118.99, y: 25.002))
        let line = try #require(findings["line out to sea"])
        let outside = Geodesic.grs80.distance(Point(x: 119.001, y: 25), Point(x: 119.001, y: 24.999))
        #expect(abs((line.metres ?? 0) - outside) < 1e-3)
        let supply = try #require(findings["customer fed from next door"])
        #expect(supply.detail == .leaves(supply: "A", ground: "B"))
        let span = Geodesic.grs80.distance(Point(x: 119.012, y: 25.002), Point(x: 119.001, y: 25.001))
        #expect(abs((supply.metres ?? 0) - span) < 1e-6)
    }

    @Test func withoutDistrictsTheirFindingsAreLeftOut() throws {
        let store = try soundStore()
        for (number, plant) in Self.plants.enumerated() {
            var record = plant.record
            record.values[0] = .text("x\(number)")
            try add([record], to: plant.layer, of: store)
        }
        var kinds: Set<Finding.Kind> = []
        try Checker().recordFindings(in: store, atlas: nil) { kinds.insert($0.kind) }
        #expect(kinds == [.orphan, .duplicate, .unplaced])
    }

    @Test func whatReportThrowsEndsTheCheck() throws {
        let store = try soundStore()
        try add([Make.record(.poles, ["code": "x"], Self.at(119.006, 25.006))], to: .poles, of: store)
        #expect(throws: MemoryStore.Failure.planned) {
            try Checker().recordFindings(in: store, atlas: atlas()) { _ in throw MemoryStore.Failure.planned }
        }
    }

    /// Customers scattered around their transformers, and the same moved by a Chinese offset.
    @Test(arguments: [false, true])
    func aLayerInAnotherCoordinateSystemIsFound(isDisplaced: Bool) throws {
        var random = SeededGenerator(seed: 5)
        let sites = (0..<20).map { Point(x: 119.001 + Double($0 % 10) * 0.0019, y: 25.001 + Double($0 / 10) * 0.005) }
        let transformers = sites.enumerated().map { number, site in
            Make.record(.transformers, ["code": "T\(number)", "feeder": "F"], .point(site))
        }
        let customers = (0..<400).map { number in
            var place = sites[number % 20]
            place.x += .random(in: -8e-4...8e-4, using: &random)
            place.y += .random(in: -8e-4...8e-4, using: &random)
            if isDisplaced { place = ChineseOffset.gcj02(fromWGS84: place) }
            return Make.record(.customers, ["code": "c\(number)", "transformer": "T\(number % 20)"], .point(place))
        }
        let store = try MemoryStore([.transformers: transformers, .customers: customers])
        let findings = try Checker().displacementFindings(in: store)
        #expect(findings.map(\.kind) == (isDisplaced ? [.displaced] : []))
        #expect(findings.allSatisfy { $0.layer == .customers && $0.code == nil && $0.others == ["transformers"] })
        #expect(findings.allSatisfy { abs(($0.metres ?? 0) - 575) < 100 })
    }

    /// Two districts side by side.
    private func atlas() throws -> Atlas {
        try Make.atlas([
            Make.district("A", try MultiPolygon(west: 119, south: 25, east: 119.01, north: 25.01)),
            Make.district("B", try MultiPolygon(west: 119.01, south: 25, east: 119.02, north: 25.01)),
        ])
    }

    private func soundStore() throws -> MemoryStore {
        try MemoryStore([
            .transformers: [
                Make.record(.transformers, ["code": "T1", "feeder": "F"], Self.at(119.001, 25.001)),
                Make.record(.transformers, ["code": "T2", "feeder": "F"], Self.at(119.011, 25.001)),
            ],
            .lines: [
                Make.record(
                    .lines,
                    ["code": "L1", "kind": "overhead", "transformer": "T1"],
                    Self.line((119.001, 25.001), (119.002, 25.002))
                )
            ],
            .poles: [Make.record(.poles, ["code": "p1", "line": "L1"], Self.at(119.0015, 25.0015))],
            .meterBoxes: [Make.record(.meterBoxes, ["code": "m1", "line": "L1"], Self.at(119.002, 25.002))],
            .customers: [
                Make.record(.customers, ["code": "c1", "transformer": "T1", "address": "1"], Self.at(119.002, 25.002)),
                Make.record(.customers, ["code": "c2", "transformer": "T2", "address": "1"], Self.at(119.012, 25.003)),
                Make.record(.customers, ["code": "c4", "transformer": "T1"], Self.at(119.002, 25.002)),
                // The border between the two belongs to the first.
                Make.record(.customers, ["code": "c3", "transformer": "T1"], Self.at(119.01, 25.005)),
            ],
        ])
    }

    private func add(_ records: [LayerRecord], to layer: Layer, of store: MemoryStore) throws {
        try store.importRecords(into: layer, source: Make.source, isReplacing: false) { sink in
            for (index, record) in records.enumerated() { _ = try sink.put(record, row: index + 1) }
            return true
        }
    }

    private func found(in store: MemoryStore) throws -> [String] {
        var found: [String] = []
        try Checker().recordFindings(in: store, atlas: atlas()) { finding in
            let others = finding.others.joined(separator: " ")
            found.append("\(finding.kind.rawValue) \(finding.layer.rawValue) \(finding.code ?? "-") [\(others)]")
        }
        return found
    }
}
