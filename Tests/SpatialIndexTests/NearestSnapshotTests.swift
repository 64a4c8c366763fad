import GeometryCore
import Synchronization
import TestSupport
import Testing

@testable import SpatialIndex

/// Where a writer leaves snapshots for readers.
private final class Board: Sendable {
    let current: Mutex<(step: Int, snapshot: NearestSnapshot)>
    let isDone = Atomic(false)

    init(_ snapshot: NearestSnapshot) { current = Mutex((0, snapshot)) }
}

@Suite struct NearestSnapshotTests {
    /// Any sequence of changes and snapshots answers as a dictionary does, and snapshots stay as they were taken.
    @Test(arguments: UInt64(0)..<12)
    func changesAgreeWithAModel(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let metric: NearestMetric = seed % 2 == 0 ? .greatCircle : .plane
        let scenes = NearestScene.allCases
        var scene = scenes[Int(seed) % scenes.count]
        var model = NearestModel(metric: metric)
        var index = NearestIndex(metric: metric)
        var kept: [(snapshot: NearestSnapshot, model: NearestModel)] = []
        for step in 0..<1500 {
            if step % 500 == 499 { scene = scenes.randomElement(using: &random) ?? scene }
            try change(&index, &model, scene, using: &random)
            if step % 60 == 0 { kept.append((index.snapshot, model)) }
            if step % 25 == 0 { check(index.snapshot, model, scene, seed, using: &random) }
            if step % 150 == 0 { #expect(index.isSound() && index.count == model.items.count) }
        }
        for (snapshot, model) in kept {
            #expect(snapshot.count == model.items.count)
            for _ in 0..<3 { check(snapshot, model, scene, seed, using: &random) }
        }
    }

    private func change(
        _ index: inout NearestIndex,
        _ model: inout NearestModel,
        _ scene: NearestScene,
        using random: inout SeededGenerator
    ) throws {
        let number = UInt32.random(in: 0..<300, using: &random)
        let place = scene.place(model.metric, using: &random)
        let traits = UInt32.random(in: 0..<16, using: &random)
        #expect(index.contains(number) == (model.items[number] != nil))
        switch (Int.random(in: 0..<10, using: &random), model.items[number]) {
        case (0..<2, .some):
            try index.remove(number)
            model.items[number] = nil
        case (2, .some):
            try index.setTraits(of: number, to: traits)
            model.items[number]?.traits = traits
        case (_, .some(let old)):
            // Some moves are small, as those of people are.
            let small = Point(x: old.place.x + (place.x - old.place.x) * 1e-4, y: old.place.y)
            let target = traits < 8 ? place : small
            try index.move(number, to: target)
            model.items[number]?.place = target
        case (_, nil):
            try index.insert(number, at: place, traits: traits)
            model.items[number] = .init(place: place, traits: traits)
        }
    }

    private func check(
        _ snapshot: NearestSnapshot,
        _ model: NearestModel,
        _ scene: NearestScene,
        _ seed: UInt64,
        using random: inout SeededGenerator
    ) {
        let place = scene.query(model, using: &random)
        let limit = Int.random(in: 1...10, using: &random)
        let filter = NearestFilter(
            required: .random(in: 0..<4, using: &random),
            anyOf: .random(in: 0..<4, using: &random)
        )
        let found = snapshot.nearest(to: place, limit: limit, filter: filter)
        let expected = model.nearest(to: place, limit: limit, filter: filter, within: .infinity)
        #expect(found == expected, "seed \(seed)")
    }

    /// A copy of an index goes its own way.
    @Test func copiesPart() throws {
        var index = NearestIndex(metric: .plane)
        for number in 0..<UInt32(200) { try index.insert(number, at: Point(x: Double(number), y: 0)) }
        var copy = index
        for number in 0..<UInt32(200) {
            try copy.move(number, to: Point(x: Double(number), y: 5))
            if number % 2 == 0 { try index.remove(number) }
        }
        #expect(index.isSound() && copy.isSound())
        #expect(index.snapshot.nearest(to: Point(x: 8, y: 0), limit: 1) == [.init(number: 7, metres: 1)])
        #expect(copy.snapshot.nearest(to: Point(x: 8, y: 0), limit: 1) == [.init(number: 8, metres: 5)])
    }

    /// One writer moves every point a step east again and again; each snapshot shows all of them at the same step.
    @Test(.timeLimit(.minutes(10)))
    func readersSeeWholeStepsWhileTheWriterGoesOn() async throws {
        let count = 300
        let rounds = 150
        func place(_ number: Int, _ step: Int) -> Point {
            Point(x: Double(number * 10 + step * 7), y: Double(number % 17))
        }
        var index = NearestIndex(metric: .plane)
        for number in 0..<count { try index.insert(UInt32(number), at: place(number, 0)) }
        let board = Board(index.snapshot)
        let start = index
        let checked = try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask {
                var index = start
                for step in 1...rounds {
                    for number in 0..<count { try index.move(UInt32(number), to: place(number, step)) }
                    let snapshot = index.snapshot
                    board.current.withLock { $0 = (step, snapshot) }
                }
                board.isDone.store(true, ordering: .releasing)
                return 0
            }
            for reader in 0..<3 {
                group.addTask {
                    var random = SeededGenerator(seed: UInt64(reader))
                    var checked = 0
                    repeat {
                        let (step, snapshot) = board.current.withLock { $0 }
                        for _ in 0..<20 {
                            let number = Int.random(in: 0..<count, using: &random)
                            let hits = snapshot.nearest(to: place(number, step), limit: 2)
                            #expect(hits.first == .init(number: UInt32(number), metres: 0), "step \(step)")
                            #expect(hits.count == 2 && hits.last.map { $0.metres >= 10 } == true)
                            checked += 1
                        }
                        await Task.yield()
                    } while !board.isDone.load(ordering: .acquiring)
                    return checked
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(checked >= 60)
    }
}
