import GeometryCore
import SpatialIndex
public import Territory

/// All that tracks are credited against, with the numbers by which they are: shared by every track, immutable.
public final class PatrolGround: Sendable {
    /// The lines.
    public let network: LineNetwork
    /// The devices.
    public let sites: DeviceSites
    /// The numbers.
    public let policy: PatrolPolicy
    /// For each part of the network whether it counts when somebody merely comes near.
    let isSeenInPassing: [Bool]
    /// For each part how many metres somebody must go along it before it counts.
    let progress: [Double]
    /// For each site how long a visit lasts at least, in milliseconds.
    let dwell: [Int64]
    private let isInDegrees: Bool

    /// Puts a ground together.
    public init(network: LineNetwork, sites: DeviceSites, policy: PatrolPolicy) {
        self.network = network
        self.sites = sites
        self.policy = policy
        isInDegrees = network.unit == .degrees
        let isAlong = policy.credit.isAlong
        isSeenInPassing = network.lineOfPart.map { !isAlong || network.lines[Int($0)].kind == .serviceDrop }
        progress = network.lineOfPart.indices.map { part in
            min(policy.credit.progress, policy.credit.shareOfLine * network.index.length(ofLine: part))
        }
        dwell = sites.sites.map { Int64((policy.visits.seconds(of: $0.asset) * 1000).rounded()) }
    }

    /// How far two fixes are apart, in metres.
    func metres(from start: Point, to end: Point) -> Double {
        isInDegrees ? LocalMetric(latitude: start.y).distance(start, end) : start.plainDistance(to: end)
    }

    /// Reads the ground of a store.
    public convenience init(store: any TerritoryStore, policy: PatrolPolicy) throws {
        try self.init(
            network: LineNetwork(store: store),
            sites: DeviceSites(store: store, policy: policy.visits),
            policy: policy
        )
    }
}
