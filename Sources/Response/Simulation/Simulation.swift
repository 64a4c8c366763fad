import Foundation
import GeometryCore
public import SpatialIndex
import Territory

/// A bureau's time lived through: calls come in, people are sent, their telephones answer or do not, messages are lost,
/// the program dies and begins again.
///
/// Everything goes through the same door as in earnest, ``DeskKeeper``, with a virtual clock; what happened stands in the
/// store afterwards, and ``SimulationAudit`` looks whether it may.
public struct Simulation {
    /// Something that will happen.
    private enum Act {
        /// A command is sent, or sent again.
        case send(TicketCommand, attempt: Int)
        /// A telephone rings: somebody is sent to a ticket.
        case ring(ticket: String, staff: String)
        /// Telephones say where their people are.
        case positions
        /// The dispatcher looks for those who wait, and for those who do not answer.
        case round
    }

    private let plan: SimulationPlan
    private let store: any ResponseStore
    private let roads: RoadGraph?
    private var keeper: DeskKeeper
    private var random: SimulationRandom
    private var agenda = Agenda<Act>()
    private var now: Date
    private var nextKey = 0
    /// Where people are under way: from where, to where, and when.
    private var ways: [String: (from: Point, to: Point, start: Date, end: Date)] = [:]
    private var report = SimulationReport()

    /// How often the dispatcher looks, in seconds.
    private static let round = 60.0
    /// How long a client waits for an answer, in seconds.
    private static let patience = 20.0
    /// How long after the last call the day is at its end, in seconds.
    private static let aftermath = 6 * 3600.0

    /// Prepares a simulation.
    ///
    /// - Parameters:
    ///   - plan: What is simulated.
    ///   - store: Where it is kept.
    ///   - roads: The roads; nil for straight ways.
    /// - Throws: The store's errors; ``SimulationError/noCustomers``.
    public init(_ plan: SimulationPlan, store: any ResponseStore, roads: RoadGraph?) throws {
        self.plan = plan
        self.store = store
        self.roads = roads
        random = SimulationRandom(seed: plan.seed)
        now = plan.start
        keeper = try DeskKeeper(store: store, roads: roads, at: plan.start)
        let calls = try SimulatedCalls(store: store)
        guard !calls.isEmpty else { throw SimulationError.noCustomers }
        for call in calls.calls(plan, &random) {
            let command = command(.receive(call.intake), actor: call.intake.channel.rawValue)
            report.calls.append(command.key ?? "")
            agenda.add(.send(command, attempt: 1), at: call.time)
        }
        agenda.add(.round, at: plan.start.addingTimeInterval(Self.round))
        agenda.add(.positions, at: plan.start.addingTimeInterval(plan.positionSeconds))
    }

    /// Lives through the day.
    ///
    /// - Parameter progress: Receives the share of the day that is over.
    /// - Returns: What happened besides what the store shows.
    /// - Throws: The store's errors, when they are none of those that the plan asks for.
    public mutating func run(_ progress: (Double) -> Void = { _ in }) throws -> SimulationReport {
        let end = plan.start.addingTimeInterval(plan.duration + Self.aftermath)
        while let (time, act) = agenda.next(), time < end {
            now = max(now, time)
            switch act {
            case .send(let command, let attempt):
                try send(command, attempt)
            case .ring(let ticket, let staff): ring(ticket, staff)
            case .positions:
                try reportPositions()
                progress(min(1, now.timeIntervalSince(plan.start) / plan.duration))
                agenda.add(.positions, at: now.addingTimeInterval(plan.positionSeconds))
            case .round:
                try goRound()
                agenda.add(.round, at: now.addingTimeInterval(Self.round))
            }
        }
        report.end = now
        return report
    }

    // MARK: Messages

    private mutating func command(_ action: TicketCommand.Action, actor: String) -> TicketCommand {
        nextKey += 1
        return TicketCommand(action, actor: actor, key: "sim-\(plan.seed)-\(nextKey)")
    }

    private mutating func later(_ seconds: Double, _ action: TicketCommand.Action, actor: String) {
        let command = command(action, actor: actor)
        agenda.add(.send(command, attempt: 1), at: now.addingTimeInterval(seconds))
    }

    /// Sends a command over a line that loses messages and answers, to a program that may die.
    private mutating func send(_ command: TicketCommand, _ attempt: Int) throws {
        func again() { agenda.add(.send(command, attempt: attempt + 1), at: now.addingTimeInterval(Self.patience)) }
        if random.happens(plan.lostMessages) {
            report.lost += 1
            return again()
        }
        guard let results = try perform([command]) else { return again() }
        let isLost = random.happens(plan.lostAnswers)
        if isLost { report.lost += 1 }
        if random.happens(plan.crashes) {
            report.crashes += 1
            keeper = try DeskKeeper(store: store, roads: roads, at: now)
        }
        for result in results {
            switch result {
            case .success(let receipt):
                report.commands += receipt.isRepeat ? 0 : 1
                report.repeats += receipt.isRepeat ? 1 : 0
                // What happened happened, whether the client knows of it or not: telephones ring.
                if !receipt.isRepeat { follow(receipt) }
            case .failure(let refusal):
                guard let refusal = refusal as? DeskRefusal else { throw refusal }
                report.refusals[refusal, default: 0] += 1
            }
        }
        if isLost { again() }
    }

    /// - Returns: Nil when the store failed.
    private mutating func perform(_ commands: [TicketCommand]) throws -> [Result<TicketReceipt, any Error>]? {
        let rehearsal = store as? RehearsalStore
        if let rehearsal, random.happens(plan.storeFailures) {
            rehearsal.failNext(Bool.random(using: &random) ? .beforeKeeping : .afterKeeping)
        }
        // A batch of which everything was refused is not kept, and so does not fail.
        defer { rehearsal?.failNext(nil) }
        do {
            return try keeper.perform(commands, at: now)
        } catch let failure as RehearsalStore.Failure {
            report.storeFailures += 1
            if failure == .afterKeeping { try followUnheard(commands) }
            return nil
        }
    }

    /// The program heard nothing of what the store kept; the telephones ring all the same, as they read the store.
    private mutating func followUnheard(_ commands: [TicketCommand]) throws {
        for key in commands.compactMap(\.key) {
            guard let event = try store.event(withKey: key), let ticket = keeper.desk.tickets[event.ticket] else {
                continue
            }
            let events = try store.events(of: event.ticket).filter { $0.number >= event.number }
            follow(TicketReceipt(ticket: ticket, events: events, isRepeat: false, duplicates: []))
        }
    }

    // MARK: People

    /// What people do after something happened.
    private mutating func follow(_ receipt: TicketReceipt) {
        let code = receipt.ticket.code
        for event in receipt.events {
            switch event.body {
            case .routed(_, let decision, _) where event.ticket == code:
                if let lead = decision.lead { agenda.add(.ring(ticket: code, staff: lead), at: now) }
            case .reassigned(let staff, _) where event.ticket == code:
                agenda.add(.ring(ticket: code, staff: staff), at: now)
            case .restored:
                later(random.delay(300) + 30, .close(ticket: event.ticket, .settled), actor: "callback")
            default: break
            }
        }
    }

    /// Somebody is sent: answers, goes, works and says so.
    private mutating func ring(_ code: String, _ staff: String) {
        guard let ticket = keeper.desk.tickets[code], ticket.holder == staff, ticket.stage == .dispatched else {
            return
        }
        if random.happens(plan.silentPeople) { return }
        var after = 10 + random.delay(60)
        later(after, .accept(ticket: code), actor: staff)
        switch ticket.intake.category {
        case .enquiry, .complaint:
            later(after + 120 + random.delay(900), .close(ticket: code, .settled), actor: staff)
        case .connection:
            for step in ConnectionStep.allCases {
                after += 3600 + random.delay(6 * 3600)
                later(after, .step(ticket: code, step), actor: staff)
            }
            later(after + 600, .close(ticket: code, .settled), actor: staff)
        case .outage, .repair, .metering:
            let travel = travelSeconds(of: staff, to: ticket.intake.point)
            after += 20 + random.delay(60)
            later(after, .setOut(ticket: code), actor: staff)
            let arrival = after + travel * Double.random(in: 0.9...1.4, using: &random)
            later(arrival, .arrive(ticket: code), actor: staff)
            later(arrival + 300 + random.delay(1500), .restore(ticket: code), actor: staff)
            if let number = keeper.desk.board.roster.number(of: staff),
                let here = keeper.desk.board.whereabouts(of: number)?.place
            {
                ways[staff] = (
                    here, ticket.intake.point, now.addingTimeInterval(after), now.addingTimeInterval(arrival)
                )
            }
        }
    }

    private func travelSeconds(of staff: String, to place: Point) -> Double {
        var board = keeper.desk.board
        guard let number = board.roster.number(of: staff) else { return 0 }
        var wish = ResponderWish(lineSpeed: keeper.desk.rules.lineSpeed / 3.6)
        wish.ignoresWork = true
        if case .success(let candidate) = board.travel(of: number, to: place, wish) { return candidate.seconds }
        return 1800
    }

    private mutating func reportPositions() throws {
        let board = keeper.desk.board
        var fixes: [PositionFix] = []
        for (number, member) in board.roster.staff.enumerated()
        where board.isOnDuty(number) && !random.happens(plan.lostMessages) {
            guard let place = place(of: member) else { continue }
            let accuracy = 5 + random.delay(10)
            fixes.append(
                .init(staff: member.code, time: now, place: place, accuracyMetres: accuracy, source: "simulation")
            )
        }
        for verdict in try keeper.take(fixes, at: now) { report.positions[verdict, default: 0] += 1 }
    }

    /// Where somebody is: under way, where the last way led, or at the duty point.
    private func place(of member: StaffMember) -> Point? {
        guard let way = ways[member.code] else { return member.dutyPoint }
        let share = now.timeIntervalSince(way.start) / max(1, way.end.timeIntervalSince(way.start))
        let done = min(1, max(0, share))
        return Point(
            x: way.from.x + (way.to.x - way.from.x) * done,
            y: way.from.y + (way.to.y - way.from.y) * done
        )
    }

    private mutating func goRound() throws {
        for receipt in try keeper.dispatchWaiting(actor: "dispatcher", at: now) { follow(receipt) }
        for warning in keeper.desk.warnings(within: 0, at: now) where warning.clock.span == .accept {
            guard let ticket = keeper.desk.tickets[warning.ticket], let holder = ticket.holder else { continue }
            // Of an incident one ticket is enough: the others follow.
            let isLead = ticket.incident.map { keeper.desk.openMembers(of: $0).first?.code == ticket.code } ?? true
            guard isLead else { continue }
            let others = ticket.passedOver.union([holder])
            later(0, .route(ticket: ticket.code, passingOver: others), actor: "dispatcher")
        }
    }
}

/// Why nothing can be simulated.
public enum SimulationError: Error, Hashable, Sendable {
    /// Nobody is there to call.
    case noCustomers
}
