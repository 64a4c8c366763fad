public import Foundation
public import Territory

/// What Response needs of a store besides the layers.
///
/// Events are only ever added. Everything else is a picture of them, kept so that other programs can see it.
public protocol ResponseStore: TerritoryStore {
    /// Keeps a batch, all or nothing.
    ///
    /// - Throws: ``ResponseStoreError/conflict(ticket:)`` when somebody else has written an event of that number, or one
    ///   with the same key; the store's errors.
    func append(_ batch: ResponseBatch) throws

    /// Visits the events of every ticket that is open, and of those that share an incident with one: ticket after ticket,
    /// each in the order of its numbers.
    func forEachOpenTicket(_ body: ([TicketEvent]) throws -> Void) throws

    /// Visits the events of every ticket that was received in a stretch of time, in the order of their codes.
    func forEachTicket(from start: Date, to end: Date, _ body: ([TicketEvent]) throws -> Void) throws

    /// The events of a ticket, in the order of their numbers; none when there is no such ticket.
    func events(of ticket: String) throws -> [TicketEvent]

    /// The first event of the command with this key; nil when there was none.
    func event(withKey key: String) throws -> TicketEvent?

    /// The greatest number of a ticket, or of an incident, whose code begins so; 0 when there is none.
    func lastNumber(of prefix: String) throws -> Int

    /// The last known position of everybody.
    func positions() throws -> [PositionFix]

    /// The rules that are in force; nil when none were ever put into force.
    func rulesInForce() throws -> KeptRules?

    /// The rules of that code; nil when there are none.
    func rules(_ code: String) throws -> RoutingRules?

    /// Puts rules into force.
    func adopt(_ rules: KeptRules, at now: Date) throws
}

extension ResponseStore {
    /// Visits the tickets that were received in the thirty days before an instant, each with its events up to then.
    public func forEachTicket(asOf instant: Date, _ body: ([TicketEvent]) throws -> Void) throws {
        let start = instant.addingTimeInterval(-30 * 86_400)
        try forEachTicket(from: start, to: instant.addingTimeInterval(0.001)) { events in
            let past = events.prefix { $0.milliseconds <= instant.milliseconds }
            if !past.isEmpty { try body(Array(past)) }
        }
    }
}

/// What a store keeps at once.
public struct ResponseBatch: Sendable {
    /// What happened.
    public var events: [TicketEvent] = []
    /// The tickets as they are then.
    public var tickets: [Ticket] = []
    /// The incidents as they are then.
    public var incidents: [IncidentPicture] = []
    /// New last known positions.
    public var positions: [PositionFix] = []
    /// The rules that decisions among the events were made by.
    public var rules: KeptRules?

    /// Creates an empty batch.
    public init() {}

    /// Whether there is nothing to keep.
    public var isEmpty: Bool { events.isEmpty && positions.isEmpty }
}

/// Rules as they were written, and the code that names them in decisions.
public struct KeptRules: Hashable, Sendable {
    /// Made of the text, so that the same rules have the same code.
    public let code: String
    /// The rules as JSON with sorted keys.
    public let text: String
    /// The rules.
    public let rules: RoutingRules

    /// Writes rules down.
    public init(_ rules: RoutingRules) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(rules)
        text = String(decoding: data, as: UTF8.self)
        code = ContentCode.of(text, prefix: "R")
        self.rules = rules
    }
}

/// Why a store does not take a batch.
public enum ResponseStoreError: Error, Hashable, Sendable {
    /// Somebody else was quicker.
    case conflict(ticket: String)
    /// What is kept is no life of a ticket: another program has changed it.
    case damaged(ticket: String)
    /// The rules that a decision was made by are not kept.
    case missingRules(String)
}
