public import Foundation
public import GeometryCore

/// One position as a file or a telephone says it, before anything is believed of it.
///
/// Every decoder makes these, and ``TrackKeeper`` takes nothing else, so that all ways in have one door.
public struct RawFix: Hashable, Sendable {
    /// The code of the staff member, where the source names one.
    public var staff: String?
    /// What the device calls itself; empty when the source does not say.
    public var device: String
    /// When the position was taken; nil when the source does not say, or says what is no instant.
    public var time: Date?
    /// WGS 84 longitude and latitude in degrees; whatever the source says, not numbers among it.
    public var place: Point
    /// How far the true place may be away, in metres; nil when the source does not say.
    public var accuracyMetres: Double?
    /// How fast the device says it moves; nil when it does not say.
    public var speedMetresPerSecond: Double?
    /// Whether the device says that the position is made up.
    public var isMock: Bool

    /// Creates a position.
    public init(
        staff: String? = nil,
        device: String = "",
        time: Date?,
        place: Point,
        accuracyMetres: Double? = nil,
        speedMetresPerSecond: Double? = nil,
        isMock: Bool = false
    ) {
        self.staff = staff
        self.device = device
        self.time = time
        self.place = place
        self.accuracyMetres = accuracyMetres
        self.speedMetresPerSecond = speedMetresPerSecond
        self.isMock = isMock
    }
}
