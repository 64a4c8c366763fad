import GeometryCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// An import laid over the stored data: how far apart the two are, as they are and under any shift.
struct DisplacementStudy {
    /// At most this many border vertices are compared.
    private static let limit = 600
    /// Below these numbers nothing is concluded.
    private static let enoughPairs = 5
    private static let enoughVertices = 50

    /// Points of the same code.
    private var points: [(imported: Point, stored: Point)] = []
    /// Middles of lines and areas of the same code.
    private var middles: [(imported: Point, stored: Point)] = []
    /// Border vertices, and which index knows the border of the other side that they belong to.
    private var vertices: [(place: Point, index: Int, isStored: Bool)] = []
    private var indexes: [BoundaryIndex] = []
    private(set) var isKeyed = true

    /// Compares the sample, read in one way, with what is stored.
    init(
        of sample: [CoordinateSpecimen],
        read reading: CoordinateReading,
        against references: [CoordinateSpecimen],
        in area: Box?
    ) throws {
        guard !references.isEmpty else { return }
        let transform = try CoordinateTransform(from: reading.crs, to: .wgs84, area: area)
        var stored: [String: [Geometry]] = [:]
        for reference in references {
            if let code = reference.code { stored[code, default: []].append(reference.geometry) }
        }
        for specimen in sample {
            guard let code = specimen.code, let known = stored[code] else { continue }
            compare(specimen.geometry, with: known) { reading.place($0, with: transform) }
        }
        if points.count < Self.enoughPairs && vertices.count < Self.enoughVertices {
            isKeyed = false
            vertices = []
            addVertices(of: sample.map(\.geometry), near: references.map(\.geometry), areStored: false) {
                reading.place($0, with: transform)
            }
        }
        thin()
    }

    private mutating func compare(_ imported: Geometry, with stored: [Geometry], _ place: ([Point]) -> [Point]) {
        if case .point(let point) = imported {
            // Two things of one code cannot be told apart.
            guard stored.count == 1, case .point(let known) = stored[0] else { return }
            let placed = place([point])[0]
            if placed.isFinite { points.append((placed, known)) }
            return
        }
        addVertices(of: imported, whoseBorderIs: stored, place)
        guard stored.count == 1, let middle = stored[0].middle({ $0 }), let own = imported.middle(place) else { return }
        middles.append((own, middle))
    }

    /// Compares two drawings of one thing: the vertices of the coarser with the border of the finer.
    ///
    /// The finer one may have islets and bends that the coarser leaves out, and those prove nothing.
    private mutating func addVertices(
        of imported: Geometry,
        whoseBorderIs stored: [Geometry],
        _ place: ([Point]) -> [Point]
    ) {
        let isFiner = imported.pathPointCount > stored.reduce(0) { $0 + $1.pathPointCount }
        guard isFiner, let placed = try? imported.mapPoints({ $0 = place($0) }) else {
            return addVertices(of: [imported], near: stored, areStored: false, place)
        }
        addVertices(of: stored, near: [placed], areStored: true) { $0 }
    }

    private mutating func addVertices(
        of geometries: [Geometry],
        near borders: [Geometry],
        areStored: Bool,
        _ place: ([Point]) -> [Point]
    ) {
        guard let index = BoundaryIndex(borders) else { return }
        indexes.append(index)
        for geometry in geometries {
            geometry.forEachPath { points, isPath in
                guard isPath else { return }
                vertices += place(points).filter(\.isFinite).map { ($0, indexes.count - 1, areStored) }
            }
        }
    }

    private mutating func thin() {
        let step = max(1, vertices.count / Self.limit)
        vertices = stride(from: 0, to: vertices.count, by: step).map { vertices[$0] }
    }

    /// A shift of positions and its reverse.
    struct Shift {
        let there: (Point) -> Point
        let back: (Point) -> Point

        static var none: Shift { Shift(there: { $0 }, back: { $0 }) }
    }

    /// The ways to measure how far apart import and store are.
    enum Measure {
        /// Between points of the same code.
        case points
        /// From border vertices to the border of the same code, or to the nearest one.
        case borders
        /// Between the middles of lines and areas of the same code: dull, but deaf to how finely borders are drawn.
        case middles
    }

    /// The measures that rest on enough evidence, the sharpest first.
    var measures: [Measure] {
        var measures: [Measure] = []
        if points.count >= Self.enoughPairs { measures.append(.points) }
        if measures.isEmpty && vertices.count >= Self.enoughVertices { measures.append(.borders) }
        // Outlines that differ move middles about; only a common direction speaks for an offset.
        if middles.count >= Self.enoughPairs, let vector = Self.vector(of: middles),
            vector.spreadMetres <= vector.metres / 2
        {
            measures.append(.middles)
        }
        return measures
    }

    /// How many points, vertices or middles are compared.
    func comparisons(by measure: Measure) -> Int { places(of: measure).count }

    /// The middle of what is compared.
    func centre(by measure: Measure) -> Point { Box(middleOf: places(of: measure)).centre }

    private func places(of measure: Measure) -> [Point] {
        switch measure {
        case .points: points.map(\.imported)
        case .borders: vertices.map(\.place)
        case .middles: middles.map(\.imported)
        }
    }

    /// The median distance in metres between import and store once every imported point is shifted.
    func distance(by measure: Measure, after shift: Shift = .none) -> Double {
        let distances =
            switch measure {
            case .points: points.map { Geodesic.grs80.distance(shift.there($0.imported), $0.stored) }
            case .borders:
                // Shifting one side there is, within a millimetre, shifting the other back.
                vertices.map {
                    indexes[$0.index].distance(from: $0.isStored ? shift.back($0.place) : shift.there($0.place))
                }
            case .middles: middles.map { Geodesic.grs80.distance(shift.there($0.imported), $0.stored) }
            }
        return distances.median ?? .infinity
    }

    /// How the import as a whole lies to the store.
    private struct Vector {
        let metres: Double
        let azimuthDegrees: Double
        /// The median distance from the median displacement.
        let spreadMetres: Double
    }

    /// The median displacement from stored to imported places.
    private static func vector(of pairs: [(imported: Point, stored: Point)]) -> Vector? {
        let vectors = pairs.map { pair -> Point in
            let metric = LocalMetric(latitude: pair.stored.y)
            return Point(
                x: (pair.imported.x - pair.stored.x) * metric.metresPerDegreeX,
                y: (pair.imported.y - pair.stored.y) * metric.metresPerDegreeY
            )
        }
        guard let x = vectors.map(\.x).median, let y = vectors.map(\.y).median,
            let spread = vectors.map({ hypot($0.x - x, $0.y - y) }).median
        else { return nil }
        return Vector(metres: hypot(x, y), azimuthDegrees: atan2(x, y) * 180 / .pi, spreadMetres: spread)
    }

    /// Where the import lies from the store if it lies there as a whole; nil for less than 30 m or a wide spread.
    ///
    /// Up to a third of the displacement is little spread: random errors alone give several times that.
    var constantDisplacement: CoordinateProblem? {
        let pairs = points.count >= Self.enoughPairs ? points : middles
        guard pairs.count >= Self.enoughPairs, let vector = Self.vector(of: pairs), vector.metres >= 30,
            vector.spreadMetres <= vector.metres / 3
        else { return nil }
        return .constantDisplacement(
            metres: vector.metres,
            azimuthDegrees: vector.azimuthDegrees,
            spreadMetres: vector.spreadMetres,
            pairs: pairs.count
        )
    }
}

extension Geometry {
    /// The centroid of an area by area, else of a line by length; nil for anything else.
    fileprivate func middle(_ place: ([Point]) -> [Point]) -> Point? {
        var sum = Point(x: 0, y: 0)
        var weight = 0.0
        var isArea = false
        switch self {
        case .polygon, .multiPolygon: isArea = true
        case .lineString, .multiLineString: break
        case .point, .multiPoint, .collection: return nil
        }
        guard let origin = place([box.centre]).first, origin.isFinite else { return nil }
        forEachPath { points, _ in
            let placed = place(points)
            var ring = (x: 0.0, y: 0.0, weight: 0.0)
            for (a, b) in zip(placed, placed.dropFirst()) {
                let p = Point(x: a.x - origin.x, y: a.y - origin.y)
                let q = Point(x: b.x - origin.x, y: b.y - origin.y)
                let share = isArea ? (p.x * q.y - q.x * p.y) / 3 : hypot(q.x - p.x, q.y - p.y) / 2
                ring.x += share * (p.x + q.x)
                ring.y += share * (p.y + q.y)
                ring.weight += share * (isArea ? 3 : 2)
            }
            // Parts count with their size whichever way they wind; a hole counts as a part, which shifts both alike.
            let sign = ring.weight < 0 ? -1.0 : 1.0
            sum.x += sign * ring.x
            sum.y += sign * ring.y
            weight += sign * ring.weight
        }
        let middle = Point(x: origin.x + sum.x / weight, y: origin.y + sum.y / weight)
        return middle.isFinite ? middle : nil
    }
}
