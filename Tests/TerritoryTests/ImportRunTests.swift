import GeometryCore
import Phrasebook
import TestSupport
import Testing

@testable import Territory

@Suite struct ImportRunTests {
    @Test func keepsEveryRowOrNone() throws {
        let store = try MemoryStore([.poles: [pole("p1"), pole("p2", name: "old")]])
        let rows = [row(1, "p1"), row(2, "p2", name: "new"), row(3, "p3"), row(4, nil)]
        let (summary, verdicts) = try run(rows, into: store)
        #expect(
            verdicts == [
                "1 p1 unchanged", "2 p2 updated", "3 p3 inserted",
                "4 - refused(Territory.RowProblem.missing(field: \"code\"))",
            ]
        )
        #expect(!summary.isCommitted)
        #expect(try store.all(.poles) == [pole("p1"), pole("p2", name: "old")])
    }

    @Test func commitsWhenEveryRowIsGood() throws {
        let store = try MemoryStore([.poles: [pole("p1"), pole("p2", name: "old")]])
        let (summary, _) = try run([row(1, "p1"), row(2, "p2", name: "new"), row(3, "p3")], into: store)
        #expect(summary.isCommitted)
        #expect([summary.unchanged, summary.updated, summary.inserted, summary.refused] == [1, 1, 1, 0])
        #expect(try store.all(.poles) == [pole("p1"), pole("p2", name: "new"), pole("p3")])
        #expect(store.imports.last == Make.source)
    }

    @Test func skipsWhatItRefusesWhenAsked() throws {
        var options = ImportRun.Options()
        options.isSkippingRefused = true
        let store = MemoryStore()
        let unreadable = ImportRun.Row.unreadable(row: 2, field: "编码", reason: Words(zh: "坏行", en: "broken"))
        let (summary, verdicts) = try run([row(1, "p1"), unreadable, row(3, "p3")], into: store, options)
        #expect(summary.isCommitted && summary.inserted == 2 && summary.refused == 1 && summary.total == 3)
        #expect(verdicts[1].hasPrefix("2 - refused(Territory.RowProblem.unreadable("))
        #expect(try store.all(.poles).map(\.code) == ["p1", "p3"])
    }

    /// Nothing good is nothing to keep; a replacing import would otherwise empty the layer.
    @Test func keepsNothingWhenEveryRowIsRefused() throws {
        var options = ImportRun.Options()
        options.isSkippingRefused = true
        options.isReplacing = true
        let store = try MemoryStore([.poles: [pole("p1")]])
        let (summary, _) = try run([row(1, nil), row(2, "")], into: store, options)
        #expect(!summary.isCommitted && summary.refused == 2)
        #expect(try store.all(.poles) == [pole("p1")])
    }

    @Test(arguments: [false, true])
    func aDryRunCountsButKeepsNothing(isSkipping: Bool) throws {
        var options = ImportRun.Options()
        options.isDryRun = true
        options.isSkippingRefused = isSkipping
        let store = try MemoryStore([.poles: [pole("p1")]])
        let (summary, _) = try run([row(1, "p1"), row(2, "p2"), row(3, nil)], into: store, options)
        #expect(!summary.isCommitted)
        #expect([summary.unchanged, summary.inserted, summary.refused] == [1, 1, 1])
        #expect(try store.all(.poles) == [pole("p1")])
    }

    @Test func refusesTheSecondOfTwoRowsOfOneCode() throws {
        let store = MemoryStore()
        let (summary, verdicts) = try run([row(1, "p1"), row(2, "p2"), row(3, " p1 ", name: "x")], into: store)
        #expect(summary.refused == 1 && summary.inserted == 2 && !summary.isCommitted)
        #expect(verdicts[2] == "3 p1 refused(Territory.RowProblem.duplicate(firstRow: 1))")
        #expect(try store.all(.poles).isEmpty)
    }

    @Test func replacesTheLayerWhenAsked() throws {
        var options = ImportRun.Options()
        options.isReplacing = true
        let store = try MemoryStore([.poles: [pole("p1"), pole("p2")]])
        let (summary, _) = try run([row(1, "p2"), row(2, "p3")], into: store, options)
        #expect(summary.isCommitted && summary.unchanged == 1 && summary.inserted == 1)
        #expect(try store.all(.poles).map(\.code) == ["p2", "p3"])
    }

    @Test func anEmptySourceIsAnError() throws {
        var options = ImportRun.Options()
        options.isReplacing = true
        let store = try MemoryStore([.poles: [pole("p1")]])
        #expect(throws: ImportError.empty) { try run([], into: store, options) }
        #expect(try store.all(.poles) == [pole("p1")])
    }

    @Test func aFailureOnTheWayLeavesTheStoreAsItWas() throws {
        let store = try MemoryStore([.poles: [pole("p1")]])
        let importer = ImportRun(into: .poles, of: store, reader: try reader(), options: .init())
        var count = 0
        #expect(throws: MemoryStore.Failure.planned) {
            try importer.run(source: Make.source) {
                count += 1
                if count == 3 { throw MemoryStore.Failure.planned }
                return row(count, "q\(count)")
            } report: { _, _, _ in
            }
        }
        count = 0
        #expect(throws: MemoryStore.Failure.planned) {
            try importer.run(source: Make.source) {
                count += 1
                return count < 4 ? row(count, "q\(count)") : nil
            } report: { row, _, _ in
                if row == 2 { throw MemoryStore.Failure.planned }
            }
        }
        #expect(try store.all(.poles) == [pole("p1")])
    }

    @Test(arguments: UInt64(0)..<10)
    func theSummaryAddsUpToTheRows(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rows = (1...60).map { number -> ImportRun.Row in
            switch Int.random(in: 0..<6, using: &random) {
            case 0: row(number, nil)
            case 1: .unreadable(row: number, field: nil, reason: Words(zh: "坏", en: "bad"))
            default:
                row(number, "p\(Int.random(in: 0..<40, using: &random))", name: Bool.random(using: &random) ? "n" : nil)
            }
        }
        var options = ImportRun.Options()
        options.isSkippingRefused = true
        let before = (0..<20).map { pole("p\($0)") }
        let store = try MemoryStore([.poles: before])
        let (summary, verdicts) = try run(rows, into: store, options)
        #expect(summary.total == rows.count && verdicts.count == rows.count, "seed \(seed)")
        for (count, word) in [
            (summary.inserted, " inserted"), (summary.updated, " updated"), (summary.unchanged, " unchanged"),
            (summary.refused, " refused("),
        ] {
            #expect(verdicts.count { $0.contains(word) } == count, "seed \(seed), \(word)")
        }
        #expect(try store.all(.poles).count == before.count + summary.inserted, "seed \(seed)")
    }

    private func run(
        _ rows: [ImportRun.Row],
        into store: MemoryStore,
        _ options: ImportRun.Options = .init()
    ) throws -> (ImportRun.Summary, [String]) {
        var rest = rows[...]
        var verdicts: [String] = []
        let importer = ImportRun(into: .poles, of: store, reader: try reader(), options: options)
        let summary = try importer.run(source: Make.source) {
            rest.popFirst()
        } report: { row, code, verdict in
            verdicts.append("\(row) \(code ?? "-") \(verdict)")
        }
        return (summary, verdicts)
    }

    private func reader() throws -> RowReader {
        try RowReader(layer: .poles, columns: ["code": 0, "name": 1], transform: nil)
    }

    private func pole(_ code: String, name: String? = nil) -> LayerRecord {
        Make.record(
            .poles,
            ["code": code].merging(name.map { ["name": $0] } ?? [:]) { $1 },
            .point(Point(x: 119, y: 25))
        )
    }

    private func row(_ number: Int, _ code: String?, name: String? = nil) -> ImportRun.Row {
        let fields = [code, name].map { $0.map(FieldValue.text) ?? .null }
        return .feature(Feature(row: number, fields: fields, geometry: .success(.point(Point(x: 119, y: 25)))))
    }
}
