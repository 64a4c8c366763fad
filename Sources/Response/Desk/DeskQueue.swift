public import Foundation

/// The one door to a desk for many callers at once: commands that come while the store writes are kept together in its
/// next transaction.
///
/// A caller has its receipt only when the events are kept; two commands that come at once are carried out one behind the
/// other, in the order in which they came.
public actor DeskQueue {
    private typealias Waiting = (
        command: TicketCommand, receipt: CheckedContinuation<TicketReceipt, any Error>
    )

    private let room: DeskRoom
    private let clock: @Sendable () -> Date
    /// How many commands are kept at once at most.
    private let most: Int
    private var waiting: [Waiting] = []
    private var isAtWork = false

    /// Opens the door.
    ///
    /// - Parameters:
    ///   - keeper: The desk and its store.
    ///   - most: How many commands are kept at once at most.
    ///   - clock: Tells the time.
    public init(_ keeper: sending DeskKeeper, most: Int = 256, clock: @escaping @Sendable () -> Date) {
        room = DeskRoom(keeper)
        self.most = most
        self.clock = clock
    }

    /// Carries out a command.
    ///
    /// - Throws: ``DeskRefusal``; the store's errors, and then nothing has happened.
    public func perform(_ command: TicketCommand) async throws -> TicketReceipt {
        try await withCheckedThrowingContinuation { receipt in
            waiting.append((command, receipt))
            guard !isAtWork else { return }
            isAtWork = true
            Task { await work() }
        }
    }

    /// Finds somebody for those who wait.
    public func dispatchWaiting(actor: String) async throws -> [TicketReceipt] {
        try await room.dispatchWaiting(actor: actor, at: clock())
    }

    /// Takes reported positions.
    public func take(_ fixes: [PositionFix]) async throws -> [PositionVerdict] {
        try await room.take(fixes, at: clock())
    }

    /// The desk as it stands in the store.
    public func desk() async -> Desk { await room.desk() }

    private func work() async {
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(most))
            waiting.removeFirst(batch.count)
            do {
                // The room is an actor of its own: while it writes, others may come and wait here.
                let results = try await room.perform(batch.map(\.command), at: clock())
                for (one, result) in zip(batch, results) { one.receipt.resume(with: result) }
            } catch {
                for one in batch { one.receipt.resume(throwing: error) }
            }
        }
        isAtWork = false
    }
}

/// Where the desk stands; one at a time is in it.
private actor DeskRoom {
    private var keeper: DeskKeeper

    init(_ keeper: sending DeskKeeper) { self.keeper = keeper }

    func perform(_ commands: [TicketCommand], at now: Date) throws -> [Result<TicketReceipt, any Error>] {
        try keeper.perform(commands, at: now)
    }

    func dispatchWaiting(actor: String, at now: Date) throws -> [TicketReceipt] {
        try keeper.dispatchWaiting(actor: actor, at: now)
    }

    func take(_ fixes: [PositionFix], at now: Date) throws -> [PositionVerdict] { try keeper.take(fixes, at: now) }

    func desk() -> Desk { keeper.desk }
}
