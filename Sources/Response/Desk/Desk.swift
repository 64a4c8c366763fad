public import Foundation
public import GeometryCore
import SpatialIndex
public import Territory

/// Where calls become tickets and tickets find somebody: the open tickets, the incidents, and who is busy with what.
///
/// A value with one owner and without a store: it carries out a command by making events of it, and what it holds is the
/// fold of all events it was given. So two calls at once are two commands, one behind the other, and nobody is booked
/// twice.
///
/// - Complexity: A command is O(1) in the number of tickets, but for the search of a decision.
public struct Desk: Sendable {
    /// Who can be sent from where.
    public private(set) var board: ResponderBoard
    /// The districts in force.
    public var atlas: Atlas
    /// The bureau's rules.
    public let rules: RoutingRules
    /// Names the rules in decisions.
    public let rulesCode: String
    /// The tickets that are open, and those that were brought back to be looked at.
    public private(set) var tickets: [String: Ticket] = [:]
    /// The incidents that have an open ticket.
    public private(set) var incidents: [String: Incident] = [:]
    /// Incidents whose tickets all left for another one, until somebody asks.
    private var dissolved: [IncidentPicture] = []
    /// For everybody how many tickets of each piece of work bind them; an incident is one piece of work.
    private var work: [[String: Int]]
    /// For each transformer the open reports of darkness under it.
    private var dark: [String: Set<String>] = [:]
    private var places = NearestIndex(metric: .greatCircle)
    private var numbers: [String: UInt32] = [:]
    private var codes: [UInt32: String] = [:]
    private var spare: [UInt32] = []
    /// For each ticket that nobody was found for, who was available then, and when that was.
    private var attempts: [String: (availabilities: Int, time: Date)] = [:]
    /// How long a ticket waits until it is tried again although nobody became available: people move.
    private static let retry = 600.0
    /// The last number of each day and kind that was given, by what stands before it.
    private var lastNumbers: [String: Int] = [:]

    /// Creates a desk without tickets.
    ///
    /// - Parameters:
    ///   - board: Who can be sent from where, with nobody busy.
    ///   - atlas: The districts in force.
    ///   - rules: The bureau's rules.
    ///   - rulesCode: Names the rules in decisions.
    public init(board: ResponderBoard, atlas: Atlas, rules: RoutingRules, rulesCode: String) {
        self.board = board
        self.atlas = atlas
        self.rules = rules
        self.rulesCode = rulesCode
        work = Array(repeating: [:], count: board.roster.staff.count)
    }

    // MARK: What was before

    /// Takes the events of a ticket that is not here yet, as they were kept.
    ///
    /// - Throws: ``TicketProblem`` when they are none of a ticket's life.
    public mutating func take(_ events: some Sequence<TicketEvent>) throws {
        let ticket = try Ticket(events)
        guard tickets[ticket.code] == nil else { return }
        var device: NetworkDevice??
        for event in events { if case .joined(_, let found, _) = event.body { device = .some(found) } }
        put(ticket, device)
    }

    /// Says which number a day's last ticket or incident has.
    public mutating func take(lastNumber number: Int, of prefix: String) {
        lastNumbers[prefix] = max(number, lastNumbers[prefix] ?? 0)
    }

    /// Takes a reported position.
    public mutating func take(_ fix: PositionFix) -> PositionVerdict { board.take(fix) }

    /// Brings the desk to a later instant.
    public mutating func advance(to instant: Date) { board.advance(to: instant) }

    /// Forgets a ticket that is closed.
    mutating func forget(_ code: String) {
        guard let ticket = tickets[code], !ticket.isOpen else { return }
        tickets[code] = nil
        guard let incident = ticket.incident, let found = incidents[incident] else { return }
        if !found.members.contains(where: { tickets[$0]?.isOpen ?? false }) { incidents[incident] = nil }
    }

    // MARK: Codes

    /// What stands before the numbers of a day's tickets: `261105-`.
    public func prefix(at milliseconds: Int, isIncident: Bool = false) -> String {
        let (year, month, date) = board.roster.rota.clock.day(at: Date(milliseconds: milliseconds)).parts
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return (isIncident ? "I" : "") + two(year % 100) + two(month) + two(date) + "-"
    }

    /// Whether it is known which numbers were given already.
    func knows(prefix: String) -> Bool { lastNumbers[prefix] != nil }

    private func code(_ prefix: String) -> String {
        let digits = String((lastNumbers[prefix] ?? 0) + 1)
        return prefix + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    func nextCode(at milliseconds: Int, isIncident: Bool = false) -> String {
        code(prefix(at: milliseconds, isIncident: isIncident))
    }

    private mutating func noteNumber(of code: String) {
        guard let dash = code.lastIndex(of: "-"), let number = Int(code[code.index(after: dash)...]) else { return }
        take(lastNumber: number, of: String(code[...dash]))
    }

    // MARK: What is at hand

    /// The tickets of an incident that are open, in the order of their codes.
    func openMembers(of incident: String) -> [Ticket] {
        (incidents[incident]?.members ?? []).compactMap { tickets[$0] }.filter(\.isOpen)
    }

    /// What ties up a ticket's holder: the incident, or the ticket alone.
    private func piece(_ ticket: Ticket) -> String { ticket.incident ?? ticket.code }

    /// How much work somebody has at hand.
    public func load(of number: Int) -> Int { work[number].count }

    /// Open tickets of one category near a place, the nearest first.
    public func tickets(of category: CallCategory, near place: Point, within metres: Double) -> [String] {
        places.snapshot.nearest(to: place, limit: 5, filter: .init(required: category.trait), within: metres)
            .compactMap { codes[$0.number] }
    }

    /// The open reports of darkness under a transformer.
    func darkness(under transformer: String) -> [Ticket] {
        (dark[transformer] ?? []).compactMap { tickets[$0] }
    }

    /// Leaves somebody out of account for a moment, as one who is to be replaced.
    mutating func setLoad(of number: Int, to load: Int) { board.setLoad(of: number, to: load) }

    /// Whether it may be of use to look for somebody for a ticket that waits: in a storm hundreds do, and a search for each
    /// would find nobody.
    func isWorthAnAttempt(_ code: String) -> Bool {
        guard let last = attempts[code] else { return true }
        return board.now.timeIntervalSince(last.time) >= Self.retry || board.hasAnybodyNew(since: last.availabilities)
    }

    /// Remembers that nobody was found for a ticket.
    mutating func noteAttempt(_ code: String) { attempts[code] = (board.availabilities, board.now) }

    // MARK: Changes

    /// Puts a ticket in its new state in the place of its old one, and brings everything else up to date.
    ///
    /// - Parameters:
    ///   - ticket: The ticket.
    ///   - device: Where the fault of its incident is thought to be, which may be nowhere; nil when that stays as it was.
    mutating func put(_ ticket: Ticket, _ device: NetworkDevice??) {
        let old = tickets[ticket.code]
        tickets[ticket.code] = ticket
        if ticket.stage != .waiting { attempts[ticket.code] = nil }
        if old == nil { noteNumber(of: ticket.code) }
        if old?.incident != ticket.incident, let left = old?.incident { leave(left, ticket) }
        if let incident = ticket.incident {
            if incidents[incident] == nil { noteNumber(of: incident) }
            incidents[incident, default: Incident(code: incident, opened: ticket.reported)].add(ticket)
            if let device { incidents[incident]?.device = device }
        }
        rebook(old, ticket)
        if old?.isOpen ?? false != ticket.isOpen { ticket.isOpen ? show(ticket) : hide(ticket.code) }
        note(ticket)
    }

    private mutating func leave(_ incident: String, _ ticket: Ticket) {
        incidents[incident]?.remove(ticket.code)
        guard let left = incidents[incident], openMembers(of: incident).isEmpty else { return }
        incidents[incident] = nil
        dissolved.append(IncidentPicture(left, tickets: [], ended: ticket.last, place: ticket.intake.place))
    }

    /// The incidents whose tickets all left for another one since this was last asked.
    mutating func takeDissolved() -> [IncidentPicture] {
        defer { dissolved = [] }
        return dissolved
    }

    private mutating func rebook(_ old: Ticket?, _ new: Ticket) {
        func binding(_ ticket: Ticket?) -> (number: Int, piece: String)? {
            guard let ticket, ticket.bindsHolder, let holder = ticket.holder else { return nil }
            return board.roster.number(of: holder).map { ($0, piece(ticket)) }
        }
        let (before, after) = (binding(old), binding(new))
        guard before?.number != after?.number || before?.piece != after?.piece else { return }
        if let before {
            let count = work[before.number][before.piece, default: 1] - 1
            work[before.number][before.piece] = count > 0 ? count : nil
        }
        if let after { work[after.number][after.piece, default: 0] += 1 }
        for number in Set([before?.number, after?.number].compactMap(\.self)) {
            board.setLoad(of: number, to: work[number].count)
        }
    }

    private mutating func show(_ ticket: Ticket) {
        let number = spare.popLast() ?? UInt32(numbers.count)
        // A ticket whose place is none is found by nobody.
        guard (try? places.insert(number, at: ticket.intake.point, traits: ticket.intake.category.trait)) != nil else {
            return spare.append(number)
        }
        (numbers[ticket.code], codes[number]) = (number, ticket.code)
    }

    private mutating func hide(_ code: String) {
        guard let number = numbers.removeValue(forKey: code) else { return }
        codes[number] = nil
        spare.append(number)
        try? places.remove(number)
    }

    private mutating func note(_ ticket: Ticket) {
        guard ticket.intake.category == .outage, let transformer = ticket.intake.supply?.transformer else { return }
        if ticket.isOpen && ticket.stage != .restored {
            dark[transformer, default: []].insert(ticket.code)
        } else {
            dark[transformer]?.remove(ticket.code)
            if dark[transformer]?.isEmpty ?? false { dark[transformer] = nil }
        }
    }

    /// Whose place a call's is, and what is promised there.
    func site(of call: RoutingCall) -> TicketSite { board.site(of: call, in: atlas, rules).site }

    /// Lends the board for a decision.
    mutating func facts(of call: RoutingCall) -> RoutingFacts { board.facts(of: call, in: atlas, rules) }
}

extension CallCategory {
    /// The bit by which open tickets are found.
    fileprivate var trait: UInt32 { 1 << UInt32(Self.allCases.firstIndex(of: self) ?? 0) }
}
