import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

/// Ways between nodes of a small lattice, where nearly every way passes vertices and runs along edges.
@Suite struct EdgeCrossingTests {
    @Test(arguments: UInt64(0)..<12)
    func countsAsTheEvenOddRuleDoes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let ring = Polygons.onGrid(origin: (1, 1), step: 1, nodes: 5, corners: 9, using: &random)
        let vertices = ring.map { Point(x: $0.x, y: $0.y) }
        let lattice = (0..<7).flatMap { x in (0..<7).map { Point(x: Double(x), y: Double($0)) } }
        let place = lattice.map { exactLocate(($0.x, $0.y), rings: [ring]) }
        var wrong: [String] = []
        for (from, reference) in lattice.enumerated() where place[from] != 0 {
            for (to, point) in lattice.enumerated() {
                var crossing = EdgeCrossing(from: reference, to: point)
                crossing.follow(vertices.span, first: 0, last: vertices.count - 1)
                if crossing.isOnEdge != (place[to] == 0) { wrong.append("on edge: \(reference) to \(point)") }
                if place[to] != 0 && crossing.isOdd != (place[from] != place[to]) {
                    wrong.append("parity: \(reference) to \(point)")
                }
            }
        }
        #expect(wrong.isEmpty, "seed \(seed): \(wrong.count) wrong, first \(wrong.first ?? "")")
    }

    /// A way cut short at vertices of the chain counts the same whichever runs the edges come in.
    @Test func runsCountAsTheWholeDoes() {
        var random = SeededGenerator(seed: 5)
        let ring = Polygons.onGrid(origin: (0, 0), step: 1, nodes: 5, corners: 11, using: &random)
        let vertices = ring.map { Point(x: $0.x, y: $0.y) }
        for _ in 0..<200 {
            let reference = Point(x: .random(in: -1...5, using: &random), y: .random(in: -1...5, using: &random))
            let point = vertices[Int.random(in: vertices.indices, using: &random)]
            var whole = EdgeCrossing(from: reference, to: point)
            whole.follow(vertices.span, first: 0, last: vertices.count - 1)
            let cut = Int.random(in: 1..<vertices.count - 1, using: &random)
            var parts = EdgeCrossing(from: reference, to: point)
            parts.follow(vertices.span, first: cut, last: vertices.count - 1)
            parts.follow(vertices.span, first: 0, last: cut)
            #expect(whole.isOdd == parts.isOdd && whole.isOnEdge == parts.isOnEdge, "\(reference) to \(point)")
        }
    }

    @Test func aPointThatIsItsReferenceCrossesNothing() {
        let triangle = [Point(x: 0, y: 0), Point(x: 4, y: 0), Point(x: 0, y: 4), Point(x: 0, y: 0)]
        var crossing = EdgeCrossing(from: Point(x: 1, y: 1), to: Point(x: 1, y: 1))
        crossing.follow(triangle.span, first: 0, last: 3)
        #expect(!crossing.isOdd && !crossing.isOnEdge)
    }
}
