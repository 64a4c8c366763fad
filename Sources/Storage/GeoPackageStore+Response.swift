public import Foundation
public import Response

/// What Response keeps in the file.
extension GeoPackageStore: ResponseStore {
    private var response: ResponseRepository<GeoPackageDatabase> {
        ResponseRepository(database: database, bureauCode: bureauCode)
    }

    /// Keeps a batch, all or nothing; see `ResponseStore`.
    ///
    /// - Throws: `ResponseStoreError`; ``StoreError``. After ``StoreError/checkpointFailed(_:)`` the batch is kept.
    public func append(_ batch: ResponseBatch) throws { try response.append(batch) }

    /// Visits the events of every ticket that is open, and of those that share an incident with one.
    public func forEachOpenTicket(_ body: ([TicketEvent]) throws -> Void) throws {
        try response.forEachOpenTicket(body)
    }

    /// Visits the events of every ticket that was received in a stretch of time.
    public func forEachTicket(from start: Date, to end: Date, _ body: ([TicketEvent]) throws -> Void) throws {
        try response.forEachTicket(from: start, to: end, body)
    }

    /// Visits every event in the order in which they were kept.
    public func forEachEvent(_ body: (TicketEvent) throws -> Void) throws { try response.forEachEvent(body) }

    /// Whether there is any ticket.
    public func hasTickets() throws -> Bool { try response.hasTickets() }

    /// The events of a ticket, in the order of their numbers.
    public func events(of ticket: String) throws -> [TicketEvent] { try response.events(of: ticket) }

    /// The first event of the command with this key.
    public func event(withKey key: String) throws -> TicketEvent? { try response.event(withKey: key) }

    /// The greatest number of a ticket, or of an incident, whose code begins so.
    public func lastNumber(of prefix: String) throws -> Int { try response.lastNumber(of: prefix) }

    /// The last known position of everybody.
    public func positions() throws -> [PositionFix] { try response.positions() }

    /// The rules that are in force.
    public func rulesInForce() throws -> KeptRules? { try response.rulesInForce() }

    /// The rules of that code.
    public func rules(_ code: String) throws -> RoutingRules? { try response.rules(code) }

    /// Puts rules into force.
    public func adopt(_ rules: KeptRules, at now: Date) throws { try response.adopt(rules, at: now) }
}
