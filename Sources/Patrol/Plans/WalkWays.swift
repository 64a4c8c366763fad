public import GeometryCore
import Projection
public import SpatialIndex

/// How people get from one place to another on foot: along the roads, and straight to and from them.
public struct WalkWays {
    /// Roads farther than this, in metres, are no way to a place.
    public static let farthestRoad = 500.0

    private var search: RoadSearch?
    private let speed: Double

    /// Ways over a road graph made for walkers.
    ///
    /// - Parameters:
    ///   - roads: Nil when there are none: all ways are straight then.
    ///   - speed: Metres a second off the roads.
    public init(roads: RoadGraph?, speed: Double) {
        search = roads.map { RoadSearch(graph: $0) }
        self.speed = speed
    }

    /// Whether there are roads.
    public var hasRoads: Bool { search != nil }

    /// The times between the start and the ends of stops.
    public mutating func times(start: Point, stops: [WalkStop]) -> WalkTimes {
        let places = [start] + stops.flatMap { [$0.first, $0.last] }
        let positions = places.map(position)
        let onRoad = positions.indices.filter { positions[$0] != nil }
        let column = Dictionary(uniqueKeysWithValues: onRoad.enumerated().map { ($1, $0) })
        let known = onRoad.compactMap { positions[$0] }
        let table = search?.table(from: known, to: known)
        return WalkTimes(stopCount: stops.count) { from, to in
            let direct = Geodesic.grs80.distance(places[from], places[to])
            guard let row = column[from], let goal = column[to], let seconds = table?[row, goal] else {
                return direct / speed
            }
            return join(direct, known[row].metresOff + known[goal].metresOff, seconds).seconds
        }
    }

    /// The way from one place to another.
    ///
    /// - Returns: The places it goes through, its length, its time, and whether it is along roads.
    public mutating func way(from start: Point, to goal: Point) -> WalkWay {
        let direct = Geodesic.grs80.distance(start, goal)
        if let from = position(start), let to = position(goal), let route = search?.route(from: from, to: to) {
            let joined = join(direct, from.metresOff + to.metresOff, route.seconds)
            if joined.isByRoad {
                let metres = route.metres + from.metresOff + to.metresOff
                let course = [start] + route.points + [goal]
                return WalkWay(course: course, metres: metres, seconds: joined.seconds, isByRoad: true)
            }
        }
        return WalkWay(course: [start, goal], metres: direct, seconds: direct / speed, isByRoad: false)
    }

    private func position(_ place: Point) -> RoadPosition? {
        search?.graph.nearestPosition(to: place, within: Self.farthestRoad)
    }

    /// Two places that are nearer to one another than to their roads are walked between, and not round by the road.
    private func join(_ direct: Double, _ off: Double, _ road: Double) -> (seconds: Double, isByRoad: Bool) {
        direct <= off
            ? (min(direct / speed, off / speed + road), direct / speed > off / speed + road)
            : (off / speed + road, true)
    }
}

/// A way on foot.
public struct WalkWay: Hashable, Sendable {
    /// The places it goes through, WGS 84 longitude and latitude in degrees.
    public let course: [Point]
    /// Its length.
    public let metres: Double
    /// How long it takes.
    public let seconds: Double
    /// Whether it is along roads; else straight.
    public let isByRoad: Bool
}
