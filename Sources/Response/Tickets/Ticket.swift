public import Territory

/// A ticket (工单): the fold of its events.
public struct Ticket: Hashable, Sendable {
    /// Where a ticket stands.
    public enum Stage: String, CaseIterable, Codable, Sendable {
        /// Nobody was asked yet, or nobody could go.
        case waiting
        /// Somebody was named and has not answered.
        case dispatched
        /// They will go.
        case accepted
        /// They are on their way.
        case enRoute = "en-route"
        /// They are there.
        case arrived
        /// The matter is settled on the spot.
        case restored
        /// It is over.
        case closed
    }

    /// The code.
    public let code: String
    /// What was known when the call came in.
    public let intake: TicketIntake
    /// Where it stands.
    public private(set) var stage = Stage.waiting
    /// Who goes; nil while nobody does.
    public private(set) var holder: String?
    /// When the one who goes was named, in milliseconds since 1970 UTC; nil while nobody goes.
    public private(set) var named: Int?
    /// Who was asked and did not go, by the last decision.
    public private(set) var passedOver: Set<String> = []
    /// The incident it is part of.
    public private(set) var incident: String?
    /// Whether somebody took it out of an incident, so that it joins none by itself.
    public private(set) var isApart = false
    /// How far a connection has come.
    public var step: ConnectionStep? { ConnectionStep.allCases.last { steps[$0] != nil } }
    /// When a connection came how far, in milliseconds since 1970 UTC.
    public private(set) var steps: [ConnectionStep: Int] = [:]
    /// Who is told as well.
    public private(set) var copied: String?
    /// How many events there were: the version that a command must know.
    public private(set) var version = 1
    /// How it ended.
    public private(set) var closure: TicketClosure?
    /// How often it was opened again.
    public private(set) var reopenings = 0
    /// The promised seconds from the report to the arrival; nil before the first decision.
    public private(set) var arrivalLimit: Double?
    /// The district's code by the first decision; nil before it and outside.
    public private(set) var district: String?
    /// The area class of the place by the first decision.
    public private(set) var area: AreaClass?
    /// In what way the last decision found somebody, or nobody; nil before it.
    public private(set) var outcome: RoutingDecision.Outcome?
    /// When each stage was first reached since the ticket was opened, in milliseconds since 1970 UTC; what the one who goes
    /// now has said, by that one.
    public private(set) var reached: [Stage: Int] = [:]
    /// When the last event happened, in milliseconds since 1970 UTC.
    public private(set) var last: Int

    /// Begins a ticket with its first event.
    ///
    /// - Throws: ``TicketProblem/notReceived`` when the first event is another.
    public init(first event: TicketEvent) throws {
        guard case .received(let intake) = event.body, event.number == 1 else { throw TicketProblem.notReceived }
        code = event.ticket
        self.intake = intake
        last = event.milliseconds
        reached[.waiting] = event.milliseconds
    }

    /// Folds a ticket's events.
    ///
    /// - Throws: ``TicketProblem`` at the first event that cannot follow those before it.
    public init(_ events: some Sequence<TicketEvent>) throws {
        var iterator = events.makeIterator()
        guard let first = iterator.next() else { throw TicketProblem.notReceived }
        try self.init(first: first)
        while let event = iterator.next() { try take(event) }
    }

    /// Whether somebody has still to see to it.
    public var isHeld: Bool { holder != nil && ![.waiting, .restored, .closed].contains(stage) }

    /// Whether it keeps its holder from other work on the spot.
    public var bindsHolder: Bool { isHeld && intake.category.isOnSite }

    /// Whether it may still need somebody.
    public var isOpen: Bool { stage != .closed }

    /// Takes the next event.
    ///
    /// - Throws: ``TicketProblem``; the ticket is as before then.
    public mutating func take(_ event: TicketEvent) throws {
        guard event.ticket == code, event.number == version + 1 else {
            throw TicketProblem.version(expected: version + 1, found: event.number)
        }
        guard event.milliseconds >= last else { throw TicketProblem.clockBackwards }
        try apply(event)
        version = event.number
        last = event.milliseconds
    }

    private mutating func apply(_ event: TicketEvent) throws {
        func require(_ stages: Stage...) throws {
            guard stages.contains(stage) else { throw TicketProblem.outOfOrder(at: stage) }
        }
        switch event.body {
        case .received: throw TicketProblem.outOfOrder(at: stage)
        case .routed(let facts, let decision, _):
            try require(.waiting, .dispatched)
            (copied, outcome, passedOver) = (decision.copied, decision.outcome, Set(facts.passedOver))
            name(decision.lead, event)
            settle(.init(district: facts.code, area: facts.subject.area, limitSeconds: facts.limitSeconds))
            enter(decision.lead == nil ? .waiting : .dispatched, event)
        case .accepted:
            try require(.dispatched)
            enter(.accepted, event)
        case .enRoute:
            try require(.accepted)
            enter(.enRoute, event)
        case .arrived:
            try require(.accepted, .enRoute)
            enter(.arrived, event)
        case .stepped(let next):
            guard intake.category == .connection else { throw TicketProblem.notAConnection }
            try require(.accepted, .enRoute, .arrived)
            guard next == (step?.next ?? .surveyed) else { throw TicketProblem.stepOutOfOrder(after: step) }
            steps[next] = event.milliseconds
        case .restored:
            try require(.arrived)
            enter(.restored, event)
        case .closed(let closure, _):
            try requireEnd(by: closure)
            (self.closure, holder) = (closure, nil)
            enter(.closed, event)
        case .reassigned(let staff, _):
            try refuse(.restored, .closed)
            name(staff, event)
            outcome = nil
            enter(.dispatched, event)
        case .joined(let incident, _, let site):
            try refuse(.closed)
            if let site { settle(site) }
            self.incident = incident
            isApart = false
        case .followed(_, let holder, let stage):
            try refuse(.closed)
            guard incident != nil, stage != .closed else { throw TicketProblem.outOfOrder(at: self.stage) }
            if holder != self.holder { name(holder, event) }
            enter(stage, event)
        case .left(let incident):
            try refuse(.closed)
            guard incident == self.incident else { throw TicketProblem.notInIncident }
            (self.incident, isApart) = (nil, true)
            // What was said of the incident was not said of this one.
            reached = [.waiting: reported]
            name(nil, event)
            enter(.waiting, event)
        case .noted: break
        case .reopened:
            try require(.closed)
            (closure, copied, incident, steps, passedOver) = (nil, nil, nil, [:], [])
            reopenings += 1
            reached = [:]
            name(nil, event)
            enter(.waiting, event)
        }
    }

    /// What was settled on the spot was restored, and a connection connected; a question can be answered at once, and
    /// what was not settled needs nobody to have been there.
    private func requireEnd(by closure: TicketClosure) throws {
        try refuse(.closed)
        guard closure == .settled else { return }
        switch intake.category {
        case .outage, .repair, .metering: guard stage == .restored else { throw TicketProblem.outOfOrder(at: stage) }
        case .connection: guard step == .connected else { throw TicketProblem.stepOutOfOrder(after: step) }
        case .enquiry, .complaint: break
        }
    }

    private func refuse(_ stages: Stage...) throws {
        guard !stages.contains(stage) else { throw TicketProblem.outOfOrder(at: stage) }
    }

    /// Whose place it is and what was promised stays as it was first said.
    private mutating func settle(_ site: TicketSite) {
        guard arrivalLimit == nil else { return }
        (arrivalLimit, district, area) = (site.limitSeconds, site.district, site.area)
    }

    /// Somebody goes, or nobody does any more; what was said before was said by another.
    private mutating func name(_ staff: String?, _ event: TicketEvent) {
        holder = staff
        named = staff == nil ? nil : event.milliseconds
        (reached[.accepted], reached[.enRoute]) = (nil, nil)
        if staff != nil, reached[.dispatched] == nil { reached[.dispatched] = event.milliseconds }
    }

    private mutating func enter(_ next: Stage, _ event: TicketEvent) {
        stage = next
        if reached[next] == nil { reached[next] = event.milliseconds }
    }

    /// When the call came in, or last did, in milliseconds since 1970 UTC.
    public var reported: Int { reached[.waiting] ?? last }
}

/// Why a ticket cannot take an event.
public enum TicketProblem: Error, Hashable, Sendable {
    /// The first event is not that a call came in.
    case notReceived
    /// Somebody else was quicker, or the command is not about this ticket.
    case version(expected: Int, found: Int)
    /// The event cannot happen at this stage, as arriving before accepting.
    case outOfOrder(at: Ticket.Stage)
    /// It is said to have happened before the last one.
    case clockBackwards
    /// Only connections have such steps.
    case notAConnection
    /// A connection's steps follow one another.
    case stepOutOfOrder(after: ConnectionStep?)
    /// It is not part of that incident.
    case notInIncident
}
