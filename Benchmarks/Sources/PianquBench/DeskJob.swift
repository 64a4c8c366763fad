import Foundation
import GeometryCore
import Response
import SpatialIndex
import Storage
import Synchronization
import Territory
import TestSupport

/// Durable tickets: many callers at once at one door, every receipt after the commit of its transaction.
///
/// Works on a copy of the store. Each caller takes a call and closes the ticket again, so that people are free for the
/// next; both are commands with events of their own, and only the calls are counted.
struct TicketJob {
    let path: String
    /// The target, in tickets for each second of processor time.
    let least: Double
    private static let seed: UInt64 = 7
    private static let callers = 64
    private static let calls = 6400
    private static let start = Date(timeIntervalSince1970: 1_793_840_400)

    func run() async throws {
        let copy = try StoreCopy(of: path)
        defer { copy.remove() }
        let store = copy.store
        let customers = try Self.customers(of: store)
        let roads = try RoadGraph.roads(of: store, for: .car)
        let keeper = try DeskKeeper(store: store, roads: roads, at: Self.start)
        let ticks = Mutex(0.0)
        let queue = DeskQueue(keeper) {
            ticks.withLock { now in
                now += 0.01
                return Self.start.addingTimeInterval(now)
            }
        }
        let (wall, cpu) = (ContinuousClock.now, Meter.cpuSeconds())
        let waits = try await withThrowingTaskGroup(of: [Double].self) { group in
            for caller in 0..<Self.callers {
                group.addTask { try await Self.calls(of: caller, customers, queue) }
            }
            return try await group.reduce(into: [Double]()) { $0 += $1 }.sorted()
        }
        let (seconds, used) = (Self.seconds(ContinuousClock.now - wall), Meter.cpuSeconds() - cpu)
        var kept = 0
        try store.forEachTicket(from: .distantPast, to: .distantFuture) { events in
            guard try Ticket(events).stage == .closed else { throw DeskJobError.notAsAnswered }
            kept += 1
        }
        guard kept == Self.calls else { throw DeskJobError.notAsAnswered }
        let rate = Double(Self.calls) / used
        Meter.report(
            job: "durable tickets",
            count: Self.calls,
            wall: seconds,
            cpu: used,
            check: ["\(kept)"],
            more: [
                ("callers", "\(Self.callers)"),
                ("per_wall_second", String(format: "%.0f", Double(Self.calls) / seconds)),
                ("p50_ms", String(format: "%.2f", waits[waits.count / 2] * 1000)),
                ("p99_ms", String(format: "%.2f", waits[waits.count * 99 / 100] * 1000)),
                ("target_per_cpu_second", "\(least)"),
            ]
        )
        guard rate >= least else { throw DeskJobError.slow(rate, least) }
    }

    private static func calls(of caller: Int, _ customers: [TicketIntake], _ queue: DeskQueue) async throws -> [Double]
    {
        var random = SeededGenerator(seed: seed + UInt64(caller))
        var waits: [Double] = []
        for number in 0..<calls / callers {
            let intake = customers[Int.random(in: 0..<customers.count, using: &random)]
            let begun = ContinuousClock.now
            let key = "bench-\(caller)-\(number)"
            let receipt = try await queue.perform(TicketCommand(.receive(intake), actor: "bench", key: key))
            waits.append(seconds(ContinuousClock.now - begun))
            _ = try await queue.perform(
                TicketCommand(.close(ticket: receipt.ticket.code, .cancelled), actor: "bench", key: key + "-end")
            )
        }
        return waits
    }

    /// Calls of all categories by customers whose place is known.
    static func customers(of store: GeoPackageStore) throws -> [TicketIntake] {
        var intakes: [TicketIntake] = []
        try store.forEachRecord(in: .customers, version: nil) { record in
            guard case .point(let place) = record.geometry else { return }
            let category = CallCategory.allCases[intakes.count % CallCategory.allCases.count]
            intakes.append(
                TicketIntake(category: category, channel: .hotline, place: [place.x, place.y], customer: record.code)
            )
        }
        return intakes
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.attoseconds) / 1e18 + Double(duration.components.seconds)
    }
}

/// A copy of a store that may be written to.
private struct StoreCopy {
    let store: GeoPackageStore
    private let folder: URL

    init(of path: String) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("pianqu-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let copy = folder.appendingPathComponent("store.gpkg").path
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        store = try GeoPackageStore(path: copy, mode: .readWrite)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}

/// A great many calls, in rehearsals of days with everything that goes wrong, each looked through by the audit.
struct RehearsalJob {
    let path: String
    let calls: Int
    /// The first day's seed, so that several processes may share the days.
    var first = 1
    private static let callsEach = 1000
    /// Thursday 5 November 2026 in Shanghai.
    private static let day = Date(timeIntervalSince1970: 1_793_808_000)

    func run() throws {
        let layers = try GeoPackageStore(path: path, mode: .readOnly)
        let roads = try RoadGraph.roads(of: layers, for: .car)
        let (wall, cpu) = (ContinuousClock.now, Meter.cpuSeconds())
        var total = (tickets: 0, events: 0, decisions: 0, lost: 0, repeats: 0, crashes: 0, failures: 0)
        for episode in 0..<(calls + Self.callsEach - 1) / Self.callsEach {
            let store = RehearsalStore(layers: layers)
            var plan = SimulationPlan(start: Self.day.addingTimeInterval(Double(episode % 300) * 86_400))
            (plan.calls, plan.seed, plan.positionSeconds) = (Self.callsEach, UInt64(first + episode), 600)
            (plan.lostMessages, plan.lostAnswers, plan.silentPeople) = (0.05, 0.05, 0.05)
            (plan.crashes, plan.storeFailures) = (0.001, 0.005)
            var simulation = try Simulation(plan, store: store, roads: roads)
            let report = try simulation.run()
            var audit = SimulationAudit(calls: report.calls, rules: RoutingRules())
            try store.forEachEvent { audit.take($0) }
            audit.finish()
            guard audit.findings.isEmpty, audit.ticketCount == Self.callsEach else {
                throw DeskJobError.findings(seed: plan.seed, audit.findings.count)
            }
            total.tickets += audit.ticketCount
            total.events += audit.events
            total.decisions += audit.decisions
            total.lost += report.lost
            total.repeats += report.repeats
            total.crashes += report.crashes
            total.failures += report.storeFailures
            if episode % 50 == 49 { FileHandle.standardError.write(Data("rehearsed \(total.tickets) calls\n".utf8)) }
        }
        let elapsed = ContinuousClock.now - wall
        Meter.report(
            job: "rehearsed calls",
            count: total.tickets,
            wall: Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18,
            cpu: Meter.cpuSeconds() - cpu,
            check: ["0"],
            more: [
                ("first_seed", "\(first)"), ("events", "\(total.events)"),
                ("decisions_made_again", "\(total.decisions)"),
                ("messages_lost", "\(total.lost)"),
                ("sent_again", "\(total.repeats)"), ("crashes", "\(total.crashes)"),
                ("store_failures", "\(total.failures)"),
                ("findings", "0"),
            ]
        )
    }
}

/// Positions as telephones report them: batches of fifty, each durable.
struct PositionJob {
    let path: String
    /// The target, in positions for each second of processor time.
    let least: Double
    private static let batches = 400
    private static let start = Date(timeIntervalSince1970: 1_793_840_400)

    func run() throws {
        let copy = try StoreCopy(of: path)
        defer { copy.remove() }
        let store = copy.store
        var keeper = try DeskKeeper(store: store, roads: RoadGraph.roads(of: store, for: .car), at: Self.start)
        let board = keeper.desk.board
        let people = board.roster.staff.enumerated().filter { board.isOnDuty($0.offset) }.map(\.element)
        var random = SeededGenerator(seed: 9)
        var (taken, sent) = (0, 0)
        let (wall, cpu) = (ContinuousClock.now, Meter.cpuSeconds())
        for batch in 0..<Self.batches {
            let now = Self.start.addingTimeInterval(Double(batch))
            let fixes = (0..<50).compactMap { number -> PositionFix? in
                let member = people[(batch * 50 + number) % people.count]
                guard let home = member.dutyPoint else { return nil }
                let place = Point(
                    x: home.x + Double.random(in: -0.01...0.01, using: &random),
                    y: home.y + Double.random(in: -0.01...0.01, using: &random)
                )
                return PositionFix(staff: member.code, time: now, place: place, accuracyMetres: 10, source: "bench")
            }
            sent += fixes.count
            taken += try keeper.take(fixes, at: now).count { $0 == .taken }
        }
        let elapsed = ContinuousClock.now - wall
        let used = Meter.cpuSeconds() - cpu
        Meter.report(
            job: "durable positions",
            count: sent,
            wall: Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18,
            cpu: used,
            check: ["\(taken)"],
            more: [("batch", "50"), ("people", "\(people.count)"), ("target_per_cpu_second", "\(least)")]
        )
        guard Double(sent) / used >= least else { throw DeskJobError.slow(Double(sent) / used, least) }
    }
}

/// What ends a job.
enum DeskJobError: Error {
    case notAsAnswered
    case slow(Double, Double)
    case findings(seed: UInt64, Int)
}
