import Foundation
import GeometryCore
import TestSupport

@testable import SpatialIndex

/// Points as a plain list, and what an index of them must answer: the oracle of the nearest tests.
struct NearestModel {
    struct Item: Hashable {
        var place: Point
        var traits: UInt32
    }

    let metric: NearestMetric
    var items: [UInt32: Item] = [:]

    /// All points that fit and are near enough, sorted by distance and number, the first `limit` of them.
    func nearest(to place: Point, limit: Int, filter: NearestFilter, within maximum: Double) -> [NearestSnapshot.Hit] {
        let hits = items.compactMap { number, item -> NearestSnapshot.Hit? in
            let hasRequired = filter.required & ~item.traits == 0
            let hasSome = filter.anyOf == 0 || filter.anyOf & item.traits != 0
            let metres = metric.distance(from: place, to: item.place)
            return hasRequired && hasSome && metres <= maximum ? .init(number: number, metres: metres) : nil
        }
        return Array(hits.sorted { ($0.metres, $0.number) < ($1.metres, $1.number) }.prefix(limit))
    }

    func index() throws -> NearestIndex {
        var index = NearestIndex(metric: metric)
        for (number, item) in items { try index.insert(number, at: item.place, traits: item.traits) }
        return index
    }
}

/// Ways in which points lie: even, uneven, and awkward.
enum NearestScene: String, CaseIterable {
    case county, settlementAndOutlier, twoSettlements, depots, onePlace, lattice, northSouth, eastWest, powers, extremes

    /// A place of the scene in kilometres around its middle, or rather units of about that size.
    private func kilometres(using random: inout SeededGenerator) -> (east: Double, north: Double) {
        func spread(_ reach: Double) -> Double { .random(in: -reach...reach, using: &random) }
        let index = Int.random(in: 0..<20, using: &random)
        switch self {
        case .county: return (spread(30), spread(30))
        case .settlementAndOutlier: return index == 0 ? (spread(3000), spread(3000)) : (spread(0.3), spread(0.3))
        case .twoSettlements: return index < 10 ? (spread(0.2) - 800, spread(0.2)) : (spread(0.2) + 800, spread(0.2))
        case .depots:
            let depot = (Double(index % 5) * 11.3, Double(index % 7) * 7.7)
            return index < 15 ? depot : (depot.0 + spread(0.05), depot.1 + spread(0.05))
        case .onePlace: return (1, 2)
        case .lattice: return (spread(4).rounded(), spread(4).rounded())
        case .northSouth: return (5, spread(500))
        case .eastWest: return (spread(500), 5)
        case .powers: return (exp2(-.random(in: 0...60, using: &random)) * 1000, exp2(spread(30) - 30))
        case .extremes: return (0, 0)
        }
    }

    /// A place of the scene in the metric's coordinates.
    func place(_ metric: NearestMetric, using random: inout SeededGenerator) -> Point {
        if self == .extremes { return Self.extreme(metric, using: &random) }
        let (east, north) = kilometres(using: &random)
        guard metric == .greatCircle else { return Point(x: 400_000 + 1000 * east, y: 2_800_000 + 1000 * north) }
        return Point(x: 119.1 + east / 100, y: 25.3 + north / 110)
    }

    /// The whole Earth with crowds at the antimeridian and both poles, or the whole plane.
    private static func extreme(_ metric: NearestMetric, using random: inout SeededGenerator) -> Point {
        let limit = NearestMetric.planeLimit
        let (s, t) = (Double.random(in: -1...1, using: &random), Double.random(in: -1...1, using: &random))
        let kind = Int.random(in: 0..<7, using: &random)
        guard metric == .greatCircle else {
            return kind == 0
                ? Point(x: s < 0 ? -limit : limit, y: t < 0 ? -limit : limit) : Point(x: s * limit, y: t * limit)
        }
        switch kind {
        case 0: return Point(x: s < 0 ? -180 : 180, y: (t * 3).rounded())
        case 1: return Point(x: s * 180, y: t < 0 ? -90 : 90)
        case 2: return Point(x: s < 0 ? -180 - s * 0.01 : 180 - s * 0.01, y: t)
        case 3: return Point(x: s * 180, y: 90 - abs(t) * 0.01)
        case 4: return Point(x: s * 180, y: abs(t) * 0.01 - 90)
        default: return Point(x: s * 180, y: t * 90)
        }
    }

    func model(_ metric: NearestMetric, count: Int, using random: inout SeededGenerator) -> NearestModel {
        var model = NearestModel(metric: metric)
        while model.items.count < count {
            let number = UInt32.random(in: 0..<UInt32(3 * count), using: &random)
            model.items[number] = .init(
                place: place(metric, using: &random),
                traits: .random(in: 0..<16, using: &random)
            )
        }
        return model
    }

    /// A place to ask from: mostly one of the scene, or where one of the points is, sometimes far from all.
    func query(_ model: NearestModel, using random: inout SeededGenerator) -> Point {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: Self.extreme(model.metric, using: &random)
        case 1, 2: model.items[model.items.keys.min() ?? 0]?.place ?? Point(x: 0, y: 0)
        default: place(model.metric, using: &random)
        }
    }
}

extension NearestIndex {
    /// Whether each point is in the cell of its position and nowhere else, and every count is right.
    func isSound() -> Bool {
        var seen = 0
        for number in 0..<snapshot.strips.count {
            let strip = snapshot.strips[number]
            for cell in 0..<NearestStrip.cells {
                guard strip.start(cell) <= strip.start(cell + 1) else { return false }
                if strip.child(ofCell: cell) != nil, strip.start(cell) != strip.start(cell + 1) { return false }
                for place in strip.start(cell)..<strip.start(cell + 1) {
                    let here = number * NearestStrip.cells + cell
                    guard snapshot.cell(of: strip[place].position) == here else { return false }
                    guard cells[Int(strip[place].number)] == UInt32(here) else { return false }
                    seen += 1
                }
            }
        }
        return seen == count && cells.count { $0 != Self.absent } == count
    }
}
