import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct RoadBoardTests {
    /// A board that was changed at length answers like one that was filled with the same responders.
    @Test(arguments: 600..<610)
    func changedBoardEqualsANewOne(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sample = RoadSample(nodeCount: 30, using: &random)
        let graph = sample.graph
        let positions = sample.places(40, using: &random).compactMap { sample.position(of: $0, in: graph) }
        var board = RoadBoard(graph: graph)
        var state: [UInt32: (position: RoadPosition, traits: UInt32)] = [:]
        for step in 0..<400 {
            let number = UInt32.random(in: 0..<25, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0:
                board.remove(number)
                state[number] = nil
            case 1:
                board.setTraits(of: number, to: 3)
                state[number]?.traits = 3
            default:
                let position = try #require(positions.randomElement(using: &random))
                board.place(number, at: position, traits: UInt32(number % 3))
                state[number] = (position, number % 3)
            }
            #expect(board.count == state.count && board.contains(number) == (state[number] != nil))
            guard step % 80 == 79 else { continue }
            var fresh = RoadBoard(graph: graph)
            for (number, entry) in state { fresh.place(number, at: entry.position, traits: entry.traits) }
            var search = RoadSearch(graph: graph)
            for goal in positions.prefix(8) {
                for required in [UInt32(0), 1, 3] {
                    let expected = search.nearest(
                        to: goal,
                        among: fresh,
                        limit: 30,
                        filter: NearestFilter(required: required)
                    )
                    #expect(
                        search.nearest(to: goal, among: board, limit: 30, filter: NearestFilter(required: required))
                            == expected,
                        "seed \(seed)"
                    )
                }
            }
        }
        board.removeAll()
        #expect(board.count == 0 && !board.contains(1))
        var search = RoadSearch(graph: graph)
        #expect(search.nearest(to: positions[0], among: board, limit: 3).isEmpty)
    }
}
