/// What a ``RoadGraph`` made of its input, and what it had to leave out.
public struct RoadReport: Hashable, Sendable {
    /// Why a line or link was left out.
    public enum Refusal: Hashable, Sendable {
        /// The point at this place, counted from 0, is infinite or not a number.
        case notFinite(point: Int)
        /// The point at this place, counted from 0, is beyond 180° of longitude or 90° of latitude, or 10⁹ metres.
        case outOfWorld(point: Int)
        /// It has no two points that differ.
        case noLength
        /// Neither direction is allowed.
        case closed
        /// A speed is not a positive number that is finite, or a time is negative, infinite or not a number.
        case badSpeed
        /// A link names a node that there is not.
        case noSuchNode
        /// The number that is to name it is negative or not below 2³¹.
        case badNumber
    }

    /// One line or link that was left out.
    public struct Refused: Hashable, Sendable {
        /// Its place in the input, counted from 0.
        public let place: Int
        /// The number that names it.
        public let number: Int
        /// Why it was left out.
        public let refusal: Refusal
    }

    /// How many lines or links were given.
    public internal(set) var givenCount = 0
    /// Those that were left out, in the order of the input.
    public internal(set) var refused: [Refused] = []
    /// How many points repeated the one before them.
    public internal(set) var repeatedPointCount = 0
    /// How many straight pieces were drawn before between the same points with the same speeds, and left out.
    public internal(set) var repeatedSegmentCount = 0
    /// How many loose ends were joined to each other or to a road that they missed by no more than the tolerance.
    public internal(set) var joinedEndCount = 0
    /// How many nodes there are: all different points of all lines.
    public internal(set) var nodeCount = 0
    /// How many straight pieces of road join them.
    public internal(set) var segmentCount = 0
    /// The same, a piece that both directions may use counted twice: the directed edges of the network before it is
    /// contracted.
    public internal(set) var directedSegmentCount = 0
    /// How many nodes have one road only.
    public internal(set) var deadEndCount = 0
    /// How many parts the network falls into that no road joins, allowed directions disregarded.
    public internal(set) var componentCount = 0
    /// The length of all roads.
    public internal(set) var metres = 0.0
    /// The length of the roads in the part with the most of it.
    public internal(set) var largestComponentMetres = 0.0

    /// The length of the main roads: those of which every place can be reached from every other, of all such sets the one
    /// with the greatest length.
    public internal(set) var mainMetres = 0.0

    /// The share of the length that is in the largest part; 1 when there is no road.
    public var largestComponentShare: Double { metres > 0 ? largestComponentMetres / metres : 1 }
}
