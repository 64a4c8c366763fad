import GeometryCore
import TestSupport

extension Point {
    init(_ xy: XY) { self.init(x: xy.x, y: xy.y) }
}

extension Ring {
    init(_ ring: [XY]) throws { try self.init(ring.map(Point.init)) }
}

extension Polygon {
    init(_ rings: [[XY]]) throws {
        let made = try rings.map { try Ring($0) }
        self.init(shell: made[0], holes: Array(made.dropFirst()))
    }
}

extension GeometryCore.Location {
    /// The oracle's number for the same answer.
    var sign: Int {
        switch self {
        case .inside: 1
        case .boundary: 0
        case .outside: -1
        }
    }
}

/// A closed square with the given south-west corner and side.
func square(_ x: Double, _ y: Double, side: Double) -> [XY] {
    [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
}
