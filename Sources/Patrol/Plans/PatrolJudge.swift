import GeometryCore
public import SpatialIndex

/// Says of tasks what became of them, by evidence.
public struct PatrolJudge {
    private let evidence: any PatrolEvidence
    private let policy: PlanPolicy

    /// A judge.
    public init(_ evidence: any PatrolEvidence, policy: PlanPolicy = .standard) {
        self.evidence = evidence
        self.policy = policy
    }

    /// What became of a task within its window.
    ///
    /// - Throws: What the evidence throws.
    public func outcome(of task: PatrolTask) throws -> TaskOutcome {
        let (piece, window) = (task.piece, task.window)
        if piece.asset.isDevice {
            let visits = try evidence.visits(to: piece.asset, piece.code, from: window.from, to: window.to)
            let isVisited = visits.contains { $0.visit.isVisit }
            return TaskOutcome(task: task, isArrived: isVisited, walked: IntervalSet())
        }
        let walked = try walked(piece, in: window)
        // A micrometre for the sum of the stretches.
        let isArrived = walked.length >= policy.arrivalShare * piece.metres - 1e-6
        return TaskOutcome(task: task, isArrived: isArrived, walked: walked)
    }

    /// What of a piece of line was walked on some days.
    func walked(_ piece: PatrolPiece, in days: DaySpan) throws -> IntervalSet {
        let all = try evidence.walked(line: piece.code, from: days.from, to: days.to).map(\.stretch)
        return IntervalSet(all).intersection(IntervalSet([.init(from: piece.fromMetres, to: piece.toMetres)]))
    }
}

/// What became of a task.
public struct TaskOutcome: Hashable, Sendable {
    /// The task.
    public let task: PatrolTask
    /// Whether the device was visited, or enough of the line walked.
    public let isArrived: Bool
    /// What of the line was walked, in metres from its first point; empty for a device.
    public let walked: IntervalSet

    /// What is left to walk; empty for a device.
    public var left: IntervalSet { walked.complement(from: task.piece.fromMetres, to: task.piece.toMetres) }
}

/// A part of a whole; it never travels without its parts.
public struct PatrolRate: Hashable, Sendable {
    /// How much of it.
    public var numerator: Double
    /// Of how much.
    public var denominator: Double

    /// Creates a rate.
    public init(_ numerator: Double = 0, of denominator: Double = 0) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// In percent; nil when there was nothing to do.
    public var percent: Double? { denominator > 0 ? numerator / denominator * 100 : nil }

    /// Adds the parts.
    public static func += (a: inout PatrolRate, b: PatrolRate) {
        a.numerator += b.numerator
        a.denominator += b.denominator
    }
}

/// The figures of some tasks.
public struct PatrolFigures: Hashable, Sendable {
    /// Arrival rate (到位率): tasks that were arrived, of those that fell due.
    public var arrival = PatrolRate()
    /// Completion rate of lines: metres walked, of those planned.
    public var metres = PatrolRate()
    /// Completion rate of devices: those visited, of those planned.
    public var devices = PatrolRate()
    /// Overdue metre-days, of all the metre-days that a cycle covers.
    public var metreDays = PatrolRate()
    /// Overdue device-days, of all the device-days that a cycle covers.
    public var deviceDays = PatrolRate()

    /// No figures yet.
    public init() {}

    /// Counts what became of a task.
    public mutating func count(_ outcome: TaskOutcome) {
        arrival += PatrolRate(outcome.isArrived ? 1 : 0, of: 1)
        if outcome.task.piece.asset.isDevice {
            devices += PatrolRate(outcome.isArrived ? 1 : 0, of: 1)
        } else {
            metres += PatrolRate(outcome.walked.length, of: outcome.task.piece.metres)
        }
    }

    /// Counts what was overdue of a piece.
    public mutating func count(_ overdue: PatrolRate, of piece: PatrolPiece) {
        if piece.asset.isDevice { deviceDays += overdue } else { metreDays += overdue }
    }
}
