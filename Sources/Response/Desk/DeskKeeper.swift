public import Foundation
public import SpatialIndex
import Territory

/// A desk together with its store: carries out commands, and answers when their events are kept.
///
/// A value with one owner, which blocks while the store writes. When the store refuses a batch, nothing of it has
/// happened: the desk is read from the store again, and every command of the batch fails with the store's error.
public struct DeskKeeper {
    private let store: any ResponseStore
    private let network: SupplyNetwork
    private let kept: KeptRules
    private let roster: Roster
    private let roads: RoadGraph?
    /// The desk as it stands in the store.
    public private(set) var desk: Desk

    /// Opens the desk of a store.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - roads: The roads; nil for straight ways.
    ///   - rules: The rules; nil for those in force, or the usual ones.
    ///   - now: The time.
    /// - Throws: The store's errors; `VersionError` when no districts are in force;
    ///   ``ResponseStoreError/damaged(ticket:)``.
    public init(store: any ResponseStore, roads: RoadGraph?, rules: RoutingRules? = nil, at now: Date) throws {
        self.store = store
        self.roads = roads
        network = try SupplyNetwork(store: store)
        kept = try rules.map { try KeptRules($0) } ?? store.rulesInForce() ?? KeptRules(RoutingRules())
        roster = try Roster(store: store)
        let atlas = try AtlasShelf(store: store).atlas(asOf: now)
        desk = try Self.read(store, roster, roads, kept, atlas, now)
    }

    private static func read(
        _ store: any ResponseStore,
        _ roster: Roster,
        _ roads: RoadGraph?,
        _ kept: KeptRules,
        _ atlas: Atlas,
        _ now: Date
    ) throws -> Desk {
        var desk = empty(roster, roads, kept, atlas, now)
        for fix in try store.positions() { _ = desk.take(fix) }
        try store.forEachOpenTicket { try take($0, into: &desk) }
        for isIncident in [false, true] {
            let prefix = desk.prefix(at: now.milliseconds, isIncident: isIncident)
            desk.take(lastNumber: try store.lastNumber(of: prefix), of: prefix)
        }
        return desk
    }

    private static func empty(
        _ roster: Roster,
        _ roads: RoadGraph?,
        _ kept: KeptRules,
        _ atlas: Atlas,
        _ now: Date
    ) -> Desk {
        let rules = kept.rules
        let board = ResponderBoard(
            roster: roster,
            roads: roads,
            policy: rules.positions,
            capacity: rules.capacity,
            at: now
        )
        return Desk(board: board, atlas: atlas, rules: rules, rulesCode: kept.code)
    }

    private static func take(_ events: [TicketEvent], into desk: inout Desk) throws {
        do { try desk.take(events) } catch is TicketProblem {
            throw ResponseStoreError.damaged(ticket: events.first?.ticket ?? "")
        }
    }

    /// A desk as it stood at an instant, to be asked and not to be worked at: positions and tickets up to then.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - roads: The roads; nil for straight ways.
    ///   - rules: The rules; nil for those in force now, or the usual ones.
    ///   - instant: When.
    /// - Returns: The desk.
    /// - Throws: As ``init(store:roads:rules:at:)``.
    public static func desk(
        of store: any ResponseStore,
        roads: RoadGraph?,
        rules: RoutingRules? = nil,
        asOf instant: Date
    ) throws -> Desk {
        let kept = try rules.map { try KeptRules($0) } ?? store.rulesInForce() ?? KeptRules(RoutingRules())
        let atlas = try AtlasShelf(store: store).atlas(asOf: instant)
        var desk = try empty(Roster(store: store), roads, kept, atlas, instant)
        for fix in try store.positions() { _ = desk.take(fix) }
        try store.forEachTicket(asOf: instant) { events in
            try take(events, into: &desk)
            desk.forget(events[0].ticket)
        }
        return desk
    }

    // MARK: Commands

    /// Carries out commands in their order and keeps what happened, all in one transaction of the store.
    ///
    /// - Returns: For each command its receipt, or the ``DeskRefusal`` for which it was not carried out.
    /// - Throws: The store's errors, or ``ResponseStoreError``; nothing has happened then.
    public mutating func perform(
        _ commands: [TicketCommand],
        at now: Date
    ) throws -> [Result<TicketReceipt, any Error>] {
        do {
            var batch = ResponseBatch()
            var keys: [String: TicketEvent] = [:]
            var results: [Result<TicketReceipt, any Error>] = []
            for command in commands {
                do {
                    let receipt = try perform(command, now, &keys)
                    add(receipt, to: &batch)
                    results.append(.success(receipt))
                } catch let refusal as DeskRefusal {
                    results.append(.failure(refusal))
                }
            }
            try keep(&batch)
            return results
        } catch {
            try restore(at: now)
            throw error
        }
    }

    /// Finds somebody for those who wait.
    ///
    /// - Returns: A receipt for each that somebody was found for.
    public mutating func dispatchWaiting(actor: String, at now: Date) throws -> [TicketReceipt] {
        do {
            let receipts = desk.dispatchWaiting(actor: actor, at: now)
            var batch = ResponseBatch()
            for receipt in receipts { add(receipt, to: &batch) }
            try keep(&batch)
            return receipts
        } catch {
            try restore(at: now)
            throw error
        }
    }

    /// Takes reported positions, and keeps the last of everybody.
    ///
    /// - Returns: A verdict for each.
    public mutating func take(_ fixes: [PositionFix], at now: Date) throws -> [PositionVerdict] {
        do {
            desk.advance(to: now)
            var latest: [String: PositionFix] = [:]
            let verdicts = fixes.map { fix in
                let verdict = desk.take(fix)
                if verdict == .taken { latest[fix.staff] = fix }
                return verdict
            }
            var batch = ResponseBatch()
            batch.positions = latest.values.sorted { $0.staff < $1.staff }
            if !batch.isEmpty { try store.append(batch) }
            return verdicts
        } catch {
            try restore(at: now)
            throw error
        }
    }

    /// Takes reported positions and keeps them nowhere but on this desk: a rehearsal.
    public mutating func rehearse(_ fixes: [PositionFix], at now: Date) -> [PositionVerdict] {
        desk.advance(to: now)
        return fixes.map { desk.take($0) }
    }

    /// What a new call would lead to; nothing is kept.
    public func preview(_ command: TicketCommand, at now: Date) throws -> TicketReceipt {
        var trial = self
        var keys: [String: TicketEvent] = [:]
        return try trial.perform(command, now, &keys)
    }

    private mutating func perform(
        _ command: TicketCommand,
        _ now: Date,
        _ keys: inout [String: TicketEvent]
    ) throws -> TicketReceipt {
        if let key = command.key, let event = try keys[key] ?? store.event(withKey: key) {
            guard command.action.begins(with: event) else { throw DeskRefusal.keyReused }
            try bring(event.ticket)
            guard let ticket = desk.tickets[event.ticket] else { throw DeskRefusal.unknownTicket(event.ticket) }
            return TicketReceipt(ticket: ticket, events: [], isRepeat: true, duplicates: [])
        }
        var command = command
        if case .receive(let intake) = command.action { command.action = .receive(try fed(intake)) }
        for code in command.action.tickets { try bring(code) }
        if case .close(_, _, let other?) = command.action { try bring(other) }
        try number(at: now)
        let receipt = try desk.perform(command, at: now)
        if let key = command.key, let first = receipt.events.first { keys[key] = first }
        return receipt
    }

    /// The intake with what is known of the caller's supply.
    private func fed(_ intake: TicketIntake) throws -> TicketIntake {
        if let customer = intake.customer, try !network.knows(customer: customer) {
            throw DeskRefusal.unknownCustomer(customer)
        }
        if let asset = intake.asset, asset.device != nil, intake.assetCode != nil || intake.customer == nil {
            guard let device = intake.device, try network.knows(device) else { throw DeskRefusal.unknownDevice(asset) }
        }
        var intake = intake
        intake.supply = try network.supply(
            customer: intake.customer,
            asset: intake.device,
            place: intake.point,
            accuracyMetres: intake.accuracyMetres
        )
        return intake
    }

    /// Brings a closed ticket to the desk again.
    private mutating func bring(_ code: String) throws {
        guard desk.tickets[code] == nil else { return }
        let events = try store.events(of: code)
        guard !events.isEmpty else { throw DeskRefusal.unknownTicket(code) }
        try Self.take(events, into: &desk)
    }

    /// Makes sure that no number of a day is given twice, whichever way the clock goes.
    private mutating func number(at now: Date) throws {
        for isIncident in [false, true] {
            let prefix = desk.prefix(at: now.milliseconds, isIncident: isIncident)
            if !desk.knows(prefix: prefix) { desk.take(lastNumber: try store.lastNumber(of: prefix), of: prefix) }
        }
    }

    // MARK: The store

    private func add(_ receipt: TicketReceipt, to batch: inout ResponseBatch) {
        batch.events += receipt.events
        if batch.rules == nil, receipt.events.contains(where: { if case .routed = $0.body { true } else { false } }) {
            batch.rules = kept
        }
    }

    /// Keeps a batch with the pictures of all that its events changed, and clears what is over off the desk.
    private mutating func keep(_ batch: inout ResponseBatch) throws {
        guard !batch.isEmpty else { return }
        batch.tickets = Set(batch.events.map(\.ticket)).sorted().compactMap { desk.tickets[$0] }
        let left = batch.events.compactMap { if case .left(let incident) = $0.body { incident } else { nil } }
        let incidents = Set(batch.tickets.compactMap(\.incident) + left)
        batch.incidents = desk.takeDissolved() + incidents.sorted().compactMap { desk.picture(of: $0) }
        try store.append(batch)
        for ticket in batch.tickets where !ticket.isOpen { desk.forget(ticket.code) }
    }

    private mutating func restore(at now: Date) throws {
        let now = max(now, desk.board.now)
        desk = try Self.read(store, roster, roads, kept, desk.atlas, now)
    }
}
