public import Foundation
import Synchronization
public import Territory

/// A store for rehearsals: layers are read from another store, and what Response keeps stays in memory.
///
/// What is kept is text, as in a database, so that what comes back has been written and read.
public final class RehearsalStore: ResponseStore {
    private struct Row {
        let ticket: String
        let number: Int
        let milliseconds: Int
        let actor: String
        let key: String?
        let body: Data
    }

    private struct Content {
        var rows: [Row] = []
        var ofTicket: [String: [Int]] = [:]
        var withKey: [String: Int] = [:]
        var open: Set<String> = []
        var incidentOf: [String: String] = [:]
        var received: [String: Int] = [:]
        var incidents: Set<String> = []
        var positions: [String: PositionFix] = [:]
        var rules: [String: KeptRules] = [:]
        var inForce: String?
        var failure: Failure?
    }

    /// How a store fails.
    public enum Failure: Error, Hashable, Sendable {
        /// Nothing is kept.
        case beforeKeeping
        /// Everything is kept, and the word of it is lost.
        case afterKeeping
    }

    private let layers: any TerritoryStore
    private let content = Mutex(Content())

    /// An empty store over the layers of another one.
    public init(layers: any TerritoryStore) { self.layers = layers }

    // MARK: Response

    /// Lets the next batch fail; with nil, it does not.
    public func failNext(_ failure: Failure?) { content.withLock { $0.failure = failure } }

    /// Keeps a batch, all or nothing.
    public func append(_ batch: ResponseBatch) throws {
        let failure = content.withLock { content in
            defer { content.failure = nil }
            return content.failure
        }
        if failure == .beforeKeeping { throw Failure.beforeKeeping }
        try keep(batch)
        if failure == .afterKeeping { throw Failure.afterKeeping }
    }

    private func keep(_ batch: ResponseBatch) throws {
        let rows = try batch.events.map { event in
            Row(
                ticket: event.ticket,
                number: event.number,
                milliseconds: event.milliseconds,
                actor: event.actor,
                key: event.key,
                body: try JSONEncoder().encode(event.body)
            )
        }
        try content.withLock { content in
            var known: [String: Int] = [:]
            for row in rows {
                let count = known[row.ticket] ?? content.ofTicket[row.ticket]?.count ?? 0
                guard row.number == count + 1, row.key.map({ content.withKey[$0] == nil }) ?? true else {
                    throw ResponseStoreError.conflict(ticket: row.ticket)
                }
                known[row.ticket] = row.number
            }
            for row in rows {
                content.ofTicket[row.ticket, default: []].append(content.rows.count)
                if let key = row.key { content.withKey[key] = content.rows.count }
                content.rows.append(row)
            }
            for ticket in batch.tickets {
                if ticket.isOpen { content.open.insert(ticket.code) } else { content.open.remove(ticket.code) }
                content.incidentOf[ticket.code] = ticket.incident
                content.received[ticket.code] = ticket.reported
            }
            for incident in batch.incidents { content.incidents.insert(incident.code) }
            for fix in batch.positions { content.positions[fix.staff] = fix }
            if let rules = batch.rules, content.rules[rules.code] == nil { content.rules[rules.code] = rules }
        }
    }

    /// Visits the events of every ticket that is open, and of those that share an incident with one.
    public func forEachOpenTicket(_ body: ([TicketEvent]) throws -> Void) throws {
        let codes = content.withLock { content in
            let incidents = Set(content.open.compactMap { content.incidentOf[$0] })
            return content.open.union(content.incidentOf.filter { incidents.contains($0.value) }.keys)
        }
        for code in codes.sorted() { try body(events(of: code)) }
    }

    /// Visits the events of every ticket that was received in a stretch of time.
    public func forEachTicket(from start: Date, to end: Date, _ body: ([TicketEvent]) throws -> Void) throws {
        let range = start.milliseconds..<max(start.milliseconds, end.milliseconds)
        let codes = content.withLock { $0.received.filter { range.contains($0.value) }.keys.sorted() }
        for code in codes { try body(events(of: code)) }
    }

    /// The events of a ticket, in the order of their numbers.
    public func events(of ticket: String) throws -> [TicketEvent] {
        try content.withLock { content in (content.ofTicket[ticket] ?? []).map { content.rows[$0] } }.map(Self.event)
    }

    /// The first event of the command with this key.
    public func event(withKey key: String) throws -> TicketEvent? {
        try content.withLock { content in content.withKey[key].map { content.rows[$0] } }.map(Self.event)
    }

    /// Visits every event in the order in which they were kept.
    public func forEachEvent(_ body: (TicketEvent) throws -> Void) throws {
        for row in content.withLock({ $0.rows }) { try body(Self.event(row)) }
    }

    /// The greatest number of a ticket, or of an incident, whose code begins so.
    public func lastNumber(of prefix: String) throws -> Int {
        content.withLock { content in
            let codes = prefix.hasPrefix("I") ? content.incidents : Set(content.ofTicket.keys)
            return codes.filter { $0.hasPrefix(prefix) }.compactMap { Int($0.dropFirst(prefix.count)) }.max() ?? 0
        }
    }

    /// The last known position of everybody.
    public func positions() throws -> [PositionFix] {
        content.withLock { $0.positions.values.sorted { $0.staff < $1.staff } }
    }

    /// The rules that are in force.
    public func rulesInForce() throws -> KeptRules? {
        content.withLock { content in content.inForce.flatMap { content.rules[$0] } }
    }

    /// The rules of that code.
    public func rules(_ code: String) throws -> RoutingRules? { content.withLock { $0.rules[code]?.rules } }

    /// Puts rules into force.
    public func adopt(_ rules: KeptRules, at now: Date) throws {
        content.withLock { ($0.rules[rules.code], $0.inForce) = (rules, rules.code) }
    }

    private static func event(_ row: Row) throws -> TicketEvent {
        TicketEvent(
            ticket: row.ticket,
            number: row.number,
            milliseconds: row.milliseconds,
            actor: row.actor,
            key: row.key,
            body: try JSONDecoder().decode(TicketEvent.Body.self, from: row.body)
        )
    }
}

/// Layers are those of the other store.
extension RehearsalStore {
    /// The bureau the store serves.
    public func bureau() throws -> Bureau { try layers.bureau() }

    /// Imports into the other store.
    public func importRecords(
        into layer: Layer,
        source: ImportSource,
        isReplacing: Bool,
        _ body: (any RecordSink) throws -> Bool
    ) throws {
        try layers.importRecords(into: layer, source: source, isReplacing: isReplacing, body)
    }

    /// Visits the records of a layer.
    public func forEachRecord(in layer: Layer, version: Int?, _ body: (LayerRecord) throws -> Void) throws {
        try layers.forEachRecord(in: layer, version: version, body)
    }

    /// The record of that code.
    public func record(in layer: Layer, code: String) throws -> LayerRecord? {
        try layers.record(in: layer, code: code)
    }

    /// The number of records of a layer.
    public func recordCount(in layer: Layer, version: Int?) throws -> Int {
        try layers.recordCount(in: layer, version: version)
    }

    /// All district versions.
    public func districtVersions() throws -> [DistrictVersion] { try layers.districtVersions() }

    /// Publishes in the other store.
    public func publishDraft(from instant: Date, at now: Date, waiver: String?) throws -> DistrictVersion {
        try layers.publishDraft(from: instant, at: now, waiver: waiver)
    }
}
