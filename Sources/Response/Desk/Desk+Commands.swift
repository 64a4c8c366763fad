public import Foundation
import GeometryCore
import Territory

extension Desk {
    /// The longest text that a command may bring, in characters.
    public static let longestText = 2000
    /// The longest key or actor.
    public static let longestName = 200
    /// How far ahead of the clock a command may be, in seconds.
    private static let ahead = 120.0
    /// How far the true place of a call may be away, in metres.
    public static let worstAccuracy = 50_000.0
    /// How much of a call's accuracy counts in the search for duplicates, in metres.
    private static let vagueness = 200.0

    /// Carries out a command.
    ///
    /// - Parameters:
    ///   - command: The command; tickets that it names are here, see ``take(_:)-(Sequence<TicketEvent>)``.
    ///   - now: The time. A clock that jumped backwards stands still until the last event's time has come again.
    /// - Returns: What became of it. The events are the caller's to keep.
    /// - Throws: ``DeskRefusal``; nothing has changed then.
    public mutating func perform(_ command: TicketCommand, at now: Date) throws -> TicketReceipt {
        try check(command, now)
        advance(to: now)
        var draft = DeskDraft(at: time(of: command, now), command)
        if let code = command.action.ticket, let version = command.version {
            let ticket = try draft.ticket(code, self)
            guard ticket.version == version else {
                throw DeskRefusal.ticket(.version(expected: ticket.version, found: version))
            }
        }
        let code = try add(command, to: &draft)
        let duplicates = command.action.ticket == nil ? duplicates(of: try draft.ticket(code, self)) : []
        put(draft)
        return TicketReceipt(
            ticket: try draft.ticket(code, self),
            events: draft.events,
            isRepeat: false,
            duplicates: duplicates
        )
    }

    /// Who would go to a call now; nothing changes.
    public mutating func decide(_ call: RoutingCall) -> (facts: RoutingFacts, decision: RoutingDecision) {
        let facts = facts(of: call)
        return (facts, RoutingDecision(facts, rules))
    }

    /// Finds somebody for those who wait, the most urgent and then the longest waiting first.
    ///
    /// Who was asked before is asked again only when nobody else can go.
    ///
    /// - Returns: A receipt for each that somebody was found for.
    public mutating func dispatchWaiting(actor: String, at now: Date) -> [TicketReceipt] {
        advance(to: now)
        let waiting = tickets.values.filter { $0.stage == .waiting }.sorted {
            ($0.intake.priority, $0.reported, $0.code) < ($1.intake.priority, $1.reported, $1.code)
        }
        var receipts: [TicketReceipt] = []
        for ticket in waiting where tickets[ticket.code]?.stage == .waiting {
            guard isWorthAnAttempt(ticket.code) else { continue }
            noteAttempt(ticket.code)
            for others in Set([ticket.passedOver, []]).sorted(by: { $0.count > $1.count }) {
                let command = TicketCommand(.route(ticket: ticket.code), actor: actor)
                var draft = DeskDraft(at: time(of: command, now), command)
                guard (try? route(ticket.code, passingOver: others, &draft)) != nil,
                    let found = draft.tickets[ticket.code], found.holder != nil
                else { continue }
                put(draft)
                receipts.append(.init(ticket: found, events: draft.events, isRepeat: false, duplicates: []))
                break
            }
        }
        return receipts
    }

    private mutating func put(_ draft: DeskDraft) {
        for (_, ticket) in draft.tickets.sorted(by: { $0.key < $1.key }) {
            put(ticket, ticket.incident.flatMap { draft.devices[$0] })
        }
    }

    /// When a command counts as carried out, in milliseconds since 1970 UTC.
    private func time(of command: TicketCommand, _ now: Date) -> Int {
        if let time = command.time { return time.milliseconds }
        let last = command.action.tickets.flatMap { code in
            // Whoever is of the same incident takes the event as well.
            [tickets[code]].compactMap(\.self) + (tickets[code]?.incident.map(openMembers(of:)) ?? [])
        }
        return last.map(\.last).reduce(now.milliseconds, max)
    }

    private func check(_ command: TicketCommand, _ now: Date) throws {
        func limit(_ text: String?, _ field: String, _ limit: Int) throws {
            guard let text else { return }
            guard !text.isEmpty else { throw DeskRefusal.empty(field: field) }
            guard text.utf8.count <= limit * 4, text.count <= limit else {
                throw DeskRefusal.tooLong(field: field, limit: limit)
            }
            let isControl = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
            guard !isControl else { throw DeskRefusal.controlCharacter(field: field) }
        }
        try limit(command.actor, "by", Self.longestName)
        try limit(command.key, "key", Self.longestName)
        guard board.roster.number(of: command.actor) != nil || Self.isProgram(command.actor) else {
            throw DeskRefusal.unknownActor
        }
        switch command.action {
        case .note(_, let text, let photo):
            try limit(text, "text", Self.longestText)
            try limit(photo, "photo", Self.longestText)
        case .reopen(_, let reason): try limit(reason, "reason", Self.longestText)
        case .reassign(_, _, let reason, _): try limit(reason, "reason", Self.longestText)
        case .receive(let intake): try limit(intake.text, "text", Self.longestText)
        default: break
        }
        if let time = command.time, time.timeIntervalSince(now) > Self.ahead { throw DeskRefusal.future }
        switch command.action {
        case .route, .reassign, .merge, .split, .reopen: try requireLeader(command.actor)
        default: break
        }
    }

    /// Whether somebody calls themselves as programs do: in small letters.
    private static func isProgram(_ actor: String) -> Bool {
        actor.utf8.first.map { (0x61...0x7a).contains($0) } ?? false
            && actor.utf8.allSatisfy {
                (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || [0x2d, 0x2e, 0x5f].contains($0)
            }
    }

    /// Lets programs and those through who say who goes.
    private func requireLeader(_ actor: String) throws {
        guard let member = board.roster.member(actor) else { return }
        if member.roles.isDisjoint(with: [.dispatcher, .manager, .crewLeader]) { throw DeskRefusal.notLeader }
    }

    /// Lets whoever has a ticket through as well.
    private func requireHolder(of ticket: Ticket, _ actor: String) throws {
        guard ticket.holder != actor else { return }
        do { try requireLeader(actor) } catch { throw DeskRefusal.notHolder }
    }

    /// Adds a command's events.
    ///
    /// - Returns: The ticket that it is about.
    private mutating func add(_ command: TicketCommand, to draft: inout DeskDraft) throws -> String {
        switch command.action {
        case .receive(let intake): return try receive(intake, &draft)
        case .route(let code, let others):
            for other in others where board.roster.number(of: other) == nil { throw DeskRefusal.unknownStaff(other) }
            let earlier = others.isEmpty ? [] : try draft.ticket(code, self).passedOver
            try route(code, passingOver: others.union(earlier), &draft)
        case .accept(let code): try tell(.accepted, of: code, command.actor, &draft)
        case .setOut(let code): try tell(.enRoute, of: code, command.actor, &draft)
        case .arrive(let code): try tell(.arrived, of: code, command.actor, &draft)
        case .restore(let code): try tell(.restored, of: code, command.actor, &draft)
        case .step(let code, let step):
            try requireHolder(of: draft.ticket(code, self), command.actor)
            try draft.add(.stepped(step), to: code, self)
        case .close(let code, let closure, let other):
            try requireHolder(of: draft.ticket(code, self), command.actor)
            guard (closure == .duplicate) == (other != nil) else { throw DeskRefusal.originalNeeded }
            guard other != code else { throw DeskRefusal.repeatsItself }
            if let other {
                // Somebody must still see to what the caller reported, or have done so.
                let original = try draft.ticket(other, self)
                guard original.closure == nil || original.closure == .settled else {
                    throw DeskRefusal.originalNotKept(other)
                }
            }
            try draft.add(.closed(closure, of: other), to: code, self)
        case .reassign(let code, let staff, let reason, let isForced):
            try reassign(code, to: staff, reason, isForced, &draft)
        case .note(let code, let text, let photo): try draft.add(.noted(text: text, photo: photo), to: code, self)
        case .reopen(let code, let reason):
            try draft.add(.reopened(reason: reason), to: code, self)
            try route(code, passingOver: [], &draft)
        case .merge(let codes): return try merge(codes, &draft)
        case .split(let code): try split(code, &draft)
        }
        return command.action.ticket ?? ""
    }

    // MARK: Intake

    private mutating func receive(_ intake: TicketIntake, _ draft: inout DeskDraft) throws -> String {
        let place = intake.point
        guard intake.place.count == 2, place.isFinite, Box(minX: -180, minY: -90, maxX: 180, maxY: 90).contains(place),
            intake.accuracyMetres >= 0, intake.accuracyMetres.isFinite
        else { throw DeskRefusal.notAPlace }
        guard intake.accuracyMetres <= Self.worstAccuracy else {
            throw DeskRefusal.tooInaccurate(limit: Int(Self.worstAccuracy))
        }
        let code = nextCode(at: draft.milliseconds)
        try draft.add(.received(intake), to: code, self)
        if try !joinByItself(code, &draft) { try route(code, passingOver: [], &draft) }
        return code
    }

    private func duplicates(of ticket: Ticket) -> [String] {
        let found = tickets(
            of: ticket.intake.category,
            near: ticket.intake.point,
            within: rules.incidents.duplicateMetres + min(Self.vagueness, ticket.intake.accuracyMetres)
        )
        return found.filter { $0 != ticket.code }
    }

    // MARK: Who goes

    /// Decides who goes to a ticket and, when it is of an incident, to all of it.
    mutating func route(_ code: String, passingOver others: Set<String>, _ draft: inout DeskDraft) throws {
        let ticket = try draft.ticket(code, self)
        let call = ticket.intake.call(passingOver: others)
        // Who has the ticket already is as free for it as anybody.
        let holder = ticket.bindsHolder ? ticket.holder.flatMap(board.roster.number(of:)) : nil
        let load = holder.map { board.load(of: $0) } ?? 0
        if let holder { setLoad(of: holder, to: max(0, load - 1)) }
        let (facts, decision) = decide(call)
        if let holder { setLoad(of: holder, to: load) }
        try draft.add(.routed(facts: facts, decision: decision, rules: rulesCode), to: code, self)
        try lead(code, &draft)
    }

    private mutating func reassign(
        _ code: String,
        to staff: String,
        _ reason: String?,
        _ isForced: Bool,
        _ draft: inout DeskDraft
    ) throws {
        guard let number = board.roster.number(of: staff) else { throw DeskRefusal.unknownStaff(staff) }
        let ticket = try draft.ticket(code, self)
        guard ticket.holder != staff || !ticket.isHeld else { throw DeskRefusal.sameHolder }
        let isFull = load(of: number) >= board.capacity
        if ticket.intake.category.isOnSite && isFull { throw DeskRefusal.unavailable(.busy) }
        if !isForced, !board.isOnDuty(number) { throw DeskRefusal.unavailable(.offShift) }
        try draft.add(.reassigned(to: staff, reason: reason), to: code, self)
        try lead(code, &draft)
    }

    /// What the holder says; in an incident it is true for all of it.
    private func tell(
        _ body: TicketEvent.Body,
        of code: String,
        _ actor: String,
        _ draft: inout DeskDraft
    ) throws {
        let ticket = try draft.ticket(code, self)
        try requireHolder(of: ticket, actor)
        try draft.add(body, to: code, self)
        for other in followers(of: code, draft) where other.stage == ticket.stage && other.holder == ticket.holder {
            try draft.add(body, to: other.code, self)
        }
    }
}

extension TicketIntake {
    /// The call as rules see it.
    func call(passingOver others: Set<String> = []) -> RoutingCall {
        RoutingCall(
            place: point,
            accuracyMetres: accuracyMetres,
            category: category,
            asset: asset,
            passedOver: others
        )
    }
}

extension TicketPriority: Comparable {
    /// The more urgent is less.
    public static func < (a: TicketPriority, b: TicketPriority) -> Bool {
        (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
}
