import Foundation
import GeometryCore
import Response
import SpatialIndex
import Storage
import Territory
import TestSupport

/// Who goes, on a store with districts, roads, staff and a rota: the time of a decision, and road times against a plain
/// Dijkstra search that shares no code with ours.
///
/// The measured time is that of one call from its place to its decision: location, rules, duty, the nearest by road,
/// everybody's exclusion. Meanwhile responders move, and become busy and free.
struct ResponseJob {
    let path: String
    /// The target for the 99th percentile, in milliseconds: 1 for a county, 10 for thirty times its roads.
    let limit: Double
    /// How many road times are compared; a province's are too many for a plain search from each of 500 places.
    var pairs = 100_000
    private static let seed: UInt64 = 5
    /// A hundred thousand calls; ten thousand where road times are not compared, as in a province.
    private var calls: Int { pairs > 0 ? 100_000 : 10_000 }
    private static let sources = 500

    func run() throws {
        let store = try GeoPackageStore(path: path, mode: .readOnly)
        let lines = try RoadLine.lines(of: store, for: .car)
        if pairs > 0 { try compare(lines) }
        if try !store.districtVersions().isEmpty { try decide(store) }
    }

    private func decide(_ store: GeoPackageStore) throws {
        guard let roads = try RoadGraph.roads(of: store, for: .car) else { return }
        // Thursday 5 November 2026, 09:00 in Shanghai.
        let start = Date(timeIntervalSince1970: 1_793_840_400)
        let atlas = try AtlasShelf(store: store).atlas(asOf: start)
        let roster = try Roster(store: store)
        var places: [Point] = []
        try store.forEachRecord(in: .staff, version: nil) { record in
            if case .point(let place) = record.geometry { places.append(place) }
        }
        var random = SeededGenerator(seed: Self.seed)
        let rules = RoutingRules()
        var board = ResponderBoard(roster: roster, roads: roads, at: start)
        var (seconds, outcomes): ([Double], [RoutingDecision.Outcome: Int]) = ([], [:])
        func near() -> Point {
            let place = places[Int.random(in: 0..<places.count, using: &random)]
            return Point(
                x: place.x + Double.random(in: -0.02...0.02, using: &random),
                y: place.y + Double.random(in: -0.02...0.02, using: &random)
            )
        }
        for number in 0..<calls {
            // A call every quarter of a second, a hundred thousand within the morning.
            let now = start.addingTimeInterval(Double(number) / 4)
            board.advance(to: now)
            let mover = roster.staff[Int.random(in: 0..<roster.staff.count, using: &random)].code
            board.take(PositionFix(staff: mover, time: now, place: near(), accuracyMetres: 10, source: "bench"))
            let worker = Int.random(in: 0..<roster.staff.count, using: &random)
            board.setLoad(of: worker, to: number % 3 == 0 ? 1 : 0)
            let call = RoutingCall(place: near(), accuracyMetres: number % 2 == 0 ? 0 : 30, category: .outage)
            let clock = ContinuousClock.now
            let decision = RoutingDecision(board.facts(of: call, in: atlas, rules), rules)
            let elapsed = ContinuousClock.now - clock
            seconds.append(Double(elapsed.components.attoseconds) / 1e18 + Double(elapsed.components.seconds))
            outcomes[decision.outcome, default: 0] += 1
        }
        let total = seconds.reduce(0, +)
        seconds.sort()
        func milliseconds(_ share: Double) -> Double { seconds[Int(share * Double(seconds.count - 1))] * 1000 }
        Meter.report(
            job: "route decision",
            count: calls,
            wall: total,
            cpu: total,
            check: RoutingDecision.Outcome.allCases.map { "\"\($0.rawValue) \(outcomes[$0] ?? 0)\"" },
            more: [
                ("staff", "\(roster.staff.count)"), ("directed_segments", "\(roads.report.directedSegmentCount)"),
                ("edges", "\(roads.edgeCount)"), ("p50_ms", String(format: "%.4f", milliseconds(0.5))),
                ("p99_ms", String(format: "%.4f", milliseconds(0.99))), ("target_p99_ms", "\(limit)"),
            ]
        )
        guard milliseconds(0.99) <= limit else { throw ResponseJobError.slow(milliseconds(0.99), limit) }
    }

    /// Times between nodes of the roads, ours and those of a plain search on a plain graph.
    private func compare(_ lines: [RoadLine]) throws {
        let graph = RoadGraph(lines: lines)
        let plain = PlainRoads(lines)
        guard !plain.nodes.isEmpty else { return }
        var random = SeededGenerator(seed: Self.seed)
        var search = RoadSearch(graph: graph)
        var (compared, unreachable, worst) = (0, 0, 0.0)
        for _ in 0..<Self.sources {
            let source = Int.random(in: 0..<plain.nodes.count, using: &random)
            let times = plain.times(from: source)
            guard let start = graph.nearestNode(to: plain.nodes[source]) else { continue }
            for _ in 0..<pairs / Self.sources {
                let goal = Int.random(in: 0..<plain.nodes.count, using: &random)
                guard let end = graph.nearestNode(to: plain.nodes[goal]) else { continue }
                compared += 1
                switch search.travel(from: start, to: end) {
                case .arrives(let seconds, _), .beyondLimit(let seconds, _):
                    let difference = abs(seconds - times[goal]) / max(1, times[goal])
                    guard difference < 1e-9 else { throw ResponseJobError.differs(source, goal, seconds, times[goal]) }
                    worst = max(worst, difference)
                case .unreachable:
                    guard times[goal].isInfinite else {
                        throw ResponseJobError.differs(source, goal, .infinity, times[goal])
                    }
                    unreachable += 1
                }
            }
        }
        print(
            "{\"job\":\"road times against plain Dijkstra\",\"peer\":\"pianqu\",\"n\":\(compared),"
                + "\"nodes\":\(plain.nodes.count),\"unreachable\":\(unreachable),\"seed\":\(Self.seed),"
                + "\"worst_relative_difference\":\(worst)}"
        )
    }
}

/// What ends the job.
enum ResponseJobError: Error {
    case differs(Int, Int, Double, Double)
    case slow(Double, Double)
}

/// Roads as plainly as can be: every point a node, every segment two links.
private struct PlainRoads {
    private(set) var nodes: [Point] = []
    private var links: [[(to: Int, seconds: Double)]] = []

    init(_ lines: [RoadLine]) {
        var numbers: [Point: Int] = [:]
        for line in lines {
            let path = line.points.map { point in
                if let number = numbers[point] { return number }
                numbers[point] = nodes.count
                nodes.append(point)
                links.append([])
                return nodes.count - 1
            }
            for (from, to) in zip(path, path.dropFirst()) where from != to {
                let (a, b) = (nodes[from], nodes[to])
                let metres = LocalMetric(latitude: (a.y + b.y) / 2).distance(a, b)
                if let speed = line.forwardSpeed { links[from].append((to, metres / speed)) }
                if let speed = line.backwardSpeed { links[to].append((from, metres / speed)) }
            }
        }
    }

    /// Dijkstra's algorithm with a binary heap that keeps what is out of date until it comes up.
    func times(from source: Int) -> [Double] {
        var times = [Double](repeating: .infinity, count: nodes.count)
        var heap: [(seconds: Double, node: Int)] = [(0, source)]
        times[source] = 0
        while let (seconds, node) = Self.popLeast(&heap) {
            guard seconds <= times[node] else { continue }
            for link in links[node] where seconds + link.seconds < times[link.to] {
                times[link.to] = seconds + link.seconds
                Self.push((seconds + link.seconds, link.to), &heap)
            }
        }
        return times
    }

    private static func push(_ entry: (seconds: Double, node: Int), _ heap: inout [(seconds: Double, node: Int)]) {
        heap.append(entry)
        var child = heap.count - 1
        while child > 0, heap[child].seconds < heap[(child - 1) / 2].seconds {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private static func popLeast(_ heap: inout [(seconds: Double, node: Int)]) -> (seconds: Double, node: Int)? {
        guard let least = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return least }
        heap[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { return least }
            if child + 1 < heap.count, heap[child + 1].seconds < heap[child].seconds { child += 1 }
            guard heap[child].seconds < heap[parent].seconds else { return least }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}
