import Foundation
import GeometryCore
import Testing

@testable import Response

/// Calls become tickets, and tickets find somebody.
@Suite struct DeskTests {
    @Test func aCallGoesToItsAttendantAndToItsEnd() throws {
        var desk = try TestDesk()
        let receipt = try desk.perform(desk.bureau.call("C5"))
        let code = receipt.ticket.code
        #expect(code == "261102-0001")
        #expect(receipt.ticket.holder == "A3" && receipt.ticket.stage == .dispatched)
        #expect(receipt.events.map(\.body.name) == ["received", "routed"])
        for (action, stage): (TicketCommand.Action, Ticket.Stage) in [
            (.accept(ticket: code), .accepted), (.setOut(ticket: code), .enRoute), (.arrive(ticket: code), .arrived),
            (.restore(ticket: code), .restored), (.close(ticket: code, .settled), .closed),
        ] {
            #expect(try desk.perform(action, by: "A3").ticket.stage == stage)
            #expect(try desk.ticket(code).stage == stage)
        }
        #expect(desk.keeper.desk.tickets.isEmpty, "what is over is off the desk")
        // What is over comes back when somebody asks for it.
        let again = try desk.perform(.reopen(ticket: code, reason: "dark again"))
        #expect(again.ticket.stage == .dispatched && again.ticket.reopenings == 1 && again.ticket.holder == "A3")
    }

    @Test func twoCallsNeverBookOnePerson() throws {
        var desk = try TestDesk()
        let commands = ["C5", "C6"].map { desk.bureau.call($0, .repair) }
        let receipts = try desk.keeper.perform(commands, at: desk.now).map { try $0.get() }
        #expect(receipts[0].ticket.holder == "A3")
        #expect(receipts[1].ticket.holder != nil && receipts[1].ticket.holder != "A3")
        // Four more, and nobody is left; the seventh waits.
        let rest = try (0..<4).map { _ in try desk.perform(desk.bureau.call("C1", .repair)).ticket }
        let all = receipts.map(\.ticket) + rest
        #expect(Set(all.compactMap(\.holder)).count == 5 && all.count { $0.holder == nil } == 1)
        let last = rest[3]
        #expect(last.stage == .waiting && last.outcome == .shortfall)
        guard case .routed(_, let decision, _)? = try desk.store.events(of: last.code).last?.body else {
            Issue.record("the shortfall is an event")
            return
        }
        #expect(decision.shortfall == .allBusy && decision.escalation?.staff == "X1")
        // As soon as somebody is free the waiting one has them.
        try desk.perform(.close(ticket: all[0].code, .cancelled))
        let found = try desk.keeper.dispatchWaiting(actor: "dispatcher", at: desk.now)
        #expect(found.map(\.ticket.code) == [last.code] && found[0].ticket.holder == "A3")
        #expect(try desk.keeper.dispatchWaiting(actor: "dispatcher", at: desk.now).isEmpty)
    }

    @Test func questionsGoToThoseWhoAreBusyToo() throws {
        var desk = try TestDesk()
        try desk.perform(desk.bureau.call("C5", .repair))
        let question = try desk.perform(desk.bureau.call("C5", .enquiry)).ticket
        #expect(question.holder == "A3")
        #expect(try desk.perform(.close(ticket: question.code, .settled), by: "A3").ticket.closure == .settled)
        let connection = try desk.perform(desk.bureau.call("C6", .connection)).ticket.code
        #expect(throws: DeskRefusal.ticket(.outOfOrder(at: .dispatched))) {
            try desk.perform(.step(ticket: connection, .surveyed), by: "A3")
        }
        try desk.perform(.accept(ticket: connection), by: "A3")
        #expect(throws: DeskRefusal.ticket(.stepOutOfOrder(after: nil))) {
            try desk.perform(.step(ticket: connection, .planned), by: "A3")
        }
        for step in ConnectionStep.allCases {
            #expect(throws: DeskRefusal.ticket(.stepOutOfOrder(after: desk.keeper.desk.tickets[connection]?.step))) {
                try desk.perform(.close(ticket: connection, .settled), by: "A3")
            }
            try desk.perform(.step(ticket: connection, step), by: "A3")
        }
        #expect(try desk.perform(.close(ticket: connection, .settled), by: "A3").ticket.stage == .closed)
    }

    @Test func aCommandThatIsSentAgainIsCarriedOutOnce() throws {
        var desk = try TestDesk()
        let call = desk.bureau.call("C5", key: "k1")
        let first = try desk.perform(call)
        // In one batch and in a later one, and by a program that has begun anew.
        let twice = try desk.keeper.perform(
            [call, desk.bureau.call("C1", key: "k2"), desk.bureau.call("C1", key: "k2")],
            at: desk.now
        )
        #expect(try twice[0].get().isRepeat && twice[0].get().ticket.code == first.ticket.code)
        #expect(try !twice[1].get().isRepeat && twice[2].get().isRepeat)
        desk.keeper = try DeskKeeper(store: desk.store, roads: nil, at: desk.now)
        #expect(try desk.perform(call).isRepeat)
        #expect(throws: DeskRefusal.keyReused) { try desk.perform(desk.bureau.call("C2", key: "k1")) }
        #expect(throws: DeskRefusal.keyReused) {
            try desk.perform(TicketCommand(.accept(ticket: first.ticket.code), actor: "A3", key: "k1"))
        }
        let accept = TicketCommand(.accept(ticket: first.ticket.code), actor: "A3", key: "k3", version: 2)
        #expect(try !desk.perform(accept).isRepeat)
        #expect(try desk.perform(accept).isRepeat, "the version is that of then")
        let stale = TicketCommand(.setOut(ticket: first.ticket.code), actor: "A3", version: 2)
        #expect(throws: DeskRefusal.ticket(.version(expected: 3, found: 2))) { try desk.perform(stale) }
    }

    @Test func whatMakesNoSenseIsRefusedAndLeavesNoTrace() throws {
        var desk = try TestDesk()
        let code = try desk.perform(desk.bureau.call("C5")).ticket.code
        func intake(_ place: [Double], customer: String? = nil, asset: CallAsset? = nil, _ device: String? = nil)
            -> TicketCommand.Action
        {
            .receive(
                TicketIntake(
                    category: .outage,
                    channel: .phone,
                    place: place,
                    customer: customer,
                    asset: asset,
                    assetCode: device
                )
            )
        }
        let refusals: [(TicketCommand.Action, String, DeskRefusal)] = [
            (intake([.nan, 25]), "t", .notAPlace), (intake([119, .infinity]), "t", .notAPlace),
            (intake([25, 119]), "t", .notAPlace), (intake([119]), "t", .notAPlace),
            (intake([119, 25], customer: "C99"), "t", .unknownCustomer("C99")),
            (intake([119, 25], asset: .transformer, "T9"), "t", .unknownDevice(.transformer)),
            (intake([119, 25], asset: .line), "t", .unknownDevice(.line)),
            (.arrive(ticket: code), "A3", .ticket(.outOfOrder(at: .dispatched))),
            (.accept(ticket: "261102-0009"), "A3", .unknownTicket("261102-0009")),
            (.accept(ticket: code), "A1", .notHolder),
            (.reassign(ticket: code, to: "Z9"), "t", .unknownStaff("Z9")),
            (.reassign(ticket: code, to: "X1"), "t", .unavailable(.offShift)),
            (.step(ticket: code, .surveyed), "A3", .ticket(.notAConnection)),
            (.note(ticket: code, text: String(repeating: "长", count: 2001)), "t", .tooLong(field: "text", limit: 2000)),
            (.accept(ticket: code), "E99", .unknownActor), (.accept(ticket: code), "张三 138", .unknownActor),
            (.reassign(ticket: code, to: "A1"), "A3", .notLeader), (.route(ticket: code), "A3", .notLeader),
            (.close(ticket: code, .cancelled), "A1", .notHolder), (.reassign(ticket: code, to: "A3"), "t", .sameHolder),
            (.route(ticket: code, passingOver: ["Z9"]), "t", .unknownStaff("Z9")),
            (.note(ticket: code, text: ""), "t", .empty(field: "text")),
            (.note(ticket: code, text: "a\u{1b}[2J"), "t", .controlCharacter(field: "text")),
            (.reopen(ticket: code, reason: "a\nb"), "t", .controlCharacter(field: "reason")),
            (.close(ticket: code, .duplicate, of: code), "t", .repeatsItself),
            (.close(ticket: code, .duplicate), "t", .originalNeeded),
            (.split(ticket: code), "t", .noIncident), (.merge(tickets: [code]), "t", .notTogether),
            (.close(ticket: code, .duplicate, of: "261102-0077"), "t", .unknownTicket("261102-0077")),
        ]
        let (kept, before) = (try desk.store.events(of: code), desk.keeper.desk.tickets)
        for (action, actor, refusal) in refusals {
            #expect(throws: refusal) { try desk.perform(action, by: actor) }
        }
        var vague = TicketIntake(category: .outage, channel: .phone, place: [119.01, 25.01])
        vague.accuracyMetres = 1e30
        #expect(throws: DeskRefusal.tooInaccurate(limit: 50_000)) { try desk.perform(.receive(vague)) }
        let empty = TicketCommand(.accept(ticket: code), actor: "A3", key: "")
        #expect(throws: DeskRefusal.empty(field: "key")) { try desk.perform(empty) }
        let late = TicketCommand(.accept(ticket: code), actor: "A3", time: desk.now.addingTimeInterval(500))
        #expect(throws: DeskRefusal.future) { try desk.perform(late) }
        let early = TicketCommand(.accept(ticket: code), actor: "A3", time: desk.now.addingTimeInterval(-500))
        #expect(throws: DeskRefusal.ticket(.clockBackwards)) { try desk.perform(early) }
        #expect(try desk.store.events(of: code) == kept)
        #expect(desk.keeper.desk.tickets == before)
        // A leader may speak for the holder, and force somebody off shift.
        #expect(try desk.perform(.accept(ticket: code), by: "X1").ticket.stage == .accepted)
        let forced = try desk.perform(.reassign(ticket: code, to: "X1", reason: "asked", isForced: true)).ticket
        #expect(forced.holder == "X1" && forced.stage == .dispatched)
    }

    @Test func aClockThatJumpsBackwardsNeverSpoilsATicket() throws {
        var desk = try TestDesk()
        let code = try desk.perform(desk.bureau.call("C5")).ticket.code
        let then = desk.now
        desk.now.addTimeInterval(-7200)
        try desk.perform(.accept(ticket: code), by: "A3")
        let other = try desk.perform(desk.bureau.call("C1")).ticket
        #expect(try desk.ticket(code).last == then.milliseconds, "the ticket's time stands still")
        #expect(other.code == "261102-0002")
        desk.now.addTimeInterval(-86_400)
        #expect(try desk.perform(desk.bureau.call("C1", .repair)).ticket.code == "261101-0001")
        desk.now = then.addingTimeInterval(60)
        #expect(try desk.perform(.setOut(ticket: code), by: "A3").ticket.stage == .enRoute)
        #expect(try desk.perform(desk.bureau.call("C1", .repair)).ticket.code == "261102-0003")
    }

    @Test func whoDoesNotAnswerIsPassedOver() throws {
        var desk = try TestDesk()
        let code = try desk.perform(desk.bureau.call("C5")).ticket.code
        desk.now.addTimeInterval(400)
        #expect(desk.keeper.desk.warnings(within: 0, at: desk.now).map(\.clock.span) == [.accept])
        let second = try desk.perform(.route(ticket: code, passingOver: ["A3"])).ticket
        #expect(second.holder != "A3" && second.holder != nil && second.outcome == .nearest)
        #expect(desk.keeper.desk.load(of: desk.keeper.desk.board.roster.number(of: "A3") ?? -1) == 0)
        #expect(second.passedOver == ["A3"])
        // The next one has as long to answer as the first had.
        #expect(desk.keeper.desk.warnings(within: 0, at: desk.now).isEmpty)
        desk.now.addTimeInterval(301)
        #expect(desk.keeper.desk.warnings(within: 0, at: desk.now).map(\.clock.span) == [.accept])
        // Those who were passed over stay so when a further one is.
        let third = try desk.perform(.route(ticket: code, passingOver: [second.holder ?? ""])).ticket
        #expect(third.passedOver == ["A3", second.holder ?? ""] && !third.passedOver.contains(third.holder ?? ""))
        // Asked anew without passing anybody over, the holder is as free for the ticket as the others.
        #expect(try desk.perform(.route(ticket: code)).ticket.holder == "A3")
    }

    @Test func arrivalsAreSuggestedByPositions() throws {
        var desk = try TestDesk()
        let code = try desk.perform(desk.bureau.call("C5")).ticket.code
        try desk.perform(.accept(ticket: code), by: "A3")
        func report(_ x: Double) throws -> [PositionVerdict] {
            desk.now.addTimeInterval(10)
            let place = Point(x: x, y: 25.01)
            let fix = PositionFix(staff: "A3", time: desk.now, place: place, accuracyMetres: 10, source: "test")
            return try desk.keeper.take([fix, fix], at: desk.now)
        }
        #expect(try report(119.035) == [.taken, .superseded])
        #expect(desk.keeper.desk.arrivalHints().isEmpty)
        _ = try report(119.0305)
        let hints = desk.keeper.desk.arrivalHints()
        #expect(hints.map(\.ticket) == [code] && hints[0].staff == "A3" && abs(hints[0].metres - 50.4) < 1)
        #expect(try desk.store.positions().map(\.staff) == ["A3"])
        #expect(try desk.ticket(code).stage == .accepted, "a person confirms it")
    }

    @Test func aStoreThatFailsKeepsNothingOrAll() throws {
        var desk = try TestDesk()
        let call = desk.bureau.call("C5", key: "k")
        desk.store.failNext(.beforeKeeping)
        #expect(throws: RehearsalStore.Failure.beforeKeeping) { try desk.perform(call) }
        #expect(desk.keeper.desk.tickets.isEmpty && desk.keeper.desk.load(of: 2) == 0)
        desk.store.failNext(.afterKeeping)
        #expect(throws: RehearsalStore.Failure.afterKeeping) { try desk.perform(call) }
        let again = try desk.perform(call)
        #expect(again.isRepeat && again.ticket.holder == "A3" && again.ticket.code == "261102-0001")
        #expect(desk.keeper.desk.load(of: 2) == 1)
    }

    @Test func nearbyCallsAreOfferedAsDuplicates() throws {
        var desk = try TestDesk()
        let first = try desk.perform(desk.bureau.call("C5", .repair)).ticket.code
        #expect(try desk.perform(desk.bureau.call("C6", .repair)).duplicates == [first])
        #expect(try desk.perform(desk.bureau.call("C6", .metering)).duplicates.isEmpty)
        #expect(try desk.perform(desk.bureau.call("C1", .repair)).duplicates.isEmpty)
        try desk.perform(.close(ticket: first, .cancelled))
        #expect(try desk.perform(desk.bureau.call("C5", .repair)).duplicates.count == 1)
    }

    /// Of two calls that are each other's duplicates nobody would see to either.
    @Test func duplicatesGoRoundInNoCircle() throws {
        var desk = try TestDesk()
        let codes = try (0..<2).map { _ in try desk.perform(desk.bureau.call("C5", .repair)).ticket.code }
        try desk.perform(.close(ticket: codes[0], .duplicate, of: codes[1]))
        #expect(throws: DeskRefusal.originalNotKept(codes[0])) {
            try desk.perform(.close(ticket: codes[1], .duplicate, of: codes[0]))
        }
        #expect(try desk.ticket(codes[1]).isOpen)
    }

    @Test func aPreviewKeepsNothing() throws {
        let desk = try TestDesk()
        let receipt = try desk.keeper.preview(desk.bureau.call("C5"), at: desk.now)
        #expect(receipt.ticket.holder == "A3")
        #expect(try desk.store.events(of: receipt.ticket.code).isEmpty && desk.keeper.desk.tickets.isEmpty)
    }
}
