import Foundation
import GeometryCore
import Territory

/// The calls of a simulated day: who is in the dark, and when they ring.
struct SimulatedCalls {
    /// A customer who may call.
    struct Caller {
        let code: String
        let place: Point
        let transformer: String?
    }

    private let callers: [Caller]
    private let neighbours: [String: [Int]]

    /// Reads the customers of a store.
    ///
    /// - Throws: The store's errors.
    init(store: any TerritoryStore) throws {
        var callers: [Caller] = []
        let transformer = Layer.customers.index(of: "transformer")
        try store.forEachRecord(in: .customers, version: nil) { record in
            guard let place = record.place else { return }
            callers.append(Caller(code: record.code, place: place, transformer: record.values[transformer].text))
        }
        self.callers = callers
        neighbours = Dictionary(grouping: callers.indices.filter { callers[$0].transformer != nil }) {
            callers[$0].transformer ?? ""
        }
    }

    var isEmpty: Bool { callers.isEmpty }

    /// How likely a call is in each hour of the day: few at night, most by day, at noon above all.
    private static let hours: [Double] = [
        1, 1, 1, 1, 1, 2, 3, 6, 10, 11, 10, 11, 14, 11, 9, 9, 9, 8, 6, 6, 5, 3, 2, 1,
    ]

    /// Makes the calls of a plan, in no order.
    func calls(_ plan: SimulationPlan, _ random: inout SimulationRandom) -> [(time: Date, intake: TicketIntake)] {
        var calls: [(time: Date, intake: TicketIntake)] = []
        while calls.count < plan.calls, let caller = callers.randomElement(using: &random) {
            let time = time(plan, &random)
            let near = neighbours[caller.transformer ?? ""] ?? []
            // One call in eight is the first of several about one fault upstream.
            if random.happens(0.125), near.count > 1 {
                let count = min(Int.random(in: 2...8, using: &random), near.count, plan.calls - calls.count)
                for index in near.shuffled(using: &random).prefix(count) {
                    let later = time.addingTimeInterval(Double.random(in: 0...1500, using: &random))
                    calls.append((later, intake(of: callers[index], .outage, &random)))
                }
            } else {
                calls.append((time, intake(of: caller, category(&random), &random)))
            }
        }
        return calls
    }

    private func time(_ plan: SimulationPlan, _ random: inout SimulationRandom) -> Date {
        let share = Double.random(in: 0..<1, using: &random)
        guard plan.duration == 86_400 else { return plan.start.addingTimeInterval(share * plan.duration) }
        var rest = share * Self.hours.reduce(0, +)
        for (hour, weight) in Self.hours.enumerated() {
            if rest < weight { return plan.start.addingTimeInterval((Double(hour) + rest / weight) * 3600) }
            rest -= weight
        }
        return plan.start.addingTimeInterval(plan.duration - 1)
    }

    private func category(_ random: inout SimulationRandom) -> CallCategory {
        switch Int.random(in: 0..<100, using: &random) {
        case ..<35: .outage
        case ..<60: .repair
        case ..<72: .metering
        case ..<90: .enquiry
        case ..<96: .connection
        default: .complaint
        }
    }

    private func intake(
        of caller: Caller,
        _ category: CallCategory,
        _ random: inout SimulationRandom
    ) -> TicketIntake {
        let channel = [CallChannel.phone, .phone, .phone, .hotline, .open311, .counter]
        let isPin = random.happens(0.1)
        // A pin of a telephone, some twenty metres off, instead of the customer's number.
        let (dx, dy) = isPin ? (random.delay(0.0001), random.delay(0.0001)) : (0, 0)
        return TicketIntake(
            category: category,
            channel: channel.randomElement(using: &random) ?? .phone,
            priority: category == .outage && random.happens(0.05) ? .high : .normal,
            place: [caller.place.x + dx, caller.place.y + dy],
            accuracyMetres: isPin ? 30 : 0,
            customer: isPin ? nil : caller.code
        )
    }
}
