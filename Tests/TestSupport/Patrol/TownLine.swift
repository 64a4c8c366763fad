/// A line of a ``Town``: a polyline in plane metres.
public struct TownLine: Sendable {
    /// What makes the line hard to judge.
    public enum Kind: String, CaseIterable, Sendable {
        /// Alone on one side of a street.
        case single
        /// One of two on both sides of a street, 9–13 m apart.
        case facing
        /// One of two circuits on the same poles, 1.5 m apart.
        case double
        /// One of two that run 20 m apart.
        case parallel
        /// An alley with a vertex every 5 m.
        case bend
        /// From a street some way into a block.
        case deadEnd
        /// A service drop of 5–25 m at right angles to a line.
        case drop
    }

    /// The line's code.
    public let code: String
    /// What it is.
    public let kind: Kind
    /// Its points.
    public let points: [XY]
    /// The other of two that belong together.
    public let twin: Int?

    /// Creates a line.
    public init(code: String, kind: Kind, points: [XY], twin: Int? = nil) {
        (self.code, self.kind, self.points, self.twin) = (code, kind, points, twin)
    }

    /// Its length in metres.
    public var metres: Double {
        zip(points, points.dropFirst()).reduce(0) { $0 + Town.distance($1.0, $1.1) }
    }

    /// The place `metres` from its start, and the direction there, of length 1; the ends beyond them.
    public func place(at metres: Double) -> (place: XY, direction: XY) {
        var left = max(0, metres)
        var last = (place: points.first ?? (x: 0, y: 0), direction: (x: 1.0, y: 0.0))
        for (a, b) in zip(points, points.dropFirst()) {
            let length = Town.distance(a, b)
            guard length > 0 else { continue }
            let direction = (x: (b.x - a.x) / length, y: (b.y - a.y) / length)
            if left <= length {
                return ((x: a.x + left * direction.x, y: a.y + left * direction.y), direction)
            }
            left -= length
            last = (b, direction)
        }
        return last
    }
}
