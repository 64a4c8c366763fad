import GeometryCore
import SpatialIndex

/// J4 of the shared workload: line length for each polygon, in the plane.
struct SplitJob {
    let folder: String

    func run() throws {
        let workload = Workload(folder: folder)
        let areas = try workload.areas("d400", "xy")
        let (points, offsets) = try (workload.points("lines.xy"), workload.offsets("lines"))
        let (locator, _, build) = Meter.median { PointLocator(areas: areas) }
        let split = Meter.median { measure(points, offsets, locator) }
        report(split, count: offsets.count - 1, [("mode", "\"bulk\""), ("build_cpu_seconds", "\(build)")])
        // The peers prepare their polygons within their time; a server has them at hand.
        let whole = Meter.median { measure(points, offsets, PointLocator(areas: areas)) }
        report(whole, count: offsets.count - 1, [("mode", "\"with building\"")])
    }

    private func report(
        _ measured: ([Double], wall: Double, cpu: Double),
        count: Int,
        _ more: [(String, String)]
    ) {
        let weighed = measured.0.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
        Meter.report(
            job: "J4",
            count: count,
            wall: measured.wall,
            cpu: measured.cpu,
            check: [(measured.0.reduce(0, +) * 1000).rounded() / 1e6, weighed.rounded()],
            more: more
        )
    }

    private func measure(_ points: [Point], _ offsets: [Int], _ locator: PointLocator) -> [Double] {
        var metres = [Double](repeating: 0, count: locator.areaCount)
        var cutter = LineCutter(locator)
        for (first, end) in zip(offsets, offsets.dropFirst()) {
            if let owner = cutter.soleOwner(of: points.span.extracting(first..<end)) {
                guard owner != PointLocator.none else { continue }
                for index in first..<end - 1 { metres[Int(owner)] += length(points[index], points[index + 1]) }
                continue
            }
            for index in first..<end - 1 {
                let (a, b) = (points[index], points[index + 1])
                let length = length(a, b)
                cutter.cut(a, b)
                var start = 0.0
                for piece in cutter.pieces {
                    if piece.owner != PointLocator.none { metres[Int(piece.owner)] += (piece.end - start) * length }
                    start = piece.end
                }
            }
        }
        return metres
    }

    private func length(_ a: Point, _ b: Point) -> Double {
        ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
    }
}
