import Foundation
import Response
import TestSupport
import Testing

/// A ticket's life, against a table of what may follow what.
@Suite struct TicketTests {
    private typealias Stage = Ticket.Stage

    private static let intake = TicketIntake(category: .outage, channel: .phone, place: [119.1, 25.3])

    private static func event(_ number: Int, _ milliseconds: Int, _ body: TicketEvent.Body) -> TicketEvent {
        TicketEvent(ticket: "T1", number: number, milliseconds: milliseconds, actor: "test", key: nil, body: body)
    }

    /// What may happen at each stage but the decision, and where it leads; written down a second time.
    private static let ways: [Stage: [String: Stage]] = [
        .waiting: ["reassigned": .dispatched, "cancelled": .closed],
        .dispatched: ["accepted": .accepted, "reassigned": .dispatched, "cancelled": .closed],
        .accepted: ["enRoute": .enRoute, "arrived": .arrived, "reassigned": .dispatched, "cancelled": .closed],
        .enRoute: ["arrived": .arrived, "reassigned": .dispatched, "cancelled": .closed],
        .arrived: ["restored": .restored, "reassigned": .dispatched, "cancelled": .closed],
        .restored: ["settled": .closed, "cancelled": .closed],
        .closed: ["reopened": .waiting],
    ]

    private static let bodies: [(name: String, body: TicketEvent.Body)] = [
        ("received", .received(intake)), ("accepted", .accepted), ("enRoute", .enRoute), ("arrived", .arrived),
        ("restored", .restored), ("settled", .closed(.settled)), ("cancelled", .closed(.cancelled)),
        ("reassigned", .reassigned(to: "E1", reason: nil)), ("noted", .noted(text: "x", photo: nil)),
        ("reopened", .reopened(reason: "dark again")),
    ]

    @Test(arguments: 0..<20) func onlyWhatMayFollowFollows(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var events = [Self.event(1, 0, .received(Self.intake))]
        var ticket = try Ticket(events)
        for _ in 0..<200 {
            let (name, body) = Self.bodies[Int.random(in: 0..<Self.bodies.count, using: &generator)]
            let event = Self.event(ticket.version + 1, ticket.last + Int.random(in: 0...1000, using: &generator), body)
            let before = ticket
            let next = name == "noted" ? ticket.stage : Self.ways[ticket.stage]?[name]
            if let next {
                try ticket.take(event)
                #expect(ticket.stage == next, "seed \(seed): \(name) at \(before.stage)")
                events.append(event)
            } else {
                #expect(throws: TicketProblem.outOfOrder(at: before.stage)) { try ticket.take(event) }
                #expect(ticket == before, "a refused event leaves no trace")
            }
            #expect(ticket.isHeld == (ticket.holder != nil && ![.waiting, .restored, .closed].contains(ticket.stage)))
        }
        #expect(try Ticket(events) == ticket, "the state is the fold of the events")
        let kept = try JSONDecoder().decode([TicketEvent].self, from: JSONEncoder().encode(events))
        #expect(kept == events)
    }

    @Test func clocksThatJumpBackAndStaleVersionsAreRefused() throws {
        var ticket = try Ticket([Self.event(1, 5000, .received(Self.intake))])
        let note = TicketEvent.Body.noted(text: "x", photo: nil)
        #expect(throws: TicketProblem.clockBackwards) { try ticket.take(Self.event(2, 4999, note)) }
        #expect(throws: TicketProblem.version(expected: 2, found: 1)) { try ticket.take(Self.event(1, 5000, note)) }
        #expect(throws: TicketProblem.version(expected: 2, found: 3)) { try ticket.take(Self.event(3, 5000, note)) }
        try ticket.take(Self.event(2, 5000, note))
        #expect(ticket.version == 2)
        #expect(throws: TicketProblem.notReceived) { try Ticket([Self.event(1, 0, note)]) }
        #expect(throws: TicketProblem.notReceived) { try Ticket([]) }
    }

    @Test func whatIsTakenBackWasNotRestored() throws {
        var ticket = try Ticket([Self.event(1, 0, .received(Self.intake))])
        try ticket.take(Self.event(2, 100_000, .reassigned(to: "E1", reason: nil)))
        try ticket.take(Self.event(3, 500_000, .closed(.cancelled)))
        #expect(ticket.clocks(at: Date(timeIntervalSince1970: 1000)).map(\.span) == [.dispatch])
    }

    @Test func clocksRunAndStop() throws {
        func at(_ seconds: Int) -> Date { Date(timeIntervalSince1970: Double(seconds)) }
        var ticket = try Ticket([Self.event(1, 0, .received(Self.intake))])
        #expect(ticket.clocks(at: at(60)).map(\.span) == [.dispatch, .arrive, .whole])
        #expect(ticket.clocks(at: at(60))[0].isInDanger(within: 241))
        #expect(!ticket.clocks(at: at(60))[0].isInDanger(within: 240) && !ticket.clocks(at: at(60))[0].isBreached)
        try ticket.take(Self.event(2, 100_000, .reassigned(to: "E1", reason: nil)))
        try ticket.take(Self.event(3, 500_000, .accepted))
        try ticket.take(Self.event(4, 900_000, .arrived))
        let clocks = ticket.clocks(at: at(1000))
        #expect(clocks.map(\.span) == [.dispatch, .accept, .arrive, .restore, .whole])
        #expect(clocks.map(\.seconds) == [100, 400, 900, 100, 1000])
        #expect(clocks.map(\.isStopped) == [true, true, true, false, false])
        #expect(clocks.map(\.isBreached) == [false, true, false, false, false])
        #expect(clocks[3].limit == 4 * 3600 && clocks[3].secondsLeft == 4 * 3600 - 100)
    }
}
