import GeometryCore
import TestSupport
import Testing

@testable import Topology

@Suite struct BoxTreeTests {
    @Test(arguments: [0, 1, 15, 16, 17, 300, 5000])
    func agreesWithScan(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        func box(_ size: Double) -> Box {
            let (x, y) = (Double.random(in: 0...100, using: &random), Double.random(in: 0...100, using: &random))
            let (w, h) = (Double.random(in: 0...size, using: &random), Double.random(in: 0...size, using: &random))
            return Box(minX: x, minY: y, maxX: x + w, maxY: y + h)
        }
        let boxes = (0..<count).map { _ in box(5) }
        let tree = BoxTree(boxes)
        for _ in 0..<50 {
            let query = box(20)
            var found: [Int] = []
            tree.visit(query) { found.append(Int($0)) }
            #expect(found.sorted() == boxes.indices.filter { boxes[$0].intersects(query) })
        }
    }
}

@Suite struct VertexTableTests {
    @Test func numbersDistinctPoints() {
        var random = SeededGenerator(seed: 1)
        var table = VertexTable(expected: 0)
        var known: [Point: Int32] = [:]
        for _ in 0..<5000 {
            let point = Point(
                x: Double(Int.random(in: 0..<40, using: &random)),
                y: Double(Int.random(in: 0..<40, using: &random))
            )
            let number = table.number(of: point)
            #expect(known[point, default: number] == number && table[number] == point)
            known[point] = number
        }
        #expect(table.points.count == known.count)
        #expect(table.number(of: Point(x: -0.0, y: 0)) == table.number(of: Point(x: 0, y: -0.0)))
    }
}

@Suite struct NodingTests {
    /// Long thin triangles whose sides lie on nearly one line: the hard case for rounded crossings.
    @Test(arguments: UInt64(0)..<20)
    func nothingCrossesAfterwards(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var linework = Linework(expectedPoints: 100)
        for index in 0..<Int32(20) {
            func near(_ x: Double, _ y: Double) -> Point {
                let spread = Bool.random(using: &random) ? 1e-14 : 0.3
                return Point(
                    x: x + .random(in: -spread...spread, using: &random),
                    y: y + .random(in: -spread...spread, using: &random)
                )
            }
            let triangle = try MultiPolygon(ring: [near(110, 20), near(112, 23.7), near(111, 21.85)])
            linework.add(triangle, index: index)
        }
        try linework.node()
        let edges = linework.edgeRanges().map { linework.strands[Int($0.lowerBound)] }
        let ends = edges.map { (linework.vertices[$0.low], linework.vertices[$0.high]) }
        for i in ends.indices {
            for j in ends.indices where j > i {
                let ((p, q), (r, s)) = (ends[i], ends[j])
                let (a, b) = (orientation(p, q, r), orientation(p, q, s))
                let (c, d) = (orientation(r, s, p), orientation(r, s, q))
                let isOneLine = a == .collinear && b == .collinear
                let crosses =
                    a != b && c != d && a != .collinear && b != .collinear && c != .collinear && d != .collinear
                #expect(!crosses, "seed \(seed)")
                if isOneLine {
                    let inside = [r, s].filter { $0 != p && $0 != q && Box([p, q]).contains($0) }
                    #expect(inside.isEmpty, "seed \(seed)")
                }
            }
        }
        // A border still closes: as many strands leave each vertex as arrive.
        var balance: [[Int32]: Int32] = [:]
        for strand in linework.strands {
            balance[[strand.area, strand.low], default: 0] += strand.weight
            balance[[strand.area, strand.high], default: 0] -= strand.weight
        }
        #expect(balance.values.allSatisfy { $0 == 0 }, "seed \(seed)")
    }
}
