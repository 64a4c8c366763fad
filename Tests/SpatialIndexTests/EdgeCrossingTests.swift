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
                let (isOdd, isOnEdge) = count(vertices, from: reference, to: point)
                if isOnEdge != (place[to] == 0) { wrong.append("on edge: \(reference) to \(point)") }
                if place[to] != 0 && isOdd != (place[from] != place[to]) {
                    wrong.append("parity: \(reference) to \(point)")
                }
            }
        }
        #expect(wrong.isEmpty, "seed \(seed): \(wrong.count) wrong, first \(wrong.first ?? "")")
    }

    /// Two neighbours hold a shared edge in opposite directions, and only one of the two is kept.
    @Test func directionChangesNothing() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<2000 {
            func node() -> Point {
                Point(x: .random(in: -2...2, using: &random), y: .random(in: -2...2, using: &random))
            }
            func lattice() -> Point { Point(x: node().x.rounded(), y: node().y.rounded()) }
            let (a, b, reference, point) = (lattice(), lattice(), lattice(), lattice())
            guard a != b, !Box([a, b]).contains(reference) || orientationSign(a, b, reference) != 0 else { continue }
            #expect(
                crossing(a, b, from: reference, to: point) == crossing(b, a, from: reference, to: point),
                "\(a) \(b), \(reference) to \(point)"
            )
        }
    }

    @Test func aPointThatIsItsReferenceCrossesNothing() {
        let triangle = [Point(x: 0, y: 0), Point(x: 4, y: 0), Point(x: 0, y: 4), Point(x: 0, y: 0)]
        let (isOdd, isOnEdge) = count(triangle, from: Point(x: 1, y: 1), to: Point(x: 1, y: 1))
        #expect(!isOdd && !isOnEdge)
    }

    private func count(_ chain: [Point], from reference: Point, to point: Point) -> (isOdd: Bool, isOnEdge: Bool) {
        var (isOdd, isOnEdge) = (false, false)
        for (a, b) in zip(chain, chain.dropFirst()) {
            switch crossing(a, b, from: reference, to: point) {
            case .beside: break
            case .crossed: isOdd.toggle()
            case .touched: isOnEdge = true
            }
        }
        return (isOdd, isOnEdge)
    }

    private func crossing(_ a: Point, _ b: Point, from reference: Point, to point: Point) -> EdgeCrossing {
        let isLeft = orientationSign(a, b, reference) > 0
        return EdgeCrossing(a, b, from: reference, isReferenceLeft: isLeft, to: point)
    }
}
