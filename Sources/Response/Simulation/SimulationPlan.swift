public import Foundation

/// What is simulated: how many calls in which time, and what goes wrong on the way.
public struct SimulationPlan: Hashable, Sendable {
    /// When it begins.
    public var start: Date
    /// For how long calls come in, in seconds.
    public var duration: TimeInterval = 86_400
    /// How many calls come in.
    public var calls = 500
    /// The same seed simulates the same.
    public var seed: UInt64 = 1
    /// The share of messages that never arrive; they are sent again.
    public var lostMessages = 0.02
    /// The share of answers that never arrive; the message is sent again though it was heard.
    public var lostAnswers = 0.02
    /// The share of people who do not answer when they are sent.
    public var silentPeople = 0.03
    /// The share of batches after which the program dies and begins again.
    public var crashes = 0.0
    /// The share of batches that the store refuses, or keeps without saying so; only a ``RehearsalStore`` can.
    public var storeFailures = 0.0
    /// Seconds between two positions that somebody's telephone reports.
    public var positionSeconds = 120.0

    /// A day of 500 calls.
    public init(start: Date) { self.start = start }
}

/// What happened besides what the store shows.
public struct SimulationReport: Hashable, Sendable {
    /// The calls that were made, by the keys of their commands.
    public internal(set) var calls: [String] = []
    /// How many commands were carried out.
    public internal(set) var commands = 0
    /// How many were sent again and known as such.
    public internal(set) var repeats = 0
    /// How many messages and answers were lost.
    public internal(set) var lost = 0
    /// How often the program died.
    public internal(set) var crashes = 0
    /// How often the store failed.
    public internal(set) var storeFailures = 0
    /// The commands that were refused, by the reason: of somebody who was too late, mostly.
    public internal(set) var refusals: [DeskRefusal: Int] = [:]
    /// How many positions were reported, by what became of them.
    public internal(set) var positions: [PositionVerdict: Int] = [:]
    /// When the last thing happened.
    public internal(set) var end = Date.distantPast
}

/// Random numbers that are the same on every machine.
///
/// SplitMix64 by Sebastiano Vigna, who gave it into the public domain.
public struct SimulationRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Numbers of a seed.
    public init(seed: UInt64) { state = seed }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// Whether something of that probability happens.
    mutating func happens(_ probability: Double) -> Bool {
        probability > 0 && Double.random(in: 0..<1, using: &self) < probability
    }

    /// Seconds that are mostly shorter than the mean, and seldom much longer.
    mutating func delay(_ mean: Double) -> Double { -mean * log(1 - Double.random(in: 0..<1, using: &self)) }
}
