import Foundation
import GeometryCore
import Synchronization

@testable import Territory

/// A store in memory, by the letter of ``TerritoryStore``.
final class MemoryStore: TerritoryStore {
    private struct State {
        var layers: [Layer: [String: LayerRecord]] = [:]
        /// The districts of each version; the draft is that of the last version, if it is one.
        var districts: [Int: [String: LayerRecord]] = [:]
        var versions: [DistrictVersion] = []
        var imports: [ImportSource] = []
    }

    enum Failure: Error, Equatable { case noDraft, notLater, planned }

    private let state = Mutex(State())

    init() {}

    /// A store that holds these records.
    convenience init(_ records: [Layer: [LayerRecord]]) throws {
        self.init()
        for (layer, records) in records {
            try importRecords(into: layer, source: Make.source, isReplacing: false) { sink in
                for (index, record) in records.enumerated() { _ = try sink.put(record, row: index + 1) }
                return true
            }
        }
    }

    /// What was imported, oldest first.
    var imports: [ImportSource] { state.withLock { $0.imports } }

    func bureau() throws -> Bureau { Bureau(code: "B1", name: "B1", timeZone: .gmt) }

    func importRecords(
        into layer: Layer,
        source: ImportSource,
        isReplacing: Bool,
        _ body: (any RecordSink) throws -> Bool
    ) throws {
        let sink = Sink(layer, state.withLock { Self.draft(of: layer, in: $0) })
        guard try body(sink) else { return }
        var records = sink.records
        if isReplacing {
            let removed = try Self.replaceable(layer, sink)
            records = records.filter { sink.rows[$0.key] != nil || !removed.contains($0.key) }
        }
        state.withLock { state in
            state.imports.append(source)
            if layer == .districts {
                if state.versions.last?.isDraft != true {
                    let number = (state.versions.last?.number ?? 0) + 1
                    state.versions.append(
                        DistrictVersion(number: number, validFrom: nil, validTo: nil, publishedAt: nil, waiver: nil)
                    )
                }
                state.districts[state.versions.last?.number ?? 0] = records
            } else {
                state.layers[layer.table] = records
            }
        }
    }

    private static func draft(of layer: Layer, in state: State) -> [String: LayerRecord] {
        guard layer == .districts else { return state.layers[layer.table] ?? [:] }
        return state.versions.last.flatMap { state.districts[$0.number] } ?? [:]
    }

    /// The codes that a replacing import removes unless it puts them.
    private static func replaceable(_ layer: Layer, _ sink: Sink) throws -> Set<String> {
        if layer == .districts {
            let units = try Hierarchy(Array(sink.records.values)).districts
            let levels = Set(units.filter { sink.rows[$0.code] != nil }.map(\.level))
            return Set(units.filter { levels.contains($0.level) }.map(\.code))
        }
        return Set(sink.records.values.filter { belongs($0, to: layer) }.map(\.code))
    }

    private static func belongs(_ record: LayerRecord, to layer: Layer) -> Bool {
        layer != .serviceDrops || record.values[layer.index(of: "kind")].text == LineKind.serviceDrop.rawValue
    }

    func forEachRecord(in layer: Layer, version: Int?, _ body: (LayerRecord) throws -> Void) throws {
        let records = try state.withLock { state -> [String: LayerRecord] in
            guard layer == .districts else { return state.layers[layer.table] ?? [:] }
            guard let number = version ?? state.versions.first(where: \.isDraft)?.number else { throw Failure.noDraft }
            return state.districts[number] ?? [:]
        }
        for record in records.values.sorted(by: { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) })
        where Self.belongs(record, to: layer) {
            try body(record)
        }
    }

    func record(in layer: Layer, code: String) throws -> LayerRecord? {
        state.withLock { Self.draft(of: layer, in: $0)[code] }
    }

    func recordCount(in layer: Layer, version: Int?) throws -> Int {
        var count = 0
        try forEachRecord(in: layer, version: version) { _ in count += 1 }
        return count
    }

    func districtVersions() throws -> [DistrictVersion] { state.withLock { $0.versions } }

    func publishDraft(from instant: Date, at now: Date, waiver: String?) throws -> DistrictVersion {
        try state.withLock { state in
            guard let draft = state.versions.last, draft.isDraft else { throw Failure.noDraft }
            if let last = state.versions.dropLast().last, let begun = last.validFrom {
                guard begun < instant else { throw Failure.notLater }
                state.versions[state.versions.count - 2] = DistrictVersion(
                    number: last.number,
                    validFrom: begun,
                    validTo: instant,
                    publishedAt: last.publishedAt,
                    waiver: last.waiver
                )
            }
            let published = DistrictVersion(
                number: draft.number,
                validFrom: instant,
                validTo: nil,
                publishedAt: now,
                waiver: waiver
            )
            state.versions[state.versions.count - 1] = published
            return published
        }
    }

    private final class Sink: RecordSink {
        private(set) var records: [String: LayerRecord]
        /// For each code put its first row.
        private(set) var rows: [String: Int] = [:]

        private let layer: Layer

        init(_ layer: Layer, _ records: [String: LayerRecord]) {
            self.layer = layer
            self.records = records
        }

        func countOfOthers() throws -> Int {
            try MemoryStore.replaceable(layer, self).count { rows[$0] == nil }
        }

        func put(_ record: LayerRecord, row: Int) throws -> PutOutcome {
            if let first = rows[record.code] { return .duplicate(firstRow: first) }
            rows[record.code] = row
            let before = records.updateValue(record, forKey: record.code)
            return before == nil ? .inserted : before == record ? .unchanged : .updated
        }
    }
}

extension MemoryStore {
    /// All records of a layer; districts of the draft, or of the newest version when there is none.
    func all(_ layer: Layer) throws -> [LayerRecord] {
        var records: [LayerRecord] = []
        let newest = try districtVersions().last
        try forEachRecord(in: layer, version: newest?.isDraft == false ? newest?.number : nil) { records.append($0) }
        return records
    }
}
