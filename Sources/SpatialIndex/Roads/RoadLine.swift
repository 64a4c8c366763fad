public import GeometryCore

/// A centre-line as a file draws it, with the speeds at which it may be travelled.
public struct RoadLine: Sendable {
    /// Its points in order.
    public var points: [Point]
    /// The speed from its first point to its last, in metres a second; nil when that is not allowed.
    public var forwardSpeed: Double?
    /// The speed from its last point to its first, in metres a second; nil when that is not allowed.
    public var backwardSpeed: Double?
    /// A number that names it in answers, below 2³¹.
    public var number: Int

    /// Creates a line.
    public init(points: [Point], forwardSpeed: Double?, backwardSpeed: Double?, number: Int) {
        self.points = points
        self.forwardSpeed = forwardSpeed
        self.backwardSpeed = backwardSpeed
        self.number = number
    }
}

/// A straight piece of road between two nodes of a network that is already noded.
public struct RoadLink: Hashable, Sendable {
    /// The node where it starts, by its place in the array of nodes.
    public var from: Int
    /// The node where it ends.
    public var to: Int
    /// The travel time from its start to its end, in seconds; nil when that is not allowed.
    public var forwardSeconds: Double?
    /// The travel time from its end to its start, in seconds; nil when that is not allowed.
    public var backwardSeconds: Double?
    /// A number that names the road it is part of in answers, below 2³¹.
    public var line: Int

    /// Creates a link.
    public init(from: Int, to: Int, forwardSeconds: Double?, backwardSeconds: Double?, line: Int) {
        self.from = from
        self.to = to
        self.forwardSeconds = forwardSeconds
        self.backwardSeconds = backwardSeconds
        self.line = line
    }
}
