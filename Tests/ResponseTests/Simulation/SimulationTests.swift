import Foundation
import Testing

@testable import Response

/// A bureau's day with everything that goes wrong.
@Suite struct SimulationTests {
    private static func plan(_ seed: UInt64) -> SimulationPlan {
        var plan = SimulationPlan(start: TestBureau.monday)
        (plan.duration, plan.calls, plan.seed) = (6 * 3600, 150, seed)
        (plan.lostMessages, plan.lostAnswers, plan.crashes, plan.storeFailures) = (0.1, 0.1, 0.02, 0.05)
        return plan
    }

    private static func audit(_ store: RehearsalStore, _ report: SimulationReport) throws -> SimulationAudit {
        var audit = SimulationAudit(calls: report.calls, rules: RoutingRules())
        try store.forEachEvent { audit.take($0) }
        audit.finish()
        return audit
    }

    @Test(arguments: 0..<12) func nothingIsLostDoubledOrForgotten(seed: UInt64) throws {
        let store = RehearsalStore(layers: TestBureau(extra: 6))
        let plan = Self.plan(seed)
        var simulation = try Simulation(plan, store: store, roads: nil)
        let report = try simulation.run()
        #expect(report.crashes > 0 && report.storeFailures > 0 && report.lost > 0 && report.repeats > 0, "seed \(seed)")
        let audit = try Self.audit(store, report)
        #expect(audit.findings.isEmpty, "seed \(seed): \(audit.findings.prefix(5))")
        #expect(audit.ticketCount == plan.calls && audit.decisions > 0)
        let end = plan.start.addingTimeInterval(plan.duration + 3600)
        let summary = try ResponseSummary(of: store, from: plan.start, to: end, at: report.end)
        #expect(summary.calls == plan.calls && summary.categories.values.reduce(0, +) == plan.calls)
        #expect(summary.outcomes.values.reduce(0, +) + summary.joined == plan.calls)
        #expect(summary.incidentTickets >= 2 * summary.incidentCount && summary.incidentCount > 0)
        #expect(summary.arrivals == summary.arrivals.sorted() && summary.arrivedInTime <= summary.arrivals.count)
    }

    @Test func theSameSeedIsTheSameDay() throws {
        func events(_ seed: UInt64) throws -> [TicketEvent] {
            let store = RehearsalStore(layers: TestBureau())
            var simulation = try Simulation(Self.plan(seed), store: store, roads: nil)
            _ = try simulation.run()
            var events: [TicketEvent] = []
            try store.forEachEvent { events.append($0) }
            return events
        }
        #expect(try events(3) == events(3))
        #expect(try events(3) != events(4))
    }

    /// The audit must be able to fail: whatever is spoilt in a good log is found.
    @Test func theAuditFindsWhatIsWrong() throws {
        let store = RehearsalStore(layers: TestBureau())
        var simulation = try Simulation(Self.plan(1), store: store, roads: nil)
        let report = try simulation.run()
        var events: [TicketEvent] = []
        try store.forEachEvent { events.append($0) }
        func findings(_ events: [TicketEvent]) -> [SimulationAudit.Finding] {
            var audit = SimulationAudit(calls: report.calls, rules: RoutingRules())
            for event in events { audit.take(event) }
            audit.finish()
            return audit.findings
        }
        #expect(findings(events).isEmpty)
        let received = try #require(events.first { if case .received = $0.body { true } else { false } })
        let lost = findings(events.filter { $0.ticket != received.ticket })
        #expect(lost.contains(.lost(key: received.key ?? "")))
        let twin = TicketEvent(
            ticket: "X-1",
            number: 1,
            milliseconds: received.milliseconds,
            actor: "x",
            key: received.key,
            body: received.body
        )
        #expect(findings(events + [twin]) == [.doubled(ticket: "X-1")])
        // A decision in whose facts the nearest was another.
        let index = try #require(
            events.firstIndex { if case .routed(_, let decision, _) = $0.body { decision.lead != nil } else { false } }
        )
        guard case .routed(let facts, let decision, let rules) = events[index].body else { return }
        var text = String(decoding: try JSONEncoder().encode(facts), as: UTF8.self)
        text = text.replacingOccurrences(of: "\"\(decision.lead ?? "")\"", with: "\"Q\"")
        let other = try JSONDecoder().decode(RoutingFacts.self, from: Data(text.utf8))
        let old = events[index]
        var spoilt = events
        spoilt[index] = TicketEvent(
            ticket: old.ticket,
            number: old.number,
            milliseconds: old.milliseconds,
            actor: old.actor,
            key: old.key,
            body: .routed(facts: other, decision: decision, rules: rules)
        )
        #expect(findings(spoilt) == [.notReplayable(ticket: old.ticket, number: old.number)])
        // Somebody who has work is given more.
        let holder = decision.lead ?? ""
        let onSite = try #require(
            events[(index + 1)...].first { event in
                if case .routed(let facts, let other, _) = event.body {
                    facts.subject.category.isOnSite && other.lead != nil && other.lead != holder
                } else {
                    false
                }
            }
        )
        let upTo = try #require(events.firstIndex(of: onSite))
        let more = TicketEvent(
            ticket: onSite.ticket,
            number: onSite.number + 1,
            milliseconds: onSite.milliseconds + 1,
            actor: "x",
            key: "x",
            body: .reassigned(to: holder, reason: nil)
        )
        let booked = findings(Array(events[...upTo]) + [more])
        #expect(booked.contains { if case .doubleBooked = $0 { true } else { false } })
        #expect(findings(events + [more]).contains(.damaged(ticket: onSite.ticket)))
    }
}
