/// A geometry of OGC Simple Feature Access, part 1, in two dimensions.
///
/// Z and M values of a source are dropped when it is read. Curves are not represented: readers approximate them.
public enum Geometry: Hashable, Sendable {
    /// One position.
    case point(Point)
    /// Several positions.
    case multiPoint([Point])
    /// One line.
    case lineString(LineString)
    /// Several lines.
    case multiLineString([LineString])
    /// One area.
    case polygon(Polygon)
    /// Several areas.
    case multiPolygon(MultiPolygon)
    /// Geometries of any kind.
    case collection([Geometry])

    /// The smallest box around the geometry; empty when it holds no point.
    public var box: Box {
        switch self {
        case .point(let point): Box(CollectionOfOne(point))
        case .multiPoint(let points): Box(points)
        case .lineString(let line): line.box
        case .multiLineString(let lines): lines.reduce(into: .empty) { $0.extend(to: $1.box) }
        case .polygon(let polygon): polygon.box
        case .multiPolygon(let area): area.box
        case .collection(let members): members.reduce(into: .empty) { $0.extend(to: $1.box) }
        }
    }

    /// The kind of geometry, by its OGC name.
    public var kind: GeometryKind {
        switch self {
        case .point: .point
        case .multiPoint: .multiPoint
        case .lineString: .lineString
        case .multiLineString: .multiLineString
        case .polygon: .polygon
        case .multiPolygon: .multiPolygon
        case .collection: .geometryCollection
        }
    }

    /// The number of points, repeated closing points included.
    public var pointCount: Int {
        switch self {
        case .point: 1
        case .multiPoint(let points): points.count
        case .lineString(let line): line.points.count
        case .multiLineString(let lines): lines.reduce(0) { $0 + $1.points.count }
        case .polygon(let polygon): MultiPolygon([polygon]).pointCount
        case .multiPolygon(let area): area.pointCount
        case .collection(let members): members.reduce(0) { $0 + $1.pointCount }
        }
    }

    /// The geometry with every coordinate replaced.
    ///
    /// - Parameter transform: Replaces points in place, keeping their number and order.
    /// - Returns: A geometry of the same structure; rings stay closed.
    /// - Throws: ``GeometryError`` when a new coordinate is not finite, naming the outermost part it is in; whatever
    ///   `transform` throws.
    public func mapPoints(_ transform: (inout [Point]) throws -> Void) throws -> Geometry {
        func moved(_ points: [Point]) throws -> [Point] {
            var points = points
            let count = points.count
            try transform(&points)
            precondition(points.count == count, "a transformation keeps the number of points")
            return points
        }
        func ring(_ ring: Ring, part: Int, index: Int) throws -> Ring {
            var points = try moved(ring.points)
            // A transformation is a function, but a library may round the two ends apart.
            points[points.count - 1] = points[0]
            return try GeometryError.locating(part: part, ring: index) { try Ring(points) }
        }
        func polygon(_ polygon: Polygon, part: Int) throws -> Polygon {
            let holes = try polygon.holes.enumerated().map { try ring($1, part: part, index: $0 + 1) }
            return Polygon(shell: try ring(polygon.shell, part: part, index: 0), holes: holes)
        }
        func line(_ line: LineString, part: Int) throws -> LineString {
            let points = try moved(line.points)
            return try GeometryError.locating(part: part, ring: 0) { try LineString(points) }
        }
        func positions(_ points: [Point]) throws -> [Point] {
            let points = try moved(points)
            guard let bad = points.firstIndex(where: { !$0.isFinite }) else { return points }
            throw GeometryError.path(part: bad, ring: 0, .notFinite(index: 0))
        }
        switch self {
        case .point(let point): return .point(try positions([point])[0])
        case .multiPoint(let points): return .multiPoint(try positions(points))
        case .lineString(let single): return .lineString(try line(single, part: 0))
        case .multiLineString(let lines):
            return .multiLineString(try lines.enumerated().map { try line($1, part: $0) })
        case .polygon(let single): return .polygon(try polygon(single, part: 0))
        case .multiPolygon(let area):
            return .multiPolygon(MultiPolygon(try area.polygons.enumerated().map { try polygon($1, part: $0) }))
        case .collection(let members):
            return .collection(
                try members.enumerated().map { part, member in
                    do { return try member.mapPoints(transform) } catch GeometryError.path(_, let ring, let error) {
                        throw GeometryError.path(part: part, ring: ring, error)
                    }
                }
            )
        }
    }
}

/// The kinds of geometry of OGC Simple Feature Access, with their WKB codes.
public enum GeometryKind: UInt32, CaseIterable, Sendable {
    /// One position.
    case point = 1
    /// One line.
    case lineString = 2
    /// One area.
    case polygon = 3
    /// Several positions.
    case multiPoint = 4
    /// Several lines.
    case multiLineString = 5
    /// Several areas.
    case multiPolygon = 6
    /// Geometries of any kind.
    case geometryCollection = 7

    /// The name in OGC standards and in GeoJSON.
    public var name: String {
        switch self {
        case .point: "Point"
        case .lineString: "LineString"
        case .polygon: "Polygon"
        case .multiPoint: "MultiPoint"
        case .multiLineString: "MultiLineString"
        case .multiPolygon: "MultiPolygon"
        case .geometryCollection: "GeometryCollection"
        }
    }
}
