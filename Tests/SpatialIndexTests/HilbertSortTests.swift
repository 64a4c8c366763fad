import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct HilbertSortTests {
    /// The curve by its definition: quarter by quarter, each turned as its place on the curve asks.
    private func distance(x: UInt32, y: UInt32) -> UInt32 {
        var (x, y, distance) = (x, y, UInt32(0))
        for bit in (0..<16).reversed() {
            let (right, upper) = (x >> bit & 1 == 1, y >> bit & 1 == 1)
            distance = distance << 2 | (right ? (upper ? 2 : 3) : (upper ? 1 : 0))
            if !upper {
                if right { (x, y) = (~x, ~y) }
                (x, y) = (y, x)
            }
        }
        return distance
    }

    @Test func distancesAreTheCurves() {
        var random = SeededGenerator(seed: 2)
        for trial in 0..<5000 {
            let (x, y) = (UInt32.random(in: 0..<65536, using: &random), UInt32.random(in: 0..<65536, using: &random))
            let cell = trial < 2 ? (x: UInt32(65535), y: UInt32(trial * 65535)) : (x: x, y: y)
            #expect(HilbertSort.distance(x: cell.x, y: cell.y) == distance(x: cell.x, y: cell.y), "\(cell)")
        }
    }

    /// The curve steps from each cell of a small square to its neighbour.
    @Test func theCurveNeverLeaps() {
        let cells = (0..<64).flatMap { x in (0..<64).map { (x: UInt32(x), y: UInt32($0)) } }
        var places = [(x: UInt32, y: UInt32)?](repeating: nil, count: 4096)
        for cell in cells { places[Int(HilbertSort.distance(x: cell.x, y: cell.y))] = cell }
        for (a, b) in zip(places, places.dropFirst()) {
            guard let a, let b else {
                Issue.record("a place on the curve without a cell")
                continue
            }
            #expect(abs(Int(a.x) - Int(b.x)) + abs(Int(a.y) - Int(b.y)) == 1)
        }
    }

    /// Each point once, whatever its coordinates are.
    @Test func wildPointsHaveAPlaceToo() {
        let wild = [Double.nan, .infinity, -.infinity, 0, 1e308, -1e308]
        let points = wild.flatMap { x in wild.map { Point(x: x, y: $0) } }
        #expect(HilbertSort.order(of: points).sorted() == points.indices.map(UInt32.init))
        #expect(HilbertSort.order(of: [Point(x: .nan, y: 0)]) == [0])
    }

    /// Few boxes are sorted in one way, many in another; equal places are kept in the order of numbers.
    @Test(arguments: [0, 1, 2, 499, 500, 501, 3000])
    func boxesComeInCurveOrder(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        let whole = Box(minX: 0, minY: 0, maxX: 65535, maxY: 65535)
        var boxes = (0..<count).map { _ in
            // On a coarse lattice many share a place.
            Box([
                Point(
                    x: Double(Int.random(in: 0..<30, using: &random) * 2259),
                    y: Double(Int.random(in: 0..<30, using: &random) * 2259)
                )
            ])
        }
        for number in stride(from: 3, to: count, by: 7) { boxes[number] = .empty }
        let expected = boxes.indices.filter { !boxes[$0].isEmpty }
            .sorted { a, b in
                let (p, q) = (boxes[a], boxes[b])
                return (distance(x: UInt32(p.minX), y: UInt32(p.minY)), a) < (
                    distance(x: UInt32(q.minX), y: UInt32(q.minY)), b
                )
            }
        #expect(HilbertSort.order(of: boxes, within: whole).map(Int.init) == expected)
    }
}
