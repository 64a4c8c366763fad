public import Foundation
import GeometryCore
public import Territory

/// What every position must have before it is looked at: a person, a place and a time that can be.
///
/// It is itself an intake that keeps nothing, for dry runs: what it does not refuse it calls good, and nothing is known
/// already.
public struct FixGate: TrackIntake, Sendable {
    /// How far ahead of the clock a position may be, in seconds: clocks of telephones are seldom exact.
    public static let futureSeconds = 120.0

    private let book: DeviceBook
    private let clock: DutyClock

    /// A gate for these people and devices, by the clock of their bureau.
    public init(book: DeviceBook, clock: DutyClock) {
        self.book = book
        self.clock = clock
    }

    /// Whose a position is; nil for nobody's, and when the time that would tell is not known.
    public func staff(of fix: RawFix) -> String? {
        if let staff = fix.staff { return book.isStaff(staff) ? staff : nil }
        return fix.time.flatMap { book.staff(of: fix.device, on: clock.day(at: $0)) }
    }

    /// Why a position cannot be kept; nil when it can, as far as can be told from it alone.
    public func refusal(of fix: RawFix, at now: Date) -> FixRefusal? {
        let world = Box(minX: -180, minY: -90, maxX: 180, maxY: 90)
        guard fix.place.isFinite, world.contains(fix.place) else { return .notAPlace }
        guard let time = fix.time else { return .noTime }
        guard time.timeIntervalSince(now) <= Self.futureSeconds else { return .future }
        return staff(of: fix) == nil ? .unknownStaff : nil
    }

    /// Judges a batch, and keeps nothing.
    public func take(_ fixes: [RawFix], at now: Date) -> [FixReceipt] {
        fixes.map { fix in refusal(of: fix, at: now).map(FixReceipt.refused) ?? .kept(.good, isLate: false) }
    }
}
