import GeometryCore

/// What a file's coordinates look like, whatever they mean.
struct RawSample {
    /// At most this many points are looked at for extents; distances have their own limit.
    private static let limit = 2000

    /// Finite points, evenly taken from the sample.
    let points: [Point]
    /// How many points there were, and how many of them were not finite.
    let count: Int
    let notFiniteCount: Int
    /// The extent of the middle nine tenths on each axis.
    let box: Box

    init(_ specimens: [CoordinateSpecimen]) {
        var all: [Point] = []
        for specimen in specimens { specimen.geometry.forEachPath { points, _ in all += points } }
        let finite = all.filter(\.isFinite)
        count = all.count
        notFiniteCount = all.count - finite.count
        let step = max(1, finite.count / Self.limit)
        points = stride(from: 0, to: finite.count, by: step).map { finite[$0] }
        box = Box(middleOf: points)
    }

    /// The largest coordinate by magnitude.
    var magnitude: Double { max(max(abs(box.minX), abs(box.maxX)), max(abs(box.minY), abs(box.maxY))) }
}

extension Box {
    /// The extent of the middle nine tenths of finite points on each axis.
    init(middleOf points: [Point]) {
        guard !points.isEmpty else {
            self = .empty
            return
        }
        let xs = points.map(\.x).sorted()
        let ys = points.map(\.y).sorted()
        let low = xs.count / 20
        let high = xs.count - 1 - low
        self.init(minX: xs[low], minY: ys[low], maxX: xs[high], maxY: ys[high])
    }
}

extension Geometry {
    /// Visits every list of positions; `isPath` tells lines and rings from loose points.
    func forEachPath(_ body: (_ points: [Point], _ isPath: Bool) -> Void) {
        switch self {
        case .point(let point): body([point], false)
        case .multiPoint(let points): body(points, false)
        case .lineString(let line): body(line.points, true)
        case .multiLineString(let lines): for line in lines { body(line.points, true) }
        case .polygon(let polygon): for ring in polygon.rings { body(ring.points, true) }
        case .multiPolygon(let area):
            for polygon in area.polygons { for ring in polygon.rings { body(ring.points, true) } }
        case .collection(let members): for member in members { member.forEachPath(body) }
        }
    }
}

extension Geometry {
    /// How many points its lines and rings have.
    var pathPointCount: Int {
        var count = 0
        forEachPath { points, isPath in count += isPath ? points.count : 0 }
        return count
    }
}

extension Array where Element == Double {
    /// The middle value, the upper one of two; nil when empty.
    var median: Double? { isEmpty ? nil : sorted()[count / 2] }
}
