public import Territory

/// What is patrolled.
public enum PatrolAsset: String, CaseIterable, Sendable {
    /// A low-voltage line of any kind but a service drop: walked along.
    case line
    /// A service drop (接户线): seen from the street.
    case serviceDrop = "service_drop"
    /// A pole: visited.
    case pole
    /// A meter box: visited.
    case meterBox = "meter_box"
    /// A distribution transformer: visited.
    case transformer

    /// The layer that holds assets of this kind.
    public var layer: Layer {
        switch self {
        case .line: .lines
        case .serviceDrop: .serviceDrops
        case .pole: .poles
        case .meterBox: .meterBoxes
        case .transformer: .transformers
        }
    }

    /// Whether it is a place that is visited, and not a way that is walked.
    public var isDevice: Bool { [.pole, .meterBox, .transformer].contains(self) }
}

/// Somebody at a device.
public struct DeviceVisit: Hashable, Sendable {
    /// What kind of device.
    public let asset: PatrolAsset
    /// Its code.
    public let code: String
    /// When somebody came within reach, in milliseconds since 1970.
    public let start: Int64
    /// How long they stayed within reach, in milliseconds.
    public let dwell: Int64
    /// How near they came, in metres.
    public let nearestMetres: Double
    /// Whether they stayed long enough; else they only drove or walked by.
    public let isVisit: Bool

    /// Creates a visit.
    public init(
        asset: PatrolAsset,
        code: String,
        start: Int64,
        dwell: Int64,
        nearestMetres: Double,
        isVisit: Bool
    ) {
        self.asset = asset
        self.code = code
        self.start = start
        self.dwell = dwell
        self.nearestMetres = nearestMetres
        self.isVisit = isVisit
    }
}
