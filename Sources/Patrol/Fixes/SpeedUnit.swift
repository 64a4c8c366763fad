/// In which unit a device tells its speed.
public enum SpeedUnit: String, CaseIterable, Sendable {
    /// Metres a second.
    case metresPerSecond = "mps"
    /// Nautical miles an hour.
    case knots
    /// Kilometres an hour.
    case kilometresPerHour = "kmh"

    /// A speed in this unit, in metres a second.
    public func metresPerSecond(_ speed: Double) -> Double {
        switch self {
        case .metresPerSecond: speed
        case .knots: speed * 1852 / 3600
        case .kilometresPerHour: speed / 3.6
        }
    }
}
