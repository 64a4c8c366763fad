public import Territory

/// The promised minutes from a report to the arrival, by area class (到场时限).
public struct ArrivalLimits: Hashable, Codable, Sendable {
    /// In town.
    public var urban: Double
    /// In the country.
    public var rural: Double
    /// On islands and in the mountains.
    public var remote: Double

    /// The limits of the national utility: 45, 90 and 120 minutes.
    public static let standard = ArrivalLimits(urban: 45, rural: 90, remote: 120)

    /// Creates limits, in minutes.
    public init(urban: Double, rural: Double, remote: Double) {
        self.urban = urban
        self.rural = rural
        self.remote = remote
    }

    /// The limit of an area class, in minutes.
    public func minutes(in area: AreaClass) -> Double {
        switch area {
        case .urban: urban
        case .rural: rural
        case .remote: remote
        }
    }
}
