internal import GeometryCore

/// Well-known text, as OGC Simple Feature Access, part 1, clause 7 defines it.
///
/// Each double reads back equal.
enum WellKnownText {
    static func encode(_ geometry: Geometry) -> String {
        let name = geometry.kind.name.uppercased()
        switch geometry {
        case .point(let point): return "\(name) (\(pair(point)))"
        case .multiPoint(let points): return "\(name) (\(list(points) { "(\(pair($0)))" }))"
        case .lineString(let line): return "\(name) \(path(line.points))"
        case .multiLineString(let lines): return "\(name) (\(list(lines) { path($0.points) }))"
        case .polygon(let polygon): return "\(name) \(rings(polygon))"
        case .multiPolygon(let area): return "\(name) (\(list(area.polygons, rings)))"
        case .collection(let members): return "\(name) (\(list(members, encode)))"
        }
    }

    private static func rings(_ polygon: Polygon) -> String { "(\(list(polygon.rings) { path($0.points) }))" }

    private static func path(_ points: [Point]) -> String { "(\(list(points, pair)))" }

    private static func pair(_ point: Point) -> String { "\(point.x) \(point.y)" }

    private static func list<Element>(_ elements: [Element], _ text: (Element) -> String) -> String {
        elements.map(text).joined(separator: ",")
    }
}
