import Foundation
import Synchronization
import Testing

@testable import Response

/// Many callers at one door.
@Suite struct DeskQueueTests {
    @Test func manyAtOnceAreKeptTogetherAndNobodyIsBookedTwice() async throws {
        let desk = try TestDesk(extra: 40)
        let (bureau, store) = (desk.bureau, desk.store)
        let time = Mutex(TestBureau.monday)
        let keeper = try DeskKeeper(store: store, roads: nil, at: TestBureau.monday)
        let queue = DeskQueue(keeper) {
            time.withLock { now in
                now.addTimeInterval(0.001)
                return now
            }
        }
        let calls = 200
        let tickets = try await withThrowingTaskGroup(of: Ticket.self) { group in
            for number in 0..<calls {
                let command = bureau.call("C\(number % 6 + 1)", .repair, key: "k\(number % 150)")
                group.addTask { try await queue.perform(command).ticket }
            }
            return try await group.reduce(into: [Ticket]()) { $0.append($1) }
        }
        // Fifty calls are sent twice.
        #expect(tickets.count == calls && Set(tickets.map(\.code)).count == 150)
        let holders = Dictionary(tickets.map { ($0.code, $0) }) { $1 }.values.compactMap(\.holder)
        #expect(holders.count == 45 && Set(holders).count == 45, "45 are on duty, and each has one")
        var audit = SimulationAudit(calls: (0..<150).map { "k\($0)" }, rules: RoutingRules())
        try store.forEachEvent { audit.take($0) }
        audit.finish()
        #expect(audit.findings.isEmpty && audit.ticketCount == 150)
    }

    @Test func aFailingStoreFailsItsBatchOnly() async throws {
        let desk = try TestDesk()
        let (bureau, store) = (desk.bureau, desk.store)
        let queue = DeskQueue(try DeskKeeper(store: store, roads: nil, at: desk.now)) { TestBureau.monday }
        store.failNext(.beforeKeeping)
        await #expect(throws: RehearsalStore.Failure.beforeKeeping) {
            try await queue.perform(bureau.call("C5", key: "a"))
        }
        #expect(try await queue.perform(bureau.call("C5", key: "a")).ticket.holder == "A3")
        await #expect(throws: DeskRefusal.unknownCustomer("C9")) {
            try await queue.perform(
                TicketCommand(
                    .receive(TicketIntake(category: .repair, channel: .phone, place: [119, 25], customer: "C9")),
                    actor: "t"
                )
            )
        }
        #expect(await queue.desk().tickets.count == 1)
    }
}
