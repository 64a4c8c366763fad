import GeometryCore

/// What a unit of some lines' coordinates is in metres, segment by segment, and where coordinates can be at all.
struct LineScale: Sendable {
    /// What lies outside is no place; all that is finite and inside can be computed with.
    private let extent: Box
    /// Whether some of the points are no places.
    let hasStrays: Bool
    /// The smallest box around those that are.
    let box: Box
    /// For degrees the flat map of the segment that starts at each point; empty for metres.
    private let metrics: [LocalMetric]
    /// The fewest metres that a unit of x and one of y have anywhere on the lines.
    private let least: (x: Double, y: Double)

    init(points: [Point], unit: CoverageIndex.Unit) {
        let extent: Box
        switch unit {
        case .degrees: extent = Box(minX: -360, minY: -90, maxX: 360, maxY: 90)
        case .metres: extent = Box(minX: -1e9, minY: -1e9, maxX: 1e9, maxY: 1e9)
        }
        var (box, hasStrays) = (Box.empty, false)
        for point in points {
            if extent.contains(point) { box.extend(to: point) } else { hasStrays = true }
        }
        self.extent = extent
        self.hasStrays = hasStrays
        self.box = box
        guard unit == .degrees, !box.isEmpty else {
            (metrics, least) = ([], (1, 1))
            return
        }
        metrics = zip(points, points.dropFirst()).map { LocalMetric(latitude: ($0.y + $1.y) / 2) }
        // A degree of longitude is shortest farthest from the equator, one of latitude nearest to it.
        let (south, north) = (abs(box.minY), abs(box.maxY))
        let nearest = box.minY <= 0 && box.maxY >= 0 ? 0 : min(south, north)
        least = (
            LocalMetric(latitude: max(south, north)).metresPerDegreeX, LocalMetric(latitude: nearest).metresPerDegreeY
        )
    }

    /// Whether there can be such a point; false for one that is not finite.
    @inline(__always)
    func isPlace(_ point: Point) -> Bool { extent.contains(point) }

    @inline(__always)
    func frame(_ segment: Int, from start: Point, to end: Point) -> SegmentFrame {
        if metrics.isEmpty { return SegmentFrame(from: start, to: end, scaleX: 1, scaleY: 1) }
        let metric = metrics[segment]
        return SegmentFrame(from: start, to: end, scaleX: metric.metresPerDegreeX, scaleY: metric.metresPerDegreeY)
    }

    /// How many metres a unit of x and one of y have at the segment that starts at a point.
    @inline(__always)
    func metresPerUnit(_ segment: Int) -> (x: Double, y: Double) {
        metrics.isEmpty ? (1, 1) : (metrics[segment].metresPerDegreeX, metrics[segment].metresPerDegreeY)
    }

    /// How far from a segment, in units of x and y, a place within `radius` metres of it can be, and a little more.
    ///
    /// The surplus outweighs the rounding of every comparison made with it.
    func pads(radius: Double) -> (x: Double, y: Double) {
        let metres = radius * (1 + 1e-9) + 1e-5
        return (min(metres / least.x, 4e9), min(metres / least.y, 4e9))
    }

    /// Square cells of some metres; larger where they would be too many to count.
    func layout(cell metres: Double) -> CellLayout {
        guard !box.isEmpty else { return CellLayout(minX: 0, minY: 0, cellWidth: 1, cellHeight: 1) }
        let metric = LocalMetric(latitude: min(60, max(-60, box.centre.y)))
        return CellLayout(
            minX: box.minX,
            minY: box.minY,
            cellWidth: max(metrics.isEmpty ? metres : metres / metric.metresPerDegreeX, box.width * 0x1p-20),
            cellHeight: max(metrics.isEmpty ? metres : metres / metric.metresPerDegreeY, box.height * 0x1p-20)
        )
    }
}
