import Foundation
import Patrol
import Response
import Synchronization
import Territory

/// The people of a bureau as tracks need to know them: from its staff list, its devices and its rota.
final class OfficeCrew: PatrolCrew {
    private let roster: Roster
    private let devices: DeviceBook
    /// Everybody who has a row in the rota.
    private let scheduled: Set<String>
    /// For each day that was asked about, when each person has a duty.
    private let days = Mutex<[LocalDay: [String: [Range<Int64>]]]>([:])

    init(_ roster: Roster, _ devices: DeviceBook) {
        self.roster = roster
        self.devices = devices
        scheduled = Set(roster.rota.staff)
    }

    func knows(_ staff: String) -> Bool { roster.member(staff) != nil }

    func carrier(of device: String, on day: LocalDay) -> String? { devices.staff(of: device, on: day) }

    /// Nil for somebody of whom the rota says nothing: that would make all they do off shift.
    func duty(of staff: String, on day: LocalDay) -> [Range<Int64>]? {
        let found = days.withLock { days in
            if let known = days[day] { return known[staff] }
            let duties = duties(on: day)
            days[day] = duties
            return duties[staff]
        }
        return found ?? (scheduled.contains(staff) ? [] : nil)
    }

    private func duties(on day: LocalDay) -> [String: [Range<Int64>]] {
        let clock = roster.rota.clock
        let duties = roster.rota.duties(
            from: clock.instant(of: day, minute: 0),
            to: clock.instant(of: day.advanced(by: 1), minute: 0)
        )
        var found: [String: [Range<Int64>]] = [:]
        for person in duties.staff {
            for interval in duties.intervals(of: person) {
                guard let holder = interval.cover.holder else { continue }
                found[holder, default: []].append(Self.milliseconds(interval.start)..<Self.milliseconds(interval.end))
            }
        }
        return found.mapValues { $0.sorted { $0.lowerBound < $1.lowerBound } }
    }

    private static func milliseconds(_ date: Date) -> Int64 { Int64((date.timeIntervalSince1970 * 1000).rounded()) }
}
