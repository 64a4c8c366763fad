import Foundation
import GeometryCore
import Territory
import Testing

@testable import Response

/// Several calls with one cause.
@Suite struct IncidentTests {
    @Test func callsUnderOneTransformerBecomeOneIncidentWithOneDispatch() throws {
        var desk = try TestDesk()
        let first = try desk.perform(desk.bureau.call("C1")).ticket
        let second = try desk.perform(desk.bureau.call("C2"))
        #expect(second.events.map(\.body.name) == ["received", "joined", "joined", "followed"])
        #expect(second.ticket.holder == first.holder && second.ticket.incident == "I261102-0001")
        func device() -> NetworkDevice? { desk.keeper.desk.incidents["I261102-0001"]?.device }
        #expect(device() == NetworkDevice(kind: .meterBox, code: "B1"))
        try desk.perform(desk.bureau.call("C3"))
        #expect(device() == NetworkDevice(kind: .line, code: "W1"))
        let fourth = try desk.perform(desk.bureau.call("C4")).ticket
        #expect(device() == NetworkDevice(kind: .transformer, code: "T1"))
        #expect(desk.keeper.desk.load(of: 0) + desk.keeper.desk.load(of: 1) == 1, "one piece of work")
        // Another transformer is another matter, and so is another category.
        #expect(try desk.perform(desk.bureau.call("C5")).ticket.incident == nil)
        #expect(try desk.perform(desk.bureau.call("C1", .metering)).ticket.incident == nil)
        // What the holder says of one is true for all, and each is closed when its caller was rung back.
        let holder = first.holder ?? ""
        let steps: [TicketCommand.Action] = [
            .accept(ticket: fourth.code), .setOut(ticket: first.code), .arrive(ticket: first.code),
            .restore(ticket: fourth.code),
        ]
        for step in steps { #expect(try desk.perform(step, by: holder).events.count == 4) }
        let members = try #require(desk.keeper.desk.picture(of: "I261102-0001"))
        #expect(members.members.count == 4 && members.openCount == 4 && members.stage == .restored)
        for code in members.members.dropLast() { try desk.perform(.close(ticket: code, .settled), by: "callback") }
        #expect(desk.keeper.desk.picture(of: "I261102-0001")?.openCount == 1)
        try desk.perform(.close(ticket: fourth.code, .settled), by: "callback")
        #expect(desk.keeper.desk.incidents.isEmpty)
        // After the power is back a new call is a new matter.
        #expect(try desk.perform(desk.bureau.call("C1")).ticket.incident == nil)
    }

    @Test func whoJoinsLateHasASiteALimitAndHonestClocks() throws {
        var desk = try TestDesk()
        let first = try desk.perform(desk.bureau.call("C1")).ticket
        let holder = first.holder ?? ""
        for action in [TicketCommand.Action.accept(ticket: first.code), .arrive(ticket: first.code)] {
            try desk.perform(action, by: holder)
        }
        desk.now.addTimeInterval(900)
        let late = try desk.perform(desk.bureau.call("C2")).ticket
        #expect(late.stage == .arrived && late.holder == holder)
        #expect(late.district == "L1" && late.area == .urban && late.arrivalLimit == 45 * 60)
        desk.now.addTimeInterval(900)
        let clocks = late.clocks(at: desk.now)
        #expect(clocks.map(\.span) == [.dispatch, .accept, .arrive, .restore, .whole])
        #expect(clocks.prefix(3).allSatisfy { $0.isStopped && $0.seconds == 0 })
        #expect(clocks[3].seconds == 900 && !clocks[3].isStopped)
        #expect(desk.keeper.desk.warnings(within: 0, at: desk.now).isEmpty)
    }

    @Test func theWindowAndTheLeastNumberCount() throws {
        var rules = RoutingRules()
        (rules.incidents.windowMinutes, rules.incidents.least) = (10, 3)
        var desk = try TestDesk(rules: rules)
        try desk.perform(desk.bureau.call("C1"))
        #expect(try desk.perform(desk.bureau.call("C2")).ticket.incident == nil)
        desk.now.addTimeInterval(500)
        let third = try desk.perform(desk.bureau.call("C3"))
        #expect(third.ticket.incident != nil)
        #expect(desk.keeper.desk.picture(of: third.ticket.incident ?? "")?.members.count == 3)
        // Two people were on their way; one is free again.
        #expect((0..<5).map { desk.keeper.desk.load(of: $0) }.reduce(0, +) == 1)
        desk.now.addTimeInterval(601)
        #expect(try desk.perform(desk.bureau.call("C4")).ticket.incident == nil)
    }

    @Test func ticketsAreSplitAndMergedByHand() throws {
        var desk = try TestDesk()
        let codes = try ["C1", "C2", "C3"].map { try desk.perform(desk.bureau.call($0)).ticket.code }
        let first = try desk.ticket(codes[0])
        let split = try desk.perform(.split(ticket: codes[2])).ticket
        #expect(split.incident == nil && split.holder != nil && split.holder != first.holder && split.isApart)
        #expect(try desk.perform(desk.bureau.call("C4")).ticket.incident == "I261102-0001", "who left stays out")
        let merged = try desk.perform(.merge(tickets: [codes[2], codes[0]]))
        #expect(try desk.ticket(codes[2]).incident == "I261102-0001")
        #expect(try desk.ticket(codes[2]).holder == desk.ticket(codes[0]).holder)
        #expect(merged.ticket.incident == "I261102-0001")
        #expect((0..<5).map { desk.keeper.desk.load(of: $0) }.reduce(0, +) == 1)
        // Two that nobody thought of together make a new one, and an incident may be swallowed whole.
        let far = try ["C5", "C6"].map { try desk.perform(desk.bureau.call($0, .repair)).ticket.code }
        let other = try desk.perform(.merge(tickets: far)).ticket.incident
        #expect(other == "I261102-0002")
        try desk.perform(.merge(tickets: [codes[0], far[1]]))
        #expect(try far.map { try desk.ticket($0).incident } == ["I261102-0001", "I261102-0001"])
        #expect(desk.keeper.desk.incidents.keys.sorted() == ["I261102-0001"])
        #expect(desk.keeper.desk.incidents["I261102-0001"]?.device == nil, "nothing upstream feeds them all")
    }

    /// A call that is written down late joins nothing that began, or went on, after it.
    @Test func nobodyJoinsAnIncidentOfTheFuture() throws {
        var desk = try TestDesk()
        for customer in ["C1", "C2"] { try desk.perform(desk.bureau.call(customer)) }
        var late = desk.bureau.call("C3")
        late.time = TestBureau.monday.addingTimeInterval(-600)
        #expect(try desk.perform(late).ticket.incident == nil)
        late.time = desk.now.addingTimeInterval(-1.5)
        let between = try desk.perform(late).ticket
        #expect(between.incident == "I261102-0002", "with the one before it, not with what went on after it")
    }

    @Test func questionsAreOfNoIncident() throws {
        var desk = try TestDesk()
        let codes = try [CallCategory.outage, .connection].map {
            try desk.perform(desk.bureau.call("C1", $0)).ticket.code
        }
        #expect(throws: DeskRefusal.notOnSite(codes[1])) { try desk.perform(.merge(tickets: codes)) }
    }

    @Test func whoIsOnTheSpotIsNotTakenAway() throws {
        var desk = try TestDesk()
        let a = try desk.perform(desk.bureau.call("C1", .repair)).ticket
        let b = try desk.perform(desk.bureau.call("C5", .repair)).ticket
        for ticket in [a, b] {
            try desk.perform(.accept(ticket: ticket.code), by: ticket.holder ?? "")
            try desk.perform(.arrive(ticket: ticket.code), by: ticket.holder ?? "")
        }
        #expect(throws: DeskRefusal.alreadyThere(b.code)) { try desk.perform(.merge(tickets: [a.code, b.code])) }
        try desk.perform(.restore(ticket: b.code), by: b.holder ?? "")
        #expect(throws: DeskRefusal.ticket(.outOfOrder(at: .restored))) {
            try desk.perform(.merge(tickets: [a.code, b.code]))
        }
    }

    @Test func incidentsWaitAndAreReassignedAsOne() throws {
        var desk = try TestDesk()
        let busy = try (0..<5).map { _ in try desk.perform(desk.bureau.call("C5", .repair)).ticket }
        let codes = try ["C1", "C2"].map { try desk.perform(desk.bureau.call($0)).ticket.code }
        #expect(try codes.allSatisfy { try desk.ticket($0).stage == .waiting })
        try desk.perform(.close(ticket: busy[0].code, .cancelled))
        #expect(try desk.keeper.dispatchWaiting(actor: "d", at: desk.now).count == 1)
        #expect(try codes.map { try desk.ticket($0).holder } == [busy[0].holder, busy[0].holder])
        try desk.perform(.close(ticket: busy[1].code, .cancelled))
        let other = busy[1].holder ?? ""
        #expect(try desk.perform(.reassign(ticket: codes[1], to: other)).events.count == 2)
        #expect(try codes.map { try desk.ticket($0).holder } == [other, other])
        // The one that the dispatch was decided for is taken back: the other keeps it.
        try desk.perform(.close(ticket: codes[1], .cancelled))
        #expect(try desk.ticket(codes[0]).holder == other)
        // A desk that begins anew is the same.
        let anew = try DeskKeeper(store: desk.store, roads: nil, at: desk.now).desk
        #expect(anew.incidents == desk.keeper.desk.incidents)
        #expect((0..<6).map { anew.load(of: $0) } == (0..<6).map { desk.keeper.desk.load(of: $0) })
    }

    @Test func theLowestCommonDeviceIsFound() {
        let a = Supply(transformer: "T", line: "W", meterBox: "B")
        #expect(Supply.common([a]) == NetworkDevice(kind: .meterBox, code: "B"))
        #expect(Supply.common([a, Supply(transformer: "T", line: "W")])?.kind == .line)
        #expect(Supply.common([a, Supply(transformer: "T")])?.kind == .transformer)
        #expect(Supply.common([a, Supply(transformer: "U", line: "W", meterBox: "B")])?.kind == .meterBox)
        #expect(Supply.common([a, Supply(transformer: "U")]) == nil)
        #expect(Supply.common([]) == nil)
    }

    @Test func suppliesAreFoundByCustomerDeviceAndPlace() throws {
        let bureau = TestBureau()
        let network = try SupplyNetwork(store: bureau)
        func supply(_ customer: String?, _ device: NetworkDevice?, _ x: Double, _ accuracy: Double = 0) throws
            -> Supply?
        {
            try network.supply(
                customer: customer,
                asset: device,
                place: .init(x: x, y: 25.01),
                accuracyMetres: accuracy
            )
        }
        let box = Supply(transformer: "T1", line: "W2", meterBox: "B3", isSupposed: true)
        #expect(try supply("C4", nil, 0) == box)
        #expect(try supply(nil, nil, 119.012) == box, "a pin beside the box")
        #expect(try supply(nil, nil, 119.012, 100) == nil, "a pin that may be anywhere")
        #expect(try supply(nil, nil, 119.014) == nil)
        #expect(try supply("C4", .init(kind: .line, code: "W3"), 0) == Supply(transformer: "T2", line: "W3"))
        #expect(
            try supply(nil, .init(kind: .meterBox, code: "B2"), 0)
                == Supply(transformer: "T1", line: "W1", meterBox: "B2")
        )
        #expect(try supply(nil, .init(kind: .transformer, code: "T9"), 0) == nil)
    }
}
