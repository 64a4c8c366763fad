import Foundation
import GeometryCore
import Response
import SpatialIndex
import Storage
import Territory
import TestSupport

/// The whole promise map of a store with districts, roads, staff, a rota and customers: processor time, and the first at
/// random customers against a search from each of them.
///
/// What is measured is one map of all customers with its sums by subdistrict; reading the customers is not, because the
/// map is made from those at hand whenever somebody is sent or comes back.
struct PromiseJob {
    let path: String
    private static let seed: UInt64 = 6
    private static let compared = 2000

    func run() throws {
        let store = try GeoPackageStore(path: path, mode: .readOnly)
        // Thursday 5 November 2026, 09:00 in Shanghai.
        let start = Date(timeIntervalSince1970: 1_793_840_400)
        let atlas = try AtlasShelf(store: store).atlas(asOf: start)
        let roads = try RoadGraph.roads(of: store, for: .car)
        var board = ResponderBoard(roster: try Roster(store: store), roads: roads, at: start)
        var customers: [(code: String, place: Point?)] = []
        try store.forEachRecord(in: .customers, version: nil) { record in
            if case .point(let place) = record.geometry { customers.append((record.code, place)) }
        }
        let limits = ArrivalLimits.standard
        let ((map, rows), wall, cpu) = Meter.median {
            var map = PromiseMap(board, atlas, limits: limits)
            for customer in customers { map.add(customer.code, at: customer.place) }
            return (map, map.subdistricts())
        }
        let away = Set(map.responders.prefix(3).map { board.roster.staff[$0].code })
        let (advice, _, adviceCPU) = Meter.median(runs: 1) { BackfillAdvice(map, away: away) }
        let (worst, _, searchCPU) = try Meter.median(runs: 1) { try compare(map, &board) }
        Meter.report(
            job: "promise map",
            count: customers.count,
            wall: wall,
            cpu: cpu,
            check: [map.count.missed, map.count.unreachable, rows.count],
            more: [
                ("responders", "\(map.responders.count)"), ("edges", "\(roads?.edgeCount ?? 0)"),
                ("compared", "\(Self.compared)"), ("worst_relative_difference", "\(worst)"),
                ("compared_cpu_seconds", String(format: "%.6f", searchCPU)),
                ("backfill_cpu_seconds", String(format: "%.6f", adviceCPU)), ("posts", "\(advice.posts.count)"),
                ("moves", "\(advice.moves.count)"),
            ]
        )
    }

    /// The greatest relative difference of times; a customer whom only one of the two reaches ends the job.
    private func compare(_ map: PromiseMap, _ board: inout ResponderBoard) throws -> Double {
        var random = SeededGenerator(seed: Self.seed)
        var worst = 0.0
        guard !map.customers.isEmpty else { return worst }
        for _ in 0..<Self.compared {
            let customer = map.customers[Int.random(in: 0..<map.customers.count, using: &random)]
            guard let place = customer.place else { continue }
            let nearest = board.nearest(to: place, ResponderWish(count: 2)).candidates
            for (mine, theirs) in [(customer.first, nearest.first), (customer.second, nearest.dropFirst().first)] {
                guard let mine, let theirs else {
                    guard mine == nil && theirs == nil else { throw PromiseJobError.differs(customer.code) }
                    continue
                }
                let difference = abs(mine.seconds - theirs.seconds) / max(1, theirs.seconds)
                guard difference < 1e-9 else { throw PromiseJobError.differs(customer.code) }
                worst = max(worst, difference)
            }
        }
        return worst
    }
}

/// What ends the job.
enum PromiseJobError: Error {
    /// The map and a search disagree about this customer.
    case differs(String)
}
