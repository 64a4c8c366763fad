import Foundation
import GeometryCore
import Territory
import TestSupport
import Testing

@testable import Response

/// Advice against the whole map made anew for every possible move.
@Suite struct BackfillAdviceTests {
    @Test(arguments: 0..<18) func movesAreWhatANewMapSays(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let county = try PromiseCounty(staff: 14, customers: 80, isWithRoads: seed % 3 > 0, using: &random)
        let board = county.board()
        let wish = ResponderWish(skills: seed % 4 == 3 ? ["live"] : [], lineSpeed: 8)
        let map = county.map(board, wish)
        let away = Set(map.responders.shuffled(using: &random).prefix(2).map { county.roster.staff[$0].code })
        let left = map.without(away)
        let advice = BackfillAdvice(map, away: away, most: .max)
        #expect(advice.before == map.count && advice.after == left.count, "seed \(seed)")
        #expect(advice.posts.count <= BackfillAdvice.mostPosts)
        let leaves = county.atlas.hierarchy.leaves.indices
        let losses = leaves.map { leaf in
            func missed(_ map: PromiseMap) -> Int {
                map.customers.count { $0.leaf == leaf && $0.status.isMissed == true }
            }
            return missed(left) - missed(map)
        }
        #expect(advice.losses.map(\.customers) == losses.filter { $0 > 0 }.sorted(by: >), "seed \(seed)")
        for loss in advice.losses { #expect(losses[loss.leaf] == loss.customers, "seed \(seed)") }

        var expected: [BackfillAdvice.Move] = []
        for post in advice.posts {
            for number in left.responders {
                let staff = county.roster.staff[number].code
                let (regained, lost) = try Self.outcome(of: staff, to: post, county, wish, left)
                var travelling = left.board
                let travel = try? travelling.travel(of: number, to: post.place, wish).get()
                guard regained > lost, let travel else { continue }
                expected.append(
                    .init(staff: staff, post: post, seconds: travel.seconds, regained: regained, lost: lost)
                )
            }
        }
        func key(_ move: BackfillAdvice.Move) -> String {
            "\(move.staff) to \(move.post.holder) +\(move.regained) -\(move.lost)"
        }
        #expect(Set(advice.moves.map(key)) == Set(expected.map(key)), "seed \(seed)")
        #expect(advice.moves.count == expected.count, "seed \(seed)")
        for move in advice.moves {
            let other = expected.first { key($0) == key(move) }
            #expect(abs(move.seconds - (other?.seconds ?? .infinity)) < 1e-6, "seed \(seed) \(move)")
        }
        for (one, next) in zip(advice.moves, advice.moves.dropFirst()) {
            #expect((next.net, one.seconds) <= (one.net, next.seconds), "seed \(seed)")
        }
        #expect(advice.moves.allSatisfy { $0.net > 0 })
        let firstTwo = advice.moves.enumerated().filter { index, move in
            advice.moves.prefix(index).count { $0.post == move.post } < 2
        }
        #expect(BackfillAdvice(map, away: away, most: 2).moves == firstTwo.map(\.element), "seed \(seed)")
    }

    /// Moves somebody by a fresh position, makes the whole map anew, and compares customer by customer.
    private static func outcome(
        of staff: String,
        to post: BackfillAdvice.Post,
        _ county: PromiseCounty,
        _ wish: ResponderWish,
        _ left: PromiseMap
    ) throws -> (regained: Int, lost: Int) {
        var board = left.board
        let fix = PositionFix(staff: staff, time: PromiseCounty.monday, place: post.place, source: "test")
        #expect(board.take(fix) == .taken)
        let moved = county.map(board, wish)
        let pairs = zip(left.customers, moved.customers).map { ($0.status.isMissed, $1.status.isMissed) }
        return (pairs.count { $0 == true && $1 == false }, pairs.count { $0 == false && $1 == true })
    }

    /// The random counties hold what the advice is about.
    @Test func thereIsSomethingToAdvise() throws {
        var (moves, costly, absent) = (0, 0, 0)
        var (detours, alone, unreachable, byLine) = (0, 0, 0, 0)
        for seed in 0..<18 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let county = try PromiseCounty(staff: 14, customers: 80, isWithRoads: seed % 3 > 0, using: &random)
            let map = county.map(county.board())
            let away = Set(map.responders.shuffled(using: &random).prefix(2).map { county.roster.staff[$0].code })
            let advice = BackfillAdvice(map, away: away, most: .max)
            moves += advice.moves.count
            costly += advice.moves.count { $0.lost > 0 }
            absent += advice.posts.count { !away.contains($0.holder) }
            let left = map.without(away).customers
            detours += left.count { $0.isOnMain }
            alone += left.count { $0.first != nil && $0.second == nil && $0.goal != nil }
            unreachable += left.count { $0.status == .unreachable }
            byLine += left.count { $0.by == .line && map.board.roads != nil }
        }
        #expect(detours > 10 && alone > 10, "\(detours) on main roads, \(alone) with a first only")
        #expect(unreachable > 10 && byLine > 10, "\(unreachable) unreachable, \(byLine) by line beside roads")
        #expect(moves > 20 && costly > 5 && absent > 3, "\(moves) moves, \(costly) cost something, \(absent) posts")
    }

    @Test func nobodyAwayLosesNothing() throws {
        var random = SeededGenerator(seed: 3)
        let county = try PromiseCounty(staff: 14, customers: 60, isWithRoads: true, using: &random)
        let advice = BackfillAdvice(county.map(county.board()), away: [])
        #expect(advice.before == advice.after && advice.losses.isEmpty && advice.posts.isEmpty && advice.moves.isEmpty)
    }
}
