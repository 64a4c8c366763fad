import Foundation
import GeometryCore
import Storage
import Territory
import TestSupport
import Testing

/// The stores that keep Territory's contract.
enum StoreKind: CaseIterable {
    case geoPackage

    func make(in folder: Folder) throws -> any TerritoryStore {
        switch self {
        case .geoPackage: try Sample.store(in: folder)
        }
    }
}

@Suite struct TerritoryStoreContractTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    @Test(arguments: StoreKind.allCases) func bureauIsKept(kind: StoreKind) throws {
        #expect(try kind.make(in: folder).bureau() == Sample.bureau)
    }

    @Test(arguments: StoreKind.allCases, Layer.allCases)
    func recordsComeBackAsTheyWerePut(kind: StoreKind, layer: Layer) throws {
        let store = try kind.make(in: folder)
        let records = try ["甲-1", "B", "a", "é", "10", "9", ""].map { try Sample.record(layer, $0) }
        #expect(try store.put(records, into: layer) == records.map { _ in .inserted })
        let inByteOrder = records.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
        // The rota's order is that of its layers: the order of import.
        #expect(try store.all(layer) == (layer == .rota ? records : inByteOrder))
        for record in records { #expect(try store.record(in: layer, code: record.code) == record) }
        #expect(try store.record(in: layer, code: "none") == nil)
        #expect(try store.recordCount(in: layer, version: nil) == records.count)
    }

    @Test(arguments: StoreKind.allCases, Layer.allCases)
    func theSameImportAgainChangesNothing(kind: StoreKind, layer: Layer) throws {
        let store = try kind.make(in: folder)
        let records = try (0..<50).map { try Sample.record(layer, "c\($0)") }
        try store.put(records, into: layer)
        let before = try store.all(layer)
        #expect(try store.put(records, into: layer, isReplacing: true) == records.map { _ in .unchanged })
        #expect(try store.all(layer) == before)
    }

    /// Random imports against a dictionary that follows the protocol's words.
    @Test(arguments: StoreKind.allCases, [1, 2, 3, 4] as [UInt64])
    func randomImportsGiveWhatAModelGives(kind: StoreKind, seed: UInt64) throws {
        let store = try kind.make(in: folder)
        var random = SeededGenerator(seed: seed)
        let layer = [Layer.customers, .roads, .poles].randomElement(using: &random) ?? .customers
        var model: [String: LayerRecord] = [:]
        for _ in 0..<12 {
            let isReplacing = Bool.random(using: &random)
            let isKept = Int.random(in: 0..<4, using: &random) > 0
            var next = model
            var rows: [String: Int] = [:]
            try store.importRecords(into: layer, source: Sample.source, isReplacing: isReplacing) { sink in
                for row in 1...Int.random(in: 1...40, using: &random) {
                    let code = "c\(Int.random(in: 0..<30, using: &random))"
                    let record = try Sample.record(layer, code, edition: .random(in: 0..<2, using: &random))
                    let expected: PutOutcome
                    if let first = rows[code] {
                        expected = .duplicate(firstRow: first)
                    } else {
                        expected = next[code].map { $0 == record ? .unchanged : .updated } ?? .inserted
                        rows[code] = row
                        next[code] = record
                    }
                    #expect(try sink.put(record, row: row) == expected, "seed \(seed)")
                }
                return isKept
            }
            if isReplacing { next = next.filter { rows[$0.key] != nil } }
            if isKept { model = next }
            let sorted = model.values.sorted { $0.code < $1.code }
            let found = try store.all(layer)
            #expect(found.map(\.code) == sorted.map(\.code), "seed \(seed)")
            for (a, b) in zip(found, sorted) { #expect(a == b, "seed \(seed)") }
        }
    }

    @Test(arguments: StoreKind.allCases) func aBodyThatThrowsOrDeclinesChangesNothing(kind: StoreKind) throws {
        struct Stop: Error {}
        let store = try kind.make(in: folder)
        try store.put([Sample.record(.customers, "a"), Sample.record(.customers, "b")], into: .customers)
        let before = try store.all(.customers)
        #expect(throws: Stop.self) {
            try store.importRecords(into: .customers, source: Sample.source, isReplacing: true) { sink in
                _ = try sink.put(Sample.record(.customers, "a", edition: 9), row: 1)
                _ = try sink.put(Sample.record(.customers, "z"), row: 2)
                throw Stop()
            }
        }
        #expect(try store.all(.customers) == before)
        try store.importRecords(into: .districts, source: Sample.source, isReplacing: true) { sink in
            _ = try sink.put(Sample.record(.districts, "d"), row: 1)
            return false
        }
        #expect(try store.districtVersions().isEmpty)
    }

    @Test(arguments: StoreKind.allCases) func emptyReplacementEmptiesTheLayer(kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        try store.put([Sample.record(.poles, "p")], into: .poles)
        try store.put([], into: .poles, isReplacing: true)
        #expect(try store.all(.poles).isEmpty)
    }

    @Test(arguments: StoreKind.allCases) func serviceDropsAndLinesShareATableInPeace(kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        var line = try Sample.record(.lines, "L1")
        line.values[Layer.lines.index(of: "kind")] = .null
        var drop = try Sample.record(.serviceDrops, "D1")
        drop.values[Layer.lines.index(of: "kind")] = .null
        try store.put([line], into: .lines)
        try store.put([drop], into: .serviceDrops)
        let kept = try store.all(.serviceDrops)
        #expect(kept.map(\.code) == ["D1"])
        #expect(kept.first?.values[Layer.lines.index(of: "kind")] == .text(LineKind.serviceDrop.rawValue))
        #expect(try store.all(.lines).map(\.code) == ["D1", "L1"])
        #expect(try store.record(in: .serviceDrops, code: "L1") == nil)

        try store.put([Sample.record(.serviceDrops, "D2")], into: .serviceDrops, isReplacing: true)
        #expect(try store.all(.lines).map(\.code) == ["D2", "L1"])
        var other = try Sample.record(.lines, "L2")
        other.values[Layer.lines.index(of: "kind")] = .text(LineKind.cable.rawValue)
        try store.put([other], into: .lines, isReplacing: true)
        #expect(try store.all(.lines).map(\.code) == ["D2", "L2"])
        #expect(try store.recordCount(in: .serviceDrops, version: nil) == 1)
    }

    @Test(arguments: StoreKind.allCases) func textsAreComparedByteByByte(kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        let composed = "caf\u{e9}"
        let decomposed = "cafe\u{301}"
        let codes = [composed, decomposed]
        let outcomes = try store.put(try codes.map { try Sample.record(.poles, $0) }, into: .poles)
        #expect(outcomes == [.inserted, .inserted])
        var record = try Sample.record(.roads, "r")
        record.values[Layer.roads.index(of: "name")] = .text(composed)
        try store.put([record], into: .roads)
        record.values[Layer.roads.index(of: "name")] = .text(decomposed)
        #expect(try store.put([record], into: .roads) == [.updated])
    }

    @Test(arguments: StoreKind.allCases) func aTextWithNULIsRefusedAndTheRestGoesIn(kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        var bad = try Sample.record(.poles, "p2")
        bad.values[Layer.poles.index(of: "name")] = .text("a\0b")
        try store.importRecords(into: .poles, source: Sample.source, isReplacing: false) { sink in
            _ = try sink.put(Sample.record(.poles, "p1"), row: 1)
            #expect(throws: StoreError.unstorableText(field: "name", row: 2)) { try sink.put(bad, row: 2) }
            _ = try sink.put(Sample.record(.poles, "p3"), row: 3)
            return true
        }
        #expect(try store.all(.poles).map(\.code) == ["p1", "p3"])
    }

    @Test(arguments: StoreKind.allCases) func readingInsideReadingAndInsideAnImportWorks(kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        try store.put([Sample.record(.poles, "p"), Sample.record(.poles, "q")], into: .poles)
        var seen = 0
        try store.forEachRecord(in: .poles, version: nil) { record in
            #expect(try store.record(in: .poles, code: record.code) == record)
            seen += try store.recordCount(in: .poles, version: nil)
        }
        #expect(seen == 4)
        try store.importRecords(into: .poles, source: Sample.source, isReplacing: true) { sink in
            _ = try sink.put(Sample.record(.poles, "r"), row: 1)
            #expect(try store.all(.poles).map(\.code) == ["p", "q"])
            return true
        }
        #expect(try store.all(.poles).map(\.code) == ["r"])
    }
}
