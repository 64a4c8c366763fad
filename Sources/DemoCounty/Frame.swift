internal import GeometryCore

/// A position on the map in ten-millionths of a degree: about a centimetre, and exact once rounded.
struct Place: Hashable, Sendable {
    var longitude: Int
    var latitude: Int
}

/// Lays the plane in metres on the map around the county's middle, linearly, so that straight stays straight.
struct Frame: Sendable {
    /// Size of the county's rectangle at scale 1, in metres.
    static let size = Point(x: 62_000, y: 42_000)
    /// The middle of the county, in degrees.
    static let middle = Point(x: 119.257, y: 25.195)

    private let metric = LocalMetric(latitude: Frame.middle.y)
    private let half: Point

    /// The frame of a county `stretch` times as long and as wide.
    init(stretch: Double) { half = Frame.size * (stretch / 2) }

    /// The position of a point of the plane, rounded.
    ///
    /// The same point always gives the same position.
    func place(_ point: Point) -> Place {
        let longitude = Frame.middle.x + (point.x - half.x) / metric.metresPerDegreeX
        let latitude = Frame.middle.y + (point.y - half.y) / metric.metresPerDegreeY
        return Place(longitude: Int((longitude * 1e7).rounded()), latitude: Int((latitude * 1e7).rounded()))
    }

    /// The length of a line in metres, by the flat map.
    func length(_ line: [Place]) -> Double {
        zip(line, line.dropFirst()).reduce(0) { sum, pair in
            let dx = Double(pair.1.longitude - pair.0.longitude) * 1e-7 * metric.metresPerDegreeX
            let dy = Double(pair.1.latitude - pair.0.latitude) * 1e-7 * metric.metresPerDegreeY
            return sum + (dx * dx + dy * dy).squareRoot()
        }
    }
}
