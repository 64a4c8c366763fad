public import SpatialIndex
import Territory

/// Who would be first along a stretch of one road.
public struct RoadPromise: Hashable, Sendable {
    /// The road; its line is the place of the road in the order of the road layer's codes.
    public let stretch: RoadStretch
    /// Who would be first at its first point.
    public let atStart: PromiseMap.Arrival?
    /// Who would be first halfway along it.
    public let atMiddle: PromiseMap.Arrival?
    /// Who would be first at its last point.
    public let atEnd: PromiseMap.Arrival?
    /// The arrival limit of the subdistrict in which its middle lies; nil when that is in none.
    public let limitSeconds: Double?

    /// Whether the limit would be missed halfway along it; nil when there is none.
    public var isMissed: Bool? { limitSeconds.map { limit in atMiddle.map { $0.seconds > limit } ?? true } }
}

extension PromiseMap {
    /// Visits every road, cut at junctions; none when ways are straight.
    ///
    /// - Throws: What `visit` throws.
    /// - Complexity: O(*n*) in the points of the roads.
    public func forEachRoad(_ visit: (RoadPromise) throws -> Void) rethrows {
        try reach?.forEachStretch { road in
            try visit(
                RoadPromise(
                    stretch: road.stretch,
                    atStart: road.atStart.first.map(arrival),
                    atMiddle: road.atMiddle.first.map(arrival),
                    atEnd: road.atEnd.first.map(arrival),
                    limitSeconds: atlas.leaf(at: road.middle).map(limitSeconds(in:))
                )
            )
        }
    }
}
