import FeatureFiles
import Foundation
import GeometryCore
import Projection
import SpatialIndex
import TestSupport
import Topology

/// Locates random and adversarial points on real polygon files and compares every verdict with two oracles: exact
/// rational arithmetic, and GEOS `covers` for the areas that are valid.
struct ExactJob {
    private let files: [String]
    private let pointCount: Int
    private static let seed: UInt64 = 20

    init(arguments: [String]) {
        var rest = arguments
        var count = 10_000_000
        if rest.first == "--points", rest.count >= 2 {
            count = Int(rest[1]) ?? count
            rest.removeFirst(2)
        }
        (files, pointCount) = (rest, count)
    }

    func run() throws {
        for file in files { try run(file) }
    }

    private func run(_ file: String) throws {
        let areas = try Self.areas(in: file)
        let locator = PointLocator(areas: areas)
        let oracle = RationalOracle(areas: areas)
        let geos = try GEOSOracle(areas: areas)
        var random = SeededGenerator(seed: Self.seed)
        var tally = Tally()
        for _ in 0..<pointCount {
            let point = Point(
                x: .random(in: locator.box.minX...locator.box.maxX, using: &random),
                y: .random(in: locator.box.minY...locator.box.maxY, using: &random)
            )
            try tally.compare(point, locator, oracle, geos)
        }
        let randomPoints = tally.points
        try adversarial(areas, &random) { try tally.compare($0, locator, oracle, geos) }
        print(
            """
            {"job": "exact", "peer": "pianqu", "file": "\((file as NSString).lastPathComponent)", \
            "areas": \(areas.count), "vertices": \(areas.reduce(0) { $0 + $1.pointCount }), "seed": \(Self.seed), \
            "random": \(randomPoints), "adversarial": \(tally.points - randomPoints), "covered": \(tally.covered), \
            "on_border": \(tally.onBorder), "rational_differences": \(tally.rationalDifferences), \
            "geos_asked": \(tally.geosAsked), "geos_differences": \(tally.geosDifferences), \
            "geos_exact_was_ours": \(tally.geosWrong)}
            """
        )
        if tally.rationalDifferences > 0 { exit(1) }
    }

    /// On vertices, on and one step beside edges, level with vertices: at least 100,000, evenly over all rings.
    private func adversarial(
        _ areas: [MultiPolygon],
        _ random: inout SeededGenerator,
        _ visit: (Point) throws -> Void
    ) throws {
        let edges = areas.reduce(0) { $0 + $1.pointCount }
        let step = max(1, edges / 8000)
        var number = 0
        for ring in areas.flatMap(\.polygons).flatMap(\.rings) {
            for (a, b) in zip(ring.points, ring.points.dropFirst()) {
                number += 1
                guard number % step == 0 else { continue }
                let corners = [(x: a.x, y: a.y), (x: b.x, y: b.y)]
                for spot in Polygons.adversarialPoints(ring: corners, perEdge: 2, using: &random) {
                    try visit(Point(x: spot.x, y: spot.y))
                }
            }
        }
    }

    private static func areas(in file: String) throws -> [MultiPolygon] {
        let reader = try FeatureReader(path: file)
        let transform = try CoordinateTransform(from: CoordinateReference(reader.crs ?? "EPSG:4326"), to: .wgs84)
        var areas: [MultiPolygon] = []
        while let row = try reader.next() {
            guard case .feature(let feature) = row, let geometry = try feature.geometry?.get() else { continue }
            switch try transform.isIdentity ? geometry : transform.apply(geometry) {
            case .polygon(let polygon): areas.append(MultiPolygon([polygon]))
            case .multiPolygon(let area): areas.append(area)
            default: break
            }
        }
        return areas
    }

    /// What the comparisons found.
    private struct Tally {
        var points = 0
        var covered = 0
        var onBorder = 0
        var rationalDifferences = 0
        var geosAsked = 0
        var geosDifferences = 0
        /// Differences from GEOS in which the exact oracle was on our side.
        var geosWrong = 0

        mutating func compare(
            _ point: Point,
            _ locator: PointLocator,
            _ oracle: RationalOracle,
            _ geos: GEOSOracle
        ) throws {
            points += 1
            let ours = locator.areas(covering: point)
            let verdict = locator.locate(point)
            let exact = oracle.areas(covering: point)
            if !ours.isEmpty { covered += 1 }
            if verdict.isOnBoundary { onBorder += 1 }
            let isEqual =
                ours == exact.areas && verdict.isOnBoundary == exact.isOnBoundary
                && verdict.owner == (exact.areas.first.map(UInt32.init) ?? PointLocator.none)
                && verdict.isShared == (exact.areas.count > 1)
            if !isEqual { rationalDifferences += 1 }
            let theirs = try geos.areas(covering: point)
            geosAsked += 1
            guard theirs != ours.filter(geos.isAsked) else { return }
            geosDifferences += 1
            if isEqual { geosWrong += 1 }
        }
    }
}

/// Even–odd location by exact rational arithmetic, edge by edge, with nothing of the code under test: edges are kept in
/// narrow bands of longitude, and each is judged by whole numbers.
private struct RationalOracle {
    private struct Edge {
        let west: Point
        let east: Point
        let polygon: Int32
    }

    private static let bandCount = 20_000
    private let box: Box
    private let bands: [[Edge]]
    private let areaOfPolygon: [Int]

    init(areas: [MultiPolygon]) {
        let all = areas.flatMap(\.polygons).flatMap(\.rings).flatMap(\.points)
        let box = Box(all)
        var bands = [[Edge]](repeating: [], count: Self.bandCount)
        var areaOfPolygon: [Int] = []
        func band(_ x: Double) -> Int { Self.band(x, box) }
        for (number, area) in areas.enumerated() {
            for polygon in area.polygons {
                for ring in polygon.rings {
                    for (a, b) in zip(ring.points, ring.points.dropFirst()) {
                        let (west, east) = a.x <= b.x ? (a, b) : (b, a)
                        let edge = Edge(west: west, east: east, polygon: Int32(areaOfPolygon.count))
                        for index in band(west.x)...band(east.x) { bands[index].append(edge) }
                    }
                }
                areaOfPolygon.append(number)
            }
        }
        (self.box, self.bands, self.areaOfPolygon) = (box, bands, areaOfPolygon)
    }

    private static func band(_ x: Double, _ box: Box) -> Int {
        min(bandCount - 1, max(0, Int((x - box.minX) / box.width * Double(bandCount))))
    }

    func areas(covering point: Point) -> (areas: [Int], isOnBoundary: Bool) {
        guard box.contains(point) else { return ([], false) }
        var covering: Set<Int> = []
        var isOnBoundary = false
        var current = Int32(-1)
        var (isOdd, isOnEdge) = (false, false)
        func close() {
            guard current >= 0, isOdd || isOnEdge else { return }
            covering.insert(areaOfPolygon[Int(current)])
            if isOnEdge { isOnBoundary = true }
        }
        for edge in bands[Self.band(point.x, box)] {
            if edge.polygon != current {
                close()
                (current, isOdd, isOnEdge) = (edge.polygon, false, false)
            }
            guard edge.west.x <= point.x, point.x <= edge.east.x else { continue }
            let (low, high) = (min(edge.west.y, edge.east.y), max(edge.west.y, edge.east.y))
            if point.y > high { continue }
            let turn =
                point.y < low
                ? -1 : exactOrientation(edge.west.x, edge.west.y, edge.east.x, edge.east.y, point.x, point.y)
            if turn == 0 && low <= point.y { isOnEdge = true }
            // Edges above the point count, each without its eastern end.
            if point.x < edge.east.x && (turn < 0 || (point.y < low)) { isOdd.toggle() }
        }
        close()
        return (covering.sorted(), isOnBoundary)
    }
}

/// GEOS's prepared areas behind a tree of their boxes; invalid areas, for which it promises nothing, are not asked.
private struct GEOSOracle {
    private let tree: PackedRTree
    private let prepared: [PreparedArea?]

    init(areas: [MultiPolygon]) throws {
        tree = PackedRTree(boxes: areas.map(\.box))
        prepared = try areas.map { try $0.firstInvalidity() == nil ? PreparedArea($0) : nil }
    }

    func isAsked(_ number: Int) -> Bool { prepared[number] != nil }

    func areas(covering point: Point) throws -> [Int] {
        var candidates: [Int] = []
        tree.search(Box([point])) { candidates.append($0) }
        return try candidates.filter { try prepared[$0]?.covers(point) ?? false }.sorted()
    }
}
