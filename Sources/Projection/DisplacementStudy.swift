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
    /// Border vertices of the import, and which index knows the border they belong to.
    private var vertices: [(place: Point, index: Int)] = []
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
            addVertices(of: sample.map(\.geometry), near: references.map(\.geometry)) {
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
        addVertices(of: [imported], near: stored, place)
        guard stored.count == 1, let middle = stored[0].middle({ $0 }), let own = imported.middle(place) else { return }
        middles.append((own, middle))
    }

    private mutating func addVertices(of imported: [Geometry], near stored: [Geometry], _ place: ([Point]) -> [Point]) {
        guard let index = BoundaryIndex(stored) else { return }
        indexes.append(index)
        for geometry in imported {
            geometry.forEachPath { points, isPath in
                guard isPath else { return }
                vertices += place(points).filter(\.isFinite).map { ($0, indexes.count - 1) }
            }
        }
    }

    private mutating func thin() {
        let step = max(1, vertices.count / Self.limit)
        vertices = stride(from: 0, to: vertices.count, by: step).map { vertices[$0] }
    }

    /// Whether points decide, or borders.
    private var usesPoints: Bool { points.count >= Self.enoughPairs }

    /// Whether there is enough to conclude anything from.
    var isSufficient: Bool { usesPoints || vertices.count >= Self.enoughVertices }

    /// How many points or vertices are compared.
    var comparisons: Int { usesPoints ? points.count : vertices.count }

    /// The middle of what is compared.
    var centre: Point {
        Box(middleOf: usesPoints ? points.map(\.imported) : vertices.map(\.place)).centre
    }

    /// The median distance in metres between import and store once every imported point is shifted.
    func distance(shifted shift: (Point) -> Point) -> Double {
        let distances =
            usesPoints
            ? points.map { Geodesic.grs80.distance(shift($0.imported), $0.stored) }
            : vertices.map { indexes[$0.index].distance(from: shift($0.place)) }
        return distances.median ?? .infinity
    }

    /// Where the import lies from the store if it lies there as a whole; nil for less than 30 m or a wide spread.
    ///
    /// The spread is the median distance from the median displacement. Up to a third of the latter is little: random
    /// errors alone give several times that.
    var constantDisplacement: CoordinateProblem? {
        let pairs = usesPoints ? points : middles
        guard pairs.count >= Self.enoughPairs else { return nil }
        let vectors = pairs.map { pair -> Point in
            let metric = LocalMetric(latitude: pair.stored.y)
            return Point(
                x: (pair.imported.x - pair.stored.x) * metric.metresPerDegreeX,
                y: (pair.imported.y - pair.stored.y) * metric.metresPerDegreeY
            )
        }
        guard let x = vectors.map(\.x).median, let y = vectors.map(\.y).median else { return nil }
        let metres = (x * x + y * y).squareRoot()
        let spread = vectors.map { hypot($0.x - x, $0.y - y) }.median ?? .infinity
        guard metres >= 30, spread <= metres / 3 else { return nil }
        return .constantDisplacement(
            metres: metres,
            azimuthDegrees: atan2(x, y) * 180 / .pi,
            spreadMetres: spread,
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
