import Foundation
import GeometryCore
import SpatialIndex
import Territory
import TestSupport
import Testing

@testable import Response

/// The promise map against a search for each customer.
@Suite struct PromiseMapTests {
    /// What the board says of one customer, twice the long way: who is first, and who is second.
    private static func expect(
        _ customer: PromiseMap.Customer,
        equals answer: NearestAnswer,
        _ roster: Roster,
        _ note: Comment
    ) {
        let found = [customer.first, customer.second].compactMap(\.self)
        #expect(found.count == answer.candidates.count, note)
        #expect(customer.by == answer.by, note)
        #expect(customer.isOnMain == answer.isOnMainRoad, note)
        for (arrival, candidate) in zip(found, answer.candidates) {
            #expect(abs(arrival.seconds - candidate.seconds) <= 1e-9 * max(1, candidate.seconds), note)
        }
        // At one time, sums in another order may change who it is.
        let times = answer.candidates.map(\.seconds)
        if times.count == 2, abs(times[0] - times[1]) > 1e-6 {
            #expect(found.first.map { roster.staff[$0.number].code } == answer.candidates[0].staff, note)
        }
    }

    @Test(arguments: 0..<24) func everyCustomersFirstIsTheNearest(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let county = try PromiseCounty(
            staff: Int(seed % 4) * 9,
            customers: 60,
            isWithRoads: seed % 3 > 0,
            using: &random
        )
        var board = county.board()
        for number in county.roster.staff.indices where Int.random(in: 0..<5, using: &random) == 0 {
            board.setLoad(of: number, to: 1)
        }
        let wish = ResponderWish(
            skills: seed % 5 == 1 ? ["live"] : [],
            roles: seed % 5 == 2 ? [.inspector] : [],
            isByLine: seed % 7 == 6
        )
        let map = county.map(board, wish)
        #expect(map.customers.map(\.code) == county.customers.map(\.code))
        var asked = wish
        asked.count = 2
        for customer in map.customers {
            guard let place = customer.place else {
                #expect(customer.status == .noPlace && customer.first == nil && customer.by == nil)
                continue
            }
            let answer = board.nearest(to: place, asked)
            Self.expect(customer, equals: answer, county.roster, "seed \(seed) \(customer.code)")
            guard let leaf = county.atlas.leaf(at: place) else {
                #expect(customer.status == .outside && customer.limitSeconds == nil, "seed \(seed)")
                continue
            }
            let limit = leaf.areaClass == .urban ? 60.0 : leaf.areaClass == .rural ? 120 : 180
            let expected: PromiseStatus =
                answer.candidates.first.map { $0.seconds <= limit ? .met : .missed } ?? .unreachable
            #expect(customer.status == expected && customer.limitSeconds == limit, "seed \(seed) \(customer.code)")
            #expect(customer.leaf.map { county.atlas.hierarchy.leaves[$0].code } == leaf.code, "seed \(seed)")
        }
    }

    /// Taking people away, or counting the busy, is the same as a board on which they are busy, or free.
    @Test(arguments: 30..<42) func thoseAwayAreAsBusy(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let county = try PromiseCounty(staff: 24, customers: 40, isWithRoads: seed % 3 > 0, using: &random)
        let away = Set(county.roster.staff.map(\.code).filter { _ in Int.random(in: 0..<4, using: &random) == 0 })
        let left = county.map(county.board()).without(away)
        var board = county.board()
        for code in away { board.setLoad(of: try #require(county.roster.number(of: code)), to: 1) }
        let other = county.map(board)
        let all = county.map(board, isCountingBusy: true)
        let whole = county.map(county.board())
        for index in left.customers.indices {
            #expect(left.customers[index].first == other.customers[index].first, "seed \(seed)")
            #expect(left.customers[index].second == other.customers[index].second, "seed \(seed)")
            #expect(all.customers[index].first == whole.customers[index].first, "seed \(seed)")
        }
        #expect(left.count == other.count && left.responders == other.responders, "seed \(seed)")
        #expect(all.count == whole.count && all.responders == whole.responders, "seed \(seed)")
    }

    @Test(arguments: 50..<62) func subdistrictsSumUpTheirCustomers(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let county = try PromiseCounty(staff: 12, customers: 150, isWithRoads: true, using: &random)
        let map = county.map(county.board())
        let rows = map.subdistricts()
        #expect(rows.map(\.leaf) == Array(county.atlas.hierarchy.leaves.indices))
        for row in rows {
            let own = map.customers.filter { $0.leaf == row.leaf }
            #expect(row.count.customers == own.count, "seed \(seed)")
            #expect(row.count.missed == own.count { [.missed, .unreachable].contains($0.status) }, "seed \(seed)")
            #expect(row.count.unreachable == own.count { $0.status == .unreachable }, "seed \(seed)")
            let times = own.compactMap { $0.first?.seconds }
            let percentiles: [(share: Double, found: Double?)] = [
                (0.5, row.medianSeconds), (0.9, row.ninetiethSeconds), (1, row.greatestSeconds),
            ]
            for (share, found) in percentiles {
                // The least time within which so many are.
                let enough = times.filter { time in
                    Double(times.count { $0 <= time }) >= share * Double(times.count) - 1e-9
                }
                #expect(found == enough.min(), "seed \(seed) \(share)")
            }
        }
        let count = map.count
        #expect(count.customers == rows.reduce(0) { $0 + $1.count.customers })
        #expect(count.customers + count.outside + count.withoutPlace == county.customers.count)
        #expect(count.outside > 0 && count.withoutPlace > 0, "seed \(seed)")
        #expect(count.missed == rows.reduce(0) { $0 + $1.count.missed } && count.unreachable <= count.missed)
        #expect(count.shareMissed == Double(count.missed) / Double(count.customers))
    }

    @Test(arguments: 70..<78) func roadsHaveTheTimesOfTheirPlaces(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let county = try PromiseCounty(staff: 12, customers: 0, isWithRoads: true, using: &random)
        var board = county.board()
        let map = county.map(board)
        let graph = try #require(county.roads)
        var metres = 0.0
        map.forEachRoad { road in
            metres += road.stretch.metres
            guard road.stretch.points.count == 2 else { return }
            let (a, b) = (road.stretch.points[0], road.stretch.points[1])
            let middle = Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
            let leaf = county.atlas.leaf(at: middle)
            // Halfway on the ground and in degrees differ by less than the rounding of minutes.
            let first = board.nearest(to: middle, ResponderWish(count: 1))
            guard first.metresOffRoad ?? 1 < 1e-3, !first.isOnMainRoad else { return }
            let found = road.atMiddle?.seconds ?? -1
            #expect(abs(found - (first.candidates.first?.seconds ?? -1)) < 1e-3, "seed \(seed) \(middle)")
            let limit = leaf.map { PromiseCounty.limits.minutes(in: $0.areaClass) * 60 }
            #expect(road.limitSeconds == limit, "seed \(seed)")
            #expect(road.isMissed == limit.map { found < 0 || found > $0 }, "seed \(seed)")
        }
        #expect(abs(metres - graph.report.metres) < 1e-6 * metres, "seed \(seed)")
    }

    @Test func withoutRoadsThereAreNone() throws {
        var random = SeededGenerator(seed: 1)
        let county = try PromiseCounty(staff: 5, customers: 5, isWithRoads: false, using: &random)
        var count = 0
        county.map(county.board()).forEachRoad { _ in count += 1 }
        #expect(count == 0)
    }
}
