import GeometryCore
import TestSupport
import Testing

@testable import Reporting

@Suite struct MapLabelsTests {
    private static let area = Box(minX: 0, minY: 0, maxX: 800, maxY: 800)

    private static func labels(_ outlines: [CoverageMap.Outline], _ crowd: CrowdedCells = .init()) -> [MapLabels.Label]
    {
        let box = outlines.reduce(into: Box.empty) { $0.extend(to: $1.area.box) }
        return MapLabels(outlines, avoiding: crowd, in: MapFrame(box, into: area, padding: 20)).labels
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func noTwoNamesTouch(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let outlines = try (0..<60).map { index in
            try Sample.square(
                "D\(index)",
                String(repeating: "片", count: Int.random(in: 1...6, using: &generator)),
                x: .random(in: 119...119.1, using: &generator),
                y: .random(in: 25...25.1, using: &generator),
                side: .random(in: 0.005...0.03, using: &generator)
            )
        }
        let found = Self.labels(outlines)
        #expect(found.count > 10)
        for (index, label) in found.enumerated() {
            for other in found[(index + 1)...] { #expect(!label.box.intersects(other.box), "seed \(seed)") }
        }
    }

    @Test func aNameThatDoesNotFitIsLeftOut() throws {
        let large = try Sample.square("A", "大片区", x: 119, y: 25, side: 0.1)
        let small = try Sample.square("B", "小片区", x: 119.1, y: 25, side: 0.002)
        #expect(Self.labels([small, large]).map(\.text) == ["大片区"])
        let long = try Sample.square("C", String(repeating: "长", count: 70), x: 119.1, y: 25, side: 0.08)
        #expect(Self.labels([long, large]).map(\.text) == ["大片区"])
    }

    /// A name in the one half of a square that has no lines.
    @Test func aNameKeepsClearOfLines() throws {
        var crowd = CrowdedCells()
        for x in 0..<800 { for y in 0..<420 { crowd.insert(MapFrame.Spot(x: x * 10, y: y * 10)) } }
        let label = try #require(Self.labels([Sample.square("A", "片区", x: 119, y: 25, side: 0.1)], crowd).first)
        #expect(crowd.count(in: label.box) == 0 && label.box.minY > 419)
    }
}
