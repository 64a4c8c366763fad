internal import GeometryCore

/// Where on a picture a place of the world is: equirectangular at the middle latitude, so that metres are alike in
/// both directions, and a county is true to a part in ten thousand.
struct MapFrame {
    /// A place in tenths of a pixel.
    struct Spot: Hashable {
        var x: Int
        var y: Int
    }

    /// The frame on the picture in pixels; its y grows downwards.
    let area: Box
    /// How many pixels a metre has.
    let pixelsPerMetre: Double
    private let centre: Point
    private let metric: LocalMetric

    /// Fits an extent in degrees into `area`, with `padding` around.
    init(_ extent: Box, into area: Box, padding: Double) {
        self.area = area
        let size = Self.size(of: extent)
        centre = extent.isEmpty ? Point(x: 0, y: 0) : extent.centre
        metric = LocalMetric(latitude: centre.y)
        pixelsPerMetre = min((area.width - 2 * padding) / size.width, (area.height - 2 * padding) / size.height)
    }

    /// The size of an extent in metres, at least that of a small village.
    static func size(of extent: Box) -> (width: Double, height: Double) {
        guard !extent.isEmpty else { return (least, least) }
        let metric = LocalMetric(latitude: extent.centre.y)
        return (
            max(least, extent.width * metric.metresPerDegreeX), max(least, extent.height * metric.metresPerDegreeY)
        )
    }

    private static let least = 200.0

    /// Whether a point is on the globe: others are not drawn, and do not stretch the map.
    static func isPlace(_ point: Point) -> Bool { abs(point.x) <= 180 && abs(point.y) <= 90 }

    /// The box around those of the points that are places.
    static func extent(of points: some Sequence<Point>) -> Box { Box(points.lazy.filter(isPlace)) }

    func spot(_ point: Point) -> Spot {
        let middle = area.centre
        return Spot(
            x: Pixels.tenths(middle.x + (point.x - centre.x) * metric.metresPerDegreeX * pixelsPerMetre),
            y: Pixels.tenths(middle.y - (point.y - centre.y) * metric.metresPerDegreeY * pixelsPerMetre)
        )
    }

    /// The places of points, without those nearer than 0.2 px to the one before; the first and last always stay.
    func spots(_ points: some Sequence<Point>) -> [Spot] {
        var result: [Spot] = []
        for point in points where Self.isPlace(point) {
            let next = spot(point)
            // What was left out before may be the end after all.
            if result.count > 1, Self.isNear(result[result.count - 1], result[result.count - 2]) { result.removeLast() }
            if result.last != next { result.append(next) }
        }
        return result
    }

    /// Whether the box of places shares a point with the frame.
    func shows(_ spots: [Spot]) -> Bool {
        Box(spots.lazy.map { Point(x: Double($0.x) / 10, y: Double($0.y) / 10) }).intersects(area)
    }

    private static func isNear(_ a: Spot, _ b: Spot) -> Bool {
        let (dx, dy) = (a.x - b.x, a.y - b.y)
        return dx * dx + dy * dy < 4
    }
}

extension MapFrame {
    /// The course of a line as the `d` of a path; nil when nothing of it is a place.
    ///
    /// A line that is too short to be seen is drawn as a dot, since it is a line that somebody must walk.
    static func course(_ spots: [Spot]) -> String? {
        guard let first = spots.first else { return nil }
        var text = "M\(Pixels.text(tenths: first.x)) \(Pixels.text(tenths: first.y))"
        guard spots.count > 1 else { return text + "h0.1" }
        text += "l"
        var (last, isFirst) = (first, true)
        for spot in spots.dropFirst() {
            let (dx, dy) = (spot.x - last.x, spot.y - last.y)
            if !isFirst && dx >= 0 { text += " " }
            text += Pixels.text(tenths: dx)
            if dy >= 0 { text += " " }
            text += Pixels.text(tenths: dy)
            (last, isFirst) = (spot, false)
        }
        return text
    }

    /// The outline of an area as the `d` of a path; empty when it is too small to be seen.
    func course(_ area: MultiPolygon) -> String {
        area.polygons.flatMap(\.rings).map { ring in
            let spots = spots(ring.points.dropLast())
            return spots.count > 2 ? (Self.course(spots) ?? "") + "z" : ""
        }.joined()
    }
}
