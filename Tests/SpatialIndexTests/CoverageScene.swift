import Foundation
import GeometryCore
import TestSupport

@testable import SpatialIndex
@testable import Topology

/// Tracks, lines around them, and what GEOS and plain distances say of what is covered: all in degrees.
///
/// Each line has a flat map of its own here, at the middle of its box, where the index has one for each segment.
struct CoverageScene {
    let tracks: [[Point]]
    let lines: [LineString]

    /// Lays lines around tracks: beside them, across them, and around corners.
    init(tracks: [[Point]], lineCount: Int, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let long = tracks.filter { $0.count > 30 }
        var lines: [LineString] = []
        while lines.count < lineCount, let track = long.randomElement(using: &random) {
            var place = Int.random(in: 0..<track.count - 30, using: &random)
            let metric = LocalMetric(latitude: track[place].y)
            var points: [Point] = []
            for _ in 0..<Int.random(in: 2...5, using: &random) {
                let reach = lines.count % 2 == 0 ? 30.0 : 90
                points.append(
                    Point(
                        x: track[place].x + .random(in: -reach...reach, using: &random) / metric.metresPerDegreeX,
                        y: track[place].y + .random(in: -reach...reach, using: &random) / metric.metresPerDegreeY
                    )
                )
                place += .random(in: 1...6, using: &random)
            }
            // On 250 m the flat maps of the line and of its segments agree to a few millimetres.
            let steps = zip(points, points.dropFirst()).map(metric.distance)
            if steps.allSatisfy({ $0 > 0.1 }) && steps.reduce(0, +) < 250 { try lines.append(LineString(points)) }
        }
        (self.tracks, self.lines) = (tracks, lines)
    }

    /// The tracks of a file with a header: those fixes that differ from the one before, cut where a leg is over 500 m.
    static func tracks(
        file: String,
        columns: (track: String, longitude: String, latitude: String),
        every step: Int
    ) throws -> [[Point]] {
        let text = try String(contentsOfFile: TestData.path(file), encoding: .utf8)
        let rows = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        func unquoted(_ field: Substring) -> String { field.trimmingCharacters(in: CharacterSet(charactersIn: "\"\r")) }
        let header = (rows.first ?? []).map(unquoted)
        guard let track = header.firstIndex(of: columns.track), let x = header.firstIndex(of: columns.longitude),
            let y = header.firstIndex(of: columns.latitude)
        else { return [] }
        var (tracks, last, seen): ([[Point]], String, Int) = ([], "", 0)
        for row in rows.dropFirst() {
            guard let longitude = Double(unquoted(row[x])), let latitude = Double(unquoted(row[y])) else { continue }
            let (name, place) = (unquoted(row[track]), Point(x: longitude, y: latitude))
            seen += 1
            if name != last { tracks.append([]) } else if seen % step != 0 { continue }
            last = name
            guard let before = tracks[tracks.count - 1].last else {
                tracks[tracks.count - 1].append(place)
                continue
            }
            if before == place { continue }
            if LocalMetric(latitude: latitude).distance(before, place) > 500 { tracks.append([]) }
            tracks[tracks.count - 1].append(place)
        }
        return tracks.filter { $0.count > 1 }
    }

    /// A wandering track, a fix every few metres.
    static func wandering(seed: UInt64, count: Int) -> [Point] {
        var random = SeededGenerator(seed: seed)
        var place = Point(x: .random(in: 75...134, using: &random), y: .random(in: 18...53, using: &random))
        let metric = LocalMetric(latitude: place.y)
        var heading = Double.random(in: 0..<6, using: &random)
        return (0..<count).map { _ in
            heading += .random(in: -0.6...0.6, using: &random)
            let step = Double.random(in: 1...12, using: &random)
            place.x += step * cos(heading) / metric.metresPerDegreeX
            place.y += step * sin(heading) / metric.metresPerDegreeY
            return place
        }
    }

    // MARK: One line on its flat map

    /// A line and the legs near it in metres from the middle of the line's box.
    struct Plane {
        let line: [Point]
        let legs: [(from: Point, to: Point)]
    }

    func plane(_ number: Int, radius: Double) -> Plane {
        let box = lines[number].box
        let metric = LocalMetric(latitude: box.centre.y)
        func flat(_ point: Point) -> Point {
            Point(
                x: (point.x - box.centre.x) * metric.metresPerDegreeX,
                y: (point.y - box.centre.y) * metric.metresPerDegreeY
            )
        }
        let window = box.expanded(
            dx: (radius + 1) / metric.metresPerDegreeX,
            dy: (radius + 1) / metric.metresPerDegreeY
        )
        var legs: [(from: Point, to: Point)] = []
        for track in tracks {
            for (a, b) in zip(track, track.dropFirst()) {
                let leg = Box(a, b)
                if leg.minX <= window.maxX && leg.maxX >= window.minX && leg.minY <= window.maxY
                    && leg.maxY >= window.minY
                {
                    legs.append((flat(a), flat(b)))
                }
            }
        }
        return Plane(line: lines[number].points.map(flat), legs: legs)
    }
}

extension CoverageScene.Plane {
    /// What GEOS finds covered: the line's length in the union of buffers, each around one leg.
    ///
    /// One by one, since GEOS straightens the inner corners of what it buffers by up to 1 % of the distance.
    func metresByGEOS(radius: Double, quadrantSegments: Int32) throws -> Double {
        let context = try GEOSContext()
        let areas = try legs.flatMap { leg in
            try GEOSGeometry(LineString([leg.from, leg.to]), in: context)
                .buffer(radius, quadrantSegments: quadrantSegments).polygons().polygons
        }
        guard !areas.isEmpty else { return 0 }
        let union = try GEOSGeometry(polygons: areas, in: context).union()
        // Segment by segment: an overlay would count once what a line goes twice.
        return try zip(line, line.dropFirst()).reduce(0) { sum, ends in
            let parts = try GEOSGeometry(LineString([ends.0, ends.1]), in: context).intersection(union).lines()
            return parts.reduce(sum) { sum, part in
                zip(part.points, part.points.dropFirst()).reduce(sum) { $0 + hypot($1.1.x - $1.0.x, $1.1.y - $1.0.y) }
            }
        }
    }

    var length: Double { zip(line, line.dropFirst()).reduce(0) { $0 + hypot($1.1.x - $1.0.x, $1.1.y - $1.0.y) } }

    /// How far from all legs a place of the line is, by plain arithmetic.
    func gap(at metres: Double) -> Double {
        var left = metres
        for (number, (a, b)) in zip(line, line.dropFirst()).enumerated() {
            let length = hypot(b.x - a.x, b.y - a.y)
            if left > length && number < line.count - 2 {
                left -= length
                continue
            }
            let place = Point(x: a.x + left / length * (b.x - a.x), y: a.y + left / length * (b.y - a.y))
            return legs.reduce(.infinity) { min($0, Self.distance(place, $1.from, $1.to)) }
        }
        return .infinity
    }

    private static func distance(_ place: Point, _ a: Point, _ b: Point) -> Double {
        let angle = atan2(b.y - a.y, b.x - a.x)
        let (dx, dy) = (place.x - a.x, place.y - a.y)
        let along = dx * cos(angle) + dy * sin(angle)
        let length = hypot(b.x - a.x, b.y - a.y)
        if along <= 0 { return hypot(dx, dy) }
        return along >= length ? hypot(place.x - b.x, place.y - b.y) : abs(dy * cos(angle) - dx * sin(angle))
    }

    /// Where within the line the gap passes `radius`, found from places 10 cm apart by bisection.
    func ends(radius: Double) -> [Double] {
        let count = Int((length / 0.1).rounded(.up))
        let places = (0...count).map { length * Double($0) / Double(count) }
        let isIn = places.map { gap(at: $0) <= radius }
        return (0..<count).filter { isIn[$0] != isIn[$0 + 1] }.map { index in
            var (low, high) = (places[index], places[index + 1])
            for _ in 0..<40 {
                let middle = (low + high) / 2
                if (gap(at: middle) <= radius) == isIn[index] { low = middle } else { high = middle }
            }
            return (low + high) / 2
        }
    }
}
