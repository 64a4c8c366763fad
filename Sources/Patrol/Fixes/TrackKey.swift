public import Territory

/// What names a track: the fixes of one device that one staff member carried on one day of the bureau's calendar.
///
/// A track is what is cleaned and credited by itself. It ends at midnight; nothing is bridged over it.
public struct TrackKey: Hashable, Sendable {
    /// The code of the staff member.
    public let staff: String
    /// The device; empty when the source named none.
    public let device: String
    /// The day in the bureau's time zone.
    public let day: LocalDay

    /// Names a track.
    public init(staff: String, device: String, day: LocalDay) {
        self.staff = staff
        self.device = device
        self.day = day
    }
}

extension TrackKey: Comparable {
    /// By day, then by the bytes of the codes.
    public static func < (a: TrackKey, b: TrackKey) -> Bool {
        if a.day != b.day { return a.day < b.day }
        if a.staff != b.staff { return a.staff.utf8.lexicographicallyPrecedes(b.staff.utf8) }
        return a.device.utf8.lexicographicallyPrecedes(b.device.utf8)
    }
}
