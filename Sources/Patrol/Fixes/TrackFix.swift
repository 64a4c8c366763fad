public import GeometryCore

/// One position of a track in its one form, of whole numbers: the same position from any source is the same value.
///
/// Fixes are ordered by time; those of one instant by accuracy, the best first, then by the rest, so that a set of fixes
/// has one order, however it came in.
public struct TrackFix: Hashable, Sendable {
    /// Milliseconds since 1970 in UTC.
    public let milliseconds: Int64
    /// WGS 84 longitude in billionths of a degree.
    public let longitude: Int64
    /// WGS 84 latitude in billionths of a degree.
    public let latitude: Int64
    /// How far the true place may be away, in centimetres; −1 when the source does not say.
    public let accuracyCentimetres: Int32
    /// How fast the device says it moves, in centimetres a second; −1 when it does not say.
    public let speedCentimetresPerSecond: Int32
    /// Whether the device says that the position is made up.
    public let isMock: Bool

    /// Creates a fix from its whole numbers.
    public init(
        milliseconds: Int64,
        longitude: Int64,
        latitude: Int64,
        accuracyCentimetres: Int32 = -1,
        speedCentimetresPerSecond: Int32 = -1,
        isMock: Bool = false
    ) {
        self.milliseconds = milliseconds
        self.longitude = longitude
        self.latitude = latitude
        self.accuracyCentimetres = accuracyCentimetres
        self.speedCentimetresPerSecond = speedCentimetresPerSecond
        self.isMock = isMock
    }

    /// The one form of a position.
    ///
    /// - Parameters:
    ///   - raw: The position.
    ///   - milliseconds: Its time.
    /// - Precondition: The place is one of the world's.
    public init(_ raw: RawFix, milliseconds: Int64) {
        self.init(
            milliseconds: milliseconds,
            longitude: Int64((raw.place.x * 1e9).rounded()),
            latitude: Int64((raw.place.y * 1e9).rounded()),
            accuracyCentimetres: Self.hundredths(raw.accuracyMetres),
            speedCentimetresPerSecond: Self.hundredths(raw.speedMetresPerSecond),
            isMock: raw.isMock
        )
    }

    /// Less than zero, or no number: not known; too large: the largest.
    private static func hundredths(_ value: Double?) -> Int32 {
        guard let value, value >= 0 else { return -1 }
        return Int32(min((value * 100).rounded(), 2e9))
    }

    /// WGS 84 longitude and latitude in degrees.
    @inlinable public var place: Point { Point(x: Double(longitude) / 1e9, y: Double(latitude) / 1e9) }

    /// The accuracy in metres; nil when it is not known.
    @inlinable public var accuracyMetres: Double? {
        accuracyCentimetres < 0 ? nil : Double(accuracyCentimetres) / 100
    }
}

extension TrackFix: Comparable {
    /// By time, then by accuracy, then by the rest.
    public static func < (a: TrackFix, b: TrackFix) -> Bool {
        if a.milliseconds != b.milliseconds { return a.milliseconds < b.milliseconds }
        // As an unsigned number, one that is not known comes last.
        let (accuracyOfA, accuracyOfB) = (
            UInt32(bitPattern: a.accuracyCentimetres), UInt32(bitPattern: b.accuracyCentimetres)
        )
        if accuracyOfA != accuracyOfB { return accuracyOfA < accuracyOfB }
        if a.longitude != b.longitude { return a.longitude < b.longitude }
        if a.latitude != b.latitude { return a.latitude < b.latitude }
        if a.speedCentimetresPerSecond != b.speedCentimetresPerSecond {
            return a.speedCentimetresPerSecond < b.speedCentimetresPerSecond
        }
        return !a.isMock && b.isMock
    }
}
