import GeometryCore
import SpatialIndex

/// J1 of the shared workload: which polygons cover this point, border included.
struct LookupJob {
    let folder: String

    func run() throws {
        let workload = Workload(folder: folder)
        let points = try workload.points("points.lonlat")
        for layer in ["d400", "d10k"] {
            let areas = try workload.areas(layer, "lonlat")
            let (locator, _, build) = Meter.median(runs: 3) { PointLocator(areas: areas) }
            bulk(layer, points, locator, areas.reduce(0) { $0 + $1.pointCount }, build)
            single(layer, points, locator)
            wholeAnswer(layer, points, locator, areas)
        }
    }

    /// Owner, both units above it, and the margin to the border where that is less than a location's accuracy.
    private func wholeAnswer(_ layer: String, _ points: [Point], _ locator: PointLocator, _ areas: [MultiPolygon]) {
        let (grid, _, build) = Meter.median(runs: 1) { BorderGrid(areas: areas) }
        let districts = areas.indices.map { UInt32($0 / 10) } + [PointLocator.none]
        let stations = areas.indices.map { UInt32($0 / 80) } + [PointLocator.none]
        var verdicts = [PointLocator.Verdict](repeating: .outside, count: points.count)
        var margins = [Double](repeating: 0, count: points.count)
        var units = [SIMD2<UInt32>](repeating: .zero, count: points.count)
        // In parts, each of which stays in a near cache from question to question.
        let parts = stride(from: 0, to: points.count, by: 1 << 13).map { $0..<min($0 + 1 << 13, points.count) }
        let (_, wall, cpu) = Meter.median {
            for part in parts {
                let places = points.span.extracting(part)
                var verdictSpan = verdicts.mutableSpan
                var verdictPart = verdictSpan.extracting(part)
                locator.locate(places, into: &verdictPart)
                var marginSpan = margins.mutableSpan
                var marginPart = marginSpan.extracting(part)
                grid.margins(of: places, into: &marginPart)
                for index in part {
                    let leaf = min(Int(verdicts[index].owner), areas.count)
                    units[index] = SIMD2(districts[leaf], stations[leaf])
                }
            }
        }
        let near = margins.reduce(0) { $0 + ($1 < grid.reachMetres ? 1 : 0) }
        Meter.report(
            job: "J1 \(layer)",
            count: points.count,
            wall: wall,
            cpu: cpu,
            check: [near],
            more: [
                ("mode", "\"owner, two units above, margin up to 25 m\""), ("build_cpu_seconds", "\(build)"),
                ("margin_bytes_per_vertex", "\(grid.memoryBytes / areas.reduce(0) { $0 + $1.pointCount })"),
            ]
        )
    }

    private func bulk(
        _ layer: String,
        _ points: [Point],
        _ locator: PointLocator,
        _ vertexCount: Int,
        _ build: Double
    ) {
        var verdicts = [PointLocator.Verdict](repeating: .outside, count: points.count)
        let (sharings, wall, cpu) = Meter.median {
            var span = verdicts.mutableSpan
            var sharings: [PointLocator.Sharing] = []
            locator.locate(points.span, into: &span, sharings: &sharings)
            return sharings
        }
        var check = PairCheck()
        for (number, verdict) in verdicts.enumerated() where verdict.owner != PointLocator.none {
            check.add(number, Int(verdict.owner))
        }
        sharings.forEach { check.add($0.point, $0.area) }
        Meter.report(
            job: "J1 \(layer)",
            count: points.count,
            wall: wall,
            cpu: cpu,
            check: check.values,
            more: [
                ("mode", "\"bulk\""), ("build_cpu_seconds", "\(build)"),
                ("bytes_per_vertex", "\(locator.memoryBytes / vertexCount)"),
            ]
        )
    }

    /// Every pair asked one point at a time, as a server does.
    private func single(_ layer: String, _ points: [Point], _ locator: PointLocator) {
        var owners = [UInt32](repeating: 0, count: points.count)
        let (others, wall, cpu) = Meter.median {
            var others: [(point: Int, area: Int)] = []
            var ownerSpan = owners.mutableSpan
            for (number, point) in points.enumerated() {
                let verdict = locator.locate(point)
                ownerSpan[number] = verdict.owner
                if verdict.isShared {
                    for area in locator.areas(covering: point).dropFirst() { others.append((number, area)) }
                }
            }
            return others
        }
        var check = PairCheck()
        for (number, owner) in owners.enumerated() where owner != PointLocator.none { check.add(number, Int(owner)) }
        others.forEach { check.add($0.point, $0.area) }
        Meter.report(
            job: "J1 \(layer)",
            count: points.count,
            wall: wall,
            cpu: cpu,
            check: check.values,
            more: [("mode", "\"single\"")]
        )
    }
}

/// The peers' checksum of a set of (point, polygon) pairs.
private struct PairCheck {
    private var pairs = 0
    private var sum = 0

    var values: [Int] { [pairs, sum] }

    mutating func add(_ point: Int, _ polygon: Int) {
        pairs += 1
        sum += (point % 65521 + 1) * (polygon + 1)
    }
}
