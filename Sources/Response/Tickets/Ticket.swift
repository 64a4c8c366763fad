public import Foundation

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
    /// When each stage was first reached since the ticket was opened, in milliseconds since 1970 UTC.
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

    /// Whether anybody is bound by it.
    public var isHeld: Bool { holder != nil && ![.waiting, .restored, .closed].contains(stage) }

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
            (holder, copied) = (decision.lead, decision.copied)
            arrivalLimit = arrivalLimit ?? facts.limitSeconds
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
        case .restored:
            try require(.arrived)
            enter(.restored, event)
        case .closed(let closure):
            // What was settled was restored; what was not needs nobody to have been there.
            if closure == .settled { try require(.restored) } else { try refuse(.closed) }
            (self.closure, holder) = (closure, nil)
            enter(.closed, event)
        case .reassigned(let staff, _):
            try refuse(.restored, .closed)
            holder = staff
            enter(.dispatched, event)
        case .noted: break
        case .reopened:
            try require(.closed)
            (closure, holder, copied) = (nil, nil, nil)
            reopenings += 1
            reached = [:]
            enter(.waiting, event)
        }
    }

    private func refuse(_ stages: Stage...) throws {
        guard !stages.contains(stage) else { throw TicketProblem.outOfOrder(at: stage) }
    }

    private mutating func enter(_ next: Stage, _ event: TicketEvent) {
        stage = next
        if reached[next] == nil { reached[next] = event.milliseconds }
    }
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
}

/// A clock of a ticket, from one stage to another.
public struct TicketClock: Hashable, Sendable {
    /// What is measured.
    public enum Span: String, CaseIterable, Sendable {
        /// From the report until somebody was named.
        case dispatch
        /// From then until they answered.
        case accept
        /// From the report until they were there; the promised one.
        case arrive
        /// From the report until the matter was settled.
        case restore
    }

    /// What is measured.
    public let span: Span
    /// Seconds so far, or in all when it has stopped.
    public let seconds: Double
    /// The limit in seconds; nil for none.
    public let limit: Double?
    /// Whether it has stopped.
    public let isStopped: Bool

    /// Whether the limit is broken.
    public var isBreached: Bool { limit.map { seconds > $0 } ?? false }

    /// Whether a running clock will break its limit within so many seconds, or has.
    public func isInDanger(within seconds: Double) -> Bool {
        !isStopped && limit.map { self.seconds + seconds > $0 } ?? false
    }
}

extension Ticket {
    /// Seconds within which somebody must be named, and must answer.
    public static let promptness = 300.0

    /// The clocks of a ticket at an instant; one for what cannot have begun is left out.
    public func clocks(at now: Date) -> [TicketClock] {
        let now = Int((now.timeIntervalSince1970 * 1000).rounded())
        guard let reported = reached[.waiting] else { return [] }
        func clock(_ span: TicketClock.Span, from: Int?, to stages: [Stage], limit: Double?) -> TicketClock? {
            guard let from else { return nil }
            let end = stages.compactMap { reached[$0] }.min() ?? (stage == .closed ? reached[.closed] : nil)
            let seconds = Double(max(0, (end ?? now) - from)) / 1000
            return TicketClock(span: span, seconds: seconds, limit: limit, isStopped: end != nil)
        }
        return [
            clock(.dispatch, from: reported, to: [.dispatched], limit: Self.promptness),
            clock(.accept, from: reached[.dispatched], to: [.accepted], limit: Self.promptness),
            clock(.arrive, from: reported, to: [.arrived], limit: arrivalLimit),
            clock(.restore, from: reported, to: [.restored], limit: nil),
        ].compactMap(\.self)
    }
}
