public import Territory

/// One line of a rota: somebody's shift, override or leave.
public struct RotaEntry: Hashable, Sendable {
    /// What an entry says.
    public enum Kind: String, CaseIterable, Sendable {
        /// On duty.
        case shift
        /// Another person is on duty instead; the same one, beyond the shifts, when there is no substitute.
        case override
        /// Away, whatever shifts and overrides say.
        case leave
    }

    /// The days on which an entry begins.
    public enum Days: Hashable, Sendable {
        /// Every week on that day, 1 for Monday to 7 for Sunday.
        case weekly(Int)
        /// Once.
        case on(LocalDay)
    }

    /// Whose entry it is.
    public var staff: String
    /// What it says.
    public var kind: Kind
    /// The days on which it begins.
    public var days: Days
    /// Minutes after midnight at which it begins.
    public var start: Int
    /// Minutes after midnight at which it ends; on the next day when that is not later than ``start``.
    public var end: Int
    /// Who is on duty instead.
    public var substitute: String?

    /// Creates an entry; nil unless 0 ≤ start < 1440, 0 ≤ end ≤ 1440 and the weekday is one.
    public init?(staff: String, kind: Kind, days: Days, start: Int, end: Int, substitute: String? = nil) {
        guard (0..<1440).contains(start), (0...1440).contains(end) else { return nil }
        if case .weekly(let day) = days, !(1...7).contains(day) { return nil }
        self.staff = staff
        self.kind = kind
        self.days = days
        self.start = start
        self.end = end
        self.substitute = substitute
    }
}
