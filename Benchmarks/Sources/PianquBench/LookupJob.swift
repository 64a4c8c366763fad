import GeometryCore
import SpatialIndex

/// J1 of the shared workload: which polygons cover this point, border included.
struct LookupJob {
    let folder: String

    func run() throws {
        let points = try Self.points(NumPyFile.numbers("\(folder)/points.lonlat.npy", as: Double.self))
        for layer in ["d400", "d10k"] {
            let areas = try areas(layer)
            let (locator, _, build) = Meter.median(runs: 3) { PointLocator(areas: areas) }
            bulk(layer, points, locator, build)
            single(layer, points, locator)
        }
    }

    private func bulk(_ layer: String, _ points: [Point], _ locator: PointLocator, _ build: Double) {
        var verdicts = [PointLocator.Verdict](repeating: .outside, count: points.count)
        let (_, wall, cpu) = Meter.median {
            var span = verdicts.mutableSpan
            locator.locate(points.span, into: &span)
        }
        var check = PairCheck()
        for (number, verdict) in verdicts.enumerated() where verdict.owner != PointLocator.none {
            if verdict.isShared {
                locator.areas(covering: points[number]).forEach { check.add(number, $0) }
            } else {
                check.add(number, Int(verdict.owner))
            }
        }
        Meter.report(
            job: "J1 \(layer)",
            count: points.count,
            wall: wall,
            cpu: cpu,
            check: check.values,
            more: [("mode", "\"bulk\""), ("build_cpu_seconds", "\(build)")]
        )
    }

    /// Every pair asked one point at a time, as a server does.
    private func single(_ layer: String, _ points: [Point], _ locator: PointLocator) {
        let (check, wall, cpu) = Meter.median {
            var check = PairCheck()
            for (number, point) in points.enumerated() {
                let verdict = locator.locate(point)
                if verdict.isShared {
                    locator.areas(covering: point).forEach { check.add(number, $0) }
                } else if verdict.owner != PointLocator.none {
                    check.add(number, Int(verdict.owner))
                }
            }
            return check
        }
        Meter.report(
            job: "J1 \(layer)",
            count: points.count,
            wall: wall,
            cpu: cpu,
            check: check.values,
            more: [("mode", "\"single\"")]
        )
    }

    private func areas(_ layer: String) throws -> [MultiPolygon] {
        let points = try Self.points(NumPyFile.numbers("\(folder)/\(layer).lonlat.npy", as: Double.self))
        let offsets = try NumPyFile.numbers("\(folder)/\(layer).off.npy", as: Int64.self).map(Int.init)
        return try zip(offsets, offsets.dropFirst()).map {
            MultiPolygon([Polygon(shell: try Ring(Array(points[$0..<$1])))])
        }
    }

    private static func points(_ numbers: [Double]) -> [Point] {
        stride(from: 0, to: numbers.count, by: 2).map { Point(x: numbers[$0], y: numbers[$0 + 1]) }
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
