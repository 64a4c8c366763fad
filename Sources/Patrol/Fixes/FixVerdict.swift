/// What cleaning says of a fix that is kept; nothing is ever deleted.
///
/// Only good fixes make legs. The raw values are those in the store.
public enum FixVerdict: UInt8, CaseIterable, Sendable {
    /// It counts.
    case good = 0
    /// The device says that it is made up.
    case mock = 1
    /// The person was not on duty.
    case offShift = 2
    /// There is another fix of the same instant.
    case duplicate = 3
    /// It is too inaccurate.
    case inaccurate = 4
    /// Nobody can have come there so fast from where they were.
    case impossibleSpeed = 5
    /// The very same coordinates for so long that the device must have stopped listening.
    case frozen = 6
    /// A part of a way that was recorded before, place for place.
    case replayed = 7
}

/// Why a position is not even kept: it names nobody, no place or no time that can be.
public enum FixRefusal: String, CaseIterable, Sendable {
    /// No staff member has this code, and no device this name.
    case unknownStaff = "unknown-staff"
    /// A coordinate is not a number, infinite or out of the world.
    case notAPlace = "not-a-place"
    /// There is no time, or none that can be read.
    case noTime = "no-time"
    /// It was taken later than now.
    case future
    /// It was taken before tracks of that age are still open: its day is closed, and its other fixes may be gone.
    case tooOld = "too-old"
}

/// What became of a position that was handed in.
public enum FixReceipt: Hashable, Sendable {
    /// It is not kept.
    case refused(FixRefusal)
    /// The very same fix was there already.
    case repeated
    /// It is kept, and this is what cleaning says of it now; `isLate` when later fixes of its track were there already.
    case kept(FixVerdict, isLate: Bool)
}
