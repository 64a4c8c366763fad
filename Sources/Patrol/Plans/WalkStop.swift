public import GeometryCore

/// A place, or a stretch with two ends, that a walk has to take in.
public struct WalkStop: Hashable, Sendable {
    /// One end.
    public let first: Point
    /// The other end; the same for a place.
    public let last: Point
    /// How long the stretch takes, in seconds; 0 for a place.
    public let seconds: Double

    /// A stop.
    public init(first: Point, last: Point, seconds: Double = 0) {
        self.first = first
        self.last = last
        self.seconds = seconds
    }
}

/// Travel times between the ends of stops, the same in both directions.
///
/// End 0 is the start of the walk; ends 2*i* + 1 and 2*i* + 2 are the two ends of stop *i*.
public struct WalkTimes: Sendable {
    /// How many stops there are.
    public let stopCount: Int
    private let seconds: [Double]
    private let ends: Int

    /// Times that a closure tells; of the two directions the one from the lower number counts.
    public init(stopCount: Int, _ time: (_ from: Int, _ to: Int) -> Double) {
        self.stopCount = stopCount
        ends = 2 * stopCount + 1
        var seconds = [Double](repeating: 0, count: ends * ends)
        for from in 0..<ends {
            for to in (from + 1)..<max(ends, from + 1) {
                seconds[from * ends + to] = time(from, to)
                seconds[to * ends + from] = seconds[from * ends + to]
            }
        }
        self.seconds = seconds
    }

    @inline(__always)
    func callAsFunction(_ from: Int, _ to: Int) -> Double { seconds[from * ends + to] }
}

/// In which order stops are taken, and each from which end.
public struct WalkOrder: Hashable, Sendable {
    /// A stop on its turn.
    public struct Turn: Hashable, Sendable {
        /// Its number.
        public let stop: Int
        /// Whether it is entered at its last end.
        public let isReversed: Bool

        /// A turn.
        public init(stop: Int, isReversed: Bool = false) {
            self.stop = stop
            self.isReversed = isReversed
        }

        var entry: Int { 2 * stop + (isReversed ? 2 : 1) }
        var exit: Int { 2 * stop + (isReversed ? 1 : 2) }
        var reversed: Turn { Turn(stop: stop, isReversed: !isReversed) }
    }

    /// The stops in order.
    public let turns: [Turn]

    /// An order.
    public init(_ turns: [Turn]) { self.turns = turns }

    /// Seconds on the way between stops, from the start to the last one.
    public func seconds(_ times: WalkTimes) -> Double {
        var (here, sum) = (0, 0.0)
        for turn in turns {
            sum += times(here, turn.entry)
            here = turn.exit
        }
        return sum
    }
}
