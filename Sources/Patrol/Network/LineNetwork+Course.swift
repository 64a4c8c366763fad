public import GeometryCore
import SpatialIndex

extension LineNetwork {
    /// Where the parts of a line begin, in metres from its first point, and where the last one ends.
    func partEnds(of line: Int) -> [Double] {
        let first = firstPart[line]
        return lines[line].parts.indices.map { startOfPart[first + $0] } + [lines[line].length]
    }

    /// The course of a stretch of a line, WGS 84 longitude and latitude in degrees.
    ///
    /// - Parameters:
    ///   - line: The line's number.
    ///   - from: Metres from its first point.
    ///   - to: Where the stretch ends, within the same part.
    /// - Returns: Nil when the stretch has no length.
    /// - Complexity: O(*n*) in the line's points.
    public func course(of line: Int, from: Double, to: Double) -> LineString? {
        let first = firstPart[line]
        let parts = lines[line].parts
        guard let part = parts.indices.last(where: { startOfPart[first + $0] <= from }) else { return nil }
        let points = parts[part].points
        var place = startOfPart[first + part]
        var course: [Point] = []
        for (a, b) in zip(points, points.dropFirst()) {
            let length = segmentLength(a, b)
            let (low, high) = (max(from - place, 0), min(to - place, length))
            place += length
            guard low < high, length > 0 else { continue }
            func point(_ along: Double) -> Point {
                let share = along / length
                return Point(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y))
            }
            if course.isEmpty { course.append(point(low)) }
            course.append(high == length ? b : point(high))
        }
        return try? LineString(course)
    }

    /// As the index measures it: on the segment's own flat map.
    private func segmentLength(_ a: Point, _ b: Point) -> Double {
        unit == .degrees ? LocalMetric(latitude: (a.y + b.y) / 2).distance(a, b) : a.plainDistance(to: b)
    }
}

extension Point {
    /// The distance of plane coordinates.
    func plainDistance(to other: Point) -> Double {
        ((other.x - x) * (other.x - x) + (other.y - y) * (other.y - y)).squareRoot()
    }
}
