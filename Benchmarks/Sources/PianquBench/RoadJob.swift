import Foundation
import GeometryCore
import SpatialIndex

/// J2 of the shared workload by road: the five responders of 10,000 who would be first at a place.
///
/// As the shared reference does it: everybody on the nearest node, that of the place sought within the time that is
/// measured, and the given travel times. Then once more on the nearest road, in degrees.
struct RoadJob {
    let folder: String

    func run() throws {
        let ends = try NumPyFile.numbers("\(folder)/roads.edges.npy", as: Int32.self).map(Int.init)
        let seconds = try NumPyFile.numbers("\(folder)/roads.seconds.npy", as: Double.self)
        let nodes = try points("roads.xy.npy")
        let links = seconds.indices.map { number in
            RoadLink(
                from: ends[2 * number],
                to: ends[2 * number + 1],
                forwardSeconds: seconds[number],
                backwardSeconds: seconds[number],
                line: number
            )
        }
        try measure("xy", suffix: "", { RoadGraph(nodes: nodes, links: links, units: .metres) }) {
            $0.nearestNode(to: $1)
        }
        let lines = try lines(ends, seconds)
        try measure("lonlat", suffix: " edge-snapped", { RoadGraph(lines: lines) }) { $0.nearestPosition(to: $1) }
    }

    private func lines(_ ends: [Int], _ seconds: [Double]) throws -> [RoadLine] {
        let nodes = try points("roads.lonlat.npy")
        return seconds.indices.map { number in
            let (a, b) = (nodes[ends[2 * number]], nodes[ends[2 * number + 1]])
            let speed = LocalMetric(latitude: (a.y + b.y) / 2).distance(a, b) / seconds[number]
            return RoadLine(points: [a, b], forwardSpeed: speed, backwardSpeed: speed, number: number)
        }
    }

    private func measure(
        _ coordinates: String,
        suffix: String,
        _ build: () -> RoadGraph,
        _ snap: (RoadGraph, Point) -> RoadPosition?
    ) throws {
        let (graph, _, buildSeconds) = Meter.median(runs: 3) { build() }
        let board = try board(graph, coordinates, snap)
        let queries = Array(try points("queries.\(coordinates).npy").prefix(20_000))
        var search = RoadSearch(graph: graph)
        var hits: [RoadHit] = []
        for (name, filter) in [("plain k", .all), ("filtered k", NearestFilter(required: Self.onDuty | Self.skill))] {
            for mode in ["bulk", "single"] {
                let (sum, wall, cpu) = Meter.median {
                    var (found, settled, total) = (0, 0, 0.0)
                    for index in mode == "bulk" ? graph.order(of: queries) : Array(queries.indices) {
                        guard let goal = snap(graph, queries[index]) else { continue }
                        search.nearest(to: goal, among: board, limit: 5, filter: filter, into: &hits)
                        settled += search.settledCount
                        found += hits.count
                        for hit in hits { total += hit.seconds }
                    }
                    return (found: found, settled: settled, total: total)
                }
                Meter.report(
                    job: "J2 road \(name)\(suffix)",
                    count: queries.count,
                    wall: wall,
                    cpu: cpu,
                    check: [Double(sum.found), (sum.total / Double(sum.found) * 1000).rounded() / 1000],
                    more: [
                        ("mode", "\"\(mode)\""),
                        ("settled_each", String(format: "%.1f", Double(sum.settled) / Double(queries.count))),
                        ("build_cpu_seconds", String(format: "%.3f", buildSeconds)),
                        ("bytes_per_directed_edge", bytes(graph)),
                    ]
                )
            }
        }
        times(graph, board, suffix, queries.compactMap { snap(graph, $0) })
    }

    private static let onDuty: UInt32 = 256
    private static let skill: UInt32 = 4

    private func board(
        _ graph: RoadGraph,
        _ coordinates: String,
        _ snap: (RoadGraph, Point) -> RoadPosition?
    ) throws -> RoadBoard {
        let skills = try NumPyFile.numbers("\(folder)/responders.skill.npy", as: UInt8.self)
        let duties = try NumPyFile.numbers("\(folder)/responders.duty.npy", as: UInt8.self)
        var board = RoadBoard(graph: graph)
        for (number, place) in try points("responders.\(coordinates).npy").enumerated() {
            guard let position = snap(graph, place) else { continue }
            let traits = UInt32(skills[number]) | (duties[number] != 0 ? Self.onDuty : 0)
            board.place(UInt32(number), at: position, traits: traits)
        }
        board.arrange()
        return board
    }

    /// One search over the whole graph, and a table.
    private func times(_ graph: RoadGraph, _ board: RoadBoard, _ suffix: String, _ positions: [RoadPosition]) {
        var search = RoadSearch(graph: graph)
        let (all, wall, cpu) = Meter.median { search.times(from: Array(positions.prefix(1))) }
        let far = positions.reduce(0) { max($0, all.seconds(at: $1) ?? 0) }
        Meter.report(job: "J2 road times\(suffix)", count: graph.vertexCount, wall: wall, cpu: cpu, check: [far])
        let (starts, goals) = (Array(positions[1..<21]), Array(positions[21..<221]))
        let (table, tableWall, tableCPU) = Meter.median(runs: 3) { search.table(from: starts, to: goals) }
        let sum = starts.indices.reduce(0.0) { sum, row in goals.indices.reduce(sum) { $0 + (table[row, $1] ?? 0) } }
        Meter.report(job: "J2 road table 20x200\(suffix)", count: 20, wall: tableWall, cpu: tableCPU, check: [sum])
    }

    private func bytes(_ graph: RoadGraph) -> String {
        String(format: "%.1f", Double(graph.memoryBytes) / Double(graph.report.directedSegmentCount))
    }

    private func points(_ name: String) throws -> [Point] {
        let numbers = try NumPyFile.numbers("\(folder)/\(name)", as: Double.self)
        return stride(from: 0, to: numbers.count, by: 2).map { Point(x: numbers[$0], y: numbers[$0 + 1]) }
    }
}
